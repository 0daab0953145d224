"""Whether a figure stands in the cell of a table that its sentence names. Pure.

A sentence that names a row and a column is held against both. Where the value stands only in other
rows or columns of a table than those named, the sentence took the wrong one.
"""

# Chinese is read here: what a count is taken of.
# Tested in tests/core/checking/cells/test_named.py.

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.checking.cells.meant import Pair, meant
from core.checking.cells.standings import Standing, standings
from core.checking.figures import units
from core.checking.figures.quantity import Quantity
from core.checking.figures.relations import has_decimals, is_kept
from core.checking.naming.matching import Named
from core.checking.naming.targets import Spoken
from core.checking.paper.evidence import Evidence
from core.checking.paper.mentions import Mention
from core.checking.places import support
from core.checking.places.fitting import By, Reading, Reason, fit
from core.checking.tables.grids import Cell, Grid
from core.checking.tables.labels import OURS
from core.checking.words.roles import Role
from core.models import Finding

# How well a sentence of the paper must fit for its value to be meant rather than a table's.
_TOLD, _SURELY_TOLD = 0.35, 0.9
_MOST = 200
# Counts of a few things stand everywhere.
_FEW = 10
_GRIDS = 60
_OF_PLACE = (Reason.OTHER_PLACE, Reason.EXCHANGED, Reason.TWICE)
# What a count is taken of stands in another column: "135 of the 165 could be parsed".
_OF_ALL = re.compile(
    r"\d\s(?:[a-z]+\s){0,2}?(?:out of|of)\s(?:(?:the|all|its|these|those)\s){0,2}$"
)
_AMONG = re.compile(r"\s?[^\d，。；,;]{0,12}[中里]\s?[，,]?(?:只|仅|就|共)?有?\s?\d")
_REACH = 40


class _Asked(NamedTuple):
    """The keys that name a row or a column for a figure, and those of the one where it stands."""

    said: frozenset[str]
    instead: frozenset[str]


def hold_against_cells(spoken: Spoken, readings: Sequence[Reading], evidence: Evidence) -> None:
    """Doubt the figures that stand in other cells than the sentence names; confirm those that stand
    in the one."""
    for reading in readings:
        if reading.best:
            others = [each for each in readings if each is not reading]
            _hold(spoken, reading, others, evidence)
            if reading.gap and all(place.in_table for _, place in reading.best):
                reading.leave_open(Reason.OTHER_PLACE)  # a cell without a sign is no gap


