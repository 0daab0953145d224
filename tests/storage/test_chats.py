from __future__ import annotations

from core.models import Chat, ChatKey, ChatSettings
from storage import Storage
from tests.storage.build import DAY

KEY = ChatKey("telegram", "-100123")


async def test_an_unknown_chat_chose_nothing(store: Storage) -> None:
    assert await store.chats.get(KEY) == Chat(key=KEY)


async def test_what_is_saved_is_read_back(store: Storage) -> None:
    saved = Chat(key=KEY, settings=ChatSettings(language="en"), seen_date=DAY)
    await store.chats.save(Chat(key=KEY, settings=ChatSettings(language="zh")))
    await store.chats.save(saved)

    assert await store.chats.get(KEY) == saved


async def test_threads_and_platforms_are_chats_of_their_own(store: Storage) -> None:
    await store.chats.save(Chat(key=KEY, settings=ChatSettings(language="en")))

    for other in (ChatKey("telegram", "-100123", "7"), ChatKey("discord", "-100123"), ChatKey("telegram", "1")):
        assert await store.chats.get(other) == Chat(key=other)
