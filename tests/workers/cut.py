"""A worker on a machine of its own sends, and its way to the store is cut amid that; another stays.

Tested by itself in test_cut.py; `python -m bench.cut` does it with a longer cut.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from core.working import to_hear, to_send
from storage import Storage, open_storage
from tests.fakes.server import PATIENCE
from tests.fakes.telegram import FakeTelegram
from tests.storage.engine import cluster
from tests.stores import EMPTIED, prepared
from tests.workers.crowd import Crowd, crowd, holder, is_settled, wrong
from tests.workers.network import Machine, machine

APART, HERE = 0, 1
SEND, HEAR = to_send("telegram"), to_hear("telegram")
BEGUN = 20


@dataclass
class Told:
    """What became of it: seconds from the cut until another sent and heard, from the kill until
    the first did again; what was lost, came twice, is unknown; how many came during the cut."""

    sent_after: float = 0.0
    heard_after: float = 0.0
    followed_after: float = 0.0
    during: int = 0
    wrong: tuple[int, int, int] = field(default=(-1, -1, -1))


@contextmanager
def parted(folder: Path) -> Iterator[tuple[Crowd, Machine, str]]:
    """Workers of a Telegram and a PostgreSQL, a machine for one of them, and where that machine
    reaches the store."""
    with (
        machine() as apart,
        cluster.made("-c", f"listen_addresses={apart.store}") as made,
    ):
        made.admit(apart.network)
        server = prepared(made.address)
        telegram = FakeTelegram(limits=None)
        telegram.listens_at = apart.platforms
        far = made.address.set(host=apart.store, database=EMPTIED, query={})
        with telegram.in_thread(), crowd(server.url(EMPTIED), telegram, folder) as workers:
            yield workers, apart, cluster.url_of(far)
        server.close()


async def cut_amid_a_push(
    workers: Crowd, apart: Machine, far: str, chats: int, seconds: float, date: dt.date
) -> Told:
    """Cut the way of the worker that sends for so many seconds at least, and until another sends;
    when that is over, kill the other."""
    told = Told()
    async with open_storage(workers.url) as storage:
        await workers.owe(chats, date)
        workers.start(APART, within=apart.within, url=far)
        await until(lambda: _has(storage, workers, SEND, APART))
        workers.start(HERE)
        await until(lambda: _alive(storage, 2))
        await until(lambda: asyncio.sleep(0, len(workers.telegram.sent) > BEGUN))
        apart.cut()
        begun = time.monotonic()
        before = len(workers.telegram.sent)
        await until(lambda: _has(storage, workers, SEND, HERE))
        taken = len(workers.telegram.sent)
        await until(lambda: asyncio.sleep(0, len(workers.telegram.sent) > taken))
        told.sent_after = time.monotonic() - begun
        asking = workers.telegram.private()
        assert workers.telegram.say(asking, asking.person, "/help")
        await until(lambda: asyncio.sleep(0, workers.telegram.messages(asking)))
        told.heard_after = time.monotonic() - begun
        await asyncio.sleep(seconds - (time.monotonic() - begun))
        told.during = len(workers.telegram.sent) - before
        apart.mend()
        await until(lambda: _alive(storage, 2))
        workers.kill(HERE)
        begun = time.monotonic()
        await until(lambda: _has(storage, workers, SEND, APART))
        told.followed_after = time.monotonic() - begun
        await until(lambda: is_settled(storage))
        told.wrong = await wrong(storage, workers)
    return told


async def until(look: Callable[[], Awaitable[object]]) -> None:
    """Return once that is so."""
    async with asyncio.timeout(6 * PATIENCE):
        while not await look():  # noqa: ASYNC110 (other processes tell us nothing)
            await asyncio.sleep(0.1)


async def _has(storage: Storage, workers: Crowd, claim: str, number: int) -> bool:
    """Whether the worker with that number has claimed that."""
    found = await holder(storage, claim)
    return found is not None and workers.is_number(number, found)


async def _alive(storage: Storage, count: int) -> bool:
    return len(await storage.workers.all()) == count