def _hold(spoken: Spoken, reading: Reading, others: Sequence[Reading], evidence: Evidence) -> None:
    quantity = reading.quantity
    few = not quantity.unit and quantity.value < _FEW and not has_decimals(quantity)
    stated = support.of_value(quantity, evidence)[:_MOST]
    if quantity.number != quantity.value:
        stated += [mention for _, mention in reading.best if mention not in stated]
    if not any(mention.in_table for mention in stated):
        return
    in_prose = max((fit(reading, at) for _, at in reading.best if not at.in_table), default=0.0)
    named: list[Mention] = []
    asked: list[_Asked] = []
    unsettled = surely = contested = certain = False
    alone = 0
    for mention in stated:
        if not mention.in_table or spoken.is_aside(mention.quantity, quantity):
            continue
        if mention.cell is None:
            if fit(reading, mention) <= 0 or _is_decimal_beside(quantity, mention):
                continue  # a row's number
            return  # a label or a head
        if mention.quantity.sign == "-" != quantity.sign:
            continue
        grid = evidence.grids[mention.cell.grid].for_value(mention.cell)
        pair = spoken.pair(grid, quantity)
        stands = standings(pair, mention.cell)
        if Standing.OTHER not in stands:
            held = _elsewhere(spoken, mention, pair, quantity, evidence)
            if _is_other_end(reading, mention, held, others):
                contested = True
                continue
            if held:
                named += held
                continue
        if Standing.OTHER in stands:
            if None not in pair or fit(reading, mention) > in_prose:
                held = meant(pair, mention, evidence)
                elsewhere = _is_said_elsewhere(spoken, mention.cell, stands, grid, others)
                taken = _are_taken(held, others) or _is_other_end(reading, mention, held, others)
                exchanged = certain or _are_exchanged(spoken, mention, held, others, grid, quantity)
                if (elsewhere or taken) and not exchanged:
                    contested = True
                    continue
                certain = certain or exchanged
                named += held
                surely = surely or bool(held and all(each and each.surely for each in pair))
                asked += _asked(pair, mention.cell, grid)
            continue
        if reading.reason in _OF_PLACE and fit(reading, mention) >= in_prose:
            _clear(reading, mention, pair, stands, evidence)
            if pair == (None, None) and mention.cell.row in spoken.anywhere(grid.rows):
                reading.finding = Finding.OPEN
        if not _is_told_by(mention, pair, stands, grid):
            unsettled = unsettled or stands != (Standing.UNTOLD, Standing.UNTOLD)
            alone = alone + 1
            continue
        return
    if few and (not surely or reading.counted or _is_setting(stated, others)):
        return
    if alone and in_prose < _TOLD and (unsettled or not surely):
        reading.leave_open(Reason.OTHER_PLACE)
        return
    if (contested and not certain) or _may_stand_elsewhere(reading, spoken.text):
        reading.leave_open(Reason.OTHER_PLACE)
        return
    if named and all(_keeps(quantity, stated, each) for each in _told_first(named)):
        if not in_prose:
            reading.leave_open(Reason.OTHER_PLACE)
        return
    if named and not any(_is_told(reading, place, asked) for _, place in reading.best):
        reading.doubt(Reason.OTHER_PLACE, By.CELLS)


def _may_stand_elsewhere(reading: Reading, text: str) -> bool:
    """Whether a figure is no cell's: a number in words, a gap, or how many there are in all, of
    which another is a part."""
    quantity = reading.quantity
    if quantity.word or reading.gap:
        return True
    if quantity.unit or has_decimals(quantity):
        return False
    before = text[max(0, quantity.start - _REACH) : quantity.start]
    return bool(_OF_ALL.search(before) or _AMONG.match(text, quantity.end))


def _told_first(cells: Sequence[Mention]) -> Sequence[Mention]:
    """The values of cells without other ways to say them, and without the ends of intervals."""
    return [each for each in cells if not each.quantity.aside] or cells


def _keeps(quantity: Quantity, stated: Sequence[Mention], cell: Mention) -> bool:
    """Whether a cell keeps the bound that a figure is, in the scale of its table's other values."""
    assert cell.cell is not None
    there = [each for each in stated if each.cell is not None and each.cell.grid == cell.cell.grid]
    ratio = there[0].quantity.value / quantity.value if there and quantity.value else 1.0
    scale = 10.0 ** round(math.log10(ratio)) if ratio > 0 else 1.0
    return is_kept(quantity, cell.quantity.value / scale)


def _is_decimal_beside(quantity: Quantity, mention: Mention) -> bool:
    """Whether a figure has decimals that a bare whole number lacks: "7.0" is no row 7."""
    return has_decimals(quantity) and not has_decimals(mention.quantity) and not quantity.unit


def _measure_alike(one: Mention, other: Mention) -> bool:
    """Whether two cells have one unit and both a scale or neither; percents may be left out."""
    units_of = {one.quantity.unit, other.quantity.unit} - {"", units.PERCENT}
    scaled = [each.quantity.number != each.quantity.value for each in (one, other)]
    return len(units_of) <= 1 and scaled[0] == scaled[1]


