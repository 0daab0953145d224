"""Telegram: updates in, HTML out. `CHANNEL` is what `bot.app.channels` names.

The library takes a second to import: who does not serve or check Telegram does without.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import ClassVar

from pydantic import SecretStr

from bot.channels.base import Channel, Parts, Platform
from bot.channels.checks import Diagnosis, reached
from bot.channels.telegram.addresses import TOKEN, bot_of
from bot.channels.telegram.settings import TelegramSettings
from core.network.addresses import shown


class Telegram(Channel[TelegramSettings]):
    """Bots, by the Bot API."""

    name = "telegram"
    settings = TelegramSettings
    chat_ids = re.compile(r"-?[0-9]+")
    # The bot's token stands in every URL ("/bot123…:AA…/"), and libraries log URLs.
    secret_shapes = (TOKEN,)
    other_names: ClassVar[Mapping[str, str]] = {
        "TELEGRAM_API_URL": "TELEGRAM_BASE_URL",
        "TELEGRAM_BOT_TOKEN": "TELEGRAM_TOKEN",
    }

    def tokens(self, settings: TelegramSettings) -> Sequence[SecretStr]:
        """One a bot."""
        return settings.telegram_token

    def bot_of(self, token: str) -> str:
        """The number in it."""
        return bot_of(token)

    def platform(self, settings: TelegramSettings, parts: Parts) -> Platform:
        """The bot and its ears."""
        from bot.channels.telegram.platform import TelegramPlatform

        return TelegramPlatform(settings, parts, self.account(settings, parts))

    async def checks(self, settings: TelegramSettings, parts: Parts) -> AsyncIterator[Diagnosis]:
        """Whether Telegram knows the bot, and would let it hear."""
        from bot.channels.telegram.bot import TelegramBot

        address = settings.telegram_base_url

        async def ask() -> str:
            account = self.account(settings, parts)
            await TelegramBot(settings, account, parts.translators, parts.outside).check()
            return shown(address)

        yield await reached(parts.operator, "doctor.telegram", address, ask)


CHANNEL = Telegram()
