"""Where a sentence names what something is compared with: "Heron" in "beats Heron". Pure."""

# Chinese is read here: words that compare.
# Tested in tests/core/checking/words/test_comparisons.py.

from __future__ import annotations

import re
from collections.abc import Iterable

_OBJECT = re.compile(
    r"(?:\b(?:than|(?<!^)(?:above|below|over|against|behind)|versus|vs\.?|ahead of"
    r"|compared (?:to|with)|(?:dis)?agree(?:s|d|ment)?\swith|(?:differ|diverg|deviat)\w*\sfrom"
    r"|(?:relative|close|equal|similar|next|superior|inferior) to)\s"
    r"(?:the\s|that of\s)?[\sA-Za-z0-9._+-]{,16}"
    r"|\bthan\s(?:(?!(?:on|in|at|for|by)\b)[a-z]+\s){,5}"
    r"|\b(?:beat|outperform|surpass|exceed|lead|trail|lag|outdo|outscor|top[ps]|edg\w+ out)\w*\s"
    r"[^,;.()]{,48}"
    r"|\b(?:short|behind|ahead) of\s[^,;.()]{,24}"
    r"|\bimprov\w+\s(?:on|upon|over)\s[^,;.()]{,24}"
    r"|\b(?:times|twice|half|thirds?|quarters?|fifths?|tenths?|\d[\d.]{,5}x|%)\s(?:of\s)?"
    r"(?:as\s[a-z]+\sas|that\sof|those\sof)\s(?:the\s)?"
    r"|\b(?:twice|half|thirds?|quarters?|fifths?|tenths?)\s(?:of\s)?the\s[a-z]{3,16}\s(?:time\s)?of\s(?:the\s)?"
    # Not the nouns: 信噪比, 压缩比, 百分比, 比例.
    r"|(?:(?<!信噪)(?<!压缩)(?<!性价)(?<!百分)(?<!占)比(?![例赛特率重值])|超[过出]了?|超越|[优高低快慢强弱差好逊多少大小长短]于|逊色于|不[如及敌]|胜过|领先|落后于?"
    r"|相[比较]于?|相对于|(?<![比相])较(?![\u4e00-\u9fff])|[距离])[^，。；,;（(]{,30})$",
    re.IGNORECASE,
)
_IMPROVED = re.compile(r"\bimprov\w+\s(?:on|upon)\s(?:the\s)?$", re.IGNORECASE)
_LEVEL = re.compile(
    r"[\sA-Za-z0-9.-]{1,24}(?:的[^，。；,;\d]{,6})?(?:持平|相当|相近|接近|不相上下|相比|比较|相较)"
)
_WHERE = re.compile(r"(?:\b(?:on|in|at|for|by)\s(?:the\s)?|[在的])[A-Za-z\s]{,2}$")
# What only tells more of the other: 比引入预训练的 Heron.
_TOLD_MORE = re.compile(r"(?:比|相比于?|相较于?)[\u4e00-\u9fff]{1,20}的\s?[A-Za-z\s]{,2}$")
# "与 Heron 相比" says so behind it, and so do "在 Heron 的基础上" and "对 Heron 的优势".
_BESIDE = re.compile(
    r"[与和跟同]([^，。；,;与和跟同]{1,24}?)(?:相比|相较|比较|比起来)"
    r"|在([^，。；,;在]{1,24}?)的?基础上"
    r"|[对较]([^，。；,;对较]{1,24}?)的(?:优势|领先)"
    r"|(?:[是为有仅达到约需]|相当于)\s?([A-Za-z][^，。；,;的\d]{,24}?)\s?的\s?(?=[\d一两二三四五六七八九十半])"
)
_REACH = 60
# Words of a gap that lies between two things, none of which is the other's measure.
_BETWEEN = re.compile(
    r"\b(?:gap|differen(?:ce|tial)|margin|distance|spread)s?\s[^,;.\d]{,40}?\bbetween\b"
    r"|\bdiffer(?:s|ed)?\sby\b|\bapart\b|相差|之间[^，。；]{,12}差|[和与跟同][^，。；]{,60}?的?(?:差距|差异|差值|之差)",
    re.IGNORECASE,
)


def compared(text: str, starts: Iterable[int]) -> frozenset[int]:
    """Those of the places in a plain text that stand behind a word that compares, or before one
    that says that two are level; not those behind where it holds."""
    found: set[int] = set()
    beside = [each.span(each.lastindex or 0) for each in _BESIDE.finditer(text)]
    for start in starts:
        if any(begin <= start < end for begin, end in beside):
            found.add(start)
            continue
        before = max(0, start - _REACH)
        is_where = _WHERE.search(text, before, start) is not None
        more = _IMPROVED.search(text, before, start) or _TOLD_MORE.search(text, before, start)
        if is_where and not more:
            continue
        if _OBJECT.search(text, before, start) or _LEVEL.match(text, start):
            found.add(start)
    return frozenset(found)


def is_between(text: str) -> bool:
    """Whether a plain text tells a gap between two things without saying which has more."""
    return _BETWEEN.search(text) is not None
