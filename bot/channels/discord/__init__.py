"""Discord's face: interactions in, embeds out. `bot.app.root` takes what it assembles from here."""

from bot.channels.discord.bot import DiscordBot
from bot.channels.discord.platform import DiscordPlatform

__all__ = ["DiscordBot", "DiscordPlatform"]
