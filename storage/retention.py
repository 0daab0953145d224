"""Retention: what is forgotten after a while, and how much room the store takes.

Days, their entries, and what was written about listed papers stay for good, and so does all that
was imported.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Exists,
    Select,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
    tuple_,
)

from core.interests.interest import Kind
from storage import index, tables
from storage.engine.database import Connection, Database, batches
from storage.engine.engines import engine_of
from storage.keys import of_same_list

# Rows deleted in one transaction: it takes some tens of milliseconds, so other writers hardly wait.
AT_ONCE = 20
# Nobody knows when a paper came of which nothing was ever written; it counts as old once this many
# others have come after it.
SINCE = 1000
# What models cost is small, and looked up long afterwards: it is kept for this much longer.
ACCOUNTS = dt.timedelta(days=730)
# Submissions to what was read for the last time this long before the rest goes are forgotten.
GROUPS = dt.timedelta(days=400)

_PAPERS = tables.papers.c
_READINGS = tables.readings.c
_DOCUMENTS = tables.documents.c


@dataclass(frozen=True, slots=True)
class StoreSize:
    """How many bytes the store takes, how many of them are free for what comes, and how many the
    full texts of so many papers take."""

    total: int
    free: int
    documents: int
    texts: int


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was forgotten: full texts, papers that no list holds, failures."""

    texts: int
    papers: int
    failures: int

    @property
    def any(self) -> bool:
        """Whether there was anything to forget."""
        return bool(self.texts or self.papers or self.failures)


