"""The commands as Discord has them: registered when their table has changed, and offered again
until Discord takes them."""

# Tested in tests/test_apart.py.

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import aiohttp
import discord
import structlog
from discord.http import Route

from bot.channels.discord import slash
from bot.channels.discord.mentions import mentions
from bot.channels.discord.wire import reason_of
from bot.chat.command_table import commands
from locales import Translator

log = structlog.get_logger()

# Seconds until commands that Discord did not take are offered again, doubling up to the second.
COMMANDS, LATEST_COMMANDS = 5.0, 3600.0


class Registration:
    """The commands of one application."""

    def __init__(self, client: discord.Client, translators: Mapping[str, Translator]) -> None:
        """`client` has signed in before anything is offered; `translators` are by language, the
        default first."""
        self._client = client
        self._translators = translators
        self._offered = False
        # How sentences name commands so that they can be pressed; empty until Discord has told.
        self.mentions: Mapping[str, str] = {}

    async def keep_offering(self) -> None:
        """Offer the commands again until Discord takes them; everything else works meanwhile."""
        pause = COMMANDS
        while not self._offered:
            await asyncio.sleep(pause)
            await self.offer()
            pause = min(2 * pause, LATEST_COMMANDS)

    async def offer(self) -> None:
        """Offer the commands, once; nothing is raised when Discord does not take them now."""
        try:
            await self._register()
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            log.warning("commands not registered, tried again later", error=reason_of(error))
            return
        self._offered = True

    async def _register(self) -> None:
        """Register the commands when their table has changed since, not at every start."""
        table = commands(delivers=True)
        wanted = slash.payloads(table, self._translators)
        path = "/applications/{application_id}/commands"
        read = Route("GET", path, application_id=self._client.application_id)
        found = await self._client.http.request(read, params={"with_localizations": "true"})
        if not slash.registered(wanted, found):
            write = Route("PUT", path, application_id=self._client.application_id)
            found = await self._client.http.request(write, json=wanted)
            log.info("commands registered", count=len(wanted))
        self.mentions = mentions(found, table)
