from core.asking.asked import Drawn
from core.asking.context import LONGEST, in_context
from core.asking.passages import AUTHORS, Passage

ONE, TWO, THREE, FOUR, FIVE = (
    f"This is about {name}." for name in ("kites", "sails", "winds", "ropes", "tails")
)
PROSE = Passage("2 Kites", "2 Kites", "S2", f"{ONE} {TWO} {THREE} {FOUR} {FIVE}")


def shown(*drawn: Drawn) -> list[str]:
    return [each.text for each in in_context(drawn)]


def test_a_sentence_is_shown_between_those_beside_it():
    assert shown(Drawn(THREE, PROSE)) == [f"{TWO} {THREE} {FOUR}"]
    assert shown(Drawn(ONE, PROSE)) == [f"{ONE} {TWO}"]
    assert shown(Drawn(FIVE, PROSE)) == [f"{FOUR} {FIVE}"]


def test_what_stands_together_is_shown_once():
    assert shown(Drawn(TWO, PROSE), Drawn(ONE, PROSE)) == [f"{ONE} {TWO} {THREE}"]
    assert shown(Drawn(ONE, PROSE), Drawn(f"{ONE} {TWO}", PROSE)) == [f"{ONE} {TWO} {THREE}"]
    assert shown(Drawn(ONE, PROSE), Drawn(FIVE, PROSE)) == [f"{ONE} {TWO}", f"{FOUR} {FIVE}"]


def test_the_same_words_elsewhere_are_another_place():
    other = Passage("3 Sails", "3 Sails", "S3", f"{THREE} {FIVE}")

    assert shown(Drawn(FIVE, PROSE), Drawn(FIVE, other)) == [f"{FOUR} {FIVE}", f"{THREE} {FIVE}"]
    assert [each.quote.section for each in in_context([Drawn(FIVE, other)])] == ["3 Sails"]


def test_rows_and_lines_of_the_head_stand_alone():
    table = Passage("4", "4", "", "Table 1: Times.\nSolver | Easy\nStiff | 1.2")
    head = Passage(AUTHORS, AUTHORS, "", "Ada Kite. Bo String.")

    assert shown(Drawn("Stiff | 1.2", table, ("Solver | Easy",))) == ["Stiff | 1.2"]
    assert shown(Drawn("Table 1: Times.", table)) == ["Table 1: Times."]
    assert shown(Drawn("Ada Kite.", head)) == ["Ada Kite."]


def test_what_is_long_stands_alone():
    long = f"It is {'very ' * (LONGEST // 5)}long."
    passage = Passage("5", "5", "", f"{ONE} {long} {TWO}")

    assert shown(Drawn(long, passage)) == [long]
    assert shown(Drawn(ONE, passage)) == [ONE]


def test_what_is_not_verbatim_in_its_passage_is_shown_as_it_is():
    assert shown(Drawn("This is no sentence.", PROSE)) == ["This is no sentence."]


def test_only_the_first_ones_are_shown_with_those_beside_them():
    other = Passage("3 Sails", "3 Sails", "S3", f"{ONE} {TWO} {THREE}")
    found = in_context([Drawn(THREE, PROSE), Drawn(TWO, other), Drawn(FIVE, PROSE)], 1)

    assert [each.text for each in found] == [f"{TWO} {THREE} {FOUR} {FIVE}", TWO]
    assert [each.text for each in in_context([Drawn(TWO, other)], 0)] == [TWO]
