"""Several papers of a list at once."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.chat.words.several import Several, read_several, several_before
from core.editions.keys import DAILY

FRIDAY = dt.date(2026, 2, 6)
YESTERDAY = DAILY.on(dt.date(2026, 2, 5))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2 and 3", (2, 3)), ("2、3", (2, 3)), ("２，３", (2, 3)), ("第二和第三篇", (2, 3)), ("第2、3篇", (2, 3)),
        ("papers 2 and 3", (2, 3)), ("#2 #3", (2, 3)), ("1, 2, and 5", (1, 2, 5)), ("2 to 4", (2, 3, 4)),
        ("第2到4篇", (2, 3, 4)), ("4–2", (2, 3, 4)), ("前三篇", (1, 2, 3)), ("the first two", (1, 2)), ("top 3", (1, 2, 3)),
        ("1 2 3", (1, 2, 3)), ("1 2 3 篇", (1, 2, 3)), ("第2 3篇", (2, 3)), ("４ ２ １ ７", (4, 2, 1, 7)),
        ("papers 1 2 3", (1, 2, 3)), ("1 2 3, 4", (1, 2, 3, 4)), ("1 2 and 5", (1, 2, 5)), ("1、2 3", (1, 2, 3)),
    ],
)  # fmt: skip
def test_numbers_that_are_joined_are_several(text: str, numbers: tuple[int, ...]) -> None:
    read = read_several(text, FRIDAY)
    assert read is not None
    assert read.numbers == numbers


def test_what_may_be_a_day_is_told_from_what_cannot() -> None:
    for text in ("2-4", "2/3", "1 2 10"):
        read = read_several(text, FRIDAY)
        assert read is not None
        assert not read.joined
    assert read_several("昨天的第二和第三篇", FRIDAY) == Several((2, 3), YESTERDAY)


@pytest.mark.parametrize(
    "text",
    ["3", "第三篇", "2 and 2", "0 and 1", "1-99", "3.5", "2月3日", "2026-02-05", "the first one", "2 and foo",
     "3 yesterday", "2 3", "3 02 05", "2026 2 5", "最后两篇", "1234567 and 3", "",
     "4号第3篇", "4 号第 3 篇"],
)  # fmt: skip
def test_anything_else_is_none(text: str) -> None:
    assert read_several(text, FRIDAY) is None


def test_a_question_may_begin_with_several() -> None:
    for begins, rest in (("2 and 3", " what data?"), ("第二篇和第三篇", "有什么不同？")):
        unclear = several_before(begins + rest, FRIDAY)
        assert unclear is not None
        assert (unclear.text, unclear.likely) == (begins, ("2", "3"))
    for text in ("3 what data and what code?", "3 4-bit or 8-bit?", "3, 4 GPUs?", "第三篇和别的"):
        assert several_before(text, FRIDAY) is None, text
