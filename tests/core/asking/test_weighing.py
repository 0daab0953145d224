"""What speaks for it that a paper answers, and what the learned worth of it makes of that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.asking.asked import Asked, Drawn, Spoken
from core.asking.choosing import ranked
from core.asking.concepts import Concept
from core.asking.kinds import Kind
from core.asking.learned import Learned, learned, likely
from core.asking.passages import Passage
from core.asking.weighing import all_signs

KITE, WIND = Concept("kite", ("kite",)), Concept("Windy", ("Windy",), proper=True)
ASKED = Asked(
    (KITE, WIND), (2.0, 2.0), frozenset({Kind.NUMBER}), counted=(0,), beside=(), counts=(3, 1)
)
SAID = "We fly 12 kites in Windy at noon."
PASSAGE = Passage("2 Flights", "2 Flights", "S2", f"{SAID} They land at dusk.")
BOTH = Spoken(frozenset({0, 1}), frozenset(), frozenset({0, 1}))
NEITHER = Spoken(frozenset(), frozenset(), frozenset({0, 1}))
DRAWN = [Drawn(SAID, PASSAGE), Drawn("They land at dusk.", PASSAGE)]


def signs_of(asked=ASKED, spoken=(BOTH, NEITHER)):
    return all_signs(asked, ranked(asked, DRAWN, spoken))


def test_the_best_sentence_and_the_question_have_signs():
    signs = signs_of()

    assert (signs["asks number"], signs["asks reason"], signs["concepts"]) == (1.0, 0.0, 2)
    assert (signs["first here"], signs["most here"], signs["first concepts said"]) == (1.0, 1.0, 2)
    assert (signs["first here alike"], signs["most here behind"]) == (1, 1.0)
    assert signs["unsaid"] == 0.0
    assert signs["first names said"] == 1.0


def test_what_the_paper_never_says_is_a_sign():
    signs = signs_of(replace(ASKED, counts=(3, 0), absent=True))

    assert (signs["unsaid"], signs["unsaid name"], signs["answers"]) == (0.5, 1.0, 0.0)


def test_where_no_sentence_may_answer_there_are_signs_of_the_question_alone():
    signs = signs_of(spoken=[Spoken(frozenset({0}), frozenset(), frozenset({0}))] * 2)

    assert signs["none may answer"] == 1.0
    assert not [name for name in signs if name.startswith(("first ", "most "))]


@pytest.mark.parametrize(("value", "least", "most"), [(3.0, 0.9, 1.0), (-3.0, 0.0, 0.1)])
def test_what_signs_are_worth_adds_up(value, least, most):
    known = Learned({"said": 1.0}, 0.0, 0.5)

    assert least < likely({"said": value, "another": 9.0}, known) < most


def test_what_was_learned_asks_for_signs_that_there_are():
    known = learned()

    assert 0.5 < known.answered < 1
    assert set(known.worth) <= set(signs_of())


def test_a_sentence_on_all_that_is_asked_speaks_for_an_answer():
    said, unsaid = signs_of(), signs_of(replace(ASKED, counts=(0, 0), absent=True))

    assert likely(said, learned()) > likely(unsaid, learned())
