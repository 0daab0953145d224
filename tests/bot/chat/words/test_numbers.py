"""Which paper people mean."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.chat.words.numbers import (
    FromEnd,
    Numbered,
    ids_in,
    is_number,
    parse_numbered,
    read_from_end,
)
from core.editions.keys import DAILY
from core.errors import DateImpossible, DateInFuture, DateInvalid, NumberInvalid, NumberUnclear

FRIDAY = dt.date(2026, 2, 6)
THURSDAY = DAILY.on(dt.date(2026, 2, 5))
DIGITS = "〇一二三四五六七八九"


def in_chinese(n: int) -> str:
    """The number as Chinese writes it."""
    if n < 10:
        return DIGITS[n]
    if n < 20:
        return "十" + in_chinese(n % 10).removeprefix("〇")
    if n < 100:
        return DIGITS[n // 10] + in_chinese(10 + n % 10)
    rest = n % 100
    hundreds = DIGITS[n // 100] + "百"
    if rest == 0:
        return hundreds
    if rest < 10:
        return hundreds + "零" + DIGITS[rest]
    if rest < 20:
        return hundreds + "一" + in_chinese(rest)
    return hundreds + in_chinese(rest)


def test_every_number_is_read_in_chinese() -> None:
    for n in range(1, 1000):
        for written in (f"第{in_chinese(n)}篇", in_chinese(n), f"第 {n} 篇"):
            assert parse_numbered(written, FRIDAY) == Numbered(n), written


@pytest.mark.parametrize(
    "text",
    ["3", "#3", "３", "3.", "3?", "No.3", "no 3", "第3篇", "三", "(3)", "3️⃣", "3 rd", "the third one",
     "paper 3", "3rd paper", "请看第三篇，谢谢"],
)  # fmt: skip
def test_a_number_alone(text: str) -> None:
    assert is_number(text)
    assert parse_numbered(text, FRIDAY) == Numbered(3)


@pytest.mark.parametrize("text", ["２０２６－０２－０５", "２０２６／２／５", "2026-02-05"])
def test_a_day_alone_is_no_number(text: str) -> None:
    with pytest.raises(NumberInvalid):
        parse_numbered(text, FRIDAY)


@pytest.mark.parametrize(
    "text",
    ["3 2026-02-05", "2026-02-05 3", "第三篇 昨天", "昨天的第三篇", "2月5日第3篇", "周四三",
     "yesterday's third paper", "3rd paper of yesterday", "#3, 2026-02-05",
     "３　２０２６－０２－０５", "＃３ ２０２６／０２／０５", "２月５日第３篇"],
)  # fmt: skip
def test_a_number_and_its_day(text: str) -> None:
    assert parse_numbered(text, FRIDAY) == Numbered(3, THURSDAY)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("foo", NumberInvalid),
        ("3.5", NumberInvalid),
        ("-3", NumberInvalid),
        ("12345", NumberInvalid),
        ("first 3", DateInvalid),
        ("the first three papers", NumberInvalid),
        ("2 3", DateInvalid),
        ("3 foo", DateInvalid),
        ("3 2026-02-30", DateImpossible),
        ("3 明天", DateInFuture),
        ("26 Nov 3", NumberUnclear),
        ("3 Feb 5", NumberUnclear),
    ],
)
def test_what_is_wrong_is_named(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        parse_numbered(text, FRIDAY)


@pytest.mark.parametrize(
    "text",
    [
        "2602.04634",
        "看看https://arxiv.org/abs/2602.04634v2。谢谢",
        "(arXiv: 2602.04634)",
        "[x](https://huggingface.co/papers/2602.04634?tab=1)",
        "hf.co/papers/2602.04634 和 https://www.alphaxiv.org/abs/2602.04634",
        "２６０２．０４６３４",
        "https://www.google.com/url?q=https://arxiv.org/abs/2602.04634&sa=D",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Farxiv.org%2Fabs%2F2602.04634&h=x",
        "https://link.zhihu.com/?target=https%3A//huggingface.co/papers/2602.04634",
        "Https://Arxiv.org/abs/2602.04634?utm_source=share#S3",
        "Arxiv2602.04634",
        "arxiv_2602.04634v2",
        "论文2602.04634V2怎么样",
    ],
)
def test_ids_and_links_are_found_anywhere(text: str) -> None:
    assert ids_in(text) == ("2602.04634",)


def test_what_is_no_id_is_none() -> None:
    assert ids_in("3.14159 of 2026.02.05 at example.org/abs/2602.04634") == ()
    assert ids_in("$2602.04634, 12602.04634, https://example.com/2602.04634") == ()


def test_an_old_id_is_found_however_a_phone_writes_it() -> None:
    assert ids_in("Hep-th/9901001 and Math.GT/0309136") == ("hep-th/9901001", "math/0309136")
    assert ids_in("and/or/9901001 foo/9901001") == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("最后一篇", 1), ("the last one", 1), ("最后那篇", 1), ("last paper", 1), ("#last", 1), ("倒数第一篇", 1),
        ("倒数第三", 3), ("second to last", 2), ("2nd from the end", 2), ("the final one", 1),
        ("last 3", None), ("last week", None), ("last Friday", None), ("最后一天", None), ("最后两篇", None),
        ("the last day", None), ("3", None), ("", None), ("去年", None), ("last author", None),
    ],
)  # fmt: skip
def test_places_from_the_end(text: str, place: int | None):
    found = read_from_end(text, dt.date(2026, 2, 6))
    assert (found.place if found else None) == place
    assert found is None or found.key is None


@pytest.mark.parametrize(
    "text", ["昨天的最后一篇", "the last paper of 2026-02-05", "最后一篇 2026-02-05"]
)
def test_the_last_of_a_day(text: str):
    assert read_from_end(text, dt.date(2026, 2, 6)) == FromEnd(1, DAILY.on(dt.date(2026, 2, 5)))
