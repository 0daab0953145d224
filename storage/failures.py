"""Failures: which step failed for which paper, until it succeeds."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields

from sqlalchemy import ColumnElement, Integer, bindparam, delete, or_, select

from core.records import Failure, Step
from storage import tables
from storage.engine.database import AnyRow, Database, upsert

_COLUMNS = tables.failures.c
FIELDS = tuple(field.name for field in fields(Failure))
# Asked time and again, and so built once.
_DUE = (
    select(tables.failures)
    .where(
        _COLUMNS.again_at.is_not(None),
        or_(_COLUMNS.again_at <= bindparam("now"), _COLUMNS.at > bindparam("now")),
    )
    .order_by(_COLUMNS.again_at, _COLUMNS.paper_id)
    .limit(bindparam("most", type_=Integer))
)


class Failures:
    """The failures not yet mended."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, failure: Failure) -> None:
        """Remember it, over an earlier one of the same date, paper and step."""
        row = {name: getattr(failure, name) for name in FIELDS}
        await self._database.run(upsert(tables.failures), row)

    async def get(self, date: dt.date, paper_id: str, step: Step, language: str) -> Failure | None:
        """The failure that is remembered, or None."""
        rows = await self._database.rows(
            select(tables.failures).where(*_same(date, paper_id, step, language))
        )
        if not rows:
            return None
        return _failure(rows[0])

    async def clear(self, date: dt.date, paper_id: str, step: Step, language: str) -> None:
        """Forget it: the step succeeded."""
        await self._database.run(
            delete(tables.failures).where(*_same(date, paper_id, step, language))
        )

    async def of(self, date: dt.date) -> tuple[Failure, ...]:
        """The failures of that date, by paper id, step and language."""
        statement = select(tables.failures).where(_COLUMNS.date == date)
        rows = await self._database.rows(
            statement.order_by(_COLUMNS.paper_id, _COLUMNS.step, _COLUMNS.language)
        )
        return tuple(_failure(row) for row in rows)

    async def due(self, now: dt.datetime, limit: int) -> tuple[Failure, ...]:
        """The failures whose step is to be tried again by now, the longest due first.

        A failure noted at a time later than now came from a clock that was wrong, and so did the
        time to try again: it is due.
        """
        rows = await self._database.rows(_DUE, {"now": now, "most": limit})
        return tuple(_failure(row) for row in rows)

    async def recent(self, limit: int) -> tuple[Failure, ...]:
        """The newest failures, newest first."""
        statement = (
            select(tables.failures)
            .order_by(_COLUMNS.at.desc(), _COLUMNS.paper_id, _COLUMNS.step)
            .limit(limit)
        )
        return tuple(_failure(row) for row in await self._database.rows(statement))


def _same(date: dt.date, paper_id: str, step: Step, language: str) -> list[ColumnElement[bool]]:
    return [
        _COLUMNS.date == date,
        _COLUMNS.paper_id == paper_id,
        _COLUMNS.step == step,
        _COLUMNS.language == language,
    ]


def _failure(row: AnyRow) -> Failure:
    values = {name: getattr(row, name) for name in FIELDS}
    values["step"] = Step(row.step)
    return Failure(**values)
