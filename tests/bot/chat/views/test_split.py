"""A text is parted where it hurts least, and nothing of it is lost; Telegram's test_split.py shows
more."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.views.runs import Level, Run
from bot.chat.views.split import first_part, parted, split_runs, trimmed

LINE, BLOCK = Run("\n", (), Level.LINE), Run("\n\n", (), Level.BLOCK)
TEN = 10


def reach(runs: Sequence[Run]) -> int:
    """Ten characters fit."""
    return min(TEN, len(text_of(runs)))


def text_of(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)


@pytest.mark.parametrize(
    ("runs", "parts"),
    [
        ((Run("abcd"), BLOCK, Run("e"), LINE, Run("fghi")), ["abcd", "e\nfghi"]),
        ((Run("abcd"), LINE, Run("e. f ghi")), ["abcd", "e. f ghi"]),
        ((Run("abcd. ef ghi"),), ["abcd.", "ef ghi"]),
        ((Run("abcd ef ghi"),), ["abcd ef", "ghi"]),
        ((Run("a" * 12),), ["a" * 10, "aa"]),
        ((Run("a"), BLOCK, Run("b" * 12)), ["a\n\n" + "b" * 7, "b" * 5]),
        ((Run("abcdef"), Run("1. ", (), Level.GLUE), Run("ghij")), ["abcdef1. g", "hij"]),
    ],
    ids=["block", "line", "sentence", "word", "character", "not too early", "not beside glue"],
)
def test_the_best_place_in_the_later_part_wins(runs: tuple[Run, ...], parts: list[str]) -> None:
    assert [text_of(part) for part in split_runs(runs, reach)] == parts


def test_what_is_left_is_trimmed_and_keeps_its_marks() -> None:
    head, rest = first_part([Run("abcdefgh ", ("b",)), Run("ij"), Run(" kl", ("i",))], reach)

    assert (head, rest) == ([Run("abcdefgh", ("b",))], [Run("ij"), Run(" kl", ("i",))])


def test_parting_at_the_end_leaves_nothing() -> None:
    assert parted([Run("ab")], 2) == ([Run("ab")], [])
    assert trimmed([Run(" "), Run(""), Run("\n")]) == []


@given(st.text(st.sampled_from("a字. \u0301🇨🇳👍🏽\u200d👧"), max_size=60))
def test_nothing_is_lost_but_white_space(text: str) -> None:
    parts = [text_of(part) for part in split_runs([Run(text)], reach)]

    assert "".join("".join(parts).split()).replace("\u200d", "") == "".join(text.split()).replace(
        "\u200d", ""
    )
    assert all(0 < len(part) <= TEN for part in parts)
