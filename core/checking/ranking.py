"""Whether a sentence that says which of two figures is more has them so. Pure.

"Fewer tokens on A (22) than on B (10)" contradicts itself, whatever the paper says.
"""

# Chinese is read here: words that rank.
# Tested in tests/core/checking/test_ranking.py.

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from core.checking.comparing import has_decimals
from core.checking.quantity import Quantity
from core.checking.reading import By, Reading, Reason
from core.models import Finding

# "More accurate" says nothing of an error that stands beside it.
_QUALITY = r"(?:more|less)\s[a-z]+(?:ate|ent|ant|ive|able|ible|ful|al|ous|ic|ed|ing|ust|act|ly)\b"
_LEADS = re.compile(
    rf"\b(?!{_QUALITY})(?:(?:more|higher|greater|larger|longer)"
    r"|(fewer|less|lower|smaller|shorter))\b(?!\s(?:than|or)\b)[^;:,()]{0,60}[(]?\s?"
    r"(?:at|with|of|by|about|only|just|~)?\s?$",
    re.IGNORECASE,
)
_THAN = re.compile(
    r"[^;:,.()]{0,24}[)]?\s(?:[^;:,.()]{1,24}\s)?than\s[^;:,()]{1,60}(?:[(]\s?|\s|'s\s)"
    r"(?:only\s|about\s|just\s|~)?",
    re.IGNORECASE,
)
_CHINESE_THAN = re.compile(
    r"[^，。；;,：（(]{0,6}[）)]?[，,]?\s?(?:要|都|也|却|均)?(?:比|较)[^，。；;,：）)]{1,30}[（(]?\s?(?:仅|约)?\s?"
)
_CHINESE_WAY = re.compile(
    r"[^，。；;,（(\d]{0,4}[）)]?\s?(?:的?[\u4e00-\u9fff]{0,4}?)(?:更|要|还|略|明显|稍|显著)?"
    r"(?:[多高大长]|([少低小短]))(?=[，。；;,.]|$)"
)
_REACH = 90


def hold_against_ranking(text: str, readings: Sequence[Reading]) -> None:
    """Doubt two figures of a plain sentence of which it says that the lesser is the greater."""
    for one, other in pairwise(readings):
        first, last = one.quantity, other.quantity
        if first.unit != last.unit or has_decimals(first) != has_decimals(last):
            continue
        if not (one.best and other.best):
            continue
        if one.figure == other.figure:
            continue
        way = _way(text, first, last)
        if way * (first.value - last.value) < 0:
            for reading in (one, other):
                if reading.finding is not Finding.DERIVED:
                    reading.doubt(Reason.DIRECTION, By.ORDER)


def _way(text: str, first: Quantity, last: Quantity) -> int:
    """Which of two figures is said to be more: 1 the first, -1 the second, 0 untold."""
    leads = _LEADS.search(text, max(0, first.start - _REACH), first.start)
    if leads is not None and _THAN.fullmatch(text, first.end, last.start):
        return -1 if leads[1] else 1
    if _CHINESE_THAN.fullmatch(text, first.end, last.start):
        told = _CHINESE_WAY.match(text, last.end)
        if told is not None:
            return -1 if told[1] else 1
    return 0
