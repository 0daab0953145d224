"""A Discord application's shards, shared by workers: one is killed, and all are heard again."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.sharing import Division, whole_of
from core.working import to_hear
from storage import Storage, open_storage
from tests.discord_world import servers
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_limits import Limits
from tests.fakes.discord_state import Guild
from tests.fakes.telegram import FakeTelegram
from tests.processes import Started
from tests.stores import Server
from tests.workers.crowd import NOWHERE, Crowd
from tests.workers.test_handover import until

pytestmark = pytest.mark.server

HEAR = to_hear("discord")
SHARDS = 4
# Discord's own for sessions, with two that may begin at once.
BUCKETS = 2
LIMITS = Limits(
    overall=0, routes={}, others=(10**6, 1.0), invalid=10**9, identifies=BUCKETS, starts=100
)


class Listening(Crowd):
    """Workers that serve a Discord."""

    discord: FakeDiscord

    def start(self, number: int, role: str = "all") -> None:
        """Start a worker."""
        environment = {
            "PATH": os.defpath,
            "DATABASE_URL": self.url,
            "DISCORD_TOKEN": self.discord.token,
            "PAPERBOY_HUB_URL": NOWHERE,
            "PAPERBOY_ARXIV_URL": NOWHERE,
        }
        there = (self.discord.api_url, self.discord.gateway.url)
        self.workers[number] = Started(
            *("tests.workers.on_discord", *there, "run", "--role", role),
            cwd=self.folder,
            env=environment,
            into=self.folder / f"worker{number}.log",
        )


@contextmanager
def listening(url: str, discord: FakeDiscord, folder: Path) -> Iterator[Listening]:
    """Workers of that Discord, which are ended in the end."""
    workers = Listening(url, FakeTelegram(limits=None), folder)
    workers.discord = discord
    try:
        yield workers
    finally:
        workers.end()


async def divided(storage: Storage) -> Division:
    """Who hears which shard."""
    return Division.of(
        (alive.owner, claim)
        for alive in await storage.workers.all()
        for claim in alive.claims
        if whole_of(claim) == HEAR
    )


async def asks_everywhere(discord: FakeDiscord, guilds: list[Guild]) -> None:
    """Somebody asks in each server and in direct messages; each is answered, and nothing twice."""
    reader = discord.user("Rea")
    asked = [discord.slash(reader, discord.private(reader), "help")]
    asked += [discord.slash(each.owner, each.system_channel, "help") for each in guilds]
    await until(lambda: asyncio.sleep(0, all(each.answered for each in asked)))
    assert not [call for call in discord.history if "callback" in call.route and call.code]


async def test_two_share_the_shards_and_one_that_is_killed_is_followed(
    database_server: Server, tmp_path: Path
) -> None:
    url = database_server.emptied()
    discord = FakeDiscord(limits=LIMITS, punctual=False)
    discord.gateway.shards = SHARDS
    with discord.in_thread(), listening(url, discord, tmp_path) as workers:
        guilds = servers(discord, SHARDS)
        async with open_storage(url) as storage:

            async def spread(*sizes: int) -> bool:
                found = await divided(storage)
                heard = discord.gateway.heard == list(range(SHARDS))
                return heard and sorted(map(len, found.members.values())) == list(sizes)

            for number in range(2):
                workers.start(number)
            await until(lambda: spread(2, 2))
            await asks_everywhere(discord, guilds)

            alive = await storage.workers.all()
            workers.kill(workers.number_of(alive[0]))
            killed = time.monotonic()
            await until(lambda: spread(4))
            print(f"all heard again after {time.monotonic() - killed:.1f} s")
            await asks_everywhere(discord, guilds)

            workers.start(2)
            await until(lambda: spread(2, 2))
            await asks_everywhere(discord, guilds)
    assert discord.gateway.counts <= {SHARDS}
    last: dict[int, float] = {}
    for at, shard, _ in discord.gateway.begun:
        assert at - last.get(shard % BUCKETS, -5.0) >= 5
        last[shard % BUCKETS] = at
    assert not discord.gateway.hasty
