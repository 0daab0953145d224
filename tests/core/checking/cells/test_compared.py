"""Two cells of a line that a sentence may compare."""

from __future__ import annotations

import pytest

from core.checking.cells.compared import pairs
from core.checking.figures.quantities import quantities
from core.checking.naming.targets import Spoken
from core.checking.verify import Evidence, decided_by_rules
from core.models import Finding, Paper
from tests.core.tabled import paper, table

MORE = table(
    "Table 2: Appendix.",
    "Run | One | Two | Three",
    *(f"run{each} | {each}.1 | {each}.2 | {each}.3" for each in range(301, 340)),
)
DOCUMENT = paper(
    "Otter: Reading Ponds",
    "We propose Otter.",
    table(
        "Table 1: Accuracy (%) on two ponds.",
        "Model | Lake | Pond",
        "Heron | 61.4 | 44.0",
        "Heron-Coder | 70.9 | 52.3",
        "Crane | 66.3 | 50.1",
        "Otter (ours) | 73.8 | 55.4",
    ),
    MORE,
)


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    made = Paper(id=DOCUMENT.paper_id, title=DOCUMENT.title, abstract=DOCUMENT.abstract)
    return Evidence.of(made, DOCUMENT)


def test_many_cells_without_heads_are_no_two_that_are_told() -> None:
    document = paper(
        "Otter: Reading Ponds",
        "We propose Otter.",
        table(
            "Table 1: Accuracy.",
            "Heron | 61.4 | 44.0 | 41.2 | 38.9",
            "Crane | 66.3 | 50.1 | 49.8 | 48.7",
        ),
    )
    evidence = Evidence.of(Paper(id="1", title=document.title), document)

    assert not told("On Lake, Crane is 2.4 above Heron.", evidence)


def told(text: str, evidence: Evidence) -> set[tuple[float, float]]:
    figures = tuple(quantities(text))
    spoken = Spoken(text, figures, evidence.own, {})
    found = [each for each in pairs(spoken, figures[-1], (), evidence) if each.told]
    most = max((each.weight for each in found), default=0.0)
    closest = (each for each in found if each.weight == most)
    return {(each.ours.quantity.value, each.theirs.quantity.value) for each in closest}


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("On Lake, Heron-Coder beats Crane by 4.6.", {(70.9, 66.3)}),
        ("On Pond, Heron-Coder improves on Heron by 8.3.", {(52.3, 44.0)}),
        ("Pond 上，Crane 比 Heron-Coder 低 2.2。", {(50.1, 52.3)}),
        ("On Pond, Heron trails Heron-Coder by 8.3.", {(44.0, 52.3)}),
        ("The gap between Crane and Heron on Lake is 4.9.", {(61.4, 66.3)}),
        ("Heron 与 Crane 在 Pond 上相差 6.1。", {(44.0, 50.1)}),
        ("On Lake, the result is 4.9 points.", set()),
        ("On Lake, moving from Crane to Heron-Coder gains 4.6.", {(70.9, 66.3)}),
        ("Replacing Heron with Crane on Pond costs 6.1.", {(50.1, 44.0)}),
        ("Pond 上把 Crane 换成 Heron 后提高了 6.1。", {(44.0, 50.1)}),
        ("从 Heron 到 Crane，Lake 上升 4.9。", {(66.3, 61.4)}),
    ],
)
def test_the_pair_of_which_most_is_said_is_told(
    text: str, cells: set[tuple[float, float]], evidence: Evidence
) -> None:
    assert told(text, evidence) == cells


def finding(text: str, figure: str, evidence: Evidence) -> Finding:
    """What the rules make of a figure."""
    decided = decided_by_rules(text, evidence)
    assert decided is not None
    at = text.index(figure)
    return next(each.finding for each in decided.readings if each.quantity.start == at)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("On Lake, Crane is 4.9 better than Heron.", "4.9"),
        ("Heron-Coder improves on Heron by 9.5 on Lake and by 8.3 on Pond.", "9.5"),
        ("The lead over Crane is smallest on Pond, where it is only 5.3 points.", "5.3 points"),
        ("Otter 领先 Crane 7.5 分，距 Heron-Coder 也有 2.9 分的优势。", "2.9 分"),
        ("把 Heron 换成 Crane，Lake 提高了 4.9，Pond 再提高 6.1。", "6.1"),
        (
            "From Heron to Crane it rises to 66.3 on Lake but gains 6.1 points on Pond.",
            "6.1 points",
        ),
    ],
)
def test_a_gap_that_cells_give_is_not_doubted(text: str, figure: str, evidence: Evidence) -> None:
    assert finding(text, figure, evidence) is not Finding.MISSING


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("On Lake, Crane trails Heron by 4.9 points.", "4.9 points"),
        ("On Lake, Heron improves on Crane by 4.9 points.", "4.9 points"),
        ("On Lake, Crane beats Heron by 9.5 points.", "9.5 points"),
    ],
)
def test_a_gap_of_others_and_one_turned_round_are(
    text: str, figure: str, evidence: Evidence
) -> None:
    assert finding(text, figure, evidence) is Finding.MISSING
