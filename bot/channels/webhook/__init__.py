"""Incoming webhooks: a signed one for anybody, and those of Slack, Feishu, DingTalk and WeCom.

Each kind is a channel: it has limits, troubles and a standing of its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from bot.channels.address_book import AddressBook
from bot.channels.addressed import AddressedChannel
from bot.channels.base import Parts
from bot.channels.fields import ChannelSettings
from bot.channels.webhook.kinds import Kind, kind_of

if TYPE_CHECKING:
    import typer

    from bot.channels.send_only import SendOnlyPlatform
    from locales import Translator


class WebhookSettings(ChannelSettings):
    """Where the webhooks are kept."""

    paperboy_webhooks: str = "webhooks.json"


class Webhook(AddressedChannel[WebhookSettings]):
    """The webhooks of one kind."""

    family: ClassVar[str] = "webhook"
    settings = WebhookSettings

    def __init__(self, kind: Kind) -> None:
        self.name, self.kind = kind.channel, kind.value
        self.makes_secrets = kind is Kind.GENERIC

    def book(self, settings: WebhookSettings) -> AddressBook:
        """The file with the webhooks of all kinds."""
        channels = {kind.value: kind.channel for kind in Kind}
        return AddressBook(Path(settings.paperboy_webhooks), channels)

    def platform(self, settings: WebhookSettings, parts: Parts) -> SendOnlyPlatform:
        """The way out."""
        from bot.channels.webhook.platform import WebhookPlatform

        kind, book = Kind(self.kind), self.book(settings)
        return WebhookPlatform(kind, book, parts.clock, parts.outside)

    def command_line(self, t: Translator) -> typer.Typer | None:
        """`paperboy webhook …` is for all kinds."""
        if self.kind != Kind.GENERIC:
            return None
        from bot.channels.address_commands import AddressCommands

        return AddressCommands(t, CHANNELS, kind_of).group()


CHANNELS = tuple(Webhook(kind) for kind in Kind)
