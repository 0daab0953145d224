"""The lines of a table, each cell with every head over it and every label beside it. Pure.

A head that spans columns holds for each of them, a label that spans rows for each of these, and a
line across the table for the lines below it.
"""

# Tested in tests/core/checking/tables/test_tabular.py.

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from core.checking.figures.quantity import Quantity
from core.checking.tables.checkmarks import with_marks
from core.checking.tables.lines import Line
from core.document import Table
from core.plain import plain

CELLS = " | "
_BAR = "|"
# A cell that measures; rows of such cells, and rows far down, are no heads.
_MEASURED = re.compile(
    r"^(?!\d+(?:D\b|[-+][A-Za-z]{3}))[$~<>+±-]*\.?\d|[:(\s]\d+\.\d|^\$?\[-?[\d.]+,"
)
_LETTERS = re.compile(r"[A-Za-z\u4e00-\u9fff]")
_HEADS = 4
# Cells that name their row stand in its first columns.
_LABELS = 3
# How many letters a cell of a value has beside it: its unit, or a mark.
_UNITS = 8
_SHORT = 40
# The names of several values in a head: "MNLI-(m/mm)".
_LISTED = re.compile(r"[(\[]([^()\[\]/]{0,60}(?:/[^()\[\]/]{0,60}){1,6})[)\]]")
_STROKES = re.compile(
    r"(?<![\w/])[A-Za-z][\w@.-]{0,20}(?:\s?/\s?[A-Za-z][\w@.-]{0,20}){1,4}(?![\w/])"
)
# The name of one of several values in a short cell: "0.93 (PSAX) 0.90 (A4C)".
_NAME = re.compile(r"[A-Z][A-Za-z0-9]{2}")
_BRACKETED = re.compile(r"\s?\(([^()]{2,40})\)")
_MEASURE = re.compile(r"^(.{0,200}?)([A-Za-z][A-Za-z0-9-]{0,20}):\s?$")
_WORD = re.compile(r"[A-Za-z]{4}")
_DECIMAL = "."
# The size of a model, which names it.
_SIZE = re.compile(r"\d+(?:\.\d+)?\s?[MBT]")
# What a row is called by how many of something it has: "6 layers"; no value with a unit.
_COUNT = re.compile(r"\d{1,4}[ -][A-Za-z]{4,12}(?: [A-Za-z]{2,12})?")
_THOUSANDS = re.compile(r"\d[, \u2009\u202f]\d{3}(?!\d)")
_DIGIT = re.compile(r"\d")
# What a row was measured with: a horizon of 96, 50 epochs.
_SETTING = re.compile(r"\d{1,4}")
_LEADS = re.compile(r"[<>≤≥]?\s?([-+]?\d{1,6}(?:\.\d{1,4})?)\s?(?:%|[kKMB]|\([A-Za-z ]{1,20}\))?$")
_NO_NUMBER = re.compile(r"|[A-Za-z][A-Za-z /-]{0,40}")
_FEW, _SEVERAL = 2, 3
_SAYS_NOTHING = frozenset(("", "-", "–", "—", "N/A", "n/a", "/"))


def lines_of(rows: str, table: Table | None = None) -> list[Line]:
    """The lines of a table's text; its heads are told by the table where that knows them."""
    split = [(text, tuple(map(_bare, text.split(_BAR)))) for text in rows.split("\n")]
    width = max(len(cells) for _, cells in split)
    every = [cells for _, cells in split]
    count = _head_rows(every)
    heads = _spread(every[:count], width)
    if table is not None and table.heads and table.head_rows:
        count = _counted(every, table.head_rows)
        heads = table.heads
        if count < table.head_rows:
            heads = _spread(every[:count], width)
        elif count > table.head_rows:
            below = (each.strip() for each in every[count - 1])
            both = zip(heads, below, strict=False)
            heads = tuple(" ".join(filter(None, each)) for each in both)
    found: list[Line] = []
    group = corner = ""
    if heads:
        corner = heads[0]
    above: tuple[str, ...] = ()
    called = _called(every[count:])
    for number, (text, cells) in enumerate(split):
        if number < count:
            found.append(Line(text, cells, is_head=True))
        elif len(cells) == 1:
            if not group and above and " " in corner:
                corner = ""  # it named the rows before, as this line does those below
            group, above = cells[0], ()
            found.append(Line(text, cells, labels=(cells[0],), naming=1))
        elif _is_new_head(cells, split[number + 1 :]):
            heads = cells
            corner, group, above = cells[0], "", ()
            found.append(Line(text, cells, is_head=True))
        else:
            naming = _naming(cells, called)
            own = _filled_down(cells[:naming], above)
            above = own
            told = (cell for cell in cells[naming:] if _is_told(cell))
            labels = tuple(label for label in (*own, *told, group, corner) if label)
            found.append(Line(text, cells, heads, labels, naming))
    return with_marks(_with_settings(found), "" if table is None else table.caption)


