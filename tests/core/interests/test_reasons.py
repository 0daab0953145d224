"""What a reason names is what the pick lives by."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from core.interests.background import Placed
from core.interests.features import paper_terms
from core.interests.likeness import Papers
from core.interests.ranking import Profile, Ranking, profile, rank
from core.interests.reasons import (
    Candidate,
    Held,
    LikesPaper,
    NamesWords,
    Whole,
    first_apart,
    reason,
)
from core.interests.taste import Example, learn_taste
from core.interests.words import Wish
from tests.core.interests.shelves import FIELDS, learned, paper, past, placed


@cache
def today() -> list[Placed]:
    return [placed(learned(), field, number) for number in range(500, 503) for field in FIELDS]


@cache
def day() -> Papers:
    return Papers.of(today())


def pick(field: str) -> Candidate:
    """The first paper of that field today."""
    place = list(FIELDS).index(field)
    return Candidate(place, Held.of(today()[place], paper_terms(paper(field, 500)), day()))


def ranked(votes: list[Example], wishes: list[Wish]) -> tuple[Profile, Ranking]:
    known = profile(votes, wishes, learned(), past())
    return known, rank(known, day(), np.zeros(len(today())))


def test_a_like_is_named_by_its_place_among_the_votes():
    votes = [
        Example(placed(learned(), "driving", 600), -1.0),
        Example(placed(learned(), "proofs", 601), 1.0),
        Example(placed(learned(), "speech", 602), 1.0),
    ]
    known, ranking = ranked(votes, [])
    why = reason(pick("speech"), Whole.of(known, ranking, day()))

    assert isinstance(why, LikesPaper)
    assert why.example == 2
    assert why.share > 0


def test_words_are_named_as_they_are_read():
    known, ranking = ranked([], [Wish("formal theorem")])
    why = reason(pick("proofs"), Whole.of(known, ranking, day()))

    assert isinstance(why, NamesWords)
    held = set(f"{paper('proofs', 500).title} {paper('proofs', 500).abstract}".split())
    assert why.words
    assert {part for word in why.words for part in word.split()} <= held | {"result"}


def test_no_word_is_named_beside_a_pair_that_holds_it():
    known, ranking = ranked([], [Wish("protein folding structure")])
    why = reason(pick("proteins"), Whole.of(known, ranking, day()))

    assert isinstance(why, NamesWords)
    parts = [part for word in why.words for part in word.split()]
    assert len(parts) == len(set(parts))


def test_without_interests_there_is_no_reason():
    nothing = learn_taste([])
    known = Profile(nothing, nothing)
    even = Ranking(np.zeros(len(today()), np.float32), 0.0, 0.0)
    why = reason(pick("proteins"), Whole.of(known, even, day()))

    assert why == NamesWords((), 0)


def test_the_shares_of_words_add_up_to_what_terms_give():
    votes = [Example(placed(learned(), "speech", 602), 1.0)]
    known, ranking = ranked(votes, [])
    shares = Whole.of(known, ranking, day()).term_shares(pick("speech").held)
    vote, pull = known.by_votes.papers[0], known.by_votes.pulls[0]
    by_terms = Papers.of([today()[2]]).by_terms(vote.columns, pull * vote.values)[0]

    assert np.isclose(shares.sum(), ranking.votes_count * by_terms, rtol=1e-3)


@pytest.mark.parametrize(
    ("terms", "named"),
    [
        ("multimodal large, large language, benchmark", "multimodal large, benchmark"),
        ("agent, agentic, agents, tool", "agent, tool"),
        ("multi-agent, agentic, tool", "multi-agent, tool"),
        ("world model, language model", "world model, language model"),
        ("gene, general", "gene, general"),
    ],
)
def test_nothing_is_named_twice(terms: str, named: str) -> None:
    assert first_apart(terms.split(", ")) == tuple(named.split(", "))
