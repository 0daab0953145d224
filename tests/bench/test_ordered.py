"""How what tells the sentences that answer is fitted and stored."""

from __future__ import annotations

from dataclasses import replace

from bench import ordered
from bench.ordered import Sentence, by_rules, fit, sentences, stored
from core.asking.asked import Asked, Drawn, Spoken
from core.asking.choosing import Ranked
from core.asking.concepts import Concept
from core.asking.inquiry import SHORT, Inquiry
from core.asking.learned import Learned, order, sum_of
from core.asking.ordering import SHARE, in_order
from core.asking.passages import Found, Passage
from core.document import Document
from core.models import Paper
from tests.core.model_questions import Answer, Question
from tests.spoken import LANGUAGES

SAID, OTHER = "The kite rises to 120 m.", "It lands at dusk."
PASSAGE = Passage("2 Kites", "2 Kites", "S2", f"{SAID} {OTHER}")
ASKED = Asked((Concept("kite", ("kite",)),), (1.0,), frozenset(), counts=(1,))
RANKING = [
    Ranked(Drawn(OTHER, PASSAGE), 0.9, False, Spoken(frozenset(), frozenset(), frozenset({0}))),
    Ranked(Drawn(SAID, PASSAGE), 0.8, False, Spoken(frozenset({0}), frozenset(), frozenset({0}))),
]
INQUIRY = Inquiry(
    paper=Paper(id="1", title="Kites", abstract=""),
    document=Document(paper_id="1", title="Kites", abstract=""),
    text="how high",
    language=LANGUAGES["en"],
    earlier=(),
    asked=ASKED,
    found=Found((PASSAGE,) * SHORT, (), ()),
    ranking=tuple(in_order(ASKED, RANKING, order())),
)
QUESTION = Question("page.html", "How high?", (Answer("2", "rises to 120 m"),))
KNOWN = [
    Sentence(f"paper {number % 3}", number % 2 == 0, number % 4 == 0, {"here": 1.0 - number % 4})
    for number in range(24)
]


def test_what_the_sentences_with_the_key_have_is_worth_something():
    known = fit(KNOWN)

    assert known.worth["here"] > 0
    assert sum_of({"here": 1.0}, known) > sum_of({"here": -2.0}, known)


def test_what_the_rules_ranked_is_told_from_what_was_put_in_order():
    told = by_rules(INQUIRY)

    assert [each.drawn.text for each in told] == [OTHER, SAID]
    assert [round(each.score, 9) for each in told] == [0.9, 0.8]
    assert {each.odds for each in told} == {0.0}


def test_of_a_short_text_the_rules_rank_alone():
    short = replace(INQUIRY, found=Found((PASSAGE,), (), ()), ranking=tuple(RANKING))

    assert by_rules(short) == RANKING
    assert ordered.put_of("tuned", QUESTION, short).ordered(fit(KNOWN)) == RANKING


def test_a_question_is_put_in_any_order_that_is_learned():
    one = ordered.put_of("tuned", QUESTION, INQUIRY)
    told = one.ordered(Learned({"here": 2.0}, -1.0, 0.5))

    assert [each.drawn.text for each in told] == [SAID, OTHER]
    assert [each.odds for each in told] == [1.0, -1.0]
    assert round(told[0].score, 9) == 0.8 + SHARE


def test_the_sentences_with_the_key_are_right():
    found = sentences(ordered.put_of("tuned", QUESTION, INQUIRY), elsewhere=True)

    assert [each.right for each in found] == [False, True]
    assert found[1].signs["here"] == 1.0
    assert "here" not in found[0].signs


def test_sentences_are_read_as_they_are_stored(tmp_path):
    path = tmp_path / "signs.csv.gz"
    known = [Sentence("paper 0", elsewhere=True, right=True, signs={"here": 0.25, "a row": 1.0})]
    path.write_bytes(ordered.store(known))

    assert stored(path) == known
    assert ordered.store(known) == path.read_bytes()


def test_stored_signs_are_those_that_are_learned():
    names = {name for each in stored(ordered.STORED) for name in each.signs}

    assert len(names & set(order().worth)) > 0.9 * len(names)
