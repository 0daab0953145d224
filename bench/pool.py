"""The pool with sixty days of 1,500 announced papers: what a day's feed costs to be read and
stored, how much room they take, and how fast they are found, beside a bare full-text table."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import sqlite3
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from statistics import fmean
from typing import Final

from bench.figures import Figure, Times, percentile
from bench.place import Place
from bench.texts import Texts
from core.announcements import calendar
from core.categories import CATEGORIES, USUAL
from core.pool import Announcements, Knowledge
from core.sources.announced import parse_announcements
from storage import Storage, open_storage
from tests.fakes.arxiv_announcements import FakeAnnouncements, Listed, Submitted

DAYS: Final = 60
A_DAY: Final = 1_500
LAST: Final = dt.date(2026, 2, 5)
SEARCHES: Final = 200
# Times what the bare table takes: ours knows papers, days and categories beside the texts, replaces
# and forgets them, and finds words of any language by their beginnings.
INGEST, ROOM, SEARCH = 12.0, 2.5, 2.0


def measure(place: Place) -> Iterable[Figure]:
    """What the pool costs."""
    texts = Texts(seed=1402)
    days = _days(LAST, DAYS)
    bare = place.folder / "bare_pool.db"
    with closing(_bare(bare)) as connection:
        yield from asyncio.run(_measure(place.folder / "pool.db", connection, texts, days))


async def _measure(
    path: Path, bare: sqlite3.Connection, texts: Texts, days: Sequence[dt.date]
) -> list[Figure]:
    ours: list[float] = []
    others: list[float] = []
    async with open_storage(f"sqlite:///{path}") as storage:
        for number, day in enumerate(days):
            told = _invented(texts, day, number)
            feed = FakeAnnouncements({day: Listed(new=told)}, CATEGORIES).feed(USUAL)
            begun = time.perf_counter()
            await _learn(storage, feed)
            ours.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            _learn_barely(bare, told)
            others.append(time.perf_counter() - begun)
        found = await _searched(storage, bare, texts)
        of_day = [await _timed_day(storage, day) for day in days[-10:]]
        begun = time.perf_counter()
        removed = await storage.retention.prune(days[1])
        pruned = time.perf_counter() - begun
        assert removed == A_DAY
    room = path.stat().st_size / 2**20  # noqa: ASYNC240  (nobody waits)
    bare.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    naive_room = _size(bare) / 2**20
    return [
        Figure(
            what=f"a day's feed of {A_DAY:,} papers read and stored, mean of {len(days)}",
            ours=fmean(ours),
            unit="s",
            limit=Times(INGEST, fmean(others), "a bare table's"),
            naive=fmean(others),
            naively="INSERT into FTS5",
        ),
        Figure(what="the same: the last ten", ours=fmean(ours[-10:]), unit="s"),
        Figure(
            what=f"room of {len(days) * A_DAY:,} announced papers",
            ours=room,
            unit="MB",
            limit=Times(ROOM, naive_room, "a bare table's"),
            naive=naive_room,
            naively="FTS5 alone",
        ),
        *found,
        Figure(what="one day's announcements in five categories", ours=fmean(of_day), unit="ms"),
        Figure(what=f"a day of {A_DAY:,} papers forgotten", ours=pruned, unit="s"),
    ]


async def _learn(storage: Storage, feed: bytes) -> None:
    read = await asyncio.to_thread(parse_announcements, feed)
    assert read is not None
    assert len(read.announced) == A_DAY
    learned = await storage.pool.put(
        Announcements(
            day=read.day,
            categories=frozenset(USUAL),
            announced=read.announced,
            knowledge=Knowledge.FEED,
            complete=True,
            fetched_at=calendar.told_at(read.day),
        )
    )
    assert len(learned.added) == A_DAY


async def _timed_day(storage: Storage, day: dt.date) -> float:
    begun = time.perf_counter()
    assert await storage.pool.of(day, USUAL[:5])
    return 1000 * (time.perf_counter() - begun)


async def _searched(
    storage: Storage, bare: sqlite3.Connection, texts: Texts
) -> tuple[Figure, Figure]:
    """Milliseconds of searches for one to three words, and of the same in the bare table."""
    ours: list[float] = []
    others: list[float] = []
    for words in _searches(texts):
        begun = time.perf_counter()
        found = await storage.search.find(" ".join(words), 10)
        ours.append(1000 * (time.perf_counter() - begun))
        begun = time.perf_counter()
        query = " ".join(f'"{word}"*' for word in words)
        rows = bare.execute(
            "SELECT rowid FROM papers WHERE papers MATCH ? ORDER BY bm25(papers) LIMIT 10", [query]
        ).fetchall()
        others.append(1000 * (time.perf_counter() - begun))
        assert bool(found) == bool(rows)
    count = len(ours)
    return (
        Figure(
            what=f"search among them, mean of {count}",
            ours=fmean(ours),
            unit="ms",
            limit=Times(SEARCH, fmean(others), "bare FTS5's"),
            naive=fmean(others),
            naively="FTS5 with bm25",
        ),
        Figure(what="the same: p99", ours=percentile(ours, 0.99), unit="ms"),
    )


def _searches(texts: Texts) -> Iterable[Sequence[str]]:
    chance = random.Random(SEARCHES)
    common = [word for word in texts.english[:30] if len(word) > 1]
    kinds = ([common], [texts.english[100:1000]], [texts.english[30:90], texts.english[30:90]])
    for number in range(SEARCHES):
        yield [chance.choice(words) for words in kinds[number % len(kinds)]]


def _bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE VIRTUAL TABLE papers USING fts5(title, abstract, id UNINDEXED)")
    return connection


def _learn_barely(connection: sqlite3.Connection, told: Sequence[Submitted]) -> None:
    rows = [(each.title, each.abstract, each.id) for each in told]
    with connection:
        connection.executemany("INSERT INTO papers VALUES (?, ?, ?)", rows)


def _size(connection: sqlite3.Connection) -> int:
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    return int(pages * connection.execute("PRAGMA page_size").fetchone()[0])


def _days(last: dt.date, count: int) -> list[dt.date]:
    """So many lists, the oldest first."""
    found = [last]
    while len(found) < count:
        found.insert(0, calendar.newest_before(found[0]))
    return found


def _invented(texts: Texts, day: dt.date, number: int) -> list[Submitted]:
    """A day's papers, each in two categories."""
    chance = random.Random(number)
    moment = calendar.window(day).since
    found: list[Submitted] = []
    for place in range(A_DAY):
        name = texts.name()
        found.append(
            Submitted(
                id=f"{10 + number}01.{place:05}",
                title=f"{name}: {texts.title()}",
                abstract=f"We present {name}. {texts.abstract()}",
                authors=tuple(f"Author {letter} Example" for letter in "ABCDEFGH"),
                categories=tuple(chance.sample(USUAL, 2)),
                submitted=moment,
            )
        )
    return found
