"""Which channels are to be served."""

from __future__ import annotations

from typing import Any

from bot.app.channels import CHANNELS
from bot.app.settings import Settings
from bot.channels.base import Channel
from storage import Storage


async def served(settings: Settings, storage: Storage) -> list[Channel[Any]]:
    """The channels that are to be served: by the settings, or because they have subscribed
    chats. Raises StoreUnavailable."""
    found = [channel for channel in CHANNELS if channel.is_configured(settings)]
    waiting = [channel for channel in CHANNELS if channel.by_its_chats and channel not in found]
    if waiting:
        counts = await storage.chats.counts()
        found += [channel for channel in waiting if channel.name in counts]
    return found
