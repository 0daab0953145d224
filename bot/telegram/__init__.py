"""Telegram's face: updates in, HTML out. `bot.app` takes what it assembles from here."""

from bot.telegram.access import Access
from bot.telegram.adapter import Adapter
from bot.telegram.bot import TelegramBot
from bot.telegram.outbox import RATES, Outbox, bodies, tell_gone
from bot.telegram.sender import TelegramSender

__all__ = ["RATES", "Access", "Adapter", "Outbox", "TelegramBot", "TelegramSender", "bodies", "tell_gone"]
