"""Who may read the store's files, stores that may only be read, and disks that are full."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from core.errors import StoreNewer, StoreTrouble, StoreUnavailable
from storage import open_storage
from storage.engine import files, migrate
from tests.storage import build
from tests.storage.engine.rights import execute, forbid, somebody_else

PAPER = (
    "INSERT INTO papers (id, title, abstract, authors, ai_keywords) VALUES (1, '', '', '[]', '[]')"
)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def backup_of(path: Path) -> Path:
    (copy,) = path.parent.glob(f"{path.name}.backup-*")
    return copy


@pytest.fixture
def careless() -> Iterator[None]:
    """A system where everybody may read and write what is made, unless told otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("careless")
async def test_all_files_are_their_owners_alone(tmp_path: Path, to_come: Path) -> None:
    path = tmp_path / "paperboy.db"
    async with open_storage(f"sqlite:///{path}") as store:
        await store.papers.save([build.paper()])
        assert [mode(Path(f"{path}{suffix}")) for suffix in ("", "-wal", "-shm")] == [0o600] * 3
    migrate.prepare(path, 5.0, to_come)

    assert [mode(path), mode(backup_of(path))] == [0o600] * 2


@pytest.mark.parametrize(
    ("found", "left"), [(0o644, 0o600), (0o666, 0o600), (0o640, 0o640), (0o660, 0o660)]
)
async def test_what_everybody_could_read_is_tightened(
    path: Path, capsys: pytest.CaptureFixture[str], found: int, left: int
) -> None:
    copy = Path(shutil.copy(path, path.with_name("paperboy.db.backup-0001")))
    other = Path(shutil.copy(path, path.with_name("paperboy.dbx")))
    for file in (path, copy, other):
        os.chmod(file, found)

    async with open_storage(f"sqlite:///{path}") as store:
        await store.papers.save([build.paper()])
        assert mode(path.with_name("paperboy.db-wal")) == left
    assert (mode(path), mode(copy), mode(other)) == (left, left, found)
    assert ("others could read" in capsys.readouterr().out) == (found != left)


async def test_a_link_to_the_store_keeps_its_target_private(tmp_path: Path, to_come: Path) -> None:
    link = tmp_path / "link.db"
    (tmp_path / "disk").mkdir()
    link.symlink_to(tmp_path / "disk" / "real.db")
    async with open_storage(f"sqlite:///{link}") as store:
        await store.papers.save([build.paper()])

    assert mode(tmp_path / "disk" / "real.db") == 0o600
    migrate.prepare(link, 5.0, to_come)
    assert mode(backup_of(link)) == 0o600


def test_a_finished_file_takes_the_others_place(tmp_path: Path) -> None:
    for name in ("new", "old"):
        (tmp_path / name).write_text(name)
    files.put_in_place(tmp_path / "new", tmp_path / "old")

    assert [file.name for file in tmp_path.iterdir()] == ["old"]
    assert (tmp_path / "old").read_text() == "new"


@pytest.fixture
def place(migrated: Path) -> Iterator[Path]:
    """A store with one paper in a folder that everybody may enter."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(migrated, Path(folder) / "paperboy.db"))
        execute(path, PAPER)
        os.chmod(folder, 0o755)
        os.chmod(path, 0o644)
        yield path
        os.chmod(folder, 0o755)


async def papers(path: Path) -> int:
    async with open_storage(f"sqlite:///{path}", patience=0.0, reading=True) as store:
        assert store.read_only
        return (await store.editions.totals()).papers


@pytest.mark.parametrize("what", ["file", "folder", "both"])
async def test_a_store_that_may_only_be_read_is_read(place: Path, what: str) -> None:
    forbid(place, what)
    with somebody_else():
        before = sorted(place.parent.iterdir())

        assert await papers(place) == 1
        assert sorted(place.parent.iterdir()) == before


@contextmanager
def running(path: Path) -> Iterator[None]:
    """Another Paperboy runs on the store, and has written to its log what is not in its file."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute(PAPER.replace("1", "2"))
        connection.commit()
        yield


async def test_a_store_that_another_user_runs_is_read_with_its_last_changes(place: Path) -> None:
    with running(place):
        forbid(place, "both")
        with somebody_else():
            assert await papers(place) == 2


async def test_a_log_that_cannot_be_read_without_writing_is_named(place: Path) -> None:
    with running(place), tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / place.name
        for suffix in ("", "-wal"):
            shutil.copy(f"{place}{suffix}", folder)
        os.chmod(folder, 0o555)
        with somebody_else(), pytest.raises(StoreUnavailable) as raised:
            await papers(copy)
        os.chmod(folder, 0o755)

    assert raised.value.trouble is StoreTrouble.UNCLOSED


async def test_an_old_store_that_may_only_be_read_is_not_brought_up_to_date(place: Path) -> None:
    execute(place, "UPDATE alembic_version SET version_num = '0001'")
    forbid(place, "both")
    with somebody_else(), pytest.raises(StoreUnavailable) as raised:
        await papers(place)

    assert raised.value.trouble is StoreTrouble.OUTDATED


async def test_a_newer_store_that_may_only_be_read_is_refused_as_newer(
    place: Path, to_come: Path
) -> None:
    migrate.prepare(place, 5.0, to_come)
    forbid(place, "both")
    os.chmod(place.parent, 0o555)
    with somebody_else(), pytest.raises(StoreNewer):
        migrate.check(place, 0.0)


@pytest.mark.parametrize("what", ["file", "folder", "both"])
async def test_who_wants_to_write_is_told_that_it_may_only_be_read(place: Path, what: str) -> None:
    forbid(place, what)
    with somebody_else(), pytest.raises(StoreUnavailable) as raised:
        async with open_storage(f"sqlite:///{place}", patience=0.0) as store:
            await store.papers.save([build.paper()])

    assert raised.value.trouble is StoreTrouble.READ_ONLY


async def test_a_store_nobody_may_open_is_named_so(place: Path) -> None:
    os.chmod(place, 0o000)
    with somebody_else(), pytest.raises(StoreUnavailable) as raised:
        async with open_storage(f"sqlite:///{place}", patience=0.0):
            pass

    assert raised.value.trouble is StoreTrouble.DENIED


async def test_a_store_cannot_be_made_where_nothing_may_be_written(place: Path) -> None:
    os.chmod(place.parent, 0o555)
    with somebody_else(), pytest.raises(StoreUnavailable) as raised:
        async with open_storage(f"sqlite:///{place.parent}/new.db", patience=0.0):
            pass

    assert raised.value.trouble is StoreTrouble.DENIED


async def test_writing_to_a_store_opened_for_reading_is_refused(place: Path) -> None:
    forbid(place, "both")
    with somebody_else():
        async with open_storage(f"sqlite:///{place}", reading=True) as store:
            with pytest.raises(StoreUnavailable) as raised:
                await store.papers.save([build.paper()])

    assert raised.value.trouble is StoreTrouble.READ_ONLY
