"""Chats that are not of one mind: two lists in one, votes that are slips; and a regression by
scikit-learn, where it is installed, to stand beside ours."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from statistics import fmean

import numpy as np

from bench.curated import FEWEST, Day, Question, Shelf, Way, ndcg, questions
from bench.interested import World
from bench.interests_rows import Row
from core.interests.background import Placed
from core.interests.features import COLUMNS

try:
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression as regression
except ImportError:
    regression = None
HAS_REGRESSION = regression is not None

LIKES = 5
LEAST_OF_BOTH, MOST_BELOW_ALONE = 75.0, 8.0
SLIPS, SLIP_SEEDS = 0.1, 50
MOST_BELOW_UNTURNED, LEAST_FIFTH_PERCENTILE = 3.0, 68.0
NEGATIVES = 200


def measure(shelf: Shelf, worlds: Sequence[World]) -> Iterator[Row]:
    """Two lists in one chat, and five likes and dislikes with slips."""
    pairs = [_two_lists(shelf, world) for world in worlds]
    yield Row("two lists in one chat: union", {}, [pair[0] for pair in pairs], LEAST_OF_BOTH)
    below = [pair[1] for pair in pairs]
    yield Row("  each below what it gets alone", {}, below, most=MOST_BELOW_ALONE)
    yield from _slips(shelf, worlds[0])


def _two_lists(shelf: Shelf, world: World) -> tuple[float, float]:
    """Means over all pairs of the longest lists: of what either listed, and how far each is below
    its own ranking."""
    unions: list[float] = []
    below: list[float] = []
    for names in combinations(shelf.longest(), 2):
        both = [shelf.listed[name] for name in names]
        union: list[float] = []
        alone: defaultdict[int, list[float]] = defaultdict(list)
        mixed: defaultdict[int, list[float]] = defaultdict(list)
        for day in shelf.days:
            earlier = [sorted(n for n in listed if n < day.begin)[-LIKES:] for listed in both]
            if len(day.papers) < FEWEST or min(len(likes) for likes in earlier) < LIKES:
                continue
            likes = sorted(set(earlier[0]) | set(earlier[1]))
            scores = world.ranking(day, world.taste(day, likes)).scores
            relevant = [_listed(day, listed) for listed in both]
            either = np.maximum(relevant[0], relevant[1])
            if either.any():
                union.append(ndcg(scores, either))
            for side in (0, 1):
                if relevant[side].any():
                    own = world.ranking(day, world.taste(day, earlier[side])).scores
                    alone[side].append(ndcg(own, relevant[side]))
                    mixed[side].append(ndcg(scores, relevant[side]))
        if union:
            unions.append(fmean(union))
        below += [fmean(alone[side]) - fmean(mixed[side]) for side in alone]
    return fmean(unions), fmean(below)


def _listed(day: Day, listed: frozenset[int]) -> np.ndarray:
    return np.array([number in listed for number in day.papers], float)


def _slips(shelf: Shelf, world: World) -> Iterator[Row]:
    """The last five likes, and as many dislikes of their days; each is turned once and for all with
    the chance of a slip."""
    unturned: dict[str, float] = {}
    turned: list[float] = []
    means: list[list[float]] = [[] for _ in range(SLIP_SEEDS)]
    for name in shelf.longest():
        listed = shelf.listed[name]
        asked = list(questions(shelf, listed, Way("last", LIKES)))
        votes = [(q, q.likes, _disliked(shelf, listed, q.likes)) for q in asked]
        if not votes:
            continue
        unturned[name] = fmean(
            ndcg(world.ranking(q.day, world.taste(q.day, likes, dislikes)).scores, q.relevant)
            for q, likes, dislikes in votes
        )
        for seed in range(SLIP_SEEDS):
            figures = [_with_slips(world, seed, *vote) for vote in votes]
            turned.append(fmean(figures))
            means[seed].append(turned[-1])
    straight = fmean(unturned.values())
    yield Row("5 likes, 5 dislikes", unturned, [straight])
    by_seed = [fmean(each) for each in means]
    least = straight - MOST_BELOW_UNTURNED
    yield Row(f"  one in ten turned, {SLIP_SEEDS} seeds", {}, by_seed, least)
    fifth = float(np.percentile(turned, 5))
    yield Row("  fifth percentile of lists and seeds", {}, [fifth], LEAST_FIFTH_PERCENTILE)


def _disliked(shelf: Shelf, listed: frozenset[int], likes: Sequence[int]) -> list[int]:
    """For each like one paper of its day that is not listed, always the same one."""
    chosen: list[int] = []
    for like in likes:
        day = next(day for day in shelf.days if like in day.papers)
        others = [n for n in day.papers if n not in listed and n not in chosen]
        if others:
            chosen.append(others[zlib.crc32(f"dislike {like}".encode()) % len(others)])
    return chosen


def _with_slips(
    world: World, seed: int, question: Question, likes: Sequence[int], dislikes: Sequence[int]
) -> float:
    slips = {number for number in (*likes, *dislikes) if _slipped(seed, number)}
    liked = [n for n in likes if n not in slips] + [n for n in dislikes if n in slips]
    disliked = [n for n in dislikes if n not in slips] + [n for n in likes if n in slips]
    ranking = world.ranking(question.day, world.taste(question.day, liked, disliked))
    return ndcg(ranking.scores, question.relevant)


def _slipped(seed: int, number: int) -> bool:
    return zlib.crc32(f"{seed} {number}".encode()) % 1000 < 1000 * SLIPS


def regressed(world: World, question: Question) -> np.ndarray:
    """scikit-learn's regression on the same terms, without the latent space, against past papers
    drawn by chance."""
    morning = world.mornings[question.day.begin]
    liked = set(question.likes)
    others = [number for number in morning.numbers if number not in liked]
    chance = np.random.default_rng(question.day.begin)
    drawn = [int(number) for number in chance.permutation(others)[:NEGATIVES]] if others else []
    train = world.placed(question.day, [*question.likes, *drawn])
    labels = [1] * len(question.likes) + [0] * len(drawn)
    if len(set(labels)) < 2:
        return np.zeros(len(question.day.papers))
    peer = regression(C=10, class_weight="balanced", solver="liblinear")
    peer.fit(as_rows(train), labels)
    scores: np.ndarray = peer.decision_function(
        as_rows(world.placed(question.day, question.day.papers))
    )
    return scores


def as_rows(papers: Sequence[Placed]) -> csr_matrix:
    """Papers as scipy has sparse rows."""
    ends = np.cumsum([0, *(len(paper.columns) for paper in papers)])
    values = np.concatenate([paper.values for paper in papers])
    columns = np.concatenate([paper.columns for paper in papers]).astype(np.int64)
    return csr_matrix((values, columns, ends), shape=(len(papers), COLUMNS))
