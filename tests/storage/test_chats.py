from __future__ import annotations

import datetime as dt

from core.models import Chat, ChatKey, ChatSettings
from storage import Storage
from tests.storage.build import DAY, NOON, days, hours

KEY = ChatKey("telegram", "-100123")
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


async def test_an_unknown_chat_chose_nothing(store: Storage) -> None:
    assert await store.chats.get(KEY) == Chat(key=KEY)


async def test_what_is_saved_is_read_back(store: Storage) -> None:
    saved = Chat(
        key=KEY,
        settings=CHOSEN,
        seen_date=DAY,
        subscribed_at=NOON,
        through=days(-1),
        next_due=hours(20),
        paused="blocked",
    )
    await store.chats.save(Chat(key=KEY, settings=ChatSettings(language="zh")))
    await store.chats.save(saved)

    assert await store.chats.get(KEY) == saved


async def test_threads_and_platforms_are_chats_of_their_own(store: Storage) -> None:
    await store.chats.save(Chat(key=KEY, settings=ChatSettings(language="en")))

    for other in (ChatKey("telegram", "-100123", "7"), ChatKey("discord", "-100123"), ChatKey("telegram", "1")):
        assert await store.chats.get(other) == Chat(key=other)
