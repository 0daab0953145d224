"""What somebody's votes say of a paper they have not seen: logistic regression. Pure.

A taste is a sum over the papers voted on: each pulls what is like it up or down, the more the less
its vote would be expected from the others. What no vote speaks of gets 0. It is fitted anew after
each vote, which takes a millisecond or two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

import numpy as np

from core.interests.background import Placed
from core.interests.features import Values
from core.interests.likeness import Matrix, among

# Only this many votes count, the newest.
MOST_VOTES: Final = 300
# What is not liked is of many kinds, and tells less than what is: docs/decisions/interests.md.
_DISLIKES_COUNT = 0.3
_STIFFNESS = 0.25
_STEPS = 8
# Of this many likes those nearest to a paper count more where likes fall into groups.
NEAREST = 2
_FEWEST_APART = 4
_MOST_APART = 2.0


@dataclass(frozen=True, slots=True)
class Example:
    """A paper somebody wants more of (`weight` above 0) or less of (below); 1 is a plain vote."""

    paper: Placed
    weight: float


class Comparing(Protocol):
    """Papers that others can be compared with."""

    @property
    def count(self) -> int: ...
    def like(self, paper: Placed, /) -> Values:
        """How like each of them that paper is."""
        ...


@dataclass(frozen=True, slots=True)
class Taste:
    """The papers voted on, and how much each pulls.

    `apart` says how far the liked ones fall into several groups: 0 for one interest, 2 at most. The
    more they do, the more a paper's two nearest likes count beside the sum of all, for what lies
    between two interests is neither.
    """

    papers: tuple[Placed, ...]
    pulls: Values
    apart: float = 0.0
    # How papers that were compared already are pulled, by their identity: they are asked for often.
    _known: dict[int, tuple[Comparing, Matrix]] = field(default_factory=dict)

    def scores(self, day: Comparing) -> Values:
        """How well each of those papers fits; 0 for all where there is no vote."""
        likes = self.likes(day)
        total: Values = likes.sum(axis=0)
        if self.apart:
            nearest = np.partition(likes[self.pulls > 0], -NEAREST, axis=0)[-NEAREST:]
            total += self.apart * nearest.sum(axis=0)
        return total

    def summed(self, day: Comparing) -> Values:
        """How well each of those papers fits, as if there were one interest."""
        total: Values = self.likes(day).sum(axis=0)
        return total

    def likes(self, day: Comparing) -> Matrix:
        """How much each of the papers voted on, a row, pulls each of those papers."""
        known = self._known.get(id(day))
        if known:
            return known[1]
        pulled: Matrix = np.zeros((0, day.count), np.float32)
        if self.papers:
            pulled = self.pulls[:, None] * np.stack([day.like(each) for each in self.papers])
        self._known[id(day)] = (day, pulled)
        return pulled


def learn_taste(votes: Sequence[Example]) -> Taste:
    """The taste that those votes show; of more than `MOST_VOTES` the last ones count."""
    votes = [vote for vote in votes if vote.weight][-MOST_VOTES:]
    papers = tuple(vote.paper for vote in votes)
    weights = np.array([vote.weight for vote in votes], np.float64)
    if not votes:
        return Taste((), weights.astype(np.float32))
    alike = among(papers).astype(np.float64)
    pulls = fitted(alike, weights).astype(np.float32)
    return Taste(papers, pulls, _apart(alike[np.ix_(pulls > 0, pulls > 0)]))


def _apart(alike: np.ndarray) -> float:
    """From how much liker each is to its nearest two than to all others."""
    count = len(alike)
    if count < _FEWEST_APART:
        return 0.0
    others = alike - np.diag(np.diag(alike))
    near = float(np.sort(others, axis=1)[:, -NEAREST:].mean())
    overall = float(others.sum()) / (count * (count - 1))
    if near <= 0:
        return 0.0
    return min(_MOST_APART, max(0.0, 6 * (1 - overall / near - 0.35)))


def fitted(alike: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """How much each paper pulls, of which somebody thinks so (below 0 it is disliked): Newton's
    steps for the pulls that make the votes likeliest, held back by `_STIFFNESS`."""
    wanted = weights > 0
    counts = np.where(wanted, weights, _DISLIKES_COUNT * -weights)
    pulls = np.zeros(len(weights))
    for _ in range(_STEPS):
        scores = alike @ pulls
        chance = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
        curve = np.maximum(counts * chance * (1 - chance), 1e-6)
        aims = scores + counts * (wanted - chance) / curve
        before = pulls
        pulls = np.linalg.solve(alike + np.diag(_STIFFNESS / curve), aims)
        if np.abs(pulls - before).max() < 1e-4:
            break
    return pulls
