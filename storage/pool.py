"""The pool: what sources announced day by day, in which categories, and how that is known."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import and_, bindparam, delete, func, select, update

from core.pool import (
    Announced,
    Announcement,
    Announcements,
    Changes,
    Knowledge,
    Learned,
    PoolDay,
    StoredAnnouncement,
    changes,
)
from storage import joining, papers, tables
from storage.engine.database import AnyRow, Connection, Database, batches, upsert

# Papers stored in one transaction: other writers hardly wait.
AT_ONCE: Final = 100

_POOL, _DAYS, _PAPERS = tables.announcements.c, tables.announced_days.c, tables.papers.c


class Pool:
    """What was announced. Its papers are stored like all others, and found by the same search."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, told: Announcements) -> Learned:
        """Learn a day's announcements; twice is the same as once. Returns what is new by them.

        What is already known of a paper prevails over what they say of it.
        """
        for some in batches(told.announced, AT_ONCE):
            listed = [each.paper for each in some]

            async def keep(connection: Connection, listed: list[Any] = listed) -> None:
                await papers.write(connection, listed, fill_only=True)
                await joining.join(connection, listed)

            await self._database.write(keep)

        async def work(connection: Connection) -> Learned:
            ids = [each.paper.id for each in told.announced]
            stored = await _stored(connection, ids, told.source)
            of_day = await _of_day(connection, told.day, told.source)
            by_feed = await _by_feed(connection, told.day)
            result = changes(told, stored, of_day, by_feed)
            await _apply(connection, told.day, told.source, result)
            await note_days(connection, told)
            return result.learned

        return await self._database.write(work)

    async def of(self, day: dt.date, categories: Collection[str]) -> list[Announced]:
        """What any source announced on that day in any of the categories, each paper once and in
        the order in which it was told; those are left out that all these had before."""
        wanted = frozenset(categories)
        columns = (*tables.papers.c, *(column.label(f"pool_{column.name}") for column in _POOL))
        joined = tables.announcements.join(tables.papers, _PAPERS.id == _POOL.paper_id)
        here = (
            select(*columns)
            .select_from(joined)
            .where(_POOL.day == day)
            .order_by(_POOL.place, _POOL.source, _POOL.paper_id)
        )
        again = tables.announcements.alias()
        before = (
            select(again.c.paper_id, again.c.categories)
            .join(tables.announcements, _POOL.paper_id == again.c.paper_id)
            .where(_POOL.day == day, again.c.day < day)
        )

        async def work(connection: Connection) -> list[Announced]:
            known: dict[str, frozenset[str]] = {}
            for row in await connection.execute(before):
                earlier = known.get(row.paper_id, frozenset())
                known[row.paper_id] = earlier | frozenset(row.categories)
            found: dict[str, Announced] = {}
            for row in await connection.execute(here):
                each = _announced(row, known.get(row.pool_paper_id, frozenset()))
                first = found.get(each.paper.id)
                if first:
                    each = replace(first, categories=first.categories + each.categories)
                found[each.paper.id] = each
            return [
                each
                for each in found.values()
                if not (wanted - each.before).isdisjoint(each.categories)
            ]

        return await self._database.read(work)

    async def first(self, paper_ids: Iterable[str]) -> dict[str, StoredAnnouncement]:
        """By id, how each of the papers was announced first, with all categories in which it was
        announced; those in no pool are missing."""

        async def work(connection: Connection) -> dict[str, StoredAnnouncement]:
            stored = await _stored(connection, paper_ids)
            return {paper_id: _together(rows) for paper_id, rows in stored.items()}

        return await self._database.read(work)

    async def picked(
        self, paper_ids: Iterable[str], since: dt.date, before: dt.date
    ) -> dict[str, frozenset[dt.date]]:
        """Those of the papers that were announced in those days and picked for somebody, with the
        days when they were announced."""

        async def work(connection: Connection) -> dict[str, frozenset[dt.date]]:
            found: dict[str, frozenset[dt.date]] = {}
            for batch in batches(dict.fromkeys(paper_ids)):
                where = (_POOL.paper_id.in_(batch), _POOL.picked, _POOL.day < before)
                rows = select(_POOL.paper_id, _POOL.day).where(*where, _POOL.day >= since)
                for row in await connection.execute(rows.order_by(_POOL.day)):
                    found[row.paper_id] = found.get(row.paper_id, frozenset()) | {row.day}
            return found

        return await self._database.read(work)

    async def picked_days(self, paper_ids: Iterable[str], before: dt.date) -> set[dt.date]:
        """The days before that one on which those of the papers were announced that were picked for
        somebody."""

        async def work(connection: Connection) -> set[dt.date]:
            found: set[dt.date] = set()
            for batch in batches(dict.fromkeys(paper_ids)):
                where = (_POOL.paper_id.in_(batch), _POOL.picked, _POOL.day < before)
                found.update(await connection.scalars(select(_POOL.day).where(*where)))
            return found

        return await self._database.read(work)

    async def announced_before(self, day: dt.date, most: int) -> list[str]:
        """The ids of the papers announced on earlier days, at most so many: the newest last."""
        last = func.max(_POOL.day)
        newest = (
            select(_POOL.paper_id)
            .where(_POOL.day < day)
            .group_by(_POOL.paper_id)
            .order_by(last.desc(), _POOL.paper_id.desc())
            .limit(most)
        )
        rows = await self._database.rows(newest)
        return [row.paper_id for row in reversed(rows)]

    async def days(self, since: dt.date) -> list[PoolDay]:
        """What is known of the days from then on, by day and category."""
        known = select(tables.announced_days).where(_DAYS.day >= since)
        rows = await self._database.rows(known.order_by(_DAYS.day, _DAYS.category))
        return [_day(row) for row in rows]


