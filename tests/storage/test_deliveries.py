from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.chats import Chat, ChatKey, ChatSettings
from core.delivery import Delivery, DeliveryKind, DeliveryState
from core.editions.keys import DAILY
from storage import Storage
from storage.serving import Settled
from tests.chats import put, put_subscribed
from tests.storage.build import DAY, LIST, NOON, days, delivery, hours, lists, settled

KEY = ChatKey("telegram", "-100123", "7")
OTHER = ChatKey("telegram", "42")
LEFT = ChatKey("telegram", "43")
LIVELY = Chat(key=KEY, subscribed_at=hours(-9), through=settled(-1), next_due=NOON)


async def owe(store: Storage, *deliveries: Delivery) -> None:
    await store.deliveries.owe(deliveries, [], NOON)


async def stored(store: Storage, of: Delivery) -> Delivery | None:
    rows = await store.deliveries.of(of.key, of.list_key)
    return next((row for row in rows if (row.kind, row.part) == (of.kind, of.part)), None)


async def test_what_is_owed_is_read_back(store: Storage) -> None:
    await owe(store, delivery(KEY, 1, body='{"text": "🏆 视觉"}'))

    assert await store.deliveries.owed("telegram", 9) == [
        delivery(KEY, 1, body='{"text": "🏆 视觉"}')
    ]
    assert await store.deliveries.owed("discord", 9) == []


async def test_owing_settles_the_chats_at_once(store: Storage) -> None:
    await put(store, LIVELY)
    await put(store, replace(LIVELY, key=OTHER))
    await store.deliveries.owe(
        [delivery(KEY)],
        [Settled(KEY, settled(0), hours(24)), Settled(OTHER, settled(0), None)],
        NOON,
    )

    assert await store.chats.get(KEY) == replace(
        LIVELY, seen=LIST, through=settled(0), next_due=hours(24), introduced=True
    )
    assert await store.chats.get(OTHER) == replace(
        LIVELY, key=OTHER, through=settled(0), next_due=None
    )


async def test_what_cannot_be_owed_settles_nothing(store: Storage) -> None:
    await put(store, LIVELY)
    with pytest.raises(Exception, match="aware"):
        await store.deliveries.owe(
            [delivery(KEY)], [Settled(KEY, settled(0), NOON.replace(tzinfo=None))], NOON
        )

    assert await store.deliveries.counts() == {}
    assert await store.chats.get(KEY) == LIVELY


async def test_nothing_is_owed_twice(store: Storage) -> None:
    await owe(store, delivery(KEY, 1), delivery(KEY, 2))
    await store.deliveries.sending(delivery(KEY, 1), NOON)
    await store.deliveries.sent(delivery(KEY, 1), "77", NOON)
    await owe(store, delivery(KEY, 1), delivery(KEY, 2, body="worded anew"), delivery(KEY, 3))

    assert await store.deliveries.owed("telegram", 9) == [delivery(KEY, 2), delivery(KEY, 3)]


@pytest.mark.parametrize("end", [{"subscribed_at": None}, {"paused": "kicked"}])
async def test_a_chat_that_left_meanwhile_is_owed_nothing(
    store: Storage, end: dict[str, str | None]
) -> None:
    gone = replace(LIVELY, next_due=None, **end)  # type: ignore[arg-type]
    await put(store, gone)
    await store.deliveries.owe(
        [delivery(KEY), delivery(OTHER)], [Settled(KEY, settled(0), hours(24))], NOON
    )

    assert await store.deliveries.owed("telegram", 9) == [delivery(OTHER)]
    assert await store.chats.get(KEY) == gone


async def test_thousands_are_owed_at_once(store: Storage) -> None:
    keys = [ChatKey("telegram", str(number)) for number in range(1200)]
    await store.deliveries.owe([delivery(key, part) for key in keys for part in (1, 2)], [], NOON)

    assert await store.deliveries.counts() == {DeliveryState.OWED: 2400}


async def test_the_way_of_a_delivery(store: Storage) -> None:
    await owe(store, delivery(KEY))
    assert await store.deliveries.sending(delivery(KEY), hours(1))
    assert await store.deliveries.owed("telegram", 9) == []
    assert await stored(store, delivery(KEY)) == delivery(KEY, state=DeliveryState.SENDING)

    await store.deliveries.sent(delivery(KEY), "77", hours(2))
    sent = delivery(KEY, state=DeliveryState.SENT, message_id="77", body="")
    assert await stored(store, delivery(KEY)) == sent
    assert await store.deliveries.message(KEY, "77") == sent


