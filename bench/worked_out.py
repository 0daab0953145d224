"""True and false statements of what a reader works out from a table: gaps and multiples of two
cells of a column, or of a row, in English and Chinese by turns.

Every other statement shortens names of several words by one, as people do. Only values that are
measured alike are compared: both percentages or neither, and neither many times the other.
"""

# Chinese is written here.

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import permutations

from core.document import Document, Table
from core.plain import plain

_VALUE = re.compile(r"\d{1,4}\.\d{1,3}%?")
_NAME = re.compile(r"[A-Za-z]{3}")
_LONGEST_NAME = 40
_MANY_TIMES = 5
_GAPS = (
    "{one} is {gap} points {way} {other} on {where}.",
    "On {where}, {one} reaches {value}, {gap} {way} {other}.",
    "The gap between {one} and {other} on {where} is {gap} points.",
    "{one} 在 {where} 上比 {other} {way}{gap} 分。",
    "{where} 上，{one} 为 {value}，比 {other} {way} {gap}。",
    "{one} 与 {other} 在 {where} 上相差 {gap} 个百分点。",
)
_MULTIPLES = (
    "On {where}, {one} has {times} times the value of {other}.",
    "{one} 的 {where} 为 {value}，约为 {other} 的 {times} 倍。",
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """A statement; `wrong` is the figure that does not hold, or "" where it is true."""

    text: str
    wrong: str


def worked_out(document: Document, chance: random.Random, wanted: int) -> Iterator[WorkedOut]:
    """So many true statements about each table of a page, and as many false ones."""
    for table in document.tables:
        rows = _rows(table)
        compared = list(permutations(rows, 2))
        for number, (one, other) in enumerate(chance.sample(compared, min(wanted, len(compared)))):
            both = sorted(one[1].keys() & other[1].keys())
            if not both:
                continue
            where = chance.choice(both)
            yield from _of_two(one, other, where, rows, chance, shorter=number % 2 == 1)


_Row = tuple[str, dict[str, str]]


def _rows(table: Table) -> list[_Row]:
    """The rows with a name, each with its values by the name of their columns."""
    found: list[_Row] = []
    for line in table.rows.split("\n")[table.head_rows :]:
        cells = [plain(cell.strip()) for cell in line.split("|")]
        if len(cells) != len(table.heads) or not _is_name(cells[0]):
            continue
        values = {
            plain(head): cell
            for head, cell in zip(table.heads[1:], cells[1:], strict=True)
            if _is_name(plain(head)) and _VALUE.fullmatch(cell)
        }
        if values and all(name != cells[0] for name, _ in found):
            found.append((cells[0], values))
    return found


def _is_name(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and _NAME.search(text) is not None


def _of_two(
    one: _Row, other: _Row, where: str, rows: list[_Row], chance: random.Random, *, shorter: bool
) -> Iterator[WorkedOut]:
    first, second = one[1][where], other[1][where]
    gap = _gap(first, second)
    if not float(gap) or not _are_alike(first, second):
        return
    ours, theirs = float(first.rstrip("%")), float(second.rstrip("%"))
    names = [one[0], other[0], where]
    if shorter:
        taken = {name for name, _ in rows}
        names = [_shortened(each, taken, chance) for each in names]
    told = dict(zip(("one", "other", "where"), names, strict=True))
    told |= {"value": first, "gap": gap}
    told["times"] = f"{ours / theirs:.1f}"
    is_multiple = ours / theirs >= 1.5 and chance.random() < 0.5
    template = chance.choice(_MULTIPLES if is_multiple else _GAPS)
    figure = told["times"] if is_multiple else gap
    higher = ours > theirs
    yield WorkedOut(_filled(template, told, higher=higher), "")
    turned = "{way}" in template and chance.random() < 0.25
    if turned:
        yield WorkedOut(_filled(template, told, higher=not higher), figure)
        return
    others = {
        _gap(row[1][column], other[1][column])
        for row in rows
        for column in row[1].keys() & other[1].keys()
    }
    if is_multiple:
        others = {f"{float(each) / theirs + 1:.1f}" for each in others}
    others -= {figure, "0.0", "0.00"}
    if others:
        wrong = chance.choice(sorted(others))
        told |= {"gap": wrong, "times": wrong}
        yield WorkedOut(_filled(template, told, higher=higher), wrong)


def _are_alike(one: str, other: str) -> bool:
    """Whether two values may be of one kind."""
    if one.endswith("%") != other.endswith("%"):
        return False
    low, high = sorted((float(one.rstrip("%")), float(other.rstrip("%"))))
    return 0 < high <= _MANY_TIMES * low


def _shortened(name: str, taken: Collection[str], chance: random.Random) -> str:
    """A name without one of its words, unless it is another's then."""
    parts = name.split(" ")
    if len(parts) == 1:
        return name
    left_out = chance.randrange(len(parts))
    shorter = " ".join(part for number, part in enumerate(parts) if number != left_out)
    return shorter if _NAME.search(shorter) and shorter not in taken else name


def _gap(one: str, other: str) -> str:
    decimals = max(len(each.rstrip("%").partition(".")[2]) for each in (one, other))
    return f"{abs(float(one.rstrip('%')) - float(other.rstrip('%'))):.{decimals}f}"


def _filled(template: str, told: dict[str, str], *, higher: bool) -> str:
    ways = ("above", "below")
    if _CHINESE.search(template):
        ways = ("高", "低")
    return template.format(way=ways[0] if higher else ways[1], **told)
