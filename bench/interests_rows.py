"""Rows of the table that `bench.interests` prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from bench.curated import Question, Shelf, ndcg

ByList = Mapping[str, float]


@dataclass(frozen=True)
class Row:
    """What was measured: a figure for each list, its mean over the longest ones (by seed), and the
    least or the most that the mean may be."""

    what: str
    by_list: ByList
    means: Sequence[float]
    least: float | None = None
    most: float | None = None

    @property
    def mean(self) -> float:
        return fmean(self.means)

    @property
    def kept(self) -> bool:
        """Rounded as it is shown."""
        shown = round(self.mean, 1)
        return (self.least is None or shown >= round(self.least, 1)) and (
            self.most is None or shown <= self.most
        )


def merged(table: Mapping[str, list[float]], merge: Callable[[list[float]], float]) -> ByList:
    """One figure for each list, out of several."""
    return {name: merge(figures) for name, figures in table.items()}


def averaged(
    asked: Mapping[str, list[Question]], ranked: Callable[[Question], np.ndarray]
) -> ByList:
    """The mean of each list's days."""
    table: dict[str, float] = {}
    for name, those in asked.items():
        if those:
            table[name] = fmean(ndcg(ranked(each), each.relevant) for each in those)
    return table


def row(shelf: Shelf, what: str, tables: Sequence[ByList], least: float | None = None) -> Row:
    """A row from a table for each seed."""
    longest = [name for name in shelf.longest() if name in tables[0]]
    by_list: dict[str, float] = {}
    for name in tables[0]:
        by_list[name] = fmean(table[name] for table in tables)
    means: list[float] = []
    for table in tables:
        means.append(fmean(table[name] for name in longest))
    return Row(what, by_list, means, least)
