"""What speaks for and against figures of a full text, and what the learned trees make of it."""

from __future__ import annotations

import pytest

from core.checking.learned import Node, doubt, learned
from core.checking.verify import Evidence, check, decided_by_rules
from core.checking.weighing import all_signs, stays
from core.models import Finding, Paper
from tests.core.tabled import TABLED, Tabled

PAPER = TABLED[0]


def evidence_of(tabled: Tabled) -> Evidence:
    document = tabled.document
    paper = Paper(id=document.paper_id, title=document.title, abstract=document.abstract)
    return Evidence.of(paper, document)


def test_a_tree_goes_where_its_questions_lead():
    tree = [Node("fit", 0.5, 1, 2), Node("", 0.9), Node("", 0.1)]

    assert doubt({"fit": 0.2}, [tree]) == 0.9
    assert doubt({"fit": 0.8}, [tree]) == 0.1
    assert doubt({}, [tree, [Node("", 0.5)]]) == pytest.approx(0.7)


def test_what_was_learned_asks_for_signs_that_there_are():
    known = learned()
    asked = {node.sign for tree in known.trees for node in tree if node.sign}
    given: set[str] = set()
    for paper in TABLED:
        evidence = evidence_of(paper)
        for text in (*paper.true, *paper.false):
            decided = decided_by_rules(text, evidence)
            if decided is not None:
                for signs in all_signs(decided, evidence):
                    given |= signs.keys()

    assert 0 < known.open <= known.doubted < 1
    assert len(asked - given) <= len(asked) / 4


def test_every_tree_ends():
    for tree in learned().trees:
        for number, node in enumerate(tree):
            if node.sign:
                assert number < node.at_most < len(tree)
                assert number < node.above < len(tree)
            else:
                assert 0 <= node.value <= 1


def test_what_the_rules_doubt_stays_doubted():
    evidence = evidence_of(PAPER)
    for text in PAPER.false:
        decided = decided_by_rules(text, evidence)
        if decided is None or not any(each.finding is Finding.MISSING for each in decided.readings):
            continue

        assert check([text], evidence).missing


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ({"doubted by direction": 1.0, "fit in prose": 0.6}, True),
        ({"doubted by direction": 1.0, "fit in prose": 0.4}, False),
        ({"doubted by exchange": 0.25}, True),
        ({"doubted by exchange": 0.1}, False),
        ({"doubted by unit": 1.0, "fit with other unit": 0.9}, True),
        ({"doubted by unit": 1.0, "fit with other unit": 0.8}, False),
        ({"fit in prose": 0.9}, False),
        ({"doubted by share": 1.0}, True),
    ],
)
def test_a_plain_doubt_stays_whatever_else_is_said(signs: dict[str, float], expected: bool) -> None:
    assert stays(signs) is expected