def _is_said_elsewhere(
    spoken: Spoken,
    cell: Cell,
    stands: tuple[Standing, Standing],
    grid: Grid,
    others: Sequence[Reading],
) -> bool:
    """Whether the sentence names a cell's row and column, but neither for its figure nor both for
    another."""
    row, column = stands
    for other in others:
        rows, columns = spoken.pair(grid, other.quantity)
        alone = (row is Standing.OTHER and _is_alone(rows)) or (
            column is Standing.OTHER and _is_alone(columns)
        )
        if alone and set(standings((rows, columns), cell)) == {Standing.NAMED}:
            return False
    if row is Standing.OTHER and cell.row not in spoken.anywhere(grid.rows):
        return False
    return column is not Standing.OTHER or cell.column in spoken.anywhere(grid.columns)


def _is_alone(named: Named | None) -> bool:
    return named is not None and len(named.labels) == 1


def _are_taken(cells: Sequence[Mention], others: Sequence[Reading]) -> bool:
    """Whether the sentence states the values of the cells for its other figures: of a cell that
    holds several, as one with its interval does, one."""
    where = {mention.cell for mention in cells}
    taken = {mention.cell for mention in cells if _states(others, mention)}
    return bool(cells) and where == taken


def _is_other_end(
    reading: Reading, mention: Mention, held: Sequence[Mention], others: Sequence[Reading]
) -> bool:
    """Whether another cell, in a row or column called like the figure's own, holds the other end of
    the change that it begins or ends: "from A to B" takes A and B from two tables, and of "examples
    help (A to B)" the row with examples has B alone."""
    ends = [
        each
        for each in others
        if each.figure == reading.figure or {each.role, reading.role} == {Role.FROM, Role.TO}
    ]
    assert mention.cell is not None
    return any(
        each.cell is not None
        and (each.cell.row == mention.cell.row or each.cell.column == mention.cell.column)
        and _states(ends, each)
        for each in held
    )


def _states(readings: Sequence[Reading], mention: Mention, scale: float = 1.0) -> bool:
    """Whether one of the figures has a cell's value, without its scale or in that one."""
    value = mention.quantity.value
    return any(
        value in (each.quantity.value, each.quantity.number)
        or math.isclose(each.quantity.value, value * scale, rel_tol=1e-6)
        for each in readings
    )


def _is_setting(stated: Sequence[Mention], others: Sequence[Reading]) -> bool:
    """Whether most of a sentence's other figures stand in a row where this one does."""
    rows = {mention.place for mention in stated if mention.cell is not None}
    beside = [each for each in others if any(place.place in rows for _, place in each.best)]
    return len(beside) > 1


def _are_exchanged(
    spoken: Spoken,
    mention: Mention,
    held: Sequence[Mention],
    others: Sequence[Reading],
    grid: Grid,
    quantity: Quantity,
) -> bool:
    """Whether the sentence states the value that it names for a figure, in that scale, for
    something else, and names the figure's cell for that."""
    assert mention.cell is not None
    scale = quantity.value / (mention.quantity.value or 1.0)
    for other in others:
        if not any(_states([other], each, scale) for each in held):
            continue
        there = standings(spoken.pair(grid, other.quantity), mention.cell)
        if Standing.OTHER not in there and Standing.NAMED in there:
            return True
    return False


def _asked(pair: Pair, cell: Cell, grid: Grid) -> Iterator[_Asked]:
    """What is surely named, beside what a cell is called instead."""
    rows, columns = pair
    for named, label, axis in ((rows, cell.row, grid.rows), (columns, cell.column, grid.columns)):
        if named is not None and named.surely and label not in named.labels:
            said = frozenset(key.key for key in named.said)
            yield _Asked(said - label, label & frozenset(axis.telling) - said)


def _is_told_by(
    mention: Mention, pair: Pair, stands: tuple[Standing, Standing], grid: Grid
) -> bool:
    """Whether a sentence says enough for a cell: its row and its column, or one of them where the
    other is the only one, or the own method's, and not one of its variants that is not named."""
    if stands == (Standing.NAMED, Standing.NAMED):
        return True
    if Standing.NAMED not in stands or mention.cell is None:
        return False
    both = ((mention.cell.row, grid.rows), (mention.cell.column, grid.columns))
    for standing, (label, axis) in zip(stands, both, strict=True):
        own = [other for other in axis.labels if OURS in other]
        if OURS in label and (standing is Standing.NAMED or all(map(label.issubset, own))):
            return True
    are_alone = all(map(_is_alone, filter(None, pair)))
    return are_alone and any(len(axis.labels) == 1 for _, axis in both)


