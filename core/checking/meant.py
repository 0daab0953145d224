"""Which cells of a table a sentence means by the row and the column that it names. Pure.

Of two tables of the same rows and columns the one is meant whose caption has what the sentence
names: "on Lake-Hard".
"""

# Tested in tests/core/checking/test_cells.py.

from __future__ import annotations

from collections.abc import Sequence

from core.checking.comparing import has_decimals
from core.checking.evidence import Evidence, Mention
from core.checking.grids import Grid, Label
from core.checking.labels import OURS, Key
from core.checking.naming import Named
from core.checking.quantity import Quantity
from core.checking.spoken import Spoken

_GRIDS = 60
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
    ]


def _is_named(named: Named | None, label: Label) -> bool:
    return named is None or label in named.labels


def under_condition(
    spoken: Spoken, mention: Mention, quantity: Quantity, evidence: Evidence
) -> list[Mention]:
    """The cells of other tables with the row and the column of a cell's own, where the sentence has
    what those whole tables are about, and nothing of what the cell's own is: "on Lake-Hard"."""
    assert mention.cell is not None
    own = evidence.grids[mention.cell.grid]
    keys = [key for key in spoken.keys if _is_condition(key, quantity)]
    found: list[Mention] = []
    for number, grid in enumerate(evidence.grids[:_GRIDS]):
        if number == mention.cell.grid or not _is_about(grid, own, keys):
            continue
        alike = mention.cell.row in grid.rows.labels and mention.cell.column in grid.columns.labels
        pair = spoken.pair(grid, quantity)
        if alike and all(each is not None and each.surely for each in pair):
            found += meant(pair, mention, evidence, number)
    return found


def _is_condition(key: Key, quantity: Quantity) -> bool:
    """Whether a key may tell of a table what it is about: a name or a longer number."""
    if key.cut or key.key == OURS or quantity.start <= key.start < quantity.end:
        return False
    return key.named or (key.key.isdigit() and len(key.key) > 1)


def _is_about(grid: Grid, own: Grid, keys: Sequence[Key]) -> bool:
    """Whether keys tell of one table what it is about, and of another, the cell's own, nothing."""
    told = {key.key: key.named for key in keys if key.stands_in(grid.about)}
    here = {key.key for key in keys if key.stands_in(own.about)}
    missing = {key for key in told if key not in own.whole}
    contrary = {key for key in here if key not in grid.whole}
    return not contrary and (any(told[key] for key in missing) or len(missing) > 1)
