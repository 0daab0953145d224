"""Who is served, and how much: by the minute and by the day, by chat and by person."""

from __future__ import annotations

import asyncio
import dataclasses

import pytest

from bot.chat.audience import Audience
from bot.chat.gate import BY_THE_MINUTE, Allowance, Gate, What
from bot.chat.request import Request
from core.chats import Ban, BanKind, Chat, ChatKey
from core.errors import (
    ChatNotServed,
    ChatQuestionsSpent,
    ChatReadingsSpent,
    PersonQuestionsSpent,
    PersonReadingsSpent,
    StoreUnavailable,
    TooManyAnswers,
)
from locales import Translator
from storage import open_storage
from tests.bot.talk import StandingClock
from tests.stores import full_disk

GROUP, THREAD = ChatKey("telegram", "-100"), ChatKey("discord", "7")
LIMITS = {What.QUESTION: Allowance(chat=3, person=2), What.READING: Allowance(chat=3, person=2)}
MINUTE = BY_THE_MINUTE[What.ANSWER]


@pytest.fixture
def clock():
    return StandingClock(2026, 2, 5, 12)


@pytest.fixture
async def storage(tmp_path):
    async with open_storage(f"sqlite:///{tmp_path / 'paperboy.db'}") as storage:
        yield storage


@pytest.fixture
def gate(storage, clock):
    return Gate(storage, clock, LIMITS, ())


def asking(person="ann", key=GROUP, *, operator=False, **more):
    """A person's request in that chat."""

    async def may(audience):
        return operator if audience is Audience.OPERATOR else False

    async def notify(view):
        raise AssertionError("the gate says nothing ahead")

    today = StandingClock(2026, 2, 5).now().date()
    return Request(Chat(key=key), Translator("en"), today, notify, may=may, person=person, **more)


async def outcome(work):
    """What was returned, or the kind of error."""
    try:
        return await work
    except (ChatNotServed, TooManyAnswers) as error:
        return type(error)


async def test_a_member_with_three_hundred_commands_gets_ten_answers_and_one_word(gate):
    said = [await outcome(gate.admit(asking(), What.ANSWER)) for _ in range(300)]

    assert said[: MINUTE.person] == [True] * MINUTE.person
    assert said[MINUTE.person] is TooManyAnswers
    assert set(said[MINUTE.person + 1 :]) == {False}
    assert await gate.admit(asking("ben"), What.ANSWER), "what one does costs the others nothing"


async def test_a_chats_answers_are_bounded_whoever_asks(gate):
    said = [
        await outcome(gate.admit(asking(f"person {number}"), What.ANSWER)) for number in range(100)
    ]

    assert said.count(True) == MINUTE.chat
    assert said.count(TooManyAnswers) == 1


async def test_a_persons_answers_are_bounded_wherever_they_ask(gate):
    chats = [ChatKey("telegram", str(-number)) for number in range(1, 50)]
    said = [await outcome(gate.admit(asking(key=key), What.ANSWER)) for key in chats]

    assert said.count(True) == MINUTE.person


async def test_the_topics_of_a_forum_share_its_minute(gate):
    topics = [dataclasses.replace(GROUP, thread_id=str(number)) for number in range(50)]
    said = [
        await outcome(gate.admit(asking(f"person {key.thread_id}", key), What.ANSWER))
        for key in topics
    ]

    assert said.count(True) == MINUTE.chat


async def test_people_of_the_same_number_on_two_platforms_are_two(gate):
    for _ in range(MINUTE.person):
        assert await gate.admit(asking("1"), What.ANSWER)

    assert await gate.admit(asking("1", THREAD), What.ANSWER)


async def test_the_next_minute_is_a_new_one(gate, clock):
    for _ in range(MINUTE.person + 3):
        await outcome(gate.admit(asking(), What.ANSWER))
    clock.pass_(minutes=1)

    assert await gate.admit(asking(), What.ANSWER)


async def test_a_press_too_many_is_told_each_time(gate):
    most = BY_THE_MINUTE[What.PRESS].person
    said = [await outcome(gate.admit(asking(), What.PRESS)) for _ in range(most + 3)]

    assert said == [True] * most + [TooManyAnswers] * 3


async def test_who_sits_at_the_machine_is_not_counted(gate):
    me = asking("", ChatKey("terminal", ""), insider=True)
    assert all([await gate.admit(me, What.ANSWER) for _ in range(99)])
    assert (await gate.charge(me, What.READING, 99)).askers == ()


@pytest.mark.parametrize(
    ("what", "of_person", "of_chat"),
    [
        (What.QUESTION, PersonQuestionsSpent, ChatQuestionsSpent),
        (What.READING, PersonReadingsSpent, ChatReadingsSpent),
    ],
)
async def test_a_day_has_so_many_for_a_person_and_so_many_for_a_chat(
    gate, clock, what, of_person, of_chat
):
    for _ in range(2):
        await gate.charge(asking(), what)
    with pytest.raises(of_person):
        await gate.charge(asking(), what)
    await gate.charge(asking("ben"), what)
    with pytest.raises(of_chat):
        await gate.charge(asking("eve"), what)

    clock.pass_(hours=12)
    await gate.charge(asking(), what)


