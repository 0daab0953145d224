"""A move that is killed at any moment, or loses its server, goes on."""

from __future__ import annotations

import asyncio
import gc
import random
import time
from pathlib import Path

import pytest

from core.errors import StoreTrouble, StoreUnavailable
from storage import open_storage
from storage.moves import Progress, move_store
from storage.transfer import Tell
from tests.processes import forks
from tests.storage import build
from tests.storage.move_process import move_slowly
from tests.storage.moved import (
    FILE,
    SERVER,
    fill,
    is_half,
    move,
    told,
)

KILLS = 5
END = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE application_name = 'paperboy move'"
)


@pytest.mark.parametrize(("source_kind", "target_kind"), [(FILE, SERVER), (SERVER, FILE)])
async def test_what_was_killed_at_any_moment_goes_on(place, source_kind, target_kind, tmp_path):
    source, target = place(source_kind), place(target_kind)
    await fill(source)
    await fill_more(source)
    before = await told(source)
    # It runs event loops of its own.
    kills = await asyncio.to_thread(kill_amid, source, target, tmp_path / "told")

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


def kill_amid(source: str, target: str, said: Path) -> int:
    """Let processes move it, each of which is killed at a random moment but the last; how often a
    killed one left half of a store."""
    processes = forks()
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
        amid += asyncio.run(is_half(target))
    last = processes.Process(target=move_slowly, args=(source, target, str(said)))
    last.start()
    last.join(120)

    assert last.exitcode == 0
    return amid


def trouble_of(source: str, target: str, tell: Tell) -> StoreTrouble:
    """What a move breaks off with."""
    with pytest.raises(StoreUnavailable) as raised:
        move_store(source, target, tell, patience=1.0)
    return raised.value.trouble


# SQLAlchemy closes no cursor of a connection that is gone.
@pytest.mark.filterwarnings("ignore:.*ServerCursor:ResourceWarning")
@pytest.mark.parametrize(("source_kind", "target_kind"), [(FILE, SERVER), (SERVER, FILE)])
async def test_a_server_that_ends_the_connections_is_told_and_gone_on_with(
    place, source_kind, target_kind, database_server
):
    source, target = place(source_kind), place(target_kind)
    await fill(source)

    def end_connections(progress: Progress) -> None:
        if progress == Progress("papers", progress.rows, done=True):
            database_server.run("postgres", END)

    assert trouble_of(source, target, end_connections) is StoreTrouble.UNREACHABLE
    # Here, where it is known, and not in whatever test comes next.
    gc.collect()
    assert await is_half(target)
    assert not move(source, target).anew
    assert await told(target) == await told(source)
