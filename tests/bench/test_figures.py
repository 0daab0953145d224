"""What the table says follows from the figures."""

from __future__ import annotations

import pytest

from bench.__main__ import as_table
from bench.figures import Figure, Times, ahead, percentile


def figure(**changes):
    return Figure(**{"what": "a walk", "ours": 2.0, "unit": "s"} | changes)


@pytest.mark.parametrize(("limit", "kept"), [(None, True), (2.0, True), (1.9, False)])
def test_a_limit_may_be_reached_but_not_passed(limit, kept):
    assert figure(limit=limit).kept is kept


@pytest.mark.parametrize(("measured", "kept"), [(1.0, True), (0.5, True), (0.49, False)])
def test_a_ratio_moves_with_what_else_the_machine_takes(measured, kept):
    assert figure(limit=Times(4, measured, "plain SQLite")).kept is kept


def test_what_is_promised_to_be_ahead_is_held_to_the_naive_way():
    assert ahead("a walk", 2.0, "s", least=5, naive=10.0, naively="on foot").kept
    assert not ahead("a walk", 2.1, "s", least=5, naive=10.0, naively="on foot").kept


def test_the_table_tells_a_ratio_and_what_it_comes_to():
    limits = list(
        as_table([figure(limit=Times(4, 1.5, "plain SQLite")), figure(limit=3.0), figure()])
        .columns[2]
        .cells
    )

    assert limits == ["≤ 6.00 s (4 × plain SQLite)", "≤ 3.00 s", "—"]


def test_how_many_times_as_long_the_naive_way_takes():
    assert figure(naive=5.0).times == 2.5
    assert figure().times is None
    assert figure(ours=0.0, naive=5.0).times is None


@pytest.mark.parametrize(("share", "value"), [(0.99, 99), (1.0, 100), (0.5, 50), (0.001, 1)])
def test_percentiles_are_values_that_were_measured(share, value):
    assert percentile(range(100, 0, -1), share) == value
