"""What an operator may set for Telegram."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from bot.channels.accounts import WORDS, Tokens, tokens_of
from bot.channels.fields import Address, ChannelSettings, Ids
from bot.channels.telegram.addresses import TELEGRAM, bot_api, bot_of, may_deliver


class TelegramSettings(ChannelSettings):
    """With a token, Telegram is served; with several, by several bots."""

    words: ClassVar[frozenset[str]] = WORDS | {"webhook"}

    telegram_token: Annotated[Tokens, tokens_of(bot_of)] = ()
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
