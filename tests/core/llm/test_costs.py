"""What models cost, and what a month comes to."""

from __future__ import annotations

import datetime as dt

import pytest

from core.llm.costs import Account, first_day, reckoned
from core.llm.prices import Price, Prices
from core.records import Spending

TODAY = dt.date(2026, 2, 10)
PRICES = Prices("USD", {"m": Price(input=1.0, output=0.0, cached=0.0)})


def account(back, dollars, model="m"):
    spent = Spending(calls=1, prompt=int(dollars * 1_000_000))
    return Account(TODAY - dt.timedelta(days=back), model, spent)


def test_nothing_costs_nothing():
    costs = reckoned([], TODAY, PRICES)

    assert (costs.of_yesterday, costs.so_far, costs.in_the_end) == (0, 0, 0)
    assert costs.yesterday == {}
    assert costs.unpriced == ()


def test_a_week_of_equal_days_goes_on_to_the_end():
    costs = reckoned([account(back, 2.0) for back in range(10)], TODAY, PRICES)

    assert costs.of_yesterday == pytest.approx(2.0)
    assert costs.so_far == pytest.approx(10 * 2.0)
    assert costs.in_the_end == pytest.approx(28 * 2.0)


def test_today_is_still_to_come_or_has_cost_more_already():
    week = [account(back, 2.0) for back in range(1, 8)]

    early = reckoned([*week, account(0, 0.5)], TODAY, PRICES)
    assert early.in_the_end == pytest.approx(7 * 2.0 + 2.0 + 18 * 2.0)
    costly = reckoned([*week, account(0, 9.0)], TODAY, PRICES)
    assert costly.in_the_end == pytest.approx(7 * 2.0 + 9.0 + 18 * 2.0)


def test_days_without_lists_count_as_days():
    costs = reckoned([account(7, 7.0)], TODAY, PRICES)

    assert costs.in_the_end == pytest.approx(7.0 + 1.0 + 18 * 1.0)


def test_a_young_paperboy_has_but_its_own_days():
    assert reckoned([account(1, 3.0)], TODAY, PRICES).in_the_end == pytest.approx(3.0 * 20)
    assert reckoned([account(0, 3.0)], TODAY, PRICES).in_the_end == pytest.approx(3.0 * 19)


def test_the_month_before_is_not_of_this_month():
    first = dt.date(2026, 3, 1)
    accounts = [
        Account(first - dt.timedelta(days=back), "m", Spending(prompt=1_000_000))
        for back in range(1, 8)
    ]
    costs = reckoned(accounts, first, PRICES)

    assert first_day(first) == dt.date(2026, 2, 22)
    assert (costs.of_yesterday, costs.so_far) == (pytest.approx(1.0), 0)
    assert costs.in_the_end == pytest.approx(31.0)


def test_what_has_no_price_is_named_and_not_counted():
    costs = reckoned([account(1, 2.0), account(1, 5.0, "other")], TODAY, PRICES)

    assert costs.of_yesterday == pytest.approx(2.0)
    assert costs.yesterday["other"][1] is None
    assert costs.unpriced == ("other",)
