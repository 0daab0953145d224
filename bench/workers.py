"""Several workers on one PostgreSQL push to Telegram, and are killed in turn:
`python -m bench.workers [CHATS] [WORKERS] [SECONDS] [--tokens N] [--pace P]`.

Real processes of `paperboy run`; a Telegram on loopback that takes its published limits at their
word, for each token by itself; every so many seconds SIGKILL for a worker that is drawn (seed 15),
and a new one for it. With several tokens, which share the chats, the same is done with one token
and its share of them, to say how far from linear that is. `--pace` is how many messages a second
Telegram lets through for each token, where the processors do not carry its 30: its seconds then
pass slower, and so do the workers' pauses between messages.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from core.working import to_send
from storage import open_storage
from tests.fakes.telegram import FakeTelegram
from tests.storage.engine import cluster
from tests.storage.engine.cluster import Cluster
from tests.stores import prepared
from tests.workers.crowd import PARTS, Crowd, crowd, holder, is_settled, wrong

SEED = 15
CHATS, WORKERS, EVERY = 1000, 4, 15.0
LATENCY, ALLOWED = 0.06, 30
SHARE, LINEAR = 0.93, 0.95
DATE = dt.date(2026, 2, 3)


@dataclass(frozen=True)
class Trial:
    """So many chats, owed two parts each by so many tokens, and so many workers."""

    chats: int
    workers: int
    every: float
    tokens: int
    pace: float


async def pushed(workers: Crowd, trial: Trial) -> int:
    """Push while workers are killed; returns how often one that sent was."""
    chance = random.Random(SEED)
    senders = 0
    async with open_storage(workers.url) as storage:
        for number in range(trial.workers):
            workers.start(number)
        next_at: float | None = None
        while not await is_settled(storage):
            await asyncio.sleep(0.5)
            if next_at is None and any(bot.sent for bot in workers.telegram.bots):
                next_at = time.monotonic() + trial.every
            if next_at is not None and time.monotonic() >= next_at:
                next_at += trial.every
                number = chance.randrange(trial.workers)
                claims = [to_send(bot.account) for bot in workers.telegram.bots]
                held = [await holder(storage, claim) for claim in claims]
                senders += any(each and workers.is_number(number, each) for each in held)
                workers.kill(number)
                workers.start(number)
    return senders


async def told(workers: Crowd, trial: Trial, senders: int) -> float:
    """Print what became of the push; returns how many messages came in a second."""
    async with open_storage(workers.url) as storage:
        lost, twice, unknown = await wrong(storage, workers)
    print(
        f"{trial.tokens} tokens, {PARTS * trial.chats} messages, {workers.killed} workers killed,"
        f" {senders} of them amid sending"
    )
    refused = sum(bot.refused for bot in workers.telegram.bots)
    print(f"lost {lost}, twice {twice}, unknown {unknown}, refused {refused}")
    for bot in workers.telegram.bots:
        moments = sorted(each.at for each in bot.sent)
        share = rate(moments) / trial.pace
        longest = sorted(later - sooner for sooner, later in pairwise(moments))[-3:]
        pauses = ", ".join(f"{gap:.1f} s" for gap in reversed(longest))
        print(
            f"{bot.account}: {rate(moments):.2f} a second, {100 * share:.1f} % of what is allowed"
            f" ({100 * SHARE:.0f} % asked); longest pauses: {pauses}"
        )
    return rate(sorted(each.at for bot in workers.telegram.bots for each in bot.sent))


def rate(moments: Sequence[float]) -> float:
    """How many a second, from the first to the last."""
    return (len(moments) - 1) / (moments[-1] - moments[0])


def run(trial: Trial, made: Cluster) -> float:
    """Do it once; returns how many messages came in a second."""
    telegram = FakeTelegram(latency=LATENCY, speed=trial.pace / ALLOWED)
    for _ in range(trial.tokens - 1):
        telegram.another()
    server = prepared(made.address)
    begun, server_before, ours_before = time.monotonic(), made.seconds(), time.process_time()
    with tempfile.TemporaryDirectory() as folder, telegram.in_thread():
        with crowd(server.emptied(), telegram, Path(folder), speed=telegram.flood.speed) as workers:
            asyncio.run(workers.owe(trial.chats, DATE))
            senders = asyncio.run(pushed(workers, trial))
        came = asyncio.run(told(workers, trial, senders))
    seconds = time.monotonic() - begun
    print(
        f"{seconds:.0f} s; of the processors: workers {workers.seconds:.0f} s,"
        f" PostgreSQL {made.seconds() - server_before:.0f} s,"
        f" Telegram and the measuring {time.process_time() - ours_before:.0f} s\n"
    )
    server.close()
    return came


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure it."""
    reader = argparse.ArgumentParser(prog="python -m bench.workers")
    reader.add_argument("chats", nargs="?", type=int, default=CHATS)
    reader.add_argument("workers", nargs="?", type=int, default=WORKERS)
    reader.add_argument("every", nargs="?", type=float, default=EVERY)
    reader.add_argument("--tokens", type=int, default=1)
    reader.add_argument("--pace", type=float, default=float(ALLOWED))
    trial = Trial(**vars(reader.parse_args(arguments)))
    with cluster.made() as made:
        many = run(trial, made)
    if trial.tokens > 1:
        share = Trial(trial.chats // trial.tokens, trial.workers, trial.every, 1, trial.pace)
        with cluster.made() as made:
            one = run(share, made)
        print(
            f"{many:.2f} a second with {trial.tokens} tokens, {one:.2f} with one:"
            f" {100 * many / (trial.tokens * one):.1f} % of linear ({100 * LINEAR:.0f} % asked)"
        )


if __name__ == "__main__":
    main()
