"""Quotes: what counts as the paper's own words, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.asking.quotes import located, units

TEXT = (
    "We don’t claim that “kites” fly. The red kite — 3.5 m wide — reaches $71.4\\times$ the height of "
    "BERT${}_{\\textsc{LARGE}}$, at 95\\% less cost. It lands well."
)
SECOND = TEXT.split(". ", 1)[1].removesuffix(" It lands well.")
TABLE = "Table 1: Heights of kites.\nKite | Height\nRed kite | 10.5\nBlue kite | 20.5"


@pytest.mark.parametrize(
    "quote",
    [
        SECOND,
        "The red kite -- 3.5 m wide".replace("--", "-"),
        "  The  red\nkite — 3.5 m wide ",
        "reaches 71.4× the height of BERT_LARGE, at 95% less cost.",
        "reaches $71.4 \\times$ the height of $\\text{BERT}_\\text{LARGE}$",
    ],
)
def test_the_same_words_in_other_type_are_found_as_the_paper_has_them(quote):
    assert located(quote, TEXT) == SECOND


def test_half_a_sentence_is_given_whole():
    assert located('claim that "kites" fly', TEXT) == "We don’t claim that “kites” fly."
    assert (
        located("that 'kites' fly. The red kite", TEXT.replace("“", "'").replace("”", "'"))
        is not None
    )


def test_a_quote_over_two_sentences_gives_both():
    assert located("less cost. It lands well.", TEXT) == f"{SECOND} It lands well."


@pytest.mark.parametrize(
    "quote",
    [
        "The red kite — 3.6 m wide",
        "The blue kite — 3.5 m wide",
        "The red kite … reaches 71.4 times",
        "the red kite — 3.5 m wide",
        "kite",
        "",
        "$ $ \\ {} ~~",
    ],
)
def test_other_words_and_mere_words_are_no_quotes(quote):
    assert located(quote, TEXT) is None


def test_rows_of_tables_are_quoted_whole():
    assert located("Blue kite | 20", TABLE) == "Blue kite | 20.5"
    assert located("Red kite | 20.5", TABLE) is None
    assert located("Heights of kites.", TABLE) == "Table 1: Heights of kites."


def test_equal_sentences_have_their_own_places():
    assert list(units("It flies. It flies.\nIt | flies")) == [
        ("It flies.", 0),
        ("It flies.", 10),
        ("It | flies", 20),
    ]


@given(st.text("abc1 .?!“”—$\\{}\n|", max_size=80), st.data())
def test_whatever_is_located_stands_in_the_text(text, data):
    start = data.draw(st.integers(0, len(text)))
    found = located(text[start : start + 30], text)

    assert found is None or "".join(found.split()) in "".join(text.split())
