"""Hands out what the operator tells all chats, after the lists.

A circular goes into the ledger a batch at a time, and only while nobody is due and next to nothing
is owed: so a morning's lists never stand behind more of it than one batch.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Final

import structlog

from bot.chat.views.circulars import circular_view
from bot.delivery.press import Press, parts_of
from core.chats import Chat
from core.circulars import Circular
from core.delivery import Delivery, DeliveryKind
from core.ports import Clock
from storage import Storage
from storage.circulars import Begun

# Chats whose messages are written down at once.
BATCH: Final = 100
# Messages that may still be owed on a platform when more are written down: one that a chat's
# trouble keeps back must not keep back everybody's.
IDLE: Final = 20
# Seconds between two looks at whether there is a circular, and at whether there is room for more.
PAUSE: Final = 5.0
BREATH: Final = 0.2

log = structlog.get_logger()


@dataclass(slots=True, kw_only=True)
class Mailing:
    """Owes circulars. `wake` tells the dispatcher that something is owed."""

    storage: Storage
    press: Press
    clock: Clock
    wake: Callable[[], None]
    _rendered: dict[Hashable, Sequence[str]] = field(default_factory=dict, init=False)

    async def keep_up(self) -> None:
        """For ever: owe each chat what is told to all."""
        while True:
            pause = BREATH if await self.step(self.clock.now()) else PAUSE
            await asyncio.sleep(pause)

    async def step(self, now: dt.datetime) -> bool:
        """Owe the next batch of each circular that is under way, on platforms where nothing more
        urgent waits; returns whether anything was written down."""
        begun = await self.storage.circulars.under_way()
        if not begun:
            self._rendered.clear()
            return False
        written = False
        for platform in self.press.renderers:
            if await self._has_room(platform, now):
                for each in begun:
                    written |= await self._owe(each, platform, now)
        for each in begun:
            if all(map(each.has_ended, self.press.renderers)):
                await self.storage.circulars.finish(each.circular.name)
                log.info("an announcement is in the ledger for all", name=each.circular.name)
        return written

    async def _has_room(self, platform: str, now: dt.datetime) -> bool:
        """Whether the platform's chats wait for nothing more urgent."""
        if await self.storage.chats.due(now, 1, [platform]):
            return False
        return len(await self.storage.deliveries.owed(platform, IDLE)) < IDLE

    async def _owe(self, begun: Begun, platform: str, now: dt.datetime) -> bool:
        """Owe the platform's next batch; returns whether there was anything left to do."""
        if begun.has_ended(platform):
            return False
        circular, after = begun.circular, begun.after.get(platform)
        circulars = self.storage.circulars
        chats = await circulars.audience(platform, circular.at, after, BATCH)
        deliveries: list[Delivery] = []
        for chat in chats:
            if chat.settings.announcements:
                deliveries += self._deliveries(circular, chat)
        last = chats[-1].key if chats else None
        await circulars.owe(begun, platform, deliveries, last, now)
        self.wake()
        return True

    def _deliveries(self, circular: Circular, chat: Chat) -> list[Delivery]:
        try:
            bodies = self._bodies(circular, chat)
        except Exception:
            # Whatever is wrong with one chat must not cost the others theirs.
            log.exception("announcement not made", chat=chat.key)
            return []
        return parts_of(chat, circular.key, DeliveryKind.CIRCULAR, bodies)

    def _bodies(self, circular: Circular, chat: Chat) -> Sequence[str]:
        """The message parts as the chat's platform writes them; equal ones are rendered once."""
        t = self.press.translator(chat)
        platform, settings = chat.key.platform, chat.settings
        same = (circular.name, platform, t.language, settings.silent, settings.previews)
        if same not in self._rendered:
            hears = platform in self.press.hearing
            view = circular_view(t, circular.text_for(t.language), refusable=hears)
            self._rendered[same] = self.press.rendered(chat, view)
        return self._rendered[same]
