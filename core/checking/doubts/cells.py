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
from core.checking.labels import OURS, label
from core.checking.naming import Named
from core.checking.naming import alike as comparable
from core.checking.quantities import quantities
from core.checking.quantity import Quantity
from core.plain import plain

_OTHERS = (Standing.OTHER, Standing.UNSURE)


def refused(
    doubted: Doubted, end: Quantity, mention: Mention, evidence: Evidence
) -> Refusal | None:
    """Why a cell is not the one that is meant; None where it may be."""
    if mention.cell is None:
        return None if _is_called(doubted, end, mention, evidence) else Refusal.UNTOLD
    pair = doubted.naming.pair(evidence.grids[mention.cell.grid], end)
    row, column = standings(pair, mention.cell)
    others = [each for each in evidence.cells(mention.cell.grid) if alike(each, mention)]
    by_value = mention.cell.among and column is Standing.NAMED and _names(pair[1])
    if row is Standing.OTHER or (row is Standing.UNSURE and not by_value):
        return Refusal.ROW
    if _has_plainer(pair[0], mention.cell.row):
        return Refusal.ROW
    if mention.cell.among:
        beside = [each for each in others if each.place == mention.place]
        if _is_told_among(pair[1], mention, beside):
            return None
        return Refusal.AMONG if row is Standing.NAMED else Refusal.UNTOLD
    if column in _OTHERS or _has_plainer(pair[1], mention.cell.column):
        return Refusal.COLUMN
    said = kinds(doubted.spoken)
    own_row, own_head = _row(mention, evidence), mention.head
    if _is_condition_of(said, own_row, (_row(each, evidence) for each in others)):
        return Refusal.ROW
    heads = (each.head for each in others if each.place == mention.place)
    if _is_condition_of(said, own_head, heads):
        return Refusal.COLUMN
    if Standing.NAMED not in (row, column) or _are_one(*pair):
        return Refusal.UNTOLD
    # Whose value it is must be told, or be the paper's own.
    along = {
        each.cell.row for each in others if each.cell and each.cell.column == mention.cell.column
    }
    if row is Standing.UNTOLD and OURS not in mention.cell.row and along - {mention.cell.row}:
        return Refusal.UNTOLD
    columns = evidence.grids[mention.cell.grid].columns.labels
    ours = any(OURS in each for each in columns)
    if column is Standing.UNTOLD and ours and OURS not in mention.cell.column:
        return Refusal.UNTOLD
    return None


def _is_called(doubted: Doubted, end: Quantity, mention: Mention, evidence: Evidence) -> bool:
    """Whether a row that the statement names is called by that size, and by no other."""
    if not is_size(end):
        return False
    row = _row(mention, evidence)
    if len({each.value for each in quantities(row) if is_size(each)}) > 1:
        return False
    said = [key for key in doubted.naming.keys if not end.start <= key.start < end.end]
    named = label(row, evidence.own)
    return any(key.stands_in(named) for key in said)


def _is_told_among(named: Named | None, mention: Mention, beside: Iterable[Mention]) -> bool:
    """Whether a statement says more of a value's own words than of those of the values beside."""
    if named is None or mention.cell is None:
        return False
    labels = {each.cell.column for each in beside if each.cell is not None}
    said = {label: _said(named, label) for label in {mention.cell.column, *labels}}
    ours = said.pop(mention.cell.column)
    return bool(ours) and all(theirs < ours for theirs in said.values())


def _are_one(rows: Named | None, columns: Named | None) -> bool:
    """Whether one common word, as "total", is all that names both a row and a column."""
    if rows is None or columns is None or rows.surely or columns.surely:
        return False
    return set(rows.said) == set(columns.said)


def _names(named: Named | None) -> bool:
    """Whether one of the keys that name is written as a name."""
    return named is not None and any(key.named for key in named.said)


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
    if named is None:
        return False
    own = _words(label)
    return any(_words(other) < own for other in named.labels)


def _words(label: Label) -> frozenset[str]:
    """The keys of a label but its numbers and sizes."""
    return frozenset(key for key in label if not key[0].isdigit())


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
