"""The statements that the trees are fitted to."""

from __future__ import annotations

from bench.cases import Case, figures_of, in_fewer_words
from core.checking.verify import Evidence
from core.models import Paper

EVIDENCE = Evidence.of(Paper(id="x", title="A title", abstract="We reach 71.2 on Lake."), None)


def test_fewer_words_keep_figures_and_what_turns_a_statement():
    text = "Without the gate our careful method loses 3.4 points on the harder Lake benchmark."
    case = Case("x", text, True, (), EVIDENCE)
    fewer = [in_fewer_words(case, str(seed)).text for seed in range(20)]

    assert all("3.4 points" in each and "Without" in each for each in fewer)
    assert any("benchmark" not in each for each in fewer)


def test_of_a_false_statement_the_figures_that_do_not_hold_are_wrong():
    case = Case("x", "On Lake it reaches 71.2, and 64.0 on Pond.", False, ("64.0",), EVIDENCE)

    assert [each.wrong for each in figures_of(case)] == [False, True]
