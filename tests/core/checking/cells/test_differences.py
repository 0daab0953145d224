"""Differences that a writer has worked out from two named cells."""

from __future__ import annotations

import pytest

from core.models import Finding
from tests.core.checking.cells.test_named import findings
from tests.core.tabled import FINANCE, Tabled, paper, table


@pytest.mark.parametrize(
    ("tabled", "text", "doubted"),
    [
        (FINANCE, "The gap between OPT-66B and GPT-NeoX on FPB is 4.03 points.", False),
        (FINANCE, "The gap between OPT-66B and GPT-NeoX on FPB is 7.77 points.", True),
        (FINANCE, "OPT-66B 与 GPT-NeoX 在 FPB 上相差 4.03。", False),
        (FINANCE, "OPT-66B 与 GPT-NeoX 在 FPB 上相差 7.77。", True),
    ],
)
def test_a_gap_is_what_two_named_cells_give(tabled: Tabled, text: str, doubted: bool) -> None:
    assert (Finding.MISSING in findings(tabled, text)) == doubted


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("BoolQ rises from 57.46 with the base model to 74.57, about 1.3 times as much.", False),
        ("BoolQ rises from 57.46 with the base model to 74.57, about 1.5 times as much.", True),
        # A total is told of what it is said of alone.
        ("Sampling at a temperature of 0.7, our model answers 3 tasks in total.", True),
        ("模型以温度 0.7 采样，共答 3 题。", True),
    ],
)
def test_about_so_many_times_is_no_more_than_its_digits_say(text: str, doubted: bool) -> None:
    assert (Finding.MISSING in findings(FINANCE, text)) == doubted


SEARCH = Tabled(
    "search",
    paper(
        "Search That Costs Little",
        "We time two implementations of a search, and prune heads.",
        table(
            "Table 1: Search time (s) and accuracy by implementation.",
            "Implementation | Time (s) | Accuracy",
            "Otter | 17 | 94.49",
            "Heron | 0.05 | 94.24",
        ),
        table(
            "Table 2: F1 and BLEU of the heads.",
            "Head | F1 | BLEU",
            "Full | 81.30 | 27.10",
            "Pruned | 80.10 | 26.70",
            "Distilled | 79.90 | 25.30",
        ),
    ),
    (),
    (),
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Replacing Otter with Heron costs only 0.25 accuracy points.", False),
        ("Going from Full to Pruned costs 1.2 F1 points.", False),
        ("Pruned comes at the cost of 1.2 F1 points against Full.", False),
        ("Distilled sacrifices 1.4 F1 points against Full.", False),
        ("把 Full 换成 Pruned 的代价为 0.4 个点的 BLEU。", False),
        ("Heron is 0.25 accuracy points below Otter.", False),
        ("Replacing Otter with Heron costs only 0.75 accuracy points.", True),
        ("Going from Full to Pruned costs 2.9 F1 points.", True),
        ("把 Full 换成 Pruned 的代价为 2.9 个点的 BLEU。", True),
        ("Pruned is 1.9 BLEU points below Full.", True),
    ],
)
def test_what_something_costs_is_a_gap(text: str, doubted: bool) -> None:
    assert (Finding.MISSING in findings(SEARCH, text)) == doubted


SIZES = Tabled(
    "sizes",
    paper(
        "Otters of Two Sizes",
        "We present Otter.",
        table(
            "Table 1: Steps.",
            "Step | All | Rare",
            "A4 normal | 93.58 | 81.56",
            "A5 corrected | 93.05 | 83.69",
        ),
        table(
            "Table 2: Steps beside others.",
            "Method | All | Rare",
            "Egret budget-matched | 82.98 | 71.20",
            "Otter (A4) normal | 93.58 | 81.56",
            "Otter (A5) A4 + correction | 93.05 | 83.69",
        ),
        table(
            "Table 3: Sizes.",
            "Model | Lake | River",
            "Heron-3B matched | 82.98 | 71.20",
            "Otter-3B | 93.58 | 81.56",
            "Otter-7B | 93.05 | 83.69",
        ),
    ),
    (),
    (),
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Going from Otter-3B to Otter-7B lowers the matched rate on all by 0.53 points.", False),
        ("Going from Otter-3B to Otter-7B raises the matched rate on all by 0.53 points.", True),
        ("Going from Otter-3B to Otter-7B lifts the matched rate on all by 2.13 points.", False),
        ("Going from Otter-3B to Otter-7B lowers the matched rate on all by 2.13 points.", True),
    ],
)
def test_what_a_change_comes_to_may_have_a_number_in_its_name(text: str, doubted: bool) -> None:
    assert (Finding.MISSING in findings(SIZES, text)) == doubted
