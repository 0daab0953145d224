"""The figures that a paper's sentences and tables mention, each with the words around it.

Pure, and linear in time.
"""

# Chinese is read here: what parts a caption.
# Tested in tests/core/checking/paper/test_evidence.py.

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.checking.figures.quantities import quantities, unread
from core.checking.figures.quantity import Quantity
from core.checking.naming.respectively import Belonging, belongings
from core.checking.paper.pieces import Piece
from core.checking.tables.abbreviations import Letters, defined, of_letter
from core.checking.tables.grids import Cell, Label
from core.checking.tables.labels import label
from core.checking.tables.lines import Line
from core.checking.tables.tabular import beside_value, columns_of, listed_in
from core.checking.words.names import Stems, Word, words
from core.checking.words.roles import Role, counted, role
from core.plain import plain

_LETTERS = re.compile(r"[A-Za-z\u4e00-\u9fff]{2}")
# How much a word weighs for a figure (1 beside it): somewhere in its sentence, in the caption, in
# the section's title, in a row's cell that does not name the row, and over several rows.
SENTENCE, CAPTION, ROW, TEXT_CELL, SHARED = 0.2, 0.35, 0.15, 0.4, 0.6
# Names of several values in a head.
_LISTED = re.compile(r"[(\[][^()\[\]/]{0,60}(?:/[^()\[\]/]{0,60}){1,6}[)\]]")
# The head of a column that holds the units of the rows' values.
_OF_UNITS, _UNIT = re.compile(r"\bunits?\b|单位", re.IGNORECASE), 40
_ABBREVIATION = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Z0-9]{1,7}(?![A-Za-z0-9])")
# What parts a caption's clauses.
_CLAUSE = re.compile(r"[.;](?=\s)|[。；]")
_RANGE = re.compile(r"^\s*\[\s?([^\[\]]{1,12},\s?[^\[\]]{1,12})\]\s*$")
# How many characters of a label are read; longer ones are texts.
_LABEL = 300
# How many characters around a figure may tell its unit.
_CONTEXT = 400

# What bounds the memory and time of a paper made of figures alone; real ones have a hundredth of it
# in all: figures of a sentence or cell, characters of a cell, figures in all, and words around them
# in all.
_FIGURES, _CELL, _FIGURES_IN_ALL, _WORDS_IN_ALL = 200, 5_000, 200_000, 2_000_000

Nearby = dict[str, float]
"""Stems around a figure, and how near they are: 1 beside it, less further off."""


class Mention(NamedTuple):
    """A quantity that the paper states, and where.

    `context` is what tells its unit: its sentence, or the heads of its row and column. `counted`
    and `role` are what it is to its sentence, `cell` is where it stands in a table, and `head` what
    stands over its column.
    """

    quantity: Quantity
    place: int
    nearby: Nearby
    context: str
    in_table: bool
    counted: frozenset[str] = frozenset()
    role: Role = Role.NONE
    cell: Cell | None = None
    head: str = ""


def nearby(found: Sequence[Word], at: float, belonging: Belonging | None = None) -> Nearby:
    """The stems around a position, each as near as the nearest place where it stands.

    Of several things that are told of in turn, the figure's own stands beside it, the others far.
    """
    near: Nearby = {}
    for each, standing, start in found:
        apart = abs(standing - at) - 1
        weight = SENTENCE + (1 - SENTENCE) / (1 + 0.5 * apart) if apart > 0 else 1.0
        if belonging is not None:
            if belonging.own.start <= start < belonging.own.end:
                weight = 1.0
            elif belonging.things.start <= start < belonging.things.end:
                weight = SENTENCE
        if weight > near.get(each, 0.0):
            near[each] = weight
    return near


def standing(marks: Sequence[tuple[int, float]], offset: int) -> float:
    """Where the token at an offset stands, counted in words."""
    index = bisect_right(marks, (offset, math.inf)) - 1
    if index < 0:
        return 0.0
    return marks[index][1]


