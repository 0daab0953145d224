"""Figures that say by how much one thing is above another."""

from __future__ import annotations

import pytest

from core.checking.gaps import is_gain
from core.checking.quantities import quantities


@pytest.mark.parametrize(
    ("text", "which", "gain"),
    [
        ("Otter beats Heron by 3.3 and 2.4 on Lake and Pond.", 0, True),
        ("Otter beats Heron by 3.3 and 2.4 on Lake and Pond.", 1, True),
        ("Otter 分别比 Heron 低 3.3 和 2.4。", 1, True),
        ("The gate costs 3.5 points on Lake but only 0.5 on Pond.", 1, True),
        ("The gate costs 3.5 points on Lake and reaches 80.5 on Pond.", 1, False),
        ("Otter reaches 80.1 and 79.4 on Lake and Pond.", 1, False),
        ("Otter trails Heron (49.8 vs 58.5) and, in the long test of all ponds, Crane by 26.9.", 2, True),
    ],
)  # fmt: skip
def test_a_gain_is_told_before_it_or_before_the_one_it_follows(
    text: str, which: int, gain: bool
) -> None:
    found = quantities(text)

    assert is_gain(text, found, found[which]) == gain
