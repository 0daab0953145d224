"""Which chats are to be looked at, also after the clock was wrong for a while."""

# Tested in tests/bot/delivery/test_clock.py.

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

import structlog

from bot.delivery.schedule import is_wrong, put_right, settled_until, too_late
from bot.delivery.tries import Tries
from core.chats import Chat, ChatKey
from core.editions.keys import Shelf
from core.editions.policies import Policies
from storage import Storage

log = structlog.get_logger()

BATCH = 100  # chats looked at in one go, so that the event loop breathes
CHECKED = dt.timedelta(minutes=1)  # how often it is looked for times that cannot be right


class DueChats:
    """Finds them in the store; `zone` is the one of chats that chose none."""

    def __init__(self, storage: Storage, policies: Policies, zone: ZoneInfo) -> None:
        self._storage = storage
        self._policies = policies
        self._zone = zone
        self._tries = Tries()

    async def found(self, now: dt.datetime, platforms: Iterable[str]) -> list[Chat]:
        """The chats whose time has come, a batch at most.

        Once a minute also those whose time cannot be right.
        """
        chats = await self._storage.chats.due(now, BATCH, platforms)
        if chats or not self._tries.try_now("times", now, CHECKED):
            return chats
        furthest = await self._storage.chats.furthest()
        for hour, slot in too_late(furthest, self._zone, now).items():
            chats += await self._storage.chats.beyond(hour, slot, BATCH - len(chats), platforms)
        if len(chats) == BATCH:
            self._tries.rest("times", now, now)  # there may be more
        return chats

    async def put_right(self, chats: list[Chat], now: dt.datetime) -> list[Chat]:
        """The chats, in the store too, without what a clock that was ahead wrote of them."""
        closed = settled_until(self._policies, now, {})
        if not any(is_wrong(chat, now, closed) for chat in chats):
            return chats
        until = settled_until(
            self._policies, now, await newest_listed(self._storage, self._policies)
        )
        wrong = [chat for chat in chats if is_wrong(chat, now, until)]
        if not wrong:
            return chats
        log.warning(
            "the clock was ahead; what it left of some chats is put right", count=len(wrong)
        )
        had = await self._had([chat.key for chat in wrong], until)
        right = {chat.key: put_right(chat, now, until, had[chat.key]) for chat in wrong}
        await self._storage.chats.correct(right.values())
        return [right.get(chat.key, chat) for chat in chats]

    async def _had(
        self, keys: Sequence[ChatKey], until: Mapping[Shelf, dt.date]
    ) -> dict[ChatKey, dict[Shelf, dt.date]]:
        """By chat and shelf, the newest date until then that the ledger knows of."""
        had: dict[ChatKey, dict[Shelf, dt.date]] = {key: {} for key in keys}
        for shelf, day in until.items():
            newest_dates = await self._storage.deliveries.newest(keys, shelf.on(day))
            for key, newest in newest_dates.items():
                had[key][shelf] = newest
        return had


async def newest_close(storage: Storage, policies: Policies) -> dt.datetime | None:
    """When the newest list closes that the sources have shown, if there is one."""
    listed = await newest_listed(storage, policies)
    return max((policies[shelf].close_of(day) for shelf, day in listed.items()), default=None)


async def newest_listed(storage: Storage, policies: Policies) -> dict[Shelf, dt.date]:
    """By shelf, the newest date that its source has listed papers for, if there is one."""
    listed: dict[Shelf, dt.date] = {}
    for shelf in policies:
        day = await storage.editions.listed(shelf)
        if day:
            listed[shelf] = day
    return listed
