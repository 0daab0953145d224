"""Differences and ratios that a writer has worked out from two cells of a table. Pure.

"Otter stays 2.1 above Heron on Lake" names two rows and a column, and neither of the two values.
"""

# Chinese is read here: words of gaps and of changes.
# Tested in tests/core/checking/cells/test_differences.py.

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from core.checking.cells.compared import pairs
from core.checking.figures import units
from core.checking.figures.quantity import Quantity
from core.checking.figures.relations import follows, has_decimals, measure_alike
from core.checking.naming.gaps import is_paid
from core.checking.naming.matching import alike, most
from core.checking.naming.targets import Spoken
from core.checking.paper.evidence import Evidence
from core.checking.paper.mentions import Mention
from core.checking.places.fitting import Reading, Reason
from core.checking.places.support import SCALED, About, fits, span, written
from core.checking.places.together import FULL_TEXT
from core.checking.tables.grids import Axis, Label
from core.checking.tables.labels import OURS, Key
from core.checking.words.direction import said
from core.models import Finding

_WORKED_OUT = (units.POINTS, units.SCORE, units.PERCENT, units.TIMES, "")
# Where the value of a gap that is worked out stands by chance.
_OF_POINTS = (units.POINTS, units.SCORE, "")
_OF_PLACE = (Reason.OTHER_PLACE, Reason.OTHER_UNIT, Reason.EXCHANGED, Reason.TWICE)
_GRIDS, _CELLS = 60, 2_000
# Of how many cells of a line two may be compared; among more any number is a difference.
_NAMED = 12
_FEW, _TWO = 10, 2
_BESIDE, _REACH = 24, 40
# How much more than a bound a gap may be of which it is told.
_OVER = 1.25
# From where on a sentence of the paper tells the same.
_TELLS_SO = 0.5
_NO_WAY = re.compile(r"\bgaps?\b|differen|apart|相差|差距|差异|差值", re.IGNORECASE)
# What a sentence speaks of whose figure comes later: "the lead is smallest on A, where it is 0.34".
_OF_GAPS = re.compile(r"\b(?:leads?|margins?|advantages?)\b|优势|领先", re.IGNORECASE)
_SUMS = re.compile(
    r"\btogether\b|\bcombined\b|\bin all\b|合计|总共|一共|加起来|两者共", re.IGNORECASE
)
# What is all of it: "共 99 条" says nothing of a figure before it.
_TOTAL = re.compile(r"(?:\btotal|\bsum\b|共|合计|总)[^，。；,;\d]{0,24}$", re.IGNORECASE)
_TOTAL_BEHIND = re.compile(r"[^，。；,;\d]{0,16}(?:\btotal|\bsum\b|总)", re.IGNORECASE)
_MOVES = re.compile(
    r"\bfrom\s(?:\D|(?<=[A-Za-z.-])\d){1,60}?\sto\s|[从由把将][^，。；]{1,40}?(?:到|换[成为]|改[成为])"
)


def hold_against_differences(
    spoken: Spoken, readings: Sequence[Reading], evidence: Evidence, about: About
) -> None:
    """Mark figures that stand nowhere, and that two named cells give, as derived; leave them open
    where the sentence does not say which of the two has more."""
    for reading in readings:
        quantity = reading.quantity
        unfound = (Reason.NOT_THERE, *(_OF_PLACE if reading.gap else ()))
        if reading.finding is not Finding.MISSING:
            continue
        if quantity.unit == units.TIMES and reading.reason in (
            Reason.OTHER_UNIT,
            Reason.OTHER_PLACE,
        ):
            give(spoken, reading, evidence)
        if reading.reason not in unfound or reading.is_plainly_exchanged:
            continue
        if reading.reason is Reason.OTHER_UNIT and _lacks_percent(reading):
            continue
        whole = not quantity.unit and not has_decimals(quantity)
        worked_out = quantity.unit in _WORKED_OUT or reading.gap
        if not worked_out or not is_gap(spoken, quantity):
            continue
        if quantity.unit == units.PERCENT and _has_both(readings):
            continue
        if not (whole and quantity.value < _FEW) and give(spoken, reading, evidence):
            continue
        if _from_named(spoken, quantity, readings, evidence) or _of_full_text(
            reading, evidence, about
        ):
            reading.finding, reading.reason = Finding.OPEN, Reason.OTHER_PLACE


