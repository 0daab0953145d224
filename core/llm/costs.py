"""What models cost: yesterday, this month so far, and what it comes to. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.llm.prices import Price, Prices
from core.records import Spending

# This many days before today say what a day costs: lists differ by the day of the week.
WEEK = 7

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SlotSpending:
    """What the calls of a model used within the span that began then (`nights.SLOT`)."""

    at: dt.datetime
    model: str
    spending: Spending


@dataclass(frozen=True, slots=True)
class Account:
    """What the calls of a model used on a day, and of that in which slots, as far as is known."""

    day: dt.date
    model: str
    spending: Spending
    slots: tuple[SlotSpending, ...] = ()

    def cost(self, price: Price) -> float:
        """What they cost: in each slot by its hour, and what is in none at the price of the day."""
        cost, left = 0.0, self.spending
        for slot in self.slots:
            cost += price.at(slot.at).of(slot.spending)
            left -= slot.spending
        return cost + price.of(left)


@dataclass(frozen=True, slots=True)
class Costs:
    """By model, what it used yesterday and what that cost, None where no price is known; this
    month's cost so far and, should days go on as in the last week, in the end; and the models of
    the month without a price."""

    yesterday: Mapping[str, tuple[Spending, float | None]]
    so_far: float
    in_the_end: float
    unpriced: tuple[str, ...]

    @property
    def of_yesterday(self) -> float:
        """What yesterday cost, as far as prices are known."""
        return sum(cost or 0.0 for _, cost in self.yesterday.values())


def first_day(today: dt.date) -> dt.date:
    """The first day whose accounts `reckoned` needs."""
    return min(today.replace(day=1), today - WEEK * _DAY)


def reckoned(accounts: Iterable[Account], today: dt.date, prices: Prices) -> Costs:
    """The costs as of that UTC day, by the accounts since `first_day`."""
    yesterday: dict[str, tuple[Spending, float | None]] = {}
    by_day: dict[dt.date, float] = {}
    unpriced: set[str] = set()
    month = today.replace(day=1)
    for account in accounts:
        price = prices.of(account.model)
        cost = account.cost(price) if price else None
        if cost is None and account.day >= month:
            unpriced.add(account.model)
        if account.day == today - _DAY:
            yesterday[account.model] = (account.spending, cost)
        by_day[account.day] = by_day.get(account.day, 0.0) + (cost or 0.0)
    so_far = sum(cost for day, cost in by_day.items() if month <= day <= today)
    a_day = _usual(by_day, today)
    _, length = calendar.monthrange(today.year, today.month)
    rest_of_today = max(a_day - by_day.get(today, 0.0), 0.0)
    in_the_end = so_far + rest_of_today + a_day * (length - today.day)
    return Costs(yesterday, so_far, in_the_end, tuple(sorted(unpriced)))


def _usual(by_day: Mapping[dt.date, float], today: dt.date) -> float:
    """What a day costs, by the last week, or by the days since anything was spent at all; by today
    alone on the first day."""
    before = [day for day in by_day if day < today]
    if not before:
        return by_day.get(today, 0.0)
    days = min((today - min(before)).days, WEEK)
    spent = sum(by_day.get(today - back * _DAY, 0.0) for back in range(1, days + 1))
    return spent / days
