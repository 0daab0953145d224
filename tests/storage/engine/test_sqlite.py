"""Addresses, and trouble with the file: every public method answers it with StoreUnavailable."""

from __future__ import annotations

import inspect
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from core.errors import StoreTrouble, StoreUnavailable
from storage import Storage, open_storage
from storage.engine.database import Connection
from storage.engine.sqlite import CACHE, connect, open_to_write, path_of
from tests.storage import build
from tests.storage.engine.every_method import READS, WRITES


@contextmanager
def held(path: Path, mode: str) -> Iterator[None]:
    """Another program's lock on the database."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        if mode == "EXCLUSIVE":
            other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute(f"BEGIN {mode}")
        yield


def test_no_method_is_forgotten(store: Storage) -> None:
    methods = {
        f"{noun}.{name}"
        for noun, part in vars(store).items()
        for name, method in inspect.getmembers(part, inspect.iscoroutinefunction)
        if not name.startswith("_")
    }

    assert methods == READS.keys() | WRITES.keys()


@pytest.mark.parametrize("name", READS | WRITES)
async def test_a_file_another_program_holds(path: Path, name: str) -> None:
    call = (READS | WRITES)[name]
    async with open_storage(f"sqlite:///{path}", patience=0.0) as store:
        with held(path, "EXCLUSIVE"), pytest.raises(StoreUnavailable) as raised:
            await call(store)
        locked = {"path": str(path), "reason": "database is locked", "trouble": StoreTrouble.LOCKED}
        assert raised.value.for_operator() == locked

        await store.papers.save([build.paper()])
        await call(store)


@pytest.mark.parametrize("name", WRITES)
async def test_a_file_another_program_writes(path: Path, name: str) -> None:
    async with open_storage(f"sqlite:///{path}", patience=0.0) as store:
        await store.papers.save([build.paper()])
        with held(path, "IMMEDIATE"), pytest.raises(StoreUnavailable, match="locked"):
            await WRITES[name](store)
        await WRITES[name](store)


@pytest.mark.parametrize("name", READS)
async def test_reading_goes_on_while_another_program_writes(path: Path, name: str) -> None:
    async with open_storage(f"sqlite:///{path}", patience=0.0) as store:
        with held(path, "IMMEDIATE"):
            await READS[name](store)


def overwrite(path: Path, start: int) -> None:
    """What a failing disk or another program may do to a file."""
    whole = path.read_bytes()
    path.write_bytes(whole[:start] + b"\xff" * (len(whole) - start))


async def opened(url: str) -> StoreUnavailable:
    with pytest.raises(StoreUnavailable) as raised:
        async with open_storage(url, patience=0.0):
            pass
    return raised.value


async def test_a_locked_file_is_not_opened(path: Path) -> None:
    with held(path, "EXCLUSIVE"):
        assert (await opened(f"sqlite:///{path}")).trouble is StoreTrouble.LOCKED


async def test_a_file_another_program_writes_is_opened(path: Path) -> None:
    with held(path, "IMMEDIATE"):
        async with open_storage(f"sqlite:///{path}", patience=0.0) as store:
            assert (await store.editions.totals()).papers == 0


async def test_a_new_file_another_program_writes_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with held(path, "IMMEDIATE"):
        assert (await opened(f"sqlite:///{path}")).trouble is StoreTrouble.LOCKED


async def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    error = await opened(f"sqlite:///{tmp_path}/gone/paperboy.db")

    assert error.for_operator()["path"] == f"{tmp_path}/gone/paperboy.db"
    assert error.for_operator()["reason"] == f"No such file or directory: {tmp_path}/gone"
    assert error.trouble is StoreTrouble.MISSING


async def test_a_pipe_or_a_device_is_no_database(tmp_path: Path) -> None:
    pipe = tmp_path / "paperboy.db"
    os.mkfifo(pipe)
    for path in (pipe, Path(os.devnull)):
        error = await opened(f"sqlite:///{path}")
        assert (error.trouble, error.for_operator()["reason"]) == (
            StoreTrouble.FOREIGN,
            "no regular file",
        )
    assert os.listdir(tmp_path) == [pipe.name]


async def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert (await opened(f"sqlite:///{tmp_path}")).trouble is StoreTrouble.FOREIGN


async def test_a_file_of_another_kind_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Some notes, not a database at all.\n" * 99)

    mode = path.stat().st_mode

    error = await opened(f"sqlite:///{path}")

    assert error.for_operator()["reason"] == "file is not a database"
    assert error.trouble is StoreTrouble.FOREIGN
    assert path.read_text().startswith("Some notes")
    assert path.stat().st_mode == mode


def test_a_file_that_is_no_database_is_closed_again(path: Path) -> None:
    path.write_bytes(b"no database " * 400)

    # Whoever holds the error holds the frames in which the connection was opened.
    with pytest.raises(sqlite3.DatabaseError) as raised:
        open_to_write(path, 0.0)

    links = (Path("/dev/fd") / name for name in os.listdir("/dev/fd"))
    assert raised.traceback
    assert path.resolve() not in {each.resolve() for each in links}


async def test_no_connection_keeps_more_of_the_file_than_is_meant(tmp_path: Path) -> None:
    database = connect(tmp_path / "new.db", 0.0)

    async def kept(connection: Connection) -> int:
        return int(await connection.scalar(text("PRAGMA cache_size")))

    sizes = [await database.read(kept), await database.write(kept)]
    await database.close()

    assert sizes == [-CACHE, -CACHE]


async def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE birds (name)")
    before, mode = path.read_bytes(), path.stat().st_mode

    error = await opened(f"sqlite:///{path}")

    assert error.for_operator()["reason"] == "another_program"
    assert error.trouble is StoreTrouble.FOREIGN
    assert (path.read_bytes(), path.stat().st_mode) == (before, mode)


async def test_a_damaged_file(path: Path) -> None:
    overwrite(path, 4096)

    error = await opened(f"sqlite:///{path}")

    assert error.for_operator()["reason"] == "database disk image is malformed"
    assert error.trouble is StoreTrouble.DAMAGED


async def test_a_file_damaged_while_open(path: Path) -> None:
    async with open_storage(f"sqlite:///{path}") as store:
        overwrite(path, 0)

        with pytest.raises(StoreUnavailable, match=r"not a database|malformed"):
            await store.papers.save([build.paper()])


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://me:secret@db.example/papers", "postgresql://me:***@db.example/papers"),
        ("mysql://db.example/papers", "mysql://db.example/papers"),
        ("sqlite://", "sqlite://"),
        ("paperboy.db", "paperboy.db"),
        ("ftp:/me:secret", "ftp"),
    ],
)
def test_other_addresses_are_refused_without_their_secrets(url: str, shown: str) -> None:
    with pytest.raises(StoreUnavailable) as raised:
        path_of(url)

    assert raised.value.for_operator()["path"] == shown
    assert raised.value.trouble is StoreTrouble.ADDRESS


def test_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert path_of("sqlite:///paperboy.db") == Path("paperboy.db")
    assert path_of(f"sqlite:///{tmp_path}/a b.db") == tmp_path / "a b.db"
    assert path_of("sqlite+aiosqlite:///paperboy.db") == Path("paperboy.db")


def test_a_folders_name_is_taken_as_it_is_and_else_as_an_address_writes_it(tmp_path: Path) -> None:
    (tmp_path / "a b").mkdir()

    assert path_of(f"sqlite:///{tmp_path}/a%20b/c%20d.db?x=/y") == tmp_path / "a b" / "c d.db"
    (tmp_path / "a%20b").mkdir()
    assert path_of(f"sqlite:///{tmp_path}/a%20b/c%20d.db?x=y") == tmp_path / "a%20b" / "c d.db"


def test_a_folder_that_is_gone_beneath_us_is_told(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(StoreUnavailable) as caught:
        path_of("sqlite:///paperboy.db")

    assert caught.value.trouble is StoreTrouble.MISSING
