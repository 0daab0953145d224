"""What an operator may set for Telegram."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from bot.channels.fields import Address, ChannelSettings, Ids, Key
from bot.channels.telegram.addresses import TELEGRAM, bot_api, may_deliver


class TelegramSettings(ChannelSettings):
    """With a token, Telegram is served."""

    words: ClassVar[frozenset[str]] = frozenset({"webhook"})

    telegram_token: Key = None
    telegram_base_url: Address = TELEGRAM
    telegram_webhook_url: Address | None = None
    telegram_webhook_port: int = Field(default=8443, ge=1, le=65535)
    telegram_operators: Ids = ()

    @field_validator("telegram_base_url")
    @classmethod
    def _bot_api(cls, value: str) -> str:
        return bot_api(value)

    @field_validator("telegram_webhook_url")
    @classmethod
    def _webhook(cls, value: str | None, others: ValidationInfo) -> str | None:
        server = others.data.get("telegram_base_url")  # none when that one is invalid itself
        if value and server and not may_deliver(server, value):
            raise ValueError("webhook")
        return value
