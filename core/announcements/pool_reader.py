"""arXiv's announcements, read into the pool: today's by the feed, past days by the API.

A day is read once, wherever the process dies. What a backfill guessed wrong is mended as soon as
the feed tells of the paper, and told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

import structlog

from core.announcements import calendar, topics
from core.errors import SourceError
from core.pool import ARXIV, Announcements, Knowledge, Learned, PoolDay, PoolProgress
from core.ports import Clock
from core.waking import Pause, Waking

log = structlog.get_logger()

# This many days back the pool is filled, once somebody wants categories.
BACK: Final = dt.timedelta(days=30)
# After this long without the feed of a day, its papers are taken from the API, until it comes.
LATE: Final = dt.timedelta(hours=3)
# A feed of a later day than so is wrong about its date.
AHEAD: Final = dt.timedelta(days=1)
# How often it is looked whether there is something to do.
LOOK: Final = dt.timedelta(minutes=10)
# After this many days in a row that cannot be read, the source is down.
GIVEN_UP: Final = 2


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed told, by day; `refused` are categories that arXiv does not know."""

    days: tuple[Announcements, ...]
    refused: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRead:
    """How reading one day went. `knowledge` is None where it was known already; `complete` False
    where the source broke off."""

    day: dt.date
    knowledge: Knowledge | None
    papers: int = 0
    learned: Learned = field(default_factory=Learned)
    complete: bool = True
    refused: frozenset[str] = frozenset()


class Pool(Protocol):
    """What is stored of announcements."""

    async def put(self, told: Announcements) -> Learned:
        """Learn a day's announcements."""

    async def days(self, since: dt.date) -> list[PoolDay]:
        """What is known of all sources' days from then on."""


class AnnouncementSource(Protocol):
    """Where announcements come from."""

    async def feed(self, asked: Collection[str]) -> Feed:
        """What the feed tells of these categories now; raises SourceError."""

    async def guessed(self, day: dt.date, asked: Collection[str]) -> Announcements:
        """What is to be expected of that day; raises SourceError."""


Wanted = Callable[[], Awaitable[Collection[str]]]


async def nothing_wanted() -> Collection[str]:
    """No categories."""
    return ()


