"""Whether a table's cell is the one that a statement speaks of. Pure.

Rows and columns are named as everywhere in the check (`core/checking/naming/targets.py`); somebody
has vouched for the cell, so it is enough that one of the two is named, that the other is told as
well, if only by a condition or as that of all, and that neither is another.
"""

# Tested in tests/core/checking/doubts/test_settling.py.

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import NamedTuple

from core.checking.cells.standings import Standing, standings
from core.checking.doubts.naming import Kinds, is_size, kinds
from core.checking.doubts.refusal import Refusal
from core.checking.doubts.wording import Doubted
from core.checking.figures.quantities import quantities
from core.checking.figures.quantity import Quantity
from core.checking.figures.units import canonical
from core.checking.naming.matching import Named
from core.checking.naming.matching import alike as comparable
from core.checking.paper.evidence import Evidence
from core.checking.paper.mentions import Mention
from core.checking.tables.grids import Label
from core.checking.tables.labels import OURS, label
from core.plain import plain

# What holds for all rows or columns, where none is named.
_WHOLE = re.compile(r"\b(?:all|total|overall|average|avg|mean)\b", re.IGNORECASE)
_UNIT_BEFORE = re.compile(r"[(\[]([^()\[\]]{1,8})[)\]]\s?[:=]?\s?$")
_UNIT_OVER = re.compile(r"[(\[]([^()\[\]]{1,8})[)\]]\s?$")
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
    own_row = _Line(mention.cell.row, _row(mention, evidence), mention.quantity.value)
    own_column = _Line(mention.cell.column, mention.head, mention.quantity.value)
    rows: list[_Line] = []
    columns: list[_Line] = []
    for each in others:
        if each.cell is None:
            continue
        if each.cell.column == mention.cell.column and each.place != mention.place:
            rows.append(_Line(each.cell.row, _row(each, evidence), each.quantity.value))
        if each.place == mention.place and each.head != mention.head:
            columns.append(_Line(each.cell.column, each.head, each.quantity.value))
    if _is_condition_of(said, own_row.text, (each.text for each in rows)):
        return Refusal.ROW
    if _is_condition_of(said, own_column.text, (each.text for each in columns)):
        return Refusal.COLUMN
    if Standing.NAMED not in (row, column) or _are_one(*pair):
        return Refusal.UNTOLD
    if _is_told(said, pair[0], own_row, rows) and _is_told(said, pair[1], own_column, columns):
        return None
    return Refusal.UNTOLD


class _Line(NamedTuple):
    """A row or column of a table as a mention stands in it: what it is called, and the value."""

    label: Label
    text: str
    value: float


def _is_told(said: Kinds, named: Named | None, own: _Line, others: Iterable[_Line]) -> bool:
    """Whether a row or column is the one that is meant.

    It is the paper's own, or it alone is named, or has a condition of the statement that the others
    have not, or it is that of all.
    """
    if OURS in own.label:
        return True
    for other in others:
        is_named = named is None or _is_named_as_well(named, own.label, other.label)
        says_more = _words(own.label) < _words(other.label)  # PaLM-Coder for PaLM
        if not is_named or says_more or other.value == own.value:
            continue
        is_whole = _WHOLE.search(own.text) and not _WHOLE.search(other.text)
        if not is_whole and not _is_condition_of(said, other.text, (own.text,)):
            return False
    return True


def _is_named_as_well(named: Named, own: Label, other: Label) -> bool:
    """Whether a statement names another label as it names its own: not by less, nor by words alone
    where its own is named by a name."""
    if other not in named.labels:
        return False
    ours = [key for key in named.said if key.stands_in(own)]
    theirs = [key for key in named.said if key.stands_in(other)]
    if {key.key for key in theirs} < {key.key for key in ours}:
        return False
    return any(key.named for key in theirs) or not any(key.named for key in ours)


def text_of(mention: Mention, evidence: Evidence) -> str:
    """The text of a mention's cell, made plain; "" where it is not found in its line."""
    for cell in evidence.places[mention.place].text.split("|"):
        text = plain(cell.strip())
        if mention.quantity in quantities(text):
            return text
    return ""


def is_of_another_unit(end: Quantity, mention: Mention, cell: str) -> bool:
    """Whether a bare value stands under or behind another unit in brackets: "Training (s): 161"
    for 161 minutes."""
    if not end.unit or mention.quantity.unit:
        return False
    before = _UNIT_BEFORE.search(cell[: mention.quantity.start])
    over = before or _UNIT_OVER.search(mention.head)
    if over is None:
        return False
    unit, factor = canonical(over[1])
    if not unit or not end.number:
        return False
    return unit != end.unit or not math.isclose(factor, end.value / end.number)


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


def in_line(one: Mention, other: Mention) -> bool:
    """Whether two mentions stand in one row or one column of a table, and not in one cell."""
    if one.cell is None or other.cell is None or one.cell.grid != other.cell.grid:
        return False
    return (one.place == other.place) != (one.cell.column == other.cell.column)
