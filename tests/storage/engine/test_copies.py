"""Copies of a store in use: of one moment, whole or not there, and put back without losing what
stood in their place."""

from __future__ import annotations

import asyncio
import shutil
import signal
import sqlite3
import stat
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest

from core.chats import ChatKey, ChatSettings
from core.errors import (
    BackupExists,
    BackupUnsound,
    BackupUnwritable,
    StoreClaimed,
    StoreEmpty,
    StoreInPlace,
    StoreNewer,
    StoreTrouble,
    StoreUnavailable,
)
from storage import open_storage
from storage.copies import backup_store, restore_store
from storage.engine import claims, halves, migrate
from tests.chats import put_subscribed
from tests.storage import build
from tests.storage.old import old_store, store_before_keys

NAME = "moment.db"
ASIDE = "paperboy.db.replaced"


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def dump(path: Path) -> list[str]:
    """Everything a store holds, as statements."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def damage(path: Path) -> None:
    """Write over the pages behind the first few."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        for page in range(5, size // 4096):
            file.seek(page * 4096 + 8)
            file.write(b"\xa5" * 3000)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "paperboy.db"


async def owe_one_more(store, number):
    """Subscribe a chat, and owe it a list: what one transaction keeps together, in two."""
    key = ChatKey("telegram", str(number))
    await put_subscribed(store, key, ChatSettings(), build.NOON, {}, build.NOON)
    await store.deliveries.owe([build.delivery(key)], [], build.NOON)


async def filled(path: Path, debts: int = 3) -> None:
    """A store with an imported day, a paper found by its words, and what is owed."""
    async with open_storage(url(path)) as store:
        await store.archives.save_digest(build.digest(), build.NOON)
        await store.papers.save([build.paper(9, title="Needles in haystacks")])
        for number in range(debts):
            await owe_one_more(store, number)


async def told(path: Path) -> tuple[object, ...]:
    """What somebody would notice: the export, the debts, what is found."""
    async with open_storage(url(path)) as store:
        digest = await store.archives.digest(build.DAY, "zh")
        return (
            digest,
            await store.deliveries.owed("telegram", 10_000),
            await store.deliveries.counts(),
            await store.search.find("needles"),
        )


async def test_a_copy_restored_elsewhere_tells_the_same(path, tmp_path):
    await filled(path)
    copied = backup_store(url(path), tmp_path / "copy.db", name=NAME)
    elsewhere = tmp_path / "elsewhere" / "paperboy.db"
    elsewhere.parent.mkdir()
    put_back = restore_store(url(elsewhere), copied.file)

    assert dump(elsewhere) == dump(path)
    assert await told(elsewhere) == await told(path)
    assert (copied.revision, copied.rows["deliveries"]) == (
        migrate.revisions(migrate.MIGRATIONS)[-1],
        3,
    )
    assert (put_back.revision, put_back.rows) == (copied.revision, copied.rows)
    names = sorted(file.name for file in tmp_path.rglob("*") if file.is_file())
    assert names == ["copy.db", "paperboy.db", "paperboy.db", "paperboy.db-claim"]
    assert stat.S_IMODE(copied.file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "name",
    [
        "50%41",
        "what?",
        "a?b=c",
        "#1",
        "$HOME",
        '"q"',
        "it's",
        "a b ",
        "new\nline",
        "中文.",
        "\udcff",
    ],
)
async def test_a_folder_may_have_any_name(tmp_path, name):
    folder = tmp_path / name
    folder.mkdir()
    there = folder / "paperboy.db"
    await filled(there)
    copied = backup_store(url(there), folder, name=NAME)
    assert copied.file == folder / NAME
    restore_store(url(there), copied.file, aside=ASIDE)

    assert [each.name for each in tmp_path.iterdir()] == [name]
    assert dump(there) == dump(folder / ASIDE)


