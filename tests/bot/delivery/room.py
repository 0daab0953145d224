"""A newsroom, its world and its clock."""

from __future__ import annotations

import datetime as dt
from contextlib import asynccontextmanager

from bot.chat.hours import next_slot
from bot.delivery.newsroom import Newsroom
from bot.delivery.press import Press
from core.chats import ChatKey, ChatSettings
from core.editions.keys import DAILY
from tests.bot.chat.views.samples import said
from tests.bot.talk import StandingClock
from tests.chats import put_subscribed
from tests.world import busy_day, full_texts, world

TUESDAY, WEDNESDAY, THURSDAY = "2026-02-03", "2026-02-04", "2026-02-05"
NOON_IN_SHANGHAI = dt.time(12, 0)  # 04:00 UTC
NOON = (2026, 2, 4, 4, 0)


# What `Room.again` hands to the press.
OF_PRESS = ("renderers", "picker", "hearing")


class Room:
    """A newsroom, its world, and its clock; its chats' messages are lines of text."""

    def __init__(self, place, app, clock):
        self.place, self.app, self.clock = place, app, clock
        self.woken = 0
        self.room = self.again()

    def again(self, **others):
        """The newsroom after a restart, with other arguments where some are named."""
        of_press = {name: others.pop(name) for name in OF_PRESS if name in others}
        press = Press(
            shown=self.app.office.desk.shelves.shown,
            translators=self.app.translators,
            **{"renderers": {"telegram": self._bodies}} | of_press,
        )
        self.room = Newsroom(
            self.app.storage,
            self.app.pipeline,
            self.app.policies,
            self.app.budget,
            self.app.office.gate,
            self.clock,
            press,
            zone=self.app.settings.zone,
            wake=self._wake,
            **others,
        )
        return self.room

    async def subscribe(self, chat="1", platform="telegram", **settings):
        """The chat is subscribed from now on, for noon in Shanghai unless it says otherwise."""
        chosen = ChatSettings(**{"time": NOON_IN_SHANGHAI} | settings)
        now, key = self.clock.now(), ChatKey(platform, chat)
        due = next_slot(chosen, self.app.settings.zone, now)
        await put_subscribed(self.app.storage, key, chosen, now, {}, due)
        return key

    async def look(self, *moment):
        """Both loops look, at that moment or at the one the clock shows."""
        if moment:
            self.clock.time = dt.datetime(*moment, tzinfo=dt.UTC)
        await self.room.read(self.clock.now())
        while await self.room.serve(self.clock.now()):
            pass

    async def owed(self, chat="1", platform="telegram"):
        """What the chat is owed, as (date, kind, first line), in order."""
        rows = await self.app.storage.deliveries.owed(platform, 999)
        mine = [row for row in rows if row.key.chat_id == chat]
        return [(str(row.list_key), row.kind.value, row.body.split("\n")[0]) for row in mine]

    async def bodies(self, chat="1"):
        rows = await self.app.storage.deliveries.owed("telegram", 999)
        return [row.body for row in rows if row.key.chat_id == chat]

    async def state(self, date):
        edition = await self.app.storage.editions.get(DAILY.on(dt.date.fromisoformat(date)))
        return edition and (edition.state, edition.ready_at is not None)

    def _bodies(self, view, t, *, silent, previews):
        return ["\n".join(said(view))]

    def _wake(self):
        self.woken += 1


@asynccontextmanager
async def room_in(folder, days=None, *, at=(2026, 2, 3, 20), use_model=False, **settings):
    """A newsroom at that moment. Without `days` there is a Tuesday of six papers, open, and its
    Wednesday."""
    known = {TUESDAY: busy_day(6), WEDNESDAY: busy_day(4)} if days is None else days
    clock = StandingClock(*at)
    pages = full_texts(busy_day(6))
    variables = {"paperboy_languages": "en,zh"} | settings
    async with (
        world(folder, known, pages) as place,
        place.app(use_model=use_model, clock=clock, **variables) as app,
    ):
        room = Room(place, app, clock)
        yield room
        await room.room.stop()
