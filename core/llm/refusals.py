"""What an endpoint's refusal means, told from its status and its own words. Pure."""

# Chinese is read here: what endpoints say.

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime

from core.llm.loose_json import NotJson, read_value
from core.llm.refusal_words import PARAMETERS, ROWS, Kind, named

__all__ = ["Kind", "Refusal", "refusal_of", "seconds_asked", "words_of"]

# Characters of an endpoint's words that are looked at, and that are told.
LOOKED_AT, TOLD = 4_000, 300
# Seconds; a longer wait that an endpoint names is taken for this one.
LONGEST_NAMED = 24 * 3600.0
_PAUSING = frozenset({Kind.RATE, Kind.TOKEN_RATE, Kind.CONCURRENCY, Kind.QUOTA, Kind.OVERLOADED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One refusal. `said` is the endpoint's own words, short.

    `names` are the parameters it speaks of; `limit` the tokens it allows, for an answer or in all;
    `counted` those it counts in what was to be read; `per_minute` the requests or tokens a minute,
    or the calls at once; `after` the seconds it asks to be left alone. Each is None or empty where
    it does not say.
    """

    kind: Kind
    status: int
    said: str = ""
    names: tuple[str, ...] = ()
    limit: int | None = None
    counted: int | None = None
    per_minute: int | None = None
    after: float | None = None


def refusal_of(status: int, headers: Mapping[str, str], body: str) -> Refusal:
    """What that response means. `headers` are by lower-case name."""
    said = words_of(body)
    text = said.casefold()
    told = words_of(body, codes=False).casefold()
    kind = _kind_of(status, text)
    refusal = Refusal(
        kind=kind,
        status=status,
        said=said[:TOLD],
        limit=_first_amount(_LIMITS.get(kind, ()), told),
        per_minute=_per_minute(kind, told),
    )
    if kind is Kind.PARAMETER:
        return replace(refusal, names=_names(text))
    if kind is Kind.CONTEXT:
        return replace(refusal, counted=_first_amount(_COUNTED, told))
    if kind in _PAUSING:
        return replace(refusal, after=seconds_asked(headers, body))
    return refusal


def words_of(body: str, *, codes: bool = True) -> str:
    """The words for people in an error's body; of a page its title, of anything else its beginning.

    Without `codes` the error's number and kind are left out, so that another number can be found.
    """
    body = body.strip()[: 4 * LOOKED_AT]
    if body.startswith(("{", "[", '"')):
        found = [word for word, is_code in _words(_json(body)) if codes or not is_code]
        if found:
            return _one_line(" ".join(dict.fromkeys(found)))
    title = re.search(r"<title[^>]{0,200}>([^<]{1,300})", body, re.IGNORECASE)
    if title:
        return _one_line(title[1])
    return _one_line(re.sub(r"<[^<>]{0,500}>", " ", body))


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


def _kind_of(status: int, text: str) -> Kind:
    """What the refusal is about, by its words or else by its status."""
    for row in ROWS:
        if row.fits(status, text):
            return row.kind
    if status in (408, 504, 522, 524):
        return Kind.TIMEOUT
    if status in (404, 405, 410) or 300 <= status < 400:
        return Kind.ADDRESS
    if status in (403, 451):
        return Kind.FORBIDDEN
    if status == 420:
        return Kind.RATE
    # An error that calls itself a success, in unknown words, may pass as well.
    if status >= 500 or status in (409, 425, 498, 499) or status < 300:
        return Kind.OVERLOADED
    return Kind.OTHER


def _names(text: str) -> tuple[str, ...]:
    """The parameters that the words name, in their order; what to use instead is named last."""
    places: list[tuple[int, str]] = []
    for name in PARAMETERS:
        found = re.search(rf"\b{named(name)}\b", text)
        if found:
            places.append((found.start(), name))
    return tuple(name for _, name in sorted(places))


# What is under these keys is not for people, and long enough to hide the words that are.
_IDENTIFIERS = frozenset(
    ("id", "request_id", "requestid", "trace_id", "traceid", "created", "user_id", "@type")
)
# What OpenAI, and others after it, call a refusal of any kind.
_NO_WORDS = frozenset(("invalid_request_error", "error", "null", "none"))
# Here the endpoint repeats what it was sent: words of a paper, which may be about anything.
_ECHOES = frozenset((
    "input", "request", "body", "messages", "prompt", "failed_generation", "flagged_input",
    "content", "ctx",
))  # fmt: skip
_CODES = frozenset(("code", "type", "status", "status_code", "error_code", "http_code", "object"))
_LEADING = ("error", "message", "msg", "detail", "code", "type", "param", "status")
# Levels of errors within errors.
DEEPEST = 12


def _words(content: object, depth: int = 0, *, is_code: bool = False) -> Iterator[tuple[str, bool]]:
    """The texts in an error, messages first, each with whether it is a code.

    A text may hold another error as JSON.
    """
    if depth > DEEPEST or content is None or isinstance(content, bool):
        return
    if isinstance(content, str):
        inner = None
        if content.strip().startswith("{"):
            inner = _json(content)
        if inner:
            yield from _words(inner, depth + 1)
        elif content.casefold() not in _NO_WORDS:
            yield content, is_code
    elif isinstance(content, int | float):
        yield str(content), is_code
    elif isinstance(content, list):
        for each in content[:10]:
            yield from _words(each, depth + 1, is_code=is_code)
    elif isinstance(content, dict):
        keys = [key for key in _LEADING if key in content]
        for key in content:
            if key not in keys and str(key).casefold() not in _IDENTIFIERS | _ECHOES:
                keys.append(key)
        for key in keys:
            yield from _words(content[key], depth + 1, is_code=key in _CODES)


def _json(text: str) -> object:
    """What the text says as JSON, be it cut short; None where it is none."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    try:
        return read_value(text).value
    except NotJson:
        return None


def _one_line(text: str) -> str:
    return " ".join(text[: 2 * LOOKED_AT].split())[:LOOKED_AT]


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
    except (ValueError, TypeError):
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


_AMOUNT = r"(\d[\d,_]{0,9}(?:\s?k\b)?)"
THOUSAND = 1000  # what a K is: 1024 would be too much for some
_BOUND = (
    r"(?:(?:less|greater|larger|longer) than(?: or equal to)?|exceed|no more than|at most|up to"
    r"|<=|≤|maximum(?: value| allowed)?(?: is| of)?:?|between \d+ and|must be"
    r"|不超过|不能超过|不得超过|不能大于|最大(?:值)?(?:为)?|小于等于|超过)"
)
# Not over "by": that tells how much it was too long.
_GAP = r"(?:(?!\bby\b)\D){0,40}?"
_LIMITS = {
    Kind.OUTPUT: (
        rf"can only afford {_AMOUNT}",
        rf"\[\s*\d+\s*,\s*{_AMOUNT}\s*\]",
        rf"{_BOUND}\s*{_AMOUNT}",
        rf">\s*{_AMOUNT}",
        rf"(?:limit|maximum|max)\b\D{{0,40}}?{_AMOUNT}",
        rf"{_AMOUNT}\s*(?:output|completion) tokens",
    ),
    Kind.CONTEXT: (
        r"(?:context|input|prompt|model)[_ ](?:length|window|size|len)\w*\s*"
        rf"(?:\(n_ctx\s*=|\(|is|of|=|:)?\s*(?:only\s*)?{_AMOUNT}",
        rf"\bwindow (?:is|of)\s*(?:only\s*)?{_AMOUNT}",
        rf"\[\s*\d+\s*,\s*{_AMOUNT}\s*\]",
        rf">\s*{_AMOUNT}\s*max",
        rf"(?:limit|maximum|max_model_len|max_seq_len|max(?:imum)? size|n_ctx)\b{_GAP}{_AMOUNT}",
        rf"{_BOUND}\D{{0,12}}?{_AMOUNT}",
        rf"(?:context|上限|最大|上下文){_GAP}{_AMOUNT}",
    ),
}


_COUNTED = (
    rf"{_AMOUNT} (?:tokens )?(?:in|from|of) (?:the |your )?(?:messages|prompt|input)",
    rf"{_AMOUNT}\s*[`'\"]?(?:input|prompt|inputs)[`'\"]? tokens",
    rf"(?:input|prompt) \({_AMOUNT} tokens\)",
)


_PACES = (
    r"(?:rpm|tpm|concurrency|per minute)\)?\s*(?:limit)?\s*(?:of|:|is|=)?\s*" + _AMOUNT,
    r"limit(?:ed)?\s*(?:of|to|:|is|=)?\s*" + _AMOUNT,
    _AMOUNT
    + r"\s*(?:requests?|calls?|tokens?|req)\s*(?:per|/|a|every|in)"
    + r"\s*(?:1\s*|one\s*|60\s*)?(?:min|s)",
    r"(?:每分钟|最多|上限为?|并发数?(?:上限)?为?)\s*[:：]?\s*" + _AMOUNT,
)


def _per_minute(kind: Kind, text: str) -> int | None:
    """How many requests or tokens a minute, or calls at once, the words allow; None if unsaid.

    For a pace by the second it is enough to wait a little, so that is not read.
    """
    if kind not in (Kind.RATE, Kind.TOKEN_RATE, Kind.CONCURRENCY):
        return None
    if re.search(r"per[_ ]?second|\bqps\b|每秒", text):
        return None
    return _first_amount(_PACES, text)


def _first_amount(patterns: Iterable[str], text: str) -> int | None:
    """The first amount above zero that the patterns find, in their order."""
    for pattern in patterns:
        found = re.search(pattern, text)
        if found:
            amount = int(re.sub(r"\D", "", found[1]))
            if found[1].endswith("k"):
                amount *= THOUSAND
            if amount > 0:
                return amount
    return None
