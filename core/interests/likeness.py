"""How alike papers are: one number for each two, in a background's measure. Pure.

What two papers share in terms counts, and, less, how near they lie in the latent space.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.interests.background import Placed
from core.interests.features import COLUMNS, Columns, Values

LATENT_COUNTS: Final = 0.3
# Papers that comparisons are remembered of, and how many terms make a paper.
MOST_KNOWN: Final = 4_000
FEW = 40
# So many columns are compared at once: some megabytes where there are hundreds of papers.
_BLOCK = 16_384
# Products of so few numbers stay on one core: on busy ones, waiting for the others takes longer
# than the work. A chat's usual votes are so few.
_ALONE, _FEW_PAPERS = 500_000, 60
Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Papers:
    """Papers laid out for comparing: built once a day for those that may be shown, and shared.

    `rows` says for each column its row; the last row is that of columns which none of them has.
    `values` are what the papers count, row after row, and `numbers` whose they are: those of row r
    stand from `starts[r]` to before `starts[r + 1]`.
    """

    count: int
    rows: NDArray[np.int32]
    values: Values
    numbers: NDArray[np.int32]
    starts: NDArray[np.int64]
    latent: Matrix
    # What was compared already: how like each is to a paper, by that paper's identity.
    _known: dict[int, tuple[Placed, Values]] = field(default_factory=dict)

    @classmethod
    def of(cls, placed: Sequence[Placed]) -> Papers:
        """Those papers, in their order."""
        columns = np.zeros(0, np.uint32)
        values = np.zeros(0, np.float32)
        latent = np.zeros((0, 0), np.float32)
        if placed:
            columns = np.concatenate([paper.columns for paper in placed])
            values = np.concatenate([paper.values for paper in placed])
            latent = np.stack([paper.latent for paper in placed])
        numbers = np.repeat(
            np.arange(len(placed), dtype=np.int32), [len(paper.columns) for paper in placed]
        )
        held, counts = np.unique(columns, return_counts=True)
        rows = np.full(COLUMNS, len(held), np.int32)
        rows[held] = np.arange(len(held), dtype=np.int32)
        starts = np.zeros(len(held) + 2, np.int64)
        starts[1:-1] = np.cumsum(counts)
        starts[-1] = starts[-2]
        order = np.argsort(columns, kind="stable")
        return cls(len(placed), rows, values[order], numbers[order], starts, latent)

    @property
    def row_count(self) -> int:
        """How many rows there are, the last one with them."""
        return len(self.starts) - 1

    def like(self, paper: Placed) -> Values:
        """How like each of these that paper is."""
        known = self._known.get(id(paper))
        if known:
            return known[1]
        alike = self.by_terms(paper.columns, paper.values) + self.by_latent(paper.latent)
        # What has few terms is a phrase, which nobody else says.
        if len(paper.columns) >= FEW and len(self._known) < MOST_KNOWN:
            self._known[id(paper)] = (paper, alike)
        return alike

    def by_terms(self, columns: Columns, values: Values) -> Values:
        """What each of these shares with those columns."""
        places, counts = self._places(self.rows[columns])
        products = self.values[places] * np.repeat(values, counts)
        return np.bincount(self.numbers[places], products, self.count).astype(np.float32)

    def by_latent(self, latent: Values) -> Values:
        """How near each of these lies to that place."""
        if not self.count:
            return np.zeros(0, np.float32)
        near: Values = LATENT_COUNTS * (self.latent @ latent)
        return near

    def counted(self, rows: NDArray[np.int32], number: int) -> Values:
        """What the paper of that number counts in each of those rows."""
        places, counts = self._places(rows)
        ours = self.numbers[places] == number
        asked = np.repeat(np.arange(len(rows)), counts)[ours]
        return np.bincount(asked, self.values[places[ours]], len(rows)).astype(np.float32)

    def _places(self, rows: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The places of those rows' values, one run after the other, and how long each run is."""
        begins = self.starts[rows]
        counts = self.starts[rows + 1] - begins
        steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return np.repeat(begins, counts) + steps, counts


def among(placed: Sequence[Placed]) -> Matrix:
    """How alike papers are among themselves: a row and a column for each."""
    latent = np.stack([paper.latent for paper in placed])
    alike: Matrix = LATENT_COUNTS * _with_itself(latent)
    columns = np.concatenate([paper.columns for paper in placed])
    values = np.concatenate([paper.values for paper in placed])
    numbers = np.repeat(np.arange(len(placed)), [len(paper.columns) for paper in placed])
    rows, count = _numbered(columns)
    at_once = _BLOCK
    if len(placed) <= _FEW_PAPERS:
        at_once = min(_BLOCK, _ALONE // len(placed) ** 2)
    for begin in range(0, count, at_once):
        here = (rows >= begin) & (rows < begin + at_once)
        block = np.zeros((len(placed), min(at_once, count - begin)), np.float32)
        block[numbers[here], rows[here] - begin] = values[here]
        alike += _with_itself(block)
    return alike


def _with_itself(matrix: Matrix) -> Matrix:
    """The matrix times itself, turned. Of a copy, for what knows that both are one takes all cores
    for the smallest of products."""
    product: Matrix = matrix @ matrix.T.copy()
    return product


def _numbered(columns: Columns) -> tuple[NDArray[np.int64], int]:
    """For each of the columns its number among those that there are, and how many there are."""
    places = np.arange(len(columns))
    last = np.empty(COLUMNS, np.int64)
    last[columns] = places
    stands_for = last[columns]
    is_last = stands_for == places
    numbers = np.cumsum(is_last) - 1
    return numbers[stands_for], int(is_last.sum())
