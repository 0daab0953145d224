"""Names with a letter wrong, and zeros typed as letters."""

from __future__ import annotations

import pytest

from bot.chat.words.misspellings import letters_off, name_meant, with_zeros

DAYS = {"monday": 0, "mondays": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "march": 9}


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("mnoday", "monday"),
        ("tuesdey", "tuesday"),
        ("wendsday", "wednesday"),
        ("maech", "march"),
        ("mondasy", "monday"),
        ("tursday", None),  # Tuesday and Thursday are as near
        ("smarch", None),
        ("marches", None),
        ("thirsty", None),
        ("mon", None),
        ("", None),
    ],
)
def test_a_name_is_meant_where_one_alone_is_near(word: str, name: str | None) -> None:
    assert name_meant(word, DAYS) == name


@pytest.mark.parametrize(
    ("word", "name", "wrong"),
    [("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("", "abc", 3), ("abcd", "badc", 2)],
)
def test_letters_are_counted(word: str, name: str, wrong: int) -> None:
    assert letters_off(word, name) == letters_off(name, word) == wrong


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("9:3o", "9:30"),
        ("8:oo", "8:00"),
        ("o8:00", "08:00"),
        ("1o am", "10 am"),
        ("2o26-02-03", "2026-02-03"),
        ("8o'clock", "8o'clock"),
        ("no2", "no2"),
        ("oh 5 of", "oh 5 of"),
    ],
)
def test_zeros_typed_as_letters_are_zeros(text: str, read: str) -> None:
    assert with_zeros(text) == read
