"""What a pick was chosen for, as a sum: liked papers, words, names and everybody's score. Pure.

The first share is the reason that is told. Where that is words, what they weigh is taken out of the
liked papers that brought them, so that nothing counts twice.
"""

# Tested in tests/core/interests/test_picking.py.

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from core.interests.features import COLUMNS, Columns, Values
from core.interests.interest import Because, Interest, Kind, Share
from core.interests.morning import Day
from core.interests.ranking import PRIOR_COUNTS, Profile, Ranking
from core.interests.reasons import (
    Candidate,
    LikesPaper,
    Reason,
    likenesses,
    reason,
    spread_out,
    weigh,
    weightiest,
    word_shares,
)
from core.interests.taste import NEAREST

MOST_SHARES: Final = 8
# What adds less than this is not told.
_LEAST = 0.005


@dataclass(frozen=True, slots=True)
class Named:
    """An author or a lab that was asked for and is named, and what that adds."""

    interest: Interest
    adds: float


@dataclass(frozen=True, slots=True)
class Seeds:
    """The ids of the papers behind the examples of the votes, in their order, and which of them
    were asked for."""

    ids: tuple[str, ...]
    asked: frozenset[str]


@dataclass(slots=True)
class Sum:
    """What a chat's picks are summed from. What each column weighs is found once for all picks."""

    known: Profile
    ranking: Ranking
    day: Day
    seeds: Seeds
    by_votes: Values = field(init=False)
    by_words: Values = field(init=False)

    def __post_init__(self) -> None:
        self.by_votes = weigh(self.known.by_votes, self.ranking.votes_count)
        self.by_words = weigh(self.known.by_words, self.ranking.words_count)


def shares_of(total: Sum, place: int, named: Sequence[Named]) -> tuple[Share, ...]:
    """What made the pick at that place of the day: its reason first, then the weightiest, some
    eight at most."""
    day = total.day
    held = day.held(place)
    candidate = Candidate(place, day.placed[place], held)
    weights = total.by_votes + total.by_words
    why = reason(candidate, total.known, total.ranking, day.papers, weights)
    told: Columns | None = None
    if not isinstance(why, LikesPaper) and why.words:
        told = held.columns_of(why.words)
    shares = list(_likes(total, place, told))
    shares += _words(total, place, why, told)
    shares += _names(named)
    shares.append(_noise(total, place))
    shares = [replace(each, share=round(each.share, 3)) for each in shares]
    shares = [each for each in shares if abs(each.share) >= _LEAST]
    shares.sort(key=lambda each: (-abs(each.share), each.because, each.named))
    first = _first(shares, why, total.seeds)
    if first is None:
        return (Share(because=Because.NOISE, share=0.0),)
    shares.remove(first)
    return (first, *shares[: MOST_SHARES - 1])


def _first(shares: Sequence[Share], why: Reason, seeds: Seeds) -> Share | None:
    """The share that is told as the reason: a name that was asked for, where that weighs more than
    what speaks for the pick else, or that; None where nothing weighs anything."""
    told: Share | None = None
    for each in shares:
        if isinstance(why, LikesPaper):
            right = each.named == (seeds.ids[why.example],)
        else:
            right = each.because is Because.WORDS and each.named == why.words and bool(why.words)
        if right and each.share > 0:
            told = each
            break
    names = (each for each in shares if each.because in (Because.AUTHOR, Because.LAB))
    name = next((each for each in names if each.share > 0), None)
    if name and (told is None or name.share > told.share):
        told = name
    if told is None:
        told = next((each for each in shares if each.share > 0), None)
    return told or next(iter(shares), None)


def _likes(total: Sum, place: int, told: Columns | None) -> Iterator[Share]:
    """What each paper that was voted or asked for adds, without what `told` columns add."""
    taste = total.known.by_votes
    if not taste.papers:
        return
    pick = total.day.placed[place]
    parts = likenesses(pick, taste).astype(np.float64)
    if taste.apart:
        liked = np.flatnonzero(taste.pulls > 0)
        nearest = liked[np.argsort(-parts[liked], kind="stable")[:NEAREST]]
        parts[nearest] *= 1 + taste.apart
    parts *= total.ranking.votes_count
    if told is not None:
        here = np.zeros(COLUMNS, np.float32)
        here[told] = spread_out(pick)[told]
        for number, (paper, pull) in enumerate(zip(taste.papers, taste.pulls, strict=True)):
            spoken = float(paper.values @ here[paper.columns])
            parts[number] -= total.ranking.votes_count * float(pull) * spoken
    for paper_id, part in zip(total.seeds.ids, parts.tolist(), strict=True):
        because = Because.ASKED if paper_id in total.seeds.asked else Because.LIKE
        yield Share(because=because, named=(paper_id,), share=part)


def _words(total: Sum, place: int, why: Reason, told: Columns | None) -> Iterator[Share]:
    """What words add: those that were asked for, and those that liked papers taught."""
    held = total.day.held(place)
    taste = total.known.by_words
    share = 0.0
    if taste.papers:
        pulled = likenesses(total.day.placed[place], taste)
        share += total.ranking.words_count * float(pulled.sum())
    if isinstance(why, LikesPaper) or told is None:
        sign = 1 if share >= 0 else -1
        names = weightiest(word_shares(held, sign * total.by_words))
    else:
        here = spread_out(total.day.placed[place])
        share += float(total.by_votes[told] @ here[told])
        names = why.words
    if taste.papers or told is not None:
        yield Share(because=Because.WORDS, named=names, share=share)


def _names(named: Sequence[Named]) -> Iterator[Share]:
    for each in named:
        because = Because.AUTHOR if each.interest.kind is Kind.AUTHOR else Because.LAB
        yield Share(because=because, named=(each.interest.value,), share=each.adds)


def _noise(total: Sum, place: int) -> Share:
    """What everybody's score adds, against the day's mean."""
    prior = total.day.prior
    spread = float(prior.std())
    share = 0.0
    if spread > 1e-6:
        share = PRIOR_COUNTS * float(prior[place] - prior.mean()) / spread
    return Share(because=Because.NOISE, share=share)
