"""Calls: what one worker tells the others at once, by LISTEN and NOTIFY."""

# Tested in tests/storage/engine/test_calls.py.

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Final

import psycopg
from sqlalchemy import URL, NullPool, create_engine

from storage.engine.postgres.trouble import mendable

CHANNEL: Final = "paperboy"


class Calls:
    """The calls of all workers of one store, over a connection that does nothing else."""

    def __init__(self, address: URL) -> None:
        self._address = address

    async def say(self, topic: str) -> None:
        """Tell all workers, this one among them. Raises StoreUnavailable."""
        with mendable(self._address):
            async with await self._connected() as connection:
                await connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, topic))

    async def heard(self) -> AsyncGenerator[str]:
        """Yields what is said from now on, first "" once it listens: what was said before is
        unknown. Raises StoreUnavailable when it hears no more."""
        with mendable(self._address):
            async with await self._connected() as connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                yield ""
                async with aclosing(connection.notifies()) as notes:
                    async for note in notes:
                        yield note.payload

    async def present(self, presence: int) -> AsyncGenerator[None]:
        """Yields once the server knows us by that lock, and goes on until it does no more. Raises
        StoreUnavailable then."""
        with mendable(self._address):
            async with await self._connected() as connection:
                await connection.execute("SELECT pg_advisory_lock(%s)", (presence,))
                yield
                async with aclosing(connection.notifies()) as notes:
                    async for _ in notes:
                        pass

    async def _connected(self) -> psycopg.AsyncConnection[tuple[object, ...]]:
        engine = create_engine(self._address, poolclass=NullPool)
        arguments, named = engine.dialect.create_connect_args(self._address)
        return await psycopg.AsyncConnection.connect(*arguments, autocommit=True, **named)
