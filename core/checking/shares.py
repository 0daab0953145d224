"""Whether a part, the whole and the percentage that a sentence gives agree. Pure.

"1,127 of the 1,320 responses, that is 79 %" contradicts itself, and so does "7 classes, of which 13
are tested", whatever the paper says.
"""

# Chinese is read here: words between parts and wholes.
# Tested in tests/core/checking/test_shares.py.

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from core.checking import units
from core.checking.comparing import follows, has_decimals
from core.checking.evidence import Evidence
from core.checking.quantity import Quantity
from core.checking.reading import By, Reading, Reason
from core.models import Finding

_OF = re.compile(
    r"\s?(?:out )?of (?:the |all |its |our |these )?|/"
    r"|\s?[\u4e00-\u9fff]?[^，。；、,;\d]{,6}[中里]的?有?\s?",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"(?:[^(（.;,，。；]{,48})"
    r"(?:[(（]|,\s?(?:that is|i\.e\.,?|or|which is|a\s(?:share|rate|coverage)\sof)\s?"
    r"|,\s(?=about|around|roughly|some\s)|，?\s?(?:即|也就是|占比?)|，(?=约))"
    r"\s?(?:about|around|roughly|some|约|约占)?\s?",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(
    r"[^.;。；\d]{,24}(?:\bof (?:which|them|these)\s(?:only\s)?|其中(?:有|仅|只有|的)?\s?)",
    re.IGNORECASE,
)
_OUT_OF = re.compile(r"\s(?:out of|of the|of all)\s(?:the\s)?", re.IGNORECASE)
# How many rows of a table a writer counts.
_COUNTED_BY_HAND = 20
_OF_PLACE = (Reason.OTHER_PLACE, Reason.EXCHANGED)


def hold_against_shares(text: str, readings: Sequence[Reading], evidence: Evidence) -> None:
    """Doubt a percentage that is not a part's of its whole, and clear the three where it is; doubt
    parts that are greater than their whole."""
    for one, other in pairwise(readings):
        if not (_counts(one.quantity) and _counts(other.quantity)):
            continue
        between = text[one.quantity.end : other.quantity.start]
        if _OF.fullmatch(between):
            _leave_counts_open(one, other)
        if _OUT_OF.fullmatch(between) and one.quantity.value > other.quantity.value:
            one.doubt(Reason.EXCHANGED, By.SHARES)
            other.doubt(Reason.EXCHANGED, By.SHARES)
        is_part = _OF_WHICH.fullmatch(between) and one.best and other.best
        too_many = is_part and other.quantity.value > one.quantity.value
        if too_many and _same_counter(text, one.quantity, other.quantity):
            one.doubt(Reason.EXCHANGED, By.SHARES)
            other.doubt(Reason.EXCHANGED, By.SHARES)
    for one, other, share in zip(readings, readings[1:], readings[2:], strict=False):
        _hold(text, one, other, share, evidence)


def _leave_counts_open(one: Reading, other: Reading) -> None:
    """Leave "6 of the 7 tasks" open where that stands nowhere: the writer counts them himself."""
    if max(one.quantity.value, other.quantity.value) > _COUNTED_BY_HAND:
        return
    for reading in (one, other):
        if reading.finding is Finding.MISSING and reading.reason is Reason.NOT_THERE:
            reading.finding = Finding.OPEN


def _hold(text: str, one: Reading, other: Reading, share: Reading, evidence: Evidence) -> None:
    if share.quantity.unit != units.PERCENT:
        return
    if not (_counts(one.quantity) and _counts(other.quantity) and one.best and other.best):
        return
    part, whole = sorted((one.quantity, other.quantity), key=lambda each: each.value)
    of_whole = _OF.fullmatch(text, one.quantity.end, other.quantity.start)
    given = _GIVEN.fullmatch(text, other.quantity.end, share.quantity.start)
    if of_whole is None or given is None:
        return
    if not follows(share.quantity, part, whole, of_shares=True):
        elsewhere = any(mention.quantity.unit == units.PERCENT for _, mention in share.best)
        if not elsewhere or _is_told(one, other, share, evidence):
            share.doubt(Reason.OTHER_PLACE, By.SHARES)
        else:
            share.leave_open(Reason.OTHER_PLACE)
        return
    for reading in (one, other, share):
        if reading.finding is Finding.MISSING and reading.best and reading.reason in _OF_PLACE:
            reading.finding, reading.reason = Finding.FOUND, None


def _is_told(one: Reading, other: Reading, share: Reading, evidence: Evidence) -> bool:
    """Whether a sentence of the paper has both numbers and the share that one is of the other."""
    part, whole = sorted((one.quantity, other.quantity), key=lambda each: each.value)
    ratio = 100 * part.value / whole.value
    places = {at.place for _, at in one.best} & {at.place for _, at in other.best}
    return any(
        each.quantity.unit == units.PERCENT
        and abs(each.quantity.value - ratio) <= each.quantity.step
        and each.quantity.value != share.quantity.value
        for place in places
        for each in evidence.mentions_of(place)
    )


def _counts(quantity: Quantity) -> bool:
    is_size = quantity.number != quantity.value
    return not (quantity.unit or is_size or has_decimals(quantity))


def _same_counter(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether both have the same word for pieces behind them; English has none."""
    behind, other_behind = text[one.end : one.end + 2], text[other.end : other.end + 2]
    return behind.isascii() or behind.strip()[:1] == other_behind.strip()[:1]
