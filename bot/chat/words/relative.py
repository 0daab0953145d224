"""Days as people name them by today: so long ago, so long to come, a month's end. Pure."""

# Tested in tests/bot/chat/words/test_dates.py.

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from bot.chat.words.scanning import Token

WEEK = dt.timedelta(days=7)
MOST_DAYS_AGO = 999
# The tokens of days, weeks, fortnights, months and years.
UNITS = "dDWFMY"
# "2026-W06-2", the calendar of ISO 8601.
_ISO_WEEK = re.compile(r"([0-9]{4})-?w([0-9]{2})-?([1-7])")


def numbers_in(tokens: Iterable[Token]) -> list[int]:
    """The values of the numbers, ordinals and months."""
    return [token.value for token in tokens if token.sign in "NOmA"]


def days_off(tokens: Sequence[Token], today: dt.date) -> dt.date:
    """`昨天`, `tomorrow`."""
    return today - dt.timedelta(days=tokens[0].value)


def day_before(tokens: Sequence[Token], today: dt.date) -> dt.date:
    """`the day before yesterday`, `昨天的前一天`."""
    named = next(token.value for token in tokens if token.sign == "r")
    return today - dt.timedelta(days=named + 1)


def ago(tokens: Sequence[Token], today: dt.date) -> dt.date | None:
    """`3 days ago`, `-3`, `a year ago`; a weekday beside weeks is of that week."""
    count = numbers_in(tokens)[0]
    unit = next((token.sign for token in tokens if token.sign in UNITS), "d")
    if unit in "dD" and count > MOST_DAYS_AGO:
        return None
    day = _moved(today, -count, unit)
    for token in tokens:
        if token.sign == "w":
            return of_week(day, token.value)
    return day


def later(tokens: Sequence[Token], today: dt.date) -> dt.date | None:
    """`in 3 days`, `两周后`, `a month from now`."""
    count = numbers_in(tokens)[0]
    if count > MOST_DAYS_AGO:
        return None
    return _moved(today, count, next(token.sign for token in tokens if token.sign in UNITS))


def _moved(day: dt.date, count: int, unit: str) -> dt.date:
    """The day so many days, weeks, fortnights, months or years later; of months and years it is the
    same day, ValueError where there is none."""
    match unit:
        case "d" | "D":
            return day + dt.timedelta(days=count)
        case "W":
            return day + count * WEEK
        case "F":
            return day + 2 * count * WEEK
        case "M":
            return _months_later(day, count)
        case _:
            return dt.date(day.year + count, day.month, day.day)


def same_day_of(tokens: Sequence[Token], today: dt.date) -> dt.date | None:
    """Today's day of another year or month: `去年今天`, `this day last month`."""
    if any(token.sign == "r" and token.value != 0 for token in tokens):
        return None
    back = sum(token.value for token in tokens if token.sign in "ylpq")
    if any(token.sign == "M" for token in tokens):
        return _months_later(today, -back)
    return dt.date(today.year - back, today.month, today.day)


def ago_today(tokens: Sequence[Token], today: dt.date) -> dt.date | None:
    """`two weeks ago today`, `today a year ago`."""
    if any(token.sign == "r" and token.value != 0 for token in tokens):
        return None
    return ago(tokens, today)


def edge_of_month(tokens: Sequence[Token], today: dt.date) -> dt.date:
    """A month's first or last day: `上个月最后一天`, `end of January`, `the last day of January`,
    `2025年12月最后一天`; of a month without a year, the latest that has begun."""
    last = any(token.sign == "E" for token in tokens)
    named = [token.value for token in tokens if token.sign == "m"]
    numbers = [token.value for token in tokens if token.sign == "N"]
    months = named + numbers[-1:]
    if len(named) + len(numbers) == 2:
        year, month = numbers[0], months[0]
    elif months:
        month = months[0]
        year = today.year - (month > today.month)
    else:
        back = sum(token.value for token in tokens if token.sign in "lpq")
        begun = _months_later(today.replace(day=1), -back)
        year, month = begun.year, begun.month
    first = dt.date(year, month, 1)
    if not last:
        return first
    return _months_later(first, 1) - dt.timedelta(days=1)


def of_era(tokens: Sequence[Token], today: dt.date) -> dt.date:
    """`民国115年2月3日`."""
    year, month, day = numbers_in(tokens)
    return dt.date(tokens[0].value + year, month, day)


def of_iso_week(plain: str) -> dt.date | None:
    """The day of `2026-w06-2`; None for anything else, ValueError for a week no year has."""
    found = _ISO_WEEK.fullmatch(plain)
    if found is None:
        return None
    year, week, day = map(int, found.groups())
    return dt.date.fromisocalendar(year, week, day)


def latest_weekday(tokens: Sequence[Token], today: dt.date) -> dt.date:
    """The latest such day that is not after today."""
    return today - dt.timedelta(days=(today.weekday() - _weekday_in(tokens)) % 7)


def last_weekday(tokens: Sequence[Token], today: dt.date) -> dt.date:
    """The latest such day before today."""
    return latest_weekday(tokens, today - dt.timedelta(days=1))


def weekday_before_last(tokens: Sequence[Token], today: dt.date) -> dt.date:
    """`the Friday before last`: a week before the latest such day before today."""
    return last_weekday(tokens, today) - WEEK


def weekday_of(tokens: Sequence[Token], today: dt.date) -> dt.date:
    """That day of this week, or of the one that many weeks before."""
    weeks = sum(token.value for token in tokens if token.sign in "lpq")
    return of_week(today - weeks * WEEK, _weekday_in(tokens))


def weekday_to_come(tokens: Sequence[Token], today: dt.date) -> dt.date:
    """That day of next week."""
    return of_week(today + WEEK, _weekday_in(tokens))


def _weekday_in(tokens: Iterable[Token]) -> int:
    return next(token.value for token in tokens if token.sign == "w")


def of_week(day: dt.date, weekday: int) -> dt.date:
    """That weekday of the day's week, which begins on Monday."""
    return day + dt.timedelta(days=weekday - day.weekday())


def _months_later(day: dt.date, months: int) -> dt.date:
    """The day that many months later, on the same day of the month; ValueError where that month has
    no such day."""
    month = day.year * 12 + day.month - 1 + months
    return dt.date(month // 12, month % 12 + 1, day.day)