def _bare(cell: str) -> str:
    """A cell without TeX's marks, which look like words: a bold value is one."""
    return plain(cell).strip() if "\\" in cell or "$" in cell else cell.strip()


def _counted(rows: Sequence[tuple[str, ...]], count: int) -> int:
    """How many rows are heads where so many are marked: not a last one that is a row of values;
    also the next ones that go on below them."""
    if count > 1 and _is_of_values(rows[count - 1], rows[count - 2]):
        return count - 1
    goes_on = count + 1 < len(rows) and len(rows[count]) == len(rows[count - 1])
    if goes_on and (
        _tells_apart(rows[count - 1], rows[count]) or _is_lower_head(*rows[count : count + 2])
    ):
        return count + 1
    return count


def _is_of_values(row: tuple[str, ...], above: tuple[str, ...]) -> bool:
    """Whether a row has a label and mostly values, with decimals or thousands, below heads of as
    many cells."""
    values = [cell for cell in row[1:] if cell]
    if not row[0] or len(values) != len([cell for cell in above[1:] if cell]):
        return False
    measured = sum(
        bool(_MEASURED.match(cell)) and (_DECIMAL in cell or _THOUSANDS.search(cell) is not None)
        for cell in values
    )
    return 2 * measured > len(values)


def _tells_apart(heads: tuple[str, ...], row: tuple[str, ...]) -> bool:
    """Whether a row without a label tells columns apart that are called alike without it."""
    below = [at for at, cell in enumerate(row) if cell]
    if not below or not below[0]:
        return False
    above = [heads[at] for at in below]
    told = {(heads[at], row[at]) for at in below}
    measured = sum(_measures(row[at]) for at in below)
    are_alike = len(set(above)) < len(above) and all(above)
    return are_alike and len(told) == len(below) > 2 * measured


def _is_lower_head(row: tuple[str, ...], below: tuple[str, ...]) -> bool:
    """Whether a row has no labels and several words, above a row of values."""
    filled = [at for at, cell in enumerate(row) if cell]
    if len(filled) < _FEW or filled[0] < _FEW or len(row) != len(below):
        return False
    if any(_MEASURED.search(row[at]) or not _LETTERS.search(row[at]) for at in filled):
        return False
    return 2 * sum(bool(_MEASURED.search(below[at])) for at in filled) > len(filled) - 1


