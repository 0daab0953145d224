"""Why a paper was picked: the liked paper it is nearest to, or the words that weighed most. Pure.

Hashed columns have no names; the words are found by looking the pick's own terms up again. What is
named is what the pick would lose most without.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.interests.background import Placed
from core.interests.features import COLUMNS, Counts, Values, column
from core.interests.likeness import Matrix, Papers
from core.interests.ranking import Profile, Ranking
from core.interests.taste import Taste

_MOST_WORDS = 3
# A word of fewer letters may begin another by chance: all they share.
_ROOT = 5
# Of this many terms one or another is no part of those before.
_LOOKED_AT = 30


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
    """The terms of a paper of a day: `terms[numbers[i]]` stands in a field, and counts `values[i]`
    in row `rows[i]` of the day.

    They are kept as one text, a line each: of thousands of papers each term would be an object.
    """

    joined: str
    numbers: NDArray[np.int32]
    rows: NDArray[np.int32]
    values: Values

    @property
    def terms(self) -> list[str]:
        """The terms, in their order."""
        return self.joined.split("\n") if self.joined else []

    @classmethod
    def of(cls, paper: Placed, counts: Counts, day: Papers) -> Held:
        """The terms of that paper, which are counted so (`features.paper_terms`)."""
        numbers: dict[str, int] = {}
        places: list[int] = []
        columns: list[int] = []
        for field, counted in counts.items():
            for term in counted:
                places.append(numbers.setdefault(term, len(numbers)))
                columns.append(column(field, term))
        at = np.array(columns, np.uint32)
        spread = np.zeros(COLUMNS, np.float32)
        spread[paper.columns] = paper.values
        return cls(
            "\n".join(numbers),
            np.array(places, np.int32),
            day.rows[at].astype(np.int32),
            spread[at],
        )

    def rows_of(self, terms: Collection[str]) -> NDArray[np.int32]:
        """The rows in which those of its terms count."""
        held = self.terms
        wanted = np.zeros(len(held), bool)
        wanted[[held.index(term) for term in terms]] = True
        # `unique` would load masked arrays.
        return np.array(sorted(set(self.rows[wanted[self.numbers]].tolist())), np.int32)

    def shares(self, weights: Values) -> Values:
        """What each of the terms adds to the score, or takes from it, where rows weigh so much."""
        products = weights[self.rows] * self.values
        return np.bincount(self.numbers, products).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paper of a day: its place there, and its terms."""

    place: int
    held: Held


@dataclass(frozen=True, slots=True)
class Weighed:
    """A taste against a day: what each row of the day weighs by it, and how much each of the papers
    voted on pulls each paper of the day. What one unit of it counts is in both. `liked` says which
    of them pull up.

    The paper `whose[i]` of those adds `values[i]` to what row `places[i]` of the day weighs.
    """

    rows: Values
    likes: Matrix
    liked: NDArray[np.bool_]
    whose: NDArray[np.intp]
    places: NDArray[np.int32]
    values: Values

    @classmethod
    def of(cls, taste: Taste, counts: float, day: Papers) -> Weighed:
        """That taste, of which one unit counts so much."""
        places = np.zeros(0, np.int32)
        values = np.zeros(0, np.float32)
        lengths = [len(paper.columns) for paper in taste.papers]
        if taste.papers:
            places = day.rows[np.concatenate([paper.columns for paper in taste.papers])]
            values = np.concatenate([paper.values for paper in taste.papers])
            values *= np.repeat(np.float32(counts) * taste.pulls, lengths)
        rows = np.bincount(places, values, day.row_count).astype(np.float32)
        whose = np.repeat(np.arange(len(lengths)), lengths)
        likes = counts * taste.likes(day)
        return cls(rows, likes, taste.pulls > 0, whose, places, values)

    def of_rows(self, weights: Values) -> Values:
        """What each of the papers adds to papers that count so much in each row of the day."""
        products = self.values * weights[self.places]
        return np.bincount(self.whose, products, len(self.likes)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Whole:
    """Both opinions of a chat against a day, as they were added."""

    by_votes: Weighed
    by_words: Weighed
    scores: Values

    @classmethod
    def of(cls, known: Profile, ranking: Ranking, day: Papers) -> Whole:
        """What that ranking of the day was summed from."""
        return cls(
            Weighed.of(known.by_votes, ranking.votes_count, day),
            Weighed.of(known.by_words, ranking.words_count, day),
            ranking.scores,
        )

    def term_shares(self, held: Held) -> Values:
        """What each of the terms adds to the score, or takes from it."""
        return held.shares(self.by_votes.rows + self.by_words.rows)


def reason(pick: Candidate, whole: Whole) -> Reason:
    """What speaks most for that pick of that day.

    A liked paper is named only where the pick would come later without it; where others would hold
    it up, the words are the better reason.
    """
    shares = whole.term_shares(pick.held)
    named = weightiest(pick.held, shares)
    terms = pick.held.terms
    of_named = (float(shares[terms.index(term)]) for term in named)
    by_words = NamesWords(named, sum(of_named))
    nearest = _nearest(pick.place, whole.by_votes)
    if nearest is None or nearest.share <= by_words.share:
        return by_words
    if named and not _falls_without(pick.place, nearest, whole):
        return by_words
    return nearest


def _falls_without(place: int, nearest: LikesPaper, whole: Whole) -> bool:
    """Whether more papers would come before that one."""
    without = whole.scores - whole.by_votes.likes[nearest.example]
    before = int((whole.scores > whole.scores[place]).sum())
    return int((without > without[place]).sum()) > before


def _nearest(place: int, votes: Weighed) -> LikesPaper | None:
    """The liked paper that raises the pick most."""
    if not len(votes.likes):
        return None
    # Who dislikes what is unlike a pick raises it too, but is no reason.
    shares = np.where(votes.liked, votes.likes[:, place], 0)
    best = int(shares.argmax())
    if shares[best] <= 0:
        return None
    return LikesPaper(best, float(shares[best]))


def weightiest(held: Held, shares: Values) -> tuple[str, ...]:
    """The terms with the greatest shares, none of which is a part of another."""
    best = np.argsort(-shares, kind="stable")[:_LOOKED_AT]
    terms = held.terms
    order = sorted((-float(shares[number]), terms[number]) for number in best)
    return first_apart(term for share, term in order if share < 0)


def first_apart(terms: Iterable[str]) -> tuple[str, ...]:
    """The first three of the terms, none of which says again what another does."""
    named: list[str] = []
    for term in terms:
        if len(named) == _MOST_WORDS:
            break
        if not any(_overlap(term, other) for other in named):
            named.append(term)
    return tuple(named)


def _overlap(term: str, other: str) -> bool:
    """Whether one is a part of the other, in whichever form, or begins with what the other ends
    with, as "multimodal large" and "large language" do."""
    first, second = (each.replace("-", " ").split() for each in (term, other))
    if len(first) > 1 and len(second) > 1 and (first[-1] == second[0] or second[-1] == first[0]):
        return True
    return _within(first, second) or _within(second, first)


def _within(words: Iterable[str], others: Sequence[str]) -> bool:
    return all(any(_of_one_root(word, other) for other in others) for word in words)


def _of_one_root(word: str, other: str) -> bool:
    """Whether the words are one, or the longer adds an ending to the other: agent, agentic."""
    short, long = sorted((word, other), key=len)
    return short == long or (len(short) >= _ROOT and long.startswith(short))
