"""Chats as a test wants to find them, by the one way into the store that the product has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from core.chats import Chat, ChatKey, ChatSettings
from core.editions.keys import Shelf
from storage import Storage


async def put(store: Storage, chat: Chat) -> None:
    """Store all of it over what is known of it."""
    await store.chats.change(chat.key, lambda stored: chat)


async def put_subscribed(
    store: Storage,
    key: ChatKey,
    settings: ChatSettings,
    at: dt.datetime,
    through: Mapping[Shelf, dt.date],
    next_due: dt.datetime,
) -> None:
    """The chat is subscribed since then, and settled through those days; what it saw stays."""

    def subscribed(chat: Chat) -> Chat:
        return replace(
            chat,
            settings=settings,
            subscribed_at=at,
            through=through,
            next_due=next_due,
            paused=None,
        )

    await store.chats.change(key, subscribed)
