"""Endpoints of models: what was found out about each."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import ValidationError
from sqlalchemy import select

from core.llm.capabilities import Capabilities
from storage import tables
from storage.bodies import capabilities_body, capabilities_of
from storage.engine.database import AnyRow, Database, upsert

_STORED = select(tables.endpoints)


class KnownEndpoint(NamedTuple):
    """A model at an address, and what it takes and gives."""

    address: str
    model: str
    known: Capabilities


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
        if not rows:
            return None
        return _known(rows[0])

    async def all(self) -> list[KnownEndpoint]:
        """All that are known, by address and model."""
        rows = await self._database.rows(
            _STORED.order_by(tables.endpoints.c.address, tables.endpoints.c.model)
        )
        found: list[KnownEndpoint] = []
        for row in rows:
            known = _known(row)
            if known:
                found.append(KnownEndpoint(row.address, row.model, known))
        return found

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
