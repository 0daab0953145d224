"""One process at a time works with a store; a dead one's claim is nobody's."""

from __future__ import annotations

import asyncio
import fcntl
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from core.errors import StoreClaimed, StoreTrouble, StoreUnavailable
from storage import open_storage
from storage.engine import claims, migrate
from tests.fakes.kit import until
from tests.storage.old import old_store

HOLDER = """
import sys
from pathlib import Path
from storage.engine.claims import claimed
with claimed(Path(sys.argv[1])):
    print("claimed", flush=True)
    sys.stdin.read()
"""


def holder(path: Path) -> subprocess.Popen[str]:
    """A process that has claimed that store."""
    root = str(Path(__file__).parents[3])
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": root},
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "claimed\n"
    return process


def refused(path: Path) -> str:
    """The process for which that store cannot be claimed."""
    with pytest.raises(StoreClaimed) as found, claims.claimed(path):
        pass
    told = found.value.for_operator()
    assert told["path"] == str(path)
    return str(told["process"])


def test_a_store_that_may_only_be_read_is_claimed_without_a_file(tmp_path):
    path = tmp_path / "paperboy.db"
    with claims.claimed_to_read(path):
        assert list(tmp_path.iterdir()) == []
    with claims.claimed(path), pytest.raises(StoreClaimed), claims.claimed_to_read(path):
        pass
    with claims.claimed_to_read(path):
        refused(path)
    with claims.claimed(path):
        pass


def test_a_second_claim_is_refused_by_name_until_the_first_ends(tmp_path):
    path = tmp_path / "paperboy.db"
    with claims.claimed(path):
        assert refused(path) == str(os.getpid())
    with claims.claimed(path):
        pass

    assert claims.claim_file(path).read_text() == "null"


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_dead_ones_claim_is_nobodys(tmp_path, how):
    path = tmp_path / "paperboy.db"
    with holder(path) as process:
        assert refused(path) == str(process.pid)
        process.send_signal(how)

    with claims.claimed(path):
        assert refused(path) == str(os.getpid())


def test_a_stopped_one_has_its_claim(tmp_path):
    path = tmp_path / "paperboy.db"
    with holder(path) as process:
        process.send_signal(signal.SIGSTOP)
        assert refused(path) == str(process.pid)
        process.kill()


def test_links_lead_to_the_same_claim(tmp_path):
    path, link, folder = tmp_path / "paperboy.db", tmp_path / "link.db", tmp_path / "folder"
    path.touch()
    link.symlink_to(path)
    folder.symlink_to(tmp_path)
    with claims.claimed(path):
        assert refused(link) == refused(folder / "paperboy.db") == str(os.getpid())


def test_other_stores_of_the_folder_are_free(tmp_path):
    with claims.claimed(tmp_path / "one.db"), claims.claimed(tmp_path / "two.db"):
        pass


def test_children_do_not_inherit_it(tmp_path):
    path = tmp_path / "paperboy.db"
    with claims.claimed(path):
        child = subprocess.Popen(["sleep", "60"], close_fds=False)
    with claims.claimed(path):
        pass
    child.kill()
    child.wait()


@pytest.mark.parametrize(("mode", "expected"), [(None, 0o600), (0o600, 0o600), (0o660, 0o660)])
def test_whoever_may_write_the_store_may_claim_it(tmp_path, mode, expected):
    path = tmp_path / "paperboy.db"
    if mode is not None:
        path.touch()
        path.chmod(mode)
    with claims.claimed(path):
        found = claims.claim_file(path).stat().st_mode
    assert stat.S_IMODE(found) == expected


def test_a_claim_removed_by_somebody_is_made_again(tmp_path, monkeypatch):
    path = tmp_path / "paperboy.db"
    lock = fcntl.flock

    def removed_meanwhile(handle, how):
        lock(handle, how)
        monkeypatch.setattr(fcntl, "flock", lock)
        claims.claim_file(path).unlink()

    monkeypatch.setattr(fcntl, "flock", removed_meanwhile)
    with claims.claimed(path):
        assert refused(path) == str(os.getpid())


