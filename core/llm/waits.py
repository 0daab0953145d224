"""How long an endpoint asks to be left alone, told from its headers and its own words. Pure."""

# Chinese is read here: what endpoints say.

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from core.llm.error_bodies import LOOKED_AT, words_of
from core.llm.simplified import simplified
from core.llm.spans import in_digits
from core.llm.tongues import AFTER, UNIT, UNITS, WITHIN

# Seconds; a longer wait that an endpoint names is taken for this one.
LONGEST_NAMED = 24 * 3600.0
# Seconds since 1970: a larger number is a moment, and no wait; a still larger one milliseconds.
MOMENT, MOMENT_IN_MILLISECONDS = 1e9, 1e11
_MILLISECONDS_AFTER = ("retry-after-ms", "x-retry-after-ms", "x-ms-retry-after-ms")
_AFTER = (
    "retry-after", "x-retry-after", "x-ratelimit-retry-after", "ratelimit-retry-after",
    "msh-cooldown-seconds",
)  # fmt: skip
_RESET = re.compile(r"[\w-]{0,30}rate-?limit-(?:[\w-]{0,30}-)?reset(?:-[\w-]{1,40})?")
# RateLimit as two drafts of the IETF have it: `limit=10, remaining=0, reset=42`, `"day";r=0;t=42`.
_STRUCTURED = re.compile(r"\b(?:remaining|r)=0\b[^,]{0,80}[,;]\s?(?:reset|t)=(\d{1,9})\b")


def seconds_asked(headers: Mapping[str, str], body: str) -> float | None:
    """How many seconds the endpoint asks to be left alone; None where it does not say.

    It says so by Retry-After, else in its words, else by when it begins to count anew.
    """
    date = headers.get("date", "")
    wait = _retry_after(headers, date)
    if wait is None:
        said = simplified(body[: 4 * LOOKED_AT] + "\n" + words_of(body))
        wait = _in_words(said, date)
    if wait is None:
        wait = _until_reset(headers, date)
    if wait is None:
        return None
    return min(max(wait, 0.0), LONGEST_NAMED)


def _retry_after(headers: Mapping[str, str], date: str) -> float | None:
    """Seconds by Retry-After, or a header like it."""
    for name in _MILLISECONDS_AFTER:
        milliseconds = headers.get(name, "").strip()
        if re.fullmatch(r"\d{1,10}(?:\.\d{1,9})?", milliseconds):
            return float(milliseconds) / 1000
    for name in _AFTER:
        wait = _wait(headers.get(name, ""), date)
        if wait is not None:
            return wait
    return None


def _wait(value: str, date: str) -> float | None:
    """Seconds by a header's value: a number, a span of time (also ISO 8601's, as `PT1M30S`), or a
    moment by the clock of the response's `date`; None for anything else."""
    value = value.strip().strip("\"'").strip()
    first = value.partition(",")[0].strip()  # a proxy may have put its own beside it
    if first[:1] in ("P", "p"):
        first = re.sub("[PT]", "", first, flags=re.IGNORECASE)
    seconds = _span(first)
    if seconds is None:
        return _between(date, value)
    until = _until(seconds, date) if seconds > MOMENT else None
    return seconds if until is None else until


def _between(now: str, then: str) -> float | None:
    """Seconds between two dates of HTTP or ISO 8601; None when one is no date or has no zone."""
    try:
        return (_moment(then) - _moment(now)).total_seconds()
    except (ValueError, OverflowError, TypeError):
        return None


def _moment(date: str) -> dt.datetime:
    """The moment; raises ValueError or TypeError for what is none."""
    if re.match(r"\d{4}-\d\d-\d\d[T ]", date):
        return dt.datetime.fromisoformat(re.sub(r"\s?(?:UTC|GMT)$", "Z", date))
    return parsedate_to_datetime(date)


def _until_reset(headers: Mapping[str, str], date: str) -> float | None:
    """Seconds until the endpoint counts anew what is used up; None where it does not say.

    The headers are X-RateLimit-Reset and others like it.
    """
    waits: list[float | None] = []
    for name, value in headers.items():
        left = headers.get(name.replace("reset", "remaining"), "0").strip()
        if _RESET.fullmatch(name) and left in ("0", "0.0"):
            wait = _wait(value, date)
            if wait is not None and name.endswith("-ms"):
                wait /= 1000
            waits.append(wait if wait is None or wait <= MOMENT else None)
    structured = _STRUCTURED.search(headers.get("ratelimit", "")[:400])
    if structured:
        waits.append(float(structured[1]))
    return max((wait for wait in waits if wait is not None), default=None)


def _until(moment: float, date: str) -> float | None:
    """Seconds from the response's date until that moment, which is counted from 1970 on.

    It is counted in seconds or milliseconds. None when the date is no date.
    """
    now = _between("Thu, 01 Jan 1970 00:00:00 GMT", date)
    if now is None:
        return None
    if moment > MOMENT_IN_MILLISECONDS:
        moment /= 1000
    return moment - now


