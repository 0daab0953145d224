"""Statements about tables whose labels span rows, or whose rows and columns are told by settings."""

from __future__ import annotations

import pytest

from core.models import Finding
from tests.core.checking.test_cells import findings
from tests.core.tabled import Tabled, paper, table


def _paper(*tables: str, title: str = "Teal: A Reader of Ponds") -> Tabled:
    made = (table(caption, *rows) for caption, *rows in (each.split("\n") for each in tables))
    return Tabled(title, paper(title, "We study ponds.", *made), (), ())


TIERS = _paper(
    "Table 1: Recall by tier of how often a bird is seen.\n"
    "Lang. | Birds | Tier | HERON | Teal\n"
    "EN | ducks | head | 0.429 | 0.837\n"
    " |  | torso | 0.322 | 0.676\n"
    " |  | tail | 0.160 | 0.363\n"
    " | geese | head | 0.458 | 0.863\n"
    " |  | torso | 0.379 | 0.796\n"
    " |  | tail | 0.299 | 0.580\n"
    "ZH | ducks | head | 0.510 | 0.749\n"
    " |  | torso | 0.344 | 0.550\n"
    " |  | tail | 0.202 | 0.355"
)
FAMILIES = _paper(
    "Table 1: Recommendation of birds.\n"
    "Domain | Family | Model | R@10 | N@10\n"
    "Ponds | Base Models | SASRec | 0.0272 | 0.0127\n"
    " |  | BERT4Rec | 0.0158 | 0.0080\n"
    " | Data Policies | L2Aug | 0.0387 | 0.0207\n"
    "Marsh | Base Models | SASRec | 0.0570 | 0.0327\n"
    " |  | BERT4Rec | 0.0302 | 0.0154\n"
    " | Data Policies | L2Aug | 0.0679 | 0.0402"
)
LENGTHS = _paper(
    "Table 1: Divergence by length of the recordings.\n"
    "Recordings | Ponds | Marshes\n"
    "5 ns (N=10k) | 0.0646 | 0.0232\n"
    "25 ns (N=10k) | 0.0449 | 0.0504\n"
    "25 ns (N=50k) | 0.0417 | 0.0629\n"
    "500 ns (N=10k) | 0.0955 | 0.0915\n"
    "500 ns (N=50k) | 0.0582 | 0.0400"
)
TARGETS = _paper(
    "Table 1: What is saved at each target of retention.\n"
    "Birds | Retention 0.95 |  | Retention 0.99 | \n"
    " | Savings | Coverage | Savings | Coverage\n"
    "ducks | 0.179 | 0.903 | 0.088 | 0.938\n"
    "geese | 0.287 | 0.850 | 0.135 | 0.914"
)
SKEWS = _paper(
    "Table 1: Accuracy by skew and epochs.\n"
    "Method | α=0.1, E=1 | α=0.1, E=5 | α=0.01, E=1 | α=0.01, E=5\n"
    "HERON | 82.12 | 81.70 | 74.51 | 72.67\n"
    "Teal | 82.69 | 82.52 | 75.99 | 74.56"
)
TRUE = [
    (LENGTHS, "Trained on 25 ns with 10k frames, the model diverges by 0.0504 on marshes."),
    (LENGTHS, "用 500 ns、50k 帧训练时，Marshes 上为 0.0400，Ponds 上为 0.0582。"),
    (TARGETS, "在 0.99 的保留率目标下，ducks 的 savings 为 8.8%。"),
    (TARGETS, "At a retention of 0.95, savings on geese are 0.287 with a coverage of 0.850."),
    (SKEWS, "With α=0.01 and E=1, Teal reaches 75.99 and HERON 74.51."),
    (SKEWS, "α=0.1、E=5 时，Teal 为 82.52。"),
    (TIERS, "For English torso birds, Teal scores 0.676 on ducks and 0.796 on geese."),
    (TIERS, "On tail geese HERON gets 0.299, on tail ducks in English 0.160."),
    (TIERS, "英文 geese 的 tail 层上，Teal 达到 0.580，HERON 为 0.299。"),
    (FAMILIES, "Of the base models on Marsh, SASRec has an R@10 of 0.0570, BERT4Rec 0.0302."),
    (FAMILIES, "Ponds 上 BERT4Rec 的 R@10 为 0.0158，L2Aug 为 0.0387。"),
]  # fmt: skip
FALSE = [
    (LENGTHS, "Trained on 25 ns with 10k frames, the model diverges by 0.0629 on marshes."),
    (LENGTHS, "用 500 ns、50k 帧训练时，Marshes 上为 0.0915。"),
    (TARGETS, "在 0.99 的保留率目标下，ducks 的 savings 为 17.9%。"),
    (TARGETS, "At a retention of 0.95, savings on geese are 0.135."),
    (SKEWS, "With α=0.01 and E=1, Teal reaches 82.69."),
    (SKEWS, "α=0.1、E=5 时，Teal 为 74.56。"),
    (TIERS, "For English torso birds, Teal scores 0.796 on ducks and 0.676 on geese."),
    (TIERS, "On tail geese HERON gets 0.160."),
    (TIERS, "英文 geese 的 tail 层上，Teal 达到 0.363。"),
    (FAMILIES, "On Marsh, BERT4Rec has an R@10 of 0.0158."),
    (FAMILIES, "Ponds 上 BERT4Rec 的 R@10 为 0.0387。"),
]


@pytest.mark.parametrize(("tabled", "text"), TRUE, ids=[text[:40] for _, text in TRUE])
def test_what_a_line_says_is_not_doubted(tabled: Tabled, text: str) -> None:
    assert Finding.MISSING not in findings(tabled, text)


@pytest.mark.parametrize(("tabled", "text"), FALSE, ids=[text[:40] for _, text in FALSE])
def test_what_another_line_says_is_doubted(tabled: Tabled, text: str) -> None:
    assert Finding.MISSING in findings(tabled, text)