async def test_under_load_each_copy_is_of_one_moment(path, tmp_path):
    await filled(path, debts=0)
    ended = asyncio.Event()

    async def write(store):
        number = 0
        while not ended.is_set():
            await owe_one_more(store, number)
            number += 1

    counts = []
    async with open_storage(url(path), working=True) as store:
        async with asyncio.TaskGroup() as group:
            group.create_task(write(store))
            for number in range(8):
                place = tmp_path / f"{number}.db"
                copied = await asyncio.to_thread(backup_store, url(path), place, name=NAME)
                counts.append(copied.rows["deliveries"])
            ended.set()
        last = backup_store(url(path), tmp_path / "last.db", name=NAME)

    assert counts == sorted(counts)
    assert counts[-1] > counts[0]
    for number, count in enumerate(counts):
        owed = rows(tmp_path / f"{number}.db", "SELECT chat_id + 0 FROM deliveries ORDER BY 1")
        known = rows(tmp_path / f"{number}.db", "SELECT chat_id + 0 FROM chats ORDER BY 1")
        assert owed == [(each,) for each in range(count)]
        assert known in (owed, [*owed, (count,)])
    elsewhere = tmp_path / "elsewhere.db"
    restore_store(url(elsewhere), last.file)
    assert await told(elsewhere) == await told(path)


async def test_a_folder_gets_a_file_of_that_name(path, tmp_path):
    await filled(path)
    folder = tmp_path / "backups"
    folder.mkdir()
    copied = backup_store(url(path), folder, name=NAME)

    assert copied.file == folder / NAME


@pytest.mark.parametrize("there", ["notes", "copy", "store"])
async def test_what_is_there_is_never_written_over(path, tmp_path, there):
    await filled(path)
    file = {"notes": tmp_path / "notes.txt", "copy": tmp_path / "copy.db", "store": path}[there]
    if there == "notes":
        file.write_text("mine")
    elif there == "copy":
        backup_store(url(path), file, name=NAME)
    before = file.read_bytes()

    with pytest.raises(BackupExists):
        backup_store(url(path), file, name=NAME)
    assert file.read_bytes() == before


@pytest.mark.parametrize("name", ["paperboy.db-wal", "paperboy.db-shm", "paperboy.db-claim"])
async def test_no_copy_takes_a_name_that_the_store_uses_itself(path, tmp_path, name):
    await filled(path)
    (tmp_path / name).unlink(missing_ok=True)
    before = dump(path)
    with pytest.raises(BackupUnwritable):
        backup_store(url(path), tmp_path / name, name=NAME)
    with pytest.raises(StoreUnavailable):
        restore_store(url(tmp_path / name), path)

    assert dump(path) == before
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("kind", ["no folder", "a file for a folder", "too long", "read only"])
async def test_where_no_copy_can_be_written_is_said_of_the_copy(path, tmp_path, kind):
    await filled(path)
    file = {
        "no folder": tmp_path / "none" / "copy.db",
        "a file for a folder": path / "copy.db",
        "too long": tmp_path / ("n" * 300),
        "read only": Path("/proc/self/copy.db"),
    }[kind]
    with pytest.raises(BackupUnwritable) as found:
        backup_store(url(path), file, name=NAME)

    assert found.value.for_operator()["file"] == str(file)


async def test_a_disk_without_room_for_a_copy_is_said_of_the_copy(path, disk):
    await filled(path)
    (disk / "ballast").write_bytes(bytes(900_000))
    with pytest.raises(BackupUnwritable):
        backup_store(url(path), disk / "copy.db", name=NAME)

    assert [file.name for file in disk.iterdir()] == ["ballast"]


async def test_a_link_is_not_written_over_even_when_it_leads_nowhere(path, tmp_path):
    await filled(path)
    (tmp_path / "link.db").symlink_to("nowhere.db")
    with pytest.raises(BackupExists):
        backup_store(url(path), tmp_path / "link.db", name=NAME)


@pytest.mark.parametrize("make", [lambda path: None, Path.touch])
async def test_without_a_store_there_is_nothing_to_copy(path, tmp_path, make):
    make(path)
    with pytest.raises(StoreEmpty):
        backup_store(url(path), tmp_path / "copy.db", name=NAME)
    assert not (tmp_path / "copy.db").exists()
    assert not path.exists() or path.stat().st_size == 0


async def test_a_damaged_store_leaves_no_copy_behind(path, tmp_path):
    await filled(path)
    damage(path)
    with pytest.raises(StoreUnavailable) as found:
        backup_store(url(path), tmp_path / "copy.db", name=NAME)

    assert found.value.trouble is StoreTrouble.DAMAGED
    assert [file.name for file in tmp_path.iterdir()] == ["paperboy.db"]


async def test_a_copy_that_a_dead_process_left_is_no_obstacle(path, tmp_path):
    await filled(path)
    for file in ("copy.db.partial", "other.db.partial"):
        (tmp_path / file).write_bytes(b"half")
    backup_store(url(path), tmp_path / "copy.db", name=NAME)
    restore_store(url(tmp_path / "other.db"), tmp_path / "copy.db")

    assert not list(tmp_path.glob("*.partial"))


