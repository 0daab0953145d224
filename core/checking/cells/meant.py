"""Which cells of a table a sentence means by the row and the column that it names. Pure."""

# Tested in tests/core/checking/cells/test_named.py.

from __future__ import annotations

from core.checking.figures.quantity import Quantity
from core.checking.figures.relations import has_decimals
from core.checking.naming.matching import Named
from core.checking.paper.evidence import Evidence
from core.checking.paper.mentions import Mention
from core.checking.tables.grids import Label

Pair = tuple[Named | None, Named | None]
"""The rows and the columns that a sentence names for a figure."""


def meant(
    pair: Pair, mention: Mention, evidence: Evidence, grid: int | None = None
) -> list[Mention]:
    """The cells of a table, a mention's, that the sentence names for a figure and that could hold
    it."""
    assert mention.cell is not None
    if grid is None:
        grid = mention.cell.grid
    rows, columns = pair
    return [
        other
        for other in evidence.cells(grid)
        if other.cell is not None
        and _is_named(rows, other.cell.row)
        and _is_named(columns, other.cell.column)
        and has_decimals(other.quantity) == has_decimals(mention.quantity)
        and (not mention.quantity.aside or _is_told_alike(other.quantity, mention.quantity))
    ]


def _is_told_alike(one: Quantity, other: Quantity) -> bool:
    """Whether two values of cells are another way to say it, in one unit: shares of 6/10."""
    return one.aside and one.unit == other.unit


def _is_named(named: Named | None, label: Label) -> bool:
    return named is None or label in named.labels
