"""Where a table's cell stands among the others: what its row and its column are called. Pure."""

# Chinese is read here: large numbers.
# Tested in tests/core/checking/test_settling.py.

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from core.checking.evidence import Evidence, Mention
from core.checking.naming import keys_of, told_of
from core.checking.quantities import quantities
from core.plain import plain

Keys = frozenset[str]
"""What something is called: stems, sizes and versions."""

_CELLS = " | "
# A cell that measures; what only tells a size, as 7B and 2T do, names its row.
_FIGURE = re.compile(r"^[$~<>+±(-]*\.?\d")
_ONLY_A_SIZE = re.compile(r"^[~<>]?\d+(?:\.\d+)?\s?[kKmMbBtT]$")
_LABELS = 3
_CAPTION = re.compile(r"^(?:Table|Tab\.|表)\s?[\dIVX]", re.IGNORECASE)
# How far up and down a table is followed, in rows.
_FAR = 60


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
        return frozenset(beside | set(told_of(self.over(mention)))) - self.keys(mention.place)

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
        """The table's caption, and its first rows, which measure nothing."""
        found: list[str] = []
        rows = self.rows(place)
        for beside in (rows[0] - 1, rows[-1] + 1):
            if 0 <= beside < len(self._evidence.places):
                text = self._evidence.places[beside].text
                if _CAPTION.match(text):
                    found.append(text)
        for row in rows[:_LABELS]:
            if row >= place or self._measures(row):
                break
            found.append(self._evidence.places[row].text)
        return found

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
