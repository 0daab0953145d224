"""What a group's votes say together, and that nobody outweighs the rest."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.interests.ballot import balances, faded, weight_of_each
from core.interests.interest import Vote
from core.interests.taste import MOST_VOTES

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)

PEOPLE = st.sampled_from(["", "1", "2", "3", "4", "5", "6", "7"])
BALLOTS = st.dictionaries(
    st.tuples(PEOPLE, st.integers(0, 30).map(str)), st.booleans(), max_size=120
)


def vote(person: str, paper: str, up: bool = True, minute: int = 0) -> Vote:
    at = NOON + dt.timedelta(minutes=minute)
    return Vote(paper_id=paper, person=person, up=up, at=at)


def test_votes_of_several_on_one_paper_add_up():
    said = balances([vote("1", "a"), vote("2", "a"), vote("3", "a", up=False), vote("1", "b")])

    said_of = {each.paper_id: each.weight for each in said}
    assert said_of == {"a": pytest.approx(1.0, abs=0.05), "b": 1.0}


def test_as_many_for_as_against_say_nothing():
    assert balances([vote("1", "a"), vote("2", "a", up=False)]) == []


def test_the_paper_voted_on_last_comes_last():
    said = balances([vote("1", "a"), vote("1", "b"), vote("2", "a")])

    assert [each.paper_id for each in said] == ["b", "a"]


def test_one_person_with_ten_thousand_votes_is_one_of_five():
    votes = [vote("1", f"own-{number}") for number in range(10_000)]
    votes += [vote(person, f"{person}-{n}") for person in "2345" for n in range(2)]
    said = {each.paper_id: each.weight for each in balances(votes)}
    theirs = sum(weight for paper, weight in said.items() if paper.startswith("own"))

    assert len(said) == MOST_VOTES
    assert theirs <= sum(said.values()) / 5 + 1e-6


@given(BALLOTS)
def test_from_five_voters_on_nobody_has_more_than_a_fifth(cast):
    votes = [vote(person, paper, up) for (person, paper), up in cast.items()]
    weights = weight_of_each(votes)
    by_person: dict[str, float] = {}
    for each in votes:
        by_person[each.person] = by_person.get(each.person, 0.0) + weights[each.person]
    if len(by_person) >= 5:
        assert max(by_person.values()) <= sum(by_person.values()) / 5 + 1e-6
    assert all(0 < weight <= 1 for weight in weights.values())


def test_nobodys_many_votes_push_out_what_others_said():
    votes = [vote(person, f"{person}-{n}") for person in "2345" for n in range(2)]
    votes += [vote("1", f"own-{number}") for number in range(10_000)]
    said = balances(votes)
    own = sum(each.weight for each in said if each.paper_id.startswith("own"))

    assert len(said) == MOST_VOTES
    assert {each.paper_id for each in said} >= {f"{person}-1" for person in "2345"}
    assert own <= sum(each.weight for each in said) / 5 + 1e-9


def test_older_votes_count_less_and_never_nothing():
    weights = faded(MOST_VOTES)

    assert weights[-1] == 1.0
    assert weights[-21] == pytest.approx(0.5)
    assert weights == sorted(weights)
    assert weights[0] > 0
    assert faded(0) == []
    # Of several people's votes as many for each of them stay.
    assert faded(41, voters=2)[0] == pytest.approx(0.5)


@given(BALLOTS)
def test_whose_votes_are_newer_has_no_more_than_a_fifth_either(cast):
    votes = [vote(person, paper, up) for (person, paper), up in cast.items()]
    papers = dict.fromkeys(each.paper_id for each in votes)
    fading = dict(zip(papers, faded(len(papers)), strict=True))
    weights = weight_of_each(votes, fading)
    by_person: dict[str, float] = {}
    for each in votes:
        weight = fading[each.paper_id] * weights[each.person]
        by_person[each.person] = by_person.get(each.person, 0.0) + weight
    if len(by_person) >= 5:
        assert max(by_person.values()) <= sum(by_person.values()) / 5 + 1e-6
