"""The statements that the trees are fitted to, and how they are stored."""

from __future__ import annotations

import random
import tomllib

from bench import weighed
from bench.weighed import Case
from bench.worked_out import worked_out
from core.checking.learned import Node, doubt
from core.checking.verify import Evidence
from core.models import Paper
from tests.core.tabled import TABLED

EVIDENCE = Evidence.of(Paper(id="x", title="A title", abstract="We reach 71.2 on Lake."), None)


def test_fewer_words_keep_figures_and_what_turns_a_statement():
    text = "Without the gate our careful method loses 3.4 points on the harder Lake benchmark."
    case = Case("x", text, True, (), EVIDENCE)
    fewer = [weighed.in_fewer_words(case, str(seed)).text for seed in range(20)]

    assert all("3.4 points" in each and "Without" in each for each in fewer)
    assert any("benchmark" not in each for each in fewer)


def test_of_a_false_statement_the_figures_that_do_not_hold_are_wrong():
    case = Case("x", "On Lake it reaches 71.2, and 64.0 on Pond.", False, ("64.0",), EVIDENCE)

    assert [each.wrong for each in weighed.figures_of(case)] == [False, True]


def test_what_is_worked_out_is_true_but_for_the_figure_told():
    document = TABLED[5].document
    found = list(worked_out(document, random.Random(1), 6))

    assert {bool(each.wrong) for each in found} == {True, False}
    assert all(each.wrong in each.text for each in found)


def test_trees_are_read_as_they_are_written():
    tree = [Node("fit", 0.5, 1, 2), Node("", 0.9), Node("", 0.1)]
    told = tomllib.loads(weighed.written([tree], 0.6, 0.2))

    assert told["signs"] == ["fit"]
    assert told["trees"] == [[[1, 0.5, 1, 2], [0, 0.9], [0, 0.1]]]
    assert doubt({"fit": 1.0}, [tree]) == 0.1
