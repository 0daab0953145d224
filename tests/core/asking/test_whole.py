"""What a paper tells of itself, without a model: its idea, its code, whom to write to."""

from __future__ import annotations

import pytest

from core.document import Document, Section
from tests.core.asking.test_ask import ABOUT, DOCUMENT, PAPER, alone

TOLD = Document(
    paper_id="2602.00001",
    title="KiteNet: Kites that Think",
    authors=("Ada Kite", "Bo String"),
    head=("Ada Kite", "Bo String", "University of Flight"),
    abstract=ABOUT.abstract,
    sections=(
        *DOCUMENT.sections,
        Section(
            "4 Sharing",
            1,
            "The weight corresponds to the length. Correspondence to ada@flight.example. "
            "The code of the tail is short. We release our code at https://kites.example/net.",
            "S4",
        ),
    ),
)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("code link?", "We release our code at https://kites.example/net."),
        ("有代码吗", "We release our code at https://kites.example/net."),
        ("corresponding author?", "Correspondence to ada@flight.example."),
        ("通讯作者", "Correspondence to ada@flight.example."),
        ("哪个机构的", "Ada Kite; Bo String; University of Flight"),
        ("first author", "Ada Kite; Bo String; University of Flight"),
    ],
)
async def test_what_a_paper_tells_of_itself_stands_where_papers_tell_it(question, text):
    answer = await alone().answer(PAPER, TOLD, question, "en")

    assert (answer.answered, answer.text) == (True, text)
    assert answer.quotes


@pytest.mark.parametrize(
    "question", ["corresponding author?", "通讯作者", "发表时间", "code link?"]
)
async def test_what_a_paper_does_not_tell_of_itself_is_not_made_up(question):
    answer = await alone().answer(PAPER, ABOUT, question, "en")

    assert not answer.answered


@pytest.mark.parametrize(
    "question", ["main idea", "核心思想是什么", "What is the main contribution?"]
)
async def test_the_idea_is_what_the_abstract_says_of_it(question):
    answer = await alone().answer(PAPER, ABOUT, question, "en")

    assert "We propose KiteNet" in answer.text
    assert {quote.section for quote in answer.quotes} == {"Abstract"}


@pytest.mark.parametrize("question", ["Who wrote the song of the tail?", "谁写的标注指南"])
async def test_of_a_part_of_it_the_whole_tells_nothing(question):
    answer = await alone().answer(PAPER, TOLD, question, "en")

    assert "We propose KiteNet" not in answer.text
    assert "Ada Kite" not in answer.text
