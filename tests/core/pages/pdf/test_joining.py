"""Words that are broken between lines, and hyphens of their own."""

from __future__ import annotations

import pytest

from core.pages.pdf.joining import joined, vocabulary

PLAIN = ["A line of text that is about kites and about the wind."] * 150


def test_a_paper_that_parts_no_words_keeps_its_hyphens() -> None:
    lines = ["They are well-", "meant and far-", "fetched."]

    assert joined(lines, vocabulary(PLAIN + lines)) == "They are well-meant and far-fetched."
    assert joined(lines, vocabulary(lines)) == "They are wellmeant and farfetched."


@pytest.mark.parametrize(
    "others",
    [["We trans-", "late, and translate"], ["A kite-", "like thing"] * 10],
    ids=["a word that stands whole elsewhere", "many lines with hyphens"],
)
def test_one_that_parts_some_does_not(others: list[str]) -> None:
    lines = ["It gener-", "ates."]

    assert joined(lines, vocabulary(PLAIN + others + lines)) == "It generates."


@pytest.mark.parametrize(
    ("elsewhere", "read"),
    [
        ("A large kite of great scale.", "It is large-scale."),
        ("A large kite, largescale or not, of great scale.", "It is largescale."),
        ("A large kite.", "It is largescale."),
        ("Fine-scale and large kites.", "It is large-scale."),
    ],
)
def test_two_words_that_stand_alone_elsewhere_keep_their_hyphen(elsewhere: str, read: str) -> None:
    lines = ["It is large-", "scale."]

    assert joined(lines, vocabulary([elsewhere, *lines])) == read


def test_pieces_of_words_are_no_words() -> None:
    lines = ["We are gener-", "ating it, and oper-", "ating, gener-", "ally."]

    assert joined(lines, vocabulary(lines)) == "We are generating it, and operating, generally."


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        (["It is state-", "of-the-art work."], "It is state-of-the-art work."),
        (["Trained end-", "to-end."], "Trained end-to-end."),
        (["A human-", "in-the-loop system."], "A human-in-the-loop system."),
        (["The pre-", "trained-only one, pre-trained-only."],
         "The pre-trained-only one, pre-trained-only."),
        (["A com-", "puter-aided design."], "A computer-aided design."),
        (["A para-", "meter-free test, parameter-free."],
         "A parameter-free test, parameter-free."),
    ],
)  # fmt: skip
def test_the_first_hyphen_of_several_is_kept(lines: list[str], read: str) -> None:
    assert joined(lines, vocabulary(lines)) == read
