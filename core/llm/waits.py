"""How long an endpoint asks to be left alone, told from its headers and its own words. Pure."""

# Chinese is read here: what endpoints say.

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from core.llm.error_bodies import LOOKED_AT, words_of

# Seconds; a longer wait that an endpoint names is taken for this one.
LONGEST_NAMED = 24 * 3600.0


def seconds_asked(headers: Mapping[str, str], body: str) -> float | None:
    """How many seconds the endpoint asks to be left alone; None where it does not say.

    It says so by Retry-After, else in its words, else by when it begins to count anew.
    """
    wait = _retry_after(headers)
    if wait is None:
        wait = _in_words(body[: 4 * LOOKED_AT] + "\n" + words_of(body))
    if wait is None:
        wait = _until_reset(headers)
    if wait is None:
        return None
    return min(max(wait, 0.0), LONGEST_NAMED)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds by Retry-After: a number, a span, or a date by the endpoint's own clock."""
    milliseconds = headers.get("retry-after-ms", "").strip()
    if re.fullmatch(r"\d{1,10}(?:\.\d{1,9})?", milliseconds):
        return float(milliseconds) / 1000
    after = headers.get("retry-after", "").strip()
    span = _span(after)
    if span is not None:
        return span
    return _between(headers.get("date", ""), after)


def _between(now: str, then: str) -> float | None:
    """Seconds between two HTTP dates; None when one is no date or has no zone."""
    try:
        return (parsedate_to_datetime(then) - parsedate_to_datetime(now)).total_seconds()
    except (ValueError, OverflowError, TypeError):
        return None


def _until_reset(headers: Mapping[str, str]) -> float | None:
    """Seconds until the endpoint counts anew what is used up; None where it does not say.

    The headers are X-RateLimit-Reset and others like it.
    """
    waits: list[float] = []
    for name, value in headers.items():
        found = re.fullmatch(r"(?:x-)?ratelimit-reset(-\w{1,20}|)", name)
        left = headers.get(name.replace("reset", "remaining"), "0").strip()
        if found is None or left not in ("0", "0.0"):
            continue
        seconds = _span(value.strip())
        if seconds is not None and seconds > LONGEST_NAMED:
            seconds = _until(seconds, headers.get("date", ""))
        if seconds is not None:
            waits.append(seconds)
    return max(waits, default=None)


def _until(moment: float, date: str) -> float | None:
    """Seconds from the response's date until that moment, which is counted from 1970 on.

    It is counted in seconds or milliseconds. None when the date is no date.
    """
    now = _between("Thu, 01 Jan 1970 00:00:00 GMT", date)
    if now is None:
        return None
    if moment > 1e11:
        moment /= 1000
    return moment - now


_NUMBER = r"(?<!\d)\d{1,13}+(?>(?:\.\d{1,9}+)?)"
_UNIT = (
    r"(?:milliseconds?|minutes?|mins?|hours?|hrs?|seconds?|secs?|days?|ms|[hmsd]"
    r"|毫秒|小时|分钟|天|秒)"
)
_SPAN = rf"({_NUMBER}\s?{_UNIT}?(?:\s?{_NUMBER}\s?{_UNIT}){{0,3}})(?![\d:/-])"
_WAITS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"retry_?(?:delay|after|in)(?:_?(?:seconds?|secs?))?\\?['\"]\s?:\s?\\?['\"]?{_SPAN}",
        r"(?:retry|try again|wait|available|resets?)\s(?:in|after|for)\s"
        rf"(?:about\s|at least\s)?{_SPAN}",
        rf"wait\s(?:about\s|at least\s)?{_SPAN}",
        rf"(?<![\d.]){_SPAN}\s?(?:之?后|再试)",
    )
)
_MILLISECONDS = re.compile(
    rf"retry_?(?:delay|after|in)_?(?:ms|millis)\\?['\"]\s?:\s?\\?['\"]?({_NUMBER})", re.IGNORECASE
)
_PIECE = re.compile(rf"({_NUMBER})\s?([a-z\u4e00-\u9fff]*)", re.IGNORECASE)
# Beginnings of units, in seconds. The longer ones come first, for "m" begins "ms" too.
_UNITS = {
    "ms": 0.001,
    "mil": 0.001,
    "毫秒": 0.001,
    "d": 86400.0,
    "天": 86400.0,
    "h": 3600.0,
    "小时": 3600.0,
    "m": 60.0,
    "分钟": 60.0,
}


def _in_words(body: str) -> float | None:
    """Seconds to wait by the endpoint's words; None when they do not say."""
    milliseconds = _MILLISECONDS.search(body)
    if milliseconds:
        return float(milliseconds[1]) / 1000
    for pattern in _WAITS:
        found = pattern.search(body)
        if found:
            return _seconds(found[1])
    return None


def _span(text: str) -> float | None:
    """Seconds of a text that is a span of time and nothing else, such as `20`, `20s` or `6m0s`."""
    return _seconds(text) if re.fullmatch(_SPAN, text, re.IGNORECASE) else None


def _seconds(text: str) -> float:
    """The span of time in words like `17s`, `6m0s`, `250ms`, `1 minute`, `30 秒`."""
    return sum(float(amount) * _unit(unit.casefold()) for amount, unit in _PIECE.findall(text))


def _unit(unit: str) -> float:
    """How many seconds the unit is; an unknown one is a second."""
    for beginning, seconds in _UNITS.items():
        if unit.startswith(beginning):
            return seconds
    return 1.0
