"""Whether the row that a sentence names has a figure's number in another scale. Pure.

"0.5 万" of what has 0.5k is ten times as much, whatever else has 5,000.
"""

# Tested in tests/core/checking/test_scales.py.

from __future__ import annotations

from collections.abc import Sequence

from core.checking.evidence import Evidence
from core.checking.quantity import Quantity
from core.checking.reading import By, Reading, Reason, fit
from core.checking.spoken import Spoken
from core.models import Finding

_GRIDS, _CELLS = 60, 2_000
# How well a sentence of the paper must fit for its value to be meant.
_TOLD = 0.35


def hold_against_scales(spoken: Spoken, readings: Sequence[Reading], evidence: Evidence) -> None:
    """Doubt scaled figures that stand in other rows alone, where the one row that is surely named
    has the number in another scale."""
    for reading in readings:
        quantity = reading.quantity
        scaled = quantity.number and quantity.number != quantity.value and not quantity.unit
        if not scaled or quantity.word or reading.finding is Finding.MISSING:
            continue
        if any(fit(reading, at) >= _TOLD for _, at in reading.best if not at.in_table):
            continue
        if _is_scaled_otherwise(spoken, quantity, evidence):
            reading.doubt(Reason.OTHER_UNIT, By.UNIT)


def _is_scaled_otherwise(spoken: Spoken, quantity: Quantity, evidence: Evidence) -> bool:
    found = False
    for number, grid in enumerate(evidence.grids[:_GRIDS]):
        cells = evidence.cells(number)
        rows, columns = spoken.pair(grid, quantity)
        if rows is None or not rows.surely or len(rows.labels) != 1 or len(cells) > _CELLS:
            continue
        row = [
            each.quantity
            for each in cells
            if each.cell is not None
            and each.cell.row in rows.labels
            and (columns is None or not columns.surely or each.cell.column in columns.labels)
        ]
        if any(each.value == quantity.value for each in row):
            return False
        found = found or any(
            each.number == quantity.number != each.value and each.unit == quantity.unit
            for each in row
        )
    return found
