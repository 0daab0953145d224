"""Discord: interactions in, embeds out. `CHANNEL` is what `bot.app.channels` names.

The library takes a second to import: who does not serve or check Discord does without.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from typing import ClassVar

from bot.channels.base import Channel, Parts, Platform
from bot.channels.checks import Check, reached
from bot.channels.discord.settings import DiscordSettings

# Where Discord is. Its library knows too.
ADDRESS = "https://discord.com"


class Discord(Channel[DiscordSettings]):
    """An application's bot, by the gateway and the REST interface."""

    name = "discord"
    settings = DiscordSettings
    chat_ids = re.compile(r"-?[0-9]+")
    has_threads = True
    other_names: ClassVar[Mapping[str, str]] = {"DISCORD_BOT_TOKEN": "DISCORD_TOKEN"}

    def is_configured(self, settings: DiscordSettings) -> bool:
        """With a token."""
        return settings.discord_token is not None

    def platform(self, settings: DiscordSettings, parts: Parts) -> Platform:
        """The bot and its ears."""
        from bot.channels.discord.platform import DiscordPlatform

        return DiscordPlatform(settings, parts)

    async def checks(self, settings: DiscordSettings, parts: Parts) -> AsyncIterator[Check]:
        """Whether Discord knows the bot; tells the link that invites it."""
        from bot.channels.discord.bot import DiscordBot

        bot = DiscordBot(settings, parts.translators, parts.outside)
        yield await reached(parts.operator, "doctor.discord", ADDRESS, bot.check)


CHANNEL = Discord()