async def test_other_ends(store: Storage) -> None:
    lost, refused = delivery(KEY, 1), delivery(KEY, 2)
    await owe(store, lost, refused)
    for each in (lost, refused):
        await store.deliveries.sending(each, NOON)
    await store.deliveries.unknown(lost, NOON)
    await store.deliveries.failed(refused, "chat not found", NOON)

    assert await stored(store, lost) == replace(lost, state=DeliveryState.UNKNOWN, body="")
    assert await stored(store, refused) == replace(
        refused, state=DeliveryState.FAILED, error="chat not found"
    )


async def test_only_what_is_owed_is_sent_and_only_by_one(store: Storage) -> None:
    assert not await store.deliveries.sending(delivery(KEY), NOON)
    await owe(store, delivery(KEY))
    assert await store.deliveries.sending(delivery(KEY), NOON)
    assert not await store.deliveries.sending(delivery(KEY), NOON)
    await store.deliveries.sent(delivery(KEY), "77", NOON)
    assert not await store.deliveries.sending(delivery(KEY), NOON)


async def test_one_change_leaves_the_neighbours_alone(store: Storage) -> None:
    neighbours = [
        delivery(KEY, 2),
        delivery(KEY, list_key=lists(1)),
        delivery(KEY, kind=DeliveryKind.LATE),
        delivery(OTHER),
        delivery(replace(KEY, thread_id="8")),
        delivery(replace(KEY, platform="discord")),
    ]
    await owe(store, delivery(KEY), *neighbours)
    await store.deliveries.sending(delivery(KEY), NOON)
    await store.deliveries.sent(delivery(KEY), "77", NOON)

    assert [await stored(store, each) for each in neighbours] == neighbours


async def test_what_was_not_sent_is_owed_again(store: Storage) -> None:
    await owe(store, delivery(KEY))
    await store.deliveries.sending(delivery(KEY), NOON)
    await store.deliveries.owed_again(delivery(KEY), NOON)

    assert await store.deliveries.owed("telegram", 9) == [delivery(KEY)]


async def test_what_is_not_taken_says_why_until_it_is(store: Storage) -> None:
    await owe(store, delivery(KEY, 1), delivery(OTHER, 1))
    await store.deliveries.sending(delivery(KEY, 1), NOON)
    await store.deliveries.owed_again(delivery(KEY, 1), NOON, "502")

    assert await store.deliveries.refused(9) == [delivery(KEY, 1, error="502")]

    await store.deliveries.sending(delivery(KEY, 1), hours(1))
    await store.deliveries.sent(delivery(KEY, 1), "7", hours(1))

    assert await store.deliveries.refused(9) == []
    row = await stored(store, delivery(KEY, 1))
    assert row
    assert row.error is None


async def test_the_last_of_a_kind_that_ended_is_of_an_earlier_day(store: Storage) -> None:
    kind = DeliveryKind.THREAD
    old, older = (
        replace(delivery(KEY, 0), kind=kind, list_key=DAILY.on(days(-number))) for number in (1, 2)
    )
    waiting, elsewhere = replace(delivery(KEY, 0), kind=kind), replace(old, key=OTHER)
    await owe(store, old, older, waiting, elsewhere, delivery(KEY, 0))
    for row in (older, elsewhere):
        await store.deliveries.sent(row, "7", NOON)

    last = await store.deliveries.last(KEY, kind, DAY)
    assert last
    assert (last.list_key, last.state) == (older.list_key, DeliveryState.SENT)
    await store.deliveries.failed(old, "no_rights", NOON)
    last = await store.deliveries.last(KEY, kind, DAY)
    assert last
    assert (last.list_key, last.error) == (old.list_key, "no_rights")
    assert await store.deliveries.last(KEY, kind, days(-2)) is None
    assert await store.deliveries.last(LEFT, kind, DAY) is None


async def test_what_may_have_been_sent_is_not_owed_again(store: Storage) -> None:
    await owe(store, delivery(KEY))
    await store.deliveries.sending(delivery(KEY), NOON)
    await store.deliveries.unknown(delivery(KEY), NOON)
    await store.deliveries.owed_again(delivery(KEY), NOON)

    assert await store.deliveries.owed("telegram", 9) == []


