"""Revisions: what arXiv said last of each paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import bindparam, or_, select

from core.models import Revision
from storage import tables
from storage.engine.database import AnyRow, Connection, Database, upsert

# A revision's columns beside those of its paper, for `revision_of`.
COLUMNS = (tables.revisions.c.version, tables.revisions.c.withdrawn, tables.revisions.c.checked_at)
_OF_PAPER = select(tables.revisions).where(tables.revisions.c.paper_id == bindparam("paper_id"))


class Revisions:
    """What arXiv said last of the papers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, paper_id: str) -> Revision | None:
        """What it said last of that paper, or None."""
        return await self._database.read(lambda connection: read(connection, paper_id))

    async def save(self, revisions: Iterable[Revision]) -> None:
        """Store them over what was said before."""
        rows = [asdict(revision) for revision in revisions]
        if rows:
            statement = upsert(tables.revisions)
            await self._database.write(lambda connection: connection.execute(statement, rows))

    async def stale(self, since: dt.datetime, before: dt.datetime, now: dt.datetime) -> list[str]:
        """The papers with a report written since then, for which arXiv was never asked, or not
        since `before`.

        A time later than `now` came from a clock that was wrong, and does not count.
        """
        readings, revisions = tables.readings.c, tables.revisions.c
        asked = revisions.checked_at
        statement = (
            select(readings.paper_id)
            .distinct()
            .outerjoin(tables.revisions, revisions.paper_id == readings.paper_id)
            .where(readings.kind == "report", readings.created_at >= since)
            .where(or_(asked.is_(None), asked < before, asked > now))
            .order_by(readings.paper_id)
        )
        return [row.paper_id for row in await self._database.rows(statement)]


def revision_of(row: AnyRow) -> Revision | None:
    """The revision in a row that joins `COLUMNS`; None where nothing was joined."""
    if row.checked_at is None:
        return None
    return Revision(
        paper_id=row.paper_id,
        version=row.version,
        withdrawn=row.withdrawn,
        checked_at=row.checked_at,
    )


async def read(connection: Connection, paper_id: str) -> Revision | None:
    """What `Revisions.get` returns."""
    row = (await connection.execute(_OF_PAPER, {"paper_id": paper_id})).one_or_none()
    if row is None:
        return None
    return Revision(**row._mapping)
