"""Hands every chat what it is due, once its hour has come."""

# Tested in tests/bot/delivery/test_newsroom.py.

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from zoneinfo import ZoneInfo

import structlog

from bot.delivery.days import BACK, Days
from bot.delivery.due import DueChats
from bot.delivery.press import Batch, Press
from bot.delivery.schedule import Day, Decision, decide, retry_at
from bot.delivery.tries import RETRY
from core.chats import Chat
from core.delivery import Delivery
from core.editions.keys import Shelf
from core.editions.policies import Policies
from core.ports import Clock
from storage import Storage
from storage.chats import Settled

log = structlog.get_logger()

# The shortest pause between two looks, in seconds.
BREATH = 0.2


class Owed(NamedTuple):
    """What a chat is owed now, and what was decided about each shelf."""

    deliveries: list[Delivery]
    decisions: Mapping[Shelf, Decision]


@dataclass(slots=True, kw_only=True)
class Rounds:
    """Owes lists, those of each shelf by its policy. `wake` tells the dispatcher that something is
    owed; `look` is the longest pause between two looks at who is due."""

    storage: Storage
    policies: Policies
    clock: Clock
    days: Days
    press: Press
    zone: ZoneInfo
    wake: Callable[[], None]
    look: dt.timedelta
    _due: DueChats = field(init=False)

    def __post_init__(self) -> None:
        self._due = DueChats(self.storage, self.policies, self.zone)

    async def serve_chats(self) -> None:
        """For ever: owe each chat its list when its hour has come."""
        while True:
            if not await self.serve(self.clock.now()):
                await asyncio.sleep(await self._pause())

    async def serve(self, now: dt.datetime) -> int:
        """Look once at the chats that are due, a batch at most; returns how many there were."""
        self.days.note_running(now)
        chats = await self._due.found(now, self.press.renderers)
        if not chats or await self.days.waits_for_clock(now):
            return 0
        chats = await self._due.put_right(chats, now)
        days = {
            shelf: await self.days.known(policy, now, 2 * BACK)
            for shelf, policy in self.policies.items()
        }
        batch = Batch(self.press)
        deliveries: list[Delivery] = []
        settled: list[Settled] = []
        for chat in chats:
            try:
                owed = await self._owed(chat, now, days, batch)
            except Exception:
                # Whatever is wrong with one chat's list must not cost the others theirs.
                log.exception("list not made", chat=chat.key)
                await self.storage.chats.wait(chat.key, retry_at(chat, self.zone, now, RETRY))
                continue
            deliveries += owed.deliveries
            through = _through(owed.decisions)
            next_due = _next_due(owed.decisions)
            if through:
                settled.append(Settled(chat.key, {**chat.through, **through}, next_due))
            elif next_due:
                await self.storage.chats.wait(chat.key, next_due)
        await self.storage.deliveries.owe(deliveries, settled, now)
        self.wake()
        return len(chats)

    async def _owed(
        self,
        chat: Chat,
        now: dt.datetime,
        days: Mapping[Shelf, Mapping[dt.date, Day]],
        batch: Batch,
    ) -> Owed:
        """What the chat is owed now, of all shelves."""
        deliveries: list[Delivery] = []
        decisions: dict[Shelf, Decision] = {}
        for shelf, policy in self.policies.items():
            decision = decide(
                chat,
                policy,
                self.zone,
                now,
                days[shelf],
                self.days.trouble(shelf.on(policy.closed(now))),
                running_since=self.days.running_since,
            )
            deliveries += await batch.deliveries(chat, shelf, decision)
            decisions[shelf] = decision
        return Owed(deliveries, decisions)

    async def _pause(self) -> float:
        """Seconds until somebody may be due.

        A chat that subscribes meanwhile is not due before its next minute.
        """
        longest = self.look.total_seconds()
        soonest = await self.storage.chats.soonest(self.press.renderers)
        if soonest is None:
            return longest
        wait = (soonest - self.clock.now()).total_seconds()
        return min(max(wait, BREATH), longest)


def _through(decisions: Mapping[Shelf, Decision]) -> dict[Shelf, dt.date]:
    """By shelf, the date up to which the chat has now had its lists, where that has changed."""
    return {shelf: decision.through for shelf, decision in decisions.items() if decision.through}


def _next_due(decisions: Mapping[Shelf, Decision]) -> dt.datetime | None:
    """When the chat is due next for any shelf; None when it is due for none."""
    moments = [decision.next_due for decision in decisions.values() if decision.next_due]
    return min(moments, default=None)
