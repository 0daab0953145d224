"""What the table says follows from the figures."""

from __future__ import annotations

import pytest

from bench.figures import Figure, percentile


def figure(**changes):
    return Figure(**{"what": "a walk", "ours": 2.0, "unit": "s"} | changes)


@pytest.mark.parametrize(("limit", "kept"), [(None, True), (2.0, True), (1.9, False)])
def test_a_limit_may_be_reached_but_not_passed(limit, kept):
    assert figure(limit=limit).kept is kept


def test_how_many_times_as_long_the_naive_way_takes():
    assert figure(naive=5.0).times == 2.5
    assert figure().times is None
    assert figure(ours=0.0, naive=5.0).times is None


@pytest.mark.parametrize(("share", "value"), [(0.99, 99), (1.0, 100), (0.5, 50), (0.001, 1)])
def test_percentiles_are_values_that_were_measured(share, value):
    assert percentile(range(100, 0, -1), share) == value
