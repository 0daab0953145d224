"""Interests that move: a year of days in which a chat likes one list's papers, and from the middle on
another's.

A day counts once the chat has liked twenty papers of the new list. All earlier likes count, the old
list's too. Papers that both lists hold are neither's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from statistics import fmean

import numpy as np

from bench.curated import FEWEST, Day, Shelf, ndcg
from bench.interested import World
from bench.interests_rows import Row

AFTER = 20
# Days are counted until so many of the new list were liked.
UNTIL = 40


@dataclass(frozen=True)
class Drift:
    """How good the order is for either list, the means over the days that count; and how many likes
    of the old list there were."""

    new: float
    old: float
    old_likes: int


def measure(shelf: Shelf, worlds: Sequence[World]) -> Iterator[Row]:
    """The new list's figure and how far it is above the old one's, over all pairs of the longest
    lists."""
    new: list[float] = []
    ahead: list[float] = []
    for world in worlds:
        drifts = list(drifted(shelf, world))
        new.append(fmean(drift.new for drift in drifts))
        ahead.append(fmean(drift.new - drift.old for drift in drifts))
    yield Row(f"after {AFTER} likes of another list: that one", {}, new)
    yield Row("  above the one liked before", {}, ahead, least=0.0)


def drifted(shelf: Shelf, world: World) -> Iterator[Drift]:
    """For each pair of the longest lists, in both directions."""
    for before, after in permutations(shelf.longest(), 2):
        found = _of_pair(shelf, world, shelf.listed[before], shelf.listed[after])
        if found is not None:
            yield found


def _of_pair(
    shelf: Shelf, world: World, before: frozenset[int], after: frozenset[int]
) -> Drift | None:
    middle = shelf.days[len(shelf.days) // 2].begin
    old = sorted(number for number in before - after if number < middle)
    new: list[float] = []
    still: list[float] = []
    for day in shelf.days:
        likes = sorted(number for number in after - before if middle <= number < day.begin)
        if not AFTER <= len(likes) < UNTIL or len(day.papers) < FEWEST:
            continue
        scores = world.ranking(day, world.taste(day, [*old, *likes])).scores
        wanted = _of(day, after - before)
        left = _of(day, before - after)
        if wanted.any():
            new.append(ndcg(scores, wanted))
        if left.any():
            still.append(ndcg(scores, left))
    if not new or not still:
        return None
    return Drift(fmean(new), fmean(still), len(old))


def _of(day: Day, listed: frozenset[int]) -> np.ndarray:
    return np.array([number in listed for number in day.papers], float)
