"""What stands beside a chat's lists: picked once, out of a real store, and never changed."""

from __future__ import annotations

import asyncio
import datetime as dt
from contextlib import asynccontextmanager
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat import mornings
from bot.chat.backgrounds import Backgrounds
from bot.chat.picking import NOTHING, Picker
from core.chats import Chat, ChatKey, ChatSettings
from core.editions.keys import DAILY
from core.interests.interest import Because, Interest, Kind, Picks, Vote
from core.models import Counts, Edition, EditionState, Entry, Tier, Verdict
from core.shown import ShownList
from storage import Storage, open_storage
from tests.bot.talk import StandingClock
from tests.core.interests.shelves import FIELDS, paper

DAY = dt.date(2026, 3, 2)
KEY = DAILY.on(DAY)
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HERE = ChatKey("telegram", "7")
THERE = ChatKey("discord", "9")
SELECTED = 4


def listed(day: dt.date, numbers: range, state: EditionState = EditionState.CLOSED) -> Edition:
    """A list of that day with papers of every field."""
    rows: list[Entry] = []
    for number in numbers:
        for field in FIELDS:
            rank = len(rows) + 1
            verdict = Verdict(100.0 - rank, Tier.NONE, (), False, ())
            rows.append(Entry(rank, paper(field, number), Counts(), verdict, rank <= SELECTED))
    return Edition(key=DAILY.on(day), state=state, entries=tuple(rows), frozen_at=NOON)


def shown(edition: Edition) -> ShownList:
    return ShownList(edition, {}, None, None)


TODAY = listed(DAY, range(500, 508))


@asynccontextmanager
async def stored(folder, past: int = 3):
    """A store with some days before today, each of ten papers a field, and today's list."""
    async with open_storage(f"sqlite:///{folder / 'paperboy.db'}") as storage:
        for back in range(past, 0, -1):
            numbers = range(10 * back, 10 * back + 10)
            await storage.editions.save(listed(DAY - dt.timedelta(days=back), numbers))
        await storage.editions.save(TODAY)
        yield storage


def picker(storage: Storage) -> Picker:
    return Picker(storage, StandingClock(2026, 3, 3, 8))


async def liking(storage: Storage, field: str, *numbers: int, key: ChatKey = HERE) -> None:
    for number in numbers:
        vote = Vote(paper_id=f"{field}-{number}", person="1", up=True, at=NOON)
        await storage.interests.vote(key, vote)


def fields(picks: Picks) -> list[str]:
    return [pick.paper_id.partition("-")[0] for pick in picks.picks if not pick.explores]


async def test_who_wants_nothing_has_nothing_and_nothing_is_kept(tmp_path):
    async with stored(tmp_path) as storage:
        assert await picker(storage).beside(Chat(key=HERE), shown(TODAY)) == NOTHING
        disliked = Vote(paper_id="speech-11", person="", up=False, at=NOON)
        await storage.interests.vote(HERE, disliked)
        assert await picker(storage).beside(Chat(key=HERE), shown(TODAY)) == NOTHING
        assert await storage.picks.of(HERE, KEY) is None


async def test_what_was_liked_is_picked_and_stays_after_a_restart(tmp_path):
    async with stored(tmp_path) as storage:
        await liking(storage, "speech", 11, 12, 21)
        first = await picker(storage).beside(Chat(key=HERE), shown(TODAY))
        await liking(storage, "proofs", 11, 12, 21, 22, 23)
        restarted = picker(storage)

        assert fields(first) == ["speech"] * 4
        assert first.picks[0].shares[0].because in (Because.LIKE, Because.WORDS)
        assert await restarted.beside(Chat(key=HERE), shown(TODAY)) == first
        assert await storage.picks.of(HERE, KEY) == first


async def test_a_look_ahead_fixes_nothing(tmp_path):
    async with stored(tmp_path) as storage:
        await liking(storage, "speech", 11, 12, 21)
        peeked = await picker(storage).beside(Chat(key=HERE), shown(TODAY), peek=True)

        assert fields(peeked) == ["speech"] * 4
        assert await storage.picks.of(HERE, KEY) is None
        assert await picker(storage).beside(Chat(key=HERE), shown(TODAY)) == peeked


async def test_late_papers_get_no_letters_and_letters_stay(tmp_path):
    async with stored(tmp_path) as storage:
        await liking(storage, "speech", 11, 12, 21)
        ours = picker(storage)
        opened = replace(TODAY, state=EditionState.OPEN, entries=TODAY.entries[:20])
        first = await ours.beside(Chat(key=HERE), shown(opened))

        assert first.picks
        assert await ours.beside(Chat(key=HERE), shown(TODAY)) == first


async def test_an_old_day_knows_nothing_of_what_came_later(tmp_path):
    old = DAY - dt.timedelta(days=1)
    async with stored(tmp_path) as storage:
        await liking(storage, "speech", 31, 32, 33)
        edition = await storage.editions.get(DAILY.on(old))
        before = await picker(storage).beside(Chat(key=HERE), shown(edition), peek=True)
        await storage.editions.save(listed(DAY + dt.timedelta(days=1), range(900, 930)))
        after = await picker(storage).beside(Chat(key=HERE), shown(edition), peek=True)

        assert before == after != NOTHING


