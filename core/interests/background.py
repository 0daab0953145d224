"""What the papers of the last weeks tell of a field, learned once and shared by all chats. Pure.

How rare each term is, and the directions in which the papers differ most (a latent projection):
papers about one thing lie near each other there, whichever words they use. Only papers that were
known before count, so a ranking never knows what came after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
# Below so few papers there are no directions to speak of.
_FEWEST = 100
_FIELD_WEIGHTS = {Field.WORDS: 1.0, Field.PAIRS: 0.5, Field.TITLE: 0.5}
# How many terms or papers are worked on at once: pieces of a few megabytes, a few milliseconds.
_PIECE = 2_048

Matrix = NDArray[np.float32]


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
    rarity: Values
    # For each column its row in `directions`, or -1.
    rows: NDArray[np.int32]
    directions: Matrix
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
    held = np.zeros(COLUMNS, np.int32)
    for paper in past:
        held[np.unique(paper.columns)] += 1
    rarity = (np.log((len(past) + 1) / (held + 1)) + 1).astype(np.float32)
    rows = np.full(COLUMNS, -1, np.int32)
    empty = np.zeros((0, 0), np.float32)
    if len(past) < _FEWEST:
        return Background(len(past), rarity, rows, empty, np.zeros(0, np.float32))
    shared = np.flatnonzero(held >= _SHARED_BY)
    if len(shared) > _MOST_SHARED:
        commonest = np.argsort(-held[shared], kind="stable")[:_MOST_SHARED]
        shared = np.sort(shared[commonest])
    rows[shared] = np.arange(len(shared), dtype=np.int32)
    table = _Table.of(past, rarity, rows, len(shared))
    directions = _main_directions(table, min(_DIRECTIONS, len(past) // 2))
    return Background(len(past), rarity, rows, directions, table.times(directions).mean(axis=0))


def _weighed(paper: Features, rarity: Values) -> Values:
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
    paper_of: NDArray[np.int32]
    term_of: NDArray[np.int32]
    values: Values
    by_term: NDArray[np.int32]

    @classmethod
    def of(
        cls, past: Sequence[Features], rarity: Values, rows: NDArray[np.int32], terms: int
    ) -> _Table:
        places: list[NDArray[np.int32]] = []
        numbers: list[NDArray[np.int32]] = []
        values: list[Values] = []
        for number, paper in enumerate(past):
            known = rows[paper.columns] >= 0
            places.append(rows[paper.columns[known]])
            values.append(_weighed(paper, rarity)[known])
            numbers.append(np.full(int(known.sum()), number, np.int32))
        term_of = np.concatenate(places)
        by_term = np.argsort(term_of, kind="stable").astype(np.int32)
        return cls(
            len(past), terms, np.concatenate(numbers), term_of, np.concatenate(values), by_term
        )

    def times(self, matrix: Matrix) -> Matrix:
        """This table times a matrix with a row for each term."""
        result = np.zeros((self.papers, matrix.shape[1]), np.float32)
        for begin in range(0, len(self.values), _PIECE):
            piece = slice(begin, begin + _PIECE)
            products = matrix[self.term_of[piece]] * self.values[piece, None]
            _add_up(result, self.paper_of[piece], products)
        return result

    def turned_times(self, matrix: Matrix) -> Matrix:
        """This table, turned, times a matrix with a row for each paper."""
        result = np.zeros((self.terms, matrix.shape[1]), np.float32)
        for begin in range(0, len(self.values), _PIECE):
            piece = self.by_term[begin : begin + _PIECE]
            products = matrix[self.paper_of[piece]] * self.values[piece, None]
            _add_up(result, self.term_of[piece], products)
        return result


def _add_up(result: Matrix, into: NDArray[np.int32], products: Matrix) -> None:
    """Add each product to the row that `into`, which is sorted, names for it."""
    starts = np.flatnonzero(np.diff(into, prepend=-1))
    # A row may begin in one piece and end in the next, so it is added to.
    result[into[starts]] += np.add.reduceat(products, starts, axis=0)


def _main_directions(table: _Table, count: int) -> Matrix:
    """The directions of terms in which the papers differ most, the first ones first.

    Orthogonal iteration from a fixed start: the same papers give the same directions.
    """
    start = np.random.default_rng(0).standard_normal((table.papers, count + 16))
    across = start.astype(np.float32)
    for _ in range(_PASSES - 1):
        across = table.times(_upright(table.turned_times(across)))
    along = _upright(table.turned_times(across))
    across = table.times(along)
    _, vectors = np.linalg.eigh(across.T @ across)
    directions: Matrix = along @ vectors[:, ::-1][:, :count]
    return directions


def _upright(matrix: Matrix) -> Matrix:
    """The same directions at right angles and of length one, in the same place; those that are none
    become zero."""
    lengths, turns = np.linalg.eigh((matrix.T @ matrix).astype(np.float64))
    kept = lengths > lengths[-1] * 1e-9
    scaled = np.where(kept, 1 / np.sqrt(np.where(kept, lengths, 1)), 0)
    turned = (turns * scaled).astype(np.float32)
    for begin in range(0, len(matrix), _PIECE):
        matrix[begin : begin + _PIECE] = matrix[begin : begin + _PIECE] @ turned
    return matrix
