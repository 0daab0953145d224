"""Comments and terms behind a printed score."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.archive.worth import explain
from core.models import Counts, Reason, Tier


def _score(counts: Counts, bonus: float) -> float:
    terms = (
        5 * math.log(1 + counts.upvotes),
        6 * math.log(1 + counts.stars),
        math.log(1 + counts.comments),
    )
    return round(sum(terms) + bonus, 2)


@given(
    st.builds(Counts, st.integers(0, 5000), st.integers(0, 200_000), st.integers(0, 60)),
    st.sampled_from([(Tier.SUPER, 50), (Tier.FRONTIER, 20), (Tier.NONE, 0)]),
)
def test_a_few_dozen_comments_come_back_exactly(counts: Counts, lab: tuple[Tier, float]) -> None:
    assert explain(_score(counts, lab[1]), lab[0], counts.upvotes, counts.stars)[0] == counts


@given(st.integers(61, 100_000))
def test_more_comments_come_back_as_a_number_that_gives_the_score(comments: int) -> None:
    score = _score(Counts(3, 0, comments), 0)
    found, reasons = explain(score, Tier.NONE, 3, 0)
    assert _score(found, 0) == score
    assert found.comments == pytest.approx(comments, rel=0.01)
    assert [reason.kind for reason in reasons] == ["upvotes", "comments"]


def test_the_terms_are_the_lab_and_what_adds_something() -> None:
    assert explain(106.66, Tier.SUPER, 30, 600)[1] == (
        Reason("super", 50.0),
        Reason("upvotes", 17.17, 30),
        Reason("stars", 38.39, 600),
        Reason("comments", 1.1, 2),
    )


@pytest.mark.parametrize("score", [0.0, 3.0, 3.46, 4.0, 15.5, 999999.99])
def test_a_score_the_formula_cannot_give_is_left_unexplained(score: float) -> None:
    assert explain(score, Tier.NONE, 1, 0) == (Counts(1, 0, 0), ())
