"""What is wrong with a store is told as what it is, where SQLite has one word for several kinds."""

from __future__ import annotations

import os
import resource
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from core.errors import StoreTrouble, StoreUnavailable
from storage import open_storage
from storage.engine import migrate
from tests.storage import build
from tests.storage.engine.rights import execute, somebody_else
from tests.storage.old import old_store


async def opened(path: Path, *, reading: bool = False) -> StoreUnavailable:
    with pytest.raises(StoreUnavailable) as raised:
        async with open_storage(f"sqlite:///{path}", patience=0.0, reading=reading) as store:
            await store.papers.save([build.paper()])
    return raised.value


@pytest.mark.parametrize("reading", [False, True])
@pytest.mark.parametrize(
    ("spoil", "trouble"),
    [
        (["CREATE TABLE birds (name)"], StoreTrouble.FOREIGN),
        (["CREATE TABLE alembic_version (version_num)"], StoreTrouble.FOREIGN),
        (
            [
                "CREATE TABLE alembic_version (version_num)",
                "INSERT INTO alembic_version VALUES ('0001')",
            ],
            "foreign",
        ),
        (
            [
                "CREATE TABLE alembic_version (version_num)",
                "INSERT INTO alembic_version VALUES ('1a2b3c')",
            ],
            "foreign",
        ),
        (
            ["CREATE TABLE papers (id)", "CREATE TABLE alembic_version (version_num)"],
            StoreTrouble.FOREIGN,
        ),
    ],
)
async def test_another_programs_database_is_left_alone(tmp_path, spoil, trouble, reading):
    path = tmp_path / "other.db"
    for statement in spoil:
        execute(path, statement)
    before = path.read_bytes()

    assert (await opened(path, reading=reading)).trouble == trouble
    assert [file.name for file in tmp_path.iterdir()] == ["other.db"]
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM alembic_version",
        "INSERT INTO alembic_version VALUES ('0001')",
        "DROP TABLE alembic_version",
    ],
)
async def test_a_store_whose_revision_is_lost_is_damaged(path, statement):
    execute(path, statement)

    assert (await opened(path)).trouble is StoreTrouble.DAMAGED


def circle(folder: Path) -> Path:
    (folder / "paperboy.db").symlink_to(folder / "paperboy.db")
    return folder / "paperboy.db"


@pytest.mark.parametrize(
    ("make", "trouble"),
    [
        (circle, StoreTrouble.ADDRESS),
        (lambda folder: folder / ("x" * 300), StoreTrouble.ADDRESS),
        (
            lambda folder: folder / ("x" * 250),
            StoreTrouble.ADDRESS,
        ),  # there is no room in it for SQLite's endings
        (lambda folder: folder / "gone" / "paperboy.db", StoreTrouble.MISSING),
        (lambda folder: Path(__file__) / "paperboy.db", StoreTrouble.MISSING),
    ],
    ids=["a circle of links", "too long", "nearly too long", "no folder", "a file for a folder"],
)
async def test_an_address_that_leads_nowhere(tmp_path, make: Callable[[Path], Path], trouble):
    assert (await opened(make(tmp_path))).trouble is trouble


@pytest.mark.parametrize("name", ["paperboy.db", "new.db", "below/new.db"])
@pytest.mark.parametrize("reading", [False, True])
async def test_a_folder_that_may_not_be_entered(public, name, reading):
    public.parent.chmod(0o600)
    with somebody_else():
        error = await opened(public.parent / name, reading=reading)

    assert error.trouble is StoreTrouble.DENIED
    assert error.for_operator()["reason"] == "Permission denied"


@pytest.fixture
def public(migrated: Path) -> Iterator[Path]:
    """A store that everybody may read and write, in a folder that everybody may enter."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(migrated, Path(folder) / "paperboy.db"))
        (path.parent / "below").mkdir()
        for place, mode in ((path.parent, 0o777), (path, 0o666)):
            place.chmod(mode)
        yield path
        path.parent.chmod(0o700)


@pytest.mark.parametrize("left", range(3))
async def test_no_more_files_can_be_opened(path, left):
    async with open_storage(f"sqlite:///{path}"):
        pass
    with few_files(left):
        error = await opened(path)

    assert error.trouble is StoreTrouble.CROWDED
    assert error.for_operator()["reason"] == "Too many open files"


@contextmanager
def few_files(left: int) -> Iterator[None]:
    """So many more can be opened than are open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    free = os.open(os.devnull, os.O_RDONLY)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free + left, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def remove(path: Path, other: Path) -> None:
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()


