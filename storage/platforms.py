"""Platforms: where each stands, for whoever asks in another process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import delete, select

from core.records import Stage, Standing
from storage import tables
from storage.engine.database import Connection, Database, upsert


class Platforms:
    """The chat platforms that were served."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, *standings: Standing) -> None:
        """Remember them, over where those platforms stood before."""
        rows = [asdict(standing) for standing in standings]

        async def work(connection: Connection) -> None:
            await connection.execute(upsert(tables.platforms), rows)

        if rows:
            await self._database.write(work)

    async def keep(self, platforms: Iterable[str]) -> None:
        """Forget all others: they are not served any more."""
        await self._database.run(
            delete(tables.platforms).where(tables.platforms.c.platform.not_in(list(platforms)))
        )

    async def all(self) -> list[Standing]:
        """Where each of them stands, by name."""
        rows = await self._database.rows(
            select(tables.platforms).order_by(tables.platforms.c.platform)
        )
        return [
            Standing(
                platform=row.platform,
                stage=Stage(row.stage),
                since=row.since,
                key=row.key,
                data=dict(row.data),
                seen_at=row.seen_at,
            )
            for row in rows
        ]