class PoolReader:
    """Reads announcements into the pool; `wanted` tells the categories that some chat reads."""

    def __init__(
        self, pool: Pool, source: AnnouncementSource, clock: Clock, wanted: Wanted = nothing_wanted
    ) -> None:
        self._pool = pool
        self._source = source
        self._clock = clock
        self._wanted = wanted
        self._waking = Waking()
        self._pause = Pause()

    async def wanted(self) -> Collection[str]:
        """The categories that some chat reads."""
        return topics.of_arxiv(await self._wanted())

    def wake(self) -> None:
        """Look at once whether there is something to read: somebody wants more categories."""
        self._pause.end()
        self._waking.wake()

    async def keep_up(self) -> None:
        """For ever: read what is missing of the wanted categories."""
        await self._waking.repeat(self.read, LOOK)

    async def read(self) -> bool:
        """Read what is missing of the wanted categories, the newest day first; returns whether
        nothing is missing any more."""
        if self._pause.lasts(self._clock.now()):
            return False
        categories = await self.wanted()
        if not categories:
            return True
        newest = calendar.newest(self._clock.now())
        days = calendar.days(newest - BACK, newest)[::-1]
        whole = await self._read_all(days, categories)
        if not whole:
            self._pause.begin(self._clock.now())
        return whole

    async def read_day(self, day: dt.date, categories: Collection[str]) -> DayRead:
        """Read what is not known of that day yet; raises SourceError.

        ValueError when nothing is announced on that day, or its feed is still to come.
        """
        now = self._clock.now()
        if not calendar.is_day(day) or day > calendar.newest(now):
            raise ValueError(f"nothing is announced on {day}")
        known = (await self._known(day)).get(day, [])
        if day == calendar.today(now):
            return await self._hear(day, known, categories)
        return await self._guess(day, _missing(known, categories, feed=False))

    async def _read_all(self, days: Sequence[dt.date], categories: Collection[str]) -> bool:
        """Read what is missing of these days; returns whether nothing is any more. After two days
        in a row that fail the source is down, and the others are left."""
        now = self._clock.now()
        known = await self._known(days[-1])
        missing: list[dt.date] = []
        for day in days:
            of_feed = day == calendar.today(now)
            if _missing(known.get(day, ()), categories, feed=of_feed):
                missing.append(day)
        failed = in_a_row = 0
        for day in missing:
            try:
                read = await self.read_day(day, categories)
            except SourceError as error:
                log.info("announcements not read", day=str(day), error=str(error))
                failed += 1
                in_a_row += 1
                if in_a_row == GIVEN_UP:
                    break
                continue
            in_a_row = 0
            # What broke off is read again later, and a late feed may still come.
            of_feed = day == calendar.today(now)
            by_feed = read.knowledge is Knowledge.FEED
            failed += bool(read.refused) or not read.complete or (of_feed and not by_feed)
        return not failed

    async def _hear(
        self, day: dt.date, known: Sequence[PoolDay], categories: Collection[str]
    ) -> DayRead:
        """Read the feed; where it is late, empty or broken for long, what the API lets expect."""
        untold = _missing(known, categories, feed=True)
        if not untold:
            return DayRead(day=day, knowledge=None)
        late = self._clock.now() - calendar.told_at(day) >= LATE
        try:
            feed = await self._source.feed(untold)
        except SourceError as error:
            if not late:
                raise
            log.info("feed not read", day=str(day), error=str(error))
            feed = Feed(())
        is_there = any(each.knowledge is Knowledge.FEED and each.complete for each in known)
        learned: list[Learned] = []
        papers = 0
        left = untold - feed.refused
        for announcements in feed.days:
            if announcements.day > day + AHEAD:
                log.warning("feed of a day to come", day=str(announcements.day))
                continue
            heard = announcements
            if not announcements.announced and not announcements.complete:
                if not is_there or announcements.day != day:
                    continue
                # That day's feed has told of others: there is nothing in these categories.
                heard = replace(announcements, complete=True)
            change = await self._learn(heard)
            if heard.day == day:
                learned.append(change)
                papers += len(heard.announced)
                if heard.complete:
                    left -= heard.categories
        unknown = _missing(known, left, feed=False)
        if unknown and late:
            return await self._guess(day, unknown)
        return DayRead(
            day=day,
            knowledge=Knowledge.FEED,
            papers=papers,
            learned=_together(learned),
            complete=not left,
            refused=feed.refused,
        )

    async def _guess(self, day: dt.date, missing: frozenset[str]) -> DayRead:
        if not missing:
            return DayRead(day=day, knowledge=None)
        guessed = await self._source.guessed(day, missing)
        learned = await self._learn(guessed)
        return DayRead(
            day=day,
            knowledge=Knowledge.BACKFILL,
            papers=len(guessed.announced),
            learned=learned,
            complete=guessed.complete,
        )

    async def _learn(self, told: Announcements) -> Learned:
        learned = await self._pool.put(told)
        log.info(
            "announcements read",
            day=str(told.day),
            by=str(told.knowledge),
            categories=len(told.categories),
            papers=len(told.announced),
            added=len(learned.added),
            complete=told.complete,
        )
        if learned.moved or learned.unannounced:
            log.info(
                "announcements mended",
                day=str(told.day),
                moved=len(learned.moved),
                unannounced=len(learned.unannounced),
            )
        return learned

    async def _known(self, since: dt.date) -> dict[dt.date, list[PoolDay]]:
        known: dict[dt.date, list[PoolDay]] = {}
        for each in await self._pool.days(since):
            if each.source != ARXIV:
                continue
            known.setdefault(each.day, []).append(each)
        return known


def _missing(
    known: Sequence[PoolDay], categories: Collection[str], *, feed: bool
) -> frozenset[str]:
    """Those of the categories of which the day is not known whole; with `feed`, not by the feed."""
    there = {
        each.category
        for each in known
        if each.complete and (not feed or each.knowledge is Knowledge.FEED)
    }
    return frozenset(categories) - there


def _together(learned: Sequence[Learned]) -> Learned:
    return Learned(
        added=tuple(paper_id for each in learned for paper_id in each.added),
        moved=tuple(moved for each in learned for moved in each.moved),
        unannounced=tuple(paper_id for each in learned for paper_id in each.unannounced),
    )


async def progress(pool: Pool, now: dt.datetime) -> PoolProgress | None:
    """How many of the last days' lists the pool knows; None where it knows none."""
    newest = calendar.newest(now)
    days = calendar.days(newest - BACK, newest)
    told_of = [each for each in await pool.days(days[0]) if each.source == ARXIV]
    known = {each.day for each in told_of if each.complete} & set(days)
    if not known:
        return None
    return PoolProgress(done=len(known), total=len(days), newest=max(known))
