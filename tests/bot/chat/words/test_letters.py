"""A pick's letter, as people type it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.words.letters import LetteredQuestion, NamedLetter, read_letter, read_question
from core.editions.keys import DAILY

TODAY = dt.date(2026, 2, 6)
LIST = DAILY.on(dt.date(2026, 2, 5))


@pytest.mark.parametrize(
    "text",
    [
        "B",
        "b",
        "Ｂ",
        "B.",
        "B！",
        "(B)",
        "“B”",
        " B ",
        "看看 B",
        "看看B",
        "打开 B",
        "给你的 B",
        "第B篇",
        "B 篇",
        "论文 B",
        "paper B",
        "letter B",
        "show me B",
        "open B please",
        "B, please",
        "pick B",
    ],
)
def test_a_letter_is_read_with_what_says_nothing_beside_it(text: str) -> None:
    assert read_letter(text, TODAY) == NamedLetter("B")


@pytest.mark.parametrize(
    "text",
    [
        "B 2026-02-05",
        "2026-02-05 B",
        "B 2月5日",
        "2月5日的 B",
        "昨天的 B",
        "B yesterday",
        "看看昨天的B",
    ],
)
def test_a_day_beside_it_names_its_list(text: str) -> None:
    assert read_letter(text, TODAY) == NamedLetter("B", LIST)


def test_a_is_a_letter_where_a_day_follows() -> None:
    assert read_letter("A yesterday", TODAY) == NamedLetter("A", LIST)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A paper",
        "a paper",
        "A one",
        "I",
        "i want",
        "I want it",
        "A-RAG",
        "A.I.",
        "B2",
        "2B",
        "BB",
        "plan B",
        "vitamin C",
        "the A team",
        "A B",
        "a b",
        "/B",
        "C++",
        "it's",
        "B's",
        "b please",
        "a 2026-02-05",
        "B" * 50,
        "Δ",
        "é",
        "中",
        "3",
        "n 5",
        "第三篇",
    ],
)
def test_what_is_no_letter(text: str) -> None:
    assert read_letter(text, TODAY) in (None, NamedLetter("I"))
    if len(text) != 1:
        assert read_letter(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "which", "question"),
    [
        ("B GPU?", "B", "GPU?"),
        ("Ｂ GPU?", "B", "GPU?"),
        ("B用了什么数据", "B", "用了什么数据"),
        ("B：几张卡", "B", "几张卡"),
        ("B, which data?", "B", "which data?"),
        ("B 2026-02-05 which data?", "B 2026-02-05", "which data?"),
    ],
)
def test_a_question_to_a_letter(text: str, which: str, question: str) -> None:
    assert read_question(text) == LetteredQuestion(which, question)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "B",
        "B?",
        "b GPU?",
        "a question about kites",
        "A-RAG how?",
        "B2 how?",
        "B's data?",
        "B 2026-02-05",
        "How about B?",
        "3 GPU?",
    ],
)
def test_what_is_no_question_to_a_letter(text: str) -> None:
    assert read_question(text) is None


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_not(text: str) -> None:
    found = read_letter(text, TODAY)
    assert found is None or (found.letter.isascii() and found.letter.isupper())
    asked = read_question(text)
    assert asked is None or any(map(str.isalnum, asked.question))
