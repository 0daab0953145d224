"""What people type: dates, numbers, ids, commands."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arguments import Wanted, parse_date, parse_wanted, split_command
from core.errors import ArgumentMissing, DateInFuture, DateInvalid, NumberInvalid, PaperboyError

TODAY = dt.date(2026, 2, 6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-02-05", dt.date(2026, 2, 5)),
        ("2026/2/5", dt.date(2026, 2, 5)),
        ("2026.02.05", dt.date(2026, 2, 5)),
        ("20260205", dt.date(2026, 2, 5)),
        ("2026年2月5日", dt.date(2026, 2, 5)),
        ("２０２６－０２－０５", dt.date(2026, 2, 5)),
        ("02-05", dt.date(2026, 2, 5)),
        ("2月5日", dt.date(2026, 2, 5)),
        ("12-31", dt.date(2025, 12, 31)),
        ("02-29", dt.date(2024, 2, 29)),
        ("yesterday", dt.date(2026, 2, 5)),
        ("昨天", dt.date(2026, 2, 5)),
        ("前天", dt.date(2026, 2, 4)),
        (" Today ", TODAY),
        ("-1", dt.date(2026, 2, 5)),
        ("-0", TODAY),
    ],
)
def test_dates(text, expected):
    assert parse_date(text, TODAY) == expected


@pytest.mark.parametrize("text", ["", "2026-02-30", "13-01", "soon", "--1", "3", "2026-13-01", "0-0", "-1000", "²-²"])
def test_what_is_no_date_says_so(text):
    with pytest.raises(DateInvalid) as caught:
        parse_date(text, TODAY)
    assert caught.value.text == text


def test_tomorrow_has_no_papers():
    with pytest.raises(DateInFuture) as caught:
        parse_date("2026-02-07", TODAY)
    assert caught.value.date == dt.date(2026, 2, 7)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("3", Wanted(number=3)),
        ("#3", Wanted(number=3)),
        ("３", Wanted(number=3)),
        ("3 2026-02-05", Wanted(number=3, date=dt.date(2026, 2, 5))),
        ("3 昨天", Wanted(number=3, date=dt.date(2026, 2, 5))),
        ("2602.04634", Wanted(paper_id="2602.04634")),
        ("2602.04634v2", Wanted(paper_id="2602.04634")),
        ("arXiv: 2602.04634", Wanted(paper_id="2602.04634")),
        ("math.GT/0309136", Wanted(paper_id="math/0309136")),
        ("https://arxiv.org/pdf/2602.04634v1", Wanted(paper_id="2602.04634")),
        ("https://huggingface.co/papers/2602.04634?x=1", Wanted(paper_id="2602.04634")),
    ],
)
def test_which_paper(text, wanted):
    assert parse_wanted(text, "paper", TODAY) == wanted


@pytest.mark.parametrize(("text", "error"), [("", ArgumentMissing), ("three", NumberInvalid), ("3 soon", DateInvalid)])
def test_which_paper_unclear(text, error):
    with pytest.raises(error):
        parse_wanted(text, "paper", TODAY)


@given(st.text(max_size=200))
def test_any_text_is_understood_or_refused_kindly(text):
    for parse in (lambda: parse_date(text, TODAY), lambda: parse_wanted(text, "paper", TODAY)):
        with suppress(PaperboyError):
            parse()
    name, rest = split_command(text)
    assert (name + rest) == "" or name or rest


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/paper 3", ("paper", "3")),
        ("/PAPER@PaperboyBot  3 ", ("paper", "3")),
        ("／今天", ("今天", "")),
        ("3", ("paper", "3")),
        ("#12", ("paper", "#12")),
        ("hello there", ("", "hello there")),
        ("/", ("", "")),
    ],
)
def test_commands(line, expected):
    assert split_command(line) == expected
