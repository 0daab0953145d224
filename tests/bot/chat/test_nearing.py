"""Vectors beside a list: asked for once, kept, and never waited for long."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.chat.picking import Picker
from bot.chat.vectors import A_CALL, PaperVectors
from core.chats import Chat, ChatSettings
from core.encoder.late import LateEncoder, TextVectors
from core.interests.interest import Because, Interest, Kind, Picks
from core.llm.embedder import Embedder
from storage import Storage
from tests.announced import KITES, announce_kites
from tests.bot.chat.test_picking import HERE, TODAY, fields, liking, shown, stored
from tests.bot.talk import StandingClock
from tests.core.asked import Accounts, embedder_at
from tests.core.interests.shelves import paper
from tests.fakes.model import FakeModel

MODEL = "test-vectors"
LIKED = ("speech", 11, 12, 21)


@dataclass
class Place:
    """A store, an endpoint, and what asks it."""

    storage: Storage
    model: FakeModel
    embedder: Embedder
    clock: StandingClock
    vectors: PaperVectors
    before: list[PaperVectors] = field(default_factory=list)

    async def picks(self, *, peek: bool = True) -> Picks:
        """What a service that has just begun picks."""
        picker = Picker(self.storage, self.clock, vectors=self.vectors)
        return await picker.beside(Chat(key=HERE), shown(TODAY), peek=peek)

    async def words_alone(self) -> Picks:
        picker = Picker(self.storage, self.clock)
        return await picker.beside(Chat(key=HERE), shown(TODAY), peek=True)

    def again(self, **options: float) -> PaperVectors:
        """As after a restart."""
        self.before.append(self.vectors)
        self.vectors = PaperVectors(self.storage, self.embedder, self.clock, **options)
        return self.vectors


@asynccontextmanager
async def place(folder, **options: float) -> AsyncIterator[Place]:
    async with (
        stored(folder) as storage,
        FakeModel(models=(MODEL,)) as model,
        embedder_at(model.base_url, Accounts(), model=MODEL) as embedder,
    ):
        clock = StandingClock(2026, 3, 3, 8)
        vectors = PaperVectors(storage, embedder, clock, **options)
        found = Place(storage, model, embedder, clock, vectors)
        yield found
        # One that still asks would wait for a store that is gone.
        for each in (*found.before, found.vectors):
            await each.close()


def means(picks: Picks) -> list[float]:
    """What vectors added to each pick."""
    return [
        share.share
        for pick in picks.picks
        for share in pick.shares
        if share.because is Because.MEANING
    ]


async def test_they_count_and_are_told(tmp_path):
    async with place(tmp_path) as here:
        await liking(here.storage, *LIKED)
        picks = await here.picks()

        assert fields(picks) == ["speech"] * 4
        assert len(means(picks)) >= 4
        assert means(await here.words_alone()) == []


async def test_one_call_for_the_list_and_one_for_what_was_voted_on(tmp_path):
    async with place(tmp_path) as here:
        await liking(here.storage, *LIKED)
        first = await here.picks()
        assert [len(texts) for texts in here.model.embedded] == [len(TODAY.entries), 3]
        sent = [text for texts in here.model.embedded for text in texts]
        entry = TODAY.entries[0].paper
        assert f"{entry.title}\n\n{entry.abstract}" in sent

        here.again()
        again = await here.picks()
        assert [pick.paper_id for pick in again.picks] == [pick.paper_id for pick in first.picks]
        await liking(here.storage, "proofs", 11)
        await here.picks()
        assert [len(texts) for texts in here.model.embedded[2:]] == [1]


async def test_what_arxiv_announces_beside_the_list_is_not_asked_for(tmp_path):
    async with place(tmp_path) as here:
        await liking(here.storage, *LIKED)
        await announce_kites(here.storage, TODAY.key.day)
        chat = Chat(key=HERE, settings=ChatSettings(categories=("cs.RO",)))
        await here.storage.chats.change(HERE, lambda _: chat)
        picker = Picker(here.storage, here.clock, vectors=here.vectors)
        picks = await picker.beside(chat, shown(TODAY), peek=True)

        assert means(picks)
        sent = [text for texts in here.model.embedded for text in texts]
        assert len(sent) == len(TODAY.entries) + 3
        assert not any(KITES.title in text for text in sent)


async def test_nothing_is_asked_for_while_nobody_wants_anything(tmp_path):
    async with place(tmp_path) as here:
        await here.picks()
        assert here.model.embedded == []
        await here.storage.interests.put(HERE, [Interest(kind=Kind.WORDS, value="speech")])
        assert means(await here.picks()) == []


async def test_where_the_endpoint_breaks_words_decide_and_it_is_left_alone(tmp_path):
    async with place(tmp_path) as here:
        await liking(here.storage, *LIKED)
        here.model.breaks_on_vectors = True
        picks = await here.picks()
        asked = len(here.model.embedded)

        assert picks == await here.words_alone()
        assert fields(picks) == ["speech"] * 4
        assert await here.picks() == picks
        assert len(here.model.embedded) == asked

        here.model.breaks_on_vectors = False
        here.again()
        assert means(await here.picks())


async def test_what_does_not_come_in_time_is_left_out_and_comes_later(tmp_path):
    async with place(tmp_path, wait=0.05) as here:
        await liking(here.storage, *LIKED)
        here.model.vectors_wait = asyncio.Event()
        assert await here.picks() == await here.words_alone()

        here.model.vectors_wait.set()
        ids = [entry.paper.id for entry in TODAY.entries]
        here.again(wait=20.0)
        assert len(await here.vectors.of(ids)) == len(ids)
        assert means(await here.picks())


async def test_a_days_patience_is_spent_once(tmp_path):
    async with place(tmp_path, wait=0.2) as here:
        await liking(here.storage, *LIKED)
        here.model.vectors_wait = asyncio.Event()
        loop = asyncio.get_running_loop()
        await here.vectors.of(["speech-11"])
        began = loop.time()
        for number in range(30):
            await here.vectors.of([f"speech-{number}"])

        # Thirty more who waited for themselves would take six seconds.
        assert loop.time() - began < 3


async def test_letters_that_were_shown_stay_when_vectors_come(tmp_path):
    async with place(tmp_path, wait=0.05) as here:
        await liking(here.storage, *LIKED)
        here.model.vectors_wait = asyncio.Event()
        first = await here.picks(peek=False)
        here.model.vectors_wait.set()
        here.again(wait=20.0)

        assert await here.picks() == first


async def test_another_model_begins_anew(tmp_path):
    async with place(tmp_path) as here:
        await liking(here.storage, *LIKED)
        await here.picks()
        here.model.models.append("other-vectors")
        async with embedder_at(here.model.base_url, Accounts(), model="other-vectors") as other:
            vectors = PaperVectors(here.storage, other, here.clock)
            asked = len(here.model.embedded)
            assert len(await vectors.of([TODAY.entries[0].paper.id])) == 1
            assert len(here.model.embedded) == asked + 1
            await vectors.close()

        counts = await here.storage.vectors.count()
        assert counts[other.space] == 1 < counts[here.embedder.space]


async def test_a_paper_of_which_none_could_be_had_is_asked_for_again_a_day_later(tmp_path):
    async with place(tmp_path) as here:
        ids = [entry.paper.id for entry in TODAY.entries[:3]]
        await here.storage.vectors.save(here.embedder.space, {ids[0]: b""}, here.clock.now())
        assert set(await here.vectors.of(ids)) == set(ids[1:])
        here.clock.time += dt.timedelta(days=1, hours=1)
        assert set(await here.vectors.of(ids)) == set(ids)


async def test_papers_that_are_not_stored_and_more_than_a_call_takes(tmp_path):
    async with place(tmp_path) as here:
        assert await here.vectors.of(["nowhere", "neither"]) == {}
        many = [paper("speech", number) for number in range(600, 600 + A_CALL + 10)]
        await here.storage.papers.save(many)
        found = await here.vectors.of([each.id for each in many])

        assert len(found) == len(many)
        assert [len(texts) for texts in here.model.embedded] == [A_CALL, 10]


async def test_several_who_ask_at_once_share_the_calls(tmp_path):
    async with place(tmp_path) as here:
        ids = [entry.paper.id for entry in TODAY.entries]
        found = await asyncio.gather(*(here.vectors.of(ids) for _ in range(5)))

        assert [len(each) for each in found] == [len(ids)] * 5
        assert len(here.model.embedded) == 1


async def test_it_can_be_closed_while_something_is_asked_for(tmp_path):
    async with place(tmp_path, wait=0.05) as here:
        here.model.vectors_wait = asyncio.Event()
        await here.vectors.of([TODAY.entries[0].paper.id])
        await here.vectors.close()
        here.model.vectors_wait.set()
        assert here.vectors.came == 0


@pytest.mark.parametrize("body", [b"\1", b"\0\0\0\0", bytes(3_001)])
async def test_what_is_stored_wrongly_costs_nobody_their_picks(tmp_path, body):
    async with place(tmp_path) as here:
        await liking(here.storage, *LIKED)
        ids = [entry.paper.id for entry in TODAY.entries]
        spoilt = dict.fromkeys([*ids[:2], "speech-11"], body)
        await here.storage.vectors.save(here.embedder.space, spoilt, here.clock.now())
        assert fields(await here.picks()) == ["speech"] * 4


def by(here: Place, folder: Path) -> None:
    """Have vectors made here, by the sentence encoder of a folder."""
    here.before.append(here.vectors)
    model = TextVectors(LateEncoder(folder))
    here.vectors = PaperVectors(here.storage, model, here.clock)


async def test_vectors_may_be_made_here(tmp_path, encoder_home):
    async with place(tmp_path) as here:
        await liking(here.storage, *LIKED)
        by(here, encoder_home)
        picks = await here.picks()

        assert fields(picks) == ["speech"] * 4
        assert here.model.embedded == []
        counts = await here.storage.vectors.count()
        assert counts == {TextVectors.space: len(TODAY.entries) + len(LIKED[1:])}
        kept = await here.storage.vectors.of(
            TextVectors.space, [TODAY.entries[0].paper.id], here.clock.now()
        )
        assert {len(each) for each in kept.values()} == {2 * 384}


async def test_an_encoder_that_is_none_leaves_the_words(tmp_path):
    async with place(tmp_path) as here:
        await liking(here.storage, *LIKED)
        by(here, tmp_path)

        assert await here.picks() == await here.words_alone()
