"""Gaps told right beside one of the two values that they lie between. Pure.

"Otter reaches 61.2, 3.4 above Heron" states Otter's cell: Heron's cell of that line, if the
sentence names it, must be 3.4 below. Where it names no other, "rises by 3.4 to 61.2" is false where
only a cell 3.4 above stands in that line.
"""

# Chinese is read here: words before where a change ends.
# Tested in tests/core/checking/cells/test_anchored_gaps.py.

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

from core.checking.cells.differences import gives
from core.checking.figures import units
from core.checking.figures.quantity import Quantity
from core.checking.figures.relations import follows, has_decimals
from core.checking.naming.matching import Named, most
from core.checking.naming.targets import Spoken
from core.checking.paper.evidence import Evidence
from core.checking.paper.mentions import Mention
from core.checking.places.fitting import By, Reading, Reason, fit
from core.checking.places.support import shown_digits
from core.checking.tables.grids import Label
from core.checking.words.direction import said
from core.checking.words.roles import Role

# Units in which cells and gaps are told alike.
_ALIKE = (units.POINTS, units.SCORE, "", "db")
# How far apart a value and its gap may stand, and what parts them.
_BESIDE = 48
_PARTS = re.compile(r"[。；;]|[.]\s|、")
_CLAUSE_ENDS = re.compile(r"[，。；;]|[.,]\s")
# Behind it stands where a change ends: "rises by 3.4 to 61.2", 提高 3.4，变为 61.2.
_ENDS = re.compile(
    r"\s?(?:points?)?\s?[，,]?\s?"
    r"(?:to|reaching|and reach(?:es|ed)|变为|变成|升至|增至|降至|达到?|到|至)\s?(?:了|约)?\s?"
)
# Words that say of two values which is more, whatever is wanted.
_LITERAL = re.compile(
    r"higher|lower|more\b|less\b|above|below|fewer|rais|rises?\b|rose|increas|decreas|drop"
    r"|falls?\b|fell\b|高|低|多|少|增加|上升|下降|升|降",
    re.IGNORECASE,
)
_NEAR = 16
# Before it stands whose a value is that something is compared with.
_OTHER = re.compile(
    r"(?:\b(?:than|against|vs\.?|versus|from|over)\s|比|从|由|较)[^，。；,;\d]{,40}$", re.IGNORECASE
)
# Where a sentence of the paper may tell the gap itself.
_TOLD = 0.35
# How many places of a value are looked at, and how many digits it must have.
_PLACES, _DIGITS = 4, 3
_CELLS = 2_000
# How far off a gap is that is told roughly.
_ROUGH, _ROUGHLY = "~", 0.15


class _Line(NamedTuple):
    """A cell that a sentence states beside a gap, and the other cells of its row or its column."""

    ours: Mention
    others: tuple[Mention, ...]
    by_row: bool


def hold_against_anchors(spoken: Spoken, readings: Sequence[Reading], evidence: Evidence) -> None:
    """Doubt gaps that the stated value and the cell of what it is compared with do not give, and
    those that go the other way."""
    for number, reading in enumerate(readings):
        if reading.quantity.unit not in _ALIKE or not spoken.is_gain(reading.quantity):
            continue
        if reading.quantity.word or reading.quantity.stance not in ("", _ROUGH):
            continue
        if _is_one_of_several(spoken, reading, readings):
            continue
        anchor = _anchor(spoken, number, readings)
        if anchor is not None:
            _hold(spoken, reading, anchor, readings, evidence)


def _is_one_of_several(spoken: Spoken, reading: Reading, readings: Sequence[Reading]) -> bool:
    """Whether a clause tells several gaps, whose values and others may be any of them."""
    gap = reading.quantity
    for each in readings:
        if each is reading or not each.gap:
            continue
        start, end = sorted((gap, each.quantity), key=lambda at: at.start)
        if not _CLAUSE_ENDS.search(spoken.text, start.end, end.start):
            return True
    return False


def _is_told(reading: Reading, others: Collection[str]) -> bool:
    """Whether a sentence of the paper tells a gap: where the text surely says to whom, to them."""
    told = [at for _, at in reading.best if not at.in_table and fit(reading, at) >= _TOLD]
    if not others:
        return bool(told)
    return any(at.nearby.get(key, 0.0) > 0 for at in told for key in others)


def _anchor(spoken: Spoken, number: int, readings: Sequence[Reading]) -> Reading | None:
    """The value that stands right before a gap as that of what it is told of, or right behind it as
    where the change ends."""
    gap = readings[number].quantity
    if number:
        before = readings[number - 1]
        between = spoken.text[before.quantity.end : gap.start]
        if len(between) <= _BESIDE and not _PARTS.search(between) and _may_be(before):
            is_other = _OTHER.search(spoken.text, 0, before.quantity.start) is not None
            return None if is_other or before.role is Role.FROM else before
    if number + 1 < len(readings):
        behind = readings[number + 1]
        between = spoken.text[gap.end : behind.quantity.start]
        if len(between) <= _BESIDE and _ENDS.fullmatch(between) and _may_be(behind):
            return behind
    return None


