"""A newsroom that puts off what it may."""

from __future__ import annotations

import datetime as dt
from contextlib import asynccontextmanager

from bot.app.batching import batching_of
from core.editions.keys import DAILY
from tests.bot.delivery.room import room_in
from tests.world import busy_day

MONDAY = "2026-02-02"
LIST = DAILY.on(dt.date(2026, 2, 3))
PAPERS = [paper["paper"]["id"] for paper in busy_day(6)]
TEXTS = 8  # a summary and a report of each of the four that are selected


class Place:
    """A newsroom that puts off what it may; `model` is its model, `batches` the model's batches."""

    def __init__(self, room):
        self.room, self.app, self.clock = room, room.app, room.clock
        self.model = room.place.model
        self.batches = self.model.batches
        self.start()

    def start(self):
        """As after a restart."""
        self.room.again()
        self.batching = batching_of(self.app)
        self.room.room.put_off_to(self.batching)

    async def prove(self):
        """The model has answered before, so that it is known how it wants to be asked."""
        await self.app.models.main.check(self.app.models.endpoints[0])
        self.model.prompts.clear()

    async def look(self, *moment, times=1):
        """The newsroom looks, and then whoever sees to batches."""
        await self.room.look(*moment)
        for _ in range(times):
            await self.batching.look()

    async def waiting(self):
        return (await self.app.storage.batches.of(LIST, PAPERS))[0]

    async def writers(self):
        """Who wrote the list's summaries and reports."""
        readings = self.app.storage.readings
        summaries = await readings.summaries(PAPERS, "en")
        reports = await readings.reports(PAPERS, "en")
        texts = [*summaries.values(), *reports.values()]
        return [text.provenance.writer for text in texts]

    async def spent(self):
        """By account, the tokens."""
        accounts = await self.app.storage.spending.recent(9)
        return {account.model: account.spending.tokens for account in accounts}

    def live(self):
        """The prompts of summaries and reports that were asked outside of batches."""
        return [prompt for prompt in self.model.prompts if "Task: a " in prompt]


@asynccontextmanager
async def placed(folder, days=None, *, at=(2026, 2, 3, 20), **settings):
    settings = {"paperboy_languages": "en", "paperboy_batch": "on"} | settings
    async with room_in(folder, days, at=at, use_model=True, **settings) as room:
        place = Place(room)
        await place.prove()
        yield place
