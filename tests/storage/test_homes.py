"""A chat belongs to one of a platform's accounts, whoever asks and whatever is under way."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from core.chats import Ban, BanKind, Chat, ChatKey, ChatSettings, Person
from core.delivery import DeliveryState
from core.interests.interest import Interest, Kind, Vote
from core.sent import About
from storage.serving import Settled
from tests.chats import put
from tests.storage import build
from tests.storage.build import LIST, NOON

ONE = ChatKey("telegram", "5")
OTHER = replace(ONE, platform="telegram@8")
NAMES = {ONE.platform, OTHER.platform}


@pytest.fixture(autouse=True)
async def known(store):
    for key in (ONE, OTHER):
        await store.accounts.remember(key.platform, key.platform[-1])


async def subscribe(store, key, **more):
    await put(store, Chat(key=key, subscribed_at=NOON, **more))


async def test_who_knows_nothing_of_a_chat_asks_who_does(store):
    assert await store.homes.of(OTHER, NAMES, NAMES) == OTHER
    await subscribe(store, ONE)
    assert await store.homes.of(OTHER, NAMES, NAMES) == ONE
    assert await store.homes.of(ONE, NAMES, NAMES) == ONE
    assert await store.homes.found(OTHER) == ONE


async def test_from_an_account_that_is_gone_it_moves(store):
    await subscribe(store, ONE, settings=ChatSettings(language="zh"))
    assert await store.homes.of(OTHER, NAMES, {OTHER.platform}) == OTHER
    assert (await store.chats.get(OTHER)).settings.language == "zh"
    assert await store.chats.get(ONE) == Chat(key=ONE)


async def test_one_of_two_that_hear_it_at_once_has_a_new_group(store):
    mine = await asyncio.gather(
        *(store.homes.is_own(key, NAMES, NAMES) for key in (ONE, OTHER, ONE, OTHER))
    )
    assert sorted(mine) == [False, False, True, True]
    assert mine[:2] == mine[2:]


async def test_a_topic_is_its_groups(store):
    await subscribe(store, OTHER)
    topic = replace(ONE, thread_id="7")
    assert not await store.homes.is_own(topic, NAMES, NAMES)
    await subscribe(store, topic)
    assert await store.homes.is_own(topic, NAMES, NAMES)


async def test_where_one_was_put_out_the_other_answers(store):
    await subscribe(store, ONE, paused="kicked")
    assert await store.homes.is_own(OTHER, NAMES, NAMES)


async def test_all_of_a_chat_is_brought(store):
    await subscribe(store, ONE)
    await store.interests.put(ONE, [Interest(kind=Kind.WORDS, value="agents")])
    await store.interests.cast(ONE, Vote(paper_id="1", person="5", up=True, at=NOON))
    await store.messages.save(ONE, "11", About(list_key=LIST), NOON)
    sent, under_way, owed = (build.delivery(ONE, part) for part in (1, 2, 3))
    await store.deliveries.owe([sent, under_way, owed], [], NOON)
    await store.deliveries.sending(sent, NOON)
    await store.deliveries.sent(sent, "11", NOON)
    await store.deliveries.sending(under_way, NOON)

    await store.homes.bring(ONE, OTHER)

    assert (await store.chats.get(OTHER)).subscribed_at == NOON
    assert await store.interests.of(OTHER)
    # Its messages' ids mean nothing to the other bot.
    assert await store.messages.about(ONE, "11")
    assert await store.deliveries.message(OTHER, "11") is None
    states = {each.part: each.state for each in await store.deliveries.of(OTHER, LIST)}
    assert states == {1: DeliveryState.SENT, 2: DeliveryState.SENT, 3: DeliveryState.OWED}
    # What is on its way is told by who sends it: that it did not arrive, or that it did.
    assert not await store.deliveries.sending(owed, NOON)
    await store.deliveries.owed_again(under_way, NOON)
    assert [each.part for each in await store.deliveries.owed(ONE.platform, 9)] == [2]
    assert [each.part for each in await store.deliveries.owed(OTHER.platform, 9)] == [3]


async def test_a_person_is_the_same_for_all_accounts(store):
    person = Person("telegram", "5")
    for key in (ONE, OTHER):
        await subscribe(store, key)
        await store.interests.cast(key, Vote(paper_id="1", person="5", up=True, at=NOON))
    assert (await store.people.stored(OTHER, person)).own_votes == 2
    assert (await store.people.forget(person, OTHER, NOON)).votes == 2
    assert (await store.people.stored(ONE, person)).own_votes == 0
    assert not (await store.chats.get(ONE)).gets_lists


async def test_a_ban_is_on_all_accounts(store):
    for key in (ONE, OTHER):
        await subscribe(store, key, next_due=NOON)
    assert len(await store.chats.due(NOON, 9)) == 2
    await store.bans.put(Ban(key=OTHER, kind=BanKind.BANNED, since=NOON))
    assert await store.chats.due(NOON, 9) == []
    for key in (ONE, OTHER):
        assert await store.bans.is_banned(key)
        assert await store.bans.of(key)
    assert await store.bans.lift(ONE)
    assert len(await store.chats.due(NOON, 9)) == 2


async def test_who_takes_a_chat_has_it_alone(store):
    await subscribe(store, ONE, settings=ChatSettings(language="zh"))
    assert await store.homes.take(OTHER, NAMES)
    assert await store.chats.get(ONE) == Chat(key=ONE)
    assert (await store.chats.get(OTHER)).settings.language == "zh"
    assert not await store.homes.take(OTHER, NAMES)
    # Both at once: one of them has it.
    await subscribe(store, ONE)
    await asyncio.gather(*(store.homes.take(key, NAMES) for key in (ONE, OTHER)))
    assert len(await store.chats.all()) == 1


async def test_what_one_has_sent_the_other_does_not_owe(store):
    for key in (ONE, OTHER):
        await subscribe(store, key)
        await store.deliveries.owe([build.delivery(key, 1)], [], NOON)
    sent = build.delivery(ONE, 1)
    await store.deliveries.sending(sent, NOON)
    await store.deliveries.sent(sent, "11", NOON)
    await store.homes.take(OTHER, NAMES)
    assert await store.deliveries.owed(OTHER.platform, 9) == []


async def test_what_is_just_written_down_for_a_chat_that_moved_is_not_owed_twice(store):
    await subscribe(store, ONE, next_due=NOON)
    (due,) = await store.chats.due(NOON, 9)
    await store.homes.take(OTHER, NAMES)
    parts = [build.delivery(due.key, part) for part in (1, 2)]
    await store.deliveries.owe(parts, [Settled(due.key, {}, None)], NOON)
    assert await store.deliveries.owed(ONE.platform, 9) == []
    assert [chat.key for chat in await store.chats.due(NOON, 9)] == [OTHER]
