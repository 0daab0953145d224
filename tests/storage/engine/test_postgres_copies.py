"""Copies of a store on a server: made while it is in use, put back, and what is refused."""

from __future__ import annotations

import asyncio
import resource
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, NullPool, create_engine, text

from core.errors import (
    BackupExists,
    BackupUnsound,
    StoreClaimed,
    StoreEmpty,
    StoreInPlace,
    StoreNewer,
    StoreTrouble,
    StoreUnavailable,
)
from storage import Storage, open_storage
from storage.copies import backup_store, restore_store
from storage.engine.postgres import copies
from tests.processes import forks
from tests.storage import build
from tests.storage.engine.cluster import PASSWORD, connected, execute, url_of

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(shutil.which("pg_dump") is None, reason="pg_dump is not installed"),
]
NAME = "paperboy-2026-02-05T083000Z.db"


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


async def written(storage: Storage) -> None:
    """Write until cancelled."""
    number = 10
    while True:
        await storage.papers.save([build.paper(number)])
        number += 1


async def test_a_copy_made_under_load_is_put_back_elsewhere(
    database: URL, other_database: URL, tmp_path: Path
) -> None:
    async with open_storage(url_of(database)) as storage:
        await storage.editions.save(build.edition(build.entry(1), build.entry(2)))
        await storage.readings.save_summary(build.summary(1, text="用强化学习训练"))
        writing = asyncio.create_task(written(storage))  # noqa: TID251 (a load, ended below)
        try:
            copied = await asyncio.to_thread(backup_store, url_of(database), tmp_path, name=NAME)
        finally:
            writing.cancel()

    assert copied.file == tmp_path / "paperboy-2026-02-05T083000Z.dump"
    assert copied.file.stat().st_mode & 0o777 == 0o600
    assert names(tmp_path) == [copied.file.name]
    restored = restore_store(url_of(other_database), copied.file)
    assert restored.rows == copied.rows
    async with open_storage(url_of(other_database)) as storage:
        assert await storage.papers.count() == copied.rows["papers"]
        assert await storage.editions.get(build.LIST) is not None
        assert [hit.paper.id for hit in await storage.search.find("强化")] == [build.paper(1).id]
        await storage.papers.save([build.paper(9999)])


async def test_a_store_that_is_there_stays_or_is_put_aside(database: URL, tmp_path: Path) -> None:
    url = url_of(database)
    async with open_storage(url) as storage:
        await storage.papers.save([build.paper(1)])
    copied = backup_store(url, tmp_path / "copy", name=NAME)
    async with open_storage(url) as storage:
        await storage.papers.save([build.paper(2)])
        with pytest.raises(StoreClaimed):
            restore_store(url, copied.file, aside="x.replaced-2026")
    with pytest.raises(StoreInPlace):
        restore_store(url, copied.file)
    with pytest.raises(BackupExists):
        backup_store(url, copied.file, name=NAME)

    restore_store(url, copied.file, aside="paperboy.replaced-2026-02-05T083000Z")

    async with open_storage(url) as storage:
        assert await storage.papers.count() == 1
    beside = database.update_query_dict({"options": "-c search_path=replaced_2026_02_05t083000z"})
    async with open_storage(url_of(beside)) as storage:
        assert await storage.papers.count() == 2


async def test_what_cannot_be_put_back_leaves_the_store_as_it_was(
    database: URL, other_database: URL, tmp_path: Path
) -> None:
    url = url_of(database)
    with pytest.raises(StoreEmpty):
        backup_store(url, tmp_path / "copy", name=NAME)
    async with open_storage(url) as storage:
        await storage.papers.save([build.paper(1)])
    whole = backup_store(url, tmp_path / "copy", name=NAME).file
    half, none = tmp_path / "half", tmp_path / "none"
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size * 3 // 4])
    none.write_text("no dump")
    for unsound in (half, none, tmp_path / "absent"):
        with pytest.raises(BackupUnsound):
            restore_store(url, unsound, aside="x.replaced-1")
    execute(database, "UPDATE alembic_version SET version_num = '9999'")
    newer = backup_store(url, tmp_path / "newer", name=NAME).file
    with pytest.raises(StoreNewer):
        restore_store(url_of(other_database), newer)

    # Another schema of that name: the restore does not begin.
    execute(database, "UPDATE alembic_version SET version_num = '0001'", "CREATE SCHEMA replaced_2")
    with pytest.raises(BackupExists):
        restore_store(url, whole, aside="x.replaced-2")
    assert names(tmp_path) == ["copy", "half", "newer", "none"]
    with connected(database) as connection:
        assert connection.scalar(text("SELECT count(*) FROM papers")) == 1


