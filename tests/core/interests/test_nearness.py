"""What vectors add: nothing where they tell nothing, and never anything of a paper without one."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.interests.likeness import Papers
from core.interests.nearness import VECTORS_COUNT, Near, Space, nearness, numbers, space
from tests.core.interests.shelves import FIELDS, learned, placed

EACH = 8
NUMBERS = 48
DAY = [(field, number) for number in range(100, 100 + EACH) for field in FIELDS]
OF_FIELD = {field: list(range(which, len(DAY), len(FIELDS))) for which, field in enumerate(FIELDS)}


@cache
def papers() -> Papers:
    return Papers.of([placed(learned(), field, number) for field, number in DAY])


def told(field: str, number: int, noise: float = 0.6) -> np.ndarray:
    """A vector as a good model makes it: by field, with something of its own and what all share."""
    which = sorted(FIELDS).index(field)
    own = np.random.default_rng((which, number))
    middle = np.full(NUMBERS, 0.8)
    towards = np.random.default_rng(which).standard_normal(NUMBERS)
    return (middle + towards + noise * own.standard_normal(NUMBERS)).astype(np.float32)


def untold(seed: int, count: int) -> list[np.ndarray]:
    return list(np.random.default_rng(seed).standard_normal((count, NUMBERS)).astype(np.float32))


def named(vectors: list[np.ndarray]) -> dict[str, np.ndarray]:
    return {f"past-{number}": vector for number, vector in enumerate(vectors)}


PAST = {f"{field}-{n + 500}": told(field, n + 500) for n in range(20) for field in FIELDS}


@cache
def whole() -> Space:
    found = space([told(*each) for each in DAY], papers(), PAST)
    assert found is not None
    return found


def liked(field: str, *numbers: int) -> Near:
    return Near(whole(), {f"{field}-{n}": whole().place(told(field, n)) for n in numbers})


def test_what_papers_share_among_themselves_is_what_their_terms_say() -> None:
    chosen = np.array([3, 0, 7])
    terms = [placed(learned(), *DAY[number]) for number in chosen]
    rows = [papers().by_terms(each.columns, each.values)[chosen] for each in terms]

    assert papers().shared_among(chosen) == pytest.approx(np.array(rows), abs=1e-5)


def test_what_lies_near_to_what_is_liked_is_raised() -> None:
    near = liked("speech", 1, 2, 3)
    scores = nearness(near, dict.fromkeys(near.liked, 1.0))

    best = np.argsort(-scores)[:EACH]
    assert sorted(best) == OF_FIELD["speech"]
    assert VECTORS_COUNT / 2 < scores.std() <= VECTORS_COUNT
    assert scores.mean() == pytest.approx(0, abs=1e-5)


def test_one_like_is_enough_where_vectors_find_again_what_terms_say() -> None:
    near = liked("proofs", 1)
    scores = nearness(near, dict.fromkeys(near.liked, 1.0))
    assert sorted(np.argsort(-scores)[:EACH]) == OF_FIELD["proofs"]


def test_a_dislike_lowers_what_is_like_it() -> None:
    near = Near(whole(), {**liked("speech", 1, 2, 3).liked, **liked("driving", 1, 2).liked})
    likes = {name: 1.0 for name in near.liked if name.startswith("speech")}
    alone = nearness(near, likes)
    both = nearness(near, likes | {name: -1.0 for name in near.liked if name not in likes})

    there = OF_FIELD["driving"]
    assert both[there].mean() < alone[there].mean()


def test_without_a_like_nothing_is_said() -> None:
    near = liked("speech", 1, 2)
    for weights in ({}, {"other": 1.0}, dict.fromkeys(near.liked, -1.0)):
        assert not nearness(near, weights).any()


def test_a_paper_without_a_vector_gets_nothing() -> None:
    known = [told(*each) if place % 3 else None for place, each in enumerate(DAY)]
    here = space(known, papers(), PAST)
    near = Near(here, {"1": here.place(told("speech", 1)), "2": here.place(told("speech", 2))})
    scores = nearness(near, {"1": 1.0, "2": 1.0})

    assert not scores[::3].any()
    assert scores[[place for place in OF_FIELD["speech"] if place % 3]].min() > 0


def test_vectors_that_tell_nothing_hardly_count() -> None:
    spreads: list[float] = []
    for seed in range(60):
        made = untold(seed, len(DAY) + 3)
        here = space(made[: len(DAY)], papers(), named(untold(seed + 100, 80)))
        names = {str(n): here.place(vector) for n, vector in enumerate(made[len(DAY) :])}
        spreads.append(nearness(Near(here, names), dict.fromkeys(names, 1.0)).std())

    assert np.mean(spreads) < VECTORS_COUNT / 20
    assert max(spreads) < VECTORS_COUNT / 2


def test_what_is_liked_is_not_compared_with_itself() -> None:
    names = {f"speech-{number}": told("speech", number) for number in range(12)}
    apart = space([told(*each) for each in DAY], papers(), PAST)
    among = space([told(*each) for each in DAY], papers(), PAST | names)
    weights = dict.fromkeys(names, 1.0)

    def spread(here) -> float:
        liked = {name: here.place(vector) for name, vector in names.items()}
        return float(nearness(Near(here, liked), weights).std())

    assert spread(among) == pytest.approx(spread(apart), rel=0.02)


def test_vectors_that_are_all_the_same_do_not_count() -> None:
    same = np.ones(NUMBERS, np.float32)
    here = space([same] * len(DAY), papers(), named([same] * 50))
    assert here is not None
    assert not nearness(Near(here, {"1": here.place(same)}), {"1": 1.0}).any()


def test_too_few_or_none_are_no_space() -> None:
    assert space([None] * len(DAY), papers(), PAST) is None
    assert space([], Papers.of([]), {}) is None
    assert space([told(*DAY[0]), *[None] * (len(DAY) - 1)], papers(), {}) is None


def test_those_of_another_length_do_not_count() -> None:
    vectors = [told(*each) for each in DAY]
    vectors[5] = vectors[5][:20]
    here = space(vectors, papers(), PAST | {"odd": np.ones(20, np.float32)})
    assert (len(here.middle), here.held[5], here.held.sum()) == (NUMBERS, False, len(DAY) - 1)


def test_what_is_kept_is_read() -> None:
    vector = np.array([0.5, -0.25], "<f2")
    assert numbers(vector.tobytes()).tolist() == [0.5, -0.25]


@settings(max_examples=20)
@given(
    st.lists(st.sampled_from(sorted(FIELDS)), min_size=1, max_size=6),
    st.lists(st.floats(-3, 3, allow_nan=False), min_size=6, max_size=6),
    st.sets(st.integers(0, len(DAY) - 1)),
)
def test_whatever_is_voted_scores_are_numbers_and_bounded(fields, weights, missing) -> None:
    known = [None if place in missing else told(*each) for place, each in enumerate(DAY)]
    here = space(known, papers(), PAST)
    if here is None:
        return
    names = {f"{n}": here.place(told(field, n)) for n, field in enumerate(fields)}
    scores = nearness(Near(here, names), dict(zip(names, weights, strict=False)))

    assert np.isfinite(scores).all()
    assert scores.std() <= VECTORS_COUNT + 1e-3
    assert not scores[sorted(missing)].any()
