"""Transactions that are handed to the thread of their connection."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import literal, select, text
from sqlalchemy.exc import IntegrityError

from storage.engine.base import Connection, Work
from storage.engine.threads import Threads, _compiling


def opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("CREATE TABLE IF NOT EXISTS numbers (number INTEGER)")
    connection.execute("PRAGMA journal_mode = WAL")
    return connection


@pytest.fixture
async def threads(tmp_path: Path) -> AsyncIterator[Threads]:
    threads = Threads(partial(opened, tmp_path / "some.db"), 2, "BEGIN")
    yield threads
    await threads.close()


def ended(thread: threading.Thread) -> bool:
    """Whether the thread has ended, or does so at once."""
    thread.join(10)
    return not thread.is_alive()


async def numbers(connection: Connection) -> list[int]:
    return list(await connection.scalars(text("SELECT number FROM numbers ORDER BY number")))


async def test_what_raises_writes_nothing(threads: Threads) -> None:
    async def work(connection: Connection) -> None:
        await connection.execute(text("INSERT INTO numbers VALUES (1)"))
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await threads.transaction(work)

    assert await threads.transaction(numbers) == []


async def test_what_cannot_be_committed_is_rolled_back(tmp_path: Path) -> None:
    path = tmp_path / "some.db"
    other = opened(path)
    other.execute(
        "CREATE TABLE parts (of INTEGER REFERENCES wholes (number) DEFERRABLE INITIALLY DEFERRED)"
    )
    other.execute("CREATE TABLE wholes (number INTEGER PRIMARY KEY)")

    def strict() -> sqlite3.Connection:
        connection = opened(path)
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    async def work(connection: Connection) -> None:
        await connection.execute(text("INSERT INTO numbers VALUES (1)"))
        await connection.execute(text("INSERT INTO parts VALUES (7)"))

    threads = Threads(strict, 1, "BEGIN IMMEDIATE")
    with pytest.raises(IntegrityError):
        await threads.transaction(work)
    other.execute("INSERT INTO numbers VALUES (2)")
    other.close()

    assert await threads.transaction(numbers) == [2]
    await threads.close()


async def test_what_waits_for_something_else_is_refused_and_writes_nothing(
    threads: Threads,
) -> None:
    async def work(connection: Connection) -> None:
        await connection.execute(text("INSERT INTO numbers VALUES (1)"))
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="only its connection may be awaited"):
        await threads.transaction(work)

    assert await threads.transaction(numbers) == []


async def unread(connection: Connection) -> object:
    return await connection.execute(text("SELECT number FROM numbers"))


async def half_read(connection: Connection) -> object:
    result = await connection.scalars(text("SELECT number FROM numbers"))
    return result.fetchmany(1), result


async def written_and_unread(connection: Connection) -> object:
    return await connection.execute(text("UPDATE numbers SET number = number RETURNING number"))


@pytest.mark.parametrize("work", [unread, half_read, written_and_unread])
async def test_what_was_left_unread_does_not_outlast_its_transaction(
    work: Work[object], tmp_path: Path
) -> None:
    """SQLite would go on with the state that it was read in, and could not write after others."""
    other = opened(tmp_path / "some.db")
    other.execute("INSERT INTO numbers VALUES (1), (2), (3)")
    threads = Threads(partial(opened, tmp_path / "some.db"), 1, "BEGIN IMMEDIATE")
    held = await threads.transaction(work)
    other.execute("INSERT INTO numbers VALUES (4)")
    other.close()

    assert await threads.transaction(numbers) == [1, 2, 3, 4]
    await threads.close()
    assert held is not None, "somebody holds it until here"


async def test_a_transaction_sees_one_state_whoever_writes_meanwhile(
    threads: Threads, tmp_path: Path
) -> None:
    async def work(connection: Connection) -> list[list[int]]:
        before = await numbers(connection)
        other = sqlite3.connect(tmp_path / "some.db")
        with other:
            other.execute("INSERT INTO numbers VALUES (7)")
        other.close()
        return [before, await numbers(connection)]

    assert await threads.transaction(work) == [[], []]
    assert await threads.transaction(numbers) == [7]


async def test_no_more_connections_are_opened_than_may_be(tmp_path: Path) -> None:
    used = set()
    meeting = threading.Barrier(2, timeout=10)

    async def work(connection: Connection) -> None:
        used.add(threading.current_thread())
        meeting.wait()

    threads = Threads(partial(opened, tmp_path / "some.db"), 2, "BEGIN")
    await asyncio.gather(*(threads.transaction(work) for _ in range(6)))
    await threads.close()

    assert len(used) == 2
    assert all(ended(thread) for thread in used)


async def test_a_connection_in_use_is_closed_once_it_is_through(tmp_path: Path) -> None:
    begun, may_end = threading.Event(), threading.Event()
    used = []

    async def work(connection: Connection) -> list[int]:
        used.append(threading.current_thread())
        begun.set()
        may_end.wait(10)
        return await numbers(connection)

    threads = Threads(partial(opened, tmp_path / "some.db"), 1, "BEGIN")
    task = asyncio.get_running_loop().create_task(threads.transaction(work))
    await asyncio.to_thread(begun.wait, 10)
    await threads.close()
    may_end.set()

    assert await task == []
    assert [ended(thread) for thread in used] == [True]


async def test_what_cannot_be_opened_leaves_its_place_free(tmp_path: Path) -> None:
    threads = Threads(partial(opened, tmp_path / "none" / "some.db"), 1, "BEGIN")
    for _ in range(3):
        with pytest.raises(sqlite3.OperationalError):
            await threads.transaction(numbers)
    await threads.close()


async def test_a_statement_is_compiled_once_for_all_connections_and_stores(tmp_path: Path) -> None:
    name = f"nobody_else_asks_for_{tmp_path.name}"
    statement = select(literal(7).label(name))

    async def asked(connection: Connection) -> object:
        return await connection.scalar(statement)

    for file in ("some.db", "other.db"):
        threads = Threads(partial(opened, tmp_path / file), 2, "BEGIN")
        assert await asyncio.gather(*(threads.transaction(asked) for _ in range(3))) == [7, 7, 7]
        await threads.close()

    _, compiled = _compiling()
    assert sum(name in str(each) for each in compiled.values()) == 1