async def test_what_killed_ones_left_in_a_folder_goes_with_the_next_copy(path, tmp_path):
    await filled(path)
    folder = tmp_path / "copies"
    folder.mkdir()
    others = {"mine.db.partial", "paperboy-2026.db.partial", "paperboy-1111-11-11.db"}
    for file in (
        *others,
        "paperboy-2222-22-22.db.partial",
        "paperboy-2222-22-22.db.partial-journal",
    ):
        (folder / file).write_bytes(b"half")
    with halves.written(folder / "paperboy-3333-33-33.db.partial"):
        backup_store(url(path), folder, name="paperboy-4444-44-44.db")
        there = {file.name for file in folder.iterdir()}
    assert there - others == {"paperboy-3333-33-33.db.partial", "paperboy-4444-44-44.db"}
    assert there > others


async def test_a_copy_that_another_is_writing_is_left_to_it(path, tmp_path):
    await filled(path)
    with halves.written(tmp_path / "copy.db.partial"), pytest.raises(BackupExists) as found:
        backup_store(url(path), tmp_path / "copy.db", name=NAME)
    assert found.value.for_operator() == {"file": str(tmp_path / "copy.db.partial")}


async def test_a_start_removes_what_a_killed_restore_left(path, tmp_path):
    await filled(path)
    for file in ("paperboy.db.partial", "paperboy.db.partial-journal"):
        (tmp_path / file).write_bytes(b"half")
    async with open_storage(url(path)):
        assert len(list(tmp_path.glob("*.partial*"))) == 2
    async with open_storage(url(path), working=True):
        assert not list(tmp_path.glob("*.partial*"))


