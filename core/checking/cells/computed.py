"""Figures that the very cells which are named for them give: rounded, as a bound, their sum or
their average. Pure.

"An F1 of 0.86" of a cell that has 0.863, "more than 92" of one that has 92.3: such a number stands
nowhere, or elsewhere by chance. They are open, and no likelihood is held against them.
"""

# Chinese is read here: words of averages.
# Tested in tests/core/checking/cells/test_computed.py.

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from core.checking.cells.compared import SAME, pairs
from core.checking.cells.differences import gives
from core.checking.figures import units
from core.checking.figures.quantity import Quantity
from core.checking.figures.relations import has_decimals
from core.checking.naming.matching import Named
from core.checking.naming.targets import Spoken
from core.checking.paper.evidence import Evidence
from core.checking.paper.mentions import Mention
from core.checking.places.arithmetic import TOTAL
from core.checking.places.fitting import Reading
from core.checking.places.support import ROUNDED_TO, About, fits, rounded_span, shown_digits, span
from core.checking.tables.grids import Axis, Label
from core.models import Finding

# Not what a metric is called: "macro-average F1", 宏平均, "mean average precision".
_AVERAGE = re.compile(
    r"\b(?<!macro[- ])(?<!micro[- ])(?<!weighted[- ])(?:averag(?!e precision)|means?\b(?! average))"
    r"|(?<![宏微权])平均(?!精度)|均值",
    re.IGNORECASE,
)
_GRIDS, _CELLS = 60, 2_000
# Of more cells one has any short number by chance.
_FEW = 3
# How well a sentence of the paper must fit for its value to be meant.
_TOLD = 0.5
_FIRST = 2  # characters before the value of a cell
_EXACT = 1e-6
# What one in the last digit of a rounded figure may be, as a part of it.
_ROUGH = 0.15
# How many values make an average, or a total; shorter numbers come out by chance.
_AVERAGED, _SUMMED, _LONG = range(2, 40), range(2, 7), 2


def leave_given_open(
    spoken: Spoken, readings: Sequence[Reading], evidence: Evidence, about: About
) -> None:
    """Leave figures open that the cells which are named for them give, or a sentence that tells of
    them."""
    for reading in readings:
        quantity = reading.quantity
        if quantity.word or reading.finding is Finding.DERIVED or reading.is_plainly_exchanged:
            continue
        if (
            (_may_be_rounded(reading) and _is_rounded(spoken, reading, evidence, about))
            or (_may_be_reckoned(reading) and _is_reckoned(spoken, quantity, evidence))
            or (_may_be_between(reading) and _is_between(spoken, reading, readings, evidence))
        ):
            reading.given = True
            if reading.finding is Finding.MISSING:
                reading.finding = Finding.OPEN


def _may_be_rounded(reading: Reading) -> bool:
    """Whether a figure is a bound that stands, or so short that a longer one may be rounded to it,
    and is not confirmed."""
    quantity = reading.quantity
    if reading.gap:
        return False
    if quantity.stance == "~":
        return False  # of many values one lies near by chance
    if quantity.stance:
        return reading.finding is not Finding.MISSING
    return len(shown_digits(quantity)) < ROUNDED_TO and reading.finding is not Finding.FOUND


def _is_rounded(spoken: Spoken, reading: Reading, evidence: Evidence, about: About) -> bool:
    """Whether one of the few cells whose row and column are named gives a figure, or a sentence
    that plainly tells of it."""
    quantity = reading.quantity
    at_home, _ = about()
    is_near = quantity.step <= _ROUGH * abs(quantity.value)  # 1e-3 is no 5e-4 rounded
    if is_near and any(
        not each.in_table
        and each.quantity.value != quantity.value
        and reading.fit(each) >= _TOLD
        and _gives(quantity, each)
        for each in at_home
    ):
        return True
    for number, grid in enumerate(evidence.grids[:_GRIDS]):
        rows, columns = spoken.pair(grid, quantity)
        if rows is None and columns is None:
            continue
        along, across = _labels(rows, grid.rows), _labels(columns, grid.columns)
        if not 0 < len(along) * len(across) <= _FEW:
            continue
        for each in evidence.cells(number)[:_CELLS]:
            assert each.cell is not None
            is_named = each.cell.row in along and each.cell.column in across
            if is_named and _gives(quantity, each):
                return True
    return False


def _labels(named: Named | None, axis: Axis) -> frozenset[Label]:
    """The labels that are surely named, or the only one there is."""
    if named is None:
        return frozenset(axis.labels if len(axis.labels) == 1 else ())
    return named.labels if named.surely else frozenset()