def _of_full_text(reading: Reading, evidence: Evidence, about: About) -> bool:
    """Whether a gap that stands nowhere is told of a full text, whose values are too many to say
    that none give it; not where a sentence that tells the same has another value."""
    quantity = reading.quantity
    if not reading.gap or quantity.sign or reading.reason is not Reason.NOT_THERE:
        return False
    is_count = not quantity.unit and not has_decimals(quantity)
    if is_count and quantity.number == quantity.value:
        return False
    if quantity.unit not in _OF_POINTS or len(evidence.mentions) < FULL_TEXT:
        return False
    at_home, _ = about()
    return not any(
        not each.in_table and alike(each.quantity, quantity) and reading.fit(each) >= _TELLS_SO
        for each in at_home
    )


def _lacks_percent(reading: Reading) -> bool:
    """Whether a sentence of the paper has a bare figure with a percent sign."""
    return not reading.quantity.unit and any(
        place.quantity.unit == units.PERCENT and not place.in_table for _, place in reading.contrary
    )


def _has_both(readings: Sequence[Reading]) -> bool:
    """Whether a sentence states two values that a change may lead from and to."""
    stated = [each.quantity for each in readings if each.best and has_decimals(each.quantity)]
    return len(stated) >= _TWO


def is_gap(spoken: Spoken, quantity: Quantity) -> bool:
    """Whether a sentence speaks of a figure as of what lies between two, or of a sum."""
    if quantity.unit in (units.POINTS, units.TIMES) or spoken.is_gain(quantity):
        return True
    if _NO_WAY.search(spoken.text) or _OF_GAPS.search(spoken.text):
        return True
    if _SUMS.search(spoken.text):
        return True
    if said(spoken.text, quantity.start, quantity.end) is not None:
        return True
    first, last = max(0, quantity.start - _BESIDE), quantity.end + _BESIDE
    before = _TOTAL.search(spoken.text, first, quantity.start)
    return before is not None or _TOTAL_BEHIND.match(spoken.text, quantity.end, last) is not None


def _from_named(
    spoken: Spoken, quantity: Quantity, readings: Sequence[Reading], evidence: Evidence
) -> bool:
    """Whether two cells of a line give a figure, of which the sentence names or states the one, and
    names the line or the other too; not where it says more of two that do not give it."""
    given = otherwise = 0.0
    for pair in pairs(spoken, quantity, readings, evidence):
        if gives(quantity, pair.ours, pair.theirs):
            given = max(given, pair.weight)
        elif pair.told:
            otherwise = max(otherwise, pair.weight)
    return given > 0 and given >= otherwise


def give(spoken: Spoken, reading: Reading, evidence: Evidence) -> bool:
    """Whether two named cells give a figure, which is then derived, or open."""
    quantity = reading.quantity
    told = said(spoken.text, quantity.start, quantity.end, far=_REACH)
    is_gap = _NO_WAY.search(spoken.text) is not None or quantity.unit == units.TIMES
    is_gap = is_gap or is_paid(spoken.text, quantity)
    may_be = False
    for ours, theirs, is_told in _compared(spoken, evidence):
        one, other = ours.quantity, theirs.quantity
        if not gives(quantity, ours, theirs) or _is_of_another(spoken, quantity, theirs):
            continue
        if told is not None and not told.of_cost and not is_gap:
            if told.sign * (one.value - other.value) < 0:
                continue
        elif not is_gap:
            may_be = True
            continue
        if not is_told:
            may_be = True
            continue
        reading.finding, reading.reason = Finding.DERIVED, None
        reading.basis = (written(one), written(other))
        return True
    if may_be:
        reading.finding, reading.reason = Finding.OPEN, Reason.OTHER_PLACE
    return may_be


def _is_of_another(spoken: Spoken, gap: Quantity, theirs: Mention) -> bool:
    """Whether what a cell's row or column is compared as is so for another gap alone: the Heron of
    "5.5 ahead of Heron and 9.1 ahead of Teal" for the 9.1."""
    assert theirs.cell is not None
    label = theirs.cell.row | theirs.cell.column
    keys = [key for key in spoken.keys if key.stands_in(label) and spoken.is_compared(key)]
    return bool(keys) and all(spoken.is_of_another_gain(key, gap) for key in keys)


