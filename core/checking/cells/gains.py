"""Whether a gain is the difference of the two cells of a table that its sentence compares. Pure.

"RiverGPT beats OPT by 2.4 points on FPB" is held against RiverGPT's and OPT's cells of FPB, and so
is who of the two has more.
"""

# Chinese is read here: words that say which of two is more.
# Tested in tests/core/checking/cells/test_gains.py.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from core.checking.cells.compared import NEARLY, SAME, pairs
from core.checking.cells.differences import give
from core.checking.cells.named import is_signed
from core.checking.cells.standings import Standing, standings
from core.checking.figures import units
from core.checking.figures.quantity import Quantity
from core.checking.figures.relations import follows
from core.checking.naming.matching import Named
from core.checking.naming.targets import Spoken
from core.checking.paper.evidence import Evidence
from core.checking.paper.mentions import Mention
from core.checking.places.derived import told_beside
from core.checking.places.fitting import By, Reading, Reason, fit
from core.checking.places.support import written
from core.checking.words.comparisons import is_between
from core.checking.words.direction import Said, costs, said
from core.models import Finding

# Words that say of two values which is more, whatever is wanted.
_LITERAL = re.compile(
    r"higher|lower|more|less|above|below|fewer|rais|increas|decreas|drop|gr[eo]wn?\b"
    r"|高|低|多|少|增加|减少|升|降",
    re.IGNORECASE,
)
# What a table is called that has more of what is better.
_SCORES = re.compile(
    r"accura|\bbleu|\bf1\b|\bscore|pass@|\bmap\b|\brouge|benchmark|recall|precision|\b(?:r|p|hits?)@"
    r"|\bmrr\b|\bndcg|\bau(?:ro)?c\b|\biou\b|\bdice\b|\bpsnr\b|\bssim\b|success|win[ -]rate",
    re.IGNORECASE,
)
_NEAR, _REACH = 24, 40
# How far before "by 2.4" its verb stands: "raises the error on Lake by".
_BY, _OF_BY = re.compile(r"\bby\s(?:about\s|only\s|~)?$"), 48
_TOLD = 0.35
_BESIDE = 0.4
_MOST = 2_000
# At how many places of a stated figure.
_STATED = 3
# How many tables are looked into.
_GRIDS = 60


@dataclass(frozen=True, slots=True)
class _Compared:
    """Two cells that a sentence compares: its subject's and the other's."""

    ours: Mention
    theirs: Mention

    @property
    def difference(self) -> float:
        return self.ours.quantity.value - self.theirs.quantity.value


def hold_against_gains(spoken: Spoken, readings: Sequence[Reading], evidence: Evidence) -> None:
    """Mark gains as derived where the cells that are compared give them; doubt those that other
    cells would have to give."""
    for reading in readings:
        if reading.is_plainly_exchanged:
            continue
        if reading.quantity.unit in _GAINS and spoken.is_gain(reading.quantity):
            _hold(spoken, reading, readings, evidence)


_GAINS = (units.POINTS, units.SCORE, units.PERCENT, "")


def _hold(
    spoken: Spoken, reading: Reading, readings: Sequence[Reading], evidence: Evidence
) -> None:
    gain = reading.quantity
    if any(_is_of_gains(spoken, gain, place, evidence) for _, place in reading.best):
        return
    compared, named = _of_named(spoken, reading, readings, evidence)
    told = [each for each in pairs(spoken, gain, readings, evidence) if each.told]
    most = max((each.weight for each in told), default=0.0)
    closest = [_Compared(each.ours, each.theirs) for each in told if each.weight >= SAME * most]
    given = [each for each in closest or compared if _gives(each, gain)]
    if given:
        _derive(spoken.text, reading, given, certain=bool(closest))
        return
    nearly = (each for each in told if each.weight >= NEARLY * most)
    if closest and any(_gives(_Compared(each.ours, each.theirs), gain) for each in nearly):
        reading.finding, reading.reason = Finding.OPEN, Reason.OTHER_PLACE
        return
    if closest and any(_gives(each, gain) for each in compared):
        reading.finding, reading.reason = Finding.OPEN, Reason.OTHER_PLACE
        return
    in_prose = any(
        fit(reading, place) >= _TOLD and any(place.nearby.get(key, 0.0) >= _BESIDE for key in named)
        for _, place in reading.best
        if not place.in_table
    )
    values = [each.quantity for each in readings if each is not reading and each.best]
    worked_out = any(follows(gain, one, other) for one, other in permutations(values, 2))
    worked_out = worked_out or any(
        follows(gain, each.quantity, at.quantity)
        for each in readings
        if each is not reading
        for at in told_beside(reading, each, evidence)
    )
    is_rough = gain.word or gain.stance == "~"
    if not closest or is_rough or in_prose or worked_out or reading.finding is Finding.DERIVED:
        return
    if not give(spoken, reading, evidence):
        reading.doubt(Reason.OTHER_PLACE, By.GAINS)


