"""How much an endpoint allows, told from its words in small letters. Pure."""

# Chinese is read here: what endpoints say.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from core.llm.kinds import Kind
from core.llm.tongues import AT_MOST, MOST

# With signs or blanks between thousands, or so many thousands: `32,768`, `32 768`, `3.2 万`, `8k`.
_AMOUNT = r"(\d{1,3}(?:[ \u202f.]\d{3})+(?!\d)|\d[\d,_]{0,9}(?:\.\d{1,3})?(?:\s?(?:[km]\b|万))?)"
# What a K is: 1024 would be too much for some.
_TIMES = {"k": 1_000, "m": 1_000_000, "万": 10_000}
_ALONE = rf"(?<![\w.-]){_AMOUNT}"  # no part of a name, such as a model's
# A smaller number in a refusal counts no tokens.
LEAST_COUNTED = 256
# A number and what was too much for it; and what both of them count then.
TWO = 2
_LETTERS = re.compile(r"maxlength|char|字符|字数|文字数|글자")
# MiniMax's number of an error, which stands behind its words.
_NUMBER_OF_ERROR = re.compile(r"(?<=invalid params)(.*)\(\d{4}\)\s*$")
_BOUND = (
    r"(?:(?:less|smaller|greater|larger|longer) than(?: or equal to)?|exceeds?"
    r"|at most|up to|limited to|<=|≤|maximum(?: value| allowed)?(?: is| of)?:?|between \d+ and"
    r"|more than|must be|不超过|不能超过|不得超过|不[能得]大于|最[大多](?:值|允许|支持|可设置)?为?"
    r"|上限(?:为)?|小于等于|超过|\d\s*[到至~～]|\b[01]\s*(?:[-–—]|\.{2,3}))"
)
# Not over "by": that tells how much it was too long.
_GAP = r"(?:(?!\bby\b)\D){0,40}?"
_RANGE = r"(?:\[|\((?!\d{1,3},\d{3}\)))\s*\d+\s*,\s*"  # `(9,500)` is one number
_LIMITS = {
    Kind.OUTPUT: (
        rf"can only afford {_AMOUNT}",
        rf"{_RANGE}{_AMOUNT}\s*[\])]",
        rf"{_BOUND}\s*[`'\"]?(?:max_\w{{0,20}}tokens\W)?{_AMOUNT}",
        rf"range is from \d+\D{{0,20}}to {_AMOUNT}",
        rf">\s*{_AMOUNT}",
        rf"(?:limit|maximum|max)\b\D{{0,40}}?{_AMOUNT}",
        rf"{_AMOUNT}\s*(?:output|completion) tokens",
        rf"{_AMOUNT}\s*(?:tokens?|토큰|トークン)?\s*{AT_MOST}",
        rf"{MOST}{_GAP}{_AMOUNT}",
    ),
    Kind.CONTEXT: (
        rf"(?:context|session)[_ ](?:window|len(?:gth)?|size)\s*(?:is|of|=|:)?\s*{_AMOUNT}",
        rf"max(?:imum)? (?:input tokens|length)\s*(?:is|of|=|:)?\s*{_AMOUNT}",
        rf"max_tokens\s*>\s*{_AMOUNT}",
        rf"n_ctx:\s*{_AMOUNT}",
        rf"{_AMOUNT}\s*(?:tokens?\s*)?(?:maximum|max) context",
        rf"(?:process|handle|accepts?) (?:only |up to |at most )?{_AMOUNT} tokens",
        rf"max(?:imum)? length of (?:the )?(?:current )?(?:prompt|input|question) is {_AMOUNT}",
        rf"\d\s*>\s*{_AMOUNT}",
        r"(?:context|input|prompt|model)[_ ](?:length|window|size|len)\w*\s*"
        rf"(?:\(n_ctx\s*=|\(|is|of|=|:)?\s*(?:only\s*)?{_AMOUNT}",
        rf"\bwindow (?:is|of)\s*(?:only\s*)?{_AMOUNT}",
        rf"{_RANGE}{_AMOUNT}\s*[\])]",
        rf">\s*{_AMOUNT}\s*max",
        r"(?:limit|maximum|max_model_len|max_seq_len|max_num_tokens|max(?:imum)? size|n_ctx)\b"
        rf"{_GAP}{_AMOUNT}",
        rf"{_BOUND}(?:(?!\bby\b)\D){{0,12}}?{_AMOUNT}",
        rf"(?:上限|最大|限制|不能超过){_GAP}{_AMOUNT}",
        rf"(?:context|上下文){_GAP}{_AMOUNT}",
        rf"{MOST}{_GAP}{_AMOUNT}",
    ),
}
_COUNTED = (
    rf"{_AMOUNT} (?:tokens )?(?:in|from|of) (?:the |your )?(?:messages|prompt|input)",
    rf"{_AMOUNT}\s*[`'\"]?(?:input|prompt|inputs)[`'\"]? tokens",
    rf"(?:input|prompt|request)(?:[ _](?:length|tokens))? \((?:length )?{_AMOUNT}(?: tokens)?\)",
    rf"(?<!max )(?:input|prompt) length {_AMOUNT}",
    rf"contains {_AMOUNT} (?:input )?tokens",
    rf"n_prompt_tokens:\s*{_AMOUNT}",
)
_PACES = (
    r"(?:rpm|tpm|concurrency|per minute)\)?\s*(?:limit)?\s*(?:of|:|is|=)?\s*" + _AMOUNT,
    r"limit(?:ed)?\s*(?:of|to|:|is|=)?\s*" + _AMOUNT,
    _AMOUNT
    + r"\s*(?:requests?|calls?|tokens?|req)\s*(?:per|/|a|every|in)"
    + r"\s*(?:1\s*|one\s*|60\s*)?(?:min|s)",
    r"(?:每分钟限?|最多(?:请求|调用|访问)?|上限为?|并发数?(?:上限)?为?)\s*[:：]?\s*"
    rf"{_AMOUNT}(?![\d,]|\s?(?:分|秒))",
)


def limit_in(kind: Kind, text: str) -> int | None:
    """How many tokens a refusal of that kind allows, for an answer or in all; None if unsaid.

    That is the first amount that other numbers in the text exceed, one of them or several together,
    for else it would not have been refused. Where there is none such, it is the first amount.
    """
    text = _NUMBER_OF_ERROR.sub(r"\1", text)
    found = list(_amounts(_LIMITS.get(kind, ()), text))
    if kind is Kind.CONTEXT:
        found = [each for each in found if each >= LEAST_COUNTED]
    numbers = [each for each in _amounts([_ALONE], text) if each >= LEAST_COUNTED]
    for amount in found:
        if sum(each for each in numbers if each != amount) > amount:
            return amount
    if found or kind is not Kind.CONTEXT or _LETTERS.search(text) or len(set(numbers)) != TWO:
        return found[0] if found else None
    return min(numbers)  # in whatever words: the other was too much


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
    """The first amount that the patterns find, in their order."""
    return next(_amounts(patterns, text), None)


def _amounts(patterns: Iterable[str], text: str) -> Iterator[int]:
    """Every amount above zero that the patterns find, in their order."""
    for pattern in patterns:
        for found in re.finditer(pattern, text):
            digits = re.sub(r"[^\d.]", "", found[1]).rstrip(".")
            if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", found[1]):  # as Germans write thousands
                digits = digits.replace(".", "")
            amount = int(float(digits) * _TIMES.get(found[1][-1], 1))
            if amount > 0:
                yield amount
