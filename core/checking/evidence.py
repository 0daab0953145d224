"""The text something was read from, prepared once so that figures and names can be looked up in it.

Pure, and linear in time.
"""

# Chinese is read here: captions, and what is Chinese.

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from core.checking.all_words import AllWords
from core.checking.in_turn import Belonging, belongings
from core.checking.names import Stems, Word, stem, words
from core.checking.quantities import quantities, unread
from core.checking.quantity import Quantity
from core.checking.roles import Role, counted, role
from core.document import Document
from core.models import Paper
from core.plain import plain
from core.sentences import sentences

_CELLS = " | "
_CAPTION = re.compile(r"^(?:Table|Tab\.|Figure|Fig\.|表|图)\s?[\dIVX]", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Za-z\u4e00-\u9fff]{2}")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# How much a word weighs for a figure (1 beside it): somewhere in its sentence, in the caption, in
# the section's title, and in a row's cell that does not name the row.
SENTENCE, CAPTION, ROW, TEXT_CELL = 0.2, 0.35, 0.15, 0.4
# How many places a sentence may be about, and how rare a stem is that can tell one from another.
_HOMES, _COMMON, _MOST_AT_HOME = 4, 1.0, 40
# A cell that measures; rows of such cells, and rows far down, are no heads.
_MEASURED = re.compile(r"^[$~<>+±-]*\.?\d|[:(\s]\d+\.\d")
_HEADS = 4
# How many characters around a figure may tell its unit.
_CONTEXT = 400

# What bounds the memory and time of a paper made of figures alone; real ones have a hundredth of it
# in all: figures of a sentence or cell, characters of a cell, figures in all, and words around them
# in all.
_FIGURES, _CELL, _FIGURES_IN_ALL, _WORDS_IN_ALL = 200, 5_000, 200_000, 2_000_000

Nearby = dict[str, float]
"""Stems around a figure, and how near they are: 1 beside it, less further off."""


class Place(NamedTuple):
    """A sentence or a row of a table, as the paper has it, and where."""

    section: str
    anchor: str
    text: str


class Mention(NamedTuple):
    """A quantity that the paper states, and where.

    `context` is what tells its unit: its sentence, or the heads of its row and column. `counted`
    and `role` are what it is to its sentence.
    """

    quantity: Quantity
    place: int
    nearby: Nearby
    context: str
    in_table: bool
    counted: frozenset[str] = frozenset()
    role: Role = Role.NONE


