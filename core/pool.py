"""The pool: what sources announce, beside the lists; which day a paper is on, and how that is
known.

A day's announcements are told by a source's feed, or gathered later from what knows when a paper
was submitted and guesses the day from that. The feed owns a day: what a backfill guessed wrong is
mended when the feed tells it. Each source's days are its own: what one tells mends nothing that
another told, and a paper that both announce is one paper. Pure.
"""

# Tested in tests/storage/test_pool.py.

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, Protocol

from core.models import Paper

# Whose announcement it is. The values are what is stored.
ARXIV: Final = "arxiv"
OPENREVIEW: Final = "openreview"


class Announcement(StrEnum):
    """How a paper was announced: for the first time, or in a category beside its own. The value is
    what is stored. Replaced papers are no news."""

    NEW = "new"
    CROSS = "cross"


class Knowledge(StrEnum):
    """Where a day's announcements are known from. The value is what is stored."""

    FEED = "feed"
    BACKFILL = "backfill"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """A paper as it was announced on one day. The first of the categories is its primary one;
    `before` are those in which it was announced on earlier days."""

    paper: Paper
    day: dt.date
    kind: Announcement
    categories: tuple[str, ...]
    before: frozenset[str] = frozenset()

    @property
    def category(self) -> str:
        """The paper's primary category."""
        return self.categories[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcements:
    """What one source tells of one day: all that was announced in these categories, in its order.

    `complete` is False where the source broke off: then nothing follows from what is missing.
    """

    day: dt.date
    categories: frozenset[str]
    announced: tuple[Announced, ...]
    knowledge: Knowledge
    complete: bool
    fetched_at: dt.datetime
    source: str = ARXIV


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolDay:
    """What is known of one day's announcements in one category."""

    day: dt.date
    category: str
    knowledge: Knowledge
    complete: bool
    fetched_at: dt.datetime
    source: str = ARXIV


@dataclass(frozen=True, slots=True)
class PoolProgress:
    """How much of what a source tells is in the pool: how many days of how many, and the newest."""

    done: int
    total: int
    newest: dt.date


class Reading(Protocol):
    """A source of announcements, as the service sees it: it reads into the pool what chats
    chose, by itself and for ever."""

    async def wanted(self) -> Collection[str]:
        """Those of the chosen topics that are this source's."""

    def wake(self) -> None:
        """Look at once: somebody chose more."""

    async def keep_up(self) -> None:
        """For ever: read what is missing of the wanted topics."""

    async def read(self) -> bool:
        """Read what is missing now; returns whether nothing is missing any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnnouncement:
    """One announcement as it is stored: the paper is on that day in these categories."""

    paper_id: str
    day: dt.date
    kind: Announcement
    categories: tuple[str, ...]
    knowledge: Knowledge


@dataclass(frozen=True, slots=True)
class MovedPaper:
    """A paper that was on another day than the better source says."""

    paper_id: str
    before: dt.date
    now: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What is new by a day's announcements. `added` are the ids of the papers that came to the day,
    `moved` those of them that stood on another day before. `unannounced` are papers that a backfill
    holds for announced on that day and the feed does not tell: they are on no day until it does."""

    added: tuple[str, ...] = ()
    moved: tuple[MovedPaper, ...] = ()
    unannounced: tuple[str, ...] = ()


@dataclass(slots=True)
class Changes:
    """What is to be stored and taken out, so that the pool holds what was learned."""

    put: list[StoredAnnouncement] = field(default_factory=list)
    drop: list[StoredAnnouncement] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    moved: list[MovedPaper] = field(default_factory=list)
    unannounced: list[str] = field(default_factory=list)

    @property
    def learned(self) -> Learned:
        """What is told of them."""
        return Learned(
            added=tuple(self.added),
            moved=tuple(self.moved),
            unannounced=tuple(self.unannounced),
        )


def changes(
    told: Announcements,
    stored: Mapping[str, Sequence[StoredAnnouncement]],
    of_day: Iterable[StoredAnnouncement],
    by_feed: Collection[str],
) -> Changes:
    """What the announcements change.

    `stored` is what the pool holds of their papers, by id, `of_day` all that it holds of their day.
    `by_feed` are the categories of that day of which a feed has told all.
    """
    result = Changes()
    if told.knowledge is Knowledge.FEED:
        for each in told.announced:
            _told_by_feed(each, stored.get(each.paper.id, ()), result)
        if told.complete:
            settled = told.categories | frozenset(by_feed)
            _drop_untold(told, of_day, settled, result)
    else:
        for each in told.announced:
            _told_by_backfill(each, told.categories, stored.get(each.paper.id, ()), by_feed, result)
    return result


def _told_by_feed(each: Announced, rows: Sequence[StoredAnnouncement], result: Changes) -> None:
    """The feed is believed, but a paper that it told before comes again only where it is new."""
    earlier: set[str] = set()
    here: StoredAnnouncement | None = None
    wrong: list[StoredAnnouncement] = []
    for row in rows:
        if row.day == each.day:
            here = row
        elif _is_overruled(row, each):
            wrong.append(row)
        elif row.day < each.day:
            earlier.update(row.categories)
    placed = _placed(each, Knowledge.FEED)
    if here and here.knowledge is Knowledge.FEED and here.kind is Announcement.NEW:
        # One request says new, another that asks for other categories the same day cross.
        placed = replace(placed, kind=here.kind)
    if here is None and earlier.issuperset(each.categories):
        return
    result.drop += wrong
    result.moved += [MovedPaper(row.paper_id, row.day, each.day) for row in wrong]
    if here is None:
        result.added.append(each.paper.id)
    if here != placed:
        result.put.append(placed)


def _is_overruled(row: StoredAnnouncement, each: Announced) -> bool:
    """Whether what the feed tells of the paper shows that it was not announced when `row` says."""
    if row.day > each.day:
        # It had been announced before then, in all those categories.
        return set(row.categories) <= set(each.categories)
    if row.knowledge is Knowledge.FEED:
        return False
    # That it comes to one more category later says nothing of the day when it was new.
    return each.kind is Announcement.NEW or row.kind is Announcement.CROSS


def _told_by_backfill(
    each: Announced,
    asked: Collection[str],
    rows: Sequence[StoredAnnouncement],
    by_feed: Collection[str],
    result: Changes,
) -> None:
    """A backfill adds what no feed has told of, and of its own guesses the earliest stands."""
    if any(row.knowledge is Knowledge.FEED or row.day <= each.day for row in rows):
        return
    if _is_settled(each.categories, asked, by_feed):
        result.unannounced.append(each.paper.id)
        return
    result.drop += rows
    result.moved += [MovedPaper(row.paper_id, row.day, each.day) for row in rows]
    result.added.append(each.paper.id)
    result.put.append(_placed(each, Knowledge.BACKFILL))


def _drop_untold(
    told: Announcements,
    of_day: Iterable[StoredAnnouncement],
    settled: Collection[str],
    result: Changes,
) -> None:
    """Take out what a backfill guessed for the day and the whole feed does not tell."""
    heard = {each.paper.id for each in told.announced}
    for row in of_day:
        guessed = row.knowledge is Knowledge.BACKFILL and row.paper_id not in heard
        if guessed and _is_settled(row.categories, row.categories, settled):
            result.drop.append(row)
            result.unannounced.append(row.paper_id)


def _is_settled(
    categories: Sequence[str], asked: Collection[str], settled: Collection[str]
) -> bool:
    """Whether the feed would have told of the paper in one of the settled categories."""
    if categories[0] in settled:
        return True
    wanted = [category for category in categories if category in asked]
    return bool(wanted) and all(category in settled for category in wanted)


def _placed(each: Announced, knowledge: Knowledge) -> StoredAnnouncement:
    return StoredAnnouncement(
        paper_id=each.paper.id,
        day=each.day,
        kind=each.kind,
        categories=each.categories,
        knowledge=knowledge,
    )
