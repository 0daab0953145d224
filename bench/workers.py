"""Several workers on one PostgreSQL push to Telegram, and are killed in turn:
`python -m bench.workers [CHATS] [WORKERS] [SECONDS]`.

Real processes of `paperboy run`; a Telegram on loopback that takes its published limits at their
word; every so many seconds SIGKILL for a worker that is drawn (seed 15), and a new one for it.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from core.working import to_send
from storage import open_storage
from tests.fakes.telegram import FakeTelegram
from tests.storage.engine import cluster
from tests.stores import prepared
from tests.workers.crowd import Crowd, crowd, holder, is_settled, wrong

SEED = 15
CHATS, WORKERS, EVERY = 1000, 4, 15.0
LATENCY, ALLOWED = 0.06, 30
DATE = dt.date(2026, 2, 3)
SEND = to_send("telegram")


async def pushed(workers: Crowd, count: int, every: float) -> int:
    """Push while workers are killed; returns how often the one that sent was."""
    chance = random.Random(SEED)
    senders = 0
    async with open_storage(workers.url) as storage:
        for number in range(count):
            workers.start(number)
        next_at: float | None = None
        while not await is_settled(storage):
            await asyncio.sleep(0.2)
            if next_at is None and workers.arrived():
                next_at = time.monotonic() + every
            if next_at is not None and time.monotonic() >= next_at:
                next_at += every
                number = chance.randrange(count)
                sender = await holder(storage, SEND)
                senders += sender is not None and workers.number_of(sender) == number
                workers.kill(number)
                workers.start(number)
    return senders


async def told(workers: Crowd, senders: int) -> None:
    """Print what became of the push."""
    async with open_storage(workers.url) as storage:
        lost, twice, unknown = await wrong(storage, workers)
    moments = sorted(each.at for each in workers.telegram.sent)
    rate = (len(moments) - 1) / (moments[-1] - moments[0])
    print(
        f"{len(moments)} messages, {workers.killed} workers killed, {senders} of them amid sending"
    )
    print(f"lost {lost}, twice {twice}, unknown {unknown}, refused {workers.telegram.refused}")
    print(f"{rate:.1f} a second: {100 * rate / ALLOWED:.0f} % of what is allowed")
    longest = sorted(later - sooner for sooner, later in pairwise(moments))[-3:]
    print(f"longest pauses: {', '.join(f'{gap:.1f} s' for gap in reversed(longest))}")


def main(chats: int, count: int, every: float) -> None:
    """Measure it once."""
    with cluster.running() as address, tempfile.TemporaryDirectory() as folder:
        server = prepared(address)
        telegram = FakeTelegram(latency=LATENCY)
        with telegram.in_thread():
            with crowd(server.emptied(), telegram, Path(folder)) as workers:
                asyncio.run(workers.owe(chats, DATE))
                senders = asyncio.run(pushed(workers, count, every))
            asyncio.run(told(workers, senders))
        server.close()


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        int(given[0]) if given else CHATS,
        int(given[1]) if len(given) > 1 else WORKERS,
        float(given[2]) if len(given) > 2 else EVERY,
    )