def gives(quantity: Quantity, ours: Mention, theirs: Mention) -> bool:
    """Whether two cells give a figure; also one told roughly, or as percent where points are
    meant."""
    one, other = ours.quantity, theirs.quantity
    alike = quantity.unit == units.TIMES or measure_alike(one, other)
    if one.unit != other.unit or not alike:
        return False
    if quantity.number != quantity.value and not one.unit and quantity.number:
        # "0.44 ms" of a column of milliseconds, "15M" of one of millions.
        if not (_measures_so(quantity, ours) and _measures_so(quantity, theirs)):
            return False
        step = quantity.step * quantity.number / quantity.value
        quantity = quantity._replace(value=quantity.number, unit="", step=step)
    low, high = quantity.value, quantity.value
    if quantity.stance:
        low, high = span(quantity)
        if quantity.unit != units.TIMES and has_decimals(quantity):
            # "More than 0.1" is said of a rise of 0.12.
            high = max(high, _OVER * quantity.value) if quantity.stance == ">" else high
            low = min(low, quantity.value / _OVER) if quantity.stance == "<" else low
    slack = 0.5 * quantity.step * (1 + 1e-6)
    if quantity.unit == units.TIMES:
        if quantity.stance:
            slack = 0.0  # what "about 3" may be is told already
        ratios = (_ratio(one, other), _ratio(other, one))
        return any(low - slack <= ratio <= high + slack for ratio in ratios if ratio)
    if low - slack <= abs(one.value - other.value) <= high + slack:
        return True
    return follows(quantity, one, other)


def _measures_so(quantity: Quantity, cell: Mention) -> bool:
    """Whether a bare cell has a figure's unit, or its scale, in its heads."""
    if quantity.unit:
        return fits(quantity, cell, scaled=True)
    told = SCALED.get(round(quantity.value / quantity.number))
    return told is not None and told.search(cell.context) is not None


def _ratio(one: Quantity, other: Quantity) -> float:
    return one.value / other.value if other.value else 0.0


def _compared(spoken: Spoken, evidence: Evidence) -> Iterator[tuple[Mention, Mention, bool]]:
    """Each two cells of one line of a table whose labels the sentence names: its subject's, the
    other's, and whether it names the line too."""
    for number, grid in enumerate(evidence.grids[:_GRIDS]):
        cells = evidence.cells(number)
        if len(cells) > _CELLS:
            continue
        rows, columns = _named(grid.rows, spoken), _named(grid.columns, spoken)
        for across, along, by_row in ((rows, columns, True), (columns, rows, False)):
            if len(across) < _TWO:
                continue
            lines: dict[Label, list[tuple[Label, Mention]]] = defaultdict(list)
            for mention in cells:
                assert mention.cell is not None
                label, at = mention.cell.row, mention.cell.column
                if not by_row:
                    label, at = at, label
                if label in across and (not along or at in along):
                    lines[at].append((label, mention))
            for found in lines.values():
                if len(found) > _NAMED:
                    continue
                for (one, ours), (other, theirs) in combinations(found, _TWO):
                    first = _is_first(spoken, one, other)
                    if first is not None:
                        if not first:
                            ours, theirs = theirs, ours
                        yield ours, theirs, bool(along) or len(lines) == 1


def _is_first(spoken: Spoken, one: Label, other: Label) -> bool | None:
    """Whether the first of two labels is what the sentence is about; None where they are not told
    apart."""
    ours = [key for key in spoken.keys if key.stands_in(one) and not key.stands_in(other)]
    theirs = [key for key in spoken.keys if key.stands_in(other) and not key.stands_in(one)]
    if not ours or not theirs:
        # The own method need not be named beside what it is compared with.
        if OURS in other and any(map(spoken.is_compared, ours)):
            return False
        return True if OURS in one and any(map(spoken.is_compared, theirs)) else None
    compared = [all(map(spoken.is_compared, keys)) for keys in (ours, theirs)]
    if compared[0] != compared[1]:
        return compared[1]
    leads = ours[0].start < theirs[0].start
    return leads != (_MOVES.search(spoken.text) is not None)


def _named(axis: Axis, spoken: Spoken) -> frozenset[Label]:
    """The labels of an axis that the sentence names anywhere, or that are the own method's."""
    keys = spoken.telling(axis)
    if not keys:
        return frozenset()
    found: set[Label] = set()
    before: list[Key] = []
    for start in sorted({key.start for key in keys}):
        near: list[Key] = [key for key in keys if start <= key.start <= start + _BESIDE]
        # The rest of what a label is called by, "5-shot" of "Thistle 5-shot", names no others.
        named = most(axis.labels, near)
        is_rest = set(near) <= set(before) and len(before) == len({key.key for key in before})
        if not (is_rest and named & found):
            found |= named
        if not is_rest:
            before = near
    if not any(OURS in label for label in found):
        found.update(label for label in axis.labels if OURS in label)
    return frozenset(found)