@pytest.mark.parametrize("there", [True, False])
async def test_the_half_that_a_killed_restore_leaves_is_no_store(
    database: URL, other_database: URL, tmp_path: Path, there: bool
) -> None:
    async with open_storage(url_of(database)) as storage:
        await storage.papers.save([build.paper(1)])
    copied = backup_store(url_of(database), tmp_path / "copy", name=NAME)
    url = url_of(database if there else other_database)
    program = run_instead(tmp_path, "kill -9 $PPID; exit 1")
    process = forks().Process(target=restore_by, args=(program, url, copied.file))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL

    for reading in (True, False):
        with pytest.raises(StoreUnavailable) as raised:
            async with open_storage(url, reading=reading):
                pass
        assert raised.value.trouble is StoreTrouble.UNFINISHED
    restore_store(url, copied.file)
    async with open_storage(url) as storage:
        assert await storage.papers.count() == 1


def restore_by(program: str, url: str, file: Path) -> None:
    copies.RESTORE = program
    restore_store(url, file, aside="x.replaced-9")


def run_instead(folder: Path, command: str) -> str:
    """A program that reads as pg_restore does, and restores nothing but does that instead."""
    program = folder / "pg_restore"
    program.write_text(
        f'#!/bin/sh\ncase "$*" in *--single-transaction*) {command} ;; esac\n'
        f'exec {shutil.which("pg_restore")} "$@"\n'
    )
    program.chmod(0o700)
    return str(program)


async def test_a_restore_that_breaks_off_puts_back_what_was_there(
    database: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = url_of(database)
    async with open_storage(url) as storage:
        await storage.papers.save([build.paper(1)])
    copied = backup_store(url, tmp_path / "copy", name=NAME)
    async with open_storage(url) as storage:
        await storage.papers.save([build.paper(2)])
    monkeypatch.setattr(copies, "RESTORE", run_instead(tmp_path, "exit 0"))
    with pytest.raises(StoreUnavailable) as raised:
        restore_store(url, copied.file, aside="x.replaced-3")

    assert raised.value.trouble is StoreTrouble.DAMAGED
    async with open_storage(url) as storage:
        assert await storage.papers.count() == 2


async def test_without_its_programs_no_copy_is_made(
    database: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "DUMP", "pg_dump_that_is_not_there")

    with pytest.raises(StoreUnavailable) as raised:
        backup_store(url_of(database), tmp_path / "copy", name=NAME)

    assert raised.value.trouble is StoreTrouble.PROGRAMS
    assert PASSWORD not in str(raised.value)


async def test_who_has_just_ended_does_not_keep_a_copy_from_its_place(
    database: URL, tmp_path: Path
) -> None:
    url = url_of(database)
    async with open_storage(url) as storage:
        await storage.papers.save([build.paper(1)])
    copied = backup_store(url, tmp_path / "copy", name=NAME)
    named = database.update_query_dict({"application_name": "paperboy"})
    ending = create_engine(named, poolclass=NullPool)
    async with asyncio.TaskGroup() as group:
        with ending.connect():
            restoring = asyncio.to_thread(restore_store, url, copied.file, aside="old")
            putting = group.create_task(restoring)
            await asyncio.sleep(0.3)
            assert not putting.done()

    async with open_storage(url) as storage:
        assert await storage.papers.count() == 1


@pytest.fixture(params=["no folder", "no room"])
def nothing_temporary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[None]:
    """No temporary file can be written, or none of more than a kilobyte."""
    if request.param == "no folder":
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "not there"))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("nothing_temporary")
async def test_without_room_for_temporary_files_that_is_said(database: URL, tmp_path: Path) -> None:
    async with open_storage(url_of(database)) as storage:
        await storage.papers.save([build.paper(1)])
    (tmp_path / "kept").write_text("a backup")

    with pytest.raises(StoreUnavailable) as of_backup:
        backup_store(url_of(database), tmp_path / "new", name=NAME)
    with pytest.raises(StoreUnavailable) as of_restore:
        restore_store(url_of(database), tmp_path / "kept")

    troubles = {of_backup.value.trouble, of_restore.value.trouble}
    assert troubles == {StoreTrouble.TEMPORARY}
    assert names(tmp_path) == ["kept"]
