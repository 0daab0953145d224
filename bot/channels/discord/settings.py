"""What an operator may set for Discord."""

from __future__ import annotations

from bot.channels.fields import ChannelSettings, Ids, Key


class DiscordSettings(ChannelSettings):
    """With a token, Discord is served."""

    discord_token: Key = None
    discord_operators: Ids = ()
