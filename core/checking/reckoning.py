"""Figures that a writer reckons from others of his sentence, beside differences and ratios. Pure.

"8 GPUs for 12 hours, that is 96 GPU-hours": products, parts told as a share and shares of a whole,
what is left of a whole, how often in a second, how many of one there are per other, and what parts
come to. They are left open, for they stand nowhere.
"""

# Chinese is read here: words of what is left, of rates and of totals.
# Tested in tests/core/checking/test_reckoning.py.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations

from core.checking import units
from core.checking.quantity import Quantity
from core.checking.reading import Reading, Reason
from core.checking.support import shown_digits
from core.models import Finding

_LEFT = re.compile(
    r"\brest\b|remain|\bleft\b|\bother|\belse\b|error|wrong|fail|incorrect|unsure|split|\bnot\b"
    r"|其余|剩|余下|另外|其他|错|误|失败|不",
    re.IGNORECASE,
)
_EACH = re.compile(r"\bper\b|\beach\b|\bevery\b|\bapiece\b|\baverag|/|每|平均|均有", re.IGNORECASE)
_RATE = re.compile(r"per second|/s\b|a second|每秒", re.IGNORECASE)
_TOTAL = re.compile(
    r"\bin all\b|\btotal|\baltogether\b|\btogether\b|\bcombined\b|\bsum|\badd(?:s|ing)? up\b"
    r"|\boverall\b|共|合计|总计|总数|总量|总参数|加起来|相加",
    re.IGNORECASE,
)
_PARTS = range(2, 5)  # of a total
# How many figures of a sentence are taken, and how near a rough one must be.
_TAKEN, _ROUGHLY = 8, 0.05
# A shorter number is some product by chance.
_LONG = 2  # digits
_UNFOUND = (Reason.NOT_THERE, Reason.OTHER_UNIT)


def leave_reckoned_open(text: str, readings: Sequence[Reading]) -> None:
    """Leave the figures of a plain sentence open that stand nowhere and that others of it give."""
    for reading in readings:
        if reading.finding is not Finding.MISSING or reading.reason not in _UNFOUND:
            continue
        if len(shown_digits(reading.quantity)) < _LONG:
            continue
        others = [
            each.quantity
            for each in readings
            if each is not reading and (each.best or each.quantity.word)
        ]
        values = _reckoned(text, reading.quantity, others[:_TAKEN])
        if any(_is(reading.quantity, value) for value in values):
            reading.finding, reading.reckoned = Finding.OPEN, True


def _reckoned(text: str, figure: Quantity, others: Sequence[Quantity]) -> Iterator[float]:
    """The values that the others give in the figure's unit."""
    for one in others:
        if one.unit == figure.unit == units.PERCENT and _LEFT.search(text):
            yield 100 - one.value
        if one.unit == "s" and not figure.unit and one.value and _RATE.search(text):
            yield 1 / one.value
    if _TOTAL.search(text):
        alike = [each.value for each in others if each.unit == figure.unit]
        yield from (sum(parts) for number in _PARTS for parts in combinations(alike, number))
    for one, other in permutations(others, 2):
        if one.unit == units.PERCENT and other.unit == figure.unit:
            yield one.value / 100 * other.value
        if not one.unit and _is_unit_of(other.unit, figure.unit):
            yield one.value * other.value
        counts = not one.unit and not other.unit and other.value
        if not figure.unit and counts and one.value > other.value and _EACH.search(text):
            yield one.value / other.value
        if figure.unit == units.PERCENT and counts and one.value < other.value:
            yield 100 * one.value / other.value


def _is_unit_of(unit: str, whole: str) -> bool:
    """Whether so many of a unit are of another: bytes of bytes, hours of GPU-hours."""
    return (
        bool(unit) and unit not in units.COMPARED and (unit == whole or whole.endswith(f" {unit}"))
    )


def _is(figure: Quantity, value: float) -> bool:
    slack = 0.5 * figure.step * (1 + 1e-6)
    if figure.stance:
        slack = max(slack, _ROUGHLY * value)
    return abs(figure.value - value) <= slack
