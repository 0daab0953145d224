"""Telegram's face: updates in, HTML out. `bot.app` takes what it assembles from here."""

from bot.telegram.access import Access
from bot.telegram.adapter import Adapter
from bot.telegram.bot import TelegramBot
from bot.telegram.outbox import Outbox, bodies, tell_gone
from bot.telegram.sender import TelegramSender, telegram_rates

__all__ = ["Access", "Adapter", "Outbox", "TelegramBot", "TelegramSender", "bodies", "telegram_rates", "tell_gone"]
