"""Texts in word pieces."""

from __future__ import annotations

import pytest

from core.encoder.pieces import numbers, vocabulary

WORDS = (
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "train",
    "##ing",
    "##ed",
    "fi",
    "resume",
    "-",
    "!",
    "模",
    "x",
    "×",
)
KNOWN = vocabulary(WORDS)


def pieces(text: str, most: int = 20) -> list[str]:
    return [WORDS[number] for number in numbers(text, KNOWN, most)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("train", ["train"]),
        ("training", ["train", "##ing"]),
        ("TRAINED", ["train", "##ed"]),
        ("Résumé", ["resume"]),
        ("train-ing!", ["train", "-", "[UNK]", "!"]),
        ("trainxx", ["[UNK]"]),
        ("模train", ["模", "train"]),
        ("x× x", ["[UNK]", "x"]),  # a sign that is no punctuation belongs to the word
        ("tr\u00adain\u200b", ["train"]),
        ("", []),
        ("y" * 101, ["[UNK]"]),
        ("x" + "\u0301" * 50, ["x"]),
    ],
)
def test_words_are_read_as_their_longest_known_pieces(text, found):
    assert pieces(text) == ["[CLS]", *found, "[SEP]"]


def test_a_long_text_is_cut():
    assert pieces("train " * 10, most=5) == ["[CLS]", "train", "train", "train", "[SEP]"]