@pytest.mark.parametrize("command", ["backup", "restore"])
async def test_ctrl_c_ends_it_amid_the_copy_and_changes_nothing(path, tmp_path, command):
    await filled(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bulk AS SELECT zeroblob(50000000) AS of_it")
    half, place = tmp_path / "copy.db.partial", tmp_path / "copy.db"
    if command == "restore":
        place = shutil.copy(path, place)
        half = tmp_path / "paperboy.db.partial"
    before = {file.name: file.stat().st_size for file in tmp_path.iterdir()}
    sizes = []

    def end(*_: object) -> None:
        if not sizes and half.exists() and half.stat().st_size:
            sizes.append(half.stat().st_size)
            raise KeyboardInterrupt

    copy = partial(backup_store, name=NAME)
    if command == "restore":
        copy = partial(restore_store, aside=ASIDE)
    with pytest.raises(KeyboardInterrupt), each_moment(end):
        copy(url(path), place)
    assert sizes[0] < path.stat().st_size
    after = {file.name: file.stat().st_size for file in tmp_path.iterdir()}
    after.pop("paperboy.db-claim", None)
    assert after == before


@contextmanager
def each_moment(do):
    """Meanwhile a signal comes each millisecond, for which that is done."""
    before = signal.signal(signal.SIGALRM, do)
    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


async def test_a_store_of_another_revision_is_copied_as_it_is(tmp_path):
    old = store_before_keys(tmp_path)
    before = dump(old)
    copied = backup_store(url(old), tmp_path / "copy.db", name=NAME)

    assert copied.revision == "0006"
    assert dump(old) == dump(tmp_path / "copy.db") == before


async def test_a_store_in_use_is_not_replaced(path, tmp_path):
    await filled(path)
    backup_store(url(path), tmp_path / "copy.db", name=NAME)
    with claims.claimed(path), pytest.raises(StoreClaimed):
        restore_store(url(path), tmp_path / "copy.db", aside=ASIDE)


async def test_a_store_that_is_there_stays_unless_it_is_put_aside(path, tmp_path):
    await filled(path, debts=1)
    backup_store(url(path), tmp_path / "copy.db", name=NAME)
    async with open_storage(url(path)) as store:
        await owe_one_more(store, 7)
        with closing(sqlite3.connect(path)) as held:  # so that its log stays
            held.execute("SELECT count(*) FROM chats").fetchall()
    later = dump(path)
    with pytest.raises(StoreInPlace):
        restore_store(url(path), tmp_path / "copy.db")
    assert dump(path) == later

    restore_store(url(path), tmp_path / "copy.db", aside=ASIDE)
    assert dump(path) == dump(tmp_path / "copy.db")
    assert dump(tmp_path / ASIDE) == later
    with pytest.raises(BackupExists):
        restore_store(url(path), tmp_path / "copy.db", aside=ASIDE)
    assert dump(path) == dump(tmp_path / "copy.db")


async def test_changes_in_the_log_of_what_is_put_aside_go_with_it(path, tmp_path):
    await filled(path, debts=1)
    copied = backup_store(url(path), tmp_path / "copy.db", name=NAME)
    # As a machine that lost its power leaves it: the newest changes stand in the log alone.
    torn = tmp_path / "torn"
    torn.mkdir()
    async with open_storage(url(path)) as store:
        await owe_one_more(store, 7)
        for suffix in ("", "-wal"):
            shutil.copy(f"{path}{suffix}", torn)
    expected = dump(path)

    restore_store(url(torn / path.name), copied.file, aside=ASIDE)
    assert dump(torn / path.name) == dump(copied.file)
    assert dump(torn / ASIDE) == expected


@pytest.mark.parametrize("state", ["damaged", "no database", "newer"])
async def test_whatever_is_there_can_be_put_aside(path, tmp_path, state):
    await filled(path)
    copied = backup_store(url(path), tmp_path / "copy.db", name=NAME)
    if state == "damaged":
        damage(path)
    elif state == "no database":
        path.write_bytes(b"shopping list" * 100)
    else:
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()

    restore_store(url(path), copied.file, aside=ASIDE)
    assert dump(path) == dump(copied.file)
    assert (tmp_path / ASIDE).read_bytes() == before


@pytest.mark.parametrize("state", ["damaged", "cut off", "text", "another program's", "empty"])
async def test_no_whole_backup_changes_nothing(path, tmp_path, state):
    await filled(path, debts=1)
    file = tmp_path / "copy.db"
    backup_store(url(path), file, name=NAME)
    if state == "damaged":
        damage(file)
    elif state == "cut off":
        file.write_bytes(file.read_bytes()[:50_000])
    elif state == "text":
        file.write_text("my dear diary\n" * 999)
    else:
        file.unlink()
        with closing(sqlite3.connect(file)) as connection:
            if state == "another program's":
                connection.executescript("CREATE TABLE songs (title)")
    before = dump(path)

    with pytest.raises(BackupUnsound):
        restore_store(url(path), file, aside=ASIDE)
    assert dump(path) == before
    assert not (tmp_path / ASIDE).exists()
    assert not list(tmp_path.glob("*.partial"))


@pytest.mark.parametrize("kind", ["missing", "folder", "the store itself"])
async def test_what_is_no_file_of_its_own_is_no_backup(path, tmp_path, kind):
    await filled(path, debts=1)
    file = {"missing": tmp_path / "none.db", "folder": tmp_path, "the store itself": path}[kind]
    with pytest.raises(BackupUnsound):
        restore_store(url(path), file, aside=ASIDE)


async def test_a_newer_backup_is_for_a_newer_paperboy(path, tmp_path):
    await filled(path, debts=1)
    backup_store(url(path), tmp_path / "copy.db", name=NAME)
    with closing(sqlite3.connect(tmp_path / "copy.db")) as connection:
        connection.executescript("UPDATE alembic_version SET version_num = '9999'")
    before = dump(path)

    with pytest.raises(StoreNewer):
        restore_store(url(path), tmp_path / "copy.db", aside=ASIDE)
    assert dump(path) == before


@pytest.mark.parametrize("make", [old_store, store_before_keys])
async def test_an_upgrade_and_the_way_back(tmp_path, make):
    old = make(tmp_path)
    before = dump(old)
    copied = backup_store(url(old), tmp_path / "copy.db", name=NAME)
    async with open_storage(url(old)) as store:  # this version's schema, and something written
        await owe_one_more(store, 1)
    automatic = old.with_name(f"{old.name}.backup-{copied.revision}")
    assert dump(automatic) == before

    for backup in (copied.file, automatic):
        restore_store(url(old), backup, aside=f"{backup.name}.aside")
        assert dump(old) == before
    # The version that wrote it, which knows no later step, takes it as its own.
    steps = next(tmp_path.glob("first")) if make is old_store else tmp_path / "before"
    migrate.prepare(old, 5.0, steps)
    assert dump(old) == before
