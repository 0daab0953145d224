"""Blanks that a page does not show, and those that it shows without saying so."""

from __future__ import annotations

import pytest

from core.pages.pdf.lines import page_lines
from core.pages.pdf.viewer import Pdf
from tests.fakes.pdf import Page, pdf


def read(drawn: str) -> str:
    page = Page().draw(f"BT /F1 10 Tf 1 0 0 1 72 600 Tm {drawn} ET")
    for opened in Pdf(pdf([page])).pages(1):
        lines, _ = page_lines(opened)
        return "\n".join(line.text for line in lines)
    raise AssertionError


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        ("(A B S T R A C T) Tj", "ABSTRACT"),
        ("(a b s t r a c t) Tj", "abstract"),
        ("(R E L A T E D   W O R K) Tj", "RELATED WORK"),
        ("[(R) -330 (E) -330 (S) -330 (U) -330 (L) -330 (T) -330 (S)] TJ", "RESULTS"),
        ("1.5 Tc [(INTR) -170 (ODUCTION) -500 (OF KITES)] TJ", "INTRODUCTION OF KITES"),
        ("(2 M E T H O D) Tj", "2 METHOD"),
        ("(A B C) Tj", "A B C"),
        ("(WE FLY KITES) Tj", "WE FLY KITES"),
        ("[(A) -2000 (B) -2000 (C) -2000 (D) -2000 (E) -2000 (F)] TJ", "A B C D E F"),
        ("(n = 1, m = 2, k = 3) Tj", "n = 1, m = 2, k = 3"),
    ],
)
def test_letters_set_wide_are_words(drawn: str, text: str) -> None:
    assert read(drawn) == text


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        ("(we sho) Tj 3.9 Tc 31.68 0 Td (wt) Tj 0 Tc 13.9 0 Td (hat it) Tj", "we show that it"),
        ("(they ) Tj 1 Tc (fl) Tj (y kites) Tj", "they fly kites"),
        ("(the ki) Tj 23.9 0 Td (tes) Tj", "the kites"),
    ],
    ids=["a step that is a blank", "letters set wide", "a word in two pieces"],
)
def test_a_wide_step_within_a_word_is_a_blank(drawn: str, text: str) -> None:
    assert read(drawn) == text