async def hold(connection: Connection, paper_ids: Iterable[str]) -> None:
    """These papers were picked for somebody: the pool keeps them."""
    for batch in batches(dict.fromkeys(paper_ids)):
        loose = and_(_POOL.paper_id.in_(batch), ~_POOL.picked)
        await connection.execute(update(tables.announcements).where(loose).values(picked=True))


async def _stored(
    connection: Connection, paper_ids: Iterable[str], source: str | None = None
) -> dict[str, list[StoredAnnouncement]]:
    """The announcements of each of these papers, or those of one source, the earliest first."""
    found: dict[str, list[StoredAnnouncement]] = defaultdict(list)
    for batch in batches(dict.fromkeys(paper_ids)):
        rows = select(tables.announcements).where(_POOL.paper_id.in_(batch))
        rows = rows.order_by(_POOL.day, _POOL.source)
        if source:
            rows = rows.where(_POOL.source == source)
        for row in await connection.execute(rows):
            found[row.paper_id].append(_placed(row))
    return dict(found)


async def _of_day(connection: Connection, day: dt.date, source: str) -> list[StoredAnnouncement]:
    where = (_POOL.day == day, _POOL.source == source)
    rows = select(tables.announcements).where(*where).order_by(_POOL.place)
    return [_placed(row) for row in await connection.execute(rows)]


async def _by_feed(connection: Connection, day: dt.date) -> set[str]:
    """The categories of which a feed has told all of that day."""
    whole = (_DAYS.day == day, _DAYS.knowledge == Knowledge.FEED, _DAYS.complete)
    return set(await connection.scalars(select(_DAYS.category).where(*whole)))


async def _apply(connection: Connection, day: dt.date, source: str, result: Changes) -> None:
    """Store and take out what the changes say."""
    picked: set[str] = set()
    if result.drop:
        dropped = [row.paper_id for row in result.drop]
        for batch in batches(dropped):
            were = select(_POOL.paper_id).where(_POOL.paper_id.in_(batch), _POOL.picked)
            picked.update(await connection.scalars(were))
        this = and_(
            _POOL.source == source,
            _POOL.paper_id == bindparam("of_paper"),
            _POOL.day == bindparam("of_day"),
        )
        gone = [{"of_paper": row.paper_id, "of_day": row.day} for row in result.drop]
        await connection.execute(delete(tables.announcements).where(this), gone)
    if not result.put:
        return
    await place(connection, day, source, result.put, picked)


async def place(
    connection: Connection,
    day: dt.date,
    source: str,
    placed: Sequence[StoredAnnouncement],
    picked: Collection[str] = (),
) -> None:
    """Store announcements of that day behind those that are there; `picked` are the papers that
    were picked for somebody."""
    last = await connection.scalar(
        select(func.max(_POOL.place)).where(_POOL.day == day, _POOL.source == source)
    )
    first = 0 if last is None else last + 1
    rows = [
        _row(each, source, number, picked=each.paper_id in picked)
        for number, each in enumerate(placed, first)
    ]
    # What is there already keeps its place, and stays picked.
    statement = upsert(tables.announcements, only=("kind", "categories", "knowledge"))
    await connection.execute(statement, rows)


async def note_days(connection: Connection, told: Announcements) -> None:
    """Remember from where the day is known, unless it is known better."""
    days = select(tables.announced_days).where(_DAYS.day == told.day)
    known = {row.category: row for row in await connection.execute(days)}
    rows: list[dict[str, Any]] = []
    for category in sorted(told.categories):
        before = known.get(category)
        if before is None or _outranks(told, before):
            rows.append(
                {
                    "day": told.day,
                    "category": category,
                    "knowledge": told.knowledge,
                    "complete": told.complete,
                    "fetched_at": told.fetched_at,
                    "source": told.source,
                }
            )
    if rows:
        await connection.execute(upsert(tables.announced_days), rows)


def _outranks(told: Announcements, before: AnyRow) -> bool:
    if before.knowledge == told.knowledge:
        return told.complete or not before.complete
    return told.knowledge is Knowledge.FEED


def _together(rows: Sequence[StoredAnnouncement]) -> StoredAnnouncement:
    """The first of the announcements, with the categories of all."""
    categories = dict.fromkeys(category for row in rows for category in row.categories)
    return replace(rows[0], categories=tuple(categories))


def _row(placed: StoredAnnouncement, source: str, place: int, *, picked: bool) -> dict[str, Any]:
    return {
        "source": source,
        "paper_id": placed.paper_id,
        "day": placed.day,
        "kind": placed.kind,
        "categories": list(placed.categories),
        "knowledge": placed.knowledge,
        "place": place,
        "picked": picked,
    }


def _placed(row: AnyRow) -> StoredAnnouncement:
    return StoredAnnouncement(
        paper_id=row.paper_id,
        day=row.day,
        kind=Announcement(row.kind),
        categories=tuple(row.categories),
        knowledge=Knowledge(row.knowledge),
    )


def _announced(row: AnyRow, before: frozenset[str]) -> Announced:
    return Announced(
        paper=papers.paper_of(row),
        day=row.pool_day,
        kind=Announcement(row.pool_kind),
        categories=tuple(row.pool_categories),
        before=before,
    )


def _day(row: AnyRow) -> PoolDay:
    return PoolDay(
        day=row.day,
        category=row.category,
        knowledge=Knowledge(row.knowledge),
        complete=row.complete,
        fetched_at=row.fetched_at,
        source=row.source,
    )
