"""Which chats are to be looked at, also after the clock was wrong for a while."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

import structlog

from bot.delivery.schedule import is_wrong, put_right, settled_until, too_late
from bot.delivery.tries import Tries
from core.chats import Chat
from storage import Storage

log = structlog.get_logger()

BATCH = 100  # chats looked at in one go, so that the event loop breathes
CHECKED = dt.timedelta(minutes=1)  # how often it is looked for times that cannot be right


class DueChats:
    """Finds them in the store; `zone` is the one of chats that chose none."""

    def __init__(self, storage: Storage, zone: ZoneInfo) -> None:
        self._storage, self._zone = storage, zone
        self._tries = Tries()

    async def found(self, now: dt.datetime, platforms: Iterable[str]) -> list[Chat]:
        """Those whose time has come, a batch at most; once a minute also those whose time cannot be right."""
        chats = await self._storage.chats.due(now, BATCH, platforms)
        if chats or not self._tries.may("times", now, CHECKED):
            return chats
        furthest = await self._storage.chats.furthest()
        for hour, slot in too_late(furthest, self._zone, now).items():
            chats += await self._storage.chats.beyond(hour, slot, BATCH - len(chats), platforms)
        if len(chats) == BATCH:
            self._tries.rest("times", now, now)  # there may be more
        return chats

    async def put_right(self, chats: list[Chat], now: dt.datetime) -> list[Chat]:
        """The chats, in the store too, without what a clock that was ahead wrote of them."""
        if not any(is_wrong(chat, now, None) for chat in chats):
            return chats
        listed = await self._storage.editions.listed()
        wrong = [chat for chat in chats if is_wrong(chat, now, listed)]
        if not wrong:
            return chats
        log.warning("the clock was ahead; what it left of some chats is put right", count=len(wrong))
        had = await self._storage.deliveries.newest([chat.key for chat in wrong], settled_until(now, listed))
        right = {chat.key: put_right(chat, now, listed, had.get(chat.key)) for chat in wrong}
        await self._storage.chats.correct(right.values())
        return [right.get(chat.key, chat) for chat in chats]
