"""Figures between which a sentence says a change goes."""

from __future__ import annotations

import pytest

from core.checking.verify import Evidence, check
from core.document import Document, Section
from core.models import Paper
from tests.core.checking.full_text import CHANCE, is_doubted

EVIDENCE = Evidence.of_texts(
    [
        "The error is 8.6% for Heron. The error is 6.1% for Otter.",
        "The recall is 61.2% for Heron. The recall is 57.5% for Otter.",
    ]
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("The error drops from 8.6% to 6.1%.", False),
        ("The error rises from 8.6% to 6.1%.", True),
        ("误差由 8.6% 降至 6.1%。", False),
        ("误差由 8.6% 增至 6.1%。", True),
        ("将Otter的误差从8.6%升至6.1%。", True),
        ("The error improves (8.6% → 6.1%).", False),
        ("The error gets worse (8.6% → 6.1%).", True),
        ("召回率变差（61.2% → 57.5%）。", False),
        ("召回率变好（61.2% → 57.5%）。", True),
        ("The error is 6.1%, down from 8.6%.", False),
        ("The error is 6.1%, up from 8.6%.", True),
        ("误差降至 6.1%（原为 8.6%）。", False),
        ("误差升至 6.1%（原为 8.6%）。", True),
        # What other words tell, or nothing, is no way.
        ("误差由 8.6% 变为 6.1%。", False),
        ("误差由 8.6% 先降低再提升到 6.1%。", False),
        ("It does not raise the error from 8.6% to 6.1%.", False),
        ("Dropping labels brings recall from 57.5% to 61.2%.", False),
        ("The recall rises to 61.2% and the error from 6.1% to 8.6%.", False),
        ("It reduces errors by amounts ranging from 6.1% to 8.6%.", False),
    ],
)
def test_a_change_goes_the_way_it_is_said_to(text: str, doubted: bool) -> None:
    assert bool(check([text], EVIDENCE).missing) == doubted


SAVED = Evidence.of_texts(
    [
        *CHANCE,
        "The error is 0.170 for Heron and 0.120 for Otter.",
        "Heron needs 48 ms and 12.5 GB, Otter needs 36 ms and 31.4 GB.",
        "Heron has an AP of 12.7% on Lake, Otter one of 8.008%.",
        "Pond has 20% more fish, and 45% of them are grey.",
    ]
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("The error shrinks from 0.170 to 0.120, a cut of about 30%.", False),
        ("The error shrinks from 0.170 to 0.120, a cut of about 20%.", True),
        ("The error shrinks from 0.170 to 0.120, a cut of over 25%.", False),
        ("误差从 0.170 降到 0.120，降幅约 30%。", False),
        ("误差从 0.170 降到 0.120，降幅约 20%。", True),
        ("Latency falls by 25% from 48 ms to 36 ms.", False),
        ("Latency falls by 45% from 48 ms to 36 ms.", True),
        ("Latency falls by 45%, from 48 ms to 36 ms.", True),
        ("Latency falls by 25% from the first to the second gate, from 48 ms to 36 ms.", False),
        ("Latency falls by 45% from the first to the second gate, from 48 ms to 36 ms.", True),
        ("Memory grows from 12.5 GB to 31.4 GB, up by 151%.", False),
        ("Memory grows from 12.5 GB to 31.4 GB, up by 20%.", True),
        ("Heron 在 Lake 上的 AP 为 12.7%，比 Otter 的 8.008% 相对高出约 60%。", False),
        ("Heron 在 Lake 上的 AP 为 12.7%，比 Otter 的 8.008% 相对高出约 45%。", True),
        # What is told of something else, or is part of it, does not follow from them.
        ("Latency falls from 48 ms to 36 ms with 20% more fish.", False),
        ("Latency falls from 48 ms to 36 ms, and 45% of them are grey.", False),
    ],
)
def test_a_percentage_beside_a_change_follows_from_it(text, doubted):
    assert is_doubted(text, SAVED) == doubted


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        # 4.2 of 39.0 are 10.8 %, but the table has 10.7, from values with more digits.
        ("On Heron the error drops from 39.0 to 34.8 cm, a gain of 10.7%.", False),
        ("Heron 的误差由 39.0 cm 降到 34.8 cm，降幅 10.7%。", False),
        ("On Teal the error drops from 37.9 to 32.0 cm, a gain of 10.7%.", True),
    ],
)
def test_a_percentage_that_a_row_has_beside_both_stays(text, doubted):
    error = """Table 1: Mean error (cm).

Platform | Before | After | Improvement (%)
Heron | 39.0 | 34.8 | +10.7
Teal | 37.9 | 32.0 | +15.8"""

    assert is_doubted(text, _with(error)) == doubted


