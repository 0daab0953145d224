"""Figures that a writer reckons from others of his sentence."""

from __future__ import annotations

import pytest

from core.checking.verify import Evidence, check
from core.models import Finding

# A full text holds many numbers.
MANY = " ".join(
    f"Row {number} of the appendix has {number}.{number % 7} units." for number in range(301, 420)
)
PAPER = (
    "We train on 8 GPUs for 12 hours. Otter solves 57.3% of the 164 problems. "
    "Annotators agree on 85.4% of the 1,320 answers; 302 of the 660 flagged answers are safe. "
    f"We draw 63,557 paragraphs from 47,127 articles. Each token takes 1.87 ms. {MANY}"
)


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return Evidence.of_texts([PAPER])


def findings(text: str, evidence: Evidence) -> dict[str, Finding]:
    return {claim.text: claim.finding for claim in check([text], evidence).figures}


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("A run of 12 hours on 8 GPUs takes 96 GPU-hours.", "96 GPU-hours"),
        ("It solves about 94 of the 164 problems (57.3%).", "94"),
        ("Annotators agree on 85.4% of the answers; the remaining 14.6% were split.", "14.6%"),
        ("660 条中有 302 条（45.8%）是安全的。", "45.8%"),
        ("63,557 paragraphs of 47,127 articles, i.e. 1.35 paragraphs per article.", "1.35"),
        ("47,127 篇文章中有 63,557 个段落，平均每篇约 1.35 个。", "1.35"),
        ("Each token takes 1.87 ms, roughly 535 tokens per second.", "535"),
        ("164 problems and 660 flagged answers make 824 items in all.", "824"),
        ("164 个问题与 660 条回答合计 824 条。", "824"),
    ],
)
def test_what_others_of_the_sentence_give_is_not_doubted(
    text: str, figure: str, evidence: Evidence
) -> None:
    assert findings(text, evidence)[figure] is not Finding.MISSING


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("A run of 12 hours on 8 GPUs takes 86 GPU-hours.", "86 GPU-hours"),
        ("Annotators agree on 85.4% of the answers; the remaining 16.4% were split.", "16.4%"),
        ("660 条中有 302 条（54.8%）是安全的。", "54.8%"),
        ("164 problems and 660 flagged answers make 842 items in all.", "842"),
        ("Besides 164 problems and 660 flagged answers there are 824 items.", "824"),
    ],
)
def test_what_they_do_not_give_is(text: str, figure: str, evidence: Evidence) -> None:
    assert findings(text, evidence)[figure] is Finding.MISSING


def test_a_word_before_a_colon_is_no_ratio(evidence: Evidence) -> None:
    found = findings("误报接近一半：660 条中有 302 条是安全的。", evidence)

    assert set(found) == {"一半", "660", "302"}


TESTED = Evidence.of_texts(
    [
        "McNemar's test confirmed that the ensemble outperformed all individual models (p<0.05). "
        "A p-value below 0.05 indicates a significant difference. Ensemble vs ViT has a p-value of "
        "0.5898, ensemble vs Swin one of 0.0213. Otter differs from Heron with p<0.001."
    ]
)
SURE = Evidence.of_texts(
    ["We report 99% confidence intervals throughout and call results significant at alpha = 0.01."]
)


@pytest.mark.parametrize(
    ("evidence", "text", "doubted"),
    [
        (
            TESTED,
            "The comparison with ViT has a p-value of 0.5898, the only one above 0.05.",
            False,
        ),
        (TESTED, "与 ViT 比较的 p 值为 0.5898，是唯一高于 0.05 的。", False),
        (TESTED, "显著性水平取 0.05。", False),
        (TESTED, "With 95% confidence intervals the ensemble leads ViT.", False),
        (TESTED, "置信水平为 95%，差异显著。", False),
        (TESTED, "Otter differs from Heron with p < 0.05.", False),
        (TESTED, "The p-value for Swin is 0.0213, below the 5% significance level.", False),
        # What the paper tells of just that, what is a result, and what is of no test.
        (
            TESTED,
            "McNemar's test confirmed that the ensemble outperformed all individual models "
            "(p > 0.05).",
            True,
        ),
        (
            TESTED,
            "McNemar's test confirmed that the ensemble outperformed all individual models "
            "(p < 0.01).",
            True,
        ),
        (TESTED, "Ensemble vs ViT has a p-value of 0.01.", True),
        (TESTED, "The accuracy is above 0.01.", True),
        (SURE, "All results come with 99% confidence intervals.", False),
        (SURE, "All results come with 95% confidence intervals.", True),
        (SURE, "All results come with 95% accuracy.", True),
        (SURE, "Results are called significant at alpha = 0.001.", True),
        (SURE, "Results are called significant at alpha = 0.05.", True),
    ],
)
def test_limits_of_significance_are_nobodys_result(
    evidence: Evidence, text: str, doubted: bool
) -> None:
    assert (Finding.MISSING in findings(text, evidence).values()) == doubted
