"""Discord's face: interactions in, embeds out. `bot.app` takes what it assembles from here."""

from bot.discord.platform import DiscordPlatform

__all__ = ["DiscordPlatform"]
