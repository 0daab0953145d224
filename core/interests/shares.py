"""What a pick was chosen for, as a sum: liked papers, words, names, vectors and everybody's score.
Pure.

The first share is the reason that is told. Where that is words, what they weigh is taken out of the
liked papers that brought them, so that nothing counts twice.
"""

# Tested in tests/core/interests/test_picking.py.

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.interests.features import Values
from core.interests.interest import Because, Interest, Kind, Share
from core.interests.morning import Day
from core.interests.ranking import Profile
from core.interests.reasons import (
    Candidate,
    LikesPaper,
    NamesWords,
    Reason,
    Whole,
    reason,
    weightiest,
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


@dataclass(frozen=True, slots=True)
class Sum:
    """What a chat's picks are summed from."""

    known: Profile
    whole: Whole
    day: Day
    seeds: Seeds
    noise: Values
    near: Values


def shares_of(total: Sum, place: int, named: Sequence[Named]) -> tuple[Share, ...]:
    """What made the pick at that place of the day: its reason first, then the weightiest, some
    eight at most."""
    held = total.day.held(place)
    why = reason(Candidate(place, held), total.whole)
    rows: NDArray[np.int32] | None = None
    if isinstance(why, NamesWords) and why.words:
        rows = held.rows_of(why.words)
    parts = [*_likes(total, place, rows), *_words(total, place, why, rows), *_names(named)]
    parts.append(_Part(Because.MEANING, (), float(total.near[place])))
    loud = Because.NOISE if place < total.day.listed else Because.HANDS
    parts.append(_Part(loud, (), float(total.noise[place])))
    parts = [each for each in parts if abs(each.adds) >= _LEAST]
    parts.sort(key=lambda each: (-abs(each.adds), each.because, each.named))
    first = _first(parts, why, total.seeds)
    if first is None:
        return (Share(because=Because.NOISE, share=0.0),)
    parts.remove(first)
    return tuple(each.as_share() for each in (first, *parts[: MOST_SHARES - 1]))


class _Part(NamedTuple):
    """A share before it is rounded."""

    because: Because
    named: tuple[str, ...]
    adds: float

    def as_share(self) -> Share:
        return Share(because=self.because, named=self.named, share=round(self.adds, 3))


def _first(parts: Sequence[_Part], why: Reason, seeds: Seeds) -> _Part | None:
    """The part that is told as the reason: a name that was asked for, where that weighs more than
    what speaks for the pick else, or that; None where nothing weighs anything."""
    told: _Part | None = None
    for each in parts:
        if isinstance(why, LikesPaper):
            right = each.named == (seeds.ids[why.example],)
        else:
            right = each.because is Because.WORDS and each.named == why.words and bool(why.words)
        if right and each.adds > 0:
            told = each
            break
    names = (each for each in parts if each.because in (Because.AUTHOR, Because.LAB))
    name = next((each for each in names if each.adds > 0), None)
    if name and (told is None or name.adds > told.adds):
        told = name
    if told is None:
        told = next((each for each in parts if each.adds > 0), None)
    return told or next(iter(parts), None)


def _likes(total: Sum, place: int, rows: NDArray[np.int32] | None) -> Iterator[_Part]:
    """What each paper that was voted or asked for adds, without what the words of those rows add,
    which are the reason."""
    taste = total.known.by_votes
    if not taste.papers:
        return
    votes = total.whole.by_votes
    parts = votes.likes[:, place].copy()
    if taste.apart:
        liked = np.flatnonzero(votes.liked)
        nearest = liked[np.argsort(-parts[liked], kind="stable")[:NEAREST]]
        parts[nearest] *= 1 + taste.apart
    if rows is not None:
        parts -= _of_words(total, place, rows)
    for paper_id, part in zip(total.seeds.ids[-len(parts) :], parts.tolist(), strict=True):
        because = Because.ASKED if paper_id in total.seeds.asked else Because.LIKE
        yield _Part(because, (paper_id,), part)


def _of_words(total: Sum, place: int, rows: NDArray[np.int32]) -> Values:
    """How much of each liked paper's part the words of those rows are."""
    day = total.day.papers
    here = np.zeros(day.row_count, np.float32)
    here[rows] = day.counted(rows, place)
    return total.whole.by_votes.of_rows(here)


def _words(total: Sum, place: int, why: Reason, rows: NDArray[np.int32] | None) -> Iterator[_Part]:
    """What words add: those that were asked for, and those that liked papers taught, which stand in
    those rows."""
    held = total.day.held(place)
    words = total.whole.by_words
    share = float(words.likes[:, place].sum())
    if isinstance(why, NamesWords) and rows is not None:
        taught = total.whole.by_votes.rows[rows] @ total.day.papers.counted(rows, place)
        yield _Part(Because.WORDS, why.words, share + float(taught))
    elif len(words.likes):
        sign = 1 if share >= 0 else -1
        yield _Part(Because.WORDS, weightiest(held, sign * held.shares(words.rows)), share)


def _names(named: Sequence[Named]) -> Iterator[_Part]:
    for each in named:
        because = Because.AUTHOR if each.interest.kind is Kind.AUTHOR else Because.LAB
        yield _Part(because, (each.interest.value,), each.adds)
