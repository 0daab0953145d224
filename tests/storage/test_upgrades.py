"""An upgrade rehearsed from earlier versions, the way back by its backup, and on to a server."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.chats import ChatKey, ChatSettings
from storage import open_storage
from storage.copies import backup_store, restore_store
from storage.engine import migrate
from tests.chats import put_subscribed
from tests.storage import build
from tests.storage.moved import FILE, SERVER, Place, dump, move, told
from tests.storage.old import store_before_keys

REVISIONS = migrate.revisions(migrate.MIGRATIONS)
# The first is the version before lists had keys; what an earlier one wrote, its own test tells.
EARLIER = [revision for revision in REVISIONS[:-1] if revision >= "0006"]
# Whoever comes from the first is led through all steps; each has tests of its own.
SOME = [*EARLIER[:-1:4], EARLIER[-1]]


def migrations_up_to(folder: Path, revision: str) -> Path:
    """The migrations that the version of that revision knew."""
    migrations = Path(shutil.copytree(migrate.MIGRATIONS, folder / f"up to {revision}"))
    for step in (migrations / "versions").glob("[0-9]*_*.py"):
        if step.name.partition("_")[0] > revision:
            step.unlink()
    return migrations


def store_of(folder: Path, revision: str) -> str:
    """The address of a store with chats, lists and debts, as the version of that revision keeps
    it."""
    path = store_before_keys(folder)
    migrate.prepare(path, 5.0, migrations_up_to(folder, revision))
    for backup in folder.glob("*.backup-*"):
        backup.unlink()
    return f"sqlite:///{path}"


async def use(url: str) -> None:
    """Let a service do what it does: read a list, remember a chat, owe it something."""
    async with open_storage(url, working=True) as store:
        key = ChatKey("telegram", "later")
        await store.archives.save_digest(build.digest(build.entry(5)), build.NOON)
        await put_subscribed(store, key, ChatSettings(), build.NOON, {}, build.NOON)
        await store.deliveries.owe([build.delivery(key)], [], build.NOON)
        assert await store.search.find("paper")


@pytest.mark.parametrize("revision", SOME)
async def test_from_earlier_versions_to_this_one_and_back(tmp_path, revision):
    url = store_of(tmp_path, revision)
    before = dump(url)
    copied = backup_store(url, tmp_path / "copy.db", name="moment.db")
    upgraded = await told(url)
    await use(url)
    automatic = tmp_path / f"old.db.backup-{revision}"

    assert await told(url) != upgraded
    for number, backup in enumerate((automatic, copied.file)):
        restore_store(url, backup, aside=f"aside{number}")
        assert dump(url) == before
        migrate.prepare(tmp_path / "old.db", 5.0, tmp_path / f"up to {revision}")
        assert dump(url) == before
        # Once more, as somebody does who has found out what went wrong.
        assert await told(url) == upgraded


async def test_it_makes_no_difference_from_which_version_one_comes(tmp_path):
    found = []
    for revision in (EARLIER[0], EARLIER[-1]):
        folder = tmp_path / revision
        folder.mkdir()
        found.append(await told(store_of(folder, revision)))

    assert found[0] == found[1]
    assert found[0][3]  # something was owed and sent


async def test_an_old_store_comes_to_a_server_and_back_and_can_be_backed_up(
    place: Place, tmp_path: Path
):
    first, server, last = store_of(tmp_path, EARLIER[-1]), place(SERVER), place(FILE)
    upgraded = await told(first)
    move(first, server)
    await use(server)
    used = await told(server)
    move(server, last)
    copied = backup_store(last, tmp_path / "copy.db", name="moment.db")
    elsewhere = place(FILE)
    restore_store(elsewhere, copied.file)

    assert used != upgraded
    assert await told(elsewhere) == await told(last) == used
    assert await told(first) == upgraded
