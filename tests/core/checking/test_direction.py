"""Up and down, and the contrary of what the paper says."""

from __future__ import annotations

import pytest

from core.checking.direction import Agreement, agreement, trend

SAME, CONTRARY, UNTOLD = Agreement.SAME, Agreement.CONTRARY, Agreement.UNTOLD


def agrees(text: str, paper: str, number: str) -> Agreement:
    places = []
    for each in (text, paper):
        start = each.index(number)
        places.append((start, start + len(number)))
    return agreement(text, places[0], paper, places[1])


@pytest.mark.parametrize(
    ("text", "paper", "expected"),
    [
        ("准确率提升 20%", "improves accuracy by 20%", SAME),
        ("准确率降低 20%", "improves accuracy by 20%", CONTRARY),
        ("比基线慢 20%", "runs 20% faster than the baseline", CONTRARY),
        ("优于基线 20%", "outperforms the baseline by 20%", SAME),
        ("劣于基线 20%", "outperforms the baseline by 20%", CONTRARY),
        ("延迟降低 20%", "reduces latency by 20%", SAME),
        ("延迟提升 20%", "reduces latency by 20%", CONTRARY),
        ("参数增加 20%", "a reduction of 20%", CONTRARY),
        # Less of what costs is as good as more of what is wanted.
        ("加速 20%", "reduces latency by 20%", SAME),
        ("错误率降低 20%", "improves recognition by 20%", SAME),
        # What is denied, or belongs to something else, says nothing.
        ("提升 20%", "without reducing quality it gains 20%", SAME),
        ("提升 20%", "improves accuracy by 20% while reducing latency", SAME),
        ("提升 20%", "it is 20% of the data", UNTOLD),
        ("占 20%", "reduces latency by 20%", SAME),
        ("误差降低 20%", "(-20% avg error)", SAME),
    ],
)
def test_a_text_agrees_with_the_paper_contradicts_it_or_it_is_not_told(text, paper, expected):
    assert agrees(text, paper, "20") is expected


@pytest.mark.parametrize(
    ("between", "expected"), [("提升至", 1), ("降至", -1), ("变为", 0), ("先降低再提升到", 0)]
)
def test_which_way_something_goes_between_two_figures(between, expected):
    text = f"60%{between}75%"

    assert trend(text, 3, 3 + len(between)) == expected
