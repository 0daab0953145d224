"""The pool is filled: today by the feed, past days by the API, mended by what is known better."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Collection

import pytest

from bot.delivery.background import Background
from core.announcements import calendar, pool_reader
from core.announcements.pool_reader import PoolProgress, PoolReader
from core.categories import CATEGORIES
from core.errors import SourceError
from core.pool import Knowledge, MovedPaper
from core.sources.announcements import ArxivAnnouncements
from core.sources.http.client import Limits, PoliteClient
from storage import Storage
from tests.bot.talk import StandingClock
from tests.core.sources.conftest import AGENT
from tests.fakes.arxiv_announcements import FakeAnnouncements, Listed, Submitted
from tests.storage.conftest import migrated, path, store

__all__ = ["migrated", "path", "store"]

MONDAY, TUESDAY, WEDNESDAY = (dt.date(2025, 4, day) for day in (21, 22, 23))
VISION = ["cs.CV"]
QUICK = Limits(total=5, connect=1, read=2, backoff=0.01, longest_wait=2)


def paper(number: int, day: dt.date, category: str = "cs.CV") -> Submitted:
    """A paper that was submitted in time for that day."""
    moment = calendar.window(day).since + dt.timedelta(minutes=number)
    return Submitted(
        id=f"2504.{number:05}", title=f"Paper {number}", categories=(category,), submitted=moment
    )


class World:
    """An arXiv, a store, and a clock that stands at Wednesday's noon by arXiv's."""

    def __init__(self, arxiv: FakeAnnouncements, store: Storage, client: PoliteClient) -> None:
        self.arxiv, self.store = arxiv, store
        self.clock = StandingClock(2025, 4, 23, 16)
        self.wanted: Collection[str] = VISION
        source = ArxivAnnouncements(client, arxiv.url, self.clock)
        self.reader = PoolReader(store.pool, source, self.clock, self.asked)

    async def asked(self) -> Collection[str]:
        return self.wanted

    async def on(self, day: dt.date) -> list[int]:
        found = await self.store.pool.of(day, CATEGORIES)
        return [int(each.paper.id[-5:]) for each in found]

    async def known(self, day: dt.date) -> dict[str, tuple[Knowledge, bool]]:
        days = await self.store.pool.days(day)
        return {each.category: (each.knowledge, each.complete) for each in days if each.day == day}


@pytest.fixture
async def world(store: Storage) -> AsyncIterator[World]:
    days = {
        MONDAY: Listed(new=[paper(1, MONDAY), paper(2, MONDAY, "cs.CL")]),
        TUESDAY: Listed(new=[paper(3, TUESDAY), paper(4, MONDAY)]),
        WEDNESDAY: Listed(new=[paper(5, WEDNESDAY), paper(6, TUESDAY)]),
    }
    server = FakeAnnouncements(days, CATEGORIES)
    async with server as arxiv, PoliteClient(AGENT, limits=QUICK) as client:
        yield World(arxiv, store, client)


@pytest.fixture(autouse=True)
def _few_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_reader, "BACK", dt.timedelta(days=2))


async def test_nothing_is_fetched_while_nobody_wants_anything(world: World) -> None:
    world.wanted = ()

    assert await world.reader.read()
    assert world.arxiv.log == []


async def test_today_comes_by_the_feed_and_the_past_by_the_api(world: World) -> None:
    assert await world.reader.read()

    assert await world.on(WEDNESDAY) == [5, 6]
    # What was held is guessed on the day before it was announced, where no feed has told of it.
    assert (await world.on(TUESDAY), await world.on(MONDAY)) == ([3], [1, 4])
    assert await world.known(WEDNESDAY) == {"cs.CV": (Knowledge.FEED, True)}
    assert await world.known(TUESDAY) == {"cs.CV": (Knowledge.BACKFILL, True)}
    assert len(world.arxiv.log) == 3

    assert await world.reader.read()
    assert len(world.arxiv.log) == 3


async def test_how_far_it_is_can_be_told(world: World) -> None:
    assert await pool_reader.progress(world.store.pool, world.clock.now()) is None
    await world.reader.read_day(TUESDAY, VISION)

    found = await pool_reader.progress(world.store.pool, world.clock.now())
    assert found == PoolProgress(1, 3, TUESDAY)
    await world.reader.read()
    found = await pool_reader.progress(world.store.pool, world.clock.now())
    assert found == PoolProgress(3, 3, WEDNESDAY)


async def test_one_more_category_costs_no_other_one_again(world: World) -> None:
    await world.reader.read()
    world.wanted = ["cs.CV", "cs.CL"]

    assert await world.reader.read()
    assert world.arxiv.asked()[-1] == "cs.CL"
    assert await world.on(MONDAY) == [1, 4, 2]


async def test_what_was_guessed_is_mended_when_the_feed_tells_it(world: World) -> None:
    world.clock.pass_(days=-2)
    world.arxiv.empty = True
    # Monday's feed stays empty, and what was submitted for it is taken from the API.
    assert not await world.reader.read()
    assert await world.on(MONDAY) == [1, 4]
    world.arxiv.empty = False
    world.clock.pass_(days=1)
    world.arxiv.today = TUESDAY

    read = await world.reader.read_day(TUESDAY, VISION)
    assert read.learned.moved == (MovedPaper("2504.00004", MONDAY, TUESDAY),)
    assert (await world.on(MONDAY), await world.on(TUESDAY)) == ([1], [3, 4])


async def test_a_late_feed_is_waited_for_and_then_helped_out(world: World) -> None:
    world.arxiv.late = TUESDAY
    world.clock = StandingClock(2025, 4, 23, 5)
    world.reader._clock = world.clock

    assert not await world.reader.read()
    assert await world.known(WEDNESDAY) == {}
    assert await world.known(TUESDAY) == {"cs.CV": (Knowledge.FEED, True)}
    asked = len(world.arxiv.log)
    assert not await world.reader.read()  # not asked again so soon
    assert len(world.arxiv.log) == asked

    world.clock.pass_(hours=3)
    assert not await world.reader.read()
    assert await world.known(WEDNESDAY) == {"cs.CV": (Knowledge.BACKFILL, True)}
    asked = len(world.arxiv.asked("/api"))
    world.clock.pass_(hours=1)
    assert not await world.reader.read()
    assert len(world.arxiv.asked("/api")) == asked

    world.arxiv.late = None
    world.clock.pass_(hours=1)
    assert await world.reader.read()
    assert await world.on(WEDNESDAY) == [5, 6]


@pytest.mark.parametrize("fault", ["html", "503", "truncated"])
async def test_a_source_that_is_down_is_asked_again_later(world: World, fault: str) -> None:
    for way in ("rss", "api"):
        world.arxiv.fail_always(way, fault)

    assert not await world.reader.read()
    assert not await world.reader.read()
    days = {each.path for each in world.arxiv.log}
    assert len(days) == 2  # the feed, and the search in its place and for the day before
    world.arxiv.heal()
    world.clock.pass_(minutes=31)
    assert await world.reader.read()
    assert await world.on(WEDNESDAY) == [5, 6]
    world.arxiv.fail_always("api", fault)
    with pytest.raises(SourceError):
        await world.reader.read_day(TUESDAY, ["cs.RO"])


async def test_a_category_that_arxiv_refuses_keeps_no_day_back(world: World) -> None:
    world.wanted = ["cs.CV", "no.NO"]

    read = await world.reader.read_day(WEDNESDAY, world.wanted)
    assert (read.refused, read.complete, read.papers) == ({"no.NO"}, True, 2)


async def test_a_feed_of_a_day_to_come_is_not_believed(world: World) -> None:
    later = WEDNESDAY + dt.timedelta(days=30)
    world.arxiv.days[later] = Listed(new=[paper(9, WEDNESDAY)])
    world.arxiv.late = later

    read = await world.reader.read_day(WEDNESDAY, VISION)
    assert read.knowledge is Knowledge.BACKFILL
    assert await world.on(later) == []


async def test_days_without_a_list_cannot_be_read(world: World) -> None:
    for day in (dt.date(2025, 4, 20), dt.date(2025, 4, 24)):
        with pytest.raises(ValueError, match=str(day)):
            await world.reader.read_day(day, VISION)


async def test_it_keeps_up_and_is_woken(world: World) -> None:
    world.wanted = ()
    async with Background() as background:
        background.keep("read announcements", world.reader.keep_up)
        await asyncio.sleep(0.05)
        assert world.arxiv.log == []
        world.wanted = VISION
        world.reader.wake()
        while not await world.on(MONDAY):  # noqa: ASYNC110  (nobody tells)
            await asyncio.sleep(0.01)