async def test_what_was_of_no_use_is_given_back_to_the_day_it_was_taken_from(gate, clock):
    charges = [await gate.charge(asking(), What.QUESTION) for _ in range(2)]
    clock.pass_(days=1)
    await gate.charge(asking(), What.QUESTION)
    await gate.give_back(charges[0])
    await gate.charge(asking(), What.QUESTION)
    with pytest.raises(PersonQuestionsSpent):
        await gate.charge(asking(), What.QUESTION)
    clock.pass_(days=-1)
    await gate.charge(asking(), What.QUESTION)


async def test_no_restart_forgets_the_counts_and_they_are_forgotten_in_time(storage, clock):
    for _ in range(2):
        await Gate(storage, clock, LIMITS, ()).charge(asking(), What.QUESTION)
    with pytest.raises(PersonQuestionsSpent):
        await Gate(storage, clock, LIMITS, ()).charge(asking(), What.QUESTION)
    clock.pass_(days=3)
    await Gate(storage, clock, LIMITS, ()).forget(clock.now())
    clock.pass_(days=-3)

    await Gate(storage, clock, LIMITS, ()).charge(asking(), What.QUESTION)


@pytest.mark.parametrize(
    ("allowed", "key", "within", "served"),
    [
        ((), GROUP, (), True),
        (("telegram:-100",), GROUP, (), True),
        (("-100",), GROUP, (), True),
        (("telegram:-100",), dataclasses.replace(GROUP, thread_id="5"), (), True),
        (("telegram:100",), GROUP, (), False),
        (("telegram:-1001",), GROUP, (), False),
        (("discord:-100",), GROUP, (), False),
        (("discord:7",), THREAD, (), True),
        (("discord:900",), THREAD, ("900",), True),
        (("discord:901",), THREAD, ("900", "901"), True),
        (("telegram:900",), THREAD, ("900",), False),
        (("900",), THREAD, ("900",), True),
        (("discord:7",), GROUP, ("7",), False),
    ],
)
async def test_who_is_served(storage, clock, allowed, key, within, served):
    gate = Gate(storage, clock, LIMITS, allowed)
    request = asking(key=key, within=within)

    assert gate.serves(key, within) is served
    assert await outcome(gate.admit(request, What.ANSWER)) is (True if served else ChatNotServed)


async def test_who_is_not_served_is_told_its_number_and_nothing_is_counted(storage, clock):
    gate = Gate(storage, clock, LIMITS, ("telegram:-200",))
    for _ in range(99):
        with pytest.raises(ChatNotServed) as caught:
            await gate.admit(asking(), What.ANSWER)
    assert caught.value.chat == "telegram:-100"

    assert await gate.admit(asking(key=ChatKey("telegram", "-200")), What.ANSWER)


async def test_the_operator_is_answered_anywhere_but_no_lists_are_sent_there(storage, clock):
    gate = Gate(storage, clock, LIMITS, ("telegram:-200",))

    assert await gate.admit(asking(operator=True), What.ANSWER)
    assert await gate.hears(asking(operator=True))
    assert not await gate.hears(asking())
    with pytest.raises(ChatNotServed):
        gate.require(GROUP)


async def test_many_at_once_spend_no_more_than_there_is(storage, clock):
    gates = [Gate(storage, clock, LIMITS, ()) for _ in range(12)]
    charges = (
        gate.charge(asking(f"person {number}"), What.READING) for number, gate in enumerate(gates)
    )
    charged = await asyncio.gather(*charges, return_exceptions=True)

    refused = [each for each in charged if isinstance(each, ChatReadingsSpent)]
    assert (len(charged) - len(refused), len(refused)) == (3, 9)


@pytest.mark.parametrize("banned", [GROUP, ChatKey("telegram", "ann"), ChatKey("telegram", "1")])
async def test_who_is_banned_is_not_answered(gate, storage, clock, banned):
    """The chat, the person, or what holds the chat."""
    await storage.bans.put(Ban(key=banned, kind=BanKind.BANNED, since=clock.now()))

    assert await gate.admit(asking(within=("1",)), What.ANSWER) is False
    assert await gate.admit(asking(within=("1",)), What.PRESS) is False
    assert await gate.admit(asking(within=("1",), operator=True), What.ANSWER)
    assert not await gate.hears(asking(within=("1",)))
    assert await gate.hears(asking(within=("1",), operator=True))
    assert await gate.hears(asking("ben", ChatKey("telegram", "-7")))
    assert await gate.admit(asking("ben", ChatKey("telegram", "-7")), What.ANSWER)
    assert await gate.speaks(GROUP, ("1",)) == (banned.chat_id == "ann")
    await storage.bans.lift(banned)
    assert await gate.admit(asking(within=("1",)), What.ANSWER)


async def test_who_is_silenced_is_answered(gate, storage, clock):
    await storage.bans.put(Ban(key=GROUP, kind=BanKind.SILENCED, since=clock.now()))

    assert await gate.admit(asking(), What.ANSWER)


async def test_on_a_full_disk_answers_are_counted_all_the_same(gate, clock):
    assert await gate.admit(asking("cat"), What.ANSWER)
    with full_disk():
        for _ in range(MINUTE.person):
            assert await gate.admit(asking(), What.ANSWER)
        with pytest.raises(TooManyAnswers):
            await gate.admit(asking(), What.ANSWER)
        assert not await gate.admit(asking(), What.ANSWER)
        assert await gate.admit(asking("ben"), What.ANSWER)
        clock.pass_(minutes=1)
        assert await gate.admit(asking(), What.ANSWER)
        with pytest.raises(StoreUnavailable):
            await gate.charge(asking(), What.QUESTION)
    assert await gate.admit(asking(), What.ANSWER)
