"""Statements about tables whose labels span rows, or whose rows and columns are told by settings."""

from __future__ import annotations

import pytest

from core.models import Finding
from tests.core.checking.cells.test_named import findings
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
ERRORS = _paper(
    "Table 1: Errors of each experiment.\n"
    "Experiment | FP | FN | BE | OE\n"
    "Exp 1.1 | 790 | 1152 | 650 | 155\n"
    "Exp 2.0 | 759 | 1112 | 1278 | 515",
    "Table 2: Entities found.\n"
    "Experiment | Ponds |  |  | Marshes |  | \n"
    " | P | R | F1 | P | R | F1\n"
    "Exp 2.1 | 77.10 | 78.83 | 77.89 | 76.29 | 80.18 | 78.07\n"
    "Exp 2.2 | 67.65 | 85.02 | 72.18 | 64.80 | 83.69 | 68.75",
    "Table 3: Data sets by what became of them.\n"
    "Method | Improved | Unchanged | Worsened\n"
    "HERON | 44 | 19 | 39\n"
    "Teal | 59 | 16 | 27",
    "Table 4: Videos by length.\n"
    "Method | Short | Medium | Long | Total\n"
    "HERON | 0.752 | 0.663 | 0.537 | 0.651\n"
    "Teal | 0.748 | 0.673 | 0.542 | 0.654",
)
ACROSS = _paper(
    "Table 1: Tasks of agents.\n"
    "Method | Lake |  | Pond | \n"
    " | Score | Succ. | Score | Succ.\n"
    "Closed\n"
    "Heron-2.5-Pro | 42.5 | 35.9 | 31.8 | 23.7\n"
    "Swan2.5-7B-Instruct\n"
    "ReAct | 47.8 | 21.0 | 28.1 | 14.3\n"
    "Teal | 87.2 | 76.5 | 79.3 | 62.6"
)
GROWN = _paper(
    "Table 1: Divergence and precision by size of the network.\n"
    "Size | KLD Lake | KLD Pond | $AP_{.5}$ | $AP_{.7}$\n"
    "S | 0.0165 | 0.0565 | 61.83 | 36.32\n"
    "M | 0.0359 | 0.0201 | 69.54 | 51.74\n"
    "L | 0.0303 | 0.0377 | 72.61 | 59.05"
)
TRUE = [
    (GROWN, "Growing the network from S to M raises the KLD on Lake by 0.0194."),
    (GROWN, "把 S 换成 M，Pond 上的 KLD 降低 0.0364。"),
    (GROWN, "At size L, AP.5 is 72.61 and AP.7 is 59.05."),
    (GROWN, "Going from M to L lowers the KLD on Lake by 0.0056."),
    (GROWN, "从 M 到 L，AP.7 提高了 7.31。"),
    (ACROSS, "Heron-2.5-Pro 在 Lake 上的 Score 和 Succ. 分别为 42.5 和 35.9。"),
    (ACROSS, "On Pond, ReAct has a Score of 28.1 and a Succ. of 14.3."),
    (LENGTHS, "Trained on 25 ns with 10k frames, the model diverges by 0.0504 on marshes."),
    (LENGTHS, "用 500 ns、50k 帧训练时，Marshes 上为 0.0400，Ponds 上为 0.0582。"),
    (TARGETS, "在 0.99 的保留率目标下，ducks 的 savings 为 8.8%。"),
    (TARGETS, "At a retention of 0.95, savings on geese are 0.287 with a coverage of 0.850."),
    (SKEWS, "With α=0.01 and E=1, Teal reaches 75.99 and HERON 74.51."),
    (SKEWS, "α=0.1、E=5 时，Teal 为 82.52。"),
    (ERRORS, "Exp 2.0 有 759 个假阳性和 1112 个假阴性。"),
    (ERRORS, "Exp 2.0 makes 1112 false negatives and 1278 BE errors."),
    (ERRORS, "On Marshes, Exp 2.2 has a precision of 64.80 and a recall of 83.69."),
    (ERRORS, "在 Marshes 上，Exp 2.2 的精确率只有 64.80，召回率为 83.69。"),
    (ERRORS, "Teal 有 59 个数据集变好、27 个变差。"),
    (ERRORS, "With Teal 16 data sets stay unchanged and 27 worsen."),
    (ERRORS, "在中等时长的视频上，Teal 得 0.673，HERON 为 0.663。"),
    (TIERS, "For English torso birds, Teal scores 0.676 on ducks and 0.796 on geese."),
    (TIERS, "On tail geese HERON gets 0.299, on tail ducks in English 0.160."),
    (TIERS, "英文 geese 的 tail 层上，Teal 达到 0.580，HERON 为 0.299。"),
    (FAMILIES, "Of the base models on Marsh, SASRec has an R@10 of 0.0570, BERT4Rec 0.0302."),
    (FAMILIES, "Ponds 上 BERT4Rec 的 R@10 为 0.0158，L2Aug 为 0.0387。"),
]  # fmt: skip
FALSE = [
    (GROWN, "Growing the network from S to M lowers the KLD on Lake by 0.0194."),
    (GROWN, "把 S 换成 M，Pond 上的 KLD 提高 0.0364。"),
    (GROWN, "At size L, AP.5 is 59.05 and AP.7 is 72.61."),
    (GROWN, "Going from M to L raises the KLD on Lake by 0.0056."),
    (GROWN, "从 M 到 L，AP.7 下降了 7.31。"),
    (ACROSS, "Heron-2.5-Pro 在 Lake 上的 Score 和 Succ. 分别为 35.9 和 42.5。"),
    (ACROSS, "On Pond, ReAct has a Score of 14.3 and a Succ. of 28.1."),
    (LENGTHS, "Trained on 25 ns with 10k frames, the model diverges by 0.0629 on marshes."),
    (LENGTHS, "用 500 ns、50k 帧训练时，Marshes 上为 0.0915。"),
    (TARGETS, "在 0.99 的保留率目标下，ducks 的 savings 为 17.9%。"),
    (TARGETS, "At a retention of 0.95, savings on geese are 0.135."),
    (SKEWS, "With α=0.01 and E=1, Teal reaches 82.69."),
    (SKEWS, "α=0.1、E=5 时，Teal 为 74.56。"),
    (ERRORS, "Exp 2.0 有 1278 个假阳性和 1112 个假阴性。"),
    (ERRORS, "Exp 2.0 makes 1278 false negatives."),
    (ERRORS, "On Marshes, Exp 2.2 has a precision of 64.80 and a recall of 80.18."),
    (ERRORS, "在 Marshes 上，Exp 2.2 的精确率只有 64.80，召回率为 80.18。"),
    (ERRORS, "Teal 有 59 个数据集变好、16 个变差。"),
    (ERRORS, "在中等时长的视频上，Teal 得 0.748，HERON 为 0.663。"),
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
