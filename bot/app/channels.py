"""The channels there are: a row each. Everything about one stands in its folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.channels import discord, telegram, webhook
from bot.channels.base import Channel

if TYPE_CHECKING:
    from bot.app.settings import Settings
    from storage import Storage

CHANNELS: tuple[Channel[Any], ...] = (
    telegram.CHANNEL,
    discord.CHANNEL,
    *webhook.CHANNELS,
)


async def served(settings: Settings, storage: Storage) -> list[Channel[Any]]:
    """The channels that are to be served: by the settings, or because they have subscribed
    chats. Raises StoreUnavailable."""
    found = [channel for channel in CHANNELS if channel.is_configured(settings)]
    waiting = [channel for channel in CHANNELS if channel.by_its_chats and channel not in found]
    if waiting:
        counts = await storage.chats.counts()
        found += [channel for channel in waiting if channel.name in counts]
    return found
