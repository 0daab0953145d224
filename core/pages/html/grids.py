"""A table's cells in rows and columns: rows as lines, and each column under its headers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from selectolax.lexbor import LexborNode

_WIDEST = 200  # columns, and rows a cell may span
_MOST_HEADS = 4  # rows
_SEPARATOR = " | "
_LONGEST = 60  # characters of a figure with its deviation, unit and gain
# A number, or several with a few signs between them; each number is taken whole, so that there is
# one way to read it.
_FIGURE = re.compile(r"\W*+\d[\d.,]*+(?>(?:[^\d.,]{,6}+[\d.,]++)*)\D{,12}+")
_WORD = re.compile(r"[A-Za-z]{4}")
_BAR = re.compile(r"(?<!\s)\s++\|\s++")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, how many columns and rows it spans, and whether it is marked as a header."""

    text: str
    columns: int = 1
    rows: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table laid out: its rows as lines, each column's header, and how many lines are headers."""

    lines: tuple[str, ...]
    heads: tuple[str, ...] = ()
    head_rows: int = 0


def laid_out(rows: Sequence[Sequence[Cell]]) -> Grid:
    """The grid of those rows, without those that hold no text.

    The text of a cell that spans several columns stands in the first of them.
    Headers are the leading rows marked as such, or else a first row of words above figures, with
    their lower levels.
    """
    placed: list[_Row] = []
    width = 0
    for row in _placed(rows):
        if any(cell.text for _, cell in row):
            placed.append(row)
            width = max(width, *(start + cell.columns for start, cell in row))
    count = 0
    if width > 1:
        count = _head_rows(placed)
    heads = tuple(_header(placed[:count], column) for column in range(width))
    if not any(heads):
        heads = ()
    lines = tuple(_line(row, width) for row in placed)
    return Grid(lines, heads, count)


def cells_of(line: str) -> list[str]:
    """The cells of a line."""
    return [cell.strip() for cell in line.split(_SEPARATOR.strip())]


def is_figure(cell: str) -> bool:
    """Whether a cell holds a figure and little else: "71.2", "$0.14 \\pm 0.01$", "2.08 (1.00x)"."""
    plain = cell.replace("$", "").replace("\\pm", "±").replace("\\times", "×")
    return len(cell) < _LONGEST and _FIGURE.fullmatch(plain) is not None


def shut_columns(table: LexborNode, is_collapsed: Callable[[LexborNode], bool]) -> set[int]:
    """The numbers of a table's columns that are collapsed, or in a group that is."""
    shut: set[int] = set()
    at = 0
    for group in table.iter():
        if group.tag not in ("col", "colgroup"):
            continue
        within = [each for each in group.iter() if each.tag == "col"]
        for column in within or [group]:
            wide = min(span(column.attributes, frozenset(), "span"), _WIDEST)
            if is_collapsed(group) or is_collapsed(column):
                shut.update(range(at, at + wide))
            at += wide
    return shut


def span(attributes: Mapping[str, str | None], classes: frozenset[str], name: str) -> int:
    """How many columns or rows a cell spans.

    It is an attribute of table cells, and a class of other elements.
    """
    value = attributes.get(name)
    if value is None:
        prefix = f"ltx_{name}_"
        value = next((each.removeprefix(prefix) for each in classes if each.startswith(prefix)), "")
    if not value.isdecimal() or len(value) >= 6:
        return 1
    return max(int(value), 1)


_Row = list[tuple[int, Cell]]
"""Cells, each with the column it begins in."""


def _placed(rows: Sequence[Sequence[Cell]]) -> list[_Row]:
    placed: list[_Row] = []
    # For each column, how many more rows a cell above reaches down.
    taken: dict[int, int] = {}
    for row in rows:
        found: _Row = []
        column = 0
        reaching = {at: left - 1 for at, left in taken.items() if left > 1}
        for cell in row:
            while taken.get(column, 0):
                column += 1
            if column >= _WIDEST:
                break
            found.append((column, cell))
            columns = min(cell.columns, _WIDEST - column)
            if cell.rows > 1:
                reaching |= dict.fromkeys(
                    range(column, column + columns), min(cell.rows, _WIDEST) - 1
                )
            column += columns
        placed.append(found)
        taken = reaching
    return placed


def _head_rows(rows: Sequence[_Row]) -> int:
    """How many leading rows are headers: those marked as such, and their lower levels.

    Without marks the first row is one, if it holds words and a later row figures.
    """
    count = sum(1 for _ in takewhile(_is_marked, rows))
    words_above_figures = (
        count == 0
        and len(rows) > 1
        and _is_plain(rows[0])
        and not all(_is_plain(row) for row in rows[1:])
    )
    if words_above_figures:
        count = 1
    while 0 < count < len(rows) - 1 and _is_plain(rows[count]):
        if not _goes_on(rows[count - 1], rows[count]):
            break
        count += 1
    if count > _MOST_HEADS or count >= len(rows):
        return 0
    return count


def _goes_on(row: _Row, below: _Row) -> bool:
    """Whether a header has its lower level in the row below it.

    It has where it spans columns, or where the row below begins with an empty cell.
    """
    if any(cell.columns > 1 for _, cell in row):
        return True
    return not any(cell.text for start, cell in below if start == 0)


def _is_marked(row: _Row) -> bool:
    """Whether most of a row's cells are marked as headers."""
    filled = [cell for _, cell in row if cell.text]
    return sum(cell.head for cell in filled) * 2 > len(filled)


def _is_plain(row: _Row) -> bool:
    """Whether a row without marks can be a header: several cells, and no figure but in the
    first."""
    filled = [cell.text for start, cell in row if cell.text and start]
    return bool(filled) and not any(map(_is_value, filled))


def _is_value(text: str) -> bool:
    """Whether a cell holds a figure that is no header: "30M examples" may be one."""
    return is_figure(text) and (_WORD.search(text) is None or "." in text)


def _header(rows: Sequence[_Row], column: int) -> str:
    """The texts above a column, upper levels first, each once."""
    found: list[str] = []
    for row in rows:
        found += [cell.text for start, cell in row if start <= column < start + cell.columns]
    return " ".join(dict.fromkeys(filter(None, found)))


def _line(row: _Row, width: int) -> str:
    filled = [(start, cell) for start, cell in row if cell.text]
    if len(filled) == 1:
        start, only = filled[0]
        if start == 0 and only.columns > 1:
            return only.text
    fields = [""] * min(max(width, 1), _WIDEST)
    for start, cell in filled:
        # A bar within a cell would read as two cells.
        fields[start] = _BAR.sub("|", cell.text)
    return _SEPARATOR.join(fields)
