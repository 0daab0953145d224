"""Feeds and the search of arXiv's API, served by an arXiv on loopback, the broken ones too."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from zoneinfo import ZoneInfo

import pytest

from core.announcements import calendar
from core.categories import CATEGORIES
from core.errors import SourceError, SourceMalformed, SourceTooLarge, SourceUnreachable
from core.pool import Announcement, Announcements, Knowledge
from core.sources import announcements
from core.sources.announcements import ArxivAnnouncements, feed_address
from core.sources.http.client import Limits, PoliteClient
from tests.bot.talk import StandingClock
from tests.core.sources.conftest import AGENT
from tests.fakes.arxiv_announcements import FakeAnnouncements, Listed, Submitted

MONDAY, TUESDAY = dt.date(2025, 4, 21), dt.date(2025, 4, 22)
NOON = dt.datetime(2025, 4, 22, 16, tzinfo=dt.UTC)
SINCE = calendar.window(TUESDAY).since
QUICK = Limits(total=20, connect=1, read=5, backoff=0.01, longest_wait=2)


def paper(
    number: int, *categories_: str, minutes: float = 0, title: str = "", abstract: str = "We see."
) -> Submitted:
    return Submitted(
        id=f"2504.{number:05}",
        title=title or f"Paper {number}",
        abstract=abstract,
        categories=categories_ or ("cs.CV",),
        submitted=SINCE + dt.timedelta(minutes=minutes),
    )


@pytest.fixture
async def arxiv() -> AsyncIterator[FakeAnnouncements]:
    listed = Listed(
        new=[paper(1), paper(2, "cs.CL", "cs.CV"), paper(3, "cs.RO", "cs.CV"), paper(4, "cs.LG")],
        crossed=[paper(5, "cs.GR", "cs.CV")],
        replaced=[paper(6), paper(7, "cs.RO", "cs.CV")],
    )
    async with FakeAnnouncements({TUESDAY: listed}, CATEGORIES) as server:
        yield server


@pytest.fixture
async def source(arxiv: FakeAnnouncements) -> AsyncIterator[ArxivAnnouncements]:
    async with PoliteClient(AGENT, limits=QUICK) as client:
        yield ArxivAnnouncements(client, arxiv.url, StandingClock(2025, 4, 22, 16))


def kinds(told: Announcements) -> dict[int, Announcement]:
    return {int(each.paper.id[-5:]): each.kind for each in told.announced}


async def test_new_and_cross_are_told_apart_and_replaced_is_no_news(
    arxiv: FakeAnnouncements, source: ArxivAnnouncements
) -> None:
    (told,) = (await source.feed(["cs.CV", "cs.CL"])).days

    new, cross = Announcement.NEW, Announcement.CROSS
    assert kinds(told) == {1: new, 2: new, 3: cross, 5: cross}
    assert (told.day, told.categories) == (TUESDAY, {"cs.CL", "cs.CV"})
    assert (told.knowledge, told.complete, told.fetched_at) == (Knowledge.FEED, True, NOON)
    assert arxiv.asked() == ["cs.CL+cs.CV"]
    first = told.announced[0]
    assert (first.paper.title, first.paper.abstract, first.categories) == (
        *("Paper 1", "We see.", ("cs.CV",)),
    )
    assert first.paper.authors == ("Ada Example", "Bo Example")


async def test_a_feed_that_is_full_is_asked_for_in_parts_which_are_remembered(
    arxiv: FakeAnnouncements, source: ArxivAnnouncements, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = ["cs.CV", "cs.CL", "cs.LG", "cs.RO"]
    arxiv.days[TUESDAY].new = [paper(number, fields[number % 4]) for number in range(40)]
    arxiv.full = 25
    monkeypatch.setattr(announcements, "FULL", 25)

    for _ in range(2):
        (told,) = (await source.feed(fields)).days
        assert told.complete
        assert set(kinds(told)) == {*range(40), 5}
    assert arxiv.asked() == [
        *("cs.CL+cs.CV+cs.LG+cs.RO", "cs.CL+cs.CV", "cs.LG+cs.RO"),
        *("cs.CL+cs.CV", "cs.LG+cs.RO"),
    ]
    arxiv.days[TUESDAY].new = [paper(1)]
    await source.feed(fields)
    await source.feed(fields)
    assert arxiv.asked()[-1] == "cs.CL+cs.CV+cs.LG+cs.RO"


async def test_a_category_that_fills_a_feed_alone_is_cut(
    arxiv: FakeAnnouncements, source: ArxivAnnouncements, monkeypatch: pytest.MonkeyPatch
) -> None:
    arxiv.days[TUESDAY].new = [paper(number) for number in range(30)] + [paper(90, "cs.CL")]
    arxiv.full = 20
    monkeypatch.setattr(announcements, "FULL", 20)

    whole, cut = (await source.feed(["cs.CV", "cs.CL"])).days
    assert (whole.categories, whole.complete) == ({"cs.CL"}, True)
    assert (cut.categories, cut.complete) == ({"cs.CV"}, False)
    assert len(cut.announced) == 21


async def test_one_paper_is_new_where_one_request_calls_it_cross(
    arxiv: FakeAnnouncements, source: ArxivAnnouncements, monkeypatch: pytest.MonkeyPatch
) -> None:
    arxiv.days[TUESDAY] = Listed(new=[paper(number, "cs.CV", "cs.CL") for number in range(7)])
    monkeypatch.setattr(announcements, "FULL", 7)

    told = (await source.feed(["cs.CV", "cs.CL"])).days
    assert [set(kinds(each).values()) for each in told] == [{Announcement.NEW}]


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/Los_Angeles"])
@pytest.mark.parametrize("day", [TUESDAY, dt.date(2025, 1, 14)])
async def test_the_day_is_arxivs_in_whichever_zone_it_is_written(
    arxiv: FakeAnnouncements, source: ArxivAnnouncements, zone: str, day: dt.date
) -> None:
    arxiv.days[day] = arxiv.days[TUESDAY]
    arxiv.today, arxiv.zone = day, ZoneInfo(zone)

    (told,) = (await source.feed(["cs.CV"])).days
    assert told.day == day
    assert {each.day for each in told.announced} == {day}


async def test_a_late_feed_is_that_of_its_own_day(
    arxiv: FakeAnnouncements, source: ArxivAnnouncements
) -> None:
    arxiv.days[MONDAY] = Listed(new=[paper(9)])
    arxiv.late = MONDAY

    (told,) = (await source.feed(["cs.CV"])).days
    assert (told.day, set(kinds(told)), told.complete) == (MONDAY, {9}, True)


async def test_a_feed_that_is_empty_may_be_late(
    arxiv: FakeAnnouncements, source: ArxivAnnouncements
) -> None:
    arxiv.empty = True

    (told,) = (await source.feed(["cs.CV"])).days
    assert (told.day, told.categories, told.complete) == (TUESDAY, {"cs.CV"}, False)
    assert told.announced == ()
    assert (await source.feed([])).days == ()


async def test_a_category_without_papers_is_known_where_others_have_some(
    arxiv: FakeAnnouncements, source: ArxivAnnouncements
) -> None:
    (told,) = (await source.feed(["cs.CV", "cs.GL"])).days

    assert (told.categories, told.complete) == ({"cs.CV", "cs.GL"}, True)
    assert not (await source.feed(["cs.GL"])).days[0].complete


async def test_a_feed_that_tells_all_twice_tells_it_once(
    arxiv: FakeAnnouncements, source: ArxivAnnouncements
) -> None:
    arxiv.doubled = True

    (told,) = (await source.feed(["cs.CV", "cs.CL"])).days
    assert sorted(kinds(told)) == [1, 2, 3, 5]
    assert len(told.announced) == 4


async def test_categories_that_do_not_exist_keep_no_others_back(
    arxiv: FakeAnnouncements, source: ArxivAnnouncements
) -> None:
    told = await source.feed(["cs.CV", "cs.CL", "cs.RO", "no.NO"])

    assert told.refused == {"no.NO"}
    assert {category for each in told.days for category in each.categories} == {
        *("cs.CV", "cs.CL", "cs.RO"),
    }
    assert (await source.feed(["no.NO"])).refused == {"no.NO"}


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("html", SourceMalformed),
        ("dict", SourceMalformed),
        ("truncated", SourceError),
        ("drop", SourceUnreachable),
        ("503", SourceUnreachable),
    ],
)
@pytest.mark.parametrize("way", ["rss", "api"])
async def test_what_is_no_feed_is_an_error(
    arxiv: FakeAnnouncements, source: ArxivAnnouncements, way: str, fault: str, error: type
) -> None:
    arxiv.fail_always(way, fault)

    with pytest.raises(error):
        await (source.feed(["cs.CV"]) if way == "rss" else source.guessed(TUESDAY, ["cs.CV"]))


async def test_ten_thousand_entries_count_as_cut(
    arxiv: FakeAnnouncements, source: ArxivAnnouncements
) -> None:
    arxiv.days[TUESDAY].new = [paper(number, abstract="word " * 200) for number in range(10_000)]
    arxiv.full = 10_000

    (told,) = (await source.feed(["cs.CV"])).days
    assert (len(told.announced), told.complete) == (10_000, False)


async def test_a_feed_too_large_to_be_read_is_read_in_parts(arxiv: FakeAnnouncements) -> None:
    arxiv.days[TUESDAY].new = [
        paper(number, ("cs.CV", "cs.CL")[number % 2], abstract="word " * 200)
        for number in range(60)
    ]
    limits = Limits(total=20, connect=1, read=5, backoff=0.01, size=64_000)
    async with PoliteClient(AGENT, limits=limits) as client:
        source = ArxivAnnouncements(client, arxiv.url, StandingClock(2025, 4, 22, 16))
        (told,) = (await source.feed(["cs.CV", "cs.CL"])).days
        assert len(told.announced) == 60
        arxiv.days[TUESDAY].new = [paper(number, abstract="word " * 200) for number in range(80)]
        with pytest.raises(SourceTooLarge):
            await source.feed(["cs.CV"])


async def test_past_days_are_guessed_by_when_papers_were_submitted(
    arxiv: FakeAnnouncements, source: ArxivAnnouncements
) -> None:
    window = calendar.window(TUESDAY)
    last = (window.until - window.since) / dt.timedelta(minutes=1)
    arxiv.days[TUESDAY].new = [
        *(paper(1, minutes=-1), paper(2, minutes=last), paper(3, minutes=last - 1)),
        *(paper(4), paper(5, "cs.RO", "cs.CV", minutes=3), paper(6, "cs.LG", minutes=4)),
        paper(7, minutes=last - 0.5),
    ]

    told = await source.guessed(TUESDAY, ["cs.CV"])
    assert list(kinds(told).items()) == [
        (4, Announcement.NEW),
        (5, Announcement.CROSS),
        (3, Announcement.NEW),
        (7, Announcement.NEW),
    ]
    assert (told.day, told.complete, told.knowledge) == (TUESDAY, True, Knowledge.BACKFILL)
    assert told.announced[1].categories == ("cs.RO", "cs.CV")
    assert told.announced[0].paper.published_at == window.since
    with pytest.raises(ValueError, match="2025-04-26"):
        await source.guessed(dt.date(2025, 4, 26), ["cs.CV"])


async def test_a_search_goes_on_to_its_end(
    arxiv: FakeAnnouncements, source: ArxivAnnouncements, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcements, "PAGE", 10)
    monkeypatch.setattr(announcements, "TOGETHER", 2)
    arxiv.days[TUESDAY].new = [paper(number, minutes=number) for number in range(35)]
    arxiv.empty_pages = 2

    told = await source.guessed(TUESDAY, ["cs.CV", "cs.AI", "cs.GL"])
    assert list(kinds(told)) == list(range(35))
    assert told.complete
    assert len(arxiv.asked("/api")) == 1 + 4 + 2

    arxiv.empty_pages = 99
    told = await source.guessed(TUESDAY, ["cs.CV"])
    assert (told.announced, told.complete) == ((), False)


async def test_requests_keep_the_pace(arxiv: FakeAnnouncements) -> None:
    from core.sources.http.client import host_of
    from core.sources.http.pace import Pace

    arxiv._interval = 0.15
    paces = {host_of(arxiv.url): Pace(0.2)}
    async with PoliteClient(AGENT, limits=QUICK, paces=paces) as client:
        source = ArxivAnnouncements(client, arxiv.url, StandingClock(2025, 4, 22, 16))
        await source.feed(["cs.CV"])
        await source.guessed(TUESDAY, ["cs.CV"])
        assert len(arxiv.log) == 2


@pytest.mark.parametrize(
    ("base", "feeds"),
    [
        ("https://arxiv.org", "https://rss.arxiv.org"),
        ("https://www.arxiv.org", "https://rss.arxiv.org"),
        ("http://127.0.0.1:8", "http://127.0.0.1:8"),
    ],
)
def test_where_the_feeds_are(base: str, feeds: str) -> None:
    assert feed_address(base) == feeds
