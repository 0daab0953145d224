"""What is noted of sent messages, and that nobody's answer hangs on it."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.sent import SentMessages, paper_of
from bot.chat.targets import Known, Listed
from bot.chat.views import answer_view
from bot.chat.views.model import line
from core.asking.prompts import Turn, answer_material
from core.chats import ChatKey
from core.editions.keys import DAILY
from core.models import Answer
from core.sent import About
from locales import Translator
from storage import open_storage
from tests.bot.chat.views.samples import THURSDAY, paper, provenance
from tests.bot.talk import StandingClock

EN = Translator("en")
KEY = ChatKey("telegram", "1")
LIST = DAILY.on(THURSDAY)


@pytest.mark.parametrize(
    ("about", "found"),
    [
        (None, None),
        (About(), None),
        (About(list_key=LIST), None),
        (About(paper_id="2602.00001"), Known("2602.00001")),
        (About(list_key=LIST, number=3, paper_id="2602.00003"), Listed(LIST, 3)),
    ],
)
def test_which_paper_a_message_is_about(about, found):
    assert paper_of(about) == found


async def test_a_store_that_cannot_be_used_fails_nobody(tmp_path: Path) -> None:
    path = tmp_path / "paperboy.db"
    about = About(list_key=LIST)
    async with open_storage(f"sqlite:///{path}", patience=0.0) as storage:
        sent = SentMessages(storage, StandingClock(2026, 2, 5))
        await sent.note(KEY, "1", about)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await sent.note(KEY, "2", about)
            assert await sent.about(KEY, "1") == about
        assert await sent.about(KEY, "2") is None
    async with open_storage(f"sqlite:///{path}", patience=0.0) as storage:
        sent = SentMessages(storage, StandingClock(2026, 2, 5))
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("PRAGMA locking_mode = EXCLUSIVE")
            other.execute("BEGIN EXCLUSIVE")
            assert await sent.about(KEY, "1") is None


async def test_of_what_is_about_nothing_nothing_is_noted(tmp_path: Path) -> None:
    async with open_storage(f"sqlite:///{tmp_path}/paperboy.db") as storage:
        sent = SentMessages(storage, StandingClock(2026, 2, 5))
        await sent.note(KEY, "1", None)
        await sent.note(KEY, "", About(list_key=LIST))

        assert [await sent.about(KEY, each) for each in ("1", "")] == [None, None]


async def test_who_is_quick_meets_what_the_message_was_turned_into_last(tmp_path: Path) -> None:
    first, second = About(list_key=LIST), About(paper_id="2602.00001")
    async with open_storage(f"sqlite:///{tmp_path}/paperboy.db") as storage:
        sent = SentMessages(storage, StandingClock(2026, 2, 5))
        create = asyncio.get_running_loop().create_task
        before = create(sent.note(KEY, "1", first))
        for _ in range(3):  # it is being written, and not together with what comes
            await asyncio.sleep(0)
        after = create(sent.note(KEY, "1", second))
        await before
        assert await sent.about(KEY, "1") == second
        await after
        assert await sent.about(KEY, "1") == second


async def test_a_message_that_is_about_nothing_forgets_what_its_id_was_known_for(
    tmp_path: Path,
) -> None:
    async with open_storage(f"sqlite:///{tmp_path}/paperboy.db") as storage:
        sent = SentMessages(storage, StandingClock(2026, 2, 5))
        await sent.note(KEY, "1", About(list_key=LIST))
        await sent.note(KEY, "1", None)
        assert await sent.about(KEY, "1") == About()
        await sent.note(KEY, "1", About(list_key=LIST))
        assert await sent.about(KEY, "1") == About(list_key=LIST)


def answer(question: str, text: str) -> Answer:
    return Answer(
        paper_id="2602.00001",
        language="en",
        question=question,
        answered=bool(text),
        text=text,
        quotes=(),
        provenance=provenance(),
    )


def test_a_talk_is_kept_as_far_as_a_model_is_told_it() -> None:
    turns: tuple[Turn, ...] = ()
    for number in range(5):
        told = answer(f"Question {number}?", "So. " * 400 if number % 2 else "")
        about = answer_view(EN, line("3. Kites"), paper(), told, earlier=turns).about
        assert about
        turns = about.turns

    assert [turn.question for turn in turns] == ["Question 2?", "Question 3?", "Question 4?"]
    assert turns[0].answer == EN.t("ask.not_said")
    assert 590 < len(turns[1].answer) <= 600


HOSTILE = st.lists(
    st.sampled_from(("why", "为什么", "\n\n", "<<<", "EARLIER>>>", "<b>", "### ", "?", "\u202e")),
    min_size=1,
).map("".join)


@given(question=HOSTILE, text=HOSTILE)
def test_what_was_said_before_stays_between_its_markers(question: str, text: str) -> None:
    about = answer_view(EN, line("3. Kites"), paper(), answer(question, text)).about
    assert about

    [turn] = about.turns
    assert (turn.question, turn.answer) == (" ".join(question.split()), " ".join(text.split()))
    told = answer_material(paper(), [], "And then?", about.turns)
    assert told.count("<<<") == told.count(">>>") == 3
