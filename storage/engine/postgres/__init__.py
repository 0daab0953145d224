"""What is PostgreSQL's alone: connections, and full text over words of our own."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any, TypeVar

from psycopg import errors as said
from psycopg.abc import Buffer
from psycopg.types.string import StrDumper
from pydantic_core import from_json
from sqlalchemy import (
    URL,
    ColumnClause,
    Dialect,
    column,
    event,
    func,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import dml
from sqlalchemy.dialects.sqlite.dml import OnConflictDoNothing, OnConflictDoUpdate
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.util import LRUCache

from storage.engine.base import Connection, DatabaseSize, Work
from storage.engine.database import Database
from storage.engine.postgres.calls import Calls
from storage.engine.postgres.lexemes import without_nul
from storage.engine.postgres.many import for_each
from storage.engine.postgres.texts import drop_texts, matches, near, put_texts
from storage.engine.postgres.trouble import mendable

__all__ = [
    "Calls",
    "alone",
    "connect",
    "departed",
    "drop_texts",
    "for_each",
    "matches",
    "moment",
    "near",
    "number_on",
    "patient",
    "put_texts",
    "size",
]

T = TypeVar("T")
# Where a server is: its host, port, and folder of sockets.
Server = tuple[object, ...]

_DEPARTED = text(
    "SELECT presence FROM unnest(CAST(:presences AS bigint[])) AS presence"
    " WHERE pg_try_advisory_xact_lock_shared(presence)"
)

READERS = 4
COMPILED = 500  # statements, at least
LEAST_PATIENCE = 2  # seconds: what libpq waits for a server at least
# What a session may take, where neither the operator nor the server says something else: a
# statement, the wait for a row that another process holds, and a transaction that does nothing, as
# of a process that was stopped amid it.
LIMITS = {
    "statement_timeout": "60s",
    "lock_timeout": "30s",
    "idle_in_transaction_session_timeout": "60s",
}
# A transaction that writes holds rows and turns that others wait for. When its process vanishes,
# they shall have these before its signs of life are believed no more.
WRITING_LIMITS = LIMITS | {"idle_in_transaction_session_timeout": "5s"}
_LIMIT = (
    "SELECT set_config(name, value, false)"
    " FROM unnest(%s::text[], %s::text[]) AS ours (name, value) WHERE current_setting(name) = '0'"
)
# Two transactions that wait for each other: one of them is undone.
IN_EACH_OTHERS_WAY = frozenset((said.DeadlockDetected.sqlstate, said.SerializationFailure.sqlstate))
ATTEMPTS = 3
# The columns that are numbered by a sequence.
_NUMBERED = text(
    "SELECT table_name, column_name FROM information_schema.columns"
    " WHERE table_schema = current_schema()"
    " AND (column_default LIKE 'nextval(%' OR is_identity = 'YES')"
)


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


def patient(address: URL, patience: float) -> URL:
    """The address with what keeps a server that is away from holding us up; what the operator has
    written into it stays."""
    ours = {
        "application_name": "paperboy",
        "connect_timeout": str(max(LEAST_PATIENCE, math.ceil(patience))),
        # A network that swallows everything is told from a server that thinks.
        "keepalives_idle": "10",
        "keepalives_interval": "5",
        "keepalives_count": "3",
        "tcp_user_timeout": "25000",
    }
    missing = {name: value for name, value in ours.items() if name not in address.query}
    return address.update_query_dict(missing)


def connect(address: URL) -> Database:
    """The store at that address, with connections opened as needed. Every transaction raises
    StoreUnavailable while the server is away, and does its work once it is back."""
    # A reader sees one state throughout, as it does on SQLite; PostgreSQL's usual level shows each
    # statement another.
    snapshot = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    readers = _engine(address, READERS, LIMITS, **snapshot)
    writer = _engine(address, 1, WRITING_LIMITS)
    return Database(_Pooled(readers), _Pooled(writer), partial(mendable, address))


class _Pooled:
    """An engine's connections. Implements storage.engine.base.Connections."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def transaction(self, work: Work[T]) -> T:
        """What `work` returns. It is done anew when another process was in its way, or when the
        server had ended the connection, as one does that is restarted; but not once it may have
        been kept."""
        through = False

        async def to_its_end(connection: Connection) -> T:
            nonlocal through
            result = await work(connection)
            through = True
            return result

        for _attempt in range(ATTEMPTS - 1):
            try:
                return await self._once(to_its_end)
            except DBAPIError as error:
                code = getattr(error.orig, "sqlstate", None)
                undone = error.connection_invalidated or code in IN_EACH_OTHERS_WAY
                if through or not undone:
                    raise
        return await self._once(to_its_end)

    async def close(self) -> None:
        await self._engine.dispose()

    async def _once(self, work: Work[T]) -> T:
        async with self._engine.begin() as connection:
            return await work(connection)


