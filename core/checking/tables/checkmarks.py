"""Columns of a table that mark what a row has: "✓" or "yes" below "Gate". Pure.

Such a row is called by the heads of its marks: "Gate", or "w/o Gate" where it has none. One that is
told by its number alone, "6" below "ID", is called ID6 too.
"""

# Tested in tests/core/checking/tables/test_checkmarks.py.

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from core.checking.tables.lines import Line

_HAS = frozenset(("✓", "✔", "✔️", "√", "☑", "✅", "yes", "y", "true", "on"))
_LACKS = frozenset(("✗", "✘", "×", "✕", "✖", "☒", "❌", "no", "n", "false", "off"))
_NOTHING = frozenset(("", "-", "–", "—"))
_MARKS = _HAS | _LACKS
_WITH = re.compile(r"^(?:with|w/|\+|use[sd]?|using|has)\s?(?=[A-Za-z])", re.IGNORECASE)
# What numbers rows: ID, No., Exp.
_NUMBERS_ROWS = re.compile(r"(?:ID|No|Exp|Row|Config|Setting|Case|Variant)\.?", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}")
_ABLATES = re.compile(r"\bablat|\bremov|\bwithout\b", re.IGNORECASE)
_MINUS = re.compile(r"^[-−–]\s?(?=[A-Za-z])")
# A corner below which rows are called by what they lack: "Module removed", and a row that lacks
# nothing.
_REMOVED = re.compile(
    r"\b(?:remov|ablat|dropp|exclud|disabl|omitt)ed\b|^(?:w/o|without|removing)\b", re.IGNORECASE
)
_WHOLE = re.compile(
    r"\b(?:none|full|all|no|nothing|baseline|complete|ours)\b|^\W*$|w/o|without", re.IGNORECASE
)
_LONGEST = 40


def with_marks(lines: Sequence[Line], caption: str) -> list[Line]:
    """The lines, each with what it is marked to have, and to lack, among its labels; "- Gate" lacks
    it where the caption tells of an ablation."""
    if _ABLATES.search(caption):
        lines = [_without(line) for line in lines]
    lines = [_lacking(line) for line in lines]
    blocks: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in lines:
        if line.naming:
            blocks[line.heads].append(line)
    columns = {heads: dict(_mark_columns(block, heads)) for heads, block in blocks.items()}
    return [_marked(line, columns[line.heads]) if line.naming else line for line in lines]


def _without(line: Line) -> Line:
    if not line.naming or not _MINUS.match(line.labels[0]):
        return line
    return replace(line, labels=(_MINUS.sub("w/o ", line.labels[0]), *line.labels[1:]))


def _lacking(line: Line) -> Line:
    """A line that is called by what it lacks, below "Module removed", called so: "w/o Gate"."""
    if not line.naming or not line.heads or not _REMOVED.search(line.heads[0].strip()):
        return line
    if _WHOLE.search(line.labels[0]):
        return line
    return replace(line, labels=(f"w/o {line.labels[0]}", *line.labels[1:]))


def _mark_columns(block: Sequence[Line], heads: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """The columns that hold marks alone, not all of them one, each with what it marks."""
    rows = [line.cells for line in block]
    for column, head in enumerate(heads):
        what = _WITH.sub("", head.strip(" ?")).strip()
        if not column or not what or len(what) > _LONGEST:
            continue
        cells = {row[column].lower() if column < len(row) else "" for row in rows}
        if cells & _HAS and cells <= _MARKS | _NOTHING and len(cells) > 1:
            yield column, what


def _marked(line: Line, columns: Mapping[int, str]) -> Line:
    """A line with the labels that its marks give it in place of bare ones."""
    told: list[str] = []
    for column, what in columns.items():
        cell = line.cells[column].lower() if column < len(line.cells) else ""
        told.append(what if cell in _HAS else f"w/o {what}")
    bare = _MARKS if columns else frozenset[str]()
    labels = tuple(label for label in line.labels if label.lower() not in bare)
    corner = line.heads[0].strip() if line.heads else ""
    if _NUMBER.fullmatch(line.cells[0]) and _NUMBERS_ROWS.fullmatch(corner):
        told.append(corner.rstrip(".") + line.cells[0])
    if not told:
        return line
    return replace(line, labels=(*labels, *told))
