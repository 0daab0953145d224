"""A store taken to another address: from each engine to each, killed at any moment and gone on
with, and refused in one sentence."""

from __future__ import annotations

import asyncio
import itertools
import multiprocessing
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, NullPool, create_engine, text

from core.errors import (
    MoveRefused,
    MoveTrouble,
    StoreClaimed,
    StoreEmpty,
    StoreNewer,
    StoreTrouble,
    StoreUnavailable,
)
from storage import open_storage, tables
from storage.engine import claims, migrate
from storage.moves import Moved, Plan, Progress, move_store, plan_move
from tests.storage import build
from tests.storage.engine.test_postgres import contents, live
from tests.storage.move_process import move_slowly
from tests.storage.old import old_store
from tests.stores import Server

PASSWORD = "s3cret-of-ada"
FILE, SERVER = "file", "server"
ROOT = Path(__file__).parents[2]
KILLS = 8

# A kind of place → the address of an empty one.
Place = Callable[[str], str]


class CutOff(Exception):
    """What ends a move in a test."""


@pytest.fixture
def place(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Place]:
    """Finds a place for a store, with nothing in it."""
    numbers = itertools.count()
    made: list[str] = []

    def found(kind: str) -> str:
        name = f"moved_{next(numbers)}"
        if kind == FILE:
            return f"sqlite:///{tmp_path / f'{name}.db'}"
        server: Server = request.getfixturevalue("database_server")
        server.run("postgres", f"CREATE DATABASE {name}")
        made.append(name)
        return server.url(name)

    yield found
    for name in made:
        server = request.getfixturevalue("database_server")
        server.run("postgres", f"DROP DATABASE {name} WITH (FORCE)")


def at(url: str) -> URL:
    """The address, as SQLAlchemy takes it."""
    return create_engine(url.replace("postgresql:", "postgresql+psycopg:")).url


def path_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def hear(_progress: Progress) -> None:
    """Nothing is wanted of what is told."""


def move(source: str, target: str) -> Moved:
    return move_store(source, target, hear, patience=0.3)


def plan(source: str, target: str) -> Plan:
    return plan_move(source, target, patience=0.3)


def cut_off(source: str, target: str, part: str) -> None:
    """Begin to move, and end when that table is there."""

    def tell(progress: Progress) -> None:
        if progress == Progress(part, progress.rows, done=True):
            raise CutOff

    with pytest.raises(CutOff):
        move_store(source, target, tell, patience=0.3)


async def fill(url: str) -> None:
    """Let a store live there, in which something happens by every statement."""
    async with open_storage(url) as store:
        await live(store)


async def told(url: str) -> list[Any]:
    """Every row, and what people would notice."""
    async with open_storage(url) as store:
        digests = [await store.archives.digest(build.days(day), "zh") for day in range(-1, 3)]
        return [
            await contents(store.papers._database),
            digests,
            await store.archives.reports(build.days(1), "zh"),
            await store.deliveries.counts(),
            [await store.deliveries.owed(name, 99) for name in ("terminal", "telegram")],
            sorted(hit.paper.id for hit in await store.search.find("paper", 9_999)),
        ]


def dump(url: str) -> list[str]:
    """Everything a file holds, as statements; but for how the full text is kept."""
    with closing(sqlite3.connect(path_of(url))) as connection:
        return [line for line in connection.iterdump() if "search" not in line]


@pytest.mark.parametrize("target_kind", [FILE, SERVER])
@pytest.mark.parametrize("source_kind", [FILE, SERVER])
async def test_a_store_is_the_same_wherever_it_is(place, source_kind, target_kind):
    source, target = place(source_kind), place(target_kind)
    await fill(source)
    before = await told(source)
    planned = plan(source, target)
    moved = move(source, target)

    assert await told(target) == before
    assert await told(source) == before
    assert all(before[0].values())
    assert moved.rows == planned.rows
    assert (planned.begun, moved.anew, moved.altered) == (False, False, {})


async def test_there_and_back_not_a_letter_is_another(place):
    first, between, last = place(FILE), place(SERVER), place(FILE)
    await fill(first)
    move(first, between)
    move(between, last)

    assert dump(last) == dump(first)
    assert await told(last) == await told(first)


@pytest.mark.parametrize(("source_kind", "target_kind"), [(FILE, SERVER), (SERVER, FILE)])
async def test_what_was_killed_at_any_moment_goes_on(
    place, source_kind, target_kind, monkeypatch, tmp_path
):
    source, target = place(source_kind), place(target_kind)
    await fill(source)
    await fill_more(source)
    before = await told(source)
    # It runs event loops of its own.
    kills = await asyncio.to_thread(
        kill_amid, source, target, monkeypatch, tmp_path / "told"
    )

    assert kills >= KILLS
    assert await told(target) == before
    assert await told(source) == before


async def fill_more(url: str) -> None:
    """So much more that a move takes its time."""
    async with open_storage(url) as store:
        for batch in range(10):
            numbers = range(100 + batch * 100, 200 + batch * 100)
            await store.papers.save([build.paper(number) for number in numbers])
            await store.documents.save(build.document(100 + batch), build.NOON)


def kill_amid(source: str, target: str, monkeypatch: pytest.MonkeyPatch, said: Path) -> int:
    """Let processes move it, each of which is killed at a random moment but the last; how often a
    killed one left half of a store."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["tests.storage.move_process"])
    dice, amid = random.Random(20260205), 0
    for _kill in range(KILLS):
        said.write_bytes(b"")
        wanted = dice.randint(1, 60)
        process = processes.Process(target=move_slowly, args=(source, target, str(said)))
        process.start()
        while process.is_alive() and said.stat().st_size < wanted:
            time.sleep(0.002)
        time.sleep(dice.uniform(0, 0.02))
        process.kill()
        process.join()
        amid += is_half(target)
    last = processes.Process(target=move_slowly, args=(source, target, str(said)))
    last.start()
    last.join(120)

    assert last.exitcode == 0
    return amid


def is_half(url: str) -> bool:
    """Whether the store there refuses to be opened, for only half of it is there."""
    async def open_it() -> None:
        async with open_storage(url):
            pass

    try:
        asyncio.run(open_it())
    except StoreUnavailable as error:
        return error.trouble is StoreTrouble.UNFINISHED
    return False
