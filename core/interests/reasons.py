"""Why a paper was picked: the liked paper it is nearest to, or the words that weighed most. Pure.

Hashed columns have no names; the words are found by looking the pick's own terms up again. What is
named is what the pick would lose most without.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.interests.background import Placed
from core.interests.features import COLUMNS, Counts, Values, column
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
class Candidate:
    """A paper of a day: its place there, as it is placed, and its terms
    (`features.paper_terms`)."""

    place: int
    paper: Placed
    terms: Counts


def reason(pick: Candidate, known: Profile, ranking: Ranking, day: Papers) -> Reason:
    """What speaks most for that pick of that day.

    A liked paper is named only where the pick would come later without it; where others would hold
    it up, the words are the better reason.
    """
    words = word_shares(pick, known, ranking)
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


def _nearest(pick: Placed, taste: Taste, counts: float) -> LikesPaper | None:
    """The liked paper that raises the pick most."""
    here = _spread_out(pick)
    best: LikesPaper | None = None
    for number, (paper, pull) in enumerate(zip(taste.papers, taste.pulls, strict=True)):
        alike = float(paper.values @ here[paper.columns])
        alike += LATENT_COUNTS * float(paper.latent @ pick.latent)
        share = counts * float(pull) * alike
        if share > 0 and pull > 0 and (best is None or share > best.share):
            best = LikesPaper(number, share)
    return best


def word_shares(pick: Candidate, known: Profile, ranking: Ranking) -> Mapping[str, float]:
    """What each of the pick's terms adds to its score, or takes from it."""
    weights = np.zeros(COLUMNS, np.float32)
    for taste, counts in (
        (known.by_votes, ranking.votes_count),
        (known.by_words, ranking.words_count),
    ):
        for paper, pull in zip(taste.papers, taste.pulls, strict=True):
            np.add.at(weights, paper.columns, counts * pull * paper.values)
    here = _spread_out(pick.paper)
    shares: defaultdict[str, float] = defaultdict(float)
    for field, counted in pick.terms.items():
        for term in counted:
            at = column(field, term)
            shares[term] += float(weights[at] * here[at])
    return shares


def weightiest(shares: Mapping[str, float]) -> tuple[str, ...]:
    """The weightiest terms, none of which is a part of another."""
    named: list[str] = []
    for term, share in sorted(shares.items(), key=lambda item: (-item[1], item[0])):
        if share <= 0 or len(named) == _MOST_WORDS:
            break
        if not any(_overlap(term, other) for other in named):
            named.append(term)
    return tuple(named)


def _overlap(term: str, other: str) -> bool:
    first = set(term.replace("-", " ").split())
    second = set(other.replace("-", " ").split())
    return first <= second or second <= first


def _spread_out(paper: Placed) -> Values:
    values = np.zeros(COLUMNS, np.float32)
    values[paper.columns] = paper.values
    return values
