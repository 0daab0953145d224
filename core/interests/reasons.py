"""Why a paper was picked: the liked paper it is nearest to, or the words that weighed most. Pure.

Hashed columns have no names; the words are found by looking the pick's own terms up again. What is
named is what the pick would lose most without.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.interests.background import Placed
from core.interests.features import COLUMNS, Columns, Counts, Values, column
from core.interests.likeness import LATENT_COUNTS, Papers
from core.interests.ranking import Profile, Ranking
from core.interests.taste import Taste

_MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class LikesPaper:
    """The pick is like this example: its place among those of the votes."""

    example: int
    share: float


@dataclass(frozen=True, slots=True)
class NamesWords:
    """The pick holds these words, the weightiest first; empty where nothing speaks for it."""

    words: tuple[str, ...]
    share: float


Reason = LikesPaper | NamesWords


@dataclass(frozen=True, slots=True)
class Held:
    """The terms of a paper: `terms[numbers[i]]` stands in a field, and counts `values[i]` in column
    `columns[i]`."""

    terms: tuple[str, ...]
    numbers: NDArray[np.int32]
    columns: Columns
    values: Values

    @classmethod
    def of(cls, paper: Placed, counts: Counts) -> Held:
        """The terms of that paper, which are counted so (`features.paper_terms`)."""
        numbers: dict[str, int] = {}
        rows: list[int] = []
        columns: list[int] = []
        for field, counted in counts.items():
            for term in counted:
                rows.append(numbers.setdefault(term, len(numbers)))
                columns.append(column(field, term))
        at = np.array(columns, np.uint32)
        values = spread_out(paper)[at]
        return cls(tuple(numbers), np.array(rows, np.int32), at, values)

    def columns_of(self, terms: Collection[str]) -> Columns:
        """The columns in which those terms count."""
        wanted = np.array([term in terms for term in self.terms], bool)
        return np.unique(self.columns[wanted[self.numbers]])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paper of a day: its place there, as it is placed, and its terms."""

    place: int
    paper: Placed
    held: Held


def weigh(taste: Taste, counts: float) -> Values:
    """What each column counts by that taste, of which one unit counts so much."""
    if not taste.papers:
        return np.zeros(COLUMNS, np.float32)
    pairs = zip(taste.papers, taste.pulls, strict=True)
    columns = np.concatenate([paper.columns for paper in taste.papers])
    values = np.concatenate([counts * pull * paper.values for paper, pull in pairs])
    return np.bincount(columns, values, COLUMNS).astype(np.float32)


def weigh_all(known: Profile, ranking: Ranking) -> Values:
    """What each column counts by votes and words together."""
    weights = weigh(known.by_votes, ranking.votes_count)
    weights += weigh(known.by_words, ranking.words_count)
    return weights


def reason(
    pick: Candidate, known: Profile, ranking: Ranking, day: Papers, weights: Values | None = None
) -> Reason:
    """What speaks most for that pick of that day; `weights` is what `weigh_all` says, where that is
    known already.

    A liked paper is named only where the pick would come later without it; where others would hold
    it up, the words are the better reason.
    """
    if weights is None:
        weights = weigh_all(known, ranking)
    words = word_shares(pick.held, weights)
    named = weightiest(words)
    by_words = NamesWords(named, sum(words[word] for word in named))
    nearest = _nearest(pick.paper, known.by_votes, ranking.votes_count)
    if nearest is None or nearest.share <= by_words.share:
        return by_words
    if named and not _falls_without(pick.place, nearest, known.by_votes, ranking, day):
        return by_words
    return nearest


def _falls_without(
    place: int, nearest: LikesPaper, taste: Taste, ranking: Ranking, day: Papers
) -> bool:
    """Whether more papers would come before that one."""
    pull = ranking.votes_count * taste.pulls[nearest.example]
    without = ranking.scores - pull * day.like(taste.papers[nearest.example])
    before = int((ranking.scores > ranking.scores[place]).sum())
    return int((without > without[place]).sum()) > before


def likenesses(pick: Placed, taste: Taste) -> Values:
    """How much each paper of that taste adds to the pick, or takes from it."""
    if not taste.papers:
        return np.zeros(0, np.float32)
    here = spread_out(pick)
    shared = [float(paper.values @ here[paper.columns]) for paper in taste.papers]
    near = np.stack([paper.latent for paper in taste.papers]) @ pick.latent
    added: Values = taste.pulls * (np.array(shared, np.float32) + LATENT_COUNTS * near)
    return added


def _nearest(pick: Placed, taste: Taste, counts: float) -> LikesPaper | None:
    """The liked paper that raises the pick most."""
    shares = counts * np.where(taste.pulls > 0, likenesses(pick, taste), 0)
    if not len(shares) or shares.max() <= 0:
        return None
    best = int(shares.argmax())
    return LikesPaper(best, float(shares[best]))


def word_shares(held: Held, weights: Values) -> Mapping[str, float]:
    """What each of a paper's terms adds to its score, or takes from it."""
    products = weights[held.columns] * held.values
    shares = np.bincount(held.numbers, products, len(held.terms))
    return dict(zip(held.terms, shares.tolist(), strict=True))


def weightiest(shares: Mapping[str, float]) -> tuple[str, ...]:
    """The weightiest terms, none of which is a part of another."""
    named: list[str] = []
    for term, share in sorted(shares.items(), key=lambda item: (-item[1], item[0])):
        if share <= 0 or len(named) == _MOST_WORDS:
            break
        if not any(_overlap(term, other) for other in named):
            named.append(term)
    return tuple(named)


def spread_out(paper: Placed) -> Values:
    """The paper's value in every column."""
    values = np.zeros(COLUMNS, np.float32)
    values[paper.columns] = paper.values
    return values


def _overlap(term: str, other: str) -> bool:
    first = set(term.replace("-", " ").split())
    second = set(other.replace("-", " ").split())
    return first <= second or second <= first
