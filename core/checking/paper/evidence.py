"""The text something was read from, prepared once so that figures and names can be looked up in it.

Pure, and linear in time.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from core.checking.paper.mentions import Mention, MentionReader
from core.checking.paper.pieces import Piece, Place, pieces_of, running
from core.checking.tables.abbreviations import in_units, letters
from core.checking.tables.grids import Grid
from core.checking.words.name_index import AllWords
from core.checking.words.own_names import own_names
from core.document import Document
from core.models import Paper
from core.plain import plain

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# How many places a sentence may be about, and how rare a stem is that can tell one from another.
_HOMES, _COMMON, _MOST_AT_HOME = 4, 1.0, 40


class Row(NamedTuple):
    """What a line of a table stands under and is called: its caption, its heads, its labels.

    A line of heads has neither heads nor labels.
    """

    caption: str
    heads: tuple[str, ...]
    labels: tuple[str, ...]

    @classmethod
    def of(cls, piece: Piece) -> Row:
        """The row of a piece that is a line of a table."""
        assert piece.line is not None
        return cls(piece.caption, piece.line.heads, piece.line.labels)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What can be looked up: the mentions by value, how rare each stem is, and the names.

    `rows` are the places that are lines of tables; `unread` are numbers that stand there and that
    were not read, as `quantities.unread` tells; `before_units` are those before a unit, with it, as
    they are written (the 9.5 of "9.5 TFLOPS").
    `own` are the stems of what the paper calls its own method.
    """

    places: tuple[Place, ...]
    rows: Mapping[int, Row]
    mentions: tuple[Mention, ...]
    values: tuple[float, ...]
    rarity: dict[str, float]
    pairs: bool
    own: frozenset[str]
    unread: frozenset[tuple[float, bool]]
    before_units: frozenset[tuple[float, str]]
    grids: tuple[Grid, ...]
    _stems: dict[str, tuple[int, ...]]
    _mentions_of: dict[int, tuple[Mention, ...]]
    _cells_of: dict[int, tuple[Mention, ...]]
    _words: AllWords

    @classmethod
    def of(cls, paper: Paper, document: Document | None) -> Evidence:
        """Title and abstract; with a document its sections, tables and captions too."""
        return cls._from(pieces_of(paper, document), own_names(paper, document))

    @classmethod
    def of_texts(cls, texts: Iterable[str]) -> Evidence:
        """Texts without sections: the statements of another language's report."""
        pieces: list[Piece] = []
        for text in texts:
            pieces += running("", "", text)
        return cls._from(pieces)

    @classmethod
    def _from(cls, pieces: Sequence[Piece], own: frozenset[str] = frozenset()) -> Evidence:
        texts = [plain(piece.place.text) for piece in pieces]
        prose = [text for text, piece in zip(texts, pieces, strict=True) if piece.line is None]
        is_chinese = any(_CHINESE.search(piece.place.text) for piece in pieces)
        reader = MentionReader(is_chinese, own, letters(prose), in_units(prose))
        mentions: list[Mention] = []
        for index, piece in enumerate(pieces):
            mentions += reader.mentions(index, piece, texts[index])
        mentions.sort(key=lambda each: each.quantity.value)
        spread: dict[str, float] = defaultdict(float)
        held: dict[int, list[Mention]] = defaultdict(list)
        stems: dict[str, set[int]] = defaultdict(set)
        cells: dict[int, list[Mention]] = defaultdict(list)
        for each in mentions:
            held[each.place].append(each)
            if each.cell is not None:
                cells[each.cell.grid].append(each)
            for word, near in each.nearby.items():
                spread[word] += near
                stems[word].add(each.place)
        many = len(mentions) + 1
        return cls(
            places=tuple(piece.place for piece in pieces),
            rows={at: Row.of(piece) for at, piece in enumerate(pieces) if piece.line is not None},
            mentions=tuple(mentions),
            values=tuple(each.quantity.value for each in mentions),
            rarity={stem: max(0.1, math.log(many / count)) for stem, count in spread.items()},
            pairs=reader.pairs,
            own=own,
            unread=frozenset(reader.unread),
            before_units=frozenset(reader.before_units),
            grids=tuple(Grid.of(*labels) for labels in reader.grids),
            _stems={stem: tuple(places) for stem, places in stems.items()},
            _mentions_of={place: tuple(each) for place, each in held.items()},
            _cells_of={grid: tuple(each) for grid, each in cells.items()},
            _words=AllWords.of(texts),
        )

    def between(self, low: float, high: float) -> Sequence[Mention]:
        """The mentions of values from `low` to `high`, in the units' own scale.

        The bounds are widened a little, so that rounding of floats leaves none out.
        """
        first = bisect_left(self.values, low * (1 - 1e-9))
        return self.mentions[first : bisect_right(self.values, high * (1 + 1e-9))]

    def cells(self, grid: int) -> Sequence[Mention]:
        """What stands in the cells of a table."""
        return self._cells_of.get(grid, ())

    def mentions_of(self, place: int) -> Sequence[Mention]:
        """What stands in a sentence or a row."""
        return self._mentions_of.get(place, ())

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
