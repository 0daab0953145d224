"""What words alone say of a paper: they bring up past papers, and those say more. Pure.

A phrase is looked for in titles, abstracts and keywords, and by what it lies near to in the latent
space. The past papers that fit it best then count as if somebody liked them a little, so that
"overthinking" finds a paper on "budget forcing" too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from core.interests.background import Background, Halves, Placed
from core.interests.features import COLUMNS, Columns, Field, Values, features
from core.interests.likeness import LATENT_COUNTS, Matrix
from core.interests.taste import Example
from core.interests.terms import terms

# This many past papers are brought up, the best of them counting like a vote.
_BROUGHT_UP = 30
# Papers that are laid out before the next ones are taken.
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Wish:
    """Words or a phrase that somebody wants to read about, and how much; below 0 is less of it."""

    phrase: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some papers one after the other."""

    columns: Columns
    values: Values
    latent: Matrix
    lengths: tuple[int, ...]

    @classmethod
    def of(cls, papers: Sequence[Placed]) -> _Piece:
        return cls(
            np.concatenate([paper.columns for paper in papers]),
            np.concatenate([paper.values for paper in papers]),
            np.stack([paper.latent for paper in papers]),
            tuple(len(paper.columns) for paper in papers),
        )


@dataclass(frozen=True, slots=True)
class Past:
    """Past papers, laid out for looking words up: built once a day and shared.

    `values` are what papers count in their columns, column after column, and `numbers` whose they
    are: those of column c stand from `starts[c]` to before `starts[c + 1]`.
    """

    papers: tuple[Placed, ...]
    values: Halves
    numbers: NDArray[np.uint16]
    starts: NDArray[np.int32]
    latent: Matrix

    @classmethod
    def of(cls, papers: Iterable[Placed]) -> Past:
        """Those of the papers that have any term."""
        every = (paper for paper in papers if len(paper.columns))
        pieces: list[_Piece] = []
        while piece := tuple(islice(every, _AT_ONCE)):
            pieces.append(_Piece.of(piece))
        if not pieces:
            no_values = np.zeros(0, np.float16)
            starts = np.zeros(COLUMNS + 1, np.int32)
            latent = np.zeros((0, 0), np.float32)
            return cls((), no_values, np.zeros(0, np.uint16), starts, latent)
        lengths = [length for piece in pieces for length in piece.lengths]
        columns = np.concatenate([piece.columns for piece in pieces])
        values = np.concatenate([piece.values for piece in pieces])
        latent = np.concatenate([piece.latent for piece in pieces])
        pieces.clear()
        # The papers as parts of the whole, so that nothing is there twice.
        kept: list[Placed] = []
        begin = 0
        for number, length in enumerate(lengths):
            here = slice(begin, begin + length)
            kept.append(Placed(columns[here], values[here], latent[number]))
            begin += length
        starts = np.zeros(COLUMNS + 1, np.int32)
        starts[1:] = np.cumsum(np.bincount(columns, minlength=COLUMNS))
        by_column = np.argsort(columns, kind="stable").astype(np.int32)
        numbers = np.repeat(np.arange(len(kept), dtype=np.uint16), lengths)[by_column]
        return cls(tuple(kept), values[by_column].astype(np.float16), numbers, starts, latent)

    @property
    def count(self) -> int:
        """How many papers there are."""
        return len(self.papers)

    def like(self, query: Placed) -> Values:
        """How like each of them the query is."""
        if not self.papers:
            return np.zeros(0, np.float32)
        begins = self.starts[query.columns]
        counts = self.starts[query.columns + 1] - begins
        # The places of each of the query's columns, one run after the other.
        steps = np.arange(counts.sum(), dtype=np.int32)
        steps -= np.repeat(np.cumsum(counts, dtype=np.int32) - counts, counts)
        places = np.repeat(begins, counts) + steps
        products = self.values[places] * np.repeat(query.values, counts)
        shared = np.bincount(self.numbers[places], products, self.count)
        alike: Values = shared.astype(np.float32) + LATENT_COUNTS * (self.latent @ query.latent)
        return alike


def query(phrases: Sequence[str], background: Background) -> Placed | None:
    """Those phrases as if they were a paper that says nothing else; None if they have no term."""
    words: dict[str, float] = {}
    pairs: dict[str, float] = {}
    for phrase in phrases:
        found = terms(phrase)
        for word in found.words:
            words[word] = words.get(word, 0) + 1
        for pair in found.pairs:
            pairs[pair] = pairs.get(pair, 0) + 1
    if not words:
        return None
    counts = {Field.WORDS: words, Field.PAIRS: pairs, Field.TITLE: words | pairs}
    return background.place(features(counts))


def brought_up(asked: Placed, past: Past, weight: float) -> list[Example]:
    """The query, and the past papers that fit it best, as votes of at most that weight."""
    votes = [Example(asked, weight)]
    alike = past.like(asked)
    best = np.argsort(-alike, kind="stable")[:_BROUGHT_UP]
    for number in best:
        if alike[number] <= 0:
            break
        part = float(alike[number] / alike[best[0]])
        votes.append(Example(past.papers[number], weight * part))
    return votes
