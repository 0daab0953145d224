"""Answers to recorded questions are counted by the key."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bench.asking import Count, count, holds, is_right, shown_near
from core.models import Answer, Provenance, Quote, Source, Writer
from tests.core.model_questions import Answer as Key
from tests.core.model_questions import Question

ASKED = Question("page.html", "How high?", (Key("2 Results", "rises to 120 m"),))
UNSAID = Question("page.html", "How heavy?")
MADE = Provenance(
    source=Source.HTML,
    writer=Writer.EXTRACTIVE,
    created_at=dt.datetime(2026, 2, 5, tzinfo=dt.UTC),
)
RIGHT = Answer(
    paper_id="1",
    language="en",
    question="How high?",
    answered=True,
    text="",
    quotes=(Quote("The kite rises  to 120 m.", "2 Results"),),
    provenance=MADE,
)
WRONG = replace(RIGHT, quotes=(Quote("The kite is red.", "2 Results"),))
REFUSED = replace(RIGHT, answered=False, quotes=())


def test_an_answer_is_right_by_the_sentence_of_the_key():
    assert [is_right(ASKED, each) for each in (RIGHT, WRONG, REFUSED)] == [True, False, False]


def test_what_cannot_be_answered_must_be_refused():
    pairs = [(ASKED, RIGHT), (ASKED, WRONG), (UNSAID, REFUSED), (UNSAID, WRONG)]

    assert count(pairs) == Count(answered=1, answerable=2, refused=1, unanswerable=2)
    assert str(count(pairs)) == "1 of 2 answered, 1 of 2 refused"


def test_who_is_refused_may_be_shown_the_key_all_the_same():
    shown = replace(REFUSED, nearest=RIGHT.quotes)
    pairs = [(ASKED, shown), (ASKED, REFUSED), (ASKED, replace(RIGHT, nearest=RIGHT.quotes))]

    assert shown_near([*pairs, (UNSAID, shown)]) == 1


def test_what_a_model_is_given_holds_an_answer_or_not():
    assert holds(ASKED, "[1] 2 Results: The kite rises to 120 m. It lands.")
    assert not holds(ASKED, "[1] 2 Results: It lands.")
    assert not holds(UNSAID, "The kite rises to 120 m.")


@pytest.mark.parametrize(
    ("key", "text", "held"),
    [
        ("lr =5×10−5, decay", "We fly (lr $=5\\times 10^{-5}$, decay $=0.01$).", True),
        ("12.1 ± 0.3 dB", "12.1$\\pm$0.3 dB", True),
        ("with ∼7.07M tails", "with $\\sim$7.07M tails", True),
        ("lr =5×10−4, decay", "We fly (lr $=5\\times 10^{-5}$, decay $=0.01$).", False),
        ("± ∼", "We fly.", False),
    ],
)
def test_signs_in_a_key_may_stand_as_tex_in_the_text(key, text, held):
    assert holds(replace(ASKED, answers=(Key("2", key),)), text) is held