def _may_be(reading: Reading) -> bool:
    if reading.gap or not reading.best or not has_decimals(reading.quantity):
        return False
    return len(shown_digits(reading.quantity)) >= _DIGITS


def _hold(
    spoken: Spoken,
    reading: Reading,
    anchor: Reading,
    readings: Sequence[Reading],
    evidence: Evidence,
) -> None:
    gap = reading.quantity
    values = [each.quantity for each in readings if each is not reading and each.best]
    if any(follows(gap, one, other) for one, other in permutations(values, 2)):
        return
    lines = list(_lines(anchor, evidence))
    compared: list[tuple[Mention, Mention]] = []
    others: set[str] = set()
    for line in lines:
        named = _compared(spoken, line, gap, evidence)
        if named is not None:
            others.update(key.key for key in named.said)
            compared += [
                (line.ours, each) for each in line.others if _label(each, line) in named.labels
            ]
    if _is_told(reading, others):
        return
    if not compared and _names_others(spoken, gap):
        return
    pairs = compared or [(line.ours, each) for line in lines for each in line.others]
    giving = [pair for pair in pairs if _give(gap, *pair)]
    way = _way(spoken.text, gap)
    if compared and not giving:
        reading.doubt(Reason.OTHER_PLACE, By.GAINS)
    elif way and giving and not any(_goes(way, *pair) for pair in giving):
        reading.doubt(Reason.DIRECTION, By.DIRECTION)


def _lines(anchor: Reading, evidence: Evidence) -> Iterator[_Line]:
    """The rows and columns of tables in which a stated value stands."""
    places = sorted(anchor.best, key=lambda each: anchor.fit(each[1]), reverse=True)
    found = [place for _, place in places if place.cell is not None]
    for ours in found[:_PLACES]:
        assert ours.cell is not None
        cells = evidence.cells(ours.cell.grid)
        if len(cells) > _CELLS:
            continue
        like = [each for each in cells if each is not ours and _are_alike(ours, each)]
        for by_row in (True, False):
            line = (each for each in like if _is_in_line(ours, each, by_row=by_row))
            yield _Line(ours, tuple(line), by_row)


def _are_alike(one: Mention, other: Mention) -> bool:
    return has_decimals(one.quantity) == has_decimals(other.quantity)


def _is_in_line(ours: Mention, other: Mention, *, by_row: bool) -> bool:
    """Whether a cell stands in the column of another in another row, or the contrary."""
    assert ours.cell is not None
    assert other.cell is not None
    if by_row:
        return other.cell.column == ours.cell.column and other.cell.row != ours.cell.row
    return other.cell.row == ours.cell.row and other.cell.column != ours.cell.column


def _label(mention: Mention, line: _Line) -> Label:
    assert mention.cell is not None
    return mention.cell.row if line.by_row else mention.cell.column


def _compared(spoken: Spoken, line: _Line, gap: Quantity, evidence: Evidence) -> Named | None:
    """The labels that the gap's clause compares with, where it surely names them and nothing of
    another line."""
    assert line.ours.cell is not None
    grid = evidence.grids[line.ours.cell.grid]
    across, along = grid.rows, grid.columns
    own = line.ours.cell.column
    if not line.by_row:
        across, along, own = along, across, line.ours.cell.row
    named = spoken.compared(across, along, gap)
    if named is None or not named.surely or _label(line.ours, line) in named.labels:
        return None
    if not spoken.beside(gap, named.said):
        return None
    elsewhere = [key for key in spoken.telling(along) if not key.stands_in(own)]
    elsewhere = [key for key in elsewhere if key not in named.said and not key.cut]
    if spoken.beside(gap, elsewhere):
        return None
    # Of several that are called so, the one that is most like the value's own: of its size.
    own_keys = [key for key in spoken.telling(across) if key.stands_in(_label(line.ours, line))]
    return named._replace(labels=most(named.labels, own_keys))


def _names_others(spoken: Spoken, gap: Quantity) -> bool:
    """Whether a gap's clause says what something is compared with."""
    return spoken.beside(gap, [key for key in spoken.keys if spoken.is_compared(key)])


def _give(gap: Quantity, one: Mention, other: Mention) -> bool:
    if gives(gap, one, other):
        return True
    slack = 0.5 * gap.step * (1 + 1e-6)
    if gap.stance == _ROUGH:
        slack = max(slack, _ROUGHLY * gap.value)
    difference = abs(one.quantity.value - other.quantity.value)
    return abs(difference - gap.value) <= slack or abs(100 * difference - gap.value) <= slack


def _goes(way: int, ours: Mention, theirs: Mention) -> bool:
    return way * (ours.quantity.value - theirs.quantity.value) > 0


def _way(text: str, gap: Quantity) -> int:
    """Which way words say that the value went, whatever is wanted: 1 up, -1 down, 0 untold."""
    told = said(text, gap.start, gap.end)
    around = text[max(0, gap.start - _NEAR) : gap.end + _NEAR]
    if told is None or told.of_cost or not _LITERAL.search(around):
        return 0
    return told.sign
