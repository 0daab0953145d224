"""Real days, told by the feed and guessed by the API: they agree on all but what was held back,
and that is told and mended."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.announcements import calendar
from core.announcements.pool_reader import DayRead, PoolReader
from core.categories import CATEGORIES
from core.pool import Knowledge
from core.sources.announcements import ArxivAnnouncements
from core.sources.http.client import Limits, PoliteClient
from storage import Storage, open_storage
from tests.bot.talk import StandingClock
from tests.core.sources.conftest import AGENT
from tests.fakes.arxiv_announcements import FakeAnnouncements
from tests.recorded_days import FIELDS, HELD, recorded_days
from tests.storage.conftest import migrated

__all__ = ["migrated"]

FIRST, LAST = dt.date(2025, 4, 21), dt.date(2025, 6, 13)
QUICK = Limits(total=60, connect=2, read=20, backoff=0.01)


@pytest.fixture
async def stores(migrated: Path, tmp_path: Path) -> AsyncIterator[tuple[Storage, Storage]]:
    """Two empty stores: one for what the feed tells, one for what the API lets expect."""
    paths = [Path(shutil.copy(migrated, tmp_path / f"{name}.db")) for name in ("feed", "api")]
    async with (
        open_storage(f"sqlite:///{paths[0]}") as one,
        open_storage(f"sqlite:///{paths[1]}") as other,
    ):
        yield one, other


async def held_by(store: Storage) -> dict[str, dt.date]:
    """The day of each paper in the pool."""
    found: dict[str, dt.date] = {}
    for day in (FIRST + dt.timedelta(days=number) for number in range(56)):
        for each in await store.pool.of(day, FIELDS):
            assert each.paper.id not in found
            found[each.paper.id] = day
    return found


@pytest.mark.recorded
async def test_feed_and_api_agree_on_all_but_what_was_held(
    recorded: Path, stores: tuple[Storage, Storage]
) -> None:
    days, held = recorded_days(recorded)
    by_feed, by_api = stores
    assert len(days) == 56
    async with (
        FakeAnnouncements(days, CATEGORIES) as arxiv,
        PoliteClient(AGENT, limits=QUICK) as client,
    ):
        clock = StandingClock(2025, 4, 21, 12)
        source = ArxivAnnouncements(client, arxiv.url, clock)
        fed = PoolReader(by_feed.pool, source, clock)
        told: list[DayRead] = []
        for day in days:
            arxiv.today = day
            clock.time = calendar.told_at(day)
            if calendar.is_day(day):
                told.append(await fed.read_day(day, FIELDS))
            else:
                # A day on which the newest list is told again, under its own date.
                for again in (await source.feed(FIELDS)).days:
                    assert (await by_feed.pool.put(again)).added == ()
        assert len(told) == 40
        assert all(each.knowledge is Knowledge.FEED and each.complete for each in told)

        clock.time = calendar.told_at(LAST) + dt.timedelta(days=9)
        filled = PoolReader(by_api.pool, source, clock)
        guessed = [await filled.read_day(day, FIELDS) for day in calendar.days(FIRST, LAST)]
        assert all(each.knowledge is Knowledge.BACKFILL and each.complete for each in guessed)

        right, expected = await held_by(by_feed), await held_by(by_api)
        assert len(right) == sum(len(each.learned.added) for each in told)
        # A few of the crawl's papers are in none of these categories.
        held &= right.keys()
        wrong = {paper for paper, day in right.items() if expected.get(paper) != day}
        assert wrong == held
        assert HELD * 0.8 < len(held) / len(right) < HELD * 1.2
        assert expected.keys() <= right.keys()

        # Now each day's feed tells what is known better.
        moved: dict[str, dt.date] = {}
        unannounced: set[str] = set()
        for day in days:
            arxiv.today = day
            for announcements in (await source.feed(FIELDS)).days:
                learned = await by_api.pool.put(announcements)
                moved |= {each.paper_id: each.now for each in learned.moved}
                unannounced.update(learned.unannounced)
        assert await held_by(by_api) == right
        assert moved.keys() | unannounced >= held & expected.keys()
        assert moved.keys() | unannounced <= held
        assert all(right[paper] == day for paper, day in moved.items())
    print(
        f"{len(right)} papers, {len(held)} held: {len(moved)} moved, {len(unannounced)} taken out,"
        f" {len(held - expected.keys())} submitted before the first day"
    )
