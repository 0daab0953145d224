"""Endpoints of models: what was found out about each."""

from __future__ import annotations

from pydantic import ValidationError
from sqlalchemy import select

from core.llm.capabilities import Capabilities
from storage import tables
from storage.bodies import capabilities_body, capabilities_of
from storage.engine.database import AnyRow, Database, upsert

_STORED = select(tables.endpoints)


class Endpoints:
    """The endpoints that were met."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, address: str, model: str) -> Capabilities | None:
        """What is known of that model there; None where nothing is."""
        columns = tables.endpoints.c
        rows = await self._database.rows(
            _STORED.where(columns.address == address, columns.model == model)
        )
        return _known(rows[0]) if rows else None

    async def all(self) -> list[tuple[str, str, Capabilities]]:
        """All that are known: address, model, and what it takes and gives; by address and model."""
        rows = await self._database.rows(
            _STORED.order_by(tables.endpoints.c.address, tables.endpoints.c.model)
        )
        return [(row.address, row.model, known) for row in rows if (known := _known(row))]

    async def save(self, address: str, model: str, known: Capabilities) -> None:
        """Remember it, over what was known before."""
        row = {"address": address, "model": model, "body": capabilities_body(known)}
        await self._database.run(upsert(tables.endpoints), row)


def _known(row: AnyRow) -> Capabilities | None:
    """What the row says; None when another version wrote it, in a way that cannot be read."""
    try:
        return capabilities_of(row.body)
    except ValidationError:
        return None
