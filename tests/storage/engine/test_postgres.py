"""Every statement that is no engine's own runs on PostgreSQL too, and leaves there what it leaves
on SQLite."""

from __future__ import annotations

import ast
import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, func, literal, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

import storage
from core.chats import Chat, ChatSettings
from storage import Storage, retention, tables
from storage.engine import postgres, sqlite
from storage.engine.database import Database
from tests.storage import build
from tests.storage.build import NOON
from tests.storage.engine.lives import KEY, Contents, contents, live
from tests.storage.engine.stories import (
    live_with_a_lost_session,
    live_with_workers,
)
from tests.storage.stored_chats import one_more
from tests.stores import TEMPLATE, Server

STORAGE = Path(storage.__file__).parent
ZONES = ("UTC", "Asia/Shanghai", "America/New_York")
# How a statement is executed: on a connection, or by the database.
CONNECTION, DATABASE = {"execute", "scalar", "scalars"}, {"rows", "run"}

Site = tuple[str, int]
Lived = tuple[list[Any], Contents]
"""What came of each call, and what is in the store then."""


@pytest.fixture(scope="session")
def server(database_server: Server) -> URL:
    """A PostgreSQL database with our tables."""
    name = "statements"
    database_server.run("postgres", f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    return database_server.address.set(database=name)


@pytest.fixture
async def address(server: URL) -> URL:
    """A PostgreSQL database with our tables and nothing in them."""
    await _execute(
        server, f"TRUNCATE {', '.join((*tables.metadata.tables, 'search'))} RESTART IDENTITY"
    )
    return server


async def _execute(address: URL, statement: str) -> None:
    engine = create_async_engine(address)
    async with engine.begin() as connection:
        await connection.execute(text(statement))
    await engine.dispose()


@asynccontextmanager
async def opened(address: URL, zone: str) -> AsyncIterator[Database]:
    """The database, by sessions in that time zone."""
    database = postgres.connect(address.update_query_dict({"options": f"-c timezone={zone}"}))
    try:
        yield database
    finally:
        await database.close()


class Watched:
    """A database that notes from which lines of `storage` statements come to it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.sites: set[Site] = set()

    def read(self, work: Callable[[Any], Awaitable[Any]]) -> Awaitable[Any]:
        return self._database.read(
            lambda connection: work(WatchedConnection(connection, self.sites))
        )

    def write(self, work: Callable[[Any], Awaitable[Any]]) -> Awaitable[Any]:
        return self._database.write(
            lambda connection: work(WatchedConnection(connection, self.sites))
        )

    def rows(self, *statement: Any) -> Awaitable[Any]:
        note(self.sites)
        return self._database.rows(*statement)

    def run(self, *statement: Any) -> Awaitable[Any]:
        note(self.sites)
        return self._database.run(*statement)


class WatchedConnection:
    """The same of a connection."""

    def __init__(self, connection: AsyncConnection, sites: set[Site]) -> None:
        self._connection, self._sites = connection, sites

    def __getattr__(self, name: str) -> Any:
        if name in CONNECTION:
            note(self._sites)
        return getattr(self._connection, name)


def note(sites: set[Site]) -> None:
    """Note the line that called what calls this."""
    caller = sys._getframe(2)
    sites.add((caller.f_code.co_filename, caller.f_lineno))


def statements() -> dict[str, range]:
    """By name, the lines of every place in `storage`, outside the engines, that executes a
    statement; but for what moves a store, which test_moves.py tries between both."""
    found: dict[str, range] = {}
    for path in sorted(STORAGE.glob("*.py")):
        if path.name == "transfer.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and _executes(node.func)
            ):
                found[f"{path}:{node.lineno}"] = range(
                    node.lineno, (node.end_lineno or node.lineno) + 1
                )
    return found


def _executes(called: ast.Attribute) -> bool:
    if isinstance(called.value, ast.Name):
        return called.value.id == "connection" and called.attr in CONNECTION
    return (
        isinstance(called.value, ast.Attribute)
        and called.value.attr == "_database"
        and called.attr in DATABASE
    )


def unexecuted(sites: set[Site]) -> list[str]:
    """The places of statements that are none of the sites."""
    return [
        Path(name).relative_to(STORAGE).as_posix()
        for name, lines in statements().items()
        if not any(file == name.rpartition(":")[0] and line in lines for file, line in sites)
    ]


@pytest.fixture(scope="module")
def on_sqlite(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """A life on SQLite."""
    path = Path(shutil.copy(migrated, tmp_path_factory.mktemp("life") / "paperboy.db"))

    async def life() -> Lived:
        database = sqlite.connect(path, 5.0)
        try:
            came = await live(Storage(database))
            came += await live_with_workers(Storage(database), database)
            return came, await contents(database)
        finally:
            await database.close()

    return asyncio.run(life())


# UTC is what all else goes by: a session in it is least likely to differ, and reads all the same.
@pytest.mark.parametrize("zone", ZONES[1:])
async def test_every_statement_does_what_it_does_on_sqlite(
    address: URL, on_sqlite: Lived, zone: str
) -> None:
    expected, kept = on_sqlite
    async with opened(address, zone) as database:
        watched = Watched(database)
        came = await live(Storage(watched))  # type: ignore[arg-type]
        came += await live_with_workers(Storage(watched), watched)  # type: ignore[arg-type]
        assert came == expected
        assert await live_with_a_lost_session(Storage(watched))  # type: ignore[arg-type]
        assert unexecuted(watched.sites) == []
    for session in ZONES:
        async with opened(address, session) as database:
            assert await contents(database) == kept
    assert all(kept.values())


async def test_a_statement_is_compiled_once_for_all_stores_of_a_server(
    address: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"nobody_else_asks_for_{tmp_path.name}"
    statement = select(literal(7).label(name))
    # As in a process whose first store there was closed before anything was asked of it.
    monkeypatch.setattr(postgres, "_DIALECTS", {})
    async with opened(address, "UTC"):
        pass
    async with opened(address, "UTC") as database:
        await database.rows(select(literal(1)))  # so it is known what this server can do
    for zone in ZONES:
        async with opened(address, zone) as database:
            assert await database.read(lambda connection: connection.scalar(statement)) == 7
            assert await database.write(lambda connection: connection.scalar(statement)) == 7

    compiled = postgres._compiled(postgres._place(address))
    assert sum(name in str(each) for each in compiled.values()) == 1


async def test_a_reader_sees_one_state_throughout(address: URL) -> None:
    async with opened(address, "UTC") as database:
        count = select(func.count()).select_from(tables.papers)

        async def look_twice(connection: AsyncConnection) -> tuple[int | None, int | None]:
            before = await connection.scalar(count)
            await Storage(database).papers.save([build.paper()])
            return before, await connection.scalar(count)

        assert await database.read(look_twice) == (0, 0)
        assert await database.read(lambda connection: connection.scalar(count)) == 1


async def test_papers_that_are_only_told_again_make_no_other_old(address: URL) -> None:
    async with opened(address, "UTC") as database:
        store = Storage(database)
        await store.papers.save([build.paper(1)])
        entries = [build.entry(rank, build.paper(rank + 1)) for rank in range(1, 30)]
        await store.editions.save(build.edition(*entries))
        for telling in range(retention.SINCE // len(entries) + 1):
            await store.papers.save(
                replace(entry.paper, title=f"Telling {telling}") for entry in entries
            )
        await store.editions.save(build.edition(*entries, build.entry(30, build.paper(99))))

        assert not (await store.retention.forget(NOON)).any


async def test_two_connections_that_change_a_chat_at_once_lose_nothing(address: URL) -> None:
    async def change_often(store: Storage) -> None:
        for _ in range(20):
            await store.chats.change(KEY, one_more)

    async with opened(address, "UTC") as one, opened(address, "UTC") as other:
        await asyncio.gather(*(change_often(Storage(each)) for each in (one, other)))

        assert await Storage(one).chats.get(KEY) == Chat(key=KEY, settings=ChatSettings(most=40))
