"""arXiv's announcements: today's by its feed, past days' by its API.

Terms and limits: info.arxiv.org/help/api/tou (one request every three seconds, on one connection),
help/rss (a feed ends at 2,000 items, whichever they are), help/api/user-manual (at most 2,000
results at once, smaller slices preferred).
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import quote

import structlog

from core.announcements import calendar, categories
from core.announcements.pool_reader import Feed
from core.bounds import bounded_paper
from core.errors import SourceMalformed, SourceTooLarge
from core.identify import paper_id
from core.models import Paper
from core.pool import Announced, Announcement, Announcements, Knowledge
from core.ports import Clock
from core.sources.announced import AnnouncedFeed, parse_announcements
from core.sources.arxiv import api_address
from core.sources.atom import AtomEntry, Results, parse_results
from core.sources.http.client import PoliteClient, host_of

log = structlog.get_logger()

# A feed with this many items has been cut: nobody knows what is missing.
FULL: Final = 2_000
# Results that are asked for at once, and how many a window has at most.
PAGE: Final = 1_000
MOST: Final = 30_000
# Categories of one search: all of them would make an address too long for some proxies.
TOGETHER: Final = 40
# The API sometimes answers with a page that is empty and should not be.
EMPTY_PAGES: Final = 3


class ArxivAnnouncements:
    """The feed and the API of the arXiv at `base_url`. The client brings the pace arXiv asks
    for."""

    def __init__(self, client: PoliteClient, base_url: str, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._feed = feed_address(base_url.rstrip("/"))
        self._api = api_address(base_url.rstrip("/"))
        # How the categories were parted last, so that no request comes back cut.
        self._parted: tuple[tuple[str, ...], ...] = ()

    async def feed(self, asked: Collection[str]) -> Feed:
        """What the feed tells of these categories now, by day; raises SourceError.

        It costs one request, and two more for each that comes back cut; which categories fit
        together is remembered.
        """
        reading = _FeedReading()
        for group in self._groups(asked):
            await self._read(group, reading)
        self._parted = reading.parted()
        return reading.feed(self._clock.now())

    async def guessed(self, day: dt.date, asked: Collection[str]) -> Announcements:
        """What the API lets expect of that day: the papers submitted in time for it.

        Raises SourceError; ValueError when nothing is announced on that day.
        """
        window = calendar.window(day)
        ordered = categories.ordered(asked)
        found: dict[str, AtomEntry] = {}
        complete = True
        for start in range(0, len(ordered), TOGETHER):
            group = ordered[start : start + TOGETHER]
            complete = await self._search(group, window, found) and complete
        announced = await asyncio.to_thread(_guesses, found, day, asked)
        return Announcements(
            day=day,
            categories=frozenset(asked),
            announced=announced,
            knowledge=Knowledge.BACKFILL,
            complete=complete,
            fetched_at=self._clock.now(),
        )

    def _groups(self, asked: Collection[str]) -> Sequence[tuple[str, ...]]:
        """The categories in as few groups as fitted last time."""
        wanted = set(asked)
        known = {category for group in self._parted for category in group}
        if known != wanted:
            return [tuple(categories.ordered(wanted))] if wanted else []
        return self._parted

    async def _read(self, group: tuple[str, ...], reading: _FeedReading) -> None:
        """Read the feed of the group, in parts where it is cut or refused."""
        # A plus between categories is no space.
        address = f"{self._feed}/rss/{quote('+'.join(group), safe='+')}"
        try:
            answer = await self._client.get(address, returned=(400,))
        except SourceTooLarge:
            if len(group) == 1:
                raise
            await self._read_parts(group, reading)
            return
        if answer.status != 200:
            if len(group) == 1:
                reading.refused.add(group[0])
            else:
                await self._read_parts(group, reading)
            return
        feed = await asyncio.to_thread(parse_announcements, answer.body)
        if feed is None:
            raise SourceMalformed(host_of(self._feed), "feed")
        if feed.items >= FULL and len(group) > 1:
            log.info("feed cut", categories=len(group), items=feed.items)
            await self._read_parts(group, reading)
            return
        reading.feeds.append((group, feed))

    async def _read_parts(self, group: tuple[str, ...], reading: _FeedReading) -> None:
        half = (len(group) + 1) // 2
        for part in (group[:half], group[half:]):
            await self._read(part, reading)

    async def _search(
        self, group: Sequence[str], window: calendar.Window, found: dict[str, AtomEntry]
    ) -> bool:
        """Put what was submitted within the window into `found`; returns whether it is all."""
        start = empty = 0
        while start < MOST:
            page = await self._page(group, window, start)
            for entry in page.entries:
                named = paper_id(entry.paper_id)
                moment = entry.published_at
                if named and entry.title and entry.categories and moment and window.holds(moment):
                    found[named] = entry
            start += page.items
            if start >= page.total:
                return True
            if page.items == 0:
                empty += 1
                if empty == EMPTY_PAGES:
                    log.warning("search ended early", found=start, of=page.total)
                    return False
        return False

    async def _page(self, group: Sequence[str], window: calendar.Window, start: int) -> Results:
        among = " OR ".join(f"cat:{category}" for category in group)
        within = f"submittedDate:[{_minute(window.since)} TO {_minute(window.until)}]"
        query = quote(f"({among}) AND {within}", safe="():[]")
        address = (
            f"{self._api}/api/query?search_query={query}&start={start}&max_results={PAGE}"
            "&sortBy=submittedDate&sortOrder=ascending"
        )
        answer = await self._client.get(address, returned=())
        page = await asyncio.to_thread(parse_results, answer.body)
        if page is None:
            raise SourceMalformed(host_of(self._api), "feed")
        return page


class _FeedReading:
    """What the feeds of one evening told, each of its group of categories."""

    def __init__(self) -> None:
        self.feeds: list[tuple[tuple[str, ...], AnnouncedFeed]] = []
        self.refused: set[str] = set()

    def parted(self) -> tuple[tuple[str, ...], ...]:
        """The groups in which the categories fitted; together again where all would fit."""
        groups = [group for group, _ in self.feeds]
        if sum(feed.items for _, feed in self.feeds) < FULL:
            groups = [tuple(category for group in groups for category in group)]
        return tuple(groups)

    def feed(self, now: dt.datetime) -> Feed:
        """What was told, by day. That a feed is empty may mean that it is late, unless others of
        its day are not."""
        days: dict[dt.date, dict[str, Announced]] = {}
        whole: dict[dt.date, set[str]] = {}
        cut: dict[dt.date, set[str]] = {}
        filled = {feed.day for _, feed in self.feeds if feed.items}
        for group, feed in self.feeds:
            is_whole = feed.items < FULL and feed.day in filled
            known = whole if is_whole else cut
            known.setdefault(feed.day, set()).update(group)
            for each in feed.announced:
                _take(days.setdefault(each.day, {}), each)
        told: list[Announcements] = []
        for day in sorted({*days, *whole, *cut}):
            announced = days.get(day, {})
            if day in whole:
                told.append(_told(day, whole[day], announced, now, complete=True))
            if day not in whole or day in cut:
                told.append(_told(day, cut.get(day, ()), announced, now, complete=False))
        return Feed(tuple(told), frozenset(self.refused))


def feed_address(base_url: str) -> str:
    """Where the feeds of that arXiv are: on a host of their own, but a mirror's beside its
    pages."""
    for host in ("://arxiv.org", "://www.arxiv.org"):
        base_url = base_url.replace(host, "://rss.arxiv.org")
    return base_url


def _take(announced: dict[str, Announced], each: Announced) -> None:
    """One feed may call a paper new and another the same one cross: then it is new."""
    before = announced.get(each.paper.id)
    if before is None:
        announced[each.paper.id] = each
    elif before.kind is Announcement.CROSS:
        announced[each.paper.id] = replace(before, kind=each.kind)


def _told(
    day: dt.date,
    group: Iterable[str],
    announced: dict[str, Announced],
    now: dt.datetime,
    *,
    complete: bool,
) -> Announcements:
    return Announcements(
        day=day,
        categories=frozenset(group),
        announced=tuple(announced.values()),
        knowledge=Knowledge.FEED,
        complete=complete,
        fetched_at=now,
    )


def _guesses(
    found: Mapping[str, AtomEntry], day: dt.date, asked: Collection[str]
) -> tuple[Announced, ...]:
    """What was found, in the order in which it was submitted."""
    entries = sorted(found.values(), key=_submitted)
    return tuple(_guess(entry, day, asked) for entry in entries)


def _guess(entry: AtomEntry, day: dt.date, asked: Collection[str]) -> Announced:
    paper = Paper(
        id=paper_id(entry.paper_id) or entry.paper_id,
        title=entry.title,
        abstract=entry.abstract,
        authors=entry.authors,
        published_at=entry.published_at,
    )
    kind = Announcement.CROSS
    if entry.categories[0] in asked:
        kind = Announcement.NEW
    return Announced(paper=bounded_paper(paper), day=day, kind=kind, categories=entry.categories)


def _submitted(entry: AtomEntry) -> tuple[dt.datetime, str]:
    return (entry.published_at or dt.datetime.max.replace(tzinfo=dt.UTC), entry.paper_id)


def _minute(moment: dt.datetime) -> str:
    return moment.strftime("%Y%m%d%H%M")
