"""The sentences the rules ranked, put in order by what signs of them are worth."""

from __future__ import annotations

from dataclasses import replace

from core.asking.asked import Asked, Drawn, Spoken
from core.asking.choosing import Ranked
from core.asking.concepts import Concept
from core.asking.kinds import Kind
from core.asking.learned import Learned, order
from core.asking.ordering import ABLE, BARRED, SHARE, in_order, looked_at
from core.asking.passages import Passage

KITE, WIND = Concept("kite", ("kite",)), Concept("wind", ("wind",))
ASKED = Asked((KITE, WIND), (2.0, 1.0), frozenset({Kind.NUMBER}), counts=(3, 2))
FAR = "They land at dusk, long after the last of the guests has left the beach on foot. " * 6
FIRST, LAST = "Our kite has 12 tails.", "It flies in any wind."
PROSE = Passage("2 Kites", "2 Kites", "S2", f"{FIRST} {LAST} {FAR}")
TABLE = Passage("3 Times", "3 Times", "S3", "Kite | Time\nRed | 12\nBlue | 4")


def ranked(text, passage=PROSE, score=1.0, here=(), *, above=(), barred=False):
    spoken = Spoken(frozenset(here), frozenset(), frozenset())
    return Ranked(Drawn(text, passage, above), score, False, spoken, barred=barred)


def texts(found):
    return [each.drawn.text for each in found]


def test_what_signs_of_an_answer_tell_goes_first():
    found = [ranked(LAST, score=1.1, here={1}), ranked(FIRST, score=1.0, here={0})]
    known = Learned({"numbers": 2.0, "fits number": 1.0}, -1.0, 0.5)
    told = in_order(ASKED, found, known)

    assert texts(told) == [FIRST, LAST]
    assert [each.odds for each in told] == [2.0, -2.0]
    assert [each.score for each in told] == [1.0 + 2 * SHARE, 1.1 - 2 * SHARE]


def test_what_nothing_is_known_of_stays_in_order():
    found = [ranked(LAST, score=1.1), ranked(FIRST, score=1.0)]

    assert texts(in_order(ASKED, found, Learned({}, 0.0, 0.5))) == [LAST, FIRST]
    assert in_order(ASKED, [], order()) == []


def test_only_the_best_are_looked_at_and_the_others_stand_behind():
    able = [ranked(f"{number} kites.", score=9 - number / 100) for number in range(ABLE + 2)]
    barred = [ranked(f"No {number}.", score=1.0, barred=True) for number in range(BARRED + 3)]
    known = Learned({"barred": -5.0}, 1.0, 0.5)
    looked = list(looked_at(ASKED, [*able, *barred]))
    told = in_order(ASKED, [*able, *barred], known)

    assert len(looked) == ABLE + BARRED
    assert len(told) == len(able) + len(barred)
    assert texts(told)[:ABLE] == texts(able)[:ABLE]
    assert {each.odds for each in told[ABLE:]} == {-4.0}


def test_what_rules_bar_may_be_first_all_the_same():
    found = [ranked(LAST, score=0.5), ranked(FIRST, score=0.4, here={0, 1}, barred=True)]

    assert texts(in_order(ASKED, found, Learned({"here": 3.0}, 0.0, 0.5))) == [FIRST, LAST]


def test_a_sentence_stands_beside_those_near_it():
    far = "They are all gone."
    passage = Passage("2 Kites", "2 Kites", "S2", f"{FIRST} {LAST} {FAR} {far}")
    said = ((FIRST, ()), (LAST, {1}), (far, {0}))
    found = [ranked(text, passage, here=here) for text, here in said]
    beside = {each.drawn.text: each.beside for each, _ in looked_at(ASKED, found)}

    assert beside[FIRST] == {1}
    assert beside[far] == {0}


def test_a_row_stands_beside_no_other_row():
    rows = [ranked("Red | 12", TABLE, here={0}, above=("Kite | Time",)) for _ in range(2)]
    signs = [told for _, told in looked_at(ASKED, [*rows, replace(rows[0], spoken=rows[0].spoken)])]

    assert {each["beside"] for each in signs} == {ASKED.share({0})}
    assert all(each.beside == frozenset() for each, _ in looked_at(ASKED, rows))


def test_the_order_that_was_learned_knows_these_signs():
    kinds = frozenset(Kind)
    found = [ranked(FIRST, here={0})]
    ((_, told),) = looked_at(replace(ASKED, kinds=kinds), found)

    assert set(order().worth) <= set(told)
    assert len(order().worth) > 50


def test_what_a_model_tells_is_a_sign_alone_and_beside_the_others():
    found = [
        replace(ranked(LAST, score=1.1), near=0.5, relevance=-3.0),
        replace(ranked(FIRST, score=1.0), near=0.5, relevance=1.0),
        ranked("Not looked at by a model.", score=0.9),
    ]
    (_, last), (_, first), (_, neither) = looked_at(ASKED, found)

    assert (last["relevance"], first["relevance"]) == (-3.0, 1.0)
    assert first["relevance beside others"] == -last["relevance beside others"] > 0.9
    assert (first["meant"], first["meant beside others"]) == (0.5, 0.0)
    assert not {"relevance", "meant"} & set(neither)
    told = in_order(ASKED, found, Learned({"relevance": 1.0}, 0.0, 0.5))
    assert texts(told)[0] == FIRST