@pytest.mark.parametrize("text", ["", "{}", "7", "not json"])
def test_a_holder_that_has_not_said_who_it_is_keeps_it_all_the_same(tmp_path, text):
    path = tmp_path / "paperboy.db"
    with claims.claimed(path):
        claims.claim_file(path).write_text(text)
        assert refused(path) == "?"


def test_a_folder_that_may_not_be_written_is_one_sentence(tmp_path):
    path = tmp_path / "missing" / "paperboy.db"
    with pytest.raises(StoreUnavailable), claims.claimed(path):
        pass


async def test_who_works_claims_and_who_looks_does_not(tmp_path):
    url = f"sqlite:///{tmp_path / 'paperboy.db'}"
    async with open_storage(url, working=True):
        async with open_storage(url) as beside, open_storage(url, reading=True):
            assert (await beside.editions.totals()).papers == 0
        with pytest.raises(StoreClaimed):
            async with open_storage(url, working=True):
                pass
    async with open_storage(url, working=True):
        pass


def test_the_schema_stays_while_somebody_works_with_it(tmp_path):
    path = old_store(tmp_path)
    before = path.read_bytes()
    with claims.claimed(path):
        with pytest.raises(StoreClaimed):
            migrate.prepare(path, 0.0)
        assert path.read_bytes() == before
        migrate.prepare(path, 0.0, claimed=True)
        migrate.prepare(path, 0.0)  # for now it is today's


async def test_who_works_waits_for_one_that_only_upgrades(tmp_path):
    path = old_store(tmp_path)
    async with asyncio.TaskGroup() as tasks:
        with closing(sqlite3.connect(path, isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            upgrade = tasks.create_task(asyncio.to_thread(migrate.prepare, path, 60.0))
            await until(lambda: refused_by_upgrade(path), 60.0)
            work = tasks.create_task(papers_of(path))
            await asyncio.sleep(claims.PAUSE)
            assert not upgrade.done()
            assert not work.done()
    assert work.result() > 0


async def papers_of(path):
    """How many papers there are for one who works with the store."""
    async with open_storage(f"sqlite:///{path}", working=True) as storage:
        return (await storage.editions.totals()).papers


def refused_by_upgrade(path):
    """Whether somebody upgrades the store."""
    try:
        with claims.claimed_to_read(path):
            return False
    except StoreClaimed as error:
        return error.upgrading


async def test_an_upgrade_is_not_waited_for_for_ever(tmp_path, monkeypatch):
    monkeypatch.setattr(claims, "UPGRADE", 0.0)
    path = tmp_path / "paperboy.db"
    with claims.claimed(path, upgrading=True), pytest.raises(StoreClaimed):
        await papers_of(path)


def test_one_that_leaves_before_it_can_be_named_refuses_nobody(tmp_path):
    path = tmp_path / "paperboy.db"
    leaving = os.open(claims.claim_file(path), os.O_RDWR | os.O_CREAT)
    fcntl.flock(leaving, fcntl.LOCK_EX)
    end = threading.Timer(5 * claims.PAUSE, os.close, [leaving])
    end.start()
    with claims.claimed(path):
        assert refused(path) == str(os.getpid())
    end.join()


def put_there(file, what):
    """Put what is no file where a claim is kept."""
    if what == "folder":
        file.mkdir()
    elif what == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to({"nowhere": "none/claim", "circle": file.name, "device": "/dev/null"}[what])


@pytest.mark.parametrize("what", ["folder", "pipe", "nowhere", "circle", "device"])
def test_what_is_no_file_cannot_be_a_claim_and_is_left_as_it_is(tmp_path, what):
    path = tmp_path / "paperboy.db"
    file = claims.claim_file(path)
    put_there(file, what)
    before = os.stat(os.devnull).st_mode
    with pytest.raises(StoreUnavailable) as found, claims.claimed(path):
        pass

    assert found.value.trouble is StoreTrouble.BESIDE
    assert found.value.for_operator()["reason"] == str(file)
    assert os.path.lexists(file)
    assert os.stat(os.devnull).st_mode == before
    if what in ("folder", "pipe", "device"):
        with pytest.raises(StoreUnavailable), claims.claimed_to_read(path):
            pass
