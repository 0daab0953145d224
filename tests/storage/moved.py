"""Stores that are moved: filled, told of, and cut off."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, Connection, NullPool, create_engine, make_url, text

from core.errors import StoreTrouble, StoreUnavailable
from storage import open_storage
from storage.moves import MovedRows, Plan, Progress, move_store, plan_move
from storage.transfer import STAYING
from tests.fakes.server import PATIENCE
from tests.storage import build
from tests.storage.engine.lives import contents, live

FILE, SERVER = "file", "server"
# The seconds for which a move that is to be refused waits for who stays. Another waits as long as it
# takes a busy machine to let those leave who have ended.
AT_ONCE = 0.3

# A kind of place → the address of an empty one.
Place = Callable[[str], str]


# What a file holds in which a store has lived, once one has; and on which servers one has, in this
# database.
_LIVED: list[bytes] = []
_SERVERS: set[str] = set()
LIVED = "lived"


class CutOff(Exception):
    """What ends a move in a test."""


def path_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def hear(_progress: Progress) -> None:
    """Nothing is wanted of what is told."""


def move(source: str, target: str, patience: float = PATIENCE) -> MovedRows:
    return move_store(source, target, hear, patience=patience)


def plan(source: str, target: str, patience: float = PATIENCE) -> Plan:
    return plan_move(source, target, patience=patience)


def cut_off(source: str, target: str, part: str) -> None:
    """Begin to move, and end when that table is there."""

    def tell(progress: Progress) -> None:
        if progress == Progress(part, progress.rows, done=True):
            raise CutOff

    with pytest.raises(CutOff):
        move_store(source, target, tell, patience=PATIENCE)


async def fill(url: str) -> None:
    """Let a store be there in which something has happened by every statement. It is the same each
    time, and lives once a process."""
    if url.startswith("sqlite:"):
        path = path_of(url)
        if not _LIVED:
            await _live(url)
            _LIVED.append(path.read_bytes())
            return
        path.touch(0o600)
        path.write_bytes(_LIVED[0])
        return
    address = make_url(url)
    server, name = str(address.query["host"]), address.database
    if server not in _SERVERS:
        await _live(url)
        _run_beside(address, f"CREATE DATABASE {LIVED} TEMPLATE {name}")
        _SERVERS.add(server)
        return
    _run_beside(address, f"DROP DATABASE {name}")
    _run_beside(address, f"CREATE DATABASE {name} TEMPLATE {LIVED}")


async def _live(url: str) -> None:
    async with open_storage(url) as store:
        await live(store)


def _run_beside(address: URL, statement: str) -> None:
    """Let a statement run on that server that no transaction may be around."""
    beside = address.set(drivername="postgresql+psycopg", database="postgres")
    engine = create_engine(beside, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))


async def told(url: str) -> list[Any]:
    """Every row, and what people would notice."""
    async with open_storage(url) as store:
        digests = [await store.archives.digest(build.days(day), "zh") for day in range(-1, 3)]
        tables = await contents(store.papers._database)
        return [
            {name: rows for name, rows in tables.items() if name not in STAYING},
            digests,
            await store.archives.reports(build.days(1), "zh"),
            await store.deliveries.counts(),
            [await store.deliveries.owed(name, 99) for name in ("terminal", "telegram")],
            sorted(hit.paper.id for hit in await store.search.find("paper", 9_999)),
        ]


def dump(url: str) -> list[str]:
    """Everything a file holds that is moved, as statements; but for how the full text is kept."""
    staying = tuple(f'INSERT INTO "{name}"' for name in STAYING)
    with closing(sqlite3.connect(path_of(url))) as connection:
        lines = [line for line in connection.iterdump() if not line.startswith(staying)]
    return sorted(line for line in lines if "search" not in line)


async def is_half(url: str) -> bool:
    """Whether the store there refuses to be opened, for only half of it is there."""
    try:
        async with open_storage(url):
            return False
    except StoreUnavailable as error:
        return error.trouble is StoreTrouble.UNFINISHED


def change(url: str, statement: str, value: object) -> None:
    with closing(sqlite3.connect(path_of(url))) as connection:
        connection.execute(statement, (value,))
        connection.commit()


async def put_one(url: str, number: int = 1) -> None:
    """Let a store with one paper be there."""
    async with open_storage(url) as store:
        await store.papers.save([build.paper(number)])


def execute(url: str, statement: str) -> None:
    with connected(url) as connection:
        connection.execute(text(statement))


def connected(url: str) -> AbstractContextManager[Connection]:
    """A connection to it, which commits in the end."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"), poolclass=NullPool)
    return engine.begin()
