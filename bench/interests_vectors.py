"""Vectors of papers to measure with, where no model is at hand: `bench.interests --vectors`.

`lsa` are made from the words of the first papers alone, so that no later day is known: days before
have none. `random` stands for a model that tells nothing. Whoever has a model gives a file of numpy
(.npy) with a row for each paper, in the order of `bench.curated`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from core.interests.features import COLUMNS, Features, Field, Values

# So many of the first papers the directions are learned from, and so many there are.
LEARNED_FROM, DIRECTIONS = 1_500, 200
FEWEST, MOST = 3, 0.2  # papers that hold a word
NUMBERS = 256  # of a random vector

Vectors = Sequence[Values | None]


def vectors_named(name: str, rows: Sequence[Features]) -> Vectors:
    """Those vectors for the papers of these rows; raises OSError and ValueError for a file."""
    if name == "lsa":
        return lsa(rows)
    if name == "random":
        chance = np.random.default_rng(0)
        return list(chance.standard_normal((len(rows), NUMBERS)).astype(np.float32))
    found = np.load(Path(name))
    if found.ndim != 2 or len(found) != len(rows):
        raise ValueError(f"{name} has no row for each of {len(rows)} papers")
    return [row if np.abs(row).sum() > 0 else None for row in found.astype(np.float32)]


def lsa(rows: Sequence[Features]) -> Vectors:
    """Latent directions of the words that the first papers hold; None for these papers."""
    first = rows[:LEARNED_FROM]
    held = np.zeros(COLUMNS, np.int32)
    for row in first:
        held[_words(row)] += 1
    known = np.flatnonzero((held >= FEWEST) & (held <= MOST * len(first)))
    places = np.full(COLUMNS, -1, np.int32)
    places[known] = np.arange(len(known))
    rarity = np.log(len(first) / held[known]).astype(np.float32)
    table = np.stack([_as_row(row, places, rarity) for row in first])
    lengths, turns = np.linalg.eigh(table @ table.T)
    kept = turns[:, ::-1][:, :DIRECTIONS] / np.sqrt(np.maximum(lengths[::-1][:DIRECTIONS], 1e-6))
    directions = (table.T @ kept).astype(np.float32)
    later = [_as_row(row, places, rarity) @ directions for row in rows[LEARNED_FROM:]]
    return [*([None] * len(first)), *later]


def _words(row: Features) -> np.ndarray:
    return row.columns[row.fields == Field.WORDS]


def _as_row(row: Features, places: np.ndarray, rarity: Values) -> Values:
    words = row.fields == Field.WORDS
    at = places[row.columns[words]]
    here = at >= 0
    values = np.zeros(len(rarity), np.float32)
    values[at[here]] = row.counts[words][here] * rarity[at[here]]
    length = float(np.linalg.norm(values))
    return values / length if length else values
