"""Whether what is left out makes a value go the way that the sentence says. Pure.

"Without the cache, latency drops to 81.6" is held against the row of the whole method, which the
sentence need not state.
"""

# Chinese is read here: words before the value that something comes to.
# Tested in tests/core/checking/test_ablated.py.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.checking.evidence import Evidence, Mention
from core.checking.going import told_before
from core.checking.labels import OURS, is_without
from core.checking.names import stem
from core.checking.reading import By, Reading, Reason, fit
from core.checking.roles import Role
from core.checking.spoken import Spoken
from core.models import Finding

# What stands between the word that says the way and the value.
_COMES_TO = re.compile(
    r"[^，。；;,.:\d]{,40}?(?:\bto|\bat|\breach(?:es|ing))\s?(?:only\s|just\s|about\s)?[$]?"
    r"|,\s?(?:at|with|reaching)\s(?:only\s|just\s)?[$]?"
    r"|[了至到为\s]{,3}|[，,]\s?[为达至到仅只]{1,3}\s?",
    re.IGNORECASE,
)
# What goes on from another row than the whole method's.
_ON_AND_ON = re.compile(
    r"\bfurther\b|\bagain\b|\bcompared\b|\brelative\b|进一步|继续|再|相比|较", re.IGNORECASE
)
_WHOLE = frozenset((OURS, stem("full")))
# From where on a sentence of the paper tells the value itself.
_TOLD = 0.35


def hold_against_whole(spoken: Spoken, readings: Sequence[Reading], evidence: Evidence) -> None:
    """Doubt values of a row in a table of what is left out that are said to be more, and are less,
    than the whole method's, or the contrary."""
    if any(each.role is Role.FROM for each in readings) or _ON_AND_ON.search(spoken.text):
        return
    if any(key.named and spoken.is_compared(key) for key in spoken.keys):
        return
    for reading in readings:
        if reading.finding is Finding.MISSING or reading.gap:
            continue
        if any(not at.in_table and fit(reading, at) >= _TOLD for _, at in reading.best):
            continue
        way = told_before(spoken.text, reading, _COMES_TO)
        if not way:
            continue
        differences = [
            at.quantity.value - whole.quantity.value
            for _, at in reading.best
            for whole in _whole(at, evidence)
        ]
        if differences and all(way * each < 0 for each in differences):
            reading.doubt(Reason.DIRECTION, By.DIRECTION)


def _whole(mention: Mention, evidence: Evidence) -> Iterator[Mention]:
    """The whole method's cell of a cell's column, where rows of the table go without something."""
    where = mention.cell
    if where is None or where.row & _WHOLE:
        return
    rows = evidence.grids[where.grid].rows.labels
    whole = [each for each in rows if each & _WHOLE and not is_without(each)]
    if len(set(whole)) != 1 or not any(map(is_without, rows)):
        return
    for other in evidence.cells(where.grid):
        if other.cell and other.cell.row == whole[0] and other.cell.column == where.column:
            yield other
