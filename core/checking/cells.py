"""Whether a figure stands in the cell of a table that its sentence names. Pure.

A sentence that names a row and a column is held against both. Where the value stands only in other
rows or columns of a table than those named, the sentence took the wrong one.
"""

# Tested in tests/core/checking/test_cells.py.

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from core.checking import support
from core.checking.comparing import has_decimals
from core.checking.evidence import Evidence, Mention
from core.checking.grids import Label
from core.checking.labels import OURS
from core.checking.quantity import Quantity
from core.checking.reading import Reading, Reason, fit
from core.checking.spoken import Named, Spoken
from core.models import Finding

# How well a sentence of the paper must fit for its value to be meant rather than a table's.
_TOLD = 0.35
_MOST = 200
_OF_PLACE = (Reason.OTHER_PLACE, Reason.EXCHANGED, Reason.TWICE)


class _Standing(Enum):
    """How a cell's label stands to the labels that a sentence names."""

    NAMED = "named"
    UNTOLD = "untold"
    OTHER = "other"


def hold_against_cells(
    spoken: Spoken, readings: Sequence[Reading], evidence: Evidence
) -> None:
    """Doubt the figures that stand in other cells than the sentence names; confirm those that stand
    in the one."""
    for reading in readings:
        if reading.best:
            _hold(spoken, reading, evidence)


def _hold(spoken: Spoken, reading: Reading, evidence: Evidence) -> None:
    meant: list[Mention] = []
    for mention in support.of_value(reading.quantity, evidence)[:_MOST]:
        if not mention.in_table or mention.quantity.aside:
            continue
        if mention.cell is None:
            return  # a label or a head
        row, column = _standings(spoken, reading.quantity, mention, evidence)
        if _Standing.OTHER in (row, column):
            meant += _meant(spoken, reading.quantity, mention, evidence)
            continue
        if reading.reason in _OF_PLACE and _Standing.NAMED in (row, column):
            candidates = _meant(spoken, reading.quantity, mention, evidence)
            of_ours = [each for each in candidates if _is_ours(each)]
            if row is column and mention in (*candidates[:1], *of_ours[:1]) and (
                len(candidates) == 1 or len(of_ours) == 1
            ):
                reading.finding, reading.reason = Finding.FOUND, None
            else:
                reading.finding = Finding.OPEN
        return
    told = any(fit(reading, place) >= _TOLD for _, place in reading.best if not place.in_table)
    if meant and not told:
        reading.doubt(Reason.OTHER_PLACE)


def _is_ours(mention: Mention) -> bool:
    return mention.cell is not None and OURS in mention.cell.row | mention.cell.column


def _standings(
    spoken: Spoken, quantity: Quantity, mention: Mention, evidence: Evidence
) -> tuple[_Standing, _Standing]:
    """How the row and the column of a mention stand to those that are named."""
    assert mention.cell is not None
    grid = evidence.grids[mention.cell.grid]
    return (
        _standing(spoken.named(grid.rows, grid.columns, quantity), mention.cell.row),
        _standing(spoken.named(grid.columns, grid.rows, quantity), mention.cell.column),
    )


def _standing(named: Named | None, label: Label) -> _Standing:
    if named is None:
        return _Standing.UNTOLD
    if label in named.labels:
        return _Standing.NAMED
    return _Standing.OTHER if named.surely else _Standing.UNTOLD


def _meant(
    spoken: Spoken, quantity: Quantity, mention: Mention, evidence: Evidence
) -> list[Mention]:
    """The cells of a mention's table that the sentence names for a figure and that could hold it."""
    assert mention.cell is not None
    grid = evidence.grids[mention.cell.grid]
    rows = spoken.named(grid.rows, grid.columns, quantity)
    columns = spoken.named(grid.columns, grid.rows, quantity)
    return [
        other
        for other in evidence.cells(mention.cell.grid)
        if other.cell is not None
        and _is_named(rows, other.cell.row)
        and _is_named(columns, other.cell.column)
        and has_decimals(other.quantity) == has_decimals(mention.quantity)
    ]


def _is_named(named: Named | None, label: Label) -> bool:
    return named is None or label in named.labels