def _is_of_gains(spoken: Spoken, gain: Quantity, place: Mention, evidence: Evidence) -> bool:
    """Whether a gain stands in a cell that has its sign, of a row or a column that is named."""
    if place.cell is None or not is_signed(place):
        return False
    way = _way(spoken.text, gain)
    if way and (way > 0) != (place.quantity.sign == "+"):
        return False
    stands = standings(spoken.pair(evidence.grids[place.cell.grid], gain), place.cell)
    return Standing.NAMED in stands and Standing.OTHER not in stands


def _derive(text: str, reading: Reading, given: Sequence[_Compared], *, certain: bool) -> None:
    """Mark a gain as derived from two cells; doubt it where the other one has more, and leave it
    open where it is not certain that these are meant."""
    gain = reading.quantity
    way = _way(text, gain)
    right = [
        each for each in given if is_between(text) or _goes(each, way or _wanted(text, gain, each))
    ]
    basis = right[0] if right else given[0]
    reading.finding, reading.reason = Finding.DERIVED, None
    reading.basis = (written(basis.ours.quantity), written(basis.theirs.quantity))
    if not right:
        reading.doubt(Reason.DIRECTION, By.DIRECTION)
    elif not certain:
        reading.finding, reading.reason = Finding.OPEN, Reason.OTHER_PLACE


def _of_named(
    spoken: Spoken, reading: Reading, readings: Sequence[Reading], evidence: Evidence
) -> tuple[list[_Compared], set[str]]:
    """The cells of the labels that are named as compared, and by which keys."""
    gain = reading.quantity
    compared: list[_Compared] = []
    named: set[str] = set()
    for grid, axes in enumerate(evidence.grids[:_GRIDS]):
        for across, along in ((axes.rows, axes.columns), (axes.columns, axes.rows)):
            others = spoken.compared(across, along, gain)
            if others is None or not others.surely:
                continue
            by_row = across is axes.rows
            found = list(_beside_stated(reading, readings, others, evidence, grid, by_row))
            compared += found
            if found:
                named.update(key.key for key in others.said)
    return compared, named


def _beside_stated(
    gain: Reading,
    readings: Sequence[Reading],
    others: Named,
    evidence: Evidence,
    grid: int,
    by_row: bool,
) -> Iterator[_Compared]:
    """The cells of a table that the sentence states, each with that of what it is compared with,
    where the two give the gain."""
    for reading in readings:
        if reading is gain or reading.gap:
            continue
        cells = [
            mention for _, mention in reading.best if mention.cell and mention.cell.grid == grid
        ]
        for mention in cells[:_STATED]:
            for other in evidence.cells(grid)[:_MOST]:
                assert mention.cell is not None
                assert other.cell is not None
                label, at, there = other.cell.row, other.cell.column, mention.cell.column
                if not by_row:
                    label, at, there = at, label, mention.cell.row
                if label not in others.labels or at != there:
                    continue
                pair = _Compared(mention, other)
                if _gives(pair, gain.quantity):
                    yield pair


def _gives(compared: _Compared, gain: Quantity) -> bool:
    """Whether the difference of two cells is a gain, as it is rounded, or their ratio is."""
    one, other = compared.ours.quantity, compared.theirs.quantity
    if follows(gain, one, other):
        return True
    slack = 0.5 * gain.step * (1 + 1e-6)
    difference = abs(compared.difference)
    if gain.unit == units.PERCENT:
        return False
    return abs(difference - gain.value) <= slack or abs(100 * difference - gain.value) <= slack


def _goes(compared: _Compared, way: int) -> bool:
    return not way or way * compared.difference > 0


def _wanted(text: str, gain: Quantity, compared: _Compared) -> int:
    """Which of the two has more, by words that say which is better, where more is better."""
    told = _said(text, gain)
    context = compared.ours.context
    if told is None or told.of_cost or costs(context):
        return 0
    if not _SCORES.search(context) and gain.unit not in (units.POINTS, units.SCORE):
        return 0
    return told.sign


def _said(text: str, gain: Quantity) -> Said | None:
    near = said(text, gain.start, gain.end)
    return near or said(text, gain.start, gain.end, far=_REACH)


def _way(text: str, gain: Quantity) -> int:
    """Which of the two has more, by words that say so: 1 the subject, -1 the other, 0 untold."""
    told = _said(text, gain)
    reach = _OF_BY if _BY.search(text, 0, gain.start) else _NEAR
    around = text[max(0, gain.start - reach) : gain.end + _NEAR // 2]
    if told is None or not _LITERAL.search(around):
        return 0
    return told.sign
