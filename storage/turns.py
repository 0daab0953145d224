"""Turns: what workers decide about each other is decided by one of them at a time. And the sums of
a day's tokens that they decide by."""

# Tested in tests/storage/test_workers.py.

from __future__ import annotations

import datetime as dt
from typing import Final

from sqlalchemy import ColumnElement, ScalarSelect, func, select

from storage import tables
from storage.engine.base import Connection
from storage.engine.engines import engine_of
from storage.work_tables import batches

_WORKERS: Final = "workers"


async def alone(connection: Connection) -> dt.datetime:
    """The present moment by the store's own clock, from which on no other worker decides anything
    until the transaction ends.

    All such decisions wait for one lock, so that none can wait for another in a circle.
    """
    engine = engine_of(connection)
    await engine.alone(connection, [_WORKERS])
    return await engine.moment(connection)


def spent_on(day: dt.date) -> tuple[ScalarSelect[int], ScalarSelect[int]]:
    """The tokens of that day, and those of them that somebody had asked for."""
    columns = tables.spending.c
    of_day = columns.day == day
    return (
        summed(columns.prompt + columns.completion, of_day),
        summed(columns.on_demand, of_day),
    )


def set_aside(day: dt.date) -> ScalarSelect[int]:
    """The tokens of that day that are set aside for batches which have not ended."""
    begins = dt.datetime.combine(day, dt.time(), dt.UTC)
    of_day = (batches.c.at >= begins, batches.c.at < begins + dt.timedelta(days=1))
    return summed(batches.c.tokens, ~batches.c.ended, ~batches.c.refused, *of_day)


def summed(column: ColumnElement[int], *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    """The sum of the column over those rows; 0 without any."""
    return select(func.coalesce(func.sum(column), 0)).where(*conditions).scalar_subquery()