def _gives(quantity: Quantity, cell: Mention) -> bool:
    """Whether a cell's value is a figure's, rounded as it is written, or keeps it as a bound."""
    theirs = cell.quantity
    low, high = span(quantity) if quantity.stance else rounded_span(quantity)
    scales: list[float] = []
    if theirs.unit == quantity.unit or fits(quantity, cell):
        scales.append(1.0)
    if not theirs.unit and quantity.unit not in units.COMPARED:
        scales += units.scales_told(quantity.unit, cell.head.lower())
    if quantity.unit == units.PERCENT and not theirs.unit and theirs.value <= 1:
        scales.append(100.0)
    # What lies halfway is rounded up: 0.95 is no 0.9.
    high *= 1 + (_EXACT if quantity.stance else -_EXACT)
    return any(low * (1 - _EXACT) <= each * theirs.value <= high for each in scales)


def _may_be_between(reading: Reading) -> bool:
    if _is_fraction(reading.quantity):
        return not reading.best
    is_of_two = reading.gap or (
        reading.quantity.unit == units.TIMES
        # "A ratio of 1.29x" is a cell's own.
        and not any(at.in_table and at.quantity.unit == units.TIMES for _, at in reading.best)
    )
    return is_of_two and reading.finding is Finding.OPEN


def _is_fraction(quantity: Quantity) -> bool:
    """Whether a figure is a fraction in digits, "1/9"."""
    return quantity.unit == units.PERCENT and quantity.soft and not quantity.number


def _is_between(
    spoken: Spoken, reading: Reading, readings: Sequence[Reading], evidence: Evidence
) -> bool:
    """Whether two cells of a line which the sentence tells give a gap or a ratio, and it tells of
    no others more plainly."""
    quantity = reading.quantity
    every = list(pairs(spoken, quantity, readings, evidence))
    told = [each for each in every if each.told]
    if not told and not reading.gap:
        told = every  # of a ratio either of the two may be the other's multiple
    most = max((each.weight for each in told), default=0.0)
    meant = (each for each in told if each.weight >= SAME * most)
    return any(_lies_between(quantity, each.ours, each.theirs) for each in meant)


def _lies_between(quantity: Quantity, one: Mention, other: Mention) -> bool:
    if not _is_fraction(quantity):
        return gives(quantity, one, other)
    low, high = span(quantity)
    values = sorted((one.quantity.value, other.quantity.value))
    return values[0] > 0 and low <= 100 * values[0] / values[1] <= high


def _may_be_reckoned(reading: Reading) -> bool:
    is_long = len(shown_digits(reading.quantity)) >= _LONG
    return is_long and reading.finding is not Finding.FOUND


def _is_reckoned(spoken: Spoken, quantity: Quantity, evidence: Evidence) -> bool:
    """Whether a figure is told as an average or a total, and that of the cells of a line which the
    sentence names."""
    averages, sums = _AVERAGE.search(spoken.text), TOTAL.search(spoken.text)
    if not averages and not sums:
        return False
    slack = 0.5 * quantity.step * (1 + _EXACT)
    for values in _lines(spoken, evidence):
        total = sum(values)
        told: list[float] = []
        if averages and len(values) in _AVERAGED:
            told.append(total / len(values))
        if sums and len(values) in _SUMMED:
            told.append(total)
        if any(abs(each - quantity.value) <= slack for each in told):
            return True
    return False


def _lines(spoken: Spoken, evidence: Evidence) -> Iterator[list[float]]:
    """The values of each row and column that a sentence names: all that measure alike, and those of
    which it names the other label too."""
    for number, grid in enumerate(evidence.grids[:_GRIDS]):
        cells = evidence.cells(number)
        if len(cells) > _CELLS:
            continue
        rows, columns = spoken.anywhere(grid.rows), spoken.anywhere(grid.columns)
        for by_row, named, others in ((True, rows, columns), (False, columns, rows)):
            lines: dict[tuple[Label, bool], list[tuple[Label, float]]] = defaultdict(list)
            for each in cells:
                assert each.cell is not None
                if each.quantity.start > _FIRST:
                    continue  # "± 0.3"
                line, label = each.cell.row, each.cell.column
                if not by_row:
                    line, label = label, line
                if line in named or not named:
                    kind = line, has_decimals(each.quantity)
                    lines[kind].append((label, each.quantity.value))
            for found in lines.values():
                if named:
                    yield [value for _, value in found]
                if others:
                    yield [value for label, value in found if label in others]