class MentionReader:
    """Reads pieces into mentions; what comes again, as heads and captions do, it reads once.

    With `pairs` Chinese is read by pairs of characters too. What is read fills `unread`,
    `before_units` and `grids`, of which each has the rows, the columns and the caption.
    """

    def __init__(
        self, pairs: bool, own: frozenset[str], of_letters: Letters, in_unit: Letters
    ) -> None:
        self.pairs = pairs
        self._letters = of_letters
        self._units = in_unit
        self._overs: dict[tuple[str, str], str] = {}
        self._defined: dict[tuple[str, str], str] = {}
        self._said_of: dict[tuple[str, str], str] = {}
        self.unread: set[tuple[float, bool]] = set()
        self.before_units: set[tuple[float, str]] = set()
        self.grids: list[tuple[list[Label], list[Label], Label]] = []
        self._own = own
        self._labels: dict[tuple[str, ...], Label] = {}
        self._known: Stems = {}
        self._read: dict[str, tuple[str, ...]] = {}
        self._figures_left = _FIGURES_IN_ALL
        self._words_left = _WORDS_IN_ALL

    def mentions(self, index: int, piece: Piece, text: str) -> Iterator[Mention]:
        """The quantities of a piece, whose plain text is given, each with the words around it.

        Where a paper has too many figures, the words around the late ones are left out, and then
        the figures themselves.
        """
        if self._figures_left <= 0:
            return
        if piece.line is not None:
            if piece.begins:
                self.grids.append(([], [], self._label(piece.caption)))
            yield from self._cells(index, piece, piece.line)
            return
        found = quantities(text)
        self.unread.update(unread(text, found))
        self.before_units.update((each.number, each.unit) for each in found if each.unit)
        if found:
            around, marks = words(text, self.pairs, self._known)
            in_turn = belongings(text, found[:_FIGURES])
            titled = dict.fromkeys(self._stems(piece.place.section), SENTENCE / 2)
            lower = text[:_CONTEXT].lower()
            for quantity in found[:_FIGURES]:
                at = standing(marks, quantity.start)
                near = self._near(titled, around, at, in_turn.get(quantity.start))
                things: frozenset[str] = frozenset()
                if not quantity.unit and self._words_left > 0:
                    things = counted(text, quantity.end, self._known)
                is_end_of = role(text, quantity.start)
                yield Mention(quantity, index, near, lower, False, things, is_end_of)

    def _near(
        self,
        wide: Nearby,
        around: Sequence[Word],
        at: float,
        belonging: Belonging | None = None,
    ) -> Nearby:
        """The stems around a figure, and those that stand over it."""
        self._figures_left -= 1
        if self._words_left <= 0:
            return {}
        self._words_left -= len(wide) + len(around)
        return wide | nearby(around, at, belonging)

    def _cells(self, index: int, piece: Piece, line: Line) -> Iterator[Mention]:
        """The quantities of a line of a table.

        Each has the line's words around it, its column's heads, the caption and the section.
        """
        in_row = self._in_row(piece, line)
        row_name = " ".join(line.labels[:1])
        named = zip(line.heads, line.cells, strict=False)
        in_unit = " ".join(plain(cell[:_UNIT]) for head, cell in named if _OF_UNITS.search(head))
        caption = piece.caption
        if len(caption) > _CONTEXT // 2:
            # The unit stands at either end: "… (in billions)".
            caption = caption[: _CONTEXT // 8] + " " + caption[-_CONTEXT // 8 :]
        rows, columns, _ = self.grids[-1]
        row = self._label(*line.labels)
        if line.labels and not line.is_head:
            rows.append(row)
        for column, text in columns_of(line):
            # A cell that is a range is no citation.
            cell = _RANGE.sub(r"(\1)", plain(text[:_CELL]))
            found = quantities(cell)
            if not found:
                continue
            if self._figures_left <= 0:
                return
            head = line.heads[column] if column < len(line.heads) else ""
            over = self._over(head, in_unit)
            around_it = [over, cell, row_name, caption]
            if caption != piece.caption:
                around_it.append(self._of_head(head, piece.caption))
            context = " ".join(each[: _CONTEXT // 4] for each in around_it)[:_CONTEXT].lower()
            over_cell = in_row | dict.fromkeys(self._stems(head), 1.0)
            around, marks = words(cell, self.pairs, self._known)
            for quantity in found[:_FIGURES]:
                near = self._near(over_cell, around, standing(marks, quantity.start))
                where: Cell | None = None
                if not line.is_head and column >= line.naming:
                    # What a caption lists in order is told as surely as by a head.
                    listed = listed_in(caption, cell, head, quantity, found)
                    beside = listed or beside_value(cell, head, quantity, found)
                    shared = head.replace("/", " ") if not beside else _LISTED.sub(" ", head)
                    told = self._told(head, piece.caption) or of_letter(head, line.heads)
                    among = bool(beside) and not listed
                    where = Cell(len(self.grids) - 1, row, self._label(shared, beside, told), among)
                    columns.append(where.column)
                yield Mention(quantity, index, near, context, in_table=True, cell=where, head=over)

    def _over(self, head: str, in_unit: str) -> str:
        """A head made plain, with the units that its row or the paper's text tells."""
        over = self._overs.get((head, in_unit))
        if over is None:
            name = plain(head)
            units = [self._units.get(each) for each in _ABBREVIATION.findall(name)]
            over = " ".join(filter(None, (name, *units, in_unit)))
            self._overs[head, in_unit] = over
        return over

    def _of_head(self, head: str, caption: str) -> str:
        """What a long caption says of a head, from its last word on: "med is latency (s)"."""
        known = self._said_of.get((head, caption))
        if known is None:
            *_, last = plain(head).split() or [""]
            whole = rf"(?<![A-Za-z0-9]){re.escape(last)}(?![A-Za-z0-9])"
            found = re.search(whole, caption) if _LETTERS.search(last) else None
            behind = caption[found.start() :][: _CONTEXT // 4] if found else ""
            known, *_ = _CLAUSE.split(behind)
            self._said_of[head, caption] = known
        return known

    def _told(self, head: str, caption: str) -> str:
        """What a head stands for, as the caption says."""
        known = self._defined.get((head, caption))
        if known is None:
            known = defined(head, plain(caption), self._letters)
            self._defined[head, caption] = known
        return known

    def _label(self, *texts: str) -> Label:
        """The keys of the labels of a row or a column."""
        found = self._labels.get(texts)
        if found is None:
            found = label(" | ".join(texts)[:_LABEL], self._own, self._known)
            self._labels[texts] = found
        return found

    def _in_row(self, piece: Piece, line: Line) -> Nearby:
        """What stands over every cell of a row: its own labels, the caption and the section.

        A row is named by its first two labels; a row of heads has no name.
        """
        near = dict.fromkeys(self._stems(piece.place.section), ROW)
        near |= dict.fromkeys(self._stems(piece.caption), CAPTION)
        own = [cell for cell in map(plain, line.cells) if _LETTERS.search(cell)]
        naming = 2
        if line.is_head:
            naming = 0
        for text in own[naming:]:
            near |= dict.fromkeys(self._stems(text), TEXT_CELL)
        # Labels that a row shares with those above it name it less.
        for text in line.labels:
            if text not in line.cells:
                near |= dict.fromkeys(self._stems(text), SHARED)
        for text in own[:naming]:
            near |= dict.fromkeys(self._stems(text), 1.0)
        return near

    def _stems(self, text: str) -> tuple[str, ...]:
        """The stems of a text that stands over many mentions."""
        stems = self._read.get(text)
        if stems is None:
            found, _ = words(plain(text), self.pairs, self._known)
            stems = tuple(word.stem for word in found)
            self._read[text] = stems
        return stems
