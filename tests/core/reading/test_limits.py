"""Where a work ends: which of the sentences on limits tell it, and which of them tell it best."""

from __future__ import annotations

import pytest

from tests.core.reading.reports import used


def limits(title: str, told: str) -> list[str]:
    return [note.text for note in used((title, told)).notes if note.name == "Limits"]


def test_what_was_not_tried_comes_first_and_what_tells_little_only_where_there_is_little() -> None:
    never = "The folder was never evaluated on rivers or on any of the seas."
    depends = "How much a boat of paper costs depends on the lake on which it floats."
    weak = "Wet boats are not the same as boats of paper that were dried on a shore."
    weaker = "Grey sheets of thin card are not as calm as the ones that we fold from silk."

    assert limits("6 Limitations", f"{weak} {weaker} {depends} {never}") == [never, depends]
    assert limits("6 Limitations", f"{weak} {weaker} {never}") == [never, weak]
    assert limits("6 Limitations", f"{weak} {weaker}") == [weak, weaker]


@pytest.mark.parametrize("marker", ["(1) ", "(viii) ", "Limitations. "])
def test_a_limit_is_told_without_its_number(marker: str) -> None:
    told = "The folder was evaluated on simulated lakes of the north alone."

    assert limits("6 Limitations", marker + told) == [told]


def test_a_heading_of_a_limit_is_told_with_what_it_heads() -> None:
    heading, below = "Single task, single model of the lake.", "The boats of others are untested."

    assert limits("6 Limitations", f"{heading} {below}")[0] == f"{heading} {below}"


def test_limits_begin_where_the_discussion_says_so() -> None:
    before = "The gap between lakes is not uniform, and that is no accident of folding."
    limit = "The folder has not been tested on rivers of the south."
    for title in ("5 Discussion", "5 Discussion and Limitations"):
        assert limits(title, f"{before} Several limitations remain. {limit}") == [limit]
    assert limits("5 Discussion", f"{before} {limit}") == []
