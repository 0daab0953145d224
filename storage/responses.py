"""Responses kept for conditional requests."""

from __future__ import annotations

import datetime as dt
import zlib

from sqlalchemy import delete, or_, select

from core.models import StoredResponse
from storage import tables
from storage.engine.database import Connection, Database, upsert

KEPT_FOR = dt.timedelta(days=7)


class Responses:
    """The kept responses, compressed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, url: str) -> StoredResponse | None:
        """The kept response, or None."""
        for row in await self._database.rows(
            select(tables.responses).where(tables.responses.c.url == url)
        ):
            return StoredResponse(row.url, row.etag, row.last_modified, zlib.decompress(row.body))
        return None

    async def save(self, response: StoredResponse, at: dt.datetime) -> None:
        """Keep it; responses older than a week are dropped on the way."""
        row = {
            "url": response.url,
            "etag": response.etag,
            "last_modified": response.last_modified,
            "body": zlib.compress(response.body),
            "stored_at": at,
        }

        async def work(connection: Connection) -> None:
            stored_at = tables.responses.c.stored_at
            # What was stored later than now was stored by a clock that was wrong.
            await connection.execute(
                delete(tables.responses).where(or_(stored_at < at - KEPT_FOR, stored_at > at))
            )
            await connection.execute(upsert(tables.responses), row)

        await self._database.write(work)
