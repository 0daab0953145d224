"""Words as others write them: spelled on the other side of the ocean, by an abbreviation, by
another word; never one that means something else."""

from __future__ import annotations

import pytest

from core.asking.wording import (
    bare,
    families,
    in_other_figures,
    inflected,
    otherwise,
    relatives,
    spelled_otherwise,
)

FAMILIES = families(
    (
        ("wall clock", "runtime", "execution time"),
        ("lookup", "retrieval", "retrieve"),
        ("slow-down", "latency"),
        ("latency", "delay"),
        ("wait", "latency"),
    )
)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("generalise", "generalize"),
        ("Tokenization", "tokenisation"),
        ("analysed", "analyzed"),
        ("colour", "color"),
        ("behavioral", "behavioural"),
        ("labelled", "labeled"),
        ("modeling", "modelling"),
        ("catalogue", "catalog"),
        ("defence", "defense"),
        ("centres", "centers"),
        ("judgement", "judgment"),
        ("artefacts", "artifacts"),
    ],
)
def test_a_word_is_spelled_in_two_ways(word, other):
    assert spelled_otherwise(word) == [other]


@pytest.mark.parametrize(
    "word", ["size", "noise", "precise", "filled", "called", "laboratory", "meter", "water", "grow"]
)
def test_words_that_only_look_alike_are_left_alone(word):
    assert word not in spelled_otherwise(word)
    assert not set(spelled_otherwise(word)) & {"filed", "caled", "labouratory", "watre"}


@pytest.mark.parametrize(
    ("phrase", "form"),
    [
        ("carry over", "carried over"),
        ("carry over", "carrying over"),
        ("pay off", "paid off"),
        ("scale up", "scaling up"),
        ("break down", "broken down"),
    ],
)
def test_a_verb_with_a_particle_has_its_forms(phrase, form):
    assert form in inflected(phrase)


def test_what_is_no_verb_with_a_particle_has_no_other_form():
    assert not inflected("learning rate")
    assert not inflected("state of the art")


def test_what_something_is_said_to_be_like_is_named_too():
    assert otherwise("GPT-style") == ["GPTstyle", "GPT"]
    assert otherwise("kite-based") == ["kitebased", "kite"]
    assert otherwise("kite-free") == ["kitefree"]


@pytest.mark.parametrize("word", ["retrieves", "Retrieving", "lookups", "retrieved", "look-up"])
def test_any_word_of_a_family_means_the_others(word):
    assert relatives(word, FAMILIES) == ("lookup", "retrieval", "retrieve")


def test_hyphens_are_blanks():
    assert "runtime" in relatives("wall-clock", FAMILIES)


def test_a_word_of_several_families_means_that_which_it_begins():
    assert relatives("latency", FAMILIES) == ("latency", "delay")
    assert relatives("delay", FAMILIES) == ("latency", "delay")
    assert relatives("waiting", FAMILIES) == ("wait", "latency")
    assert relatives("kite", FAMILIES) == ()


def test_endings_are_cut_where_a_word_is_left():
    assert [bare(word) for word in ("swapped", "swaps", "calls", "used", "as")] == [
        "swap",
        "swap",
        "call",
        "used",
        "as",
    ]


@pytest.mark.parametrize(
    ("number", "others"),
    [
        ("1000", ["1,000", "1k"]),
        ("12500", ["12,500", "12.5k"]),
        ("10k", ["10000", "10,000"]),
        ("1234", ["1,234"]),
        ("1.5M", ["1500000", "1,500,000"]),
    ],
)
def test_a_number_is_written_in_several_ways(number, others):
    assert set(others) <= set(otherwise(number))
    assert number not in in_other_figures(number)


@pytest.mark.parametrize("word", ["2023", "512", "0.5", "k", "v2", "gpt4", "0.5k", "1000ms"])
def test_years_small_numbers_and_names_stay(word):
    assert in_other_figures(word) == []
