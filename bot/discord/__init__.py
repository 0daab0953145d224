"""Discord's face: interactions in, embeds out. `bot.app` takes what it assembles from here."""

from bot.discord.bot import DiscordBot
from bot.discord.platform import DiscordPlatform

__all__ = ["DiscordBot", "DiscordPlatform"]