class _Piece(NamedTuple):
    """A piece of text before it is read: a sentence, or a row with its caption and heads."""

    place: Place
    heads: tuple[tuple[str, ...], ...] = ()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What can be looked up: the mentions by value, how rare each stem is, and the names.

    `unread` are numbers that stand there and that were not read, as `quantities.unread` tells.
    `own` is the stem of what the paper calls its own method, as its title begins: "Otter: …".
    """

    places: tuple[Place, ...]
    mentions: tuple[Mention, ...]
    values: tuple[float, ...]
    rarity: dict[str, float]
    pairs: bool
    own: str
    unread: frozenset[tuple[float, bool]]
    _stems: dict[str, tuple[int, ...]]
    _mentions_of: dict[int, tuple[Mention, ...]]
    _words: AllWords

    @classmethod
    def of(cls, paper: Paper, document: Document | None) -> Evidence:
        """Title and abstract; with a document its sections, tables and captions too."""
        pieces = list(_running("", "", f"{paper.title}\n\n{paper.abstract}"))
        if document is not None:
            if document.abstract.strip() != paper.abstract.strip():
                pieces += _running("", "", f"{document.title}\n\n{document.abstract}")
            for section in document.sections:
                pieces += _running(
                    section.title, section.anchor, f"{section.title}\n\n{section.text}"
                )
            pieces += _floats(document)
        return cls._from(pieces, _own_name(paper.title))

    @classmethod
    def of_texts(cls, texts: Iterable[str]) -> Evidence:
        """Texts without sections: the statements of another language's report."""
        pieces: list[_Piece] = []
        for text in texts:
            pieces += _running("", "", text)
        return cls._from(pieces)

    @classmethod
    def _from(cls, pieces: Sequence[_Piece], own: str = "") -> Evidence:
        reader = _Reader(any(_CHINESE.search(piece.place.text) for piece in pieces))
        texts = [plain(piece.place.text) for piece in pieces]
        mentions: list[Mention] = []
        for index, piece in enumerate(pieces):
            mentions += reader.mentions(index, piece, texts[index])
        mentions.sort(key=lambda each: each.quantity.value)
        spread: dict[str, float] = defaultdict(float)
        held: dict[int, list[Mention]] = defaultdict(list)
        stems: dict[str, set[int]] = defaultdict(set)
        for each in mentions:
            held[each.place].append(each)
            for word, near in each.nearby.items():
                spread[word] += near
                stems[word].add(each.place)
        many = len(mentions) + 1
        return cls(
            places=tuple(piece.place for piece in pieces),
            mentions=tuple(mentions),
            values=tuple(each.quantity.value for each in mentions),
            rarity={stem: max(0.1, math.log(many / count)) for stem, count in spread.items()},
            pairs=reader.pairs,
            own=own,
            unread=frozenset(reader.unread),
            _stems={stem: tuple(places) for stem, places in stems.items()},
            _mentions_of={place: tuple(each) for place, each in held.items()},
            _words=AllWords.of(texts),
        )

    def between(self, low: float, high: float) -> Sequence[Mention]:
        """The mentions of values from `low` to `high`, in the units' own scale.

        The bounds are widened a little, so that rounding of floats leaves none out.
        """
        first = bisect_left(self.values, low * (1 - 1e-9))
        return self.mentions[first : bisect_right(self.values, high * (1 + 1e-9))]

    def home(self, stems: Iterable[str]) -> tuple[list[Mention], Collection[int]]:
        """The mentions of the places that share most of these stems; all places that share one.

        Rare stems count most, and common ones not at all.
        """
        shared: dict[int, float] = defaultdict(float)
        for word in stems:
            rarity = self.rarity.get(word, 0.0)
            if rarity <= _COMMON:
                continue
            for place in self._stems.get(word, ()):
                shared[place] += rarity
        nearest = sorted(shared, key=shared.__getitem__, reverse=True)[:_HOMES]
        mentions: list[Mention] = []
        for place in nearest:
            mentions += self._mentions_of[place]
        return mentions[:_MOST_AT_HOME], shared.keys()

    def named(self, name: str) -> Place | None:
        """The place where a name first stands, as `AllWords.first` knows it, or None."""
        place = self._words.first(name)
        return None if place is None else self.places[place]


def _own_name(title: str) -> str:
    """The stem of the name that a title begins with; "" where it does not."""
    name, colon, _ = plain(title).partition(":")
    if not colon or " " in name.strip():
        return ""
    return stem(name.strip())


def nearby(found: Sequence[Word], at: float, belonging: Belonging | None = None) -> Nearby:
    """The stems around a position, each as near as the nearest place where it stands.

    Of several things that are told of in turn, the figure's own stands beside it, the others far.
    """
    near: Nearby = {}
    for each, standing, start in found:
        weight = SENTENCE + (1 - SENTENCE) / (1 + 0.5 * max(0.0, abs(standing - at) - 1))
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


def _running(section: str, anchor: str, text: str) -> Iterator[_Piece]:
    """The sentences and rows of a text; a caption before or behind a table belongs to its rows."""
    blocks = [block for block in re.split(r"\n\s*\n", text) if block.strip()]
    for index, block in enumerate(blocks):
        if _CELLS not in block:
            for sentence in sentences(block):
                yield _Piece(Place(section, anchor, sentence))
            continue
        around = (*blocks[max(0, index - 1) : index], *blocks[index + 1 : index + 2])
        captions = (each for each in around if _CAPTION.match(each) and _CELLS not in each)
        yield from _table(section, anchor, next(captions, ""), block)


def _table(section: str, anchor: str, caption: str, rows: str) -> Iterator[_Piece]:
    heads: list[tuple[str, ...]] = []
    open_head = True
    for line in rows.split("\n"):
        cells = tuple(cell.strip() for cell in line.split("|"))
        filled = [cell for cell in cells[1:] if cell]
        numeric = sum(bool(_MEASURED.search(cell)) for cell in filled)
        if open_head and len(heads) < _HEADS and (not filled or numeric * 2 <= len(filled)):
            heads.append(cells)
        else:
            open_head = False
        yield _Piece(Place(section, anchor, line), tuple(heads), caption)


