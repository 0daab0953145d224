"""Statements that name several rows and columns at once, or work figures out of them."""

from __future__ import annotations

import pytest

from core.models import Finding
from tests.core.checking.cells.test_named import findings
from tests.core.tabled import FINANCE, READING, SIZES, Tabled, paper, table

WIDTHS = Tabled(
    "widths",
    paper(
        "Teal: Settings of a Reader",
        "We study how Teal is set.",
        table(
            "Table 1: Variations of the reader.",
            "Variant | N | h | PPL | BLEU | params ×10^6",
            "base | 6 | 8 | 4.92 | 25.8 | 65",
            "(A) | 6 | 1 | 5.29 | 24.9 | 65",
            "(A) | 6 | 32 | 5.01 | 25.4 | 65",
            "(C) | 2 | 8 | 6.11 | 23.7 | 36",
            "(C) | 8 | 8 | 4.88 | 25.5 | 80",
        ),
    ),
    true=(),
    false=(),
)
DELAYS = Tabled(
    "delays",
    paper(
        "Plover: Learning from Mixed Data",
        "Plover learns from clean and from made data.",
        table(
            "Table 1: Samples until a model learns, by mixture rate.",
            "Mixture rate | Successes | Samples (M) | Delay",
            "0% (clean) | 10 | 1180 | 520",
            "9% | 9 | 910 | 340",
            "27% | 10 | 1390 | 680",
        ),
        table(
            "Table 2: Share of unsafe answers.",
            "Category | Rate",
            "Violent crimes | 0.5%",
            "Non-violent crimes | 0.7%",
            "Weapons | 0.3%",
            "Hate | 0.9%",
        ),
    ),
    true=(),
    false=(),
)
SIDES = Tabled(
    "sides",
    paper(
        "Otter: Reading Two Sides",
        "Otter reads two sides.",
        table(
            "Table 1: Statistics of the sets.",
            "Set | #Entities | #Triples",
            "Reed10K | 11,402-10,377 | 61,244-48,109",
            "Reed90K | 91,884-88,513 | 402,117-377,608",
        ),
        table(
            "Table 2: Cost on Reed90K.",
            "Method | H@1 | Time | Mem.",
            "Otter | 41.7 | 288 | 3.50G",
            "Heron | 39.2 | 471 | 9.25G",
            "Teal | -0.318^* | 512 | 9.75G",
        ),
    ),
    true=(),
    false=(),
)
DELAY = Tabled(
    "delay",
    paper(
        "Egret: Hearing Fast",
        "Egret hears fast. On LakeTalk the hit rate rises from 61.24% to 64.87% with the pool.",
        table(
            "Table 1: What hearing takes, with one seed and 80 recordings of each corpus, where three "
            "warm runs were made on two cards of the older kind. Med/p95 is the delay of a sentence "
            "(seconds). All candidates and all of their scores are worked out anew once the model has "
            "been loaded, and none of them is kept.",
            "Pipeline | Share | Med/p95 | LakeTalk hit rate",
            "Base | 0.141 | 1.18/3.27 | 60.08",
            "Pool off | 0.253 | 2.41/5.36 | 61.24",
            "Egret | 0.262 | 2.58/5.71 | 64.87",
        ),
    ),
    true=(),
    false=(),
)
TRUE = [
    (DELAY, "Egret takes 2.58 s at the median and 5.71 s at p95."),
    (DELAY, "Egret 的延迟中位数为 2.58 秒，p95 为 5.71 秒。"),
    (DELAY, "On LakeTalk the hit rate climbs from 61.24 with the pool off to 64.87."),
    (DELAY, "LakeTalk 上的 hit rate 从关闭 pool 的 61.24 升到 64.87。"),
    (SIDES, "Reed90K 规模不小,两侧实体数分别约为 9.2 万和 8.9 万,三元组约 40.2 万和 37.8 万。"),
    (SIDES, "Heron takes 471 s and 9.25 GB, Otter 3.50 GB."),
    (SIDES, "Heron 占用 9.25 GB 显存,Otter 只要 3.50 GB,耗时 288 秒。"),
    (SIDES, "Teal 的 H@1 变成 −0.318。"),
    (SIDES, "The H@1 of Teal is −0.318."),
    (WIDTHS, "With 8 layers 80M parameters, 15M more than the base, give 25.5 BLEU, 0.3 below it."),
    (SIZES, "700M 规模下，Pelican 的显存为 0.80 GB，LLaMA2 为 2.08 GB，延迟也从 1.18 ms 降到 0.96 ms。"),
    (SIZES, "7B 时 Pelican 的困惑度为 8.85，略低于后者 LLaMA2 的 8.92。"),
    (SIZES, "Pelican needs 0.80 GB at 700M and 2.22 GB at 3B, LLaMA2 2.08 GB and 7.89 GB."),
    (FINANCE, "FPB 上 RiverGPT 为 51.07，OPT-66B 为 48.67，后者的 Headline 得分 79.41 仅低 2.79。"),
    (FINANCE, "Ours leads on 4 of the 4 tasks; on FPB by 0.82 over BLOOM-176B."),
    (READING, "在开发集上，单个 BiDAF 的 EM 为 67.7、F1 为 77.3，分别比单个 Ibis 低 16.4 和 13.6。"),
    (DELAYS, "Clean models need 1,180 million samples, with a delay of 520 million."),
    (DELAYS, "At a rate of 27% these rise to 1,390 million and 680 million."),
    (DELAYS, "Hate has a rate of 0.9%, three times the 0.3% of weapons."),
]  # fmt: skip
FALSE = [
    (DELAY, "Egret takes 2.41 s at the median."),
    (DELAY, "Egret 的 p95 延迟为 5.36 秒。"),
    (DELAY, "Egret takes 2.58 GB at the median."),
    (SIZES, "At 3B, Pelican needs 7.89 GB and LLaMA2 2.22 GB."),
    (DELAYS, "The rate of violent crimes is 0.7%."),
    (DELAYS, "With 27% made data, the models need 910 million samples."),
    (READING, "The single BiDAF has a test F1 of 77.9 and an EM of 79.5."),
    (FINANCE, "On FPB, OPT-66B reaches 44.64 and GPT-NeoX 48.67."),
    (FINANCE, "On FPB, OPT-66B is 2.40 points better than RiverGPT."),
]


