"""Where a table's cell stands among the others: what its row and its column are called. Pure."""

# Chinese is read here: large numbers.
# Tested in tests/core/checking/test_settling.py.

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from core.checking.evidence import Evidence, Mention
from core.checking.names import words
from core.checking.quantities import quantities
from core.checking.quantity import Quantity
from core.plain import plain

Keys = frozenset[str]
"""What something is called: stems, sizes and versions."""

_CELLS = " | "
# A cell that measures; what only tells a size, as 7B and 2T do, names its row.
_FIGURE = re.compile(r"^[$~<>+±(-]*\.?\d")
_ONLY_A_SIZE = re.compile(r"^[~<>]?\d+(?:\.\d+)?\s?[kKmMbBtT]$")
_LABELS = 3
# How far up and down a table is followed, in rows.
_FAR = 60
# A name followed by its version is one word with it: "SQuAD 2.0".
_VERSIONED = re.compile(r"([A-Za-z][A-Za-z-]*)[\s-][vV]?(\d+(?:\.\d+)?)(?![\d.]*\d|[A-Za-z%])")
_SIZED = re.compile(r"(?<![A-Za-z0-9.])(\d{1,4}(?:\.\d{1,2})?)\s?([MBT])(?![A-Za-z])", re.IGNORECASE)
_SCALES = {"m": 1e6, "b": 1e9, "t": 1e12}
_SIZES_FROM = 1e5

Span = tuple[int, int]
NOWHERE: Span = (0, 0)


def keys_of(text: str, pairs: bool = False, but: Span = NOWHERE) -> dict[str, int]:
    """What a plain text names, each with where it first stands.

    A figure that lies within `but` names nothing.
    """
    found: dict[str, int] = {}
    for word in words(text, pairs)[0]:
        behind_a_digit = len(word.stem) == 1 and text[word.start - 1 : word.start].isdigit()
        if not behind_a_digit:
            found.setdefault(word.stem, word.start)
    for size, start, end in sizes(text):
        if end <= but[0] or start >= but[1]:
            found.setdefault(f"#{size:g}", start)
    for match in _VERSIONED.finditer(text):
        if match.end(2) <= but[0] or match.start(2) >= but[1]:
            found.setdefault(f"{match[1].lower()}{match[2]}", match.start())
    return found


def sizes(text: str) -> list[tuple[float, int, int]]:
    """The sizes of models and data in a plain text, "7B" and 70 亿, each with where it stands."""
    found = [
        (float(match[1]) * _SCALES[match[2].lower()], match.start(), match.end())
        for match in _SIZED.finditer(text)
    ]
    taken = {start for _, start, _ in found}
    for each in quantities(text):
        if is_size(each) and each.start not in taken:
            found.append((each.value, each.start, each.end))
    return found


def is_size(quantity: Quantity) -> bool:
    """Whether a figure is the size of a model or of data, "7B": it names more than it states."""
    scaled = not quantity.unit and quantity.value != quantity.number
    return scaled and quantity.value >= _SIZES_FROM


class Tables:
    """The rows of a paper's tables, taken apart where they are looked at."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._labels: dict[int, str] = {}
        self._keys: dict[int, Keys] = {}

    @cached_property
    def _mentions(self) -> dict[int, list[Mention]]:
        found: dict[int, list[Mention]] = {}
        for mention in self._evidence.mentions:
            found.setdefault(mention.place, []).append(mention)
        return found

    def at(self, place: int) -> Sequence[Mention]:
        """The figures of a sentence or row."""
        return self._mentions.get(place, ())

    def is_row(self, place: int) -> bool:
        """Whether a place is the row of a table."""
        return _CELLS in self._evidence.places[place].text

    def label(self, place: int) -> str:
        """What names a row: its cells before the first figure; of a row that goes on with what
        stands above, that too."""
        known = self._labels.get(place)
        if known is None:
            known = self._read_label(place)
            self._labels[place] = known
        return known

    def keys(self, place: int) -> Keys:
        """What a row is called."""
        known = self._keys.get(place)
        if known is None:
            known = frozenset(keys_of(self.label(place), self._evidence.pairs))
            self._keys[place] = known
        return known

    def column(self, mention: Mention) -> Keys:
        """What a cell's column is called: what is beside the figure and does not name the row."""
        beside = {stem for stem, near in mention.nearby.items() if near >= 1.0 and len(stem) > 1}
        heads = {f"#{size:g}" for size, _, _ in sizes(self.over(mention))}
        return frozenset(beside | heads) - self.keys(mention.place)

    def over(self, mention: Mention) -> str:
        """The heads over a cell, as plain text in small letters."""
        for written in self._evidence.places[mention.place].text.split("|"):
            cell = plain(written.strip())
            if mention.quantity in quantities(cell):
                return mention.context.partition(cell.lower())[0]
        return ""

    def rows(self, place: int) -> list[int]:
        """The places of the rows of the table in which a row stands."""
        first = last = place
        while first > 0 and place - first < _FAR and self._joined(first - 1, place):
            first -= 1
        end = len(self._evidence.places) - 1
        while last < end and last - place < _FAR and self._joined(last + 1, place):
            last += 1
        return list(range(first, last + 1))

    def heads(self, place: int) -> list[str]:
        """The first rows of the table, which measure nothing."""
        found: list[str] = []
        for row in self.rows(place):
            if row >= place or self._measures(row):
                break
            found.append(self._evidence.places[row].text)
        return found[:_LABELS]

    def _joined(self, other: int, place: int) -> bool:
        here, there = self._evidence.places[place], self._evidence.places[other]
        return self.is_row(other) and here.section == there.section

    def _measures(self, place: int) -> bool:
        cells = [cell.strip() for cell in self._evidence.places[place].text.split("|")][1:]
        filled = [cell for cell in cells if cell]
        measured = [cell for cell in filled if _is_figure(plain(cell))]
        return 2 * len(measured) > len(filled)

    def _read_label(self, place: int) -> str:
        cells = [plain(cell.strip()) for cell in self._evidence.places[place].text.split("|")]
        labels: list[str] = []
        for cell in cells[:_LABELS]:
            if _is_figure(cell):
                break
            if cell.strip(" -"):
                labels.append(cell)
        above = place - 1
        if not cells[0]:
            while above >= 0 and place - above < _FAR and self._joined(above, place):
                first = self._evidence.places[above].text.split("|")[0].strip()
                if first:
                    labels.insert(0, plain(first))
                    break
                above -= 1
        return " ; ".join(labels)


def _is_figure(cell: str) -> bool:
    return _FIGURE.match(cell) is not None and _ONLY_A_SIZE.match(cell) is None
