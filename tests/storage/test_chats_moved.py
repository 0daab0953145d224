"""What becomes of a chat that has moved, or that turns out to be another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.chats import Chat, ChatKey, ChatSettings
from core.delivery import DeliveryState
from core.editions.keys import DAILY
from storage import Storage
from tests.chats import put
from tests.storage.build import DAY, LIST, NOON, days, delivery, hours, settled
from tests.storage.stored_chats import CHOSEN, KEY, LATE, NEW, chat


async def test_a_chat_moves_with_all_it_has(store: Storage) -> None:
    await put(store, chat(seen=LIST))
    await store.deliveries.owe([delivery(KEY, 1), delivery(KEY, 2)], [], NOON)
    await store.deliveries.sending(delivery(KEY, 1), NOON)
    await store.chats.move(KEY, NEW)

    assert await store.chats.get(KEY) == Chat(key=KEY)
    assert await store.chats.get(NEW) == chat(NEW, seen=LIST, introduced=True)
    assert await store.deliveries.of(KEY, LIST) == []
    sending = delivery(NEW, 1, state=DeliveryState.SENDING)
    assert await store.deliveries.of(NEW, LIST) == [sending, delivery(NEW, 2)]


async def test_moved_again_changes_nothing(store: Storage) -> None:
    await put(store, chat())
    await store.deliveries.owe([delivery(KEY)], [], NOON)
    for old in (KEY, KEY, NEW):
        await store.chats.move(old, NEW)

    assert await store.chats.get(NEW) == chat(NEW, seen=LIST, introduced=True)
    assert await store.deliveries.owed("telegram", 9) == [delivery(NEW)]


STRANGER = Chat(key=NEW, settings=ChatSettings(language="zh"))


NEWCOMER = chat(NEW, settings=ChatSettings(language="zh"), through=settled(0), next_due=hours(1))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (chat(seen=LIST), STRANGER, chat(NEW, seen=LIST)),
        (chat(), replace(STRANGER, seen=LIST), chat(NEW, seen=LIST)),
        (Chat(key=KEY, settings=CHOSEN, seen=LIST), NEWCOMER, replace(NEWCOMER, seen=LIST)),
        (chat(), NEWCOMER, NEWCOMER),
        (chat(through=settled(3)), NEWCOMER, replace(NEWCOMER, through=settled(3))),
        (Chat(key=KEY, settings=CHOSEN), STRANGER, STRANGER),
    ],
)
async def test_the_subscribed_chats_settings_win(
    store: Storage, old: Chat, new: Chat, expected: Chat
) -> None:
    await put(store, old)
    await put(store, new)
    await store.chats.move(KEY, NEW)

    assert await store.chats.get(NEW) == expected
    assert await store.chats.get(KEY) == Chat(key=KEY)


@pytest.mark.parametrize("tried", [KEY, NEW])
async def test_of_two_deliveries_of_a_part_the_tried_one_is_kept(
    store: Storage, tried: ChatKey
) -> None:
    for key in (KEY, NEW):
        await put(store, chat(key))
    await store.deliveries.owe([delivery(KEY, 1), delivery(NEW, 1), delivery(NEW, 2)], [], NOON)
    await store.deliveries.sending(delivery(tried), NOON)
    await store.deliveries.sent(delivery(tried), "77", NOON)
    await store.chats.move(KEY, NEW)

    sent = delivery(NEW, 1, state=DeliveryState.SENT, message_id="77", body="")
    assert await store.deliveries.of(NEW, LIST) == [sent, delivery(NEW, 2)]


async def test_a_chat_that_wants_nothing_is_owed_nothing_after_moving(store: Storage) -> None:
    await store.deliveries.owe([delivery(KEY)], [], NOON)
    await put(store, Chat(key=NEW))
    await store.chats.move(KEY, NEW)

    assert await store.deliveries.owed("telegram", 9) == []


async def test_of_two_chats_that_are_one_each_shelf_is_settled_as_far_as_either(
    store: Storage,
) -> None:
    await put(store, chat(through={DAILY: DAY, LATE: days(-3)}))
    await put(store, chat(NEW, through={DAILY: days(-1), LATE: days(-2)}))
    await store.deliveries.owe([delivery(KEY), delivery(KEY, list_key=LATE.on(DAY))], [], NOON)
    await store.chats.move(KEY, NEW)

    assert (await store.chats.get(NEW)).through == {DAILY: DAY, LATE: days(-2)}
    assert (
        len(await store.deliveries.of(NEW, LIST))
        == len(await store.deliveries.of(NEW, LATE.on(DAY)))
        == 1
    )
