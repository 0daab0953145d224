"""Hands every chat what it is due, once its hour has come."""

# Tested in tests/bot/delivery/test_newsroom.py.

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from zoneinfo import ZoneInfo

import structlog

from bot.delivery.days import BACK, Days
from bot.delivery.due import DueChats
from bot.delivery.press import Batch, Press, alone_for
from bot.delivery.schedule import Decision, KnownDays, decide, retry_at
from bot.delivery.tries import RETRY
from core.chats import Chat
from core.delivery import Delivery
from core.editions.keys import ListKey, Shelf
from core.editions.policies import Policies
from core.errors import StoreUnavailable
from core.ports import Clock
from storage import Storage
from storage.serving import Settled

log = structlog.get_logger()

# The shortest pause between two looks, in seconds.
BREATH = 0.2


class Owed(NamedTuple):
    """What a chat is owed now, and what was decided about each shelf."""

    deliveries: list[Delivery]
    decisions: Mapping[Shelf, Decision]

    @property
    def through(self) -> dict[Shelf, dt.date]:
        """By shelf, the date up to which the chat has now had its lists, where that has changed."""
        return {
            shelf: decision.through
            for shelf, decision in self.decisions.items()
            if decision.through
        }

    @property
    def next_due(self) -> dt.datetime | None:
        """When the chat is due next for any shelf; None when it is due for none."""
        moments = [each.next_due for each in self.decisions.values() if each.next_due]
        return min(moments, default=None)


@dataclass(frozen=True, slots=True)
class Looking:
    """By what it is decided what chats are owed.

    `zone` is the one of chats that chose none, `trouble` says why a list may be late, and
    `running_since` since when Paperboy runs.
    """

    policies: Policies
    zone: ZoneInfo
    trouble: Callable[[ListKey], str]
    running_since: dt.datetime | None = None


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
                # Another process may have owed something meanwhile, such as a list once more.
                self.wake()
                await asyncio.sleep(await self._pause())

    async def serve(self, now: dt.datetime) -> int:
        """Look once at the chats that are due, a batch at most; returns how many there were."""
        self.days.note_running(now)
        await self._tidy(now)
        chats = await self._due.found(now, self.press.renderers)
        if not chats or await self.days.waits_for_clock(now):
            return 0
        chats = await self._due.put_right(chats, now)
        days = {
            shelf: await self.days.known(policy, now, 2 * BACK)
            for shelf, policy in self.policies.items()
        }
        decided = await self._decided(chats, days, now)
        batch = Batch(self.press)
        await batch.choose([each for chat, decisions in decided for each in lists(chat, decisions)])
        deliveries: list[Delivery] = []
        settled: list[Settled] = []
        for chat, decisions in decided:
            try:
                owed = await owed_to(chat, decisions, batch)
            except Exception:
                # Whatever is wrong with one chat's list must not cost the others theirs.
                log.exception("list not made", chat=chat.key)
                await self._again_later(chat, now)
                continue
            deliveries += owed.deliveries
            if owed.through:
                through = {**chat.through, **owed.through}
                settled.append(Settled(chat.key, through, owed.next_due))
            elif owed.next_due:
                await self.storage.chats.wait(chat.key, owed.next_due)
        await self.storage.deliveries.owe(deliveries, settled, now)
        self.wake()
        return len(chats)

    async def _tidy(self, now: dt.datetime) -> None:
        """End silences that are over, and forget whom nobody waits for."""
        try:
            for ban in await self.storage.bans.expire(now):
                log.info("a silence is over", chat=ban.key)
            wrong = await self.storage.bans.wrong(now)
            if wrong and not await self.days.waits_for_clock(now):
                for ban in wrong:
                    log.warning("the clock was ahead; a silence is put right", chat=ban.key)
                    await self.storage.bans.put(ban)
            await self.storage.people.sweep()
        except StoreUnavailable:
            raise
        except Exception:
            # No list waits until that can be done.
            log.exception("not tidied")

    async def _decided(
        self, chats: Sequence[Chat], days: KnownDays, now: dt.datetime
    ) -> list[tuple[Chat, Mapping[Shelf, Decision]]]:
        decided: list[tuple[Chat, Mapping[Shelf, Decision]]] = []
        looking = self._looking()
        for chat in chats:
            try:
                decided.append((chat, decisions_for(chat, now, days, looking)))
            except Exception:
                # Whatever is wrong with one chat's list must not cost the others theirs.
                log.exception("list not made", chat=chat.key)
                await self._again_later(chat, now)
        return decided

    async def _again_later(self, chat: Chat, now: dt.datetime) -> None:
        await self.storage.chats.wait(chat.key, retry_at(chat, self.zone, now, RETRY))

    def _looking(self) -> Looking:
        return Looking(
            self.policies,
            self.zone,
            trouble=self.days.trouble,
            running_since=self.days.running_since,
        )

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


def decisions_for(
    chat: Chat, now: dt.datetime, days: KnownDays, looking: Looking
) -> dict[Shelf, Decision]:
    """What the chat is to get at that moment, of all shelves, by the days that are known then."""
    decisions: dict[Shelf, Decision] = {}
    for shelf, policy in looking.policies.items():
        decisions[shelf] = decide(
            chat,
            policy,
            looking.zone,
            now,
            days[shelf],
            looking.trouble(shelf.on(policy.closed(now))),
            running_since=looking.running_since,
        )
    return decisions


def lists(chat: Chat, decisions: Mapping[Shelf, Decision]) -> list[tuple[Chat, ListKey]]:
    """The lists that the chat is to get, and what may come in place of one."""
    found: list[tuple[Chat, ListKey]] = []
    for shelf, decision in decisions.items():
        alone = alone_for(chat, shelf, decision)
        if decision.full:
            found.append((chat, shelf.on(decision.full)))
        elif alone and chat.seen != alone:
            found.append((chat, alone))
    return found


async def owed_to(chat: Chat, decisions: Mapping[Shelf, Decision], batch: Batch) -> Owed:
    """What the chat is owed by those decisions."""
    deliveries: list[Delivery] = []
    for shelf, decision in decisions.items():
        deliveries += await batch.deliveries(chat, shelf, decision)
    return Owed(deliveries, decisions)
