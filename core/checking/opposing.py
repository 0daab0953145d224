"""Where a sentence names what something is compared with: "Heron" in "beats Heron". Pure."""

# Chinese is read here: words that compare.
# Tested in tests/core/checking/test_opposing.py.

from __future__ import annotations

import re
from collections.abc import Iterable

_OBJECT = re.compile(
    r"(?:\b(?:than|(?<!^)(?:above|below|over|against|behind)|versus|vs\.?|ahead of"
    r"|compared (?:to|with)"
    r"|(?:relative|close|equal|similar|next|superior|inferior) to)\s"
    r"(?:the\s|that of\s)?[\sA-Za-z0-9._+-]{,16}"
    r"|\bthan\s(?:(?!(?:on|in|at|for|by)\b)[a-z]+\s){,5}"
    r"|\b(?:beat|outperform|surpass|exceed|lead|trail)\w*\s[^,;.()]{,48}"
    r"|\bimprov\w+\s(?:on|upon|over)\s[^,;.()]{,24}"
    r"|(?:比|超过了?|超越|[优高低快慢]于|领先|落后于?|相比于?|相较于?|[距离])[^，。；,;（(]{,30})$",
    re.IGNORECASE,
)
_IMPROVED = re.compile(r"\bimprov\w+\s(?:on|upon)\s(?:the\s)?$", re.IGNORECASE)
_LEVEL = re.compile(
    r"[\sA-Za-z0-9.-]{1,24}(?:的[^，。；,;\d]{,6})?(?:持平|相当|相近|接近|不相上下|相比|比较|相较)"
)
_WHERE = re.compile(r"(?:\b(?:on|in|at|for|by)\s(?:the\s)?|[在的])[A-Za-z\s]{,2}$")
# What only tells more of the other: 比引入预训练的 Heron.
_TOLD_MORE = re.compile(r"(?:比|相比于?|相较于?)[\u4e00-\u9fff]{1,20}的\s?[A-Za-z\s]{,2}$")
# "与 Heron 相比" says so behind it.
_BESIDE = re.compile(r"[与和跟同]([^，。；,;与和跟同]{1,24}?)(?:相比|相较|比较|比起来)")
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
    beside = [each.span(1) for each in _BESIDE.finditer(text)]
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
