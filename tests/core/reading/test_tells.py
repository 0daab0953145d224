"""What sentences of an abstract tell, and how well people's marks are met."""

from __future__ import annotations

from pathlib import Path
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.kinds import MEAN, Abstract, fit, fixed, read, right
from core.reading.tells import Tell, best, features, learned, told

ABSTRACT = (
    "Folding paper boats is a popular task of every kindergarten.",
    "However, existing methods remain slow and cannot fold boats with two sails.",
    "To address this, we propose BoatNet, a framework that predicts creases by attention.",
    "Specifically, it combines a crease module with a loss that knows the paper.",
    "Extensive experiments show that BoatNet outperforms the state of the art by 12.5%.",
    "Our code is available at https://github.com/example/boatnet.",
)


def test_each_kind_of_sentence_is_found() -> None:
    assert best(ABSTRACT, Tell.TASK) == ABSTRACT[0]
    assert best(ABSTRACT, Tell.PROBLEM) == ABSTRACT[1]
    assert best(ABSTRACT, Tell.IDEA) in ABSTRACT[2:4]
    assert best(ABSTRACT, Tell.RESULT) == ABSTRACT[4]


def test_nothing_tells_nothing() -> None:
    assert best((), Tell.IDEA) == ""
    assert told(()) == []


@given(st.lists(st.text(max_size=80), max_size=9))
def test_any_text_has_weights_for_each_kind(pool: list[str]) -> None:
    weights = told(pool)

    assert len(weights) == len(pool)
    assert all(set(each) == set(Tell) for each in weights)
    assert all(best(pool, tell) in (*pool, "") for tell in Tell)


def test_every_stored_weight_is_of_a_feature_that_there_is() -> None:
    there = {name for each in features(ABSTRACT) for name in each}
    shared = there & set(learned())

    assert len(shared) > 60
    assert all(len(weights) == len(Tell) for weights in learned().values())


def test_fitting_finds_what_the_marks_go_by() -> None:
    pools = [("A quiet one.", "We improve it by 3%."), ("We gain 5% there.", "A quiet one.")] * 20
    abstracts = []
    for pool in pools:
        marks = ["%" in sentence for sentence in pool]
        abstracts.append(Abstract(pool, features(pool), {tell: marks for tell in Tell}))

    worth = fit(abstracts)

    assert right(abstracts, worth, Tell.RESULT) == 100
    assert fixed(abstracts, Tell.RESULT) == 50


@pytest.mark.recorded
def test_stored_weights_meet_peoples_marks_in_abstracts_that_they_were_not_fitted_on(
    recorded: Path,
) -> None:
    even = read(recorded / "abstract_sentences" / "spans.jsonl.gz")[0::2]

    chosen = [right(even, learned(), tell) for tell in Tell]

    assert mean(chosen) >= MEAN
    for share, tell in zip(chosen, Tell, strict=True):
        assert share >= fixed(even, tell)
