"""The text something was read from, prepared once for looking figures and names up in it. Pure and
linear in time."""

# Chinese is read here: captions, and what is Chinese.

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from core.checking.names import Stems, Word, squeezed, words
from core.checking.quantities import Quantity, quantities
from core.document import Document
from core.models import Paper
from core.plain import plain
from core.sentences import sentences

_CELLS = " | "
_CAPTION = re.compile(r"^(?:Table|Tab\.|Figure|Fig\.|表|图)\s?[\dIVX]", re.IGNORECASE)
_RUN = re.compile(r"[A-Za-z0-9+]+|[\u4e00-\u9fff]")
_LETTERS = re.compile(r"[A-Za-z\u4e00-\u9fff]{2}")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# How much a word weighs for a figure: beside it, somewhere in its sentence, in the caption above
# it.
SENTENCE, CAPTION, ROW, TEXT_CELL = 0.2, 0.35, 0.15, 0.4
# How many places a sentence may be about, and how rare a stem is that can tell one from another.
_HOMES, _COMMON, _MOST_AT_HOME = 4, 1.0, 40
# A cell that measures; rows of such cells, and rows far down, are no heads.
_MEASURED = re.compile(r"^[$~<>+±-]*\.?\d|[:(\s]\d+\.\d")
_HEADS = 4
# How many characters around a figure may tell its unit.
_CONTEXT = 400

# What bounds the memory and time of a paper made of figures alone; real ones have a hundredth of it
# in all: figures of a sentence or cell, characters of a cell, figures in all, words around them in
# all, and places where a name is tried.
_FIGURES, _CELL, _FIGURES_IN_ALL, _WORDS_IN_ALL, _TRIES = 200, 5_000, 200_000, 2_000_000, 1_000

Nearby = dict[str, float]
"""Stems around a figure, and how near they are: 1 beside it, less further off."""


class Place(NamedTuple):
    """A sentence or a row of a table, as the paper has it, and where."""

    section: str
    anchor: str
    text: str


class Mention(NamedTuple):
    """A quantity the paper states. `context` is what tells its unit: a sentence, or a row's and a
    column's heads."""

    quantity: Quantity
    place: int
    nearby: Nearby
    context: str
    in_table: bool


class _Piece(NamedTuple):
    """A stretch of text before it is read: a sentence, or a row with its table's caption and
    heads."""

    place: Place
    heads: tuple[tuple[str, ...], ...] = ()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What can be looked up, immutable: the mentions by value, how rare each stem is, and the
    names."""

    places: tuple[Place, ...]
    mentions: tuple[Mention, ...]
    values: tuple[float, ...]
    rarity: dict[str, float]
    pairs: bool
    _stems: dict[str, tuple[int, ...]]
    _mentions_of: dict[int, tuple[Mention, ...]]
    _squeezed: str
    _starts: tuple[int, ...]
    _of_place: tuple[int, ...]

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
        return cls._from(pieces)

    @classmethod
    def of_texts(cls, texts: Iterable[str]) -> Evidence:
        """Texts without sections: the statements of another language's report."""
        return cls._from([piece for text in texts for piece in _running("", "", text)])

    @classmethod
    def _from(cls, pieces: Sequence[_Piece]) -> Evidence:
        reader = _Reader(any(_CHINESE.search(piece.place.text) for piece in pieces))
        texts = [plain(piece.place.text) for piece in pieces]
        mentions = [
            each
            for index, piece in enumerate(pieces)
            for each in reader.mentions(index, piece, texts[index])
        ]
        mentions.sort(key=lambda each: each.quantity.value)
        spread: dict[str, float] = defaultdict(float)
        held: dict[int, list[Mention]] = defaultdict(list)
        stems: dict[str, set[int]] = defaultdict(set)
        for each in mentions:
            held[each.place].append(each)
            for stem, near in each.nearby.items():
                spread[stem] += near
                stems[stem].add(each.place)
        many = len(mentions) + 1
        squeezing, starts, of_place = _squeeze(texts)
        return cls(
            tuple(piece.place for piece in pieces),
            tuple(mentions),
            tuple(each.quantity.value for each in mentions),
            {stem: max(0.1, math.log(many / count)) for stem, count in spread.items()},
            reader.pairs,
            {stem: tuple(places) for stem, places in stems.items()},
            {place: tuple(each) for place, each in held.items()},
            squeezing,
            starts,
            of_place,
        )

    def between(self, low: float, high: float) -> Sequence[Mention]:
        """The mentions of values from `low` to `high`, in the units' own scale; no float error
        keeps one out."""
        first = bisect_left(self.values, low * (1 - 1e-9))
        return self.mentions[first : bisect_right(self.values, high * (1 + 1e-9))]

    def home(self, stems: Iterable[str]) -> tuple[list[Mention], Collection[int]]:
        """The mentions of the places that share the most of these stems, the rare ones counting
        most.

        And all places that share a rare one.
        """
        shared: dict[int, float] = defaultdict(float)
        for stem in stems:
            rarity = self.rarity.get(stem, 0.0)
            for place in self._stems.get(stem, ()) if rarity > _COMMON else ():
                shared[place] += rarity
        nearest = sorted(shared, key=shared.__getitem__, reverse=True)[:_HOMES]
        return [mention for place in nearest for mention in self._mentions_of[place]][
            :_MOST_AT_HOME
        ], shared.keys()

    def named(self, name: str) -> Place | None:
        """Where a name first stands, whatever its case, hyphens, spaces and plural; None if it does
        not."""
        sought = squeezed(name)
        for form in (sought, sought[:-1] if sought.endswith("s") else sought + "s"):
            at = self._squeezed.find(form)
            for _ in range(_TRIES):
                if not form or at < 0:
                    break
                index = bisect_left(self._starts, at)
                end = at + len(form)
                ends = bisect_left(self._starts, end)
                if self._is_start(index, at) and (
                    self._is_start(ends, end) or end == len(self._squeezed)
                ):
                    return self.places[self._of_place[index]]
                at = self._squeezed.find(form, at + 1)
        return None

    def _is_start(self, index: int, at: int) -> bool:
        return index < len(self._starts) and self._starts[index] == at


