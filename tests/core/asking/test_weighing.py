"""What speaks for it that a paper answers, and what the learned worth of it makes of that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.asking.asked import Asked, Drawn, Spoken
from core.asking.choosing import ranked
from core.asking.concepts import Concept
from core.asking.kinds import Kind
from core.asking.learned import Learned, learned, likely, order
from core.asking.passages import Passage
from core.asking.telling import of_sentence
from core.asking.weighing import BEST, all_signs

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


def order_of():
    return ranked(ASKED, DRAWN, (BOTH, NEITHER))


def test_the_question_and_its_best_sentences_have_signs():
    signs = signs_of()

    assert (signs["asks number"], signs["asks reason"], signs["concepts"]) == (1.0, 0.0, 2)
    assert (signs["said"], signs["said around"]) == (1.0 / BEST, 2.0 / BEST)
    assert (signs["unsaid"], signs["in the paper"]) == (0.0, 1.0)
    assert signs["asks what is not"] == 0.0
    assert signs_of(replace(ASKED, denies=True))["asks what is not"] == 1.0


def test_the_odds_of_the_best_sentences_are_signs():
    found = [replace(each, odds=odds) for each, odds in zip(order_of(), (3.0, -1.0), strict=True)]
    signs = all_signs(ASKED, found)

    assert (signs["odds at best"], signs["odds"]) == (3.0, 2.0 / BEST)
    assert signs["none may answer"] == 0.0


def test_what_the_paper_never_says_is_a_sign():
    signs = signs_of(replace(ASKED, counts=(3, 0), absent=True))

    assert (signs["unsaid"], signs["unsaid name"]) == (0.5, 1.0)


def test_where_rules_bar_every_sentence_that_is_a_sign():
    signs = signs_of(spoken=[Spoken(frozenset({0}), frozenset(), frozenset({0}))] * 2)

    assert (signs["none may answer"], signs["barred"]) == (1.0, 2.0 / BEST)


def test_a_question_for_which_nothing_is_found_has_signs_of_its_own_alone():
    signs = all_signs(ASKED, ())

    assert signs["none may answer"] == 1.0
    assert not {"odds", "odds at best", "said"} & set(signs)


def test_a_sentence_denies_what_the_question_does():
    drawn = Drawn("We do not fly kites in Windy.", PASSAGE)
    (ranked_one,) = ranked(ASKED, [drawn], [BOTH])

    assert of_sentence(replace(ASKED, denies=True), ranked_one)["denies too"] == 1.0
    assert of_sentence(ASKED, ranked_one)["denies too"] == 0.0
    assert of_sentence(replace(ASKED, denies=True), order_of()[0])["denies too"] == 0.0


def test_a_sentence_has_signs_of_what_it_says_and_where_it_stands():
    first, second = order_of()
    said, other = of_sentence(ASKED, first), of_sentence(ASKED, second)

    assert (said["here"], other["here"], said["numbers"], other["numbers"]) == (1.0, 0.0, 1, 0)
    assert (said["fits number"], other["fits number"]) == (1.0, -1.0)
    assert (said["ours"], other["ours"], said["of trials"]) == (1.0, 0.0, 0.0)
    assert said["near a number"] > other["near a number"]
    assert set(order().worth) - set(said) <= {f"fits {kind.value}" for kind in Kind}


@pytest.mark.parametrize(
    ("within", "sign"),
    [
        ("5 Conclusion", "concluding"),
        ("4 Experimental Setup", "of trials"),
        ("1 Introduction", "introducing"),
        ("2 Related Work", "of others"),
        ("6 Limitations", "of limits"),
    ],
)
def test_what_a_section_is_for_is_a_sign(within, sign):
    drawn = Drawn(SAID, replace(PASSAGE, within=within))
    (found,) = ranked(ASKED, [drawn], [BOTH])

    assert of_sentence(ASKED, found)[sign] == 1.0
    assert of_sentence(ASKED, order_of()[0])[sign] == 0.0


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


def test_what_a_model_tells_of_the_sentences_is_told_of_the_question():
    first, second = order_of()
    told = [replace(first, relevance=2.0), replace(second, relevance=-4.0)]
    signs = all_signs(ASKED, [*told, first])

    assert (signs["relevance by one"], signs["relevance by few"]) == (2.0, -2.0 / BEST)
    assert signs["relevance by one beside all"] == 3.0
    # What it does not tell of counts as the least.
    assert signs["relevance by the best"] == -6.0 / BEST
    assert signs["relevance by one of the best"] == 2.0
    assert "meant by one" not in signs
    assert not any(name.startswith("relevance") for name in signs_of())
