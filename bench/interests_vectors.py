"""Vectors of papers to measure with, where no model is at hand: `bench.interests --vectors`.

`lsa` are latent directions of words, learned anew after so many papers from the last ones before:
a model that knows the field, and nothing of what comes. `random` stands for a model that tells
nothing. Whoever has a model gives a file of numpy (.npy) with a row for each paper, in the order of
`bench.curated`; zeros where there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.interests.features import COLUMNS, Features, Field, Values

# After so many papers directions are learned from the last so many, and so many they are.
LEARNED_FROM, DIRECTIONS = 1_500, 200
FEWEST, MOST = 3, 0.2  # papers that hold a word
NUMBERS = 256  # of a random vector

Vectors = Sequence[Values | None]


@dataclass(frozen=True)
class Known:
    """The vectors that a model makes, from the paper on that each stands under; before the first
    there are none."""

    since: Sequence[tuple[int, Vectors]] = ()

    def before(self, paper: int) -> Vectors:
        """Those that were there when that paper came; () where there were none."""
        found: Vectors = ()
        for begin, vectors in self.since:
            if begin <= paper:
                found = vectors
        return found


NO_VECTORS = Known()


def vectors_named(name: str, rows: Sequence[Features]) -> Known:
    """Those vectors for the papers of these rows; raises OSError and ValueError for a file."""
    if name == "lsa":
        begins = range(LEARNED_FROM, len(rows), LEARNED_FROM)
        return Known([(begin, lsa(rows, begin)) for begin in begins])
    if name == "random":
        chance = np.random.default_rng(0)
        return Known([(0, list(chance.standard_normal((len(rows), NUMBERS)).astype(np.float32)))])
    found = np.load(Path(name))
    if found.ndim != 2 or len(found) != len(rows):
        raise ValueError(f"{name} has no row for each of {len(rows)} papers")
    vectors = [row if np.abs(row).sum() > 0 else None for row in found.astype(np.float32)]
    return Known([(0, vectors)])


def lsa(rows: Sequence[Features], begin: int) -> Vectors:
    """All papers along the directions of words in which those before `begin` differ most."""
    first = rows[begin - LEARNED_FROM : begin]
    held = np.zeros(COLUMNS, np.int32)
    for row in first:
        held[row.columns[row.fields == Field.WORDS]] += 1
    known = np.flatnonzero((held >= FEWEST) & (held <= MOST * len(first)))
    places = np.full(COLUMNS, -1, np.int32)
    places[known] = np.arange(len(known))
    rarity = np.log(len(first) / held[known]).astype(np.float32)
    table = np.stack([_as_row(row, places, rarity) for row in first])
    lengths, turns = np.linalg.eigh(table @ table.T)
    kept = turns[:, ::-1][:, :DIRECTIONS] / np.sqrt(np.maximum(lengths[::-1][:DIRECTIONS], 1e-6))
    directions = (table.T @ kept).astype(np.float32)
    return [_as_row(row, places, rarity) @ directions for row in rows]


def _as_row(row: Features, places: np.ndarray, rarity: Values) -> Values:
    words = row.fields == Field.WORDS
    at = places[row.columns[words]]
    here = at >= 0
    values = np.zeros(len(rarity), np.float32)
    values[at[here]] = row.counts[words][here] * rarity[at[here]]
    length = float(np.linalg.norm(values))
    return values / length if length else values
