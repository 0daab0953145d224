"""The real library, led to the fake Discord: for tests of the fake, and for those of the
adapter."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import discord.http
import yarl
from discord import AutoShardedClient, Intents, app_commands
from discord.gateway import DiscordWebSocket

from tests.fakes.discord import FakeDiscord


@contextmanager
def connected_to(fake: FakeDiscord) -> Iterator[FakeDiscord]:
    """Send the library's requests and connections to the fake, instead of to Discord."""
    base, gateway = discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    discord.http.Route.BASE = fake.api_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(fake.gateway.url)
    try:
        yield fake
    finally:
        discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


class Client(AutoShardedClient):
    """A client with a command tree that does not wait: neither for guilds that are there, nor
    before it identifies."""

    def __init__(self, *, intents: Intents | None = None, **options: Any) -> None:
        super().__init__(
            intents=intents or Intents(guilds=True), guild_ready_timeout=0.05, **options
        )
        self.tree = app_commands.CommandTree(self)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do not sleep the library's five seconds."""


@asynccontextmanager
async def running(
    fake: FakeDiscord, client: Client | None = None, *, sync: bool = False
) -> AsyncIterator[Client]:
    """The client, connected to the fake and ready; with `sync`, its commands are registered."""
    client = client or Client()
    with connected_to(fake):
        async with client:
            await client.login(fake.token)
            if sync:
                await client.tree.sync()
            task = asyncio.get_running_loop().create_task(client.connect(), name="discord")
            ready = asyncio.get_running_loop().create_task(client.wait_until_ready(), name="ready")
            await asyncio.wait((task, ready), return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                ready.cancel()
            try:
                if not task.done():
                    yield client
            finally:
                await client.close()
                await task