class _Text(StrDumper):
    """Texts without the one character that PostgreSQL has no place for."""

    def dump(self, obj: str) -> Buffer | None:
        return super().dump(without_nul(obj))


async def size(connection: Connection) -> DatabaseSize:
    """How much room the database takes. What is free in it nobody counts there."""
    size = func.pg_database_size(literal_column("current_database()"))
    return DatabaseSize(int(await connection.scalar(select(size)) or 0), free=0)


async def moment(connection: Connection) -> dt.datetime:
    """The server's, not the one at which the transaction began: it may have waited since."""
    now: dt.datetime = await connection.scalar(select(func.clock_timestamp()))
    return now.astimezone(dt.UTC)


async def departed(connection: Connection, presences: Sequence[int]) -> Collection[int]:
    """Those that can be had, until the transaction ends, and by all who look at the same time."""
    if not presences:
        return ()
    rows = await connection.execute(_DEPARTED, {"presences": list(presences)})
    return [row.presence for row in rows]


async def alone(connection: Connection, names: Iterable[str]) -> None:
    """Wait for a lock of each name, in one order, so that nobody waits in a circle for two."""
    for name in sorted(set(names)):
        key = func.hashtextextended(name, 0)
        await connection.execute(select(func.pg_advisory_xact_lock(key)))


async def number_on(connection: Connection) -> None:
    """Let each sequence go on behind the largest number of its column."""
    for table_name, name in (await connection.execute(_NUMBERED)).all():
        numbers: ColumnClause[int] = column(name)
        largest = select(func.max(numbers)).select_from(table(table_name))
        number = await connection.scalar(largest)
        if number is not None:
            sequence = func.pg_get_serial_sequence(func.quote_ident(table_name), name)
            await connection.execute(select(func.setval(sequence, number)))


def _place(address: URL) -> Server:
    return address.host, address.port, address.query.get("host")


# By server, what compiles statements for it: the first that has learned what the server can do.
_DIALECTS: dict[Server, Dialect] = {}


@cache
def _compiled(server: Server) -> LRUCache[Any, Any]:
    """The statements that are compiled for a server, for readers, writers and all stores there."""
    return LRUCache(COMPILED)


def _engine(address: URL, size: int, limits: Mapping[str, str], **options: object) -> AsyncEngine:
    server = _place(address)
    options["compiled_cache"] = _compiled(server)
    engine = create_async_engine(
        address,
        pool_size=size,
        max_overflow=0,
        json_serializer=partial(json.dumps, ensure_ascii=False),
        # A third of the time that Python's own reader takes; a chat has two values.
        json_deserializer=from_json,
        execution_options=options,
    )

    def begin(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        """Settle what holds for a new connection."""
        driver: Any = record.driver_connection
        driver.adapters.register_dumper(str, _Text)
        cursor = connection.cursor()
        cursor.execute(_LIMIT, (list(limits), list(limits.values())))
        cursor.close()
        connection.commit()
        # It has learned that with its first connection. One that never had any is of use to nobody.
        _DIALECTS.setdefault(server, engine.dialect)

    event.listen(engine.sync_engine, "connect", begin)
    # What one has compiled is another's too where both ask the same dialect.
    if server in _DIALECTS:
        engine.sync_engine.dialect = _DIALECTS[server]
    return engine
