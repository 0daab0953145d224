"""What the papers of the last weeks tell of a field, learned once and shared by all chats. Pure.

How rare each term is, and the directions in which the papers differ most (a latent projection):
papers about one thing lie near each other there, whichever words they use. Only papers that were
known before count, so a ranking never knows what came after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import shake_128
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.interests.features import COLUMNS, Columns, Features, Field, Values

# More papers make it hardly better, and dearer: docs/decisions/interests.md.
MOST_PAPERS: Final = 1_500
_DIRECTIONS = 100
_PASSES = 3
# A term that fewer papers hold tells nothing about which terms go together.
_SHARED_BY = 5
_MOST_SHARED = 12_000
# With fewer papers than this there are no directions to speak of.
_FEWEST = 100
_FIELD_WEIGHTS = {Field.WORDS: 1.0, Field.PAIRS: 0.5, Field.TITLE: 0.5}
# How many terms or papers are worked on at once: pieces of a few megabytes, a few milliseconds.
_PIECE = 1_024

Matrix = NDArray[np.float32]
# Half as many bytes, for what is kept long and only ever summed up.
Halves = NDArray[np.float16]
Numbers = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Placed:
    """A paper as a background sees it: columns and values of length one, and where it lies in the
    latent space (of length one too, or of none)."""

    columns: Columns
    values: Values
    latent: Values


@dataclass(frozen=True, slots=True)
class Background:
    """What was learned: see `learn`."""

    papers: int
    rarity: Halves
    # For each column its row in `directions`, or -1.
    rows: NDArray[np.int16]
    directions: Halves
    middle: Values

    def place(self, paper: Features) -> Placed:
        """The paper in this background's measure."""
        values = _weighed(paper, self.rarity)
        latent = self._projected(paper.columns, values) - self.middle
        return Placed(paper.columns, values, _of_length_one(latent))

    def _projected(self, columns: Columns, values: Values) -> Values:
        rows = self.rows[columns]
        known = rows >= 0
        projected: Values = values[known] @ self.directions[rows[known]]
        return projected


