"""Lists found for whoever shows them, their numbers fixed first."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest

from core.editions.keys import DAILY, ListKey
from core.editions.shelf import Shelves
from core.errors import DateInFuture, DateNotListedYet, EditionUnreachable, NumberUnknown
from core.models import Counts, Listing, Paper
from tests.bot.talk import StandingClock
from tests.world import DATE, busy_day, world

DAY = dt.date.fromisoformat(DATE)
KEY = DAILY.on(DAY)
TODAY = DAY + dt.timedelta(days=1)


def shelves_of(app):
    return Shelves(app.storage, app.pipeline, app.clock)


@pytest.fixture
async def app(tmp_path):
    clock = StandingClock(2026, 2, 4, 12)
    async with (
        world(tmp_path, {DATE: busy_day(6)}, {}) as place,
        place.app(use_model=False, clock=clock) as app,
    ):
        yield app


async def frozen(app, key=KEY):
    edition = await app.storage.editions.get(key)
    return edition is not None and edition.frozen_at is not None


async def test_a_list_is_fetched_and_its_numbers_are_fixed(app):
    shown = await shelves_of(app).listed(KEY, "zh", TODAY)

    assert shown.edition == await app.storage.editions.get(KEY)
    assert shown.edition.frozen_at == app.clock.now()


async def test_what_is_not_stored_is_not_shown_without_fetching(app):
    assert await shelves_of(app).shown(KEY, "zh") is None


@pytest.mark.parametrize("way", ["shown", "numbered", "known", "found"])
async def test_however_it_is_shown_the_numbers_are_fixed(app, way):
    shelves, edition = shelves_of(app), await app.pipeline.fetch(KEY)
    paper = edition.entries[0].paper
    assert not await frozen(app)

    if way == "shown":
        await shelves.shown(KEY, "zh")
    elif way == "numbered":
        found = await shelves.numbered(KEY, 1, "zh", TODAY)
        assert found.frozen
    elif way == "known":
        found = await shelves.known(paper.id, "zh")
        assert found.frozen
    else:
        found = await shelves.found((paper.title.split()[0],), "zh", 10)
        assert found.hits
        assert not found.unfrozen

    assert await frozen(app)


class Hub:
    """A source that lists what it is asked to list next. Who asks for `slow` waits until it may."""

    def __init__(self) -> None:
        self.next: list[str] = []
        self.slow: list[str] = []
        self.asked, self.may_answer = asyncio.Event(), asyncio.Event()

    async def listings(self, key: ListKey) -> list[Listing]:
        """Implements core.ports.Hub."""
        ids = self.next
        if ids is self.slow:
            self.asked.set()
            await self.may_answer.wait()
        return [Listing(Paper(id=each, title=each), Counts(upvotes=200)) for each in ids]


async def test_of_two_who_fetch_at_once_the_later_moves_no_number_that_was_seen(tmp_path):
    clock, hub = StandingClock(2026, 2, 3, 9), Hub()
    first, early, late = "2602.00001", "2602.00002", "2602.00003"
    async with (
        world(tmp_path, {}, {}) as place,
        place.app(use_model=False, clock=clock, more_hubs={KEY.shelf.source: hub}) as app,
    ):
        shelves = shelves_of(app)
        hub.next = [first]
        await shelves.listed(KEY, "en", DAY)
        clock.pass_(hours=2)
        hub.next = hub.slow = [first, late]
        slow = asyncio.get_running_loop().create_task(app.pipeline.fetch(KEY))
        await hub.asked.wait()
        hub.next = [first, early]
        await shelves.listed(KEY, "en", DAY)
        assert (await shelves.numbered(KEY, 2, "en", DAY)).paper.id == early
        hub.may_answer.set()
        await slow

        shown = await shelves.shown(KEY, "en")
        assert [entry.paper.id for entry in shown.edition.entries] == [first, early, late]
        assert [entry.rank for entry in shown.edition.entries] == [1, 2, 3]


async def test_why_there_is_no_list_is_said(app):
    shelves = shelves_of(app)
    tomorrow = TODAY + dt.timedelta(days=1)
    with pytest.raises(DateInFuture):
        await shelves.listed(DAILY.on(tomorrow), "zh", TODAY)
    with pytest.raises(DateNotListedYet):
        await shelves.listed(DAILY.on(tomorrow), "zh", tomorrow)
    with pytest.raises(NumberUnknown):
        await shelves.numbered(KEY, 99, "zh", TODAY)


async def test_of_a_source_that_is_away_what_is_stored_is_shown(tmp_path):
    clock = StandingClock(2026, 2, 4, 12)
    async with (
        world(tmp_path, {}, {}) as place,
        place.app(
            use_model=False, clock=clock, paperboy_hub_url="http://127.0.0.1:9", demo=True
        ) as app,
    ):
        shelves, newest = shelves_of(app), DAILY.on(dt.date(2026, 2, 5))
        with pytest.raises(EditionUnreachable) as raised:
            await shelves.listed(KEY, "zh", TODAY)
        assert raised.value.nearest == newest.day
        assert (await shelves.newest()) == newest