def _with_settings(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that are told apart by the number in the column behind their labels alone
    with that as a label: a table that gives each model at horizons of 96, 192 and 336."""
    blocks: dict[tuple[int, int, tuple[str, ...]], list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if line.naming and not line.is_head:
            blocks[line.naming, len(line.cells), line.heads].append(at)
    found = list(lines)
    for (naming, width, _), block in blocks.items():
        if naming + 1 < width and _are_settings([lines[at] for at in block], naming):
            for at in block:
                line = lines[at]
                labels = (*line.labels[:naming], line.cells[naming], *line.labels[naming:])
                found[at] = replace(line, labels=labels, naming=naming + 1)
    return found


def _are_settings(lines: Sequence[Line], column: int) -> bool:
    """Whether lines that are called alike have whole numbers in a column that go on rising."""
    if not all(_SETTING.fullmatch(line.cells[column]) for line in lines):
        return False
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for line in lines:
        alike[line.labels].append(int(line.cells[column]))
    several = [values for values in alike.values() if len(values) > 1]
    enough = len(several) >= _FEW or any(len(values) >= _SEVERAL for values in several)
    return enough and all(one < other for values in several for one, other in pairwise(values))


def _head_rows(rows: Sequence[tuple[str, ...]]) -> int:
    """How many of the first rows are heads: those that seldom measure."""
    count = 0
    for cells in rows[:_HEADS]:
        filled = [cell for cell in cells[1:] if cell]
        measured = 2 * sum(map(_measures, filled))
        if measured > len(filled) or (count and measured == len(filled) > 0):
            break
        if len(cells) == 1 and count:
            break
        count += 1
    if count == len(rows):
        return 0
    return count or int(len(rows) > 1 and _is_of_settings(rows[0]))


def _is_of_settings(row: tuple[str, ...]) -> bool:
    """Whether a row has a label and numbers that go on rising, or falling, all its way: those of
    a setting, "1 (default) | 0.16 | 0.14", above what each gives."""
    cells = (cell.replace("−", "-") for cell in row[1:] if not _NO_NUMBER.fullmatch(cell))
    numbers = [_LEADS.match(cell) for cell in cells]
    values = [float(each[1]) for each in numbers if each is not None]
    if not _LETTERS.search(row[0]) or len(values) < len(numbers) or len(values) <= _SEVERAL:
        return False
    ways = {one < other if one != other else None for one, other in pairwise(values)}
    return len(ways) == 1 and None not in ways


def _measures(cell: str) -> bool:
    """Whether a cell holds a value; not "30M examples", which may be a head."""
    return bool(_MEASURED.search(cell)) and (_WORD.search(cell) is None or _DECIMAL in cell)


def _spread(heads: Sequence[tuple[str, ...]], width: int) -> tuple[str, ...]:
    """What stands over each column; a cell reaches over the empty ones to its right that have
    something below them."""
    levels: list[list[str]] = []
    for number, cells in enumerate(heads):
        below = heads[number + 1 :]
        level: list[str] = []
        for column in range(width):
            cell = cells[column] if column < len(cells) else ""
            goes_on = column > 1 and any(_at(each, column) for each in below)
            if not cell and goes_on and level:
                cell = level[-1]
            level.append(cell)
        levels.append(level)
    found: list[str] = []
    for column in range(width):
        over = dict.fromkeys(level[column] for level in levels if level[column])
        found.append(" ".join(over))
    return tuple(found)


def _at(cells: tuple[str, ...], column: int) -> str:
    return cells[column] if column < len(cells) else ""


def _is_new_head(cells: tuple[str, ...], below: Sequence[tuple[str, tuple[str, ...]]]) -> bool:
    """Whether a line within a table gives new heads: words in all cells, above figures."""
    filled = cells[1:]
    if len(filled) < 2 or any(not _LETTERS.search(cell) for cell in filled):
        return False
    if any(_MEASURED.search(cell) for cell in filled) or _SAYS_NOTHING & set(filled):
        return False
    for _, others in below[:1]:
        return len(others) == len(cells) and all(_MEASURED.search(cell) for cell in others[1:])
    return False


def _naming(cells: tuple[str, ...], called: Collection[int]) -> int:
    """How many of a line's first cells name it: all before the first that measures, or is empty and
    no name follows that it leaves room for. "6 layers" names it in a column that is `called` so."""
    for number, cell in enumerate(cells[1 : _LABELS + 1], 1):
        if number < _LABELS and _SIZE.fullmatch(cell):
            continue
        if number in called and _COUNT.fullmatch(cell):
            continue
        if not cell and not any(cells[:number]) and _names(cells[number + 1 : _LABELS]):
            continue
        if _MEASURED.search(cell) or not _LETTERS.search(cell):
            return number
    return min(len(cells), _LABELS)


def _called(rows: Sequence[tuple[str, ...]]) -> frozenset[int]:
    """The columns behind the first, of those that may name rows, of names and counts alone."""
    found: set[int] = set()
    for column in range(1, _LABELS):
        cells = {row[column] for row in rows if len(row) > column} - _SAYS_NOTHING
        names = {cell for cell in cells if _names((cell,))}
        if names and all(map(_COUNT.fullmatch, cells - names)):
            found.add(column)
    return frozenset(found)


def _names(cells: Sequence[str]) -> bool:
    """Whether the first cell that is not empty is a name."""
    first = next(filter(None, cells), "")
    return _LETTERS.search(first) is not None and not _MEASURED.search(first)


def _is_told(cell: str) -> bool:
    """Whether a cell behind the labels says in words what its row is."""
    return 1 < len(cell) <= _SHORT and _LETTERS.match(cell) is not None and not _DIGIT.search(cell)


def _filled_down(labels: tuple[str, ...], above: tuple[str, ...]) -> tuple[str, ...]:
    """A line's labels, the first of which are those of the line above where it leaves them empty:
    of a model, or of a language, a model and a measure."""
    empty = next((at for at, label in enumerate(labels) if label), len(labels))
    return (*above[:empty], *labels[len(above[:empty]) :])


def columns_of(line: Line) -> Iterator[tuple[int, str]]:
    """The cells of a line that may measure, each with its column."""
    for column, cell in enumerate(line.cells):
        if any(map(str.isdigit, cell)):
            yield column, cell


def beside_value(cell: str, head: str, quantity: Quantity, found: Sequence[Quantity]) -> str:
    """What a cell of several values, or its head, says of one of them.

    In "(sMNIST) acc: 99.5 (sCIFAR) acc: 82" words stand before a value, or behind it where the cell
    begins with a value; for "0.97 / 0.09" below "risk (seeking / averse)" the head says it. It is
    "" where nothing does.
    """
    if sum(map(str.isalpha, cell)) <= _UNITS:
        listed = _LISTED.search(head)
        values = cell.split("/")
        if listed is not None and len(values) == len(found):
            names = listed[1].split("/")
            return names[found.index(quantity)] if len(names) == len(values) else ""
        if not all(_NAME.search(_words_of(cell, each, found)) for each in found):
            return ""
        if len({_words_of(cell, each, found) for each in found}) < len(found):
            return ""
    return _words_of(cell, quantity, found)


def listed_in(
    caption: str, cell: str, head: str, quantity: Quantity, found: Sequence[Quantity]
) -> str:
    """What a caption that has one list of as many names as a cell has values, "P / R / F1", calls
    one of these; "" where the head lists them, or nothing does."""
    values = cell.split("/")
    if len(values) != len(found) or len(found) < _FEW or _LISTED.search(head):
        return ""
    if _LETTERS.search(cell):
        return ""
    lists = [each[0].split("/") for each in _STROKES.finditer(caption)]
    fitting = [each for each in lists if len(each) == len(found)]
    return fitting[0][found.index(quantity)] if len(fitting) == 1 else ""


def _words_of(cell: str, quantity: Quantity, found: Sequence[Quantity]) -> str:
    """What stands before a value in a cell, or behind it where the cell begins with a value.

    In "Acc: 81.7 (A) 65.2 (B)" brackets stand behind and the measure holds on; in "ONE F1: 90.3
    IoU: 82.7" the name before the measure does.
    """
    first = min(each.start for each in found)
    if not _LETTERS.search(cell, 0, first):
        end = min((each.start for each in found if each.start >= quantity.end), default=len(cell))
        return cell[quantity.end : end]
    behind = None
    if "(" not in cell[:first]:
        behind = _BRACKETED.match(cell, quantity.end)
    topic = measure = ""
    start = 0
    for each in sorted(found, key=lambda other: other.start):
        if each.start > quantity.start:
            break
        said = cell[start : each.start]
        if behind:
            said = _BRACKETED.sub(" ", said)
        told = _MEASURE.search(said)
        if told is not None:
            topic = told[1] if told[1].strip() else topic
            measure = told[2]
        elif said.strip():
            topic, measure = said, ""
        start = each.end
    own = (topic.strip(), measure, behind[1] if behind else "")
    return " ".join(each for each in own if each)
