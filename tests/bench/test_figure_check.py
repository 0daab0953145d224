"""Statements as people write them: few true figures are flagged, most false statements are
caught."""

from __future__ import annotations

import pytest

from bench import doubted
from bench.tallies import FALSE, natural, natural_table, pages
from tests.core.natural import ANSWERED, OWN_STATED, STATED


def test_reports_that_do_not_name_their_own_method_and_answers_from_quotes():
    """Without recorded pages; what is flagged here is told in the decision's text."""
    results = natural(None)

    assert results["own method"].made[FALSE] == len(OWN_STATED.false)
    assert results["own method"].caught == results["own method"].made
    assert results["own method"].flagged <= 3
    assert results["quotes"].flagged == 0
    assert results["quotes"].caught[FALSE] == sum(len(each.false) for each in ANSWERED)
    assert results["in all"].figures == results["own method"].figures + results["quotes"].figures


@pytest.mark.recorded
def test_reports_about_recorded_papers(recorded):
    results = natural(recorded)
    whole = results["in all"]

    assert {each.page for each in STATED} < set(results)
    assert whole.figures >= 330
    assert whole.flagged_share <= 3
    assert whole.missed_share <= 25
    assert natural_table(results).row_count == len(results)


@pytest.mark.recorded
def test_a_second_look_at_figures_that_people_wrote(recorded):
    results = doubted.tell(pages(recorded))
    whole = results[doubted.WHOLE]

    assert (whole.honest, whole.traps) == (60, 100)
    assert whole.cleared >= 16
    assert whole.trapped == 0
    # What is asked for and not reached yet is told in the decision's text.
    later = results[doubted.LATER]
    assert (later.honest, later.traps) == (14, 28)
    assert later.trapped <= 1
    assert results[doubted.EVEN].trapped <= 1
    assert results[doubted.DOUBTED].trapped <= 1
