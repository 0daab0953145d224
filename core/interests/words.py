"""What words alone say of a paper: they bring up past papers, and those say more. Pure.

A phrase is looked for in titles, abstracts and keywords, and by what it lies near to in the latent
space. The past papers that fit it best then count as if somebody liked them a little, so that
"overthinking" finds a paper on "budget forcing" too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from core.interests.background import Background, Placed
from core.interests.features import COLUMNS, Columns, Field, Values, features
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
    """Past papers, laid out for looking words up: built once a day and shared."""

    papers: tuple[Placed, ...]
    columns: Columns
    values: Values
    starts: np.ndarray
    latent: Matrix

    @classmethod
    def of(cls, papers: Iterable[Placed]) -> Past:
        """Those of the papers that have any term."""
        kept = tuple(paper for paper in papers if len(paper.columns))
        if not kept:
            nothing = np.zeros(0, np.float32)
            return cls((), nothing.astype(np.uint32), nothing, nothing, nothing[:, None])
        lengths = [len(paper.columns) for paper in kept]
        return cls(
            kept,
            np.concatenate([paper.columns for paper in kept]),
            np.concatenate([paper.values for paper in kept]),
            np.cumsum([0, *lengths[:-1]]),
            np.stack([paper.latent for paper in kept]),
        )

    def like(self, query: Placed) -> Values:
        """How like each of them the query is."""
        asked = np.zeros(COLUMNS, np.float32)
        asked[query.columns] = query.values
        return self.by(asked, query.latent)

    def by(self, weights: Values, latent: Values) -> Values:
        """How much of what counts so in each column, and lies there, each of them has."""
        if not self.papers:
            return np.zeros(0, np.float32)
        shared = np.add.reduceat(self.values * weights[self.columns], self.starts)
        alike: Values = shared + LATENT_COUNTS * (self.latent @ latent)
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
