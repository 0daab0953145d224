"""What an endpoint's refusal means, told from its status and its own words. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from core.llm.refusal_words import PARAMETERS, ROWS, Kind

__all__ = ["Kind", "Refusal", "refusal_of", "seconds_asked", "words_of"]

# Characters of an endpoint's words that are looked at, and that are told.
LOOKED_AT, TOLD = 4_000, 300
# Seconds; a longer wait that an endpoint names is taken for this one.
LONGEST_NAMED = 24 * 3600.0
_PAUSING = frozenset({Kind.RATE, Kind.TOKEN_RATE, Kind.CONCURRENCY, Kind.QUOTA, Kind.OVERLOADED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One refusal. `said` is the endpoint's own words, short.

    `names` are the parameters it speaks of; `limit` the tokens it allows, for an answer or in all; `per_minute` the
    requests or tokens a minute, or the calls at once; `after` the seconds it asks to be left alone. Each is None or
    empty where it does not say.
    """

    kind: Kind
    status: int
    said: str = ""
    names: tuple[str, ...] = ()
    limit: int | None = None
    per_minute: int | None = None
    after: float | None = None


def refusal_of(status: int, headers: Mapping[str, str], body: str) -> Refusal:
    """What that response means. `headers` are by lower-case name."""
    said = words_of(body)
    text = said.casefold()
    kind = next((row.kind for row in ROWS if row.fits(status, text)), None) or _by_status(status)
    return Refusal(
        kind=kind,
        status=status,
        said=said[:TOLD],
        names=_names(text) if kind is Kind.PARAMETER else (),
        limit=_limit(kind, text),
        per_minute=_per_minute(kind, text),
        after=seconds_asked(headers, body) if kind in _PAUSING else None,
    )


def words_of(body: str) -> str:
    """The words for people in an error's body; of a page its title, of anything else its beginning."""
    body = body.strip()[: 4 * LOOKED_AT]
    if body.startswith(("{", "[", '"')):
        found = list(_words(_json(body)))
        if found:
            return _one_line(" ".join(dict.fromkeys(found)))
    if title := re.search(r"<title[^>]{0,200}>([^<]{1,300})", body, re.IGNORECASE):
        return _one_line(title[1])
    return _one_line(re.sub(r"<[^<>]{0,500}>", " ", body))


def seconds_asked(headers: Mapping[str, str], body: str) -> float | None:
    """How long the endpoint asks to be left alone, by its headers, else by its words; None where neither says."""
    wait = _by_header(headers)
    if wait is None:
        wait = next(
            (_seconds(found[1]) for pattern in _WAITS if (found := pattern.search(body[: 4 * LOOKED_AT]))), None
        )
    return wait if wait is None else min(max(wait, 0.0), LONGEST_NAMED)


def _by_status(status: int) -> Kind:
    """What the status alone says."""
    if status in (408, 504, 522, 524):
        return Kind.TIMEOUT
    if status in (404, 405, 410) or 300 <= status < 400:
        return Kind.ADDRESS
    if status == 403:
        return Kind.FORBIDDEN
    if status >= 500 or status in (409, 425) or status < 300:
        return Kind.OVERLOADED  # also an error that calls itself a success, in words nobody knows: it may pass
    return Kind.OTHER


def _names(text: str) -> tuple[str, ...]:
    """The parameters that the words name, in their order. What is to be used instead is named last."""
    places = [(found.start(), name) for name in PARAMETERS if (found := re.search(rf"\b{name}\b", text))]
    return tuple(name for _, name in sorted(places))


# Not words for people, and long enough to hide them.
_IDENTIFIERS = frozenset(("id", "request_id", "requestid", "trace_id", "traceid", "created", "user_id", "@type"))
# What OpenAI calls a refusal of any kind, and so do all who answer like it.
_NO_WORDS = frozenset(("invalid_request_error", "error", "null", "none"))
_LEADING = ("error", "message", "msg", "detail", "code", "type", "param", "status")


def _words(content: object) -> Iterator[str]:
    """The texts in an error, messages first. An error of an error is told inside a text of it."""
    match content:
        case str():
            inner = _json(content) if content.strip().startswith("{") else None
            if inner:
                yield from _words(inner)
            elif content.casefold() not in _NO_WORDS:
                yield content
        case bool() | None:
            return
        case int() | float():
            yield str(content)
        case list():
            for each in content[:10]:
                yield from _words(each)
        case dict():
            leading = [key for key in _LEADING if key in content]
            others = [key for key in content if key not in leading and str(key).casefold() not in _IDENTIFIERS]
            for key in (*leading, *others):
                yield from _words(content[key])


