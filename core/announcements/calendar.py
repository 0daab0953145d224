"""When arXiv announces what: its days, hours and holidays. Pure.

What is submitted until 14:00 Eastern time is announced at 20:00, on Friday's deadline not before
Sunday. No list is closed or announced on holidays. A list bears the date of the day after its
evening, as arXiv's pages and feeds write it; its feed is there from that day's midnight on.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final
from zoneinfo import ZoneInfo

EASTERN: Final = ZoneInfo("America/New_York")
DEADLINE: Final = dt.time(14)

_DAY: Final = dt.timedelta(days=1)
_MONDAY, _THURSDAY, _FRIDAY, _SATURDAY, _SUNDAY = 0, 3, 4, 5, 6


@dataclass(frozen=True, slots=True)
class Window:
    """When the papers of a day were submitted: from the first moment on, and before the last."""

    since: dt.datetime
    until: dt.datetime

    def holds(self, moment: dt.datetime) -> bool:
        """Whether what was submitted then belongs to it."""
        return self.since <= moment < self.until


def is_day(day: dt.date) -> bool:
    """Whether arXiv announces a list that bears this date."""
    evening = day - _DAY
    if evening in _holidays(evening.year) or evening.weekday() in (_FRIDAY, _SATURDAY):
        return False
    if evening.weekday() == _SUNDAY:
        friday = evening - 2 * _DAY
        return friday not in _holidays(friday.year)
    return True


def days(since: dt.date, until: dt.date) -> list[dt.date]:
    """The dates of the lists from the one day to the other, both included."""
    every = (since + _DAY * number for number in range((until - since).days + 1))
    return [day for day in every if is_day(day)]


def told_at(day: dt.date) -> dt.datetime:
    """From when on that day's feed can be there, in UTC."""
    return dt.datetime.combine(day, dt.time(), EASTERN).astimezone(dt.UTC)


def today(now: dt.datetime) -> dt.date:
    """The date by arXiv's clock."""
    return now.astimezone(EASTERN).date()


def newest(now: dt.datetime) -> dt.date:
    """The newest list whose feed can be there."""
    day = today(now)
    while not is_day(day):
        day -= _DAY
    return day


def window(day: dt.date) -> Window:
    """When the papers of that day's list were submitted, in UTC; those aside that were held back.

    Raises ValueError when no list bears the date.
    """
    if not is_day(day):
        raise ValueError(f"arXiv announces nothing on {day}")
    before = newest_before(day)
    return Window(_last_deadline(before - _DAY), _last_deadline(day - _DAY))


def newest_before(day: dt.date) -> dt.date:
    """The list before that day's."""
    day -= _DAY
    while not is_day(day):
        day -= _DAY
    return day


def _last_deadline(evening: dt.date) -> dt.datetime:
    """The last deadline before that evening, in UTC."""
    while evening.weekday() in (_SATURDAY, _SUNDAY) or evening in _holidays(evening.year):
        evening -= _DAY
    return dt.datetime.combine(evening, DEADLINE, EASTERN).astimezone(dt.UTC)


@cache
def _holidays(year: int) -> frozenset[dt.date]:
    listed = _listed().get(str(year))
    if listed is None:
        return _by_rule(year)
    return frozenset(listed)


@cache
def _listed() -> dict[str, list[dt.date]]:
    text = resources.files("core.announcements").joinpath("holidays.toml").read_text("utf-8")
    return tomllib.loads(text)


def _by_rule(year: int) -> frozenset[dt.date]:
    """The holidays that arXiv keeps every year. Around Christmas it keeps some more, which differ
    from year to year."""
    fixed = [dt.date(year, 1, 1), dt.date(year, 6, 19), dt.date(year, 7, 4), dt.date(year, 12, 25)]
    return frozenset(
        [
            *(_observed(day) for day in fixed),
            _nth(year, 1, _MONDAY, 3),
            _nth(year, 9, _MONDAY, 1),
            _nth(year, 11, _THURSDAY, 4),
        ]
    )


def _observed(holiday: dt.date) -> dt.date:
    """The weekday on which a holiday is kept that falls on a weekend."""
    if holiday.weekday() == _SATURDAY:
        return holiday - _DAY
    if holiday.weekday() == _SUNDAY:
        return holiday + _DAY
    return holiday


def _nth(year: int, month: int, weekday: int, number: int) -> dt.date:
    """The month's nth day of that weekday."""
    first = dt.date(year, month, 1)
    until = (weekday - first.weekday()) % 7
    return first + dt.timedelta(days=until + 7 * (number - 1))
