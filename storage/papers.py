"""Papers: each known once, however many days list it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import func, select

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
        """The ids of the papers that lists of earlier days hold, at most so many: those listed
        last, the newest last."""
        columns = tables.entries.c
        last = func.max(columns.date)
        newest = (
            select(columns.paper_id)
            .where(columns.date < day)
            .group_by(columns.paper_id)
            .order_by(last.desc(), columns.paper_id.desc())
            .limit(most)
        )
        rows = await self._database.rows(newest)
        return [row.paper_id for row in reversed(rows)]

    async def save(self, papers: Iterable[Paper]) -> None:
        """Store them over what is known; what a paper leaves out (empty or None) stays."""
        await self._database.write(lambda connection: write(connection, papers))


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
