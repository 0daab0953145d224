"""Words as others write them: spelled on the other side of the ocean, by an abbreviation, by
another word; never one that means something else."""

from __future__ import annotations

import pytest

from core.asking.wording import (
    bare,
    families,
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
