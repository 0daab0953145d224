"""What a chat is owed that is held, and once it is released."""

from __future__ import annotations

import pytest

from core.chats import Chat
from core.delivery import DeliveryState
from core.editions.keys import DAILY
from storage import Storage
from storage.serving import Settled
from tests.chats import put
from tests.storage.build import DAY, LIST, NOON, days, delivery, hours, settled
from tests.storage.stored_chats import CHOSEN, KEY, LATE, chat


async def test_what_a_held_chat_was_owed_is_due_again_once_it_is_released(store: Storage) -> None:
    await put(store, chat(through=settled(-2)))
    rows = [delivery(KEY, 1), delivery(KEY, 2)]
    await store.deliveries.owe(rows, [Settled(KEY, settled(0), hours(9))], NOON)
    await store.deliveries.sending(rows[0], NOON)
    await store.deliveries.sent(rows[0], "1", NOON)
    await store.chats.hold(KEY, "not_allowed")

    assert await store.chats.get(KEY) == chat(
        through=settled(-1), paused="not_allowed", next_due=None, seen=LIST, introduced=True
    )
    assert await store.deliveries.owed("telegram", 9) == []

    await store.chats.release(KEY, "not_allowed", hours(1))
    assert await store.chats.get(KEY) == chat(
        through=settled(-1), next_due=hours(1), seen=LIST, introduced=True
    )
    await store.deliveries.owe(rows, [], NOON)
    assert await store.deliveries.owed("telegram", 9) == [rows[1]]


async def test_what_may_have_arrived_is_not_due_again(store: Storage) -> None:
    await put(store, chat(through=settled(-2)))
    await store.deliveries.owe([delivery(KEY)], [Settled(KEY, settled(0), hours(9))], NOON)
    await store.deliveries.sending(delivery(KEY), NOON)
    await store.deliveries.owed_again(delivery(KEY), NOON, "time-out", in_doubt=True)
    await store.chats.hold(KEY, "not_allowed")

    assert (await store.chats.get(KEY)).through == settled(0)
    assert [row.state for row in await store.deliveries.of(KEY, LIST)] == [DeliveryState.UNKNOWN]


async def test_what_was_on_its_way_when_a_chat_was_held_is_due_again(store: Storage) -> None:
    await put(store, chat(through=settled(-2)))
    await store.deliveries.owe([delivery(KEY)], [Settled(KEY, settled(0), hours(9))], NOON)
    await store.deliveries.sending(delivery(KEY), NOON)
    await store.chats.hold(KEY, "not_allowed")
    assert (await store.chats.get(KEY)).through == settled(0)

    await store.deliveries.owed_again(delivery(KEY), NOON)
    assert await store.deliveries.of(KEY, LIST) == []
    assert (await store.chats.get(KEY)).through == settled(-1)


@pytest.mark.parametrize(
    "before",
    [chat(paused="blocked", next_due=None), Chat(key=KEY, settings=CHOSEN), chat(through={})],
)
async def test_only_who_gets_lists_is_held_and_only_who_is_held_is_released(
    store: Storage, before: Chat
) -> None:
    await put(store, before)
    await store.chats.release(KEY, "not_allowed", hours(1))
    assert await store.chats.get(KEY) == before

    await store.chats.hold(KEY, "not_allowed")
    active = before.subscribed_at is not None and before.paused is None
    assert (await store.chats.get(KEY)).paused == ("not_allowed" if active else before.paused)


async def test_what_is_held_of_one_shelf_leaves_the_others_settled(store: Storage) -> None:
    await put(store, chat(through={DAILY: DAY, LATE: DAY}))
    await store.deliveries.owe([delivery(KEY, list_key=LATE.on(DAY))], [], NOON)
    await store.chats.hold(KEY, "not_allowed")

    assert (await store.chats.get(KEY)).through == {DAILY: DAY, LATE: days(-1)}