async def test_what_is_in_doubt_tells_since_when(store: Storage) -> None:
    await owe(store, delivery(KEY))
    for tried in (1, 2):
        await store.deliveries.sending(delivery(KEY), hours(tried))
        await store.deliveries.owed_again(delivery(KEY), hours(tried + 0.5), in_doubt=True)
        await store.deliveries.sending(delivery(KEY), hours(tried + 0.6))
        await store.deliveries.owed_again(delivery(KEY), hours(tried + 0.7))

    assert await store.deliveries.owed("telegram", 9) == [delivery(KEY, tried_at=hours(1))]


async def test_a_chat_that_left_amid_sending_is_owed_nothing_again(store: Storage) -> None:
    await put(store, LIVELY)
    await owe(store, delivery(KEY))
    await store.deliveries.sending(delivery(KEY), NOON)
    await store.chats.unsubscribe(KEY)
    await store.deliveries.owed_again(delivery(KEY), NOON)

    assert await store.deliveries.of(KEY, LIST) == []


async def test_after_a_crash_what_was_being_sent_is_unknown(store: Storage) -> None:
    parts = [delivery(KEY, part) for part in (1, 2, 3)]
    await owe(store, *parts)
    for part in parts[:2]:
        await store.deliveries.sending(part, NOON)
    await store.deliveries.sent(parts[0], "77", NOON)

    unknown = replace(parts[1], state=DeliveryState.UNKNOWN, body="")
    assert await store.deliveries.recover(hours(1), {}) == [unknown]
    assert await store.deliveries.recover(hours(2), {}) == []
    assert await store.deliveries.owed("telegram", 9) == parts[2:]
    assert await store.deliveries.listed(DeliveryState.UNKNOWN, 9) == [unknown]


async def test_after_a_crash_what_may_be_repeated_is_owed_again(store: Storage) -> None:
    old, doubtful, fresh = (delivery(KEY, part) for part in (1, 2, 3))
    left, elsewhere = delivery(LEFT), delivery(ChatKey("discord", "9"))
    await put(store, replace(LIVELY, key=LEFT))
    await owe(store, old, doubtful, fresh, left, elsewhere)
    await store.deliveries.sending(doubtful, hours(-3))
    await store.deliveries.owed_again(doubtful, hours(-3), in_doubt=True)
    for each, at in ((old, -3), (doubtful, -1), (fresh, -1), (left, -1), (elsewhere, -1)):
        await store.deliveries.sending(each, hours(at))
    await store.chats.unsubscribe(LEFT)
    unknown = await store.deliveries.recover(NOON, {"telegram": hours(-2)})

    assert {row.key.chat_id + str(row.part) for row in unknown} == {"-1001231", "-1001232", "91"}
    assert await store.deliveries.owed("telegram", 9) == [replace(fresh, tried_at=hours(-1))]
    assert await store.deliveries.of(LEFT, LIST) == []


async def test_what_a_clock_sent_that_was_ahead_is_unknown(store: Storage) -> None:
    fresh, ahead, tried_ahead = (delivery(KEY, part) for part in (1, 2, 3))
    await owe(store, fresh, ahead, tried_ahead)
    await store.deliveries.sending(tried_ahead, hours(5))
    await store.deliveries.owed_again(tried_ahead, hours(5), in_doubt=True)
    for each, at in ((fresh, -1), (ahead, 5), (tried_ahead, -1)):
        await store.deliveries.sending(each, hours(at))
    unknown = await store.deliveries.recover(NOON, {"telegram": hours(-2)})

    assert [row.part for row in unknown] == [2, 3]


async def test_the_newest_list_written_down_for_each_chat(store: Storage) -> None:
    for date, kind in (
        (-3, DeliveryKind.LIST),
        (-2, DeliveryKind.EMPTY),
        (-1, DeliveryKind.LATE),
        (3, DeliveryKind.LIST),
    ):
        await owe(store, delivery(KEY, list_key=lists(date), kind=kind))
    await owe(store, delivery(OTHER, list_key=lists(-1)))
    newest = store.deliveries.newest

    assert await newest([KEY, OTHER, LEFT], LIST) == {KEY: days(-2), OTHER: days(-1)}
    assert await newest([KEY], lists(3)) == {KEY: days(3)}
    assert await newest([], LIST) == {}


async def test_the_newest_in_a_state_come_first(store: Storage) -> None:
    parts = [delivery(KEY, part) for part in (1, 2, 3)]
    await owe(store, *parts)
    for part, hour in zip(parts, (2, 3, 1), strict=True):
        await store.deliveries.failed(part, "no", hours(hour))

    assert [each.part for each in await store.deliveries.listed(DeliveryState.FAILED, 2)] == [2, 1]
    assert await store.deliveries.listed(DeliveryState.UNKNOWN, 2) == []