class Retention:
    """What goes, and what takes room."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def room(self) -> StoreSize:
        """How much room the store takes, and what for."""

        async def work(connection: Connection) -> StoreSize:
            size = await engine_of(connection).size(connection)
            statement = select(
                func.coalesce(func.sum(func.length(_DOCUMENTS.body)), 0), func.count()
            )
            ((documents, texts),) = await connection.execute(statement)
            return StoreSize(size.total, size.free, documents, texts)

        return await self._database.read(work)

    async def forget(self, before: dt.datetime) -> Forgotten:
        """Forget what is older, as far as it can be had again or nobody will ask for it any more.

        Forgotten are full texts; papers that no list, no archive and no pool holds and that no
        chat's interests speak of, with all that was written about them; failures; and, two years
        later, what models cost.
        """
        old = _DOCUMENTS.fetched_at < before
        outdated = await self._ids(select(_DOCUMENTS.paper_id).where(old))
        for batch in batches(outdated, AT_ONCE):
            await self._database.run(
                delete(tables.documents).where(_DOCUMENTS.paper_id.in_(batch), old)
            )
        papers = 0
        for batch in batches(await self._ids(_unwanted(before)), AT_ONCE):
            papers += await self._forget_papers(batch, before)
        failures = await self._forget_rows(before)
        return Forgotten(len(outdated), papers, failures)

    async def forget_messages(self, before: dt.datetime) -> None:
        """Forget what the messages are about that were last sent or changed before then."""
        table = tables.messages
        key = tuple(table.primary_key.columns)
        some = select(*key).where(table.c.at < before).limit(AT_ONCE)

        async def work(connection: Connection) -> int:
            gone = await connection.execute(delete(table).where(tuple_(*key).in_(some)))
            return gone.rowcount

        while await self._database.write(work) == AT_ONCE:
            pass

    async def forget_vectors(self, before: dt.datetime) -> None:
        """Forget the vectors that were made before then of papers that no chat's interests speak
        of."""
        table = tables.vectors
        key = tuple(table.primary_key.columns)
        old = table.c.at < before, ~_spoken_of(table.c.paper_id)
        some = select(*key).where(*old).limit(AT_ONCE)

        async def work(connection: Connection) -> int:
            gone = await connection.execute(delete(table).where(tuple_(*key).in_(some)))
            return gone.rowcount

        while await self._database.write(work) == AT_ONCE:
            pass

    async def forget_days(self, after: dt.date) -> None:
        """Forget later dates without any entry: a clock that was ahead made them."""
        dates = tables.editions.c.date
        listed = exists().where(*of_same_list(tables.entries, tables.editions))
        await self._database.run(
            delete(tables.editions).where(dates > after, ~listed, ~tables.editions.c.imported)
        )

    async def _ids(self, statement: Select[*tuple[str]]) -> list[str]:
        return [row[0] for row in await self._database.rows(statement)]

    async def _forget_papers(self, ids: Sequence[str], before: dt.datetime) -> int:
        """Forget those of them that are still unwanted; returns how many these were."""

        async def work(connection: Connection) -> int:
            still = _unwanted(before).add_columns(_PAPERS.number).where(_PAPERS.id.in_(ids))
            found = await connection.execute(still)
            return await remove(connection, {paper_id: number for paper_id, number in found})

        return await self._database.write(work)

    async def prune(self, before: dt.date) -> int:
        """Forget what was announced earlier and picked for nobody, and the papers that nothing else
        holds; returns how many papers these were."""
        announced = tables.announcements.c
        old = and_(announced.day < before, ~announced.picked)
        some = select(announced.paper_id).where(old).order_by(announced.day).limit(AT_ONCE)

        async def work(connection: Connection) -> tuple[int, int]:
            ids = list(await connection.scalars(some))
            gone = delete(tables.announcements).where(announced.paper_id.in_(ids), old)
            await connection.execute(gone)
            idle = select(_PAPERS.id, _PAPERS.number).where(
                _PAPERS.id.in_(ids), ~_held(), ~_read(), ~_fetched()
            )
            found = await connection.execute(idle)
            papers = {paper_id: number for paper_id, number in found}
            return len(ids), await remove(connection, papers)

        papers = 0
        while True:
            seen, removed = await self._database.write(work)
            papers += removed
            if seen < AT_ONCE:
                break
        known = tables.announced_days
        await self._database.run(delete(known).where(known.c.day < before))
        await self._forget_groups(before - GROUPS)
        return papers

    async def _forget_groups(self, before: dt.date) -> None:
        """Forget the submissions to what no venue was read for since then."""
        read = tables.groups_read.c
        moment = dt.datetime.combine(before, dt.time(), dt.UTC)
        old = select(read.group).where(read.read_at < moment)
        submitted = tables.submissions.c

        async def work(connection: Connection) -> None:
            await connection.execute(delete(tables.submissions).where(submitted.group.in_(old)))
            await connection.execute(delete(tables.groups_read).where(read.read_at < moment))

        await self._database.write(work)

    async def _forget_rows(self, before: dt.datetime) -> int:
        """Forget failures and accounts; returns how many failures were forgotten."""

        async def work(connection: Connection) -> int:
            long_ago = (before - ACCOUNTS).date()
            await connection.execute(
                delete(tables.spending).where(tables.spending.c.day < long_ago)
            )
            old = tables.failures.c.date < before.date()
            failures = await connection.execute(delete(tables.failures).where(old))
            return failures.rowcount

        return await self._database.write(work)


async def remove(connection: Connection, papers: Mapping[str, int]) -> int:
    """Forget these papers, by id with their numbers, and all that was written about them; returns
    how many they are."""
    written = (
        tables.readings,
        tables.documents,
        tables.revisions,
        tables.failures,
        tables.vectors,
    )
    for table in written:
        await connection.execute(delete(table).where(table.c.paper_id.in_(papers)))
    await index.forget(connection, papers.values())
    await connection.execute(delete(tables.papers).where(_PAPERS.id.in_(papers)))
    return len(papers)


def _held() -> ColumnElement[bool]:
    """Whether some list, archive, pool or chat's interests hold the paper."""
    listed = exists().where(tables.entries.c.paper_id == _PAPERS.id)
    archived = exists().where(tables.report_order.c.paper_id == _PAPERS.id)
    announced = exists().where(tables.announcements.c.paper_id == _PAPERS.id)
    return or_(listed, archived, announced, _spoken_of(_PAPERS.id))


def _spoken_of(paper_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether some chat's interests hold that paper."""
    voted = select(tables.votes.c.paper_id)
    seeds = select(tables.interests.c.value).where(tables.interests.c.kind == Kind.PAPER)
    return or_(paper_id.in_(voted), paper_id.in_(seeds))


def _read() -> Exists:
    """Whether anything was written about the paper."""
    return exists().where(_READINGS.paper_id == _PAPERS.id)


def _fetched() -> Exists:
    """Whether its full text is there."""
    return exists().where(_DOCUMENTS.paper_id == _PAPERS.id)


def _unwanted(before: dt.datetime) -> Select[*tuple[str]]:
    """The ids of papers that somebody once asked for, and that no list, no archive, no
    pool and no chat's interests hold."""
    lately: ColumnElement[bool] = or_(_READINGS.origin != "", _READINGS.created_at >= before)
    # Counted, for numbers may have gaps: PostgreSQL uses one up for each insert, those that only
    # change a row too.
    numbers = tables.papers.alias().c.number
    last_old = select(numbers).order_by(numbers.desc()).offset(SINCE).limit(1).scalar_subquery()
    long_ago = _PAPERS.number <= last_old
    fetched = _fetched().where(_DOCUMENTS.fetched_at >= before)
    return select(_PAPERS.id).where(
        ~_held(), ~_read().where(lately), ~fetched, or_(_read(), long_ago)
    )
