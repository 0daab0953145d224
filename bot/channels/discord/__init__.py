"""Discord: interactions in, embeds out. `CHANNEL` is what `bot.app.channels` names.

The library takes a second to import: who does not serve or check Discord does without.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import ClassVar

from pydantic import SecretStr

from bot.channels.base import Channel, Parts, Platform
from bot.channels.checks import Diagnosis, reached
from bot.channels.discord.settings import DiscordSettings, bot_of

# Where Discord is. Its library knows too.
ADDRESS = "https://discord.com"


class Discord(Channel[DiscordSettings]):
    """An application's bot, by the gateway and the REST interface."""

    name = "discord"
    settings = DiscordSettings
    chat_ids = re.compile(r"-?[0-9]+")
    has_threads = True
    other_names: ClassVar[Mapping[str, str]] = {"DISCORD_BOT_TOKEN": "DISCORD_TOKEN"}

    def tokens(self, settings: DiscordSettings) -> Sequence[SecretStr]:
        """One a bot."""
        return settings.discord_token

    def bot_of(self, token: str) -> str:
        """The number in it."""
        return bot_of(token)

    def platform(self, settings: DiscordSettings, parts: Parts) -> Platform:
        """The bot and its ears."""
        from bot.channels.discord.platform import DiscordPlatform

        return DiscordPlatform(settings, parts, self.account(settings, parts))

    async def checks(self, settings: DiscordSettings, parts: Parts) -> AsyncIterator[Diagnosis]:
        """Whether Discord knows the bot; tells the link that invites it."""
        from bot.channels.discord.bot import DiscordBot
        from bot.channels.discord.shards import Starts

        account = self.account(settings, parts)
        starts = Starts(account.name, parts.storage.paces, settings.discord_shards)
        bot = DiscordBot(account, parts.translators, parts.outside, starts)
        yield await reached(parts.operator, "doctor.discord", ADDRESS, bot.check)
        if settings.discord_shards and starts.recommended > settings.discord_shards:
            numbers = {"shards": settings.discord_shards, "wanted": starts.recommended}
            yield Diagnosis(
                parts.operator.t("doctor.discord.shards", **numbers), good=False, advised=True
            )


CHANNEL = Discord()