async def test_counts(store: Storage) -> None:
    await owe(store, delivery(KEY, 1), delivery(KEY, 2), delivery(OTHER))
    await store.deliveries.unknown(delivery(OTHER), NOON)

    assert await store.deliveries.counts() == {DeliveryState.OWED: 2, DeliveryState.UNKNOWN: 1}


async def test_a_message_belongs_to_its_chat(store: Storage) -> None:
    here, there = delivery(KEY), delivery(OTHER, list_key=lists(1))
    await owe(store, here, there)
    for each in (here, there):
        await store.deliveries.sent(each, "77", NOON)

    for each in (here, there):
        assert await store.deliveries.message(each.key, "77") == await stored(store, each)
    assert await store.deliveries.message(KEY, "78") is None
    assert await store.deliveries.message(replace(KEY, thread_id=""), "77") is None


async def test_pruning(store: Storage) -> None:
    await owe(
        store, delivery(KEY, list_key=lists(-2)), delivery(KEY, list_key=lists(-1)), delivery(KEY)
    )
    await store.deliveries.unknown(delivery(KEY, list_key=lists(-2)), NOON)
    await store.deliveries.prune(days(-1))

    assert await store.deliveries.owed("telegram", 9) == [
        delivery(KEY, list_key=lists(-1)),
        delivery(KEY),
    ]
    assert await store.deliveries.of(KEY, lists(-2)) == []


async def test_a_chat_hears_first_that_its_list_is_late(store: Storage) -> None:
    kinds = [DeliveryKind.LATE, DeliveryKind.LIST]
    await owe(store, *(delivery(KEY, kind=kind) for kind in kinds[::-1]))

    assert [each.kind for each in await store.deliveries.owed("telegram", 9)] == kinds


places = st.tuples(
    st.integers(0, 2), st.sampled_from(["1", "-1", "20", "3"]), st.sampled_from(["", "7"])
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    owed=st.dictionaries(places, st.integers(1, 3), max_size=12),
    limit=st.integers(1, 5),
    chance=st.randoms(),
)
async def test_page_by_page_all_come_once_and_in_order(
    store: Storage, owed: dict[tuple[int, str, str], int], limit: int, chance: random.Random
) -> None:
    await store.deliveries.prune(days(9))
    rows = [
        delivery(ChatKey("telegram", chat, thread), part, list_key=lists(day))
        for (day, chat, thread), parts in owed.items()
        for part in range(1, parts + 1)
    ]
    chance.shuffle(rows)
    await owe(store, *rows, delivery(ChatKey("discord", "1")))
    paged: list[Delivery] = []
    while page := await store.deliveries.owed("telegram", limit, paged[-1] if paged else None):
        paged += page
        # What became of a delivery does not disturb the pages after it.
        await store.deliveries.unknown(chance.choice(page), NOON)

    expected = sorted(
        rows, key=lambda row: (row.list_key.day, row.key.chat_id, row.key.thread_id, row.part)
    )
    assert paged == expected


async def test_a_chat_that_is_owed_a_list_has_seen_its_edition(store: Storage) -> None:
    await put_subscribed(store, KEY, ChatSettings(), NOON, {}, NOON)
    notice = delivery(KEY, kind=DeliveryKind.LATE)
    await store.deliveries.owe([notice], [], NOON)
    assert (await store.chats.get(KEY)).seen is None

    await store.deliveries.owe([delivery(KEY)], [], NOON)
    assert (await store.chats.get(KEY)).seen == LIST


async def test_what_chats_got_lately_is_told_in_order(store: Storage) -> None:
    elsewhere = ChatKey("telegram", KEY.chat_id, "8")
    parts = [delivery(KEY, 1), delivery(elsewhere, 1), delivery(OTHER, 1), delivery(KEY, 2)]
    await owe(store, *parts, delivery(KEY, 3), delivery(LEFT, 1))
    for hour, each in zip((3, 2, 1, 9), parts, strict=True):
        assert await store.deliveries.sending(each, hours(hour))
    await store.deliveries.sent(parts[0], "7", hours(4))
    await store.deliveries.unknown(parts[2], hours(1))

    found = await store.deliveries.lately([KEY, OTHER, LEFT], NOON, hours(9))
    assert found == [(OTHER, hours(1)), (elsewhere, hours(2)), (KEY, hours(4))]
    assert await store.deliveries.lately([OTHER], hours(1), hours(9)) == []
