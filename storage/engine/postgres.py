"""PostgreSQL, as far as the store's own statements go: they run there, which a test holds. Nobody
can choose it yet.

Full text and the locks that let several writers work at once are still to come.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import URL, func, literal_column, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import dml
from sqlalchemy.dialects.sqlite.dml import OnConflictDoNothing, OnConflictDoUpdate
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from storage.engine.base import Connection, Matches, Texts, Work
from storage.engine.database import Database

T = TypeVar("T")

READERS = 4


# The store's statements are written with SQLite's insert, so that SQLite need not load what
# PostgreSQL needs of SQLAlchemy.
@compiles(OnConflictDoNothing, postgresql.dialect.name)
def _do_nothing(clause: OnConflictDoNothing, compiler: SQLCompiler, **options: Any) -> str:
    own = dml.OnConflictDoNothing(index_elements=clause.inferred_target_elements)
    return compiler.process(own, **options)


@compiles(OnConflictDoUpdate, postgresql.dialect.name)
def _do_update(clause: OnConflictDoUpdate, compiler: SQLCompiler, **options: Any) -> str:
    own = dml.OnConflictDoUpdate(
        index_elements=clause.inferred_target_elements, set_=clause.update_values_to_set
    )
    return compiler.process(own, **options)


def connect(address: URL) -> Database:
    """The store at that address, with connections opened as needed."""
    # A reader sees one state throughout, as it does on SQLite; PostgreSQL's usual level shows each
    # statement another.
    readers = _engine(address, READERS, isolation_level="REPEATABLE READ", postgresql_readonly=True)
    writer = _engine(address, 1)
    return Database(_Pooled(readers), _Pooled(writer), nullcontext)


class _Pooled:
    """An engine's connections. Implements storage.engine.base.Connections."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def transaction(self, work: Work[T]) -> T:
        async with self._engine.begin() as connection:
            return await work(connection)

    async def close(self) -> None:
        await self._engine.dispose()


async def size(connection: Connection) -> tuple[int, int]:
    """How many bytes the database takes. What is free in it nobody counts there."""
    size = func.pg_database_size(literal_column("current_database()"))
    return int(await connection.scalar(select(size)) or 0), 0


async def moment(connection: Connection) -> dt.datetime:
    """The server's, not the one at which the transaction began: it may have waited since."""
    now: dt.datetime = await connection.scalar(select(func.clock_timestamp()))
    return now.astimezone(dt.UTC)


async def alone(connection: Connection, names: Iterable[str]) -> None:
    """Wait for a lock of each name, in one order, so that nobody waits in a circle for two."""
    for name in sorted(set(names)):
        key = func.hashtextextended(name, 0)
        await connection.execute(select(func.pg_advisory_xact_lock(key)))


async def put_texts(connection: Connection, texts: Sequence[Texts]) -> None:
    """Nothing yet."""


async def drop_texts(connection: Connection, numbers: Iterable[int]) -> None:
    """Nothing yet."""


async def matches(connection: Connection, text: str, limit: int, offset: int) -> Matches:
    """Nothing yet."""
    return Matches()


async def near(connection: Connection, terms: Sequence[str], limit: int) -> tuple[int, ...]:
    """Nothing yet."""
    return ()


def _engine(address: URL, size: int, **options: object) -> AsyncEngine:
    return create_async_engine(
        address.set(drivername="postgresql+psycopg"),
        pool_size=size,
        max_overflow=0,
        json_serializer=partial(json.dumps, ensure_ascii=False),
        execution_options=options,
    )
