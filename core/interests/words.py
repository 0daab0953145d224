"""What words alone say of a paper: they bring up past papers, and those say more. Pure.

A phrase is looked for in titles, abstracts and keywords, and by what it lies near to in the latent
space. The past papers that fit it best then count as if somebody liked them a little, so that
"overthinking" finds a paper on "budget forcing" too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.interests.background import Background, Placed
from core.interests.features import Columns, Field, Values, features
from core.interests.likeness import LATENT_COUNTS, Matrix
from core.interests.taste import Example
from core.interests.terms import terms

# So many past papers are brought up, the best of them counting like a vote.
_BROUGHT_UP = 30


@dataclass(frozen=True, slots=True)
class Wish:
    """Words or a phrase that somebody wants to read about, and how much; below 0 is less of it."""

    phrase: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Past:
    """Past papers, laid out for looking words up: built once a day and shared.

    `columns` are those of all of them, sorted, and `numbers` the papers that have them; `values`
    are what they count there.
    """

    papers: tuple[Placed, ...]
    columns: Columns
    numbers: NDArray[np.int32]
    values: Values
    latent: Matrix

    @classmethod
    def of(cls, papers: Iterable[Placed]) -> Past:
        """Those of the papers that have any term."""
        kept = tuple(paper for paper in papers if len(paper.columns))
        if not kept:
            nothing = np.zeros(0, np.float32)
            columns, numbers = nothing.astype(np.uint32), nothing.astype(np.int32)
            return cls((), columns, numbers, nothing, nothing[:, None])
        every = np.concatenate([paper.columns for paper in kept])
        order = np.argsort(every, kind="stable").astype(np.int32)
        lengths = [len(paper.columns) for paper in kept]
        return cls(
            kept,
            every[order],
            np.repeat(np.arange(len(kept), dtype=np.int32), lengths)[order],
            np.concatenate([paper.values for paper in kept])[order],
            np.stack([paper.latent for paper in kept]),
        )

    @property
    def count(self) -> int:
        """How many papers there are."""
        return len(self.papers)

    def like(self, query: Placed) -> Values:
        """How like each of them the query is."""
        if not self.papers:
            return np.zeros(0, np.float32)
        begins = np.searchsorted(self.columns, query.columns, "left")
        counts = np.searchsorted(self.columns, query.columns, "right") - begins
        # The places of each of the query's columns, one run after the other.
        steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
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


def brought_up(asked: Placed, past: Past, weight: float = 1.0) -> list[Example]:
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
