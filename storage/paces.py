"""Paces: when the next request to a source may begin, for all workers together."""

# Tested in tests/storage/test_workers.py.

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from storage.engine.database import Connection, Database, upsert
from storage.turns import alone
from storage.work_tables import paces

# No source is left alone for longer (an hour, and who waits): what is later was written by a clock
# that was ahead.
_FARTHEST = dt.timedelta(hours=2)


class Paces:
    """The paces by name, told by the store's own clock."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def turn(self, name: str, interval: float, longest: float) -> float:
        """What `core.working.SharedPace.turn` returns."""

        async def work(connection: Connection) -> float:
            now = await alone(connection)
            begins = await _next_at(connection, name, now)
            wait = (begins - now).total_seconds()
            if wait <= longest:
                await _put(connection, name, begins + dt.timedelta(seconds=interval))
            return wait

        return await self._database.write(work)

    async def hold(self, name: str, seconds: float) -> None:
        """Let nothing begin for so long."""

        async def work(connection: Connection) -> None:
            now = await alone(connection)
            until = now + dt.timedelta(seconds=seconds)
            await _put(connection, name, max(until, await _next_at(connection, name, now)))

        await self._database.write(work)


async def _next_at(connection: Connection, name: str, now: dt.datetime) -> dt.datetime:
    """When the next request may begin, not before now."""
    found: dt.datetime | None = await connection.scalar(
        select(paces.c.next_at).where(paces.c.name == name)
    )
    if found is None or found - now > _FARTHEST:
        return now
    return max(found, now)


async def _put(connection: Connection, name: str, next_at: dt.datetime) -> None:
    await connection.execute(upsert(paces), {"name": name, "next_at": next_at})
