"""How the row and the column of a cell stand to those that a sentence names. Pure."""

# Tested in tests/core/checking/cells/test_named.py.

from __future__ import annotations

from enum import Enum

from core.checking.cells.meant import Pair
from core.checking.naming.matching import Named
from core.checking.tables.grids import Cell, Label


class Standing(Enum):
    """How a cell's label stands to the labels that a sentence names."""

    NAMED = "named"
    UNTOLD = "untold"
    UNSURE = "unsure"
    OTHER = "other"


def standings(pair: Pair, cell: Cell) -> tuple[Standing, Standing]:
    """How a cell's row and column stand to those named.

    A word alone names nothing surely where only one of the two is named.
    """
    rows, columns = pair
    row, column = _standing(rows, cell.row), _standing(columns, cell.column)
    if column is Standing.OTHER and (cell.among or (rows is None and not _by_name(columns))):
        column = Standing.UNSURE
    if row is Standing.OTHER and columns is None and not _by_name(rows):
        row = Standing.UNSURE
    return row, column


def _by_name(named: Named | None) -> bool:
    return named is not None and named.by_name


def _standing(named: Named | None, label: Label) -> Standing:
    if named is None:
        return Standing.UNTOLD
    if label in named.labels:
        return Standing.NAMED
    return Standing.OTHER if named.surely else Standing.UNSURE
