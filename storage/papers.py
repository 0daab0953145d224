"""Papers: each known once, however many days list it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import String, cast, exists, func, literal, select, union_all

from core.models import Paper
from storage import index, tables
from storage.engine.database import AnyRow, Connection, Database, batches, upsert

FIELDS = tuple(field.name for field in fields(Paper))


class Papers:
    """The stored papers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, paper_id: str) -> Paper | None:
        """The paper, or None."""
        found = await self._database.read(lambda connection: known(connection, [paper_id]))
        return found.get(paper_id)

    async def many(self, paper_ids: Iterable[str]) -> dict[str, Paper]:
        """Those that are stored, by id."""
        return await self._database.read(lambda connection: known(connection, paper_ids))

    async def listed_before(self, day: dt.date, most: int) -> list[str]:
        """The ids of the papers that lists of earlier days hold, shown or read for the past alone,
        at most so many: those listed last, the newest last."""
        entries, past = tables.entries.c, tables.past.c
        # Old papers of the past are forgotten when nobody asks for them.
        stored = exists().where(tables.papers.c.id == past.paper_id)
        every = union_all(
            select(entries.paper_id, entries.date).where(entries.date < day),
            select(past.paper_id, past.date).where(past.date < day, stored),
        ).subquery()
        last = func.max(every.c.date)
        newest = (
            select(every.c.paper_id)
            .group_by(every.c.paper_id)
            .order_by(last.desc(), every.c.paper_id.desc())
            .limit(most)
        )
        rows = await self._database.rows(newest)
        return [row.paper_id for row in reversed(rows)]

    async def listed(self, paper_ids: Iterable[str], before: dt.date) -> set[str]:
        """Those of the papers that a list of an earlier day holds."""
        entries = tables.entries.c

        async def work(connection: Connection) -> set[str]:
            found: set[str] = set()
            for batch in batches(dict.fromkeys(paper_ids)):
                where = (entries.paper_id.in_(batch), entries.date < before)
                found.update(await connection.scalars(select(entries.paper_id).where(*where)))
            return found

        return await self._database.read(work)

    async def days_listed(self, paper_ids: Iterable[str], before: dt.date) -> set[dt.date]:
        """The earlier days whose lists hold any of the papers."""
        entries = tables.entries.c

        async def work(connection: Connection) -> set[dt.date]:
            found: set[dt.date] = set()
            for batch in batches(dict.fromkeys(paper_ids)):
                where = (entries.paper_id.in_(batch), entries.date < before)
                found.update(await connection.scalars(select(entries.date).where(*where)))
            return found

        return await self._database.read(work)

    async def titles(self) -> list[tuple[str, str]]:
        """Each paper's id and title, the newest stored first."""
        columns = tables.papers.c
        statement = select(columns.id, columns.title).order_by(columns.number.desc())
        return [(row.id, row.title) for row in await self._database.rows(statement)]

    async def has_author(self, name: str) -> bool:
        """Whether a paper names an author so, in any case."""
        written = cast(tables.papers.c.authors, String)
        wanted = json.dumps(name, ensure_ascii=False)  # as it stands in the list of authors
        statement = select(literal(1)).where(written.icontains(wanted, autoescape=True)).limit(1)
        return bool(await self._database.rows(statement))

    async def save(self, papers: Iterable[Paper]) -> None:
        """Store them over what is known; what a paper leaves out (empty or None) stays."""
        await self._database.write(lambda connection: write(connection, papers))

    async def count(self) -> int:
        """How many there are."""
        statement = select(func.count()).select_from(tables.papers)
        return int(await self._database.read(lambda connection: connection.scalar(statement)))

    async def last(self, limit: int) -> list[str]:
        """The ids of those that were stored last, the oldest of them first."""
        columns = tables.papers.c
        statement = select(columns.id).order_by(columns.number.desc()).limit(limit)
        rows = await self._database.rows(statement)
        return [row.id for row in reversed(rows)]


def paper_of(row: AnyRow) -> Paper:
    """The paper in a row that holds its columns."""
    values = {name: getattr(row, name) for name in FIELDS}
    values["authors"] = tuple(row.authors)
    values["ai_keywords"] = tuple(row.ai_keywords)
    return Paper(**values)


def merged(older: Paper, newer: Paper) -> Paper:
    """What both tell together; `newer` prevails where it says something."""
    values = {name: getattr(newer, name) for name in FIELDS}
    said = {name: value for name, value in values.items() if value}
    return replace(older, **said)


async def known(connection: Connection, ids: Iterable[str]) -> dict[str, Paper]:
    """The stored papers among the ids, by id."""
    papers: dict[str, Paper] = {}
    for batch in batches(ids):
        rows = await connection.execute(select(tables.papers).where(tables.papers.c.id.in_(batch)))
        papers |= {row.id: paper_of(row) for row in rows}
    return papers


async def write(
    connection: Connection, papers: Iterable[Paper], *, fill_only: bool = False
) -> None:
    """Store the papers and index them. With `fill_only`, what is already known prevails."""
    fresh = {paper.id: paper for paper in papers}
    before = await known(connection, fresh)
    after: dict[str, Paper] = {}
    for paper_id, paper in fresh.items():
        stored = before.get(paper_id, paper)
        if fill_only:
            after[paper_id] = merged(paper, stored)
        else:
            after[paper_id] = merged(stored, paper)
    changed = [paper for paper in after.values() if paper != before.get(paper.id)]
    if changed:
        rows = [_row(paper) for paper in changed]
        await connection.execute(upsert(tables.papers, "id"), rows)
        await index.refresh(connection, [paper.id for paper in changed])


def _row(paper: Paper) -> dict[str, Any]:
    return {name: getattr(paper, name) for name in FIELDS}
