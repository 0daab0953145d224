"""Incoming webhooks: a signed one for anybody, and those of Slack, Feishu, DingTalk and WeCom.

Each kind is a channel: it has limits, troubles and a standing of its own. An operator enters each
chat by its address: `paperboy webhook add ADDRESS`.
"""

# Tested in tests/bot/channels/webhook/test_cli.py.

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from bot.channels.base import Channel, Parts
from bot.channels.checks import Diagnosis, reached
from bot.channels.fields import ChannelSettings
from bot.channels.webhook.address_book import AddressBook
from bot.channels.webhook.kinds import Kind

if TYPE_CHECKING:
    import typer

    from bot.channels.webhook.platform import WebhookPlatform
    from locales import Translator


class WebhookSettings(ChannelSettings):
    """Where the webhooks are kept."""

    paperboy_webhooks: str = "webhooks.json"


class Webhook(Channel[WebhookSettings]):
    """The webhooks of one kind. They are served as soon as there is one."""

    name: str  # type: ignore[misc]  # a channel a kind, not a class
    settings = WebhookSettings
    chat_ids = re.compile(r"[0-9a-f]{8}")
    by_its_chats: ClassVar[bool] = True
    hears: ClassVar[bool] = False

    def __init__(self, kind: Kind) -> None:
        self.name, self.kind = kind.channel, kind

    def book(self, settings: WebhookSettings) -> AddressBook:
        """The file with the webhooks of all kinds."""
        return AddressBook(Path(settings.paperboy_webhooks))

    def platform(self, settings: WebhookSettings, parts: Parts) -> WebhookPlatform:
        """The way out."""
        from bot.channels.webhook.platform import WebhookPlatform

        return WebhookPlatform(self.kind, self.book(settings), parts.clock, parts.outside)

    async def checks(self, settings: WebhookSettings, parts: Parts) -> AsyncIterator[Diagnosis]:
        """Whether the file can be read. No chat is called: it would have to be told something."""

        async def ask() -> str:
            contacts = self.book(settings).contacts()
            mine = [contact for contact in contacts if contact.kind == self.kind]
            return ", ".join(f"{contact.id} {contact.host}" for contact in mine)

        yield await reached(parts.operator, "doctor.webhook", "", ask)

    def command_line(self, t: Translator) -> typer.Typer | None:
        """`paperboy webhook …` is for all kinds."""
        if self.kind is not Kind.GENERIC:
            return None
        from bot.channels.webhook.commands import WebhookCommands

        return WebhookCommands(t, CHANNELS).group()


CHANNELS = tuple(Webhook(kind) for kind in Kind)
