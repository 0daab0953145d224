"""Where a table's cell stands among the others: what its row and its column are called, and how
well that fits what a statement names. Pure."""

# Chinese is read here: large numbers.
# Tested in tests/core/checking/doubts/test_settling.py.

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property

from core.checking.doubts.naming import keys_of, told_of
from core.checking.evidence import Evidence, Mention
from core.checking.quantities import quantities
from core.plain import plain

Keys = frozenset[str]
"""What something is called: stems, sizes and versions."""

Said = Mapping[str, tuple[float, int]]
"""What a statement names: how much it tells, and where it stands."""

_CELLS = " | "
# A cell that measures; what only tells a size, as 7B and 2T do, names its row.
_FIGURE = re.compile(r"^[$~<>+±(-]*\.?\d")
_ONLY_A_SIZE = re.compile(r"^[~<>]?\d+(?:\.\d+)?\s?[kKmMbBtT]$")
_LABELS = 3
# A caption has that many sentences at most.
_SENTENCES = 4
_CAPTION = re.compile(r"^(?:Table|Tab\.|表)\s?[\dIVX]", re.IGNORECASE)
# How far up and down a table is followed, in rows.
_FAR = 60


# By how much more another row or column must be named.
_CLEARLY = 0.25
# How far rounding of floats may be off.
_SLACK = 1e-6


class Told(StrEnum):
    """How well what a statement names fits a row or a column."""

    TOLD = "told"
    UNTOLD = "untold"
    RIVALLED = "rivalled"


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
        """What names a row: its cells before the first figure, of a row that goes on with what
        stands above that too, and before them the block of the table that it stands in."""
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
        for beside in (*range(rows[0] - 1, rows[0] - 1 - _SENTENCES, -1), rows[-1] + 1):
            if not 0 <= beside < len(self._evidence.places) or self.is_row(beside):
                continue
            text = self._evidence.places[beside].text
            if _CAPTION.match(text):
                found.append(text)
                break
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
        filled = [cell for cell in cells if any(map(str.isalnum, cell))]
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
        named = bool(cells[0])
        block = ""
        while above >= 0 and place - above < _FAR and self._joined(above, place):
            first = plain(self._evidence.places[above].text.split("|")[0].strip())
            if not self._measures(above):
                block = first
                break
            if first and not named:
                labels.insert(0, first)
                named = True
            above -= 1
        if block:
            labels.insert(0, block)
        return " ; ".join(labels)


def _is_figure(cell: str) -> bool:
    return _FIGURE.match(cell) is not None and _ONLY_A_SIZE.match(cell) is None


def standing_of(
    keys: Said, own: Keys, others: Iterable[Keys], method: Collection[str] = ()
) -> Told:
    """How what a statement names fits one row or column, beside the others.

    The row of the paper's own `method` has no rival that fits as well and is not its own.
    """
    beside = list(others)
    ours = not own.isdisjoint(method)
    if beside:
        # What all of them are called by tells none from another.
        common = own.intersection(*beside)
        own = own - common
        beside = [other - common for other in beside]
    fit, unnamed = _fit(keys, own)
    for other in beside:
        if _contradicts(keys, other):
            continue
        better, more_unnamed = _fit(keys, other)
        closer = better >= fit > 0 and more_unnamed < unnamed
        if ours and other.isdisjoint(method):
            closer = False
        if better > fit + _CLEARLY or closer:
            return Told.RIVALLED
    return Told.TOLD if fit > 0 or not beside else Told.UNTOLD


def _fit(keys: Said, named: Keys) -> tuple[float, int]:
    """How much of what a statement names is named here, and how much here it does not name.

    A word counts once, whatever it is called by.
    """
    shared = named & keys.keys()
    told: dict[int, float] = {}
    for key in shared:
        near, start = keys[key]
        told[start] = max(near, told.get(start, 0.0))
    return sum(told.values()), len(named - shared)


def _contradicts(keys: Said, named: Keys) -> bool:
    """Whether a row or column names another condition than the statement."""
    theirs = {key.partition(":")[0] for key in named if key.startswith("@")}
    for kind in theirs:
        of_kind = {key for key in keys if key.partition(":")[0] == kind}
        if of_kind and not of_kind & named:
            return True
    return False
