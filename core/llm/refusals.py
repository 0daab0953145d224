"""What an endpoint's refusal means, told from its status and its own words. Pure."""

# Chinese is read here: what endpoints say.

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from core.llm.error_bodies import TOLD, words_of
from core.llm.refusal_words import PARAMETERS, ROWS, Kind, named
from core.llm.simplified import simplified
from core.llm.waits import seconds_asked

__all__ = ["TOLD", "Kind", "Refusal", "refusal_of"]

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
    text = simplified(said.casefold())
    told = simplified(words_of(body, codes=False).casefold())
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


_AMOUNT = r"(\d[\d,_]{0,9}(?:\s?k\b)?)"
THOUSAND = 1000  # what a K is: 1024 would be too much for some
_BOUND = (
    r"(?:(?:less|greater|larger|longer) than(?: or equal to)?|exceed|no more than|at most|up to"
    r"|<=|≤|maximum(?: value| allowed)?(?: is| of)?:?|between \d+ and|must be"
    r"|不超过|不能超过|不得超过|不[能得]大于|最大(?:值)?(?:为)?|上限(?:为)?|小于等于|超过"
    r"|\d\s*[到至~～]|在\s*\d+\s*[-–—])"
)
# Not over "by": that tells how much it was too long.
_GAP = r"(?:(?!\bby\b)\D){0,40}?"
_LIMITS = {
    Kind.OUTPUT: (
        rf"can only afford {_AMOUNT}",
        rf"[\[(]\s*\d+\s*,\s*{_AMOUNT}\s*[\])]",
        rf"{_BOUND}\s*[`'\"]?{_AMOUNT}",
        rf">\s*{_AMOUNT}",
        rf"(?:limit|maximum|max)\b\D{{0,40}}?{_AMOUNT}",
        rf"{_AMOUNT}\s*(?:output|completion) tokens",
    ),
    Kind.CONTEXT: (
        rf"(?:context|session)[_ ](?:window|len(?:gth)?|size)\s*(?:is|of|=|:)?\s*{_AMOUNT}",
        rf"max(?:imum)? (?:input tokens|length)\s*(?:is|of|=|:)?\s*{_AMOUNT}",
        rf"max_tokens\s*>\s*{_AMOUNT}",
        rf"n_ctx:\s*{_AMOUNT}",
        rf"{_AMOUNT}\s*(?:tokens?\s*)?(?:maximum|max) context",
        rf"\+\s*\d+\s*>\s*{_AMOUNT}",
        r"(?:context|input|prompt|model)[_ ](?:length|window|size|len)\w*\s*"
        rf"(?:\(n_ctx\s*=|\(|is|of|=|:)?\s*(?:only\s*)?{_AMOUNT}",
        rf"\bwindow (?:is|of)\s*(?:only\s*)?{_AMOUNT}",
        rf"[\[(]\s*\d+\s*,\s*{_AMOUNT}\s*[\])]",
        rf">\s*{_AMOUNT}\s*max",
        rf"(?:limit|maximum|max_model_len|max_seq_len|max(?:imum)? size|n_ctx)\b{_GAP}{_AMOUNT}",
        rf"{_BOUND}\D{{0,12}}?{_AMOUNT}",
        rf"(?:上限|最大|限制|不能超过){_GAP}{_AMOUNT}",
        rf"(?:context|上下文){_GAP}{_AMOUNT}",
    ),
}


_COUNTED = (
    rf"{_AMOUNT} (?:tokens )?(?:in|from|of) (?:the |your )?(?:messages|prompt|input)",
    rf"{_AMOUNT}\s*[`'\"]?(?:input|prompt|inputs)[`'\"]? tokens",
    rf"(?:input|prompt|request) \({_AMOUNT} tokens\)",
    rf"contains {_AMOUNT} (?:input )?tokens",
    rf"n_prompt_tokens:\s*{_AMOUNT}",
)


_PACES = (
    r"(?:rpm|tpm|concurrency|per minute)\)?\s*(?:limit)?\s*(?:of|:|is|=)?\s*" + _AMOUNT,
    r"limit(?:ed)?\s*(?:of|to|:|is|=)?\s*" + _AMOUNT,
    _AMOUNT
    + r"\s*(?:requests?|calls?|tokens?|req)\s*(?:per|/|a|every|in)"
    + r"\s*(?:1\s*|one\s*|60\s*)?(?:min|s)",
    r"(?:每分钟|最多(?:请求|调用|访问)?|上限为?|并发数?(?:上限)?为?)\s*[:：]?\s*"
    rf"{_AMOUNT}(?![\d,]|\s?(?:分|秒))",
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
