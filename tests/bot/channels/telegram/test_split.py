"""Long texts are parted where it hurts least, within every limit, and nothing of them is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.markup import link, to_html
from bot.channels.telegram.sender import plain_text
from bot.channels.telegram.split import ENTITIES, UNITS, split_message
from bot.chat.views.runs import Level, Run
from tests.fakes.telegram_html import parse_html, utf16

LINE, BLOCK = Run("\n", (), Level.LINE), Run("\n\n", (), Level.BLOCK)
# People see each of these as one character.
WHOLE = (
    "字",
    "a",
    "🏆",
    "e\u0301",
    "👨\u200d👩\u200d👧\u200d👦",
    "👍🏽",
    "🇨🇳",
    "नि",
    "❤\ufe0f",
    "&",
    "<",
)


def texts(*runs: Run) -> list[str]:
    return [plain_text(to_html(part)) for part in split_message(runs)]


def test_a_short_text_is_one_message_without_white_space_around() -> None:
    assert texts(Run("  \n"), Run(" a", ("b",)), BLOCK, Run("b "), LINE) == ["a\n\nb"]


def test_nothing_is_no_message() -> None:
    assert texts() == texts(Run(""), BLOCK, Run(" \u200d")) == []


@pytest.mark.parametrize(
    ("runs", "first"),
    [
        ((Run("字" * 2000), BLOCK, Run("字" * 1500 + "。"), LINE, Run("字" * 2000)), "字" * 2000),
        ((Run("字" * 2000), LINE, Run("字" * 1500 + "。" + "字" * 2000)), "字" * 2000),
        ((Run("字" * 3000 + "。” " + "字" * 500 + "，" + "字" * 2000),), "字" * 3000 + "。”"),
        ((Run("It is. " + "word " * 900),), ("It is. " + "word " * 900)[:4001].rsplit(" ", 1)[0]),
        ((Run("字" * 5000),), "字" * UNITS),
        ((Run("a"), BLOCK, Run("字" * 5000)), "a\n\n" + "字" * (UNITS - 3)),
    ],
    ids=["block", "line", "sentence", "word", "character", "not too early"],
)
def test_the_best_place_in_the_later_part_wins(runs: tuple[Run, ...], first: str) -> None:
    assert texts(*runs)[0] == first


def test_open_tags_are_closed_and_opened_again() -> None:
    marks = ("blockquote expandable", "b")

    parts = [to_html(part) for part in split_message([Run("字" * 5000, marks)])]

    assert parts == [
        f"<blockquote expandable><b>{'字' * n}</b></blockquote>" for n in (UNITS, 5000 - UNITS)
    ]


def test_a_message_holds_no_more_formatting_than_telegram_shows() -> None:
    runs = [run for n in range(250) for run in (Run(f"{n}", ("b",)), LINE)]

    parts = split_message(runs)

    assert [len(parse_html(to_html(part))[1]) for part in parts] == [ENTITIES, ENTITIES, 50]


def test_many_long_links_stay_below_the_bytes_telegram_takes() -> None:
    runs = [Run(f"{n} ", (link(f"https://x.example/{n}?" + "&" * 900),)) for n in range(60)]

    parts = [to_html(part) for part in split_message(runs)]

    assert max(len(part.encode()) for part in parts) <= 32768
    assert " ".join(map(plain_text, parts)).split() == [str(n) for n in range(60)]


def test_a_letter_under_a_tower_of_marks_still_goes_out() -> None:
    tower = "e" + "\u0301" * 9000

    assert "".join(texts(Run(tower))) == tower


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from(WHOLE), st.integers(1, 1500)), min_size=1, max_size=12))
def test_characters_are_never_torn(repeated: list[tuple[str, int]]) -> None:
    text = "".join(whole * count for whole, count in repeated)
    one = re.compile("|".join(sorted(map(re.escape, WHOLE), key=len, reverse=True)))

    parts = texts(Run(text))

    assert "".join(parts) == text
    assert all(one.sub("", part) == "" and utf16(part) <= UNITS for part in parts)
    assert all(utf16(part) > UNITS - 24 for part in parts[:-1])


MARKS = st.sampled_from(
    [(), ("b",), ("i",), ("blockquote expandable",), ("blockquote expandable", "b"), ("code",)]
)
RUNS = st.builds(
    Run,
    st.builds(
        str.__mul__,
        st.sampled_from(["<b>", "&amp; ", "一句。", "Yes. ", "𝒜", "word ", " "]),
        st.integers(1, 900),
    ),
    MARKS,
)


@settings(max_examples=30)
@given(st.lists(RUNS | st.sampled_from([LINE, BLOCK]), max_size=40))
def test_any_runs_keep_their_words_and_the_limits(runs: list[Run]) -> None:
    parts = [to_html(part) for part in split_message(runs)]

    read = [parse_html(part) for part in parts]
    assert [text for text, _ in read] == [plain_text(part) for part in parts]
    assert all(0 < utf16(text) <= 4096 and text == text.strip() for text, _ in read)
    assert all(len(entities) <= 100 for _, entities in read)
    assert all(len(part.encode()) <= 32768 for part in parts)
    assert "".join("".join(text.split()) for text, _ in read) == "".join(
        "".join(run.text.split()) for run in runs
    )