@pytest.mark.parametrize(("percentage", "doubted"), [("38.5%", False), ("20.5%", True)])
def test_a_percentage_is_not_that_of_what_two_rows_are_called(
    percentage: str, doubted: bool
) -> None:
    delay = """Table 1: Mean delay (ms).

Setting | Raw | Squeezed
Controlled, 1024 tokens | 1.62 | 1.39
Controlled, 2048 tokens | 2.77 | 2.26"""
    text = (
        f"Controlled, 1024 tokens reduces the Squeezed delay by {percentage} relative to "
        "Controlled, 2048 tokens."
    )

    assert is_doubted(text, _with(delay)) == doubted


def _with(rows: str) -> Evidence:
    """A full text with one table."""
    sections = (Section("Results", 1, rows), Section("Data", 1, "\n".join(CHANCE)))
    paper = Paper(id="2602.00010", title="Nest", abstract="It is small.")
    document = Document(paper_id=paper.id, title=paper.title, sections=sections)
    return Evidence.of(paper, document)


SCORED = Evidence.of_texts(
    [
        *CHANCE,
        "Otter lifts the accuracy on Lake from 0.153 to 0.273, that on Pond from 11.9% to 20.7%.",
        "On the easy half it reaches 64.2%, on the hard half 57.6%, and Heron is 7.6 points behind.",
    ]
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("On Lake the accuracy rises from 0.153 to 0.273, a gain of 0.120.", False),
        ("On Lake the accuracy rises from 0.153 to 0.273, a gain of 0.140.", True),
        ("On Lake the accuracy rises from 0.153 to 0.273, a gain of 12 points.", False),
        ("On Lake the accuracy rises from 0.153 to 0.273, a gain of 40 points.", True),
        ("On Lake the accuracy rises from 0.153 to 0.273, a gain of more than 0.100.", False),
        ("On Lake the accuracy rises from 0.153 to 0.273, a gain of more than 0.150.", True),
        (
            "On Pond the accuracy rises from 11.9% to 20.7%, a gain of over 8 percentage points.",
            False,
        ),
        (
            "On Pond the accuracy rises from 11.9% to 20.7%, a gain of over 12 percentage points.",
            True,
        ),
        ("Lake 上的准确率从 0.153 升到 0.273，提高了 0.140。", True),
        ("On Pond the accuracy rises from 11.9% to 20.7%, a gain of 8.8 percentage points.", False),
        ("On Pond the accuracy rises from 11.9% to 20.7%, a gain of 75 percentage points.", True),
        ("简单的一半得 64.2%，难的一半得 57.6%，相差 6.6 个百分点。", False),
        ("简单的一半得 64.2%，难的一半得 57.6%，相差 7.7 个百分点。", True),
        ("On Lake the accuracy rises by 0.120, from 0.153 to 0.273.", False),
        ("On Lake the accuracy rises by 0.140, from 0.153 to 0.273.", True),
        ("Lake 上的准确率提高了 0.140，从 0.153 升到 0.273。", True),
        # It is told of something else, and the paper has it so.
        ("On Pond the accuracy rises from 11.9% to 20.7%; Heron is 7.6 points behind.", False),
    ],
)
def test_a_difference_beside_two_figures_is_theirs(text: str, doubted: bool) -> None:
    assert is_doubted(text, SCORED) == doubted
