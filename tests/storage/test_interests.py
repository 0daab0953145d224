"""What a chat is interested in is kept, moved and forgotten."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from core.chats import ChatKey, ChatSettings, Person
from core.interests.interest import Because, ChatInterests, Interest, Kind, Pick, Picks, Share, Vote
from core.models import Paper
from storage import Storage, picks
from storage.interests import MOST_VOTES, TimeSpan
from tests.chats import put_subscribed
from tests.storage.build import LIST, NOON, hours, settled

HERE, NEW, OTHER = ChatKey("telegram", "-1"), ChatKey("telegram", "-100"), ChatKey("discord", "-1")
WORLD = Interest(kind=Kind.WORDS, value="世界模型", english=("world model",))
MUTED = Interest(kind=Kind.WORDS, value="Agents", weight=-1.0)
ADA = Interest(kind=Kind.AUTHOR, value="Ada Lovelace", weight=0.5)


def vote(
    paper_id: str = "2602.00001", person: str = "7", *, up: bool = True, minutes: float = 0
) -> Vote:
    at = NOON + dt.timedelta(minutes=minutes)
    return Vote(paper_id=paper_id, person=person, up=up, at=at)


async def test_what_was_asked_for_comes_back(store: Storage) -> None:
    await store.interests.put(HERE, [WORLD, MUTED, ADA])
    await store.interests.put(HERE, [])

    assert await store.interests.of(HERE) == [ADA, MUTED, WORLD]
    assert await store.interests.of(OTHER) == []


async def test_the_same_written_otherwise_is_the_same(store: Storage) -> None:
    await store.interests.put(HERE, [MUTED, Interest(kind=Kind.WORDS, value=" agents ")])

    assert await store.interests.of(HERE) == [Interest(kind=Kind.WORDS, value=" agents ")]
    assert not await store.interests.remove(HERE, Kind.AUTHOR, "agents")
    assert await store.interests.remove(HERE, Kind.WORDS, "AGENTS")
    assert await store.interests.of(HERE) == []


async def test_a_second_press_takes_a_vote_back(store: Storage) -> None:
    assert await store.interests.vote(HERE, vote())
    assert await store.interests.vote(HERE, vote(up=False, minutes=1))
    assert await store.interests.vote(HERE, vote(person="8", minutes=2))
    assert await store.interests.votes(HERE) == [
        vote(up=False, minutes=1),
        vote(person="8", minutes=2),
    ]

    assert not await store.interests.vote(HERE, vote(up=False, minutes=3))
    assert await store.interests.votes(HERE) == [vote(person="8", minutes=2)]


async def test_what_is_heard_once_more_is_not_taken_back(store: Storage) -> None:
    span = TimeSpan(NOON, NOON + dt.timedelta(minutes=1))
    await store.interests.vote(HERE, vote(minutes=0.5))
    assert await store.interests.vote(HERE, vote(minutes=2), repeated=span)
    assert not await store.interests.vote(HERE, vote(minutes=3), repeated=span)
    assert await store.interests.votes(HERE) == []


async def test_an_old_vote_without_a_name_makes_room(store: Storage) -> None:
    since = NOON + dt.timedelta(minutes=5)
    await store.interests.cast(HERE, vote(person=""))
    await store.interests.cast(HERE, vote("2602.00002", person="", minutes=6))
    for paper in ("2602.00001", "2602.00002"):
        await store.interests.cast(HERE, vote(paper, minutes=7), since)
    assert await store.interests.votes(HERE) == [
        vote("2602.00002", person="", minutes=6),
        vote(minutes=7),
        vote("2602.00002", minutes=7),
    ]
    assert await store.interests.forget_votes(HERE, "7") == 2
    assert await store.interests.forget_votes(HERE, "7") == 0


async def test_nobody_fills_the_store_with_votes(store: Storage) -> None:
    await store.interests.vote(HERE, vote(person="8"))
    for number in range(MOST_VOTES + 20):
        await store.interests.vote(HERE, vote(f"2602.{number:05}", minutes=number))

    papers = [each.paper_id for each in await store.interests.votes(HERE) if each.person == "7"]
    assert papers == [f"2602.{number:05}" for number in range(20, MOST_VOTES + 20)]
    assert len(await store.interests.votes(HERE)) == MOST_VOTES + 1


@pytest.mark.parametrize("leaves", ["unsubscribe", "pause"])
async def test_who_voted_is_forgotten_with_the_subscription(store: Storage, leaves: str) -> None:
    await put_subscribed(store, HERE, ChatSettings(), hours(-99), settled(0), hours(9))
    for person, up in (("7", True), ("8", False), ("9", False)):
        await store.interests.vote(HERE, vote(person=person, up=up))
    for person, up in (("7", True), ("8", False)):
        await store.interests.vote(HERE, vote("2602.00002", person, up=up))
    if leaves == "pause":
        await store.chats.pause(HERE, "kicked")
    else:
        await store.chats.unsubscribe(HERE)

    assert await store.interests.votes(HERE) == [vote(person="", up=False)]


async def test_a_person_is_forgotten_in_all_chats(store: Storage) -> None:
    for key in (HERE, NEW, OTHER):
        await store.interests.vote(key, vote())
        await store.interests.vote(key, vote(person=""))
    erased = await store.people.forget(Person("telegram", "7"), None, NOON)

    assert erased.votes == 2
    assert await store.interests.votes(HERE) == [vote(person="")]
    assert len(await store.interests.votes(OTHER)) == 2
    assert (await store.people.forget(Person("telegram", ""), None, NOON)).votes == 0


async def test_a_letter_is_its_paper_for_good(store: Storage) -> None:
    first = Picks(picks=(Pick(paper_id="2602.00001", explores=True),), marked=("2602.00002",))
    second = Picks(picks=(Pick(paper_id="2602.00003"),))

    assert await store.picks.of(HERE, LIST) is None
    assert await store.picks.freeze(HERE, LIST, first, NOON) == first
    assert await store.picks.freeze(HERE, LIST, second, NOON) == first
    assert await store.picks.of(HERE, LIST) == first
    assert await store.picks.freeze(OTHER, LIST, second, NOON) == second


async def test_the_picks_of_many_chats_are_fixed_unless_others_were_shown(store: Storage) -> None:
    chats = [ChatKey("telegram", str(number)) for number in range(45)]
    wanted = {chat: Picks(marked=(chat.chat_id,)) for chat in chats}
    shown = Picks(marked=("shown",))
    await store.picks.freeze(chats[30], LIST, shown, NOON)

    assert await store.picks.freeze_all(LIST, wanted, NOON) == {**wanted, chats[30]: shown}
    assert await store.picks.freeze_all(LIST, {}, NOON) == {}


async def test_reasons_go_after_a_while_and_letters_stay(
    store: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picks, "AT_ONCE", 2)
    because = Share(because=Because.LIKE, named=("2602.00009",), share=0.5)
    one = Pick(paper_id="2602.00001", shares=(because,), explores=True)
    shown = Picks(picks=(one, Pick(paper_id="2602.00003")), marked=("2602.00002",))
    chats = [ChatKey("telegram", str(number)) for number in range(7)]
    for number, chat in enumerate(chats):
        await store.picks.freeze(chat, LIST, shown, NOON - dt.timedelta(days=number))

    for _ in range(2):
        await store.picks.forget_reasons(NOON - dt.timedelta(days=1))

    bare = replace(shown, picks=(replace(one, shares=()), shown.picks[1]))
    assert [await store.picks.of(chat, LIST) for chat in chats] == [shown] * 2 + [bare] * 5


async def test_all_moves_with_the_chat_and_goes_with_it(store: Storage) -> None:
    picks = Picks(picks=(Pick(paper_id="2602.00001"),))
    await store.interests.put(HERE, [WORLD, MUTED])
    await store.interests.put(NEW, [Interest(kind=Kind.WORDS, value="agents", weight=2.0)])
    await store.interests.vote(HERE, vote())
    await store.picks.freeze(HERE, LIST, picks, NOON)
    await store.chats.move(HERE, NEW)

    moved = [each.weight for each in await store.interests.of(NEW)]
    assert sorted(moved) == [1.0, 2.0]
    assert await store.interests.votes(NEW) == [vote()]
    assert await store.picks.of(NEW, LIST) == picks
    assert await store.interests.of(HERE) == []
    assert await store.chats.threads("telegram", "-100") == [NEW]

    stored = await store.people.stored(NEW, Person("telegram", "7"))
    assert (stored.interests, stored.votes, stored.own_votes) == (2, 1, 1)
    erased = await store.people.forget(None, NEW, NOON)
    assert (erased.interests, erased.votes) == (2, 1)
    assert await store.picks.of(NEW, LIST) is None


async def test_who_is_interested_is_known(store: Storage) -> None:
    for key in (HERE, NEW, OTHER):
        await put_subscribed(store, key, ChatSettings(), hours(-99), settled(0), hours(9))
    await store.interests.put(HERE, [WORLD])
    await store.interests.vote(OTHER, vote())
    assert [chat.key for chat in await store.chats.interested()] == [OTHER, HERE]

    await store.chats.unsubscribe(HERE)
    assert [chat.key for chat in await store.chats.interested()] == [OTHER]


async def test_a_chat_may_begin_anew(store: Storage) -> None:
    await store.interests.put(HERE, [WORLD])
    await store.interests.vote(HERE, vote())
    await store.picks.freeze(HERE, LIST, Picks(), NOON)
    await store.interests.clear(HERE)

    assert await store.interests.of(HERE) == []
    assert await store.interests.votes(HERE) == []
    assert await store.picks.of(HERE, LIST) is None


async def test_several_chats_are_read_at_once(store: Storage) -> None:
    await store.interests.put(HERE, [WORLD, ADA])
    await store.interests.vote(HERE, vote())
    await store.interests.vote(OTHER, vote(minutes=2))
    await store.interests.vote(OTHER, vote("2602.00002", minutes=1))
    found = await store.interests.of_all([HERE, NEW, OTHER])

    assert found == {
        HERE: ChatInterests(interests=[ADA, WORLD], votes=[vote()]),
        OTHER: ChatInterests(votes=[vote("2602.00002", minutes=1), vote(minutes=2)]),
    }
    assert await store.interests.of_all([]) == {}


async def test_what_was_shown_first_stays_for_each_of_several_chats(store: Storage) -> None:
    first = Picks(picks=(Pick(paper_id="1"),), marked=("2",))
    later = Picks(picks=(Pick(paper_id="3", explores=True),))
    await store.picks.freeze(HERE, LIST, first, NOON)
    kept = await store.picks.freeze_all(LIST, {HERE: later, OTHER: later}, NOON)

    assert kept == {HERE: first, OTHER: later}
    assert await store.picks.of_all([HERE, NEW, OTHER], LIST) == kept
    assert await store.picks.freeze_all(LIST, {}, NOON) == {}


async def test_papers_that_are_wanted_and_unknown_are_found_in_turn(store: Storage) -> None:
    ids = [f"2401.0000{n}" for n in range(5)]
    await store.interests.put(HERE, [Interest(kind=Kind.PAPER, value=each) for each in ids])
    await store.interests.put(OTHER, [Interest(kind=Kind.PAPER, value=ids[0]), WORLD])
    await store.papers.save([Paper(id=ids[1], title="Known")])

    assert await store.interests.unknown_papers("", 2) == [ids[0], ids[2]]
    assert await store.interests.unknown_papers(ids[2], 9) == ids[3:]
    assert await store.interests.unknown_papers(ids[4], 9) == []
