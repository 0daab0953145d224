"""What every platform drops from words, and which addresses lead anywhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.views.runs import clean, shared, units, web_address


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2J\x00\x9bb", "a[2Jb"),
        ("one\r\n\ttwo\u2028three", "one   two three"),
        ("\u202eabc\u202c \u2066def\u2069 \u200fgh\u061c", "abc def gh"),
        ("👨\u200d👩\u200d👧 ❤\ufe0f می\u200cخواهم", "👨\u200d👩\u200d👧 ❤\ufe0f می\u200cخواهم"),
        ("A\u030a x\u030a y\u0301", "Å x\u030a ý"),
        ("▲84\u00a0★2", "▲84\u00a0★2"),
        ("\u2800\u3164\ud800\ufeff\u00ad!", "  !"),
    ],
)
def test_hidden_characters_go_and_letters_stay(text: str, shown: str) -> None:
    assert clean(text) == shown


@given(st.text())
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://arxiv.org/abs/2602.03907", "https://arxiv.org/abs/2602.03907"),
        ("https://x.example/论文", "https://x.example/%E8%AE%BA%E6%96%87"),
        ("https://x.example/" + "a" * 82, "https://x.example/" + "a" * 82),
        ("https://x.example/" + "a" * 83, None),
        ("javascript:alert(1)", None),
        ("https://localhost/x", None),
        ("https://user:word@x.example/", None),
        ("https://[::1", None),
    ],
)
def test_only_web_addresses_of_that_length_lead_anywhere(text: str, address: str | None) -> None:
    assert web_address(text, 100) == address


def test_length_is_told_in_utf16() -> None:
    assert [units(text) for text in ("a", "字", "𝒜", "🏆a")] == [1, 1, 2, 3]


def test_marks_are_shared_from_the_outside_in() -> None:
    assert [shared("ab", "ab"), shared("ab", "a"), shared("ba", "ca"), shared("", "a")] == [
        2,
        1,
        0,
        0,
    ]
