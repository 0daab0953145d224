"""Figures that say by how much one thing is above another."""

from __future__ import annotations

import pytest

from core.checking.figures.quantities import quantities
from core.checking.naming.gaps import is_gain


@pytest.mark.parametrize(
    ("text", "which", "gain"),
    [
        ("Otter beats Heron by 3.3 and 2.4 on Lake and Pond.", 0, True),
        ("Otter beats Heron by 3.3 and 2.4 on Lake and Pond.", 1, True),
        ("Otter 分别比 Heron 低 3.3 和 2.4。", 1, True),
        ("The gate costs 3.5 points on Lake but only 0.5 on Pond.", 1, True),
        ("The gate costs 3.5 points on Lake and reaches 80.5 on Pond.", 1, False),
        ("The gate helps Otter but costs Llama 3.3 Heron 1.4 points.", 1, True),
        ("Each run of Otter costs Heron-7B 1.4 hours.", 1, False),
        ("Otter reaches 80.1 and 79.4 on Lake and Pond.", 1, False),
        ("Otter trails Heron (49.8 vs 58.5) and, in the long test of all ponds, Crane by 26.9.", 2, True),
        ("Otter is 0.9 F1 better than Heron (90.4).", 0, True),
        ("Otter 领先 Heron 5.1 分，但离 Crane 还差 6.4 分。", 1, True),
        ("Otter and Heron are 0.8 apart on Lake.", 0, True),
        ("The drop to 34.7 on Lake is small.", 0, False),
        ("Lake 上的差距为 0.4。", 0, True),
        ("Otter 的优势在 Lake 上最大（8.4 分）。", 0, True),
        ("Lake 上最高 92.3，最低 61.0。", 0, False),
        ("Otter averages 78.2 over the ponds.", 0, False),
        ("Otter 的误差为 0.34。", 0, False),
        ("标准差为 0.34。", 0, False),
        ("Heron 的误差高达 0.45。", 0, False),
        ("Otter 提升高达 5.3。", 0, True),
        ("That is about 10.5 and 6.9 points above Heron.", 0, True),
        ("Otter 与 Heron 有 10.5 和 6.9 个点的差距。", 0, True),
        ("Otter drops to 55.5, 3.6 below Heron.", 0, False),
        ("Otter beats Heron by just under 30 on Lake.", 0, True),
        ("Otter leads Heron by no more than 2.4 on Lake.", 0, True),
        ("Otter 比 Heron 高不足 3.1。", 0, True),
    ],
)  # fmt: skip
def test_a_gain_is_told_before_it_or_before_the_one_it_follows(
    text: str, which: int, gain: bool
) -> None:
    found = quantities(text)

    assert is_gain(text, found, found[which]) == gain
