"""Days as people name them. Pure."""

# Chinese is read here: dates as people type them.

from __future__ import annotations

import datetime as dt
import re

from bot.chat.words.tidying import HALF_WIDTH as _HALF_WIDTH
from core.errors import DateInFuture, DateInvalid

_WORDS = {
    "today": 0, "今天": 0, "今日": 0,
    "yesterday": 1, "昨天": 1, "昨日": 1,
    "前天": 2, "前日": 2,
}  # fmt: skip
_FULL = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")
_SHORT = re.compile(r"(\d{1,2})[-/.月](\d{1,2})日?")
_AGO = re.compile(r"-(\d{1,3})")


def parse_date(text: str, today: dt.date) -> dt.date:
    """The date meant by `2026-02-05`, `02-05` (the latest such day), `2月5日`, `昨天` or `-1`.

    Raises DateInvalid, and DateInFuture for a day after `today` (the chat's own day).
    """
    word = text.strip().casefold().translate(_HALF_WIDTH)
    if word in _WORDS:
        return today - dt.timedelta(days=_WORDS[word])
    if ago := _AGO.fullmatch(word):
        return today - dt.timedelta(days=int(ago[1]))
    try:
        date = _calendar_date(word, today)
    except ValueError:
        raise DateInvalid(text) from None
    if date > today:
        raise DateInFuture(date, None)
    return date


def _calendar_date(word: str, today: dt.date) -> dt.date:
    """The date; ValueError when it is none."""
    if full := _FULL.fullmatch(word):
        return dt.date(*map(int, full.groups()))
    short = _SHORT.fullmatch(word)
    if not short:
        raise ValueError
    month, day = map(int, short.groups())
    # The 29th of February may lie up to eight years back (1900 and 2100 are not leap years).
    for year in range(today.year, today.year - 9, -1):
        try:
            date = dt.date(year, month, day)
        except ValueError:
            continue
        if date <= today:
            return date
    raise ValueError
