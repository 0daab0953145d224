"""Incoming webhooks: a signed one for anybody, and those of Slack, Feishu, DingTalk and WeCom.

Each kind is a channel: it has limits, troubles and a standing of its own.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from bot.channels.base import Channel, Parts, Platform
from bot.channels.checks import Check, reached
from bot.channels.fields import ChannelSettings
from bot.channels.webhook.book import Book
from bot.channels.webhook.kinds import Kind

if TYPE_CHECKING:
    import typer

    from locales import Translator


class WebhookSettings(ChannelSettings):
    """Where the webhooks are kept."""

    paperboy_webhooks: str = "webhooks.json"


class Webhook(Channel[WebhookSettings]):
    """The webhooks of one kind, served as soon as there is one."""

    name: str  # type: ignore[misc]  # a channel a kind, not a class
    settings = WebhookSettings
    chat_ids = re.compile(r"[0-9a-f]{8}")
    by_its_chats: ClassVar[bool] = True

    def __init__(self, kind: Kind) -> None:
        self.name, self._kind = kind.channel, kind

    def is_configured(self, settings: WebhookSettings) -> bool:
        """Never by the settings alone."""
        return False

    def platform(self, settings: WebhookSettings, parts: Parts) -> Platform:
        """The way out."""
        from bot.channels.webhook.platform import WebhookPlatform

        book = Book(Path(settings.paperboy_webhooks))
        return WebhookPlatform(self._kind, book, parts.clock, parts.outside)

    async def checks(self, settings: WebhookSettings, parts: Parts) -> AsyncIterator[Check]:
        """Whether the webhooks can be read. None of them is called: it would have to be told
        something."""

        async def ask() -> str:
            hooks = Book(Path(settings.paperboy_webhooks)).hooks()
            return ", ".join(f"{hook.id} {hook.host}" for hook in hooks if hook.kind is self._kind)

        yield await reached(parts.operator, "doctor.webhook", "", ask)

    def command_line(self, t: Translator) -> typer.Typer | None:
        """`paperboy webhook …` is for all kinds."""
        if self._kind is not Kind.GENERIC:
            return None
        from bot.channels.webhook.cli import commands

        return commands(t)


CHANNELS = tuple(Webhook(kind) for kind in Kind)
