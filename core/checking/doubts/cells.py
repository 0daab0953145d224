"""Whether a table's cell is the one that a statement speaks of. Pure.

Rows and columns are named as everywhere in the check (`core/checking/spoken.py`); somebody has
vouched for the cell, so it is enough that one of the two is named, and that neither is another.
"""

# Tested in tests/core/checking/doubts/test_settling.py.

from __future__ import annotations

from collections.abc import Iterable

from core.checking.cells import Standing, standings
from core.checking.doubts.naming import Kinds, is_size, kinds
from core.checking.doubts.refusal import Refusal
from core.checking.doubts.wording import Doubted
from core.checking.evidence import Evidence, Mention
from core.checking.grids import Label
from core.checking.labels import OURS
from core.checking.naming import Named
from core.checking.naming import alike as comparable
from core.checking.quantity import Quantity
from core.plain import plain

_OTHERS = (Standing.OTHER, Standing.UNSURE)


def refused(
    doubted: Doubted, end: Quantity, mention: Mention, evidence: Evidence
) -> Refusal | None:
    """Why a cell is not the one that is meant; None where it may be."""
    if mention.cell is None:
        # A size that a row or its column is called by.
        return None if is_size(end) else Refusal.UNTOLD
    pair = doubted.naming.pair(evidence.grids[mention.cell.grid], end)
    row, column = standings(pair, mention.cell)
    others = [each for each in evidence.cells(mention.cell.grid) if alike(each, mention)]
    if row in _OTHERS or _has_plainer(pair[0], mention.cell.row):
        return Refusal.ROW
    if mention.cell.among:
        if row is not Standing.NAMED:
            return Refusal.UNTOLD
        beside = [each for each in others if each.place == mention.place]
        return None if _is_told_among(pair[1], mention, beside) else Refusal.AMONG
    if column in _OTHERS or _has_plainer(pair[1], mention.cell.column):
        return Refusal.COLUMN
    said = kinds(doubted.spoken)
    own_row, own_head = _row(mention, evidence), mention.head
    if _is_condition_of(said, own_row, (_row(each, evidence) for each in others)):
        return Refusal.ROW
    beside = (each.head for each in others if each.place == mention.place)
    if _is_condition_of(said, own_head, beside):
        return Refusal.COLUMN
    if Standing.NAMED not in (row, column):
        return Refusal.UNTOLD
    grid = evidence.grids[mention.cell.grid]
    for stands, label, axis in ((row, mention.cell.row, grid.rows), (column, mention.cell.column, grid.columns)):
        # What a statement does not name is the paper's own.
        ours = any(OURS in each for each in axis.labels)
        if stands is Standing.UNTOLD and ours and OURS not in label:
            return Refusal.UNTOLD
    return None


def _is_told_among(named: Named | None, mention: Mention, beside: Iterable[Mention]) -> bool:
    """Whether a statement says more of a value's own words than of those of the values beside."""
    if named is None or mention.cell is None:
        return False
    labels = {each.cell.column for each in beside if each.cell is not None}
    said = {label: _said(named, label) for label in {mention.cell.column, *labels}}
    ours = said.pop(mention.cell.column)
    return bool(ours) and all(theirs < ours for theirs in said.values())


def _said(named: Named, label: Label) -> frozenset[str]:
    return frozenset(key.key for key in named.said if key.stands_in(label))


def _row(mention: Mention, evidence: Evidence) -> str:
    return plain(" ; ".join(evidence.rows[mention.place].labels))


def alike(one: Mention, other: Mention) -> bool:
    """Whether two figures may measure the same kind of thing."""
    return comparable(one.quantity, other.quantity)


def _has_plainer(named: Named | None, label: Label) -> bool:
    """Whether the statement names as well a label that says nothing beside what this one says:
    PaLM for PaLM-Coder."""
    return named is not None and any(other < label for other in named.labels)


def _is_condition_of(said: Kinds, own: str, others: Iterable[str]) -> bool:
    """Whether a condition that a statement names stands over another row or column alone."""
    ours = kinds(own)
    wanted = {
        (kind, name)
        for kind, members in said.items()
        for name in members
        if not ours.get(kind, {}).keys() & members.keys()
    }
    if not wanted:
        return False
    for other in set(others):
        theirs = kinds(other)
        if any(name in theirs.get(kind, ()) for kind, name in wanted):
            return True
    return False
