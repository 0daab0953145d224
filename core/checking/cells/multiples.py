"""Multiples and shares of two cells of a table that a sentence compares. Pure.

"Otter takes a third of Heron's time" and "twice as fast as Heron" are held against the two cells,
whichever of them is the larger: with times and speeds both ways are said.
"""

# Chinese is read here: words behind a thing of which something is a multiple.
# Tested in tests/core/checking/cells/test_multiples.py.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from core.checking.cells.compared import SAME, Pair, pairs
from core.checking.figures import units
from core.checking.figures.quantity import Quantity
from core.checking.figures.relations import has_decimals
from core.checking.naming.targets import Spoken
from core.checking.paper.evidence import Evidence
from core.checking.places.fitting import By, Reading, Reason, fit
from core.checking.places.support import written
from core.checking.words.roles import Role
from core.models import Finding

# A share of something else: "50 % of that of Heron", Heron 的 50%.
_SHARE_OF = re.compile(r"%?\sof\s(?:that|those)\sof\s")
_OF_ANOTHER = re.compile(
    r"(?:[是为有仅达到约需]|相当于)\s?[A-Za-z][^，。；,;的\d]{,24}?\s?的\s?(?:约|近)?\s?$"
)
# "3 times faster" may be four times as fast.
_MORE = re.compile(
    r"\s?(?:as\s)?(?:faster|slower|more|less|higher|lower|larger|smaller|longer|shorter|greater|fewer)\b",
    re.IGNORECASE,
)
_MORE_BEFORE = re.compile(r"[快慢多少高低大小长短]出?了?约?近?\s?$")
# How far a ratio may be off a multiple that it gives, and how far one must be that contradicts it:
# of whole multiples and words, and of such with decimals.
_CLOSE, _FAR = 0.12, 0.25
_CLOSE_EXACT, _FAR_EXACT = 0.02, 0.08
_TOLD = 0.35
_UNTOLD = 0.5
# From what part of the most said on two cells may be meant; a sentence may state several values.
_MAY_BE = 0.75
# What "more than twice" may be, as a part of twice.
_MORE_THAN = (0.94, 1.6)
_BEFORE = 40


def hold_against_multiples(spoken: Spoken, readings: Sequence[Reading], evidence: Evidence) -> None:
    """Mark multiples as derived that the two cells give which are compared; doubt those that they
    do not give."""
    for reading in readings:
        if reading.is_plainly_exchanged or reading.role is not Role.NONE:
            continue
        wanted = tuple(_ratios(spoken.text, reading))
        if not wanted or _is_told(reading) or _is_stated(reading, wanted, readings):
            continue
        _hold(reading, wanted, list(pairs(spoken, reading.quantity, readings, evidence)))


def _hold(reading: Reading, wanted: Sequence[float], compared: Sequence[Pair]) -> None:
    told = [each for each in compared if each.told]
    meant = _most_said(told, SAME)
    given = [each for each in meant if _off_pair(reading.quantity, wanted, each) <= 0]
    if given:
        ours, theirs = given[0].ours.quantity, given[0].theirs.quantity
        reading.finding, reading.reason = Finding.DERIVED, None
        reading.basis = (written(ours), written(theirs))
        return
    may_be = _most_said(told or compared, _MAY_BE)
    if any(_off_pair(reading.quantity, wanted, each) < 1 for each in may_be):
        reading.finding, reading.reason = Finding.OPEN, Reason.OTHER_PLACE
    elif meant:
        reading.doubt(Reason.OTHER_PLACE, By.GAINS)


def _most_said(several: Sequence[Pair], part: float) -> Sequence[Pair]:
    """The pairs of cells of which at least that part of the most is said."""
    most = max((each.weight for each in several), default=0.0)
    return [each for each in several if each.weight >= part * most]


def _is_told(reading: Reading) -> bool:
    """Whether a sentence of the paper may tell a multiple itself."""
    return any(
        fit(reading, place) >= _TOLD or place.quantity.unit == units.TIMES
        for _, place in reading.best
        if not place.in_table
    )


def _is_stated(reading: Reading, wanted: Sequence[float], readings: Sequence[Reading]) -> bool:
    """Whether two other figures of the sentence may give a multiple."""
    values = [each.quantity for each in readings if each is not reading and each.best]
    return any(
        one.unit == other.unit and _off(reading.quantity, wanted, one.value, other.value) < 1
        for one, other in combinations(values, 2)
    )


def _ratios(text: str, reading: Reading) -> Iterator[float]:
    """What one of two values is of the other; nothing where a figure is no multiple."""
    quantity = reading.quantity
    if not quantity.value:
        return
    if quantity.unit == units.TIMES:
        yield quantity.value
        more = _MORE.match(text, quantity.end)
        if more or _MORE_BEFORE.search(text, max(0, quantity.start - _BEFORE), quantity.start):
            yield quantity.value + 1
    elif quantity.unit == units.PERCENT and quantity.value < 100:
        before = _OF_ANOTHER.search(text, max(0, quantity.start - _BEFORE), quantity.start)
        is_fraction = quantity.soft and not quantity.number and not reading.best  # "1/9"
        if quantity.word or is_fraction or before or _SHARE_OF.match(text, quantity.end):
            yield quantity.value / 100


def _off_pair(quantity: Quantity, wanted: Sequence[float], pair: Pair) -> float:
    one, other = pair.ours.quantity, pair.theirs.quantity
    if one.unit != other.unit:
        return _UNTOLD
    return _off(quantity, wanted, one.value, other.value)


def _off(quantity: Quantity, wanted: Sequence[float], one: float, other: float) -> float:
    """How far two values are from giving a multiple: at most 0 where they do, 1 and more where they
    plainly do not."""
    if one * other <= 0:
        return _UNTOLD
    exact = has_decimals(quantity) or not (quantity.word or quantity.unit == units.TIMES)
    close, far = (_CLOSE_EXACT, _FAR_EXACT) if exact and not quantity.stance else (_CLOSE, _FAR)
    rounded = 0.5 * quantity.step / quantity.value if exact else 0.0
    ratios = (one / other, other / one)
    if quantity.stance == ">":
        least, most = _MORE_THAN
        return float(not any(least <= ratio / wanted[0] <= most for ratio in ratios))
    off = min(abs(ratio / value - 1) for value in wanted for ratio in ratios)
    return (off - close - rounded) / (far - close)
