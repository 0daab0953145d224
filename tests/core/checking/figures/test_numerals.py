"""Numbers written as words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checking.figures.numerals import chinese, english

CHINESE = {
    "三十五": 35, "十二": 12, "二十": 20, "两": 2, "一百二十": 120, "一千": 1000, "三点五": 3.5, "一万两千": 12_000,
    "两亿": 2e8, "二〇二五": 2025, "三千五百万": 35e6,
}  # fmt: skip
ENGLISH = {"three": 3, "thirty-five": 35, "twenty": 20, "two hundred": 200, "five million": 5e6}


@pytest.mark.parametrize("numeral", CHINESE)
def test_chinese(numeral):
    assert chinese(numeral) == CHINESE[numeral]


@pytest.mark.parametrize("numeral", ["万", "千万", "百"])
def test_a_place_alone_is_no_number(numeral):
    assert chinese(numeral) is None


@pytest.mark.parametrize("words", ENGLISH)
def test_english(words):
    assert english(words) == ENGLISH[words]


@given(st.integers(min_value=1, max_value=9999))
def test_every_numeral_is_read_back(number):
    digits, places, written = "零一二三四五六七八九", ("千", "百", "十", ""), ""
    for digit, place in zip(f"{number:04d}", places, strict=True):
        if digit != "0":
            written += digits[int(digit)] + place
        elif written and not written.endswith("零"):
            written += "零"

    assert chinese(written.rstrip("零")) == number
