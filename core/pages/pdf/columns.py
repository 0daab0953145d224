"""Two columns whose lines are drawn across the page, one of each in turn → one below the other.

TeX draws a column after the other, and then nothing is changed. Pure.
"""

# Tested in tests/core/pages/pdf/test_layout.py.

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from core.pages.pdf.shown import Line, Word

_FEWEST = 16  # half lines of a page that has columns
_SIDES = ("left", "right")
_LONG = 20  # characters of half a line of text; cells of tables have fewer
_TURNS = 0.5  # of the half lines that stand on the other side than the one before
_GAP = 0.8  # of the size, between the columns


def in_reading_order(lines: Sequence[Line]) -> Sequence[Line]:
    """The page's lines, those of the left column before those of the right where they take
    turns."""
    if len(lines) < _FEWEST // 2:
        return lines
    left = min(line.box[0] for line in lines)
    right = max(line.box[2] for line in lines)
    middle = (left + right) / 2
    halves: list[tuple[str, Line]] = []
    for line in lines:
        halves += _halves(line, middle)
    sides = [side for side, _ in halves if side]
    turns = sum(one != other for one, other in pairwise(sides))
    if len(sides) < _FEWEST or turns < _TURNS * len(sides):
        return lines
    for side in _SIDES:
        if not _is_column([line for each, line in halves if each == side]):
            return lines
    ordered: list[Line] = []
    waiting: dict[str, list[Line]] = {"left": [], "right": []}
    for side, line in halves:
        if side:
            waiting[side].append(line)
            continue
        ordered += waiting["left"] + waiting["right"]
        waiting = {"left": [], "right": []}
        ordered.append(line)
    return ordered + waiting["left"] + waiting["right"]


def _is_column(lines: Sequence[Line]) -> bool:
    """Whether most of these are as long as a column's lines, and begin below each other: a cell of
    a table is short, and a line of wide blanks, broken at one near the middle, begins anywhere."""
    texts = [line for line in lines if len(line.text) >= _LONG]
    begins = Counter(round(line.box[0]) for line in texts)
    below_each_other = [begins[x - 1] + begins[x] + begins[x + 1] for x in begins]
    alike = max(below_each_other, default=0)
    return 2 * len(texts) >= len(lines) and 2 * alike >= len(texts)


def _halves(line: Line, middle: float) -> list[tuple[str, Line]]:
    """The line, or its halves where a gap in the middle of the page parts them, each with the side
    on which it stands, "" for both."""
    if line.box[2] <= middle:
        return [("left", line)]
    if line.box[0] >= middle:
        return [("right", line)]
    for at in range(1, len(line.words)):
        before: Word = line.words[at - 1]
        word = line.words[at]
        wide = word.box[0] - before.box[2] >= _GAP * word.style.size
        # The gap need not be in the very middle: a column's last letters may stand out.
        near = before.box[2] - word.style.size <= middle <= word.box[0] + word.style.size
        if wide and near:
            return [("left", Line(line.words[:at])), ("right", Line(line.words[at:]))]
    return [("", line)]
