"""What short heads of tables stand for."""

from __future__ import annotations

import pytest

from core.checking.tables.abbreviations import defined, in_units, letters, of_letter

CAPTION = (
    "Table 1: Results. Ed. = edit distance; E[y] is the “poll helps” rate, E[h] the “poll hurts” "
    "rate. Lake the largest of all. N: number of ducks."
)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("Ed.$\\downarrow$", "edit distance"),
        ("Ed. (m)", "edit distance"),
        ("$\\mathbb{E}[y]$", "poll helps"),
        ("$\\mathbb{E}[h]$", "poll hurts"),
        ("N", "number of ducks"),
        ("Lake", ""),  # a word, and no symbol that something is
        ("Pond", ""),
        ("C", "price ratio"),
        ("C [CI]", "price ratio"),
        ("A long head", ""),
    ],
)
def test_a_short_head_stands_for_what_the_caption_or_the_text_says(head: str, words: str) -> None:
    assert defined(head, CAPTION, {"C": "price ratio"}) == words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It runs at a price ratio C=1.35 and upkeep R = 96.4%.", {"C", "R"}),
        ("We minimize the price ratio C(x).", {"C"}),
        ("See Appendix C, Section R and model A.", set[str]()),
        ("We see A and B.", set[str]()),
    ],
)
def test_a_letter_stands_for_the_words_before_it(text: str, found: set[str]) -> None:
    assert set(letters([text])) == found


def test_a_letter_stands_for_what_is_said_most_often() -> None:
    texts = ["At price ratio C=1.5.", "The price ratio C is low.", "The range C=2 is wide."]

    assert letters(texts) == {"C": "price ratio"}


@pytest.mark.parametrize(
    ("head", "heads", "words"),
    [
        ("Lake P", ("Data", "Lake P", "Lake R", "Lake F1"), "precision"),
        ("R", ("Data", "P", "R", "F"), "recall"),
        ("R", ("Data", "R", "S"), ""),
        ("F1", ("Data", "P", "R", "F1"), ""),
        ("", ("", "P", "R"), ""),
    ],
)
def test_p_and_r_side_by_side_are_precision_and_recall(
    head: str, heads: tuple[str, ...], words: str
) -> None:
    assert of_letter(head, heads) == words


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("We tell run time (RT), measured in seconds, and AUC.", {"RT": "seconds"}),
        ("TTFT is reported in ms.", {"TTFT": "ms"}),
        ("The energy EPT, which is given in joules, falls.", {"EPT": "joules"}),
        ("Per-point distance (PPD) is expressed in mm.", {"PPD": "mm"}),
        ("We tell RT (s) and DA (in mm²).", {"RT": "s", "DA": "mm²"}),
        ("The area DA, measured in mm^2, is small.", {"DA": "mm^2"}),
        ("It is measured in seconds.", {}),
        ("RT is measured in simulation, in Table 2.", {}),
        ("AUC is reported in Table 2, BLEU (higher is better) as well.", {}),
        ("RT is measured in tokens/s.", {}),
    ],
)
def test_a_text_tells_the_unit_of_an_abbreviation(text: str, units: dict[str, str]) -> None:
    assert in_units([text]) == units
