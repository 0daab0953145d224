"""SQLite's connections, each on a thread of its own: aiosqlite's.

A transaction is handed to that thread whole, and comes back once it is through: two hand-overs,
however many statements it has. Handing over each statement by itself, as SQLAlchemy's asyncio
engine does, took most of the time of an answer.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import threading
from collections.abc import Callable, Coroutine, Mapping, Sequence
from functools import cache, partial
from typing import Any, TypeVar

import aiosqlite
from sqlalchemy import Connection as SyncConnection
from sqlalchemy import (
    CursorResult,
    Dialect,
    Engine,
    Executable,
    ScalarResult,
    SingletonThreadPool,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.util import LRUCache

from storage.engine.base import Work
from storage.engine.values import TYPES, read_json

T = TypeVar("T")
MEMORY = "sqlite://"  # an address for engines; where the file is, our connections know
COMPILED = 500  # statements, at least
Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None


class Threads:
    """At most `size` connections, opened as needed by `open_connection`, which is called on the
    connection's thread. Transactions begin with the statement `begin`."""

    def __init__(
        self, open_connection: Callable[[], sqlite3.Connection], size: int, begin: str
    ) -> None:
        # The connection of the thread that asks.
        own = threading.local()

        def opened() -> sqlite3.Connection:
            connection = open_connection()
            own.connection = connection
            return connection

        self._open = opened
        self._engine = _engine(lambda: own.connection, size + 1)
        self._begin = begin
        self._places = asyncio.Semaphore(size)
        self._idle: list[_Thread] = []
        self._closed = False

    async def transaction(self, work: Work[T]) -> T:
        """What `work` returns, within a transaction of its own; it must wait for nothing but its
        connection."""
        async with self._places:
            if self._idle:
                # The one that was used last knows the most statements.
                thread = self._idle.pop()
            else:
                thread = await _Thread.started(self._open, self._engine)
            try:
                return await thread.transaction(work, self._begin)
            finally:
                if self._closed:
                    await thread.close()
                else:
                    self._idle.append(thread)

    async def close(self) -> None:
        """Close the connections; those in use once they are through."""
        self._closed = True
        while self._idle:
            await self._idle.pop().close()


def _engine(connection: Callable[[], Any], size: int) -> Engine:
    """An engine with so many connections. Each statement is compiled once for all of them."""
    dialect, compiled = _compiling()
    pool = SingletonThreadPool(connection, pool_size=size, dialect=dialect)
    prepare = dialect.on_connect()
    if prepare is not None:
        event.listen(pool, "connect", lambda driver, _: prepare(driver))
    options = {"compiled_cache": compiled}
    return Engine(pool, dialect, make_url(MEMORY), execution_options=options)


@cache
def _compiling() -> tuple[Dialect, LRUCache[Any, Any]]:
    """What compiles statements in this process, and what it has compiled. Readers, writers and
    stores that are opened one after the other ask the same."""
    write_json = partial(json.dumps, ensure_ascii=False)
    engine = create_engine(MEMORY, json_serializer=write_json, json_deserializer=read_json)
    engine.dialect.colspecs = {**engine.dialect.colspecs, **TYPES}
    with engine.connect():
        pass  # with which it learns what this SQLite can do
    engine.dispose()
    return engine.dialect, LRUCache(COMPILED)


class _Thread:
    """A connection and its thread, on which alone SQLAlchemy uses it."""

    def __init__(self, connection: aiosqlite.Connection, engine: Engine) -> None:
        self._connection, self._engine = connection, engine
        # Kept from one transaction to the next: taking it from the engine anew costs as much as a
        # short statement. Used on the thread alone.
        self._kept: SyncConnection | None = None

    @classmethod
    async def started(
        cls, open_connection: Callable[[], sqlite3.Connection], engine: Engine
    ) -> _Thread:
        """Raises sqlite3.Error when the connection cannot be opened."""
        connection = aiosqlite.Connection(open_connection, iter_chunk_size=64)
        # A program that is ended amid a statement need not wait for it.
        connection._thread.daemon = True
        try:
            return cls(await connection, engine)
        except BaseException:
            # It has been told to end, and would do so at any time, even after the event loop.
            connection._thread.join()
            raise

    async def transaction(self, work: Work[T], begin: str) -> T:
        # aiosqlite has no public way to run a function of ours on its thread; this is the one by
        # which it runs its own.
        result: T = await self._connection._execute(self._run, work, begin)  # type: ignore[no-untyped-call]
        return result

    async def close(self) -> None:
        await self._connection._execute(self._give_back)  # type: ignore[no-untyped-call]
        await self._connection.close()

    def _give_back(self) -> None:
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def _run(self, work: Work[T], begin: str) -> T:
        connection = self._kept or self._engine.connect()
        self._kept = None
        driver = self._connection._conn
        try:
            # On the driver's connection, for which a statement costs a tenth.
            driver.execute(begin)
            result = run_directly(connection, work)
            connection.commit()
            if driver.in_transaction:  # nothing was executed
                driver.commit()
        except BaseException:
            connection.close()  # which rolls back
            # But for SQLAlchemy a commit that failed has ended the transaction; for SQLite it often
            # has not.
            driver.rollback()
            raise
        self._kept = connection
        return result


def run_directly(connection: SyncConnection, work: Work[T]) -> T:
    """What `work` returns, on this thread; it must wait for nothing but the connection, which lets
    it never wait. Rows that it has not read are gone afterwards."""
    direct = _Direct(connection)
    try:
        return _run_to_its_end(_awaited(work, direct))
    finally:
        direct.close_results()


class _Direct:
    """A connection whose statements are through when the call returns. Implements
    storage.engine.base.Connection."""

    def __init__(self, connection: SyncConnection) -> None:
        self._connection = connection
        self._results: list[CursorResult[*tuple[Any, ...]]] = []

    @property
    def dialect(self) -> Dialect:
        return self._connection.dialect

    async def execute(
        self, statement: Executable, parameters: Parameters = None
    ) -> CursorResult[*tuple[Any, ...]]:
        result = self._connection.execute(statement, parameters)
        self._results.append(result)
        return result

    async def scalar(self, statement: Executable) -> Any:
        return self._connection.scalar(statement)

    async def scalars(self, statement: Executable) -> ScalarResult[Any]:
        return (await self.execute(statement)).scalars()

    def close_results(self) -> None:
        """Let no row be read any more. While something holds a result with rows left, SQLite goes
        on with the state that it was read in, beyond the transaction's end: the connection would
        see no later one, and could not write."""
        for result in self._results:
            result.close()


async def _awaited(work: Work[T], connection: _Direct) -> T:
    return await work(connection)


def _run_to_its_end(work: Coroutine[Any, Any, T]) -> T:
    """What the work returns, which never waits: it has to be through at the first step."""
    try:
        work.send(None)
    except StopIteration as through:
        result: T = through.value
        return result
    work.close()
    raise RuntimeError("within a transaction only its connection may be awaited")
