"""Chats that are gone, moved or held: what is stored of it, and who is told."""

from __future__ import annotations

import pytest

from bot.delivery.membership import Membership
from core.chats import NOT_ALLOWED, ChatKey, ChatSettings
from core.delivery import Unsent
from storage import open_storage
from tests.bot.talk import StandingClock
from tests.chats import put_subscribed

GROUP, TOPIC = ChatKey("telegram", "-100"), ChatKey("telegram", "-100", "7")
NEIGHBOUR = ChatKey("telegram", "-200")
NOON = StandingClock(2026, 2, 5, 12).time


class Office:
    """The membership of some subscribed chats, whom it told, and how often it woke the push."""

    def __init__(self, storage):
        self.storage, self.told, self.woken = storage, [], 0
        self.unreachable = False
        self.membership = Membership(storage, self._tell, self._wake)

    async def _tell(self, key, reason):
        self.told.append((key, reason))
        if self.unreachable:
            raise Unsent("nobody answers")

    def _wake(self):
        self.woken += 1

    async def paused(self, *keys):
        return [(await self.storage.chats.get(key)).paused for key in keys]


@pytest.fixture
async def office(tmp_path):
    async with open_storage(f"sqlite:///{tmp_path / 'paperboy.db'}") as storage:
        for key in (GROUP, TOPIC, NEIGHBOUR):
            await put_subscribed(storage, key, ChatSettings(most=5), NOON, {}, NOON)
        yield Office(storage)


async def test_who_is_gone_is_paused_and_told_once(office):
    await office.membership.gone(TOPIC, "topic_closed")
    await office.membership.gone(TOPIC, "topic_closed")

    assert await office.paused(GROUP, TOPIC, NEIGHBOUR) == [None, "topic_closed", None]
    assert office.told == [(TOPIC, "topic_closed")]


async def test_the_push_writes_down_first_and_tells_afterwards(office):
    await office.membership.lost(GROUP, "kicked")
    assert office.told == []
    # The store failed after that, and it is written down again.
    await office.membership.lost(GROUP, "kicked")
    await office.membership.tell(GROUP)
    await office.membership.tell(GROUP)

    assert office.told == [(GROUP, "kicked")]


async def test_who_never_subscribed_is_no_news(office):
    stranger = ChatKey("telegram", "5")
    await office.membership.gone(stranger, "blocked")

    assert await office.paused(stranger) == [None]
    assert office.told == []


async def test_who_was_held_and_is_gone_is_not_released_again(office):
    await office.membership.held(GROUP, NOT_ALLOWED)
    await office.membership.gone(GROUP, "kicked")
    await office.storage.chats.release(GROUP, NOT_ALLOWED, NOON)

    assert await office.paused(GROUP) == ["kicked"]
    assert office.told == []


async def test_that_nobody_can_be_told_is_no_trouble(office):
    office.unreachable = True
    await office.membership.gone(GROUP, "not_found")

    assert await office.paused(GROUP) == ["not_found"]
    assert office.told == [(GROUP, "not_found")]


async def test_a_platform_may_know_better_how_to_tell(office):
    told = []

    async def tell(key, reason):
        told.append((key, reason))

    await office.membership.gone(GROUP, "not_found", tell)

    assert told == [(GROUP, "not_found")]
    assert office.told == []


async def test_who_puts_us_out_is_left_alone_with_all_threads(office):
    await office.membership.left(GROUP, "kicked")

    assert await office.paused(GROUP, TOPIC, NEIGHBOUR) == ["kicked", "kicked", None]
    assert office.told == []


async def test_one_that_moves_keeps_what_it_chose(office):
    await office.membership.moved(TOPIC, "-300")
    chats = office.storage.chats

    assert (await chats.get(ChatKey("telegram", "-300", "7"))).settings == ChatSettings(most=5)
    assert await chats.threads("telegram", "-100") == [GROUP]
    assert office.woken == 1


async def test_a_group_moves_with_its_threads(office):
    await office.membership.all_moved(GROUP, "-300")
    moved = await office.storage.chats.threads("telegram", "-300")

    assert moved == [ChatKey("telegram", "-300"), ChatKey("telegram", "-300", "7")]
    assert await office.storage.chats.threads("telegram", "-100") == []
    assert office.woken == 1
