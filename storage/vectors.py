"""Vectors that models made of papers' texts: each is asked for once."""

# Tested in tests/storage/test_vectors.py.

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from sqlalchemy import func, or_, select

from storage import tables
from storage.engine.database import Connection, Database, batches, upsert

_VECTORS = tables.vectors.c


class StoredVectors:
    """By space (one model at one address) the vectors of papers. An empty one says that none could
    be had."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(
        self, space: str, paper_ids: Iterable[str], since: dt.datetime
    ) -> dict[str, bytes]:
        """Those of the papers that are known in that space, by id; of those that could not be had
        the ones that were asked for since then."""
        fresh = or_(func.length(_VECTORS.body) > 0, _VECTORS.at >= since)

        async def work(connection: Connection) -> dict[str, bytes]:
            found: dict[str, bytes] = {}
            for batch in batches(paper_ids):
                statement = select(_VECTORS.paper_id, _VECTORS.body).where(
                    _VECTORS.space == space, _VECTORS.paper_id.in_(batch), fresh
                )
                found |= {row.paper_id: row.body for row in await connection.execute(statement)}
            return found

        return await self._database.read(work)

    async def save(self, space: str, vectors: Mapping[str, bytes], at: dt.datetime) -> None:
        """Keep them, over what was known before."""
        rows = [
            {"space": space, "paper_id": paper_id, "body": body, "at": at}
            for paper_id, body in vectors.items()
        ]

        async def work(connection: Connection) -> None:
            if rows:
                await connection.execute(upsert(tables.vectors), rows)

        await self._database.write(work)

    async def count(self) -> dict[str, int]:
        """How many there are, by space."""
        statement = (
            select(_VECTORS.space, func.count())
            .where(func.length(_VECTORS.body) > 0)
            .group_by(_VECTORS.space)
            .order_by(_VECTORS.space)
        )
        return {row[0]: row[1] for row in await self._database.rows(statement)}