def nearby(found: Sequence[Word], at: float, floor: float = SENTENCE) -> Nearby:
    """The stems around a position, the nearest standing counting."""
    near: Nearby = {}
    for stem, standing in found:
        weight = floor + (1 - floor) / (1 + 0.5 * max(0.0, abs(standing - at) - 1))
        if weight > near.get(stem, 0.0):
            near[stem] = weight
    return near


def standing(marks: Sequence[tuple[int, float]], offset: int) -> float:
    """Where the token at an offset stands, counted in words."""
    index = bisect_right(marks, (offset, math.inf)) - 1
    return marks[index][1] if index >= 0 else 0.0


def _running(section: str, anchor: str, text: str) -> Iterator[_Piece]:
    """The sentences and rows of running text; a caption before or behind a table belongs to its
    rows."""
    blocks = [block for block in re.split(r"\n\s*\n", text) if block.strip()]
    for index, block in enumerate(blocks):
        if _CELLS not in block:
            for sentence in sentences(block):
                yield _Piece(Place(section, anchor, sentence))
            continue
        around = (*blocks[max(0, index - 1) : index], *blocks[index + 1 : index + 2])
        caption = next((each for each in around if _CAPTION.match(each) and _CELLS not in each), "")
        yield from _table(section, anchor, caption, block)


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
        self._known: Stems = {}
        self._read: dict[str, tuple[str, ...]] = {}
        self._figures_left, self._words_left = _FIGURES_IN_ALL, _WORDS_IN_ALL

    def mentions(self, index: int, piece: _Piece, text: str) -> Iterator[Mention]:
        """The quantities of a piece, whose plain text is given, each with the words around it.

        Of a paper of figures without end the last ones are left out, and before them the words
        around them.
        """
        if self._figures_left <= 0:
            return
        if _CELLS in piece.place.text:
            yield from self._cells(index, piece)
        elif found := quantities(text):
            around, marks = words(text, self.pairs, self._known)
            titled = dict.fromkeys(self._stems(piece.place.section), SENTENCE / 2)
            lower = text[:_CONTEXT].lower()
            for quantity in found[:_FIGURES]:
                near = self._near(titled, around, standing(marks, quantity.start))
                yield Mention(quantity, index, near, lower, False)

    def _near(self, wide: Nearby, around: Sequence[Word], at: float) -> Nearby:
        """The stems around a figure, and those that stand over it."""
        self._figures_left -= 1
        if self._words_left <= 0:
            return {}
        self._words_left -= len(wide) + len(around)
        return wide | nearby(around, at)

    def _cells(self, index: int, piece: _Piece) -> Iterator[Mention]:
        """The quantities of a row, each with the row's words, its column's heads, the caption and
        the section."""
        cells = [cell.strip() for cell in piece.place.text.split("|")]
        is_head = bool(piece.heads) and list(piece.heads[-1]) == cells
        cells = [plain(cell[:_CELL]) for cell in cells]
        wide = dict.fromkeys(self._stems(piece.place.section), ROW)
        wide |= dict.fromkeys(self._stems(piece.caption), CAPTION)
        labels = [cell for cell in cells if _LETTERS.search(cell)]
        row = {
            stem: TEXT_CELL
            for label in labels[0 if is_head else 2 :]
            for stem in self._stems(label)
        }
        row |= {stem: 1.0 for label in labels[: 0 if is_head else 2] for stem in self._stems(label)}
        for column, cell in enumerate(cells):
            if not (found := quantities(cell) if any(map(str.isdigit, cell)) else []):
                continue
            if self._figures_left <= 0:
                return
            heads = list(_heads(piece.heads, column, len(cells)))
            around, marks = words(cell, self.pairs, self._known)
            told = (*map(plain, heads), cell, labels[0] if labels else "", piece.caption)
            context = " ".join(each[: _CONTEXT // 4] for each in told)[:_CONTEXT].lower()
            above = wide | row | {stem: 1.0 for head in heads for stem in self._stems(head)}
            for quantity in found[:_FIGURES]:
                near = self._near(above, around, standing(marks, quantity.start))
                yield Mention(quantity, index, near, context, True)

    def _stems(self, text: str) -> tuple[str, ...]:
        """The stems of a text that stands over many mentions."""
        if (stems := self._read.get(text)) is None:
            stems = self._read[text] = tuple(
                word.stem for word in words(plain(text), self.pairs, self._known)[0]
            )
        return stems


def _heads(heads: Sequence[tuple[str, ...]], column: int, width: int) -> Iterator[str]:
    """What stands above a column; heads of fewer cells, which span columns, stand above all."""
    for head in heads:
        if len(head) == width:
            yield head[column]
        elif len(head) < width:
            yield from head


def _squeeze(texts: Sequence[str]) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """All words of the plain texts run together in small letters, where each begins, and the text
    it stands in."""
    parts: list[str] = []
    of_place: list[int] = []
    for index, text in enumerate(texts):
        found = _RUN.findall(text)
        parts += found
        of_place += [index] * len(found)
    starts = accumulate(map(len, parts[:-1]), initial=0) if parts else ()
    return "".join(parts).lower(), tuple(starts), tuple(of_place)