_NUMBER = r"(?<!\d)\d{1,13}+(?>(?:\.\d{1,9}+)?)"
_UNIT = (
    r"(?:(?:milliseconds?|minutes?|mins?|hours?|hrs?|seconds?|secs?|days?|ms|[hmsd])(?![a-z])"
    r"|毫秒|个?小时|分钟?|天|秒)"
)
_SPAN = rf"({_NUMBER}\s?{_UNIT}?(?:\s?{_NUMBER}\s?{_UNIT}){{0,3}})(?![\d:/-])"
_VALUE = r"\\?['\"]\s?:\s?\\?['\"]?"  # behind a name in JSON, which may stand in a text of JSON
_ABOUT = r"(?:(?:about|at least|approximately|around|between)\s|[~≈])?"
_WAITS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"retry_?delay{_VALUE}\{{\s?\\?['\"]seconds{_VALUE}{_SPAN}",
        rf"(?:retry|resets?)[_-]?(?:delay|after|in)(?:_?(?:seconds?|secs?))?{_VALUE}{_SPAN}",
        rf"(?:wait|estimated|cool_?down)_?(?:seconds?|time|for){_VALUE}{_SPAN}",
        r"(?:retry|try again|come back|wait|available|allowed|resets?|resumes?)\s"
        rf"(?:your request\s)?(?:in|after|for)\s{_ABOUT}{_SPAN}",
        rf"wait:?\s{_ABOUT}{_SPAN}",
        rf"(?:retry[ -]after|cool-?down):\s?{_SPAN}",
        rf"(?<![\d.]){_SPAN}\s?(?:之?后|再试)",
        rf"({_NUMBER}\s?(?:{UNIT}|秒|分钟?))\s?{AFTER}",
        rf"\b{WITHIN}\s({_NUMBER}\s?{UNIT})",
        rf"(?:等待?(?:时间|时长)?|还需|冷却(?:时间)?)(?:\s?[:：为约]){{0,2}}\s?{_SPAN}",
    )
)
_MILLISECONDS = re.compile(
    rf"retry[_-]?(?:delay|after|in)[_-]?(?:ms|millis){_VALUE}({_NUMBER})", re.IGNORECASE
)
_AT = re.compile(rf"resets?(?:_?(?:at|time))?(?:{_VALUE}|\sat\s)(\d{{10,13}})\b", re.IGNORECASE)
_ISO = re.compile(
    rf"(?:retry|resets?|again|until|available)(?:_?(?:at|after|time))?(?:{_VALUE}|:?\s(?:at:?\s)?)"
    r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|\s?(?:UTC|GMT)|[+-]\d\d:?\d\d))",
    re.IGNORECASE,
)
_TOMORROW = re.compile(
    r"\b(?:again|retry|back|available|continue|resets?)\b.{0,20}\btomorrow\b"
    r"|\btomorrow\b.{0,20}\b(?:again|retry)\b"
    r"|(?P<chinese>(?:明[天日]|次日|第二天).{0,8}(?:试|来|恢复|重置|刷新|使用|继续))",
    re.IGNORECASE,
)
_BEIJING = dt.timezone(dt.timedelta(hours=8))
_PIECE = re.compile(rf"({_NUMBER})\s?([^\W\d_]*)")
# Beginnings of units, in seconds. The longer ones come first, for "m" begins "ms" too.
_UNITS = {
    "ms": 0.001,
    "mil": 0.001,
    "毫秒": 0.001,
    "d": 86400.0,
    "天": 86400.0,
    "h": 3600.0,
    "小时": 3600.0,
    "个小时": 3600.0,
    "m": 60.0,
    "分": 60.0,
    **UNITS,
}


def _in_words(said: str, date: str) -> float | None:
    """Seconds to wait by the endpoint's words, in simplified characters; None when they do not
    say."""
    said = in_digits(said)
    milliseconds = _MILLISECONDS.search(said)
    if milliseconds:
        return float(milliseconds[1]) / 1000
    for pattern in _WAITS:
        found = pattern.search(said)
        if found:
            return _seconds(found[1])
    moment = _AT.search(said)
    if moment:
        return _until(float(moment[1]), date)
    then = _ISO.search(said)
    if then:
        return _between(date, then[1])
    day = _TOMORROW.search(said)
    if day is None:
        return None
    return _until_tomorrow(date, _BEIJING if day["chinese"] else dt.UTC)


def _until_tomorrow(date: str, zone: dt.tzinfo) -> float:
    """Seconds from the response's date until the next day begins there; a day where it has none."""
    try:
        now = _moment(date).astimezone(zone)
    except (ValueError, OverflowError, TypeError):
        return LONGEST_NAMED
    begun = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return LONGEST_NAMED - (now - begun).total_seconds()


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
