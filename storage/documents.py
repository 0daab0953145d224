"""Documents: full texts as they were read, so that a paper is fetched once."""

from __future__ import annotations

import asyncio
import datetime as dt

from sqlalchemy import select

from core.document import Document
from storage import tables
from storage.bodies import packed, unpacked
from storage.engine.database import Database, upsert


class Documents:
    """The stored full texts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, paper_id: str) -> Document | None:
        """The stored document, or None."""
        columns = tables.documents.c
        rows = await self._database.rows(select(columns.body).where(columns.paper_id == paper_id))
        if not rows:
            return None
        # Unpacking takes some milliseconds for a paper of usual length, but papers may be long.
        return await asyncio.to_thread(unpacked, rows[0].body)

    async def save(self, document: Document, at: dt.datetime) -> None:
        """Store it over an earlier one."""
        row = {
            "paper_id": document.paper_id,
            "version": document.version,
            "fetched_at": at,
            "body": await asyncio.to_thread(packed, document),
        }
        await self._database.run(upsert(tables.documents), row)
