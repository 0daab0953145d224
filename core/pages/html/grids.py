"""A table's cells in rows and columns: spans laid out, rows as lines, each column under its
headers. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

_WIDEST = 200  # columns, and rows a cell may span
_MOST_HEADS = 4  # rows
_SEPARATOR = " | "
_LONGEST = 60  # characters of a figure with its deviation, unit and gain
# A number, or several with a few signs between them; each number is taken whole, so that there is
# one way to read it.
_FIGURE = re.compile(r"\W*+\d[\d.,]*+(?>(?:[^\d.,]{,6}+[\d.,]++)*)\D{,12}+")
_BAR = re.compile(r"(?<!\s)\s++\|\s++")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text on one line, how many columns and rows it spans, and whether it is marked as a
    column's header."""

    text: str
    columns: int = 1
    rows: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table laid out: its rows as lines, the header of each column, and how many of the lines are
    headers."""

    lines: tuple[str, ...]
    heads: tuple[str, ...] = ()
    head_rows: int = 0


def laid_out(rows: Sequence[Sequence[Cell]]) -> Grid:
    """The grid of those rows. Rows without text are dropped; a spanning cell's text stands in its
    first field.

    Headers are the leading rows marked as such, or else a first row of words above figures, with
    their lower levels.
    """
    placed = [row for row in _placed(rows) if any(cell.text for _, cell in row)]
    width = max((start + cell.columns for row in placed for start, cell in row), default=0)
    count = _head_rows(placed) if width > 1 else 0
    heads = [_header(placed[:count], column) for column in range(width)]
    lines = tuple(_line(row, width) for row in placed)
    return Grid(lines, tuple(heads) if any(heads) else (), count)


def cells_of(line: str) -> list[str]:
    """The cells of a line."""
    return [cell.strip() for cell in line.split(_SEPARATOR.strip())]


def is_figure(cell: str) -> bool:
    """Whether a cell holds a figure and little else: "71.2", "$0.14 \\pm 0.01$", "80.6/80.1", "2.08
    (1.00x)"."""
    plain = cell.replace("$", "").replace("\\pm", "±").replace("\\times", "×")
    return len(cell) < _LONGEST and _FIGURE.fullmatch(plain) is not None


_Row = list[tuple[int, Cell]]
"""Cells, each with the column it begins in."""


def _placed(rows: Sequence[Sequence[Cell]]) -> list[_Row]:
    placed: list[_Row] = []
    # For each column, how many more rows a cell above reaches down.
    taken: dict[int, int] = {}
    for row in rows:
        found: _Row = []
        column, reaching = 0, {at: left - 1 for at, left in taken.items() if left > 1}
        for cell in row:
            while taken.get(column, 0):
                column += 1
            if column >= _WIDEST:
                break
            found.append((column, cell))
            span = min(cell.columns, _WIDEST - column)
            if cell.rows > 1:
                reaching |= dict.fromkeys(range(column, column + span), min(cell.rows, _WIDEST) - 1)
            column += span
        placed.append(found)
        taken = reaching
    return placed


def _head_rows(rows: Sequence[_Row]) -> int:
    """How many leading rows are headers; without marks the first, when it holds words and a later
    one figures."""
    count = sum(1 for _ in takewhile(_is_marked, rows))
    if (
        not count
        and len(rows) > 1
        and _is_plain(rows[0])
        and any(not _is_plain(row) for row in rows[1:])
    ):
        count = 1
    while (
        0 < count < len(rows) - 1
        and _is_plain(rows[count])
        and _goes_on(rows[count - 1], rows[count])
    ):
        count += 1
    return count if count <= _MOST_HEADS and count < len(rows) else 0


def _goes_on(row: _Row, below: _Row) -> bool:
    """Whether a header has its lower level in the row below: under spanning cells, or beside an
    empty first one."""
    return any(cell.columns > 1 for _, cell in row) or not any(
        cell.text for start, cell in below if start == 0
    )


def _is_marked(row: _Row) -> bool:
    filled = [cell for _, cell in row if cell.text]
    return sum(cell.head for cell in filled) * 2 > len(filled)


def _is_plain(row: _Row) -> bool:
    """Whether a row without marks can be a header: several cells, and no figure but in the
    first."""
    filled = [cell.text for start, cell in row if cell.text and start]
    return bool(filled) and not any(is_figure(text) for text in filled)


def _header(rows: Sequence[_Row], column: int) -> str:
    """The texts above a column, upper levels first; a text that repeats the one above it stands
    once."""
    found = [
        cell.text
        for row in rows
        for start, cell in row
        if cell.text and start <= column < start + cell.columns
    ]
    return " ".join(dict.fromkeys(found))


def _line(row: _Row, width: int) -> str:
    filled = [(start, cell) for start, cell in row if cell.text]
    if len(filled) == 1 and filled[0][0] == 0 and filled[0][1].columns > 1:
        return filled[0][1].text
    fields = [""] * min(max(width, 1), _WIDEST)
    for start, cell in filled:
        # A bar within a cell would read as two cells.
        fields[start] = _BAR.sub("|", cell.text)
    return _SEPARATOR.join(fields)
