"""Chats that tests store: what they chose, and when they are due."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from core.chats import Chat, ChatKey, ChatSettings
from core.editions.keys import Shelf
from storage import Storage
from storage.serving import Settled
from tests.storage.build import NOON, hours, settled

KEY = ChatKey("telegram", "-100123")
NEW = ChatKey("telegram", "-100999")
CHOSEN = ChatSettings(
    language="en",
    time=dt.time(7, 5),
    zone="Asia/Shanghai",
    weekdays=(0, 1),
    most=3,
    least_score=1.5,
    include=("视觉", "agents"),
    mute=("robots",),
    silent=True,
    previews=True,
    empty_days=False,
)


def chat(key: ChatKey = KEY, **changes: Any) -> Chat:
    """A subscribed chat whose time is noon."""
    said = {
        "settings": CHOSEN,
        "subscribed_at": hours(-9),
        "through": settled(-1),
        "next_due": NOON,
    }
    return Chat(key=key, **said | changes)


def one_more(chat: Chat) -> Chat:
    """The chat, which wants one paper more."""
    return replace(chat, settings=replace(chat.settings, most=(chat.settings.most or 0) + 1))


def numbered(number: int) -> ChatKey:
    return ChatKey("telegram", str(number))


async def settle(store: Storage, next_due: dt.datetime) -> None:
    """The chat is settled through the day, and owed nothing."""
    await store.deliveries.owe([], [Settled(KEY, settled(0), next_due)], NOON)


LATE = Shelf("hf", "late")
