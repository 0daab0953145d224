"""The power is cut, or the disk is full, at any moment at which a store is made or brought to
today's schema."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from contextlib import closing

import pytest

from storage.engine import migrate
from tests.power.disk import Disk, records, write
from tests.storage.old import old_store

CUTS = 25
NEWEST = migrate.revisions(migrate.MIGRATIONS)[-1]


@pytest.fixture
def old(machine, tmp_path):
    """A store of the first Paperboy on the machine's disk."""
    return old_store(tmp_path).rename(machine.database)


def ask(path, query):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def revision(path):
    """The store's revision; None when there is none yet."""
    known = path.exists() and ask(
        path, "SELECT name FROM sqlite_master WHERE name = 'alembic_version'"
    )
    return ask(path, "SELECT version_num FROM alembic_version")[0][0] if known else None


def assert_whole(path):
    """What the first Paperboy had written is there."""
    assert ask(path, "PRAGMA integrity_check") == [("ok",)]
    assert ask(path, "SELECT title FROM papers") == [("A",)]
    assert len(ask(path, "SELECT * FROM chats")) == 2


def after_cuts(machine, tmp_path):
    """Let the store be prepared, and tell what cuts at various moments of that leave: stores, each
    in a folder."""
    before = shutil.copytree(machine.folder, tmp_path / "before")
    machine.ended(machine.start("upgrade", str(machine.database), str(tmp_path / "said")))
    assert not (tmp_path / "said").exists()
    count, dice = sum(1 for _ in records(machine.log)), random.Random(3)
    assert count > 2 * CUTS, "nothing was recorded"
    for number, moment in enumerate([*dice.sample(range(count), CUTS), count]):
        disk = Disk(machine.folder, before).replay(machine.log, moment)
        folder = tmp_path / f"cut{number}"
        write(disk.survivors(dice), folder)
        yield folder / machine.database.name


def test_what_was_put_in_place_stays_there(machine):
    (machine.folder / "copy").write_text("old")
    machine.ended(
        machine.start("replace", str(machine.folder / "partial"), str(machine.folder / "copy"))
    )
    machine.restart(Disk.bare)

    assert {file.name: file.read_text() for file in machine.folder.iterdir()} == {"copy": "new"}


def test_a_store_cut_while_it_is_made_is_made_at_the_next_start(machine, tmp_path):
    found = set()
    for path in after_cuts(machine, tmp_path):
        found.add(revision(path))
        migrate.prepare(path, 5.0)
        assert revision(path) == NEWEST

    assert found == {None, NEWEST}


@pytest.mark.usefixtures("old")
def test_a_store_cut_while_it_is_upgraded_loses_nothing(machine, tmp_path):
    found = set()
    for path in after_cuts(machine, tmp_path):
        copy = path.with_name("paperboy.db.backup-0001")
        found.add(revision(path))
        assert_whole(path)
        if copy.exists() or revision(path) == NEWEST:
            assert_whole(copy)
            assert revision(copy) == "0001"
        migrate.prepare(path, 5.0)
        assert_whole(path)
        assert revision(path) == NEWEST
        assert not list(path.parent.glob("*.partial*"))

    assert found == {"0001", NEWEST}


@pytest.mark.usefixtures("old")
def test_a_full_disk_leaves_the_old_store_and_is_named(machine, tmp_path):
    said, done = tmp_path / "said", 0
    before = shutil.copytree(machine.folder, tmp_path / "before")
    for room in range(0, 600_000, 60_000):
        shutil.rmtree(machine.folder)
        shutil.copytree(before, machine.folder)
        machine.ended(machine.start("upgrade", str(machine.database), str(said), room=room))
        if not said.exists():
            assert revision(machine.database) == NEWEST
            done += 1
            continue
        assert [json.loads(line) for line in said.read_text().splitlines()] == ["full"]
        said.unlink()
        assert revision(machine.database) == "0001"
        assert_whole(machine.database)
        assert not list(machine.folder.glob("*.partial*"))

    assert 0 < done < 10
    migrate.prepare(machine.database, 5.0)
    assert_whole(machine.database)
