"""Telegram's face: updates in, HTML out. `bot.app.root` takes what it assembles from here."""

from bot.channels.telegram.bot import TelegramBot
from bot.channels.telegram.platform import TelegramPlatform

__all__ = ["TelegramBot", "TelegramPlatform"]
