from __future__ import annotations

import pytest

from core.checking.figures.quantities import quantities
from core.checking.figures.relations import follows


@pytest.mark.parametrize(
    ("figure", "one", "other"),
    [
        ("3.1 points", "82.4%", "79.3%"),
        ("2x", "40 ms", "20 ms"),
        ("50%", "20 ms", "40 ms"),
        ("25%", "75 ms", "60 ms"),
        ("60 ms", "20 ms", "40 ms"),
        ("12", "30", "18"),
    ],
)
def test_a_difference_a_ratio_a_change_or_a_sum_follows(figure: str, one: str, other: str) -> None:
    (quantity,), (first,), (second,) = map(quantities, (figure, one, other))
    assert follows(quantity, first, second)
    (wrong,) = quantities(figure.replace(figure[0], str(int(figure[0]) + 4), 1))
    assert not follows(wrong, first, second)


def test_a_share_follows_only_where_shares_are_spoken_of() -> None:
    share, part, whole = (each for each in quantities("30% are 60 of 200") if not each.aside)
    assert not follows(share, part, whole)
    assert follows(share, part, whole, of_shares=True)
    assert not follows(share, whole, part, of_shares=True)


def test_small_counts_and_other_units_give_nothing() -> None:
    small, one, other, seconds = quantities("5 is no difference of 12 and 7, nor of 17 s")
    assert not follows(small, one, other)
    assert not follows(small, seconds, one)
