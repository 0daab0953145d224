"""What a paper tells of itself, without a model: its idea, its code, whom to write to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.document import Document, Section
from tests.core.asking.kite import ABOUT, DOCUMENT, PAPER, alone

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


SHARED = "Our code is available at https://kites.example/net."


@pytest.mark.parametrize(
    "sentence",
    [
        "Code and weights are available.",
        "We release code and models.",
        "We open-source our data, models and code.",
        "Code: https://kites.example/net.",
        "Our code, model weights, and data are public at https://kites.example/net.",
        "We will make our code publicly available upon acceptance.",
        "The source code can be found at https://kites.example/net.",
        "Our implementation is open-sourced.",
        "All codes will be made public.",
    ],
)
async def test_papers_tell_in_many_ways_that_their_code_can_be_had(sentence):
    answer = await alone().answer(PAPER, told_in(sentence, "Its tail is red."), "code?", "en")

    assert answer.text == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "We found that code generation models fail.",
        "We provide the model with code snippets.",
        "Publicly available benchmarks for code generation are few.",
        "Code generation benchmarks are available at https://kites.example/other.",
        "Code LLMs are publicly available.",
        "Error codes are shown in Table 3.",
        "We share parameters between code encoders.",
        "This makes the code shorter.",
    ],
)
async def test_code_that_models_write_is_not_the_papers(sentence):
    answer = await alone().answer(PAPER, told_in(sentence, SHARED), "有代码吗", "en")

    assert answer.text == SHARED


def told_in(*sentences: str) -> Document:
    """A paper that says that beside other things."""
    said = Section("4 Sharing", 1, " ".join(sentences), "S4")
    return replace(TOLD, sections=(*DOCUMENT.sections, said))


@pytest.mark.parametrize(
    "question",
    [
        *("What is this paper about?", "TL;DR", "Summarize the paper", "Could you summarize it?"),
        *("这篇论文讲了什么？", "总结一下", "介绍一下", "这篇文章是关于什么的？"),
    ],
)
async def test_what_a_paper_is_about_its_abstract_tells(question):
    answer = await alone().answer(PAPER, ABOUT, question, "en")

    assert answer.answered
    assert "We propose KiteNet" in answer.text
    assert "40% longer" in answer.text
    assert {quote.section for quote in answer.quotes} == {"Abstract"}


@pytest.mark.parametrize(
    "question",
    [
        *("Who are the authors?", "Who wrote this paper?", "Who wrote it?"),
        *("作者是谁？", "谁写的这篇论文", "这篇论文是谁写的？"),
    ],
)
async def test_who_wrote_a_paper_its_head_tells(question):
    answer = await alone().answer(PAPER, ABOUT, question, "zh")

    assert answer.answered
    assert "Ada Kite" in answer.text
    assert [quote.section for quote in answer.quotes] == ["Authors"]


@pytest.mark.parametrize("question", ["Why?", "How many are there?", "多少钱？", "Where?"])
async def test_other_questions_that_name_nothing_are_not_about_the_whole(question):
    answer = await alone().answer(PAPER, ABOUT, question, "en")

    assert "We propose KiteNet" not in answer.text
