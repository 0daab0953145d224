"""Whether a rough figure is about what the cell that its sentence names holds. Pure.

"Otter needs about 50,000 parameters" names a row and a column; what stands there must be so much,
whatever else in the paper happens to be.
"""

# Tested in tests/core/checking/cells/test_rough.py.

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.checking.figures.quantity import Quantity
from core.checking.naming.matching import Named
from core.checking.naming.targets import Spoken
from core.checking.paper.evidence import Evidence
from core.checking.paper.mentions import Mention
from core.checking.places.fitting import By, Reading, Reason, fit
from core.checking.places.support import fits, span
from core.checking.tables.grids import Axis, Label
from core.models import Finding

_GRIDS = 60
# A cell that differs more measures something else.
_FAR = 2.0
# Of so many columns, or rows, any may be meant: none of them is about so much.
_SEVERAL = 3
# How well a sentence of the paper must fit for its value to be meant.
_TOLD = 0.35
# How near its row is told of there.
_BESIDE = 0.4


def hold_rough_against_cells(
    spoken: Spoken, readings: Sequence[Reading], evidence: Evidence
) -> None:
    """Doubt rough figures that are not about what the one cell holds that is named for them."""
    for reading in readings:
        quantity = reading.quantity
        if quantity.stance != "~" or quantity.word or reading.gap:
            continue
        if reading.finding is Finding.DERIVED:
            continue
        low, high = span(quantity)
        found = list(_named(spoken, quantity, evidence))
        values = [each.quantity.value for each in found]
        if _is_told(reading, found):
            continue
        near = [each for each in values if quantity.value / _FAR <= each <= quantity.value * _FAR]
        if near and not any(low <= each <= high for each in near):
            reading.doubt(Reason.OTHER_PLACE, By.CELLS)


def _is_told(reading: Reading, cells: Sequence[Mention]) -> bool:
    """Whether a sentence of the paper tells a figure; of what the named cells' rows are called,
    where those have words that stand around the figure."""
    told = [at for _, at in reading.best if not at.in_table and fit(reading, at) >= _TOLD]
    rows = {key for each in cells if each.cell for key in each.cell.row} & reading.around.keys()
    if not rows:
        return bool(told)
    return any(at.nearby.get(key, 0.0) >= _BESIDE for at in told for key in rows)


def _named(spoken: Spoken, quantity: Quantity, evidence: Evidence) -> Iterator[Mention]:
    """The cells of tables of which the sentence surely names the row and the column for a figure,
    one of them alone, and of the other a few."""
    for number, grid in enumerate(evidence.grids[:_GRIDS]):
        rows, columns = spoken.pair(grid, quantity)
        along, across = _few(rows, grid.rows), _few(columns, grid.columns)
        if not along or not across or (rows is None and columns is None):
            continue
        if len(along) > 1 and len(across) > 1:
            continue
        for mention in evidence.cells(number):
            assert mention.cell is not None
            is_named = mention.cell.row in along and mention.cell.column in across
            if is_named and fits(quantity, mention):
                yield mention


def _few(named: Named | None, axis: Axis) -> frozenset[Label]:
    """The few labels of an axis that are surely named, or the one that there is."""
    if named is None:
        return frozenset(axis.labels if len(axis.labels) == 1 else ())
    if not named.surely or len(named.labels) > _SEVERAL:
        return frozenset()
    return named.labels
