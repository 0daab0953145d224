"""Figures that stand nowhere, and that the cells which are named for them give."""

from __future__ import annotations

import pytest

from core.checking.verify import Evidence, check, decided_by_rules
from core.models import Finding, Paper
from tests.core.checking.full_text import CHANCE
from tests.core.tabled import Tabled, paper, table

PONDS = Tabled(
    "ponds",
    paper(
        "Teal: A Reader of Ponds",
        "We study ponds.",
        table(
            "Table 1: What each reader reaches.",
            "Model | Lake F1 | Pond F1 | Bog F1 | Samples | Latency (ms)",
            "Heron | 0.863 | 0.741 | 0.652 | 1,296 | 1814",
            "Crane | 0.808 | 0.611 | 0.597 | 15,386 | 640",
            "Teal | 0.894 | 0.829 | 0.703 | 4,636 | 218",
        ),
        table(
            "Table 2: How much is saved (%).",
            "Model | Saved on Fen",
            "Heron | 56.2%",
            "Crane | 75%",
            "Teal | 92.3%",
        ),
        text=" ".join((*CHANCE, "On the marsh the recall of Teal is 57.1% after an hour.")),
    ),
    (),
    (),
)


EVIDENCE = Evidence.of(Paper(id="1", title=PONDS.document.title), PONDS.document)


def doubted(text: str) -> list[str]:
    found = check([text], EVIDENCE).figures
    return [each.text for each in found if each.finding is Finding.MISSING]


@pytest.mark.parametrize(
    "text",
    [
        "Heron reaches a Lake F1 of 0.86.",
        "Heron 的 Lake F1 是 0.86。",
        "Heron has 1.3k samples.",
        "Crane 的样本数为 1.5 万。",
        "On Fen, Teal saves more than 92%.",
        "After an hour on the marsh, the recall of Teal is 57%.",
        "The latency of Heron is 1.814 s.",
        "Heron 的延迟为 1.8 秒。",
        "Heron 的 Lake F1 达到百分之 86.3。",
    ],
)
def test_a_figure_may_be_what_the_named_cell_has_rounded(text: str) -> None:
    assert not doubted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Heron reaches a Lake F1 of 0.83.",
        "Heron has 1.8k samples.",
        "On Fen, Teal saves more than 97%.",
        "After an hour on the marsh, the recall of Teal is 52%.",
        "The latency of Heron is 2.914 s.",
        "Heron 的 Lake F1 达到百分之 81.3。",
    ],
)
def test_what_is_no_rounding_of_it_stays_doubted(text: str) -> None:
    assert doubted(text)


@pytest.mark.parametrize(
    ("text", "false"),
    [
        ("Averaged over Lake F1, Pond F1 and Bog F1, Heron reaches 0.752.", False),
        ("Heron 在 Lake F1、Pond F1 和 Bog F1 上平均为 0.752。", False),
        ("Averaged over Lake F1, Pond F1 and Bog F1, Heron reaches 0.782.", True),
        # A macro-average is what a metric is called.
        ("The macro-averaged Lake F1, Pond F1 and Bog F1 of Heron is 0.752.", True),
        ("The weighted average of Lake F1, Pond F1 and Bog F1 is 0.752 for Heron.", True),
        ("Heron 的宏平均 Lake F1、Pond F1 和 Bog F1 为 0.752。", True),
        ("Heron 的加权平均 Lake F1、Pond F1 和 Bog F1 为 0.752。", True),
        ("The mean of Lake F1, Pond F1 and Bog F1 is 0.752 for Heron.", False),
        ("Heron and Crane together have 16,682 samples.", False),
        ("Heron 和 Crane 的样本数合计 16682。", False),
        ("Heron and Crane together have 17,682 samples.", True),
    ],
)
def test_an_average_or_a_total_may_be_that_of_the_cells_named(text: str, false: bool) -> None:
    assert bool(doubted(text)) == false


@pytest.mark.parametrize(
    ("text", "false"),
    [
        ("In Saved on Fen, Crane is 18.8 points above Heron.", False),
        ("In Saved on Fen, Crane is 14.8 points above Heron.", True),
        ("Teal 的延迟约为 Heron 的 1/8。", False),
        ("Heron has just under 3 times the latency of Crane.", False),
        ("Heron 的延迟是 Crane 的将近 3 倍。", False),
        ("Heron has just under 6 times the latency of Crane.", True),
        ("Teal beats Crane by just under 0.1 in Lake F1.", False),
    ],
)
def test_a_gap_or_a_ratio_may_lie_between_the_cells_named(text: str, false: bool) -> None:
    assert bool(doubted(text)) == false


def test_nothing_of_anything_is_no_multiple() -> None:
    assert doubted("Teal 的延迟仅为 Heron 的 0%。") == []  # it divided by zero


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("On Fen, Teal saves more than 92%.", True),
        ("After an hour on the marsh, the recall of Teal is about 57%.", False),
        ("Heron reaches a Lake F1 of about 0.86.", False),
    ],
)
def test_a_likelihood_is_held_against_what_is_only_rough(text: str, given: bool) -> None:
    decided = decided_by_rules(text, EVIDENCE)

    assert decided is not None
    assert [each.given for each in decided.readings] == [given]
