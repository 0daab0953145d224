"""Which chats are due, and when: by the store."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from core.chats import Chat, ChatKey, ChatSettings
from core.editions.keys import DAILY
from storage import Storage
from storage.serving import Settled
from tests.chats import put, put_subscribed
from tests.storage.build import DAY, LIST, NOON, days, hours, settled
from tests.storage.stored_chats import CHOSEN, KEY, LATE, NEW, chat, numbered, settle


async def test_settled_and_waiting_chats(store: Storage) -> None:
    await put(store, chat())
    await settle(store, hours(24))
    assert await store.chats.get(KEY) == chat(through=settled(0), next_due=hours(24))

    await store.chats.wait(KEY, hours(25))
    assert await store.chats.get(KEY) == chat(through=settled(0), next_due=hours(25))


@pytest.mark.parametrize("stored", [Chat(key=KEY), None])
async def test_a_chat_that_is_not_subscribed_gets_no_time(
    store: Storage, stored: Chat | None
) -> None:
    if stored:
        await put(store, stored)
    await settle(store, hours(24))
    await store.chats.wait(KEY, hours(24))

    assert await store.chats.get(KEY) == Chat(key=KEY)
    assert await store.chats.soonest() is None


async def test_who_is_due(store: Storage) -> None:
    late, early = chat(numbered(1)), chat(numbered(2), next_due=hours(-1))
    for each in (
        late,
        early,
        chat(numbered(3), next_due=hours(0.001)),
        chat(numbered(4), next_due=None),
    ):
        await put(store, each)
    await put(store, chat(numbered(5), paused="kicked"))
    await put(store, chat(numbered(6), subscribed_at=None))

    assert await store.chats.due(NOON, 9) == [early, late]
    assert await store.chats.due(NOON, 1) == [early]
    assert await store.chats.due(hours(-2), 9) == []
    assert await store.chats.due(NOON, 9, ["discord", KEY.platform]) == [early, late]
    assert await store.chats.due(NOON, 9, ["discord"]) == []


async def test_when_the_next_is_due(store: Storage) -> None:
    assert await store.chats.soonest() is None
    await put(store, chat(numbered(1), next_due=hours(2)))
    await put(store, chat(numbered(2), next_due=hours(1)))
    await put(store, chat(numbered(3), next_due=NOON, paused="kicked"))
    await put(store, chat(numbered(4), next_due=None))

    assert await store.chats.soonest() == hours(1)
    assert await store.chats.soonest([KEY.platform]) == hours(1)
    assert await store.chats.soonest(["discord"]) is None


async def test_the_furthest_time_of_each_hour(store: Storage) -> None:
    assert await store.chats.furthest() == {}
    for number, settings, due in ((1, CHOSEN, 1), (2, CHOSEN, 3), (3, ChatSettings(), 2)):
        await put(store, chat(numbered(number), settings=settings, next_due=hours(due)))
    await put(store, chat(numbered(4), paused="blocked", next_due=None))

    assert await store.chats.furthest() == {CHOSEN.hour: hours(3), ChatSettings().hour: hours(2)}


async def test_chats_whose_time_is_later_than_their_hour_allows(store: Storage) -> None:
    for number, due in ((1, 1), (2, 3), (3, 4)):
        await put(store, chat(numbered(number), next_due=hours(due)))
    await put(store, chat(numbered(4), settings=ChatSettings(), next_due=hours(9)))
    await put(store, chat(ChatKey("discord", "5"), next_due=hours(9)))
    beyond = store.chats.beyond

    assert [each.key for each in await beyond(CHOSEN.hour, hours(2), 9, ["telegram"])] == [
        numbered(2),
        numbered(3),
    ]
    assert len(await beyond(CHOSEN.hour, hours(2), 9)) == 3
    assert len(await beyond(CHOSEN.hour, hours(2), 1)) == 1
    assert await beyond(CHOSEN.hour, hours(9), 9) == []


async def test_the_hour_follows_the_settings_whoever_stores_them(store: Storage) -> None:
    late = replace(CHOSEN, time=dt.time(22))
    await store.chats.seen(KEY, LIST, None)
    await put_subscribed(store, KEY, CHOSEN, NOON, {}, NOON)
    assert list(await store.chats.furthest()) == [CHOSEN.hour]
    await store.chats.change(KEY, lambda chat: replace(chat, settings=late))
    assert list(await store.chats.furthest()) == [late.hour]
    await store.chats.move(KEY, NEW)
    assert list(await store.chats.furthest()) == [late.hour]


async def test_what_is_wrong_is_corrected_but_for_chats_that_left(store: Storage) -> None:
    left = chat(NEW, subscribed_at=None, next_due=None)
    await put(store, chat())
    await put(store, left)
    await store.chats.correct(
        [chat(subscribed_at=NOON, through={}), replace(left, subscribed_at=NOON)]
    )

    assert await store.chats.get(KEY) == chat(subscribed_at=NOON, through={})
    assert await store.chats.get(NEW) == left


async def test_each_shelf_is_settled_for_itself(store: Storage) -> None:
    both = {DAILY: DAY, LATE: days(-3)}
    await put(store, chat(through=both, seen=LATE.on(DAY)))
    assert await store.chats.get(KEY) == chat(through=both, seen=LATE.on(DAY))

    await store.deliveries.owe([], [Settled(KEY, {**both, LATE: DAY}, hours(9))], NOON)
    assert (await store.chats.get(KEY)).through == {DAILY: DAY, LATE: DAY}
