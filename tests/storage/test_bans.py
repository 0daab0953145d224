"""What the operator keeps from chats and people."""

from __future__ import annotations

import datetime as dt

import pytest

from core.chats import Ban, BanKind, ChatKey, ChatSettings
from core.delivery import DeliveryKind, DeliveryState
from core.editions.keys import DAILY
from storage import Storage
from storage.serving import Settled
from tests.chats import put_subscribed
from tests.storage import build
from tests.storage.build import LIST, NOON, days, hours, settled

GROUP, TOPIC = ChatKey("telegram", "-100"), ChatKey("telegram", "-100", "7")
OTHER = ChatKey("discord", "-100")


def silenced(key: ChatKey, until: dt.datetime | None = None) -> Ban:
    return Ban(key=key, kind=BanKind.SILENCED, since=NOON, until=until)


def banned(key: ChatKey) -> Ban:
    return Ban(key=key, kind=BanKind.BANNED, since=NOON)


async def subscribe(store: Storage, *keys: ChatKey) -> None:
    for key in keys:
        await put_subscribed(store, key, ChatSettings(), hours(-99), settled(-1), hours(-1))


async def due(store: Storage) -> set[ChatKey]:
    return {chat.key for chat in await store.chats.due(NOON, 9)}


@pytest.mark.parametrize("ban", [silenced, banned])
async def test_a_chat_with_its_threads_is_due_no_more(store: Storage, ban) -> None:
    await subscribe(store, GROUP, TOPIC, OTHER)

    await store.bans.put(ban(GROUP))

    assert await due(store) == {OTHER}
    assert await store.chats.soonest(["telegram"]) is None
    assert await store.bans.lift(GROUP)
    assert await due(store) == {GROUP, TOPIC, OTHER}
    assert not await store.bans.lift(GROUP)


async def test_a_thread_alone_can_be_silenced(store: Storage) -> None:
    await subscribe(store, GROUP, TOPIC)

    await store.bans.put(silenced(TOPIC))

    assert await due(store) == {GROUP}
    assert not await store.bans.is_banned(TOPIC)


async def test_what_was_owed_is_due_again_afterwards_and_what_was_sent_stays(
    store: Storage,
) -> None:
    await subscribe(store, GROUP, OTHER)
    parts = [build.delivery(GROUP, part) for part in (0, 1)] + [build.delivery(OTHER, 0)]
    await store.deliveries.owe(parts, [Settled(GROUP, settled(0), hours(9))], NOON)
    await store.deliveries.sending(parts[0], NOON)

    await store.bans.put(silenced(GROUP))
    await store.deliveries.sent(parts[0], "77", NOON)

    assert [row.key for row in await store.deliveries.owed("telegram", 9)] == []
    assert [row.key for row in await store.deliveries.owed("discord", 9)] == [OTHER]
    assert not await store.deliveries.sending(parts[1], NOON)
    assert (await store.chats.get(GROUP)).through == {DAILY: days(-1)}
    (row,) = await store.deliveries.of(GROUP, LIST)
    assert row.state is DeliveryState.SENT


async def test_a_list_that_was_being_made_is_neither_owed_nor_settled(store: Storage) -> None:
    await subscribe(store, GROUP)
    await store.bans.put(silenced(GROUP))

    await store.deliveries.owe(
        [build.delivery(GROUP)], [Settled(GROUP, settled(0), hours(9))], NOON
    )

    assert await store.deliveries.owed("telegram", 9) == []
    assert (await store.chats.get(GROUP)).through == {DAILY: days(-1)}


async def test_a_silence_ends_when_its_time_is_over(store: Storage) -> None:
    await subscribe(store, GROUP)
    await store.bans.put(silenced(GROUP, until=hours(2)))

    assert await store.bans.expire(hours(1)) == []
    assert await due(store) == set()
    assert [ban.key for ban in await store.bans.expire(hours(2))] == [GROUP]
    assert await due(store) == {GROUP}


async def test_what_a_clock_that_was_ahead_has_ended_holds_again(store: Storage) -> None:
    await subscribe(store, GROUP)
    silence = silenced(GROUP, until=hours(2))
    await store.bans.put(silence)
    await store.bans.put(silenced(TOPIC))
    assert [ban.key for ban in await store.bans.expire(hours(24 * 365))] == [GROUP]
    assert await store.bans.expire(hours(24 * 365)) == []
    assert await store.bans.of(GROUP) is None
    assert await store.bans.all() == [silenced(TOPIC)]
    assert not await store.bans.lift(GROUP)
    assert await due(store) == {GROUP}

    assert await store.bans.wrong(hours(1)) == [silence]
    await store.bans.put(silence)

    assert await store.bans.wrong(hours(1)) == []
    assert await store.bans.of(GROUP) == silence
    assert await due(store) == set()


