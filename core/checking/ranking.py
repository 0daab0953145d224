"""Whether a sentence that says which of two figures is more has them so. Pure.

"Fewer tokens on A (22) than on B (10)" contradicts itself, whatever the paper says, and so does
what "falls from 65.3 to 68.9".
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
# "It lowers F1 on Lake from 68.9 to 65.3", 从 68.9 跌至 65.3: which way a value itself is said to
# go, whatever is wanted.
_DOWN = r"lower|reduc|cut|decreas|drop|fall|fell\b|declin|shr[iau]nk|diminish"
_UP = r"rais|increas|lift|rise|rose\b|gr[oe]w|climb"
_MOVES = re.compile(
    rf"\b(?:({_UP})|({_DOWN}))[a-z]*\s(?:(?!(?:when|as|while|if|after|by|than|to|not|no)\b"
    rf"|{_UP}|{_DOWN}|[a-z]+ing\b)[^\s,;:()]+\s){{,8}}from\s(?:an?\s|about\s|~)?$",
    re.IGNORECASE,
)
_TO = re.compile(r"[^\d,;:.()]{,16}\s(?:(?:down|up)\s)?to\s(?:only\s|just\s|about\s|~)?")
_CHINESE_FROM = re.compile(r"[从由自]\s?(?:约|的|[^，。；：\d]{1,12}的)?\s?$")
_CHINESE_TO = re.compile(
    r"[^，。；;,：\d]{,8}?(?:((?<!提)升|[增涨])|([降跌减落]))(?:[低高少加大长落]{1,2})?[至到为成]了?\s?(?:仅|约)?\s?"
)
_REACH, _FROM = 90, 16


def hold_against_ranking(text: str, readings: Sequence[Reading]) -> None:
    """Doubt two figures of a plain sentence of which it says that the lesser is the greater."""
    for one, other in pairwise(readings):
        first, last = one.quantity, other.quantity
        if first.unit != last.unit or has_decimals(first) != has_decimals(last):
            continue
        if not (one.best and other.best):
            continue
        way = _moved(text, first, last)
        if one.figure != other.figure:
            way = way or _way(text, first, last)
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


def _moved(text: str, first: Quantity, last: Quantity) -> int:
    """Which of two figures is more by the word for a change that leads from one to the other."""
    moves = _MOVES.search(text, max(0, first.start - _REACH), first.start)
    if moves is not None and _TO.fullmatch(text, first.end, last.start):
        return -1 if moves[1] else 1
    moves = _CHINESE_TO.fullmatch(text, first.end, last.start)
    if moves is not None and _CHINESE_FROM.search(text, max(0, first.start - _FROM), first.start):
        return -1 if moves[1] else 1
    return 0
