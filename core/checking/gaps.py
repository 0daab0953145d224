"""Which figures of a sentence say by how much one thing is above another. Pure."""

# Chinese is read here: words before gains.
# Tested in tests/core/checking/test_gaps.py.

from __future__ import annotations

import re
from collections.abc import Sequence

from core.checking import units
from core.checking.comparing import has_decimals
from core.checking.naming import alike
from core.checking.quantity import Quantity

_GAIN = re.compile(
    r"(?:\bby|[+＋]|提升了?|提高了?|高出?了?|低了?|多了?|少了?|领先了?|落后了?|下降了?|增加了?|减少了?)"
    r"\s?(?:about|约|近|超过)?\s?$"
)
_AHEAD = re.compile(r"%?\s(?:above|below|ahead|behind|over|higher|lower|more|less)\b")
_COMPARES = re.compile(
    r"beat|outperform|surpass|exceed|improv|increas|reduc|drop|rais|rise|gain|lower|higher|lead|better"
    r"|worse|fall|decreas|cut|grow|ahead|behind|trail|lag",
    re.IGNORECASE,
)
# What stands between the figures of a list.
_ALSO = re.compile(r"\s?%?(?:个?(?:百分)?点|分)?\s?(?:和|与|及|、|,|\band\b)\s?")
# What stands before a gap of which only the value is told: "3.5 points on A, but only 0.5 on B".
_BUT_ALSO = re.compile(r"(?:\bbut|\bonly|\band|\bjust|仅|只|则?为)\s?(?:by\s|only\s|just\s)?$")
_SMALL = 10
_OF_POINTS = (units.POINTS, units.SCORE)


def is_gain(text: str, figures: Sequence[Quantity], figure: Quantity) -> bool:
    """Whether a figure says by how much one thing is above another."""
    if figure.unit == units.POINTS or _AHEAD.match(text, figure.end):
        return True
    found = _GAIN.search(text, max(0, figure.start - 16), figure.start)
    if found is None:
        return _goes_on_from_gain(text, figures, figure)
    if not found[0].startswith("by"):
        return True
    return _COMPARES.search(text, 0, figure.start) is not None


def _goes_on_from_gain(text: str, figures: Sequence[Quantity], figure: Quantity) -> bool:
    """Whether a figure stands in a list behind a gain: "by 3.3 and 2.4"."""
    before = [each for each in figures if each.end <= figure.start]
    if not before:
        return False
    last = before[-1]
    if _ALSO.fullmatch(text, last.end, figure.start):
        return alike(last, figure) and is_gain(text, figures, last)
    if not (has_decimals(figure) and figure.value < _SMALL and not figure.unit):
        return False
    if not _BUT_ALSO.search(text, last.end, figure.start):
        return False
    return any(each.unit in _OF_POINTS and each.value < _SMALL for each in before)
