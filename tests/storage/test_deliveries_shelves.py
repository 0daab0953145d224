"""Lists of several shelves that a chat is owed."""

from __future__ import annotations

from core.chats import ChatSettings
from core.delivery import DeliveryKind, DeliveryState
from core.editions.keys import DAILY, Shelf
from storage import Storage
from tests.chats import put_subscribed
from tests.storage.build import DAY, LIST, NOON, days, delivery
from tests.storage.test_deliveries import KEY, OTHER, owe

LATE, ELSEWHERE = Shelf("hf", "late"), Shelf("other", "daily")


SHELVES = (DAILY, LATE, ELSEWHERE)


async def test_a_second_list_of_the_same_day_is_owed_too(store: Storage) -> None:
    """Written down at once or later, each has rows of its own, and what becomes of one does not
    touch the other."""
    both = [
        delivery(KEY, part, list_key=shelf.on(DAY)) for shelf in (DAILY, LATE) for part in (1, 2)
    ]
    await owe(store, *both)
    await owe(store, *both, delivery(KEY, list_key=ELSEWHERE.on(DAY)))
    await store.deliveries.sending(both[0], NOON)
    await store.deliveries.sent(both[0], "m1", NOON)
    await store.deliveries.sending(both[2], NOON)
    await store.deliveries.failed(both[2], "refused", NOON)

    assert await store.deliveries.owed("telegram", 9) == [
        both[1],
        both[3],
        delivery(KEY, list_key=ELSEWHERE.on(DAY)),
    ]
    states = [
        [row.state for row in await store.deliveries.of(KEY, shelf.on(DAY))]
        for shelf in (DAILY, LATE)
    ]
    assert states == [
        [DeliveryState.SENT, DeliveryState.OWED],
        [DeliveryState.FAILED, DeliveryState.OWED],
    ]
    found = await store.deliveries.message(KEY, "m1")
    assert found is not None
    assert found.list_key == LIST


async def test_the_lists_of_a_day_come_one_after_the_other(store: Storage) -> None:
    kinds = (DeliveryKind.THREAD, DeliveryKind.LIST, DeliveryKind.LATE)
    rows = [
        delivery(key, list_key=shelf.on(DAY), kind=kind)
        for key in (OTHER, KEY)
        for shelf in SHELVES
        for kind in kinds
    ]
    await owe(store, *rows)
    page, paged = await store.deliveries.owed("telegram", 4), []
    while page:
        paged += page
        page = await store.deliveries.owed("telegram", 4, page[-1])

    expected = [
        (key, shelf, kind)
        for key in sorted((KEY, OTHER), key=str)
        for shelf in SHELVES
        for kind in kinds[::-1]
    ]
    assert [(row.key, row.list_key.shelf, row.kind) for row in paged] == expected


async def test_of_several_lists_the_last_one_is_seen(store: Storage) -> None:
    await put_subscribed(store, KEY, ChatSettings(), NOON, {}, NOON)
    await owe(
        store,
        *(delivery(KEY, list_key=key) for key in (LATE.on(DAY), ELSEWHERE.on(days(-1)), LIST)),
    )

    assert (await store.chats.get(KEY)).seen == LATE.on(DAY)


async def test_the_newest_of_each_shelf(store: Storage) -> None:
    await owe(store, delivery(KEY), delivery(KEY, list_key=ELSEWHERE.on(days(-3))))

    assert await store.deliveries.newest([KEY], LIST) == {KEY: DAY}
    assert await store.deliveries.newest([KEY], ELSEWHERE.on(days(9))) == {KEY: days(-3)}
    assert await store.deliveries.newest([KEY], LATE.on(DAY)) == {}