@pytest.mark.parametrize(("tabled", "text"), TRUE, ids=[text[:40] for _, text in TRUE])
def test_what_may_be_meant_so_is_not_doubted(tabled: Tabled, text: str) -> None:
    assert Finding.MISSING not in findings(tabled, text)


@pytest.mark.parametrize(("tabled", "text"), FALSE, ids=[text[:40] for _, text in FALSE])
def test_what_plainly_stands_elsewhere_is_doubted(tabled: Tabled, text: str) -> None:
    assert Finding.MISSING in findings(tabled, text)


CALLS = Tabled(
    "calls",
    paper(
        "Teal: A Reader of Ponds",
        "We study ponds. On Pond with the small one Teal is 1.6 better than Stork.",
        table(
            "Table 1: Calls of each model.",
            "Model | Lake^2 | | Pond^2 | ",
            " | Rate (%) | Tokens | Rate (%) | Tokens",
            "Heron 27B | 3.6 | 8,196 | 26.1 | 21,669",
            "Crane 31B | 4.1 | 9,857 | 38.1 | 31,114",
        ),
        table(
            "Table 2: Scores by family.",
            "Family | Set | Causal | Teal | p",
            "small | Lake | 24.60 | 25.61 | 0.006",
            "small | Pond | 33.64 | 34.98 | 0.012",
            "large | Lake | 28.04 | 28.75 | 0.008",
            "large | Pond | 36.40 | 37.72 | 0.011",
        ),
        table(
            "Table 3: Maze scores.",
            "Algorithm | Maze | Baseline | Recurrent",
            "Robin | wide-giant | 16 | 34",
            "Robin | wide-large | 83 | 90",
            "Finch | wide-giant | 65 | 74",
        ),
        table(
            "Table 4: Sizes.",
            "Test | Otter 1B^2 | | Otter 7B^2 | ",
            " | Baseline | Teal | Baseline | Teal",
            "VQA | 69.11 | 70.11 | 76.16 | 75.86",
            "SQA | 54.94 | 54.92 | 68.22 | 69.87",
        ),
    ),
    (),
    (),
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Crane 31B 在 Lake 上的比率为 4.1%，平均消耗 9,857 个 token。", False),
        ("Crane 31B 在 Lake 上的比率为 4.1%，平均消耗 31,114 个 token。", True),
        ("Crane 31B has a rate of 4.1% on Lake, and needs 31,114 tokens.", True),
        ("Crane 31B has a rate of 38.1% on Pond, and needs 31,114 tokens.", False),
        ("large 在 Lake 上采用 Teal 得到 28.75，与因果基线相比 p=0.008。", False),
        ("在 Pond 上，small 采用 Teal 得到 34.98，比因果基线的 33.64 提升约 4%。", False),
        ("Robin 在 wide-giant 上的得分由 16 提升到 34。", False),
        ("Robin 在 wide-giant 上的得分由 16 提升到 90。", True),
        ("在 Otter-1B 上，Teal 使 VQA 提高了 1.00 个百分点。", False),
        ("在 Otter-7B 上，Teal 使 VQA 下降了 0.30 个百分点。", False),
    ],
)
def test_what_goes_on_to_hold_tells_the_cell(text: str, doubted: bool) -> None:
    assert (Finding.MISSING in findings(CALLS, text)) == doubted
