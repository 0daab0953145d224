"""Platforms: where each stands, for whoever asks in another process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import delete, select

from core.records import Stage, Standing
from storage import tables
from storage.database import Database, upsert


class Platforms:
    """The chat platforms that were served."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, standing: Standing) -> None:
        """Remember it, over where the platform stood before."""
        await self._database.run(upsert(tables.platforms), asdict(standing))

    async def keep(self, platforms: Iterable[str]) -> None:
        """Forget all others: they are not served any more."""
        await self._database.run(delete(tables.platforms).where(tables.platforms.c.platform.not_in(list(platforms))))

    async def all(self) -> list[Standing]:
        """Where each of them stands, by name."""
        rows = await self._database.rows(select(tables.platforms).order_by(tables.platforms.c.platform))
        return [
            Standing(platform=row.platform, stage=Stage(row.stage), since=row.since, key=row.key, data=dict(row.data))
            for row in rows
        ]