def replace(path: Path, other: Path) -> None:
    os.replace(other, path)


def move_folder(path: Path, other: Path) -> None:
    path.parent.rename(path.parent.with_name("moved"))


@pytest.mark.parametrize("change", [remove, replace, move_folder])
async def test_what_is_written_to_a_file_that_is_gone_would_be_lost_and_is_refused(
    migrated, tmp_path, change
):
    (tmp_path / "here").mkdir()
    path = Path(shutil.copy(migrated, tmp_path / "here" / "paperboy.db"))
    other = Path(shutil.copy(migrated, tmp_path / "other.db"))
    async with open_storage(f"sqlite:///{path}") as store:
        await store.papers.save([build.paper(1)])
        change(path, other)
        for work in (store.papers.save([build.paper(2)]), store.editions.totals()):
            with pytest.raises(StoreUnavailable) as raised:
                await work
            assert raised.value.trouble is StoreTrouble.GONE

    assert [*tmp_path.glob("here/*.db")] == ([path] if change is replace else [])


async def test_a_file_that_comes_back_is_written_again(path):
    async with open_storage(f"sqlite:///{path}") as store:
        away = path.rename(path.with_name("away.db"))
        with pytest.raises(StoreUnavailable):
            await store.papers.save([build.paper(1)])
        away.rename(path)
        await store.papers.save([build.paper(2)])

        assert await store.papers.get(build.paper(2).id)


def fill(disk: Path, *, spare: int = 0) -> Path:
    """Fill the disk, but for so many bytes."""
    ballast = disk / "ballast"
    room = os.statvfs(disk)
    ballast.write_bytes(bytes(room.f_bavail * room.f_frsize - spare))
    return ballast


async def test_a_disk_that_fills_up_is_told_and_works_again_once_there_is_room(disk):
    async with open_storage(f"sqlite:///{disk}/paperboy.db") as store:
        await store.papers.save([build.paper(1)])
        ballast = fill(disk)
        noise = secrets.token_hex(1_000_000)  # what cannot be packed small
        text = build.document(1, abstract=noise)
        with pytest.raises(StoreUnavailable) as raised:
            await store.documents.save(text, build.NOON)
        assert raised.value.trouble is StoreTrouble.FULL
        assert (await store.editions.totals()).papers == 1

        ballast.unlink()
        await store.papers.save([build.paper(2)])
        assert (await store.editions.totals()).papers == 2


@pytest.mark.parametrize("spare", [0, 4096, 40960])
async def test_a_store_on_a_full_disk_is_read_and_not_written(disk, spare):
    path = disk / "paperboy.db"
    async with open_storage(f"sqlite:///{path}") as store:
        await store.papers.save([build.paper(1)])
    fill(disk, spare=spare)

    async with open_storage(f"sqlite:///{path}", reading=True) as store:
        assert (await store.editions.totals()).papers == 1
    if not spare:
        assert (await opened(path)).trouble is StoreTrouble.FULL


def prepared(path: Path) -> StoreTrouble | None:
    """What is in the way of bringing the store to today's schema."""
    try:
        migrate.prepare(path, 0.0)
    except StoreUnavailable as error:
        return error.trouble
    return None


@pytest.mark.parametrize("spare", range(0, 300_000, 30_000))
async def test_a_store_made_or_upgraded_on_a_disk_without_room(disk, tmp_path, spare):
    for path in (disk / "new.db", Path(shutil.move(old_store(tmp_path), disk / "old.db"))):
        size = path.stat().st_size if path.exists() else 0
        ballast = fill(disk, spare=spare)
        trouble = prepared(path)
        assert trouble in (None, StoreTrouble.FULL)
        assert trouble or spare > size
        assert not list(disk.glob("*.partial*"))
        ballast.unlink()
        assert prepared(path) is None
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for file in disk.iterdir():
            file.unlink()


@pytest.mark.parametrize("suffix", ["-wal", "-journal"])
async def test_a_folder_that_has_the_name_of_its_log(path, suffix):
    log = path.with_name(path.name + suffix)
    log.mkdir()
    error = await opened(path)

    assert error.trouble is StoreTrouble.BESIDE
    assert error.for_operator()["reason"] == str(log)
