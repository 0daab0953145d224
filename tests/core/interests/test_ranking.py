"""Votes and words make an order; what came later never does."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.interests.background import Placed, learn
from core.interests.features import features, paper_terms
from core.interests.likeness import Papers
from core.interests.ranking import bounded, profile, rank
from core.interests.taste import MOST_VOTES, Example, learn_taste
from core.interests.words import Past, Wish, query
from core.models import Paper
from tests.core.interests.shelves import FIELDS, learned, past, placed, rows, shelf

NAMES = tuple(FIELDS)
EACH = 5
NO_PRIOR = np.zeros(EACH * len(NAMES))


@cache
def today() -> list[Placed]:
    """A day: five papers of each field, in turn."""
    numbers = range(500, 500 + EACH)
    return [placed(learned(), field, number) for number in numbers for field in NAMES]


@cache
def day() -> Papers:
    return Papers.of(today())


def field_of(place: int) -> str:
    return NAMES[place % len(NAMES)]


def order(votes: list[Example], wishes: list[Wish] | None = None) -> tuple[int, ...]:
    known = profile(votes, wishes or [], learned(), past())
    return rank(known, day(), NO_PRIOR).order


def voted(field: str, numbers: range, weight: float = 1.0) -> list[Example]:
    return [Example(placed(learned(), field, number), weight) for number in numbers]


@pytest.mark.parametrize("field", NAMES)
def test_one_like_brings_its_field_to_the_top(field):
    assert [field_of(place) for place in order(voted(field, range(600, 601)))[:4]] == [field] * 4


@pytest.mark.parametrize("field", NAMES)
def test_dislikes_alone_send_their_field_to_the_end(field):
    assert [field_of(place) for place in order(voted(field, range(600, 604), -1.0))[-4:]] == [
        field
    ] * 4


def test_a_word_is_enough():
    ranked = order([], [Wish("formal theorem prover")])

    assert [field_of(place) for place in ranked[:4]] == ["proofs"] * 4


def test_a_muted_word_sends_its_field_down():
    likes = voted("speech", range(600, 602)) + voted("driving", range(600, 602))
    ranked = order(likes, [Wish("speech voice speaker audio", -1.0)])

    assert field_of(ranked[0]) == "driving"


def test_without_interests_the_prior_decides_and_equals_keep_their_place():
    empty = profile([], [], learned(), past())

    assert empty.is_empty
    assert rank(empty, day(), NO_PRIOR).order == tuple(range(len(today())))
    prior = np.arange(len(today()), dtype=float)
    assert rank(empty, day(), prior).order == tuple(reversed(range(len(today()))))


@pytest.mark.parametrize("phrase", ["", "…", "的", "量子纠缠之外的东西", "zzzz"])
def test_words_that_nothing_is_known_of_leave_finite_scores(phrase):
    known = profile([], [Wish(phrase)], learned(), past())

    assert np.isfinite(rank(known, day(), NO_PRIOR).scores).all()


def test_nothing_is_asked_by_a_phrase_without_terms():
    assert query(["…"], learned()) is None


def test_the_same_like_twice_and_as_a_dislike_too_is_still_an_order():
    like = voted("proofs", range(600, 601))
    both = like * 3 + [Example(like[0].paper, -1.0)]

    assert field_of(order(both)[0]) == "proofs"


def test_a_paper_without_words_may_be_liked_and_ranked():
    bare = learned().place(features(paper_terms(Paper(id="1", title="", abstract=""))))
    known = profile([Example(bare, 1.0)], [], learned(), past())

    assert np.isfinite(rank(known, Papers.of([bare, *today()]), np.zeros(21)).scores).all()


def test_chinese_papers_are_ranked_by_chinese_likes():
    written = ["蛋白质结构预测与折叠", "自动驾驶车辆轨迹规划", "蛋白质折叠的新方法"]
    background = learn([])
    papers = [
        background.place(features(paper_terms(Paper(id=str(n), title=text, abstract=text))))
        for n, text in enumerate(written)
    ]
    known = profile([Example(papers[0], 1.0)], [], background, Past.of([]))

    assert rank(known, Papers.of(papers[1:]), np.zeros(2)).order == (1, 0)


def test_without_a_past_votes_still_rank():
    background = learn([])
    today = [placed(background, field, 500) for field in NAMES]
    known = profile([Example(placed(background, "speech", 1), 1.0)], [], background, Past.of([]))

    assert rank(known, Papers.of(today), np.zeros(4)).order[0] == NAMES.index("speech")


def test_only_the_newest_votes_count():
    old = voted("speech", range(700, 702))
    new = [Example(today()[3], 1.0)] * MOST_VOTES

    assert len(learn_taste(old + new).papers) == MOST_VOTES
    assert np.array_equal(learn_taste(old + new).pulls, learn_taste(new).pulls)


def test_two_interests_both_lead_and_are_known_to_be_two():
    both = voted("speech", range(600, 604)) + voted("proofs", range(600, 604))
    known = profile(both, [], learned(), past())

    assert known.by_votes.apart > learn_taste(voted("speech", range(600, 604))).apart
    assert {field_of(place) for place in order(both)[:10]} == {"speech", "proofs"}


def test_a_day_without_papers_has_an_empty_order():
    known = profile(voted("proofs", range(3)), [], learned(), past())

    assert rank(known, Papers.of([]), np.zeros(0)).order == ()


# Each learns two backgrounds anew; what leaks does so in any.
@settings(max_examples=5)
@given(st.integers(100, 150), st.integers(1, 40), st.randoms(use_true_random=False))
def test_papers_of_later_days_never_change_an_earlier_ranking(known_before, later, chance):
    """The walk through days hands `learn` what came before; what follows must not matter."""
    everything = rows(shelf(60))
    likes = sorted(chance.sample(range(known_before), 3))

    def ranked(history: list) -> tuple[int, ...]:
        background = learn(history[:known_before])
        papers: list[Placed] = [background.place(row) for row in history[:known_before]]
        today = [background.place(row) for row in history[known_before : known_before + 10]]
        votes = [Example(papers[number], 1.0) for number in likes]
        known = profile(votes, [Wish("speech")], background, Past.of(papers))
        return rank(known, Papers.of(today), np.zeros(len(today))).order

    short = everything[: known_before + 10]
    assert ranked(short) == ranked(everything[: known_before + 10 + later])


@given(
    st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 30), st.floats(-3, 3)), max_size=12)
)
def test_any_votes_give_finite_scores_and_the_same_ones_again(chosen):
    votes = [Example(placed(learned(), field, number), weight) for field, number, weight in chosen]
    known = profile(votes, [], learned(), past())
    scores = rank(known, day(), NO_PRIOR).scores

    assert np.isfinite(scores).all()
    assert np.array_equal(
        scores, rank(profile(votes, [], learned(), past()), day(), NO_PRIOR).scores
    )


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.floats(0.01, 1e4), max_size=30))
def test_nobody_has_more_than_a_fifth_once_five_have_voted(weights):
    kept = bounded(weights)

    assert kept.keys() == weights.keys()
    assert all(kept[person] <= weights[person] for person in kept)
    if len(weights) >= 5:
        assert max(kept.values()) <= sum(kept.values()) / 5 * (1 + 1e-9)
    else:
        assert kept == weights


def test_who_votes_as_the_others_do_loses_nothing():
    assert bounded(dict.fromkeys("abcde", 2.0)) == dict.fromkeys("abcde", 2.0)
    assert bounded({"a": 10_000.0, **dict.fromkeys("bcdef", 1.0)})["a"] == pytest.approx(1.25)
