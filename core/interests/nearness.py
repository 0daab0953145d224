"""How near a day's papers lie to what a chat likes, by vectors that a model made of their texts.
Pure.

It is a third opinion beside votes and words, and only as loud as it deserves: no model is believed
that does not find again what is known anyway. What it is asked is whether papers that share terms
lie near each other, and whether each liked paper lies nearer to the other liked ones than past
papers do. Vectors that tell nothing count nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.interests.features import Values
from core.interests.likeness import Matrix, Papers
from core.interests.taste import fitted

# What vectors count where they are wholly believed, where a spread of the day's scores is 1.
VECTORS_COUNT: Final = 0.3
# This many of a hundred others a paper must be nearer than, by mean, for vectors to count, and to
# count whole. By chance it is fifty.
_CHANCE, _CERTAIN = 0.7, 0.95
# What all papers say of the vectors counts as this many likes.
_OF_ALL: Final = 3.0
# With fewer papers on hand nothing can be said of vectors.
_FEWEST: Final = 10
# What is said of them is found among this many: of a whole day of arXiv it would be megabytes.
_MOST: Final = 300


@dataclass(frozen=True, slots=True)
class Space:
    """The vectors of a day's papers, and of past ones, around their common middle.

    Rows of `day` and `past` have length one, or are zeros where a paper has no vector; `held` says
    which of the day's have one, and `names` whose the past ones are. `believed` is how far the
    day's vectors find again what its terms say: 0.5 where they tell nothing.
    """

    middle: Values
    day: Matrix
    held: NDArray[np.bool_]
    past: Matrix
    names: tuple[str, ...]
    believed: float

    def place(self, vector: Values) -> There:
        """Where that paper lies: the same for all chats."""
        one = _of_length_one(vector - self.middle)
        return There(one.astype(np.float16), self.past @ one, self.day @ one)


@dataclass(frozen=True, slots=True)
class There:
    """Where a paper lies in a day's space: its vector, and how near the past papers and the day's
    are to it."""

    vector: NDArray[np.float16]
    past: Values
    day: Values


@dataclass(frozen=True, slots=True)
class Near:
    """A day's space, and where the papers lie that chats speak of, by id."""

    space: Space
    liked: Mapping[str, There]


def numbers(vector: bytes) -> Values:
    """The vector that is kept as 16-bit floats; zeros where it is no such."""
    if len(vector) % 2:
        return np.zeros(0, np.float32)
    read: Values = np.frombuffer(vector, "<f2").astype(np.float32)
    return np.nan_to_num(read, posinf=0, neginf=0)


def space(day: Sequence[Values | None], papers: Papers, past: Mapping[str, Values]) -> Space | None:
    """The space of those vectors; None where there are too few to say anything.

    `day` has one for each of the day's `papers`, where there is one; `past` are of papers that came
    before, by name. Those of another length than most have do not count.
    """
    lengths = Counter(len(each) for each in (*day, *past.values()) if each is not None)
    if not lengths:
        return None
    (length, _), *_ = lengths.most_common(1)
    held = np.array([each is not None and len(each) == length for each in day], bool)
    others = {name: each for name, each in past.items() if len(each) == length}
    if held.sum() + len(others) < _FEWEST or not held.any():
        return None
    known = [each for each in day if each is not None and len(each) == length]
    middle: Values = np.stack([*known, *others.values()]).mean(axis=0)
    rows = np.zeros((len(day), length), np.float32)
    rows[held] = np.stack([_of_length_one(each - middle) for each in known])
    before = np.zeros((len(others), length), np.float32)
    for place, each in enumerate(others.values()):
        before[place] = _of_length_one(each - middle)
    return Space(middle, rows, held, before, tuple(others), _believed(rows[held], papers, held))


def nearness(near: Near, weights: Mapping[str, float]) -> Values:
    """What vectors add to each of the day's papers, or take from it, for a chat that thinks so of
    papers (above 0 it wants more of their kind). Papers without a vector do not count, and nothing
    is added to them. Without a liked paper nothing can be said."""
    here = near.space
    nothing = np.zeros(len(here.day), np.float32)
    names = [name for name in weights if name in near.liked]
    if not any(weights[name] > 0 for name in names):
        return nothing
    there = [near.liked[name] for name in names]
    thought = np.array([weights[name] for name in names], np.float64)
    vectors = np.stack([each.vector for each in there]).astype(np.float32)
    alike = vectors @ vectors.T
    day = np.stack([each.day for each in there])[:, here.held]
    # What is spoken of is not what papers are like usually.
    usual = np.array([name not in weights for name in here.names], bool)
    far = np.concatenate([np.stack([each.past for each in there])[:, usual], day], axis=1)
    liked = thought > 0
    counts = VECTORS_COUNT * _trust(here.believed, alike[np.ix_(liked, liked)], far[liked])
    if not counts:
        return nothing
    pulls = fitted(alike.astype(np.float64), thought)
    said = pulls @ day
    spread = float(said.std())
    if spread < 1e-6:
        return nothing
    nothing[here.held] = counts * (said - said.mean()) / spread
    return nothing


def _trust(believed: float, among: Matrix, far: Matrix) -> float:
    """How far the vectors are believed, from 0 to 1, in a chat whose liked papers lie so `among`
    themselves, and so to others (a column for each of these)."""
    found = believed
    if len(among) > 1:
        again = float(_found_again(among, far).sum())
        found = (believed * _OF_ALL + again) / (len(among) + _OF_ALL)
    return min(1.0, max(0.0, (found - _CHANCE) / (_CERTAIN - _CHANCE)))


def _found_again(among: Matrix, far: Matrix) -> Values:
    """For each liked paper, the part of the other papers that lie further from the rest of the
    liked ones."""
    theirs = far.sum(axis=0) - far
    ours = among.sum(axis=1) - among.diagonal()
    found: Values = (theirs < ours[:, None]).mean(axis=1)
    return found


def _believed(vectors: Matrix, papers: Papers, held: NDArray[np.bool_]) -> float:
    """For each of the day's papers the part of the others that lie further from it than the one
    that shares most terms with it; the mean of all, and by chance one half."""
    chosen = np.flatnonzero(held)[:_MOST]
    vectors, count = vectors[:_MOST], len(chosen)
    if count < _FEWEST:
        return 0.5
    shared = papers.shared_among(chosen)
    np.fill_diagonal(shared, -np.inf)
    nearest = shared.argmax(axis=1)
    near = vectors @ vectors.T
    np.fill_diagonal(near, -np.inf)
    theirs = near[np.arange(count), nearest]
    further = (near < theirs[:, None]).sum(axis=1) - 1
    return float(further.mean() / (count - 2))


def _of_length_one(values: Values) -> Values:
    length = float(np.linalg.norm(values))
    if length < 1e-6:
        return np.zeros(len(values), np.float32)
    one: Values = (values / length).astype(np.float32)
    return one
