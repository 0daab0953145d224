"""A move that cannot be is refused in one sentence, and leaves everything as it was."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import tempfile
from contextlib import closing

import pytest
from sqlalchemy import text

from core.errors import (
    MoveRefused,
    MoveTrouble,
    OperatorError,
    StoreClaimed,
    StoreEmpty,
    StoreNewer,
    StoreTrouble,
    StoreUnavailable,
)
from storage import open_storage
from storage.engine import claims
from storage.engine.postgres import ends
from storage.moves import move_store
from tests.storage.engine.rights import somebody_else
from tests.storage.moved import (
    AT_ONCE,
    FILE,
    SERVER,
    change,
    connected,
    cut_off,
    execute,
    hear,
    is_half,
    move,
    path_of,
    plan,
    put_one,
    told,
)
from tests.storage.old import old_store

PASSWORD = "s3cret-of-ada"


def refused(source: str, target: str) -> OperatorError:
    """Why neither a plan nor a move is to be had."""
    with pytest.raises(OperatorError) as planned:
        plan(source, target, AT_ONCE)
    with pytest.raises(OperatorError) as moved:
        move(source, target, AT_ONCE)
    assert str(planned.value) == str(moved.value)
    return moved.value


def trouble(error: OperatorError) -> MoveTrouble | StoreTrouble:
    assert isinstance(error, MoveRefused | StoreUnavailable)
    return error.trouble


@pytest.mark.parametrize("kind", [FILE, SERVER])
async def test_a_store_is_not_moved_onto_itself(place, tmp_path, kind):
    source = place(kind)
    await put_one(source)
    if kind == FILE:
        (tmp_path / "link.db").symlink_to(path_of(source))
        again = f"sqlite:///{tmp_path / 'link.db'}"
    else:
        again = source.replace("?", "?application_name=other&")
    assert again != source
    assert trouble(refused(source, again)) is MoveTrouble.SAME
    assert trouble(refused(source, source)) is MoveTrouble.SAME


@pytest.mark.parametrize("suffix", ["-wal", "-shm", "-journal", "-claim"])
async def test_a_name_that_the_store_uses_itself_is_no_place(place, suffix):
    source = place(FILE)
    await put_one(source)

    assert trouble(refused(source, source + suffix)) is MoveTrouble.ADDRESS


@pytest.mark.parametrize("kind", [FILE, SERVER])
async def test_nothing_is_written_over(place, kind):
    source, target = place(FILE), place(kind)
    await put_one(source)
    await put_one(target, 2)
    before = await told(target)
    error = refused(source, target)

    assert trouble(error) is MoveTrouble.OCCUPIED
    assert await told(target) == before


@pytest.mark.parametrize("kind", [FILE, SERVER])
async def test_the_half_of_a_store_is_no_store(place, kind):
    source, other, half, beyond = place(FILE), place(FILE), place(kind), place(FILE)
    await put_one(source)
    await put_one(other, 2)
    cut_off(source, half, "papers")

    assert await is_half(half)
    assert trouble(refused(half, beyond)) is StoreTrouble.UNFINISHED
    assert trouble(refused(other, half)) is MoveTrouble.ANOTHER
    assert plan(source, half).begun
    move(source, half)
    assert not await is_half(half)
    assert await told(half) == await told(source)
    assert trouble(refused(source, half)) is MoveTrouble.OCCUPIED


@pytest.mark.parametrize("kind", [FILE, SERVER])
async def test_a_store_that_is_used_is_not_moved(place, kind):
    source, target = place(kind), place(FILE)
    await put_one(source)
    async with open_storage(source, working=True) as store:
        await store.papers.count()
        with pytest.raises((MoveRefused, StoreClaimed)) as raised:
            await asyncio.to_thread(move, source, target, AT_ONCE)
        assert plan(source, target).rows["papers"] == 1
    move(source, target)

    assert isinstance(raised.value, StoreClaimed) == (kind == FILE)
    assert await told(target) == await told(source)


@pytest.mark.server
async def test_a_move_waits_a_moment_for_one_that_was_killed(place):
    source, target = place(SERVER), place(FILE)
    await put_one(source)
    with connected(source) as killed:
        killed.execute(ends.LOCKED, {"lock": ends.LOCK})
        with pytest.raises(MoveRefused) as raised:
            await asyncio.to_thread(move, source, target, AT_ONCE)
        async with asyncio.TaskGroup() as group:
            moving = asyncio.to_thread(move_store, source, target, hear, patience=60.0)
            moved = group.create_task(moving)
            await asyncio.sleep(0.3)
            assert not moved.done()
            killed.execute(text("SELECT pg_advisory_unlock_all()"))

    assert trouble(raised.value) is MoveTrouble.IN_USE
    assert await told(target) == await told(source)


async def test_another_users_store_is_moved_unless_it_is_used():
    with tempfile.TemporaryDirectory() as theirs, tempfile.TemporaryDirectory() as ours:
        os.chmod(theirs, 0o755)
        os.chmod(ours, 0o777)
        source, target = f"sqlite:///{theirs}/theirs.db", f"sqlite:///{ours}/ours.db"
        await put_one(source)
        os.chmod(path_of(source), 0o640)
        before = await told(source)
        with claims.claimed(path_of(source)), somebody_else(), pytest.raises(StoreClaimed):
            move(source, target, AT_ONCE)
        with somebody_else():
            move(source, target)

        assert await told(target) == before
        assert await told(source) == before


@pytest.mark.parametrize("kind", [FILE, SERVER])
async def test_nothing_is_moved_to_where_somebody_works(place, kind):
    source, target = place(FILE), place(kind)
    await put_one(source)
    async with open_storage(target, working=True) as store:
        await store.papers.count()
        with pytest.raises((MoveRefused, StoreClaimed)):
            await asyncio.to_thread(move, source, target, AT_ONCE)
    move(source, target)

    assert await told(target) == await told(source)


def test_where_nothing_is_nothing_can_be_moved(place, tmp_path):
    assert isinstance(refused(place(FILE), place(FILE)), StoreEmpty)
    (tmp_path / "empty.db").touch()
    assert isinstance(refused(f"sqlite:///{tmp_path / 'empty.db'}", place(FILE)), StoreEmpty)
    assert isinstance(refused(place(SERVER), place(FILE)), StoreEmpty)


async def test_stores_of_other_versions_are_refused_and_stay(place, tmp_path):
    old = f"sqlite:///{old_store(tmp_path)}"
    before = path_of(old).read_bytes()
    newer, new = place(FILE), place(FILE)
    for url in (newer, new):
        await put_one(url)
    change(newer, "UPDATE alembic_version SET version_num = ?", "9000")

    assert trouble(refused(old, place(FILE))) is MoveTrouble.OLDER
    assert path_of(old).read_bytes() == before
    assert isinstance(refused(newer, place(FILE)), StoreNewer)
    assert isinstance(refused(new, newer), StoreNewer)
    assert trouble(refused(new, old)) is MoveTrouble.OCCUPIED
    assert path_of(old).read_bytes() == before


async def test_other_programs_databases_stay_theirs(place, tmp_path):
    source, theirs = place(FILE), tmp_path / "theirs.db"
    await put_one(source)
    with closing(sqlite3.connect(theirs)) as connection:
        connection.execute("CREATE TABLE notes (name)")
    on_server = place(SERVER)
    execute(on_server, "CREATE TABLE notes (name text)")

    assert trouble(refused(source, f"sqlite:///{theirs}")) is StoreTrouble.FOREIGN
    assert trouble(refused(f"sqlite:///{theirs}", source)) is StoreTrouble.FOREIGN
    assert trouble(refused(source, on_server)) is StoreTrouble.OCCUPIED


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"postgresql://ada:{PASSWORD}@127.0.0.1:9/papers", StoreTrouble.UNREACHABLE),
        (f"postgresql://ada:{PASSWORD}@127.0.0.1:9", MoveTrouble.ADDRESS),
        (f"mysql://ada:{PASSWORD}@127.0.0.1/papers", MoveTrouble.ADDRESS),
        (f"postgresql//ada:{PASSWORD}@127.0.0.1/papers", MoveTrouble.ADDRESS),
        ("sqlite:///", MoveTrouble.ADDRESS),
        ("sqlite:////no/such/folder/paperboy.db", StoreTrouble.MISSING),
        ("paperboy.db", MoveTrouble.ADDRESS),
        ("", MoveTrouble.ADDRESS),
        ("sqlite:////", StoreTrouble.FOREIGN),
    ],
)
async def test_what_cannot_be_reached_is_said_without_its_password(place, url, expected):
    source = place(FILE)
    await put_one(source)
    error = refused(source, url)

    assert trouble(error) is expected
    assert PASSWORD not in str(error)
    assert PASSWORD not in str(error.for_operator())
