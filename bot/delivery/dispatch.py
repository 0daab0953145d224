"""The one way out: every message leaves through the dispatcher, at the platform's pace.

Replies overtake pushes. Pushes are what the ledger of deliveries says is owed; `bot.delivery.push`
sends them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

import structlog

from bot.delivery.lane import Lane, TooLate
from bot.delivery.membership import Membership, OnGone
from bot.delivery.outage import STORE_PAUSE
from bot.delivery.pace import Rates
from bot.delivery.push import Pusher
from core.chats import ChatKey
from core.delivery import DeliveryError, Limited, Uncertain, Unsent
from core.errors import StoreUnavailable
from core.ports import Clock, Sender
from storage import Storage

T = TypeVar("T")

# Seconds for which a reply that does not get through is tried again. Later than that nobody waits
# for it any more.
REPLY_PATIENCE = 300.0

log = structlog.get_logger()


class Dispatcher:
    """Sends replies, and what the ledger says is owed."""

    def __init__(
        self,
        senders: Mapping[str, Sender],
        storage: Storage,
        clock: Clock,
        rates: Mapping[str, Rates],
        *,
        on_gone: OnGone | None = None,
    ) -> None:
        """`senders` and `rates` by platform. `on_gone` hears which chat could not be reached, and
        why."""
        self.membership = Membership(storage, on_gone, self.wake)
        self._ledger = storage.deliveries
        self._clock = clock
        self._senders = senders
        self._lanes = {platform: Lane(rates[platform]) for platform in senders}
        self._pushers = {
            name: Pusher(name, sender, self._lanes[name], storage, clock, self.membership)
            for name, sender in senders.items()
        }

    async def reply(
        self,
        key: ChatKey,
        send: Callable[[], Awaitable[T]],
        *,
        repeatable: bool = False,
        patience: float | None = None,
    ) -> T:
        """Returns what `send` returns, which is called before all pushes, after the chat's other
        replies.

        `send` is called again after a pause, before the chat's other replies, while it raises
        Limited or Unsent; and Uncertain, if sending twice does no harm (`repeatable`). Raises
        whatever else it raises, and what it raised last when `patience` seconds are over.
        """
        lane = self._lanes[key.platform]
        if patience is None:
            patience = REPLY_PATIENCE
        until = asyncio.get_running_loop().time() + patience
        last: DeliveryError | None = None
        while True:
            try:
                async with lane.reply(key, first=last is not None, by=until) as slot:
                    try:
                        result = await send()
                    except DeliveryError as error:
                        last = error
                        slot.heard(error)
                    else:
                        slot.heard(None)
                        return result
            except TooLate:
                raise last or Unsent("its turn did not come in time") from None
            if not _again(last, repeatable=repeatable):
                raise last

    def is_free(self, key: ChatKey) -> bool:
        """Whether the platform's limits would let a reply to the chat begin now."""
        return self._lanes[key.platform].is_free(key)

    def slow(self, platform: str, part: float) -> None:
        """Use that part of the platform's rate from now on: others use the rest."""
        self._lanes[platform].slow(part)

    def wake(self) -> None:
        """More is owed: look into the ledger again."""
        for pusher in self._pushers.values():
            pusher.wake()

    async def run(self) -> None:
        """Send what is owed on all platforms, now and whenever `wake` is called, until
        cancelled."""
        await self.recover()
        async with asyncio.TaskGroup() as group:
            for platform in self._pushers:
                group.create_task(self.push(platform), name=f"push to {platform}")

    async def push(self, platform: str) -> None:
        """Send what is owed on that platform, now and whenever `wake` is called, until cancelled.

        Then what is under way gets a few seconds to arrive and be written down; what has not begun
        stays owed. Until this returns, the platform's sender must be usable.
        """
        await self._pushers[platform].run()

    async def recover(self) -> None:
        """To be called once, before the first push: what a crash interrupted may have arrived.

        Where sending it again does no harm, it is owed again.
        """
        while True:
            now = self._clock.now()
            spans = {platform: sender.idempotent_for for platform, sender in self._senders.items()}
            repeatable = {platform: now - span for platform, span in spans.items() if span}
            try:
                interrupted = await self._ledger.recover(now, repeatable)
            except StoreUnavailable as error:
                log.warning("the ledger cannot be written", reason=error.reason)
                await asyncio.sleep(STORE_PAUSE)
                continue
            if interrupted:
                log.warning(
                    "a crash interrupted deliveries; whether they arrived is unknown",
                    count=len(interrupted),
                )
            return


def _again(error: DeliveryError, *, repeatable: bool) -> bool:
    """Whether a reply that met with the error may be sent again."""
    return isinstance(error, Limited | Unsent) or (repeatable and isinstance(error, Uncertain))
