"""Whom lists go to, where the operator has named the chats that are served.

Commands are refused at the gate. Lists, which nobody asks for at that moment, are held back here: a
chat that is not named any more is paused for that alone, and goes on by itself once it is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog

from bot.chat.gate import Gate
from bot.delivery.outage import STORE_PAUSE
from core.chats import NOT_ALLOWED, ChatKey
from core.delivery import Delivery, DeliveryError, Held
from core.errors import StoreUnavailable
from core.ports import Clock, Sender
from storage import Storage

# The ids of what holds a chat; raises DeliveryError when the platform does not tell.
Within = Callable[[ChatKey], Awaitable[Sequence[str]]]

log = structlog.get_logger()


class Admission:
    """Holds back the lists of chats that are not allowed, on one platform."""

    def __init__(
        self, platform: str, within: Within, gate: Gate, storage: Storage, clock: Clock
    ) -> None:
        self._platform = platform
        self._within = within
        self._gate = gate
        self._chats = storage.chats
        self._clock = clock

    async def allows(self, key: ChatKey) -> bool:
        """Whether lists may be sent to that chat.

        Raises DeliveryError when the platform does not tell what holds it.
        """
        if self._gate.serves(key):
            return True
        return self._gate.serves(key, await self._within(key))

    async def look(self) -> None:
        """Hold and release subscribed chats by the settings, which may have changed."""
        while True:
            try:
                for chat in await self._chats.subscribed(self._platform):
                    if chat.paused in (None, NOT_ALLOWED):
                        await self._settle(chat.key, held=chat.paused is not None)
                return
            except StoreUnavailable as error:
                log.warning("whom lists may be sent to is not looked at", reason=error.reason)
                await asyncio.sleep(STORE_PAUSE)

    async def _settle(self, key: ChatKey, *, held: bool) -> None:
        """Hold the chat if it is not allowed, release it if it is again."""
        try:
            allowed = await self.allows(key)
        except DeliveryError as error:
            # The chat stays as it is; it is asked about again before anything is sent to it.
            log.info(
                "what holds a chat is not known",
                platform=self._platform,
                chat=key.chat_id,
                why=str(error),
            )
            return
        if held and allowed:
            log.info("a chat is allowed again", platform=self._platform, chat=key.chat_id)
            await self._chats.release(key, NOT_ALLOWED, self._clock.now())
        elif not held and not allowed:
            log.warning(
                "a subscribed chat is not allowed, and gets no lists",
                platform=key.platform,
                chat=key.chat_id,
            )
            await self._chats.hold(key, NOT_ALLOWED)


class AllowedSender:
    """Sends to chats that are allowed; raises Held for the others."""

    def __init__(self, sender: Sender, admission: Admission) -> None:
        self._sender = sender
        self._admission = admission
        self.idempotent_for = sender.idempotent_for

    async def send(self, delivery: Delivery, *, plain: bool = False) -> str:
        """Send it, and return the message's id. Raises DeliveryError."""
        if not await self._admission.allows(delivery.key):
            raise Held(NOT_ALLOWED)
        return await self._sender.send(delivery, plain=plain)
