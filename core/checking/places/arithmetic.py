"""Figures that a writer reckons from others of his sentence, beside differences and ratios. Pure.

"8 GPUs for 12 hours, that is 96 GPU-hours": products, parts told as a share and shares of a whole,
what is left of a whole, how often in a second, how many of one there are per other, and what parts
come to. They are left open, for they stand nowhere; so are the limits that everybody takes for
tests of significance.
"""

# Chinese is read here: words of what is left, of rates, of totals and of tests.
# Tested in tests/core/checking/places/test_arithmetic.py.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations

from core.checking.figures import units
from core.checking.figures.quantity import Quantity
from core.checking.figures.relations import has_decimals
from core.checking.paper.evidence import Evidence
from core.checking.places.fitting import By, Reading, Reason
from core.checking.places.support import shown_digits
from core.models import Finding

_LEFT = re.compile(
    r"\brest\b|remain|\bleft\b|\bother|\belse\b|error|wrong|fail|incorrect|unsure|split|\bnot\b"
    r"|其余|剩|余下|另外|其他|错|误|失败|不",
    re.IGNORECASE,
)
_EACH = re.compile(r"\bper\b|\beach\b|\bevery\b|\bapiece\b|\baverag|/|每|平均|均有", re.IGNORECASE)
_RATE = re.compile(r"per second|/s\b|a second|每秒", re.IGNORECASE)
TOTAL = re.compile(
    r"\bin all\b|\btotal|\baltogether\b|\btogether\b|\bcombined\b|\bsum|\badd(?:s|ing)? up\b"
    r"|\boverall\b|共|合计|总计|总数|总量|总参数|加起来|相加",
    re.IGNORECASE,
)
_PARTS = range(2, 5)  # of a total
# How many figures of a sentence are taken, and how near a rough one must be.
_TAKEN, _ROUGHLY = 8, 0.05
# A shorter number is some product by chance.
_LONG = 2  # digits
# Limits that nobody has found: of a p-value, and of how sure an interval is.
_OF_P, _OF_P_IN_PERCENT = (0.1, 0.05, 0.01, 0.005, 0.001, 1e-4), (10.0, 5.0, 1.0, 0.1)
_OF_INTERVALS = (90.0, 95.0, 99.0, 99.9)
_TESTS = re.compile(
    r"\bp(?:[\s-]?val(?:ue)?s?)?\s?[<>=≤≥]|\bp[\s-]?val|significan|\balpha\b|α|McNemar|Wilcoxon"
    r"|Mann-Whitney|Friedman|\bt[\s-]?tests?\b|\bANOVA\b|显著|P\s?值|检验",
    re.IGNORECASE,
)
_SURE = re.compile(
    r"confidence[\s-](?:interval|level|limit|bound|band|region)|\bCIs?\b|置信", re.IGNORECASE
)
_LIMIT = re.compile(
    r"(?:\b(?:levels?|thresholds?|alpha|cut-?offs?|limits?|at)|[<>≤≥α]|水平|阈值|界限)"
    r"(?:\s(?:of|is|was)|[为是])?\s?[=:：]?\s?$",
    re.IGNORECASE,
)
_LIMIT_BEHIND = re.compile(
    r"\s?(?:significance\s)?(?:level|threshold|cut-?off)|\s?的?(?:显著|水平|阈值|界限)",
    re.IGNORECASE,
)
# What is significant at 0.01 is so at 0.05 as well; of limits that are set each is another.
_AT = re.compile(r"\bat\s(?:the\s|an?\s)?$", re.IGNORECASE)
_BEFORE, _BEHIND, _LIMIT_BEFORE = 72, 40, 20
# From where on a sentence of the paper tells the contrary, and from where on of the same.
_TOLD, _OF_SAME = 0.5, 0.35
_TWO = 2
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


def leave_limits_open(text: str, readings: Sequence[Reading], evidence: Evidence) -> None:
    """Leave the usual limits of significance and confidence in a plain sentence open: p < 0.05 is
    nobody's result; not where the paper has another one for just that."""
    for reading in readings:
        limits, told = _limits(text, reading.quantity)
        if not limits or (
            not _is_kept(reading.quantity, readings)
            and _is_told_otherwise(text, reading, limits, told, evidence)
        ):
            continue
        reading.reckoned = True
        meant = [reading]
        exchanged = [each for each in readings if By.EXCHANGE in each.doubts]
        if reading in exchanged and len(exchanged) == _TWO:
            meant = exchanged  # no p-value changed places with a limit either
        for each in meant:
            if each.finding is Finding.MISSING:
                each.finding = Finding.OPEN


def _limits(text: str, figure: Quantity) -> tuple[Sequence[float], re.Pattern[str]]:
    """The usual limits, of which a figure is one, and the words beside them; no limits for others.

    "A p-value of 0.01" is a result.
    """
    first, last = max(0, figure.start - _BEFORE), figure.end + _BEHIND
    if figure.unit == units.PERCENT and figure.value in _OF_INTERVALS:
        return (_OF_INTERVALS if _SURE.search(text, first, last) else ()), _SURE
    usual = {"": _OF_P, units.PERCENT: _OF_P_IN_PERCENT}.get(figure.unit, ())
    if figure.value not in usual or not _TESTS.search(text, first, last):
        return (), _TESTS
    before = max(0, figure.start - _LIMIT_BEFORE)
    is_limit = (
        figure.stance in ("<", ">")
        or _LIMIT.search(text, before, figure.start)
        or _LIMIT_BEHIND.match(text, figure.end)
    )
    return (usual if is_limit else ()), _TESTS


def _is_kept(limit: Quantity, readings: Sequence[Reading]) -> bool:
    """Whether a p-value that a sentence states, and the paper has, is above or below a limit as the
    sentence says."""
    values = [
        each.quantity.value
        for each in readings
        if has_decimals(each.quantity) and any(_TESTS.search(at.context) for _, at in each.best)
    ]
    if limit.stance == ">":
        return any(limit.value < value <= 1 for value in values)
    return limit.stance == "<" and any(value < limit.value for value in values)


def _is_told_otherwise(
    text: str,
    reading: Reading,
    limits: Sequence[float],
    told: re.Pattern[str],
    evidence: Evidence,
) -> bool:
    """Whether the paper tells another limit for just what a figure is told of, or the contrary.

    What is below 0.01 is below 0.05 as well.
    """
    figure = reading.quantity
    own = max((reading.fit(at) for _, at in reading.best), default=0.0)
    if By.DIRECTION in reading.doubts and own >= _TOLD:
        return True
    if figure.stance == ">":
        return False
    is_set = not (figure.stance or _AT.search(text, 0, figure.start))
    others = [each for each in limits if each > figure.value or (is_set and each < figure.value)]
    return any(
        told.search(at.context) is not None and reading.fit(at) > max(own, _OF_SAME)
        for other in others
        for at in evidence.between(other, other)
        if at.quantity.unit in ("", figure.unit)
    )


def _reckoned(text: str, figure: Quantity, others: Sequence[Quantity]) -> Iterator[float]:
    """The values that the others give in the figure's unit."""
    for one in others:
        if one.unit == figure.unit == units.PERCENT and _LEFT.search(text):
            yield 100 - one.value
        if one.unit == "s" and not figure.unit and one.value and _RATE.search(text):
            yield 1 / one.value
    if TOTAL.search(text):
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