def learn(past: Sequence[Features]) -> Background:
    """What those papers tell; of more than `MOST_PAPERS` the last ones count.

    Takes a second or two for all of them, in short pieces, and belongs in a thread. Without papers
    every term is as rare as any other.
    """
    past = past[-MOST_PAPERS:]
    held = np.zeros(COLUMNS, np.int16)
    for paper in past:
        # A column that stands there twice is one more, too; `unique` would load masked arrays.
        held[paper.columns] += 1
    rarest = np.log(len(past) + 1) + 1
    rarity = (rarest - np.log1p(held, dtype=np.float32)).astype(np.float16)
    rows = np.full(COLUMNS, -1, np.int16)
    empty = np.zeros((0, 0), np.float16)
    if len(past) < _FEWEST:
        return Background(len(past), rarity, rows, empty, np.zeros(0, np.float32))
    shared = np.flatnonzero(held >= _SHARED_BY)
    if len(shared) > _MOST_SHARED:
        commonest = np.argsort(-held[shared], kind="stable")[:_MOST_SHARED]
        shared = np.sort(shared[commonest])
    rows[shared] = np.arange(len(shared), dtype=np.int16)
    table = _Table.of(past, rarity, rows, len(shared))
    directions = _main_directions(table, min(_DIRECTIONS, len(past) // 2))
    return Background(len(past), rarity, rows, directions, table.mean_along(directions))


def _weighed(paper: Features, rarity: Halves) -> Values:
    """What each column of a paper counts: each field has its weight, all together length one."""
    values = paper.counts * rarity[paper.columns]
    for field, weight in _FIELD_WEIGHTS.items():
        here = paper.fields == field
        length = float(np.sqrt(np.square(values[here]).sum()))
        if length:
            values[here] *= np.sqrt(weight) / length
    return _of_length_one(values)


def _of_length_one(values: Values) -> Values:
    length = float(np.sqrt(np.square(values).sum()))
    if length < 1e-9:
        return np.zeros_like(values)
    return (values / length).astype(np.float32)


@dataclass(frozen=True, slots=True)
class _Table:
    """Papers by terms, without the zeros: of each value its paper and its term, paper after paper;
    and the places of the values term after term."""

    papers: int
    terms: int
    paper_of: Numbers
    term_of: Numbers
    values: Values
    by_term: NDArray[np.int32]

    @classmethod
    def of(cls, past: Sequence[Features], rarity: Halves, rows: Numbers, terms: int) -> _Table:
        counts = [int((rows[paper.columns] >= 0).sum()) for paper in past]
        # Filled paper by paper, for thousands of small arrays are never given back.
        paper_of = np.repeat(np.arange(len(past), dtype=np.int16), counts)
        term_of = np.empty(len(paper_of), np.int16)
        values = np.empty(len(paper_of), np.float32)
        begin = 0
        for paper, count in zip(past, counts, strict=True):
            here = slice(begin, begin + count)
            places = rows[paper.columns]
            term_of[here] = places[places >= 0]
            values[here] = _weighed(paper, rarity)[places >= 0]
            begin += count
        by_term = np.argsort(term_of, kind="stable").astype(np.int32)
        return cls(len(past), terms, paper_of, term_of, values, by_term)

    def mean_along(self, directions: Halves) -> Values:
        """Where the papers lie along those directions on average."""
        sums = np.bincount(self.term_of, self.values, self.terms)
        means = (sums / self.papers).astype(np.float32)
        along = np.zeros(directions.shape[1], np.float32)
        for piece in _pieces(self.terms):
            along += means[piece] @ directions[piece]
        return along

    def times(self, matrix: Matrix) -> Matrix:
        """This table times a matrix with a row for each term."""
        result = np.zeros((self.papers, matrix.shape[1]), np.float32)
        for piece in _pieces(len(self.values)):
            products = matrix[self.term_of[piece]] * self.values[piece, None]
            _add_up(result, self.paper_of[piece], products)
        return result

    def turned_times(self, matrix: Matrix) -> Matrix:
        """This table, turned, times a matrix with a row for each paper."""
        result = np.zeros((self.terms, matrix.shape[1]), np.float32)
        for piece in _pieces(len(self.values)):
            places = self.by_term[piece]
            products = matrix[self.paper_of[places]] * self.values[places, None]
            _add_up(result, self.term_of[places], products)
        return result


def _pieces(count: int) -> Iterator[slice]:
    for begin in range(0, count, _PIECE):
        yield slice(begin, begin + _PIECE)


def _add_up(result: Matrix, into: Numbers, products: Matrix) -> None:
    """Add each product to the row that `into`, which is sorted, names for it."""
    starts = np.flatnonzero(np.diff(into, prepend=-1))
    # A row may begin in one piece and end in the next, so it is added to.
    result[into[starts]] += np.add.reduceat(products, starts, axis=0)


def _main_directions(table: _Table, count: int) -> Halves:
    """The directions of terms in which the papers differ most, the first ones first.

    Orthogonal iteration from a fixed start: the same papers give the same directions.
    """
    # numpy's own chance would take 2 MB of code to load.
    start = shake_128().digest(table.papers * (count + 16))
    across = np.frombuffer(start, np.int8).reshape(table.papers, -1).astype(np.float32)
    for _ in range(_PASSES - 1):
        across = table.times(_upright(table.turned_times(across)))
    along = _upright(table.turned_times(across))
    across = table.times(along)
    _, vectors = np.linalg.eigh(across.T @ across)
    turned = np.ascontiguousarray(vectors[:, ::-1][:, :count])
    directions = np.empty((len(along), count), np.float16)
    for piece in _pieces(len(along)):
        directions[piece] = along[piece] @ turned
    return directions


def _upright(matrix: Matrix) -> Matrix:
    """The matrix, changed in place to the same directions at right angles and of length one; those
    that are none become zero."""
    lengths, turns = np.linalg.eigh((matrix.T @ matrix).astype(np.float64))
    kept = lengths > lengths[-1] * 1e-9
    scaled = np.where(kept, 1 / np.sqrt(np.where(kept, lengths, 1)), 0)
    turned = (turns * scaled).astype(np.float32)
    for piece in _pieces(len(matrix)):
        matrix[piece] = matrix[piece] @ turned
    return matrix
