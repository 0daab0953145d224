"""How alike papers are: one number for each two, in a background's measure. Pure.

What two papers share in terms counts, and, less, how near they lie in the latent space.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.interests.background import Placed
from core.interests.features import Columns, Values

LATENT_COUNTS: Final = 0.3
Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Papers:
    """Papers laid out for comparing: built once a day for those that may be shown, and shared."""

    count: int
    # The columns that any of them has, sorted; `values` has a row for each, and one of zeros last.
    columns: Columns
    values: Matrix
    latent: Matrix

    @classmethod
    def of(cls, placed: Sequence[Placed]) -> Papers:
        """Those papers, in their order."""
        if not placed:
            nothing = np.zeros((0, 0), np.float32)
            return cls(0, np.zeros(0, np.uint32), np.zeros((1, 0), np.float32), nothing)
        every = np.concatenate([paper.columns for paper in placed])
        columns, rows = np.unique(every, return_inverse=True)
        values = np.zeros((len(columns) + 1, len(placed)), np.float32)
        begin = 0
        for number, paper in enumerate(placed):
            end = begin + len(paper.columns)
            values[rows[begin:end], number] = paper.values
            begin = end
        return cls(len(placed), columns, values, np.stack([paper.latent for paper in placed]))

    def like(self, paper: Placed) -> Values:
        """How like each of these that paper is."""
        return self.by_terms(paper.columns, paper.values) + self.by_latent(paper.latent)

    def by_terms(self, columns: Columns, values: Values) -> Values:
        """What each of these shares with those columns."""
        if not len(self.columns):
            return np.zeros(self.count, np.float32)
        rows = np.searchsorted(self.columns, columns)
        rows[rows == len(self.columns)] = 0
        strange = self.columns[rows] != columns
        rows[strange] = len(self.columns)
        shared: Values = values @ self.values[rows]
        return shared

    def by_latent(self, latent: Values) -> Values:
        """How near each of these lies to that place."""
        if not self.count:
            return np.zeros(0, np.float32)
        near: Values = LATENT_COUNTS * (self.latent @ latent)
        return near

    def among(self) -> Matrix:
        """How alike these are among themselves: a row and a column for each."""
        alike: Matrix = self.values.T @ self.values
        alike += LATENT_COUNTS * (self.latent @ self.latent.T)
        return alike
