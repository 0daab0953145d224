"""Days that a text may name which is still being typed. Pure."""

# Tested in tests/bot/chat/test_completion.py.

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.chat.words.dates import day_words, read_date
from bot.chat.words.relative import WEEK, of_week
from bot.chat.words.scanning import Token, scan, signs
from bot.chat.words.tidying import tidied
from core.errors import DateImpossible, DateInvalid

DAYS_BACK = 366


def days_named(typed: str, today: dt.date) -> list[dt.date]:
    """The days that a text which is still being typed may name, what it names now first: a month
    without a day, and words that go on, as "last" and "上周" do. None of them lies ahead."""
    meant = _read_or_none(scan(typed, day_words()), today, typed)
    if meant:
        return [meant]
    tokens = tuple(token for token in scan(typed, day_words()) if token.sign != "I")
    found: list[dt.date] = []
    match signs(tokens), tokens:
        case ("m" | "NM", [token, *_]) if 1 <= token.value <= 12:
            found = _of_whole_month(token.value, today)
        case ("p" | "q" | "l" | "pW" | "qW" | "lW", _):
            weeks = tokens[0].value
            begin = of_week(today - weeks * WEEK, 0)
            found = [begin + dt.timedelta(days=day) for day in range(7)]
        case ("Nd" | "ND", [token, *_]) if token.value <= DAYS_BACK:
            found = [today - dt.timedelta(days=token.value)]  # "3 days", before "ago"
        case _:
            found = _beginning(typed, today)
    return [day for day in found if day <= today]


def _read_or_none(tokens: Sequence[Token], today: dt.date, text: str) -> dt.date | None:
    try:
        day = read_date(tokens, today, text)
    except (DateInvalid, DateImpossible):
        return None
    if day > today:
        return None
    return day


def _of_whole_month(month: int, today: dt.date) -> list[dt.date]:
    """The days of the latest such month that has begun, the last first."""
    year = today.year - (month > today.month)
    first = dt.date(year, month, 1)
    days = [first + dt.timedelta(days=day) for day in range(31)]
    return [day for day in reversed(days) if day.month == month and day <= today]


def _beginning(typed: str, today: dt.date) -> list[dt.date]:
    """The days of the words that begin like that: 昨, thurs, yest."""
    plain = tidied(typed)
    if not plain:
        return []
    days: list[dt.date] = []
    for word, (sign, value) in day_words().words.items():
        if not word.startswith(plain):
            continue
        if sign == "r" and value >= 0:
            days.append(today - dt.timedelta(days=value))
        elif sign == "w":
            days.append(today - dt.timedelta(days=(today.weekday() - value) % 7))
        elif sign == "m":
            days += _of_whole_month(value, today)
    return list(dict.fromkeys(days))