async def test_what_is_over_is_forgotten_once_that_is_certain(store: Storage) -> None:
    await store.bans.put(silenced(GROUP, until=hours(2)))
    await store.bans.expire(hours(3))

    await store.bans.forget(hours(2))
    assert [ban.key for ban in await store.bans.wrong(hours(1))] == [GROUP]
    await store.bans.forget(hours(3))

    assert await store.bans.wrong(hours(1)) == []


async def test_a_silence_lasts_no_longer_for_a_clock_that_was_ahead(store: Storage) -> None:
    year = 24 * 365
    far = Ban(key=GROUP, kind=BanKind.SILENCED, since=hours(year), until=hours(year + 2))
    near = Ban(key=TOPIC, kind=BanKind.SILENCED, since=hours(24), until=hours(26))
    for ban in (far, near, banned(OTHER)):
        await store.bans.put(ban)

    assert await store.bans.wrong(NOON) == [silenced(GROUP, until=hours(2))]


async def test_banned_are_chats_threads_and_people(store: Storage) -> None:
    await store.bans.put(banned(ChatKey("telegram", "42")))
    await store.bans.put(banned(TOPIC))
    await store.bans.put(silenced(ChatKey("telegram", "5")))

    assert await store.bans.is_banned(ChatKey("telegram", "-1"), ["42"])
    assert await store.bans.is_banned(ChatKey("telegram", "42"))
    assert await store.bans.is_banned(TOPIC)
    assert not await store.bans.is_banned(GROUP, ["1"])
    assert not await store.bans.is_banned(ChatKey("discord", "-1"), ["42"])
    assert not await store.bans.is_banned(ChatKey("telegram", "5"), ["5"])


async def test_what_is_kept_from_a_chat_can_be_asked(store: Storage) -> None:
    await store.bans.put(silenced(GROUP))
    await store.bans.put(banned(TOPIC))

    assert await store.bans.of(TOPIC) == banned(TOPIC)
    assert await store.bans.of(ChatKey("telegram", "-100", "8")) == silenced(GROUP)
    assert await store.bans.of(OTHER) is None


async def test_the_later_ban_holds(store: Storage) -> None:
    await store.bans.put(silenced(GROUP, until=hours(2)))
    await store.bans.put(banned(GROUP))

    assert await store.bans.all() == [banned(GROUP)]
    assert await store.bans.expire(hours(99)) == []


async def test_a_list_is_owed_once_more_with_rows_of_its_own(store: Storage) -> None:
    await subscribe(store, GROUP)
    first = [build.delivery(GROUP, part) for part in (0, 1)]
    await store.deliveries.owe(first, [Settled(GROUP, settled(0), hours(9))], NOON)

    assert not await store.deliveries.owe_again(first, NOON)
    for each in first:
        await store.deliveries.sending(each, NOON)
        await store.deliveries.sent(each, f"1{each.part}", NOON)
    assert await store.deliveries.owe_again(first, hours(1))
    assert not await store.deliveries.owe_again(first, hours(1))

    again = await store.deliveries.owed("telegram", 9)
    assert [(row.kind, row.part) for row in again] == [
        (DeliveryKind.AGAIN, 0),
        (DeliveryKind.AGAIN, 1),
    ]
    for each in again:
        await store.deliveries.sending(each, hours(1))
        await store.deliveries.sent(each, f"2{each.part}", hours(1))
    assert await store.deliveries.owe_again(first, hours(2))
    assert [row.part for row in await store.deliveries.owed("telegram", 9)] == [100, 101]
    assert await store.deliveries.last_sent() == {GROUP: hours(1)}
    about = await store.messages.about(GROUP, "21")
    assert about is not None
    assert about.list_key == LIST


async def test_what_is_sent_again_moves_no_chat_back(store: Storage) -> None:
    await subscribe(store, GROUP)
    old = build.delivery(GROUP, list_key=DAILY.on(days(-5)))
    assert await store.deliveries.owe_again([old], NOON)

    await store.chats.hold(GROUP, "not_allowed")

    assert await store.deliveries.owed("telegram", 9) == []
    assert (await store.chats.get(GROUP)).through == {DAILY: days(-1)}


@pytest.mark.parametrize("why", ["unsubscribed", "paused", "silenced"])
async def test_who_gets_no_lists_gets_none_again(store: Storage, why: str) -> None:
    await subscribe(store, GROUP)
    if why == "unsubscribed":
        await store.chats.unsubscribe(GROUP)
    elif why == "paused":
        await store.chats.pause(GROUP, "kicked")
    else:
        await store.bans.put(silenced(GROUP))

    assert not await store.deliveries.owe_again([build.delivery(GROUP)], NOON)
    assert await store.deliveries.owed("telegram", 9) == []
