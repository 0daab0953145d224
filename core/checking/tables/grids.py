"""The tables of a paper as rows and columns that a sentence can name. Pure."""

# Tested in tests/core/checking/cells/test_named.py.

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from core.checking.tables.labels import CHANGES

Label = frozenset[str]
"""The keys of a row or of a column."""


class Cell(NamedTuple):
    """The table that a figure stands in, and the labels of its row and its column.

    `among` says that the cell holds several values, each with words of its own.
    """

    grid: int
    row: Label
    column: Label
    among: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """The labels of a table's rows, or of its columns.

    `telling` are the keys that not all have, each with how much it tells.
    """

    labels: tuple[Label, ...]
    telling: Mapping[str, float]

    @classmethod
    def of(cls, labels: Iterable[Label]) -> Axis:
        """The axis of those labels, each once."""
        found = tuple(dict.fromkeys(labels))
        having = Counter(chain.from_iterable(found))
        many = len(found)
        return cls(
            found,
            {key: math.log(many / count) for key, count in having.items() if count < many},
        )


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: what its rows and its columns are called; `whole` are all keys of both and of its
    caption; `values` is the table without its rows and columns of changes, if it has any."""

    rows: Axis
    columns: Axis
    whole: Label
    values: Grid | None = None

    @classmethod
    def of(cls, rows: Iterable[Label], columns: Iterable[Label], caption: Label) -> Grid:
        """The table of those labels."""
        along, across = Axis.of(rows), Axis.of(columns)
        whole = caption.union(*along.labels, *across.labels)
        values = _without_changes(along), _without_changes(across)
        if values == (along, across):
            return cls(along, across, whole)
        return cls(along, across, whole, cls(*values, whole))

    def for_value(self, cell: Cell) -> Grid:
        """What the value of a cell is held against: a word that the head of the changes alone has,
        as in "Before | After | Δ accuracy", is said of the values as well."""
        if self.values is None or (cell.row | cell.column) & CHANGES:
            return self
        return self.values


def _without_changes(axis: Axis) -> Axis:
    left = [label for label in axis.labels if not label & CHANGES]
    return Axis.of(left) if left and len(left) < len(axis.labels) else axis
