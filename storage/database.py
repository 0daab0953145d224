"""Transactions on the store: readers of a small pool, and one writer at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Row, Select, Table, UpdateBase
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

T = TypeVar("T")
Work = Callable[[AsyncConnection], Awaitable[T]]
AnyRow = Row[*tuple[Any, ...]]
Guard = Callable[[], AbstractContextManager[None]]


class Database:
    """The ways into the store. `guard` turns what an operator can mend into StoreUnavailable; all methods raise it.

    A transaction once begun is finished even when its task is cancelled: interrupted amid a statement, SQLite would
    hold the transaction, and every other writer, until the statement is garbage-collected.
    """

    def __init__(self, readers: AsyncEngine, writer: AsyncEngine, guard: Guard) -> None:
        self._readers = readers
        self._writer = writer
        self._guard = guard
        self._turn = asyncio.Lock()

    async def read(self, work: Work[T]) -> T:
        """What `work` returns, given a connection that sees one state of the store throughout."""
        return await _finished(self._transaction(self._readers, work))

    async def write(self, work: Work[T]) -> T:
        """What `work` returns, given a connection whose writes are kept together, or not at all when it raises.

        Writers take turns on one connection: on a shared one, the rollback of one would undo the writes of another.
        """
        async with self._turn:
            return await _finished(self._transaction(self._writer, work))

    async def rows(self, statement: Select[*tuple[Any, ...]]) -> Sequence[AnyRow]:
        """The rows one statement reads."""

        async def work(connection: AsyncConnection) -> Sequence[AnyRow]:
            return (await connection.execute(statement)).all()

        return await self.read(work)

    async def run(self, statement: UpdateBase, row: Mapping[str, Any] | None = None) -> None:
        """Let one statement write."""
        await self.write(lambda connection: connection.execute(statement, row))

    async def close(self) -> None:
        """Close every connection, once the writers are through."""
        async with self._turn:
            await self._readers.dispose()
            await self._writer.dispose()

    async def _transaction(self, engine: AsyncEngine, work: Work[T]) -> T:
        with self._guard():
            async with engine.begin() as connection:
                return await work(connection)


async def _finished(work: Coroutine[Any, Any, T]) -> T:
    """What the work returns. When the caller is cancelled, the cancellation is raised once the work is done."""
    # Not detached work: this function does not return before the task does.
    task = asyncio.get_running_loop().create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([task])
        # The cancellation matters more than an error, but asyncio warns of errors that nobody looked at.
        _ = task.cancelled() or task.exception()
        raise


def upsert(table: Table, *keys: str, only: Collection[str] = ()) -> Insert:
    """An insert that overwrites the row with the same `keys` (default: the primary key), except its primary key.

    With `only`, it overwrites nothing but those columns. SQLite and PostgreSQL share the statement.
    """
    statement = insert(table)
    primary = [column.name for column in table.primary_key]
    changed = only or [column.name for column in table.columns if column.name not in {*keys, *primary}]
    values = {name: statement.excluded[name] for name in changed}
    return statement.on_conflict_do_update(index_elements=list(keys) or primary, set_=values)


def batches(items: Iterable[T], size: int = 500) -> Iterator[list[T]]:
    """The distinct items, in lists short enough to be bound to one statement."""
    rest = iter(dict.fromkeys(items))
    while batch := list(islice(rest, size)):
        yield batch
