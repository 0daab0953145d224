"""Failures: which step failed for which paper, until it succeeds."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields

from sqlalchemy import delete, select

from core.models import Failure, Step
from storage import tables
from storage.database import AnyRow, Database, upsert

FIELDS = tuple(field.name for field in fields(Failure))


class Failures:
    """The failures not yet mended."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, failure: Failure) -> None:
        """Remember it, over an earlier one of the same date, paper and step."""
        row = {name: getattr(failure, name) for name in FIELDS}
        await self._database.run(upsert(tables.failures), row)

    async def clear(self, date: dt.date, paper_id: str, step: Step) -> None:
        """Forget it: the step succeeded."""
        columns = tables.failures.c
        same = (columns.date == date, columns.paper_id == paper_id, columns.step == step)
        await self._database.run(delete(tables.failures).where(*same))

    async def of(self, date: dt.date) -> tuple[Failure, ...]:
        """The failures of that date, by paper id and step."""
        columns = tables.failures.c
        statement = select(tables.failures).where(columns.date == date).order_by(columns.paper_id, columns.step)
        return tuple(_failure(row) for row in await self._database.rows(statement))

    async def recent(self, limit: int) -> tuple[Failure, ...]:
        """The newest failures, newest first."""
        columns = tables.failures.c
        statement = select(tables.failures).order_by(columns.at.desc(), columns.paper_id, columns.step).limit(limit)
        return tuple(_failure(row) for row in await self._database.rows(statement))


def _failure(row: AnyRow) -> Failure:
    values = {name: getattr(row, name) for name in FIELDS}
    return Failure(**values | {"step": Step(row.step)})
