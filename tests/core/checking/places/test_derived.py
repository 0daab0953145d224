"""Gaps between a figure that a sentence states and one that it leaves out."""

from __future__ import annotations

import pytest

from core.checking.verify import Evidence, decided_by_rules
from core.models import Finding
from tests.core.checking.full_text import CHANCE

EVIDENCE = Evidence.of_texts(
    [
        *CHANCE,
        "Otter reaches 76.0% under noise, Heron only 66.7%.",
        "The mean of both runs is 95.67. The best single run reaches 96.40.",
        "Under rain all of them reach 81.4%.",
    ]
)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Otter averages 76.0% under noise, 9.3 points above Heron.", Finding.OPEN),
        ("Otter 在噪声下平均 76.0%，比 Heron 高 9.3 个百分点。", Finding.OPEN),
        ("最好的一次达到 96.40，比两次平均高 0.73。", Finding.OPEN),
        # Nothing that stands beside it is so far off.
        ("The best run reaches 96.40, 0.37 above the mean of both.", Finding.MISSING),
        ("最好的一次达到 96.40，比两次平均高 15.00。", Finding.MISSING),
    ],
)
def test_a_gap_to_what_the_paper_tells_beside_a_figure_is_open(text, finding):
    decided = decided_by_rules(text, EVIDENCE)

    assert decided is not None
    assert decided.readings[-1].finding is finding
    assert decided.readings[-1].reckoned == (finding is Finding.OPEN)
