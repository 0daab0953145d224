"""Somebody who corrects himself."""

from __future__ import annotations

import pytest

from bot.chat.words.corrections import Correction, correction_in


@pytest.mark.parametrize(
    ("text", "said", "meant"),
    [
        ("Monday, no sorry, Tuesday", "monday", "tuesday"),
        ("一月五号 不对 是六号", "一月五号", "是六号"),
        ("昨天，不，前天", "昨天", "前天"),
        ("不，前天", "", "前天"),
        ("2月3号，哦不，不对，2月4号", "2月3号", "2月4号"),
        ("8, no, 9, i mean 10", "8, no, 9", "10"),
        ("Feb 3 - no - Feb 4", "feb 3", "feb 4"),
    ],
)
def test_what_was_taken_back_and_what_is_meant(text: str, said: str, meant: str) -> None:
    assert correction_in(text) == Correction(said, meant)


@pytest.mark.parametrize(
    "text",
    [
        "Tuesday",
        "Tuesday, no",
        "8 sorry",
        "no. 3",
        "paper no 3",
        "nothing, really",
        "every day, no Sunday",
        "是三号不是四号",
        "不来梅",
        "",
        "monday, no sorry, " * 9,
    ],
)
def test_nothing_is_taken_back(text: str) -> None:
    assert correction_in(text) is None