def _json(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _one_line(text: str) -> str:
    return " ".join(text[: 2 * LOOKED_AT].split())[:LOOKED_AT]


def _by_header(headers: Mapping[str, str]) -> float | None:
    after = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", after):
        return float(after)
    if after:
        return _until(after, headers.get("date", ""))
    if re.fullmatch(r"\d{1,10}", milliseconds := headers.get("retry-after-ms", "").strip()):
        return int(milliseconds) / 1000
    return None


def _until(after: str, now: str) -> float | None:
    """Seconds between two HTTP dates; None when one is no date or has no zone."""
    try:
        return (parsedate_to_datetime(after) - parsedate_to_datetime(now)).total_seconds()
    except (ValueError, TypeError):
        return None


_SPAN = (
    r"((?:\d+(?:\.\d+)?\s*(?:milliseconds?|minutes?|mins?|hours?|seconds?|secs?|ms|[hms]|毫秒|小时|分钟|秒)?\s*){1,3})"
)
_WAITS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf'"retry_?(?:delay|after|in)"\s*:\s*"?{_SPAN}',
        rf"(?:retry|try again|wait)\s+(?:in|after|for)\s+(?:about\s+)?{_SPAN}",
        rf"{_SPAN}(?:之?后|再试)",
    )
)
_PIECE = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z\u4e00-\u9fff]*)", re.IGNORECASE)
_UNITS = {"ms": 0.001, "mil": 0.001, "毫秒": 0.001, "h": 3600.0, "小时": 3600.0, "m": 60.0, "分钟": 60.0}


def _seconds(text: str) -> float:
    """The span of time in words like `17s`, `6m0s`, `250ms`, `1 minute`, `30 秒`."""
    return sum(float(amount) * _unit(unit.casefold()) for amount, unit in _PIECE.findall(text))


def _unit(unit: str) -> float:
    return next((seconds for name, seconds in _UNITS.items() if unit.startswith(name)), 1.0)


_AMOUNT = r"(\d[\d,_]{0,9})"
_BOUND = (
    r"(?:less than(?: or equal to)?|exceed|no more than|at most|up to|<=|≤|maximum(?: value| allowed)?(?: is| of)?:?"
    r"|between \d+ and|must be|不超过|不能超过|不得超过|不能大于|最大(?:值)?(?:为)?|小于等于|超过)"
)
_LIMITS = {
    Kind.OUTPUT: (
        rf"can only afford {_AMOUNT}",
        rf"\[\s*\d+\s*,\s*{_AMOUNT}\s*\]",
        rf"{_BOUND}\s*{_AMOUNT}",
        rf"(?:limit|maximum|max)\b\D{{0,40}}?{_AMOUNT}",
        rf"{_AMOUNT}\s*(?:output|completion) tokens",
    ),
    Kind.CONTEXT: (
        r"(?:context|input|prompt|model)[_ ](?:length|window|size|len)\w*\s*"
        rf"(?:\(n_ctx\s*=|\(|is|of|=|:)?\s*(?:only\s*)?{_AMOUNT}",
        rf"\[\s*\d+\s*,\s*{_AMOUNT}\s*\]",
        rf">\s*{_AMOUNT}\s*max",
        rf"(?:limit|maximum|max_model_len|n_ctx)\b\D{{0,40}}?{_AMOUNT}",
        rf"{_BOUND}\D{{0,12}}?{_AMOUNT}",
        rf"(?:context|上限|最大|上下文)\D{{0,40}}?{_AMOUNT}",
    ),
}


def _limit(kind: Kind, text: str) -> int | None:
    """The limit of tokens that the words name."""
    return _first_amount(_LIMITS.get(kind, ()), text)


_PACES = (
    r"(?:rpm|tpm|concurrency)\)?\s*(?:limit)?\s*(?:of|:|is|=)?\s*" + _AMOUNT,
    r"limit(?:ed)?\s*(?:of|to|:|is|=)?\s*" + _AMOUNT,
    _AMOUNT + r"\s*(?:requests?|calls?|tokens?|req)\s*(?:per|/|a|every|in)\s*(?:1\s*|one\s*|60\s*)?(?:min|s)",
    r"(?:每分钟|最多|上限(?:为)?|并发(?:数)?(?:上限)?(?:为)?)\D{0,8}" + _AMOUNT,
)


def _per_minute(kind: Kind, text: str) -> int | None:
    """How many requests, tokens or calls at once the words allow. A pace by the second is met by waiting."""
    if kind not in (Kind.RATE, Kind.TOKEN_RATE, Kind.CONCURRENCY) or re.search(r"per[_ ]?second|\bqps\b|每秒", text):
        return None
    return _first_amount(_PACES, text)


def _first_amount(patterns: Iterable[str], text: str) -> int | None:
    for pattern in patterns:
        if found := re.search(pattern, text):
            amount = int(re.sub(r"\D", "", found[1]))
            if amount > 0:
                return amount
    return None
