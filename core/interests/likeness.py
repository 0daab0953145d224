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
# This many columns are compared at once: some megabytes where there are hundreds of papers.
_BLOCK = 4_096
# A column and a place in one number: sorting these is faster than sorting places by columns.
_BEHIND, _PLACE = np.uint64(32), np.uint64(2**32 - 1)
Matrix = NDArray[np.float32]
Rows = NDArray[np.int16] | NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Papers:
    """Papers laid out for comparing: built once a day for those that may be shown, and shared.

    `rows` says for each column its row; the last row is that of columns which none of them has.
    `values` are what the papers count, row after row, and `numbers` whose they are: those of row r
    stand from `starts[r]` to before `starts[r + 1]`.
    """

    count: int
    rows: Rows
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
        order = np.argsort(columns, kind="stable").astype(np.int32)
        ordered = columns[order]
        # Where the next column begins; the row of columns that nobody holds is empty.
        is_next = np.ones(len(ordered), bool)
        is_next[1:] = ordered[1:] != ordered[:-1]
        begins = np.flatnonzero(is_next)
        starts = np.append(begins, (len(ordered), len(ordered))).astype(np.int64)
        rows: Rows = np.full(COLUMNS, len(begins), np.int32)
        rows[ordered[begins]] = np.arange(len(begins), dtype=np.int32)
        # A list alone has so few that half the bytes will do; one behind a row is asked for, too.
        if len(begins) < np.iinfo(np.int16).max:
            rows = rows.astype(np.int16)
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

    def shared_among(self, chosen: NDArray[np.intp]) -> Matrix:
        """What those of them, by number, share among themselves: a row and a column for each."""
        place = np.full(self.count, -1, np.int32)
        place[chosen] = np.arange(len(chosen), dtype=np.int32)
        row_of = np.repeat(np.arange(self.row_count), np.diff(self.starts))
        shared: Matrix = np.zeros((len(chosen), len(chosen)), np.float32)
        for begin in range(0, self.row_count, _BLOCK):
            here = slice(*np.searchsorted(row_of, (begin, begin + _BLOCK)))
            whose = place[self.numbers[here]]
            ours = whose >= 0
            block = np.zeros((len(chosen), _BLOCK), np.float32)
            block[whose[ours], row_of[here][ours] - begin] = self.values[here][ours]
            shared += block @ block.T
        return shared

    def _places(self, rows: Rows) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The places of those rows' values, one run after the other, and how long each run is."""
        begins = self.starts[rows]
        counts = self.starts[rows + 1] - begins
        steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return np.repeat(begins, counts) + steps, counts


def among(placed: Sequence[Placed]) -> Matrix:
    """How alike papers are among themselves: a row and a column for each."""
    latent = np.stack([paper.latent for paper in placed])
    alike: Matrix = LATENT_COUNTS * (latent @ latent.T)
    columns = np.concatenate([paper.columns for paper in placed])
    values = np.concatenate([paper.values for paper in placed])
    numbers = np.repeat(np.arange(len(placed)), [len(paper.columns) for paper in placed])
    # Column after column, for most are held by one of the papers alone, which shares nothing there.
    places = np.arange(len(columns), dtype=np.uint64)
    ordered = np.sort(columns.astype(np.uint64) << _BEHIND | places)
    places = ordered & _PLACE
    is_next = np.ones(len(ordered), bool)
    is_next[1:] = np.diff(ordered >> _BEHIND) > 0
    counts = np.diff(np.flatnonzero(is_next), append=len(ordered))
    shared = np.repeat(counts > 1, counts)
    alone = places[~shared]
    alike[np.diag_indices(len(placed))] += np.bincount(
        numbers[alone], values[alone] ** 2, len(placed)
    )
    places, rows = places[shared], np.cumsum(is_next[shared]) - 1
    for begin in range(0, int((counts > 1).sum()), _BLOCK):
        here = slice(*np.searchsorted(rows, (begin, begin + _BLOCK)))
        block = np.zeros((len(placed), min(_BLOCK, rows[-1] + 1 - begin)), np.float32)
        block[numbers[places[here]], rows[here] - begin] = values[places[here]]
        alike += block @ block.T
    return alike
