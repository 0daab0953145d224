"""How much an endpoint allows, told from its words in small letters. Pure."""

# Chinese is read here: what endpoints say.

from __future__ import annotations

import re
from collections.abc import Iterable

from core.llm.refusal_words import Kind

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


def limit_in(kind: Kind, text: str) -> int | None:
    """How many tokens a refusal of that kind allows, for an answer or in all; None if unsaid."""
    return _first_amount(_LIMITS.get(kind, ()), text)


def counted_in(text: str) -> int | None:
    """How many tokens the words count in what was to be read; None if unsaid."""
    return _first_amount(_COUNTED, text)


def pace_in(kind: Kind, text: str) -> int | None:
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
