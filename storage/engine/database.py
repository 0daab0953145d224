"""Transactions on the store: readers of a small pool, and one writer at a time."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import (
    Callable,
    Collection,
    Coroutine,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import AbstractContextManager, suppress
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Row, Select, Table, UpdateBase

# PostgreSQL says the same in its own words: storage/engine/postgres.py tells it which.
from sqlalchemy.dialects.sqlite import Insert, insert

from storage.engine.base import Connection, Connections, Work

__all__ = ["AnyRow", "Connection", "Database", "Insert", "Work", "batches", "insert", "upsert"]

T = TypeVar("T")
AnyRow = Row[*tuple[Any, ...]]
Guard = Callable[[], AbstractContextManager[None]]

# Writers who are served together at most: enough to share the disk's slowness, few enough that none
# waits for long.
TOGETHER = 50


class Database:
    """The ways into the store. `guard` turns what an operator can mend into StoreUnavailable; all
    methods raise it.

    A transaction once begun is finished even when its task is cancelled: interrupted amid a
    statement, SQLite would hold the transaction, and every other writer, until the statement is
    garbage-collected.
    """

    def __init__(self, readers: Connections, writer: Connections, guard: Guard) -> None:
        self._readers = readers
        self._writer = writer
        self._guard = guard
        self._writing = asyncio.Lock()
        self._waiting: deque[_Job] = deque()

    async def read(self, work: Work[T]) -> T:
        """What `work` returns, given a connection that sees one state of the store throughout.

        `work` must wait for nothing but the connection: it may run on the connection's thread.
        """
        return await _finished(self._transaction(self._readers, work))

    async def write(self, work: Work[T]) -> T:
        """What `work` returns, given a connection whose writes are kept together, or not at all
        when it raises.

        Writers take turns on one connection: on a shared one, the rollback of one would undo the
        writes of another. Those who wait are served together, by one transaction, for bringing it
        to the disk takes longer than most writes. When one of them fails, each is served alone:
        `work` may run twice, and must wait for nothing but the connection.
        """
        job = _Job(work)
        self._waiting.append(job)
        try:
            async with self._writing:
                if not job.outcome.done():
                    await _finished(self._serve_waiting())
        except asyncio.CancelledError:
            if job in self._waiting:
                self._waiting.remove(job)
            else:
                await _settled(job.outcome)
            raise
        return job.outcome.result()  # type: ignore[no-any-return]

    async def rows(
        self, statement: Select[*tuple[Any, ...]], bound: Mapping[str, Any] | None = None
    ) -> Sequence[AnyRow]:
        """The rows one statement reads, with those values bound to it."""

        async def work(connection: Connection) -> Sequence[AnyRow]:
            return (await connection.execute(statement, bound)).all()

        return await self.read(work)

    async def run(self, statement: UpdateBase, row: Mapping[str, Any] | None = None) -> None:
        """Let one statement write."""
        await self.write(lambda connection: connection.execute(statement, row))

    async def close(self) -> None:
        """Close every connection, once the writers are through."""
        async with self._writing:
            await self._readers.close()
            await self._writer.close()

    async def _transaction(self, connections: Connections, work: Work[T]) -> T:
        with self._guard():
            return await connections.transaction(work)

    async def _serve_waiting(self) -> None:
        """Do the work of those who have waited longest, in one transaction if that can be."""
        jobs: list[_Job] = []
        while self._waiting and len(jobs) < TOGETHER:
            job = self._waiting.popleft()
            if job.given_up:
                job.outcome.cancel()
            else:
                jobs.append(job)
        if len(jobs) > 1 and await self._serve_together(jobs):
            return
        for job in jobs:
            try:
                job.outcome.set_result(await self._transaction(self._writer, job.work))
            except Exception as error:  # noqa: BLE001 (raised again where the work came from)
                job.outcome.set_exception(error)

    async def _serve_together(self, jobs: Sequence[_Job]) -> bool:
        """Whether they are served; False when one of them failed, and so nothing was written."""
        begun = False
        results: list[Any] = []

        async def work(connection: Connection) -> None:
            nonlocal begun
            begun = True
            # It may be called anew, after another process was in the way.
            results.clear()
            for job in jobs:
                results.append(await job.work(connection))

        try:
            await self._transaction(self._writer, work)
        except Exception as error:  # noqa: BLE001 (raised where the work came from, or met again by serving each alone)
            if begun and len(results) < len(jobs):
                return False
            # The transaction could not be begun or brought to the disk: that would happen to each
            # of them.
            for job in jobs:
                job.outcome.set_exception(error)
        else:
            for job, result in zip(jobs, results, strict=True):
                job.outcome.set_result(result)
        return True


class _Job:
    """What a writer wants done, and what came of it."""

    def __init__(self, work: Work[Any]) -> None:
        self.work = work
        self.outcome: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._task = asyncio.current_task()
        self._cancelled = 0
        if self._task is not None:
            self._cancelled = self._task.cancelling()

    @property
    def given_up(self) -> bool:
        """Whether its task was cancelled since. One that writes because it was cancelled before
        still wants it."""
        return self._task is not None and self._task.cancelling() > self._cancelled


async def _finished(work: Coroutine[Any, Any, T]) -> T:
    """What the work returns. A caller that is cancelled hears of it once the work is done."""
    # Not detached work: this function does not return before the task does.
    task = asyncio.get_running_loop().create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await _settled(task)
        raise


async def _settled(outcome: asyncio.Future[Any]) -> None:
    """Wait until it has one, however often the caller is cancelled meanwhile."""
    while not outcome.done():
        with suppress(asyncio.CancelledError):
            await asyncio.wait([outcome])
    if not outcome.cancelled():
        # Looked at, for asyncio warns of errors that nobody did; the cancellation matters more.
        outcome.exception()


def upsert(table: Table, *keys: str, only: Collection[str] = ()) -> Insert:
    """An insert that overwrites the row with the same `keys` (default: the primary key).

    The row's primary key stays. With `only`, nothing but those columns is overwritten.
    """
    return _upsert(table, keys, tuple(only))


@cache
def _upsert(table: Table, keys: tuple[str, ...], only: tuple[str, ...]) -> Insert:
    """The statement of `upsert`, made once: making it takes longer than running it."""
    statement = insert(table)
    primary = [column.name for column in table.primary_key]
    fixed = {*keys, *primary}
    changed = only or [column.name for column in table.columns if column.name not in fixed]
    values = {name: statement.excluded[name] for name in changed}
    return statement.on_conflict_do_update(index_elements=list(keys) or primary, set_=values)


def batches(items: Iterable[T], size: int = 500) -> Iterator[list[T]]:
    """The distinct items, in lists short enough to be bound to one statement."""
    rest = iter(dict.fromkeys(items))
    while batch := list(islice(rest, size)):
        yield batch