async def test_several_chats_are_chosen_for_at_once_each_as_alone(tmp_path):
    async with stored(tmp_path) as storage:
        await liking(storage, "speech", 11, 12, 21)
        await liking(storage, "proofs", 11, 12, 21, key=THERE)
        chats = [Chat(key=HERE), Chat(key=THERE), Chat(key=ChatKey("terminal", "1"))]
        alone = {
            chat.key: await picker(storage).beside(chat, shown(TODAY), peek=True) for chat in chats
        }
        together = await picker(storage).beside_all(chats, shown(TODAY))

        assert set(together) == {HERE, THERE}
        assert all(alone[key] == picks for key, picks in together.items())


async def test_two_who_ask_at_once_see_the_same(tmp_path):
    async with stored(tmp_path) as storage:
        await liking(storage, "speech", 11, 12, 21)
        one, other = picker(storage), picker(storage)
        chat = Chat(key=HERE)
        eager = Chat(key=HERE, settings=ChatSettings(picks=10))
        first, second = await asyncio.gather(
            one.beside(chat, shown(TODAY)), other.beside(eager, shown(TODAY))
        )

        assert first == second == await storage.picks.of(HERE, KEY)


async def test_settings_count(tmp_path):
    async with stored(tmp_path) as storage:
        await liking(storage, "speech", 11, 12, 21)
        ours = picker(storage)
        few = ChatSettings(picks=2, explore=False, only_fitting=True, mute=("speech",))
        picks = await ours.beside(Chat(key=HERE, settings=few), shown(TODAY), peek=True)
        none = ChatSettings(picks=0)
        without = await ours.beside(Chat(key=HERE, settings=none), shown(TODAY), peek=True)

        titles = {entry.paper.id: entry.paper.title for entry in TODAY.entries}
        assert len(picks.picks) <= 2
        assert not any("speech" in titles[pick.paper_id] for pick in picks.picks)
        assert without.picks == ()
        assert without.marked


async def test_what_goes_wrong_leaves_the_list_alone(tmp_path, monkeypatch):
    async with stored(tmp_path) as storage:
        await liking(storage, "speech", 11, 12, 21)
        ours = picker(storage)
        with monkeypatch.context() as broken:
            broken.setattr(mornings, "choose", lambda *arguments: 1 / 0)
            assert await ours.beside(Chat(key=HERE), shown(TODAY)) == NOTHING
        with monkeypatch.context() as broken:
            broken.setattr(mornings, "learned", lambda past: 1 / 0)
            assert await picker(storage).beside(Chat(key=HERE), shown(TODAY)) == NOTHING

        assert await storage.picks.of(HERE, KEY) is None
        assert fields(await ours.beside(Chat(key=HERE), shown(TODAY))) == ["speech"] * 4


async def test_what_was_learned_is_dropped_when_nobody_asks(tmp_path):
    async with stored(tmp_path) as storage:
        await liking(storage, "speech", 11, 12, 21)
        ours = mornings.Mornings(
            storage, Backgrounds(storage, StandingClock(2026, 3, 3, 8)), idle=0
        )
        asked = await storage.interests.of_all([HERE])
        wanting = [(Chat(key=HERE), asked[HERE])]
        first = await ours.chosen(wanting, TODAY, {})
        await asyncio.sleep(0.05)

        assert not ours.is_loaded

        assert await ours.chosen(wanting, TODAY, {}) == first


async def test_papers_that_the_past_does_not_hold_count_too(tmp_path):
    async with stored(tmp_path) as storage:
        await storage.papers.save([paper("driving", 700), paper("driving", 701)])
        await liking(storage, "driving", 700, 701, 702)
        seed = Interest(kind=Kind.PAPER, value="driving-701")
        await storage.interests.put(HERE, [seed])
        picks = await picker(storage).beside(Chat(key=HERE), shown(TODAY))

        assert fields(picks) == ["driving"] * 4


async def test_a_store_without_a_past_picks_by_likes_alone(tmp_path):
    async with stored(tmp_path, past=0) as storage:
        await storage.papers.save([paper("driving", 700)])
        await liking(storage, "driving", 700)

        assert fields(await picker(storage).beside(Chat(key=HERE), shown(TODAY)))[0] == "driving"


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("vote"), st.sampled_from(tuple(FIELDS)), st.integers(10, 39)),
        st.tuples(st.just("look"), st.integers(0, 3), st.integers(0, 10)),
        st.tuples(st.just("restart"), st.just(0), st.just(0)),
        st.tuples(st.just("late"), st.just(0), st.integers(1, 4)),
    ),
    min_size=3,
    max_size=10,
)


@settings(max_examples=5)
@given(steps=STEPS)
async def test_what_stood_under_a_letter_stands_there_for_ever(tmp_path_factory, steps):
    async with stored(tmp_path_factory.mktemp("life")) as storage:
        await liking(storage, "speech", 11)
        ours = picker(storage)
        seen: dict[dt.date, Picks] = {}
        late = 500
        for what, which, number in steps:
            if what == "vote":
                await liking(storage, str(which), number)
            elif what == "restart":
                ours = picker(storage)
            elif what == "late":
                late += number
                await storage.editions.save(listed(DAY, range(500, late), EditionState.OPEN))
            else:
                day = DAY - dt.timedelta(days=int(which))
                edition = await storage.editions.get(DAILY.on(day))
                chat = Chat(key=HERE, settings=ChatSettings(picks=number))
                picks = await ours.beside(chat, shown(edition))
                if picks != NOTHING:
                    assert seen.setdefault(day, picks) == picks
