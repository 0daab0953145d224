"""What a paper says is its one contribution, and how it is unlike others' work."""

from __future__ import annotations

import pytest

from core.document import Document, Section
from core.reading.extractive import read
from tests.core.reading.reports import AT, ENGLISH, paper


def new_in(introduction: str, title: str = "1 Introduction") -> list[str]:
    """The innovations of a paper of that text, whose abstract tells none."""
    document = Document(
        paper_id="2602.00001", title="T", sections=(Section(title, 1, introduction),)
    )
    facts = paper(title="Dry Boats", abstract="We evaluate boats of paper on lakes.")
    return [item.text for item in read(facts, document, ENGLISH, AT, None).innovations]


@pytest.mark.parametrize(
    "claim",
    [
        "Our contribution is a controlled comparison of sheets, creases and lakes in one setting.",
        "The primary contribution of the paper is the evaluation of a press that dries every sheet.",
        "Its central design decision is to push the water out of a sheet before it is folded.",
        "The key idea is simple but telling: a sheet of wax keeps the water away from the paper.",
        "This extends prior work on rivers (of Smith and others) to boats on lakes in the winter.",
        "Unlike our work, however, the boats are assumed to come from one mill of the country.",
        "To our knowledge, no earlier paper folds boats while they are already on the water.",
    ],
)
@pytest.mark.parametrize("title", ["1 Introduction", "2 Related Work", "6 Conclusion"])
def test_what_the_paper_says_is_new_is_told(claim: str, title: str) -> None:
    assert new_in(f"Boats sink on lakes. {claim}", title) == [claim]


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (
            "However, to our knowledge no earlier paper folds boats on the water itself.",
            "To our knowledge no earlier paper folds boats on the water itself.",
        ),
        (
            "In contrast, the system presented here makes do with the sheet as its only input.",
            "The system presented here makes do with the sheet as its only input.",
        ),
    ],
)
def test_a_turn_is_left_out_of_what_is_new(told: str, shown: str) -> None:
    assert new_in(f"Masters fold by hand. {told}") == [shown]


@pytest.mark.parametrize(
    "aside",
    [
        "In contrast, a master of folding sees every crease of a sheet with his own eyes.",
        "Our contribution is not another way of folding the sheets that are sold by mills.",
        "However, the boats of paper that are sold by mills sink within a day of winter.",
        "Unlike rivers, lakes are known to stand still for most of the days of a year.",
    ],
)
def test_what_others_do_is_not_new(aside: str) -> None:
    assert new_in(f"Masters fold by hand. {aside}") == []


def test_what_only_announces_is_told_by_the_sentence_behind() -> None:
    does = "Taking the axis from the mask of a sheet removes the turn and keeps the length of it."
    controls = "First, two formulas agree on dry sheets. Second, noise makes the gain a wider one."

    told = new_in(f"Our contribution is to separate those two roles. {does}\n\nNow. {controls}")

    # One contribution counts nothing: the controls behind it are none.
    assert told == [does]
