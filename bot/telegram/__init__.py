"""Telegram's face: updates in, HTML out. `bot.app` takes what it assembles from here."""

from bot.telegram.bot import TelegramBot
from bot.telegram.platform import TelegramPlatform

__all__ = ["TelegramBot", "TelegramPlatform"]
