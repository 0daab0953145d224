"""The past: papers of days that nobody was shown, read to know what is common."""

# Tested in tests/core/editions/test_past.py.

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, select, union_all

from core.editions.keys import ListKey, Shelf
from core.models import Paper
from storage import papers, tables
from storage.engine.database import Connection, Database, insert
from storage.keys import key_row, of_shelf

_PAST, _ENTRIES = tables.past.c, tables.entries.c
# Stands for the day itself: it was read, whether it lists papers or not.
_DAY = ""


class Past:
    """Which days' papers are known, beside those of the stored lists."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, key: ListKey, listed: Sequence[Paper]) -> None:
        """That list holds these papers. What is known of one already prevails."""
        ids = dict.fromkeys([_DAY, *(paper.id for paper in listed)])
        rows = [{**key_row(key), "paper_id": paper_id} for paper_id in ids]

        async def work(connection: Connection) -> None:
            await papers.write(connection, listed, fill_only=True)
            await connection.execute(insert(tables.past).on_conflict_do_nothing(), rows)

        await self._database.write(work)

    async def read(self, shelf: Shelf, since: dt.date) -> set[dt.date]:
        """The days from then on whose papers were read for the past alone."""
        days = select(_PAST.date).where(
            *of_shelf(tables.past, shelf), _PAST.date >= since, _PAST.paper_id == _DAY
        )
        rows = await self._database.rows(days)
        return {row.date for row in rows}

    async def known(self, shelf: Shelf, since: dt.date) -> set[dt.date]:
        """The days from then on whose papers are known: those, and those of stored lists."""
        listed = (
            select(_ENTRIES.date)
            .where(*of_shelf(tables.entries, shelf), _ENTRIES.date >= since)
            .distinct()
        )
        rows = await self._database.rows(listed)
        return {row.date for row in rows} | await self.read(shelf, since)

    async def count(self, since: dt.date) -> int:
        """How many papers are known that some list of then or later holds."""
        every = union_all(
            select(_ENTRIES.paper_id).where(_ENTRIES.date >= since),
            select(_PAST.paper_id).where(_PAST.date >= since, _PAST.paper_id != _DAY),
        ).subquery()
        statement = select(func.count(every.c.paper_id.distinct()))
        return int(await self._database.read(lambda connection: connection.scalar(statement)))