def _floats(document: Document) -> Iterator[_Piece]:
    """Tables and captions that no section holds."""
    whole = "\n\n".join(section.text for section in document.sections)
    blocks = set(whole.split("\n\n"))
    for table in document.tables:
        if table.rows not in blocks and table.rows not in whole:
            yield from _running("", "", table.caption)
            yield from _table("", "", table.caption, table.rows)
    for figure in document.figures:
        if figure.caption and figure.caption not in blocks and figure.caption not in whole:
            yield from _running("", "", figure.caption)


class _Reader:
    """Reads pieces into mentions; what comes again, as heads and captions do, it reads once."""

    def __init__(self, pairs: bool) -> None:
        self.pairs = pairs
        self.unread: set[tuple[float, bool]] = set()
        self._known: Stems = {}
        self._read: dict[str, tuple[str, ...]] = {}
        self._figures_left = _FIGURES_IN_ALL
        self._words_left = _WORDS_IN_ALL

    def mentions(self, index: int, piece: _Piece, text: str) -> Iterator[Mention]:
        """The quantities of a piece, whose plain text is given, each with the words around it.

        Where a paper has too many figures, the words around the late ones are left out, and then
        the figures themselves.
        """
        if self._figures_left <= 0:
            return
        if _CELLS in piece.place.text:
            yield from self._cells(index, piece)
            return
        found = quantities(text)
        self.unread.update(unread(text, found))
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

    def _cells(self, index: int, piece: _Piece) -> Iterator[Mention]:
        """The quantities of a row.

        Each has the row's words around it, its column's heads, the caption and the section.
        """
        cells = [cell.strip() for cell in piece.place.text.split("|")]
        is_head = bool(piece.heads) and list(piece.heads[-1]) == cells
        cells = [plain(cell[:_CELL]) for cell in cells]
        labels = [cell for cell in cells if _LETTERS.search(cell)]
        row_name = labels[0] if labels else ""
        in_row = self._in_row(piece, labels, is_head)
        for column, cell in enumerate(cells):
            if not any(map(str.isdigit, cell)):
                continue
            found = quantities(cell)
            if not found:
                continue
            if self._figures_left <= 0:
                return
            heads = list(_heads(piece.heads, column, len(cells)))
            caption = piece.caption
            if len(caption) > _CONTEXT // 2:
                # The unit stands at either end: "… (in billions)".
                caption = caption[: _CONTEXT // 8] + " " + caption[-_CONTEXT // 8 :]
            told = (*map(plain, heads), cell, row_name, caption)
            context = " ".join(each[: _CONTEXT // 4] for each in told)[:_CONTEXT].lower()
            over_cell = dict(in_row)
            for head in heads:
                over_cell |= dict.fromkeys(self._stems(head), 1.0)
            around, marks = words(cell, self.pairs, self._known)
            for quantity in found[:_FIGURES]:
                near = self._near(over_cell, around, standing(marks, quantity.start))
                yield Mention(quantity, index, near, context, in_table=True)

    def _in_row(self, piece: _Piece, labels: Sequence[str], is_head: bool) -> Nearby:
        """What stands over every cell of a row: its own labels, the caption and the section.

        A row is named by its first two labels; a row of heads has no name.
        """
        near = dict.fromkeys(self._stems(piece.place.section), ROW)
        near |= dict.fromkeys(self._stems(piece.caption), CAPTION)
        naming = 2
        if is_head:
            naming = 0
        for label in labels[naming:]:
            near |= dict.fromkeys(self._stems(label), TEXT_CELL)
        for label in labels[:naming]:
            near |= dict.fromkeys(self._stems(label), 1.0)
        return near

    def _stems(self, text: str) -> tuple[str, ...]:
        """The stems of a text that stands over many mentions."""
        stems = self._read.get(text)
        if stems is None:
            found, _ = words(plain(text), self.pairs, self._known)
            stems = tuple(word.stem for word in found)
            self._read[text] = stems
        return stems


def _heads(heads: Sequence[tuple[str, ...]], column: int, width: int) -> Iterator[str]:
    """What stands above a column; heads of fewer cells, which span columns, stand above all."""
    for head in heads:
        if len(head) == width:
            yield head[column]
        elif len(head) < width:
            yield from head
