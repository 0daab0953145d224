"""The tables of a paper as rows and columns that a sentence can name. Pure."""

# Tested in tests/core/checking/test_cells.py.

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

Label = frozenset[str]
"""The keys of a row or of a column."""


class Cell(NamedTuple):
    """The table that a figure stands in, and the labels of its row and its column."""

    grid: int
    row: Label
    column: Label


@dataclass(frozen=True, slots=True)
class Axis:
    """The labels of a table's rows, or of its columns; `telling` are the keys that not all have."""

    labels: tuple[Label, ...]
    telling: frozenset[str]

    @classmethod
    def of(cls, labels: Iterable[Label]) -> Axis:
        """The axis of those labels, each once."""
        found = tuple(dict.fromkeys(labels))
        if not found:
            return cls((), frozenset())
        whole = frozenset.union(*found)
        shared = frozenset.intersection(*found)
        return cls(found, whole - shared)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: what its rows and its columns are called."""

    rows: Axis
    columns: Axis
