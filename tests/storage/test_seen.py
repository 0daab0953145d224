"""Lists that people saw alone, as they are stored."""

from __future__ import annotations

import datetime as dt

from core.chats import ChatKey
from core.editions.keys import DAILY
from storage import Storage
from storage.seen import Seen

KEY = ChatKey("discord", "1")
NOON = dt.datetime(2026, 2, 6, 12, tzinfo=dt.UTC)
OLD = DAILY.on(dt.date(2026, 2, 4))
OTHER = DAILY.on(dt.date(2026, 2, 5))


async def test_what_somebody_saw_last_is_told(store: Storage) -> None:
    await store.seen.note(KEY, "7", Seen(OLD, None), NOON)
    await store.seen.note(KEY, "7", Seen(OTHER, OLD), NOON)

    assert await store.seen.of(KEY, "7", NOON) == Seen(OTHER, OLD)
    assert await store.seen.of(KEY, "8", NOON) is None
    assert await store.seen.of(KEY, "7", NOON + dt.timedelta(seconds=1)) is None


async def test_what_is_old_is_forgotten(store: Storage) -> None:
    await store.seen.note(KEY, "7", Seen(OLD, None), NOON - dt.timedelta(days=9))
    await store.seen.note(KEY, "8", Seen(OLD, None), NOON)
    await store.seen.forget(NOON - dt.timedelta(days=7))

    ever = NOON - dt.timedelta(days=99)
    assert await store.seen.of(KEY, "7", ever) is None
    assert await store.seen.of(KEY, "8", ever) is not None