def _elsewhere(
    spoken: Spoken,
    mention: Mention,
    pair: Pair,
    quantity: Quantity,
    evidence: Evidence,
) -> list[Mention]:
    """The cells of other tables that hold what is named for a figure, where its own table has no
    word of a name."""
    assert mention.cell is not None
    if None not in pair:
        return []
    whole = evidence.grids[mention.cell.grid].whole
    names = [key for key in spoken.names(quantity) if not key.stands_in(whole)]
    if not names:
        return []
    is_count = not quantity.unit and not quantity.stance and not has_decimals(quantity)
    if is_count and has_decimals(mention.quantity):
        return []
    own = _own_keys(mention.cell, pair, evidence.grids[mention.cell.grid])
    nothing_here = len(names) == len(spoken.names(quantity))
    found: list[Mention] = []
    for number, grid in enumerate(evidence.grids[:_GRIDS]):
        if number == mention.cell.grid or not any(key.stands_in(grid.whole) for key in names):
            continue
        if not own <= grid.whole:
            continue  # it has no word of what tells the cell's own row or column
        sure = [named is not None and named.surely for named in spoken.pair(grid, quantity)]
        if all(sure) or (nothing_here and any(sure)):
            found += meant(spoken.pair(grid, quantity), mention, evidence, number)
    return [each for each in found if _measure_alike(each, mention)]


def _own_keys(cell: Cell, pair: Pair, grid: Grid) -> frozenset[str]:
    """The numbers that a sentence names a cell's row or column by: sizes, years, settings."""
    found: set[str] = set()
    rows, columns = pair
    for named, label, axis in ((rows, cell.row, grid.rows), (columns, cell.column, grid.columns)):
        if named is None:
            continue
        for key in named.said:
            if key.key[0].isdigit() and key.key in axis.telling and key.stands_in(label):
                found.add(key.key)
    return frozenset(found)


def _clear(
    reading: Reading,
    mention: Mention,
    pair: Pair,
    stands: tuple[Standing, Standing],
    evidence: Evidence,
) -> None:
    """Take a doubt back where a figure stands in the very cell that is named; leave it open where
    it stands in the row or the column."""
    if Standing.UNSURE in stands or Standing.NAMED not in stands:
        return
    reading.finding = Finding.OPEN
    named = meant(pair, mention, evidence)
    if len(named) > 1:
        named = [each for each in named if is_ours(each)]
    if stands == (Standing.NAMED, Standing.NAMED) and named == [mention]:
        reading.finding, reading.reason = Finding.FOUND, None


def _is_told(reading: Reading, place: Mention, asked: Sequence[_Asked]) -> bool:
    """Whether a sentence of the paper tells of a figure what its sentence says.

    It fits, and names what that surely names, nearer than what the table's cell is called.
    """
    if place.in_table:
        return False
    fits = fit(reading, place)
    if fits < _TOLD:
        return False
    for each in asked:
        named = max((place.nearby.get(key, 0.0) for key in each.said), default=0.0)
        other = max((place.nearby.get(key, 0.0) for key in each.instead), default=0.0)
        if other > named or (not named and fits < _SURELY_TOLD):
            return False
    return True


def is_signed(mention: Mention) -> bool:
    """Whether a cell holds a change: a number with a sign, and no other before it."""
    return bool(mention.quantity.sign) and mention.quantity.start <= 1


def is_ours(mention: Mention) -> bool:
    """Whether a cell's row or column is that of the paper's own method."""
    return mention.cell is not None and OURS in mention.cell.row | mention.cell.column
