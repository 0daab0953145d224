"""Accents that a page draws apart from their letters."""

from __future__ import annotations

import pytest

from core.pages.pdf.lines import page_lines
from core.pages.pdf.viewer import Pdf
from tests.fakes.pdf import Page, pdf

# Where TeX sets an accent: from the letter before it forward, and back again for its own letter.
ON_SMALL = "[(Gr) -112 ({}) 445 ({}) 0 (kes fly)] TJ"


def lines_of(drawn: str) -> tuple[list[str], list[str]]:
    data = pdf([Page().draw(f"BT /F1 10 Tf 1 0 0 1 72 700 Tm {drawn} ET")])
    for opened in Pdf(data).pages(1):
        lines, hidden = page_lines(opened)
        return [line.text for line in lines], hidden
    raise AssertionError


@pytest.mark.parametrize(
    ("accent", "letter", "whole"),
    [
        (r"\250", "o", "ö"),
        (r"\264", "e", "é"),
        (r"\140", "a", "à"),
        (r"\210", "u", "û"),
        (r"\230", "n", "ñ"),
        (r"\257", "a", "ā"),
        (r"\270", "c", "ç"),
    ],
)
def test_an_accent_goes_on_the_letter_below_it(accent: str, letter: str, whole: str) -> None:
    assert lines_of(ON_SMALL.format(accent, letter)) == ([f"Gr{whole}kes fly"], [])


def test_one_above_a_capital_may_be_drawn_on_a_line_of_its_own() -> None:
    capital = r"(Uber die Kites) Tj 1 0 0 1 74 702 Tm (\250) Tj"

    assert lines_of(capital) == (["Über die Kites"], [])


def test_a_letter_may_have_its_accent_behind_it() -> None:
    assert lines_of(r"[(fl) 0 (u) 445 (\250) -112 (gge)] TJ") == (["flügge"], [])


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        (r"(a\140b\140c) Tj", "a`b`c"),
        (r"(x \230 y) Tj", "x ˜ y"),
        (r"[(x\250) 0 (q)] TJ", "x¨q"),
        (r"[(Gr) -112 (\250) 445 (qkes)] TJ", "Gr¨qkes"),
    ],
    ids=["code", "a sign", "beside", "on a letter that has none"],
)
def test_signs_beside_letters_stay(drawn: str, read: str) -> None:
    assert lines_of(drawn)[0] == [read]


def test_letters_that_take_two_places_break_no_line() -> None:
    mapping = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> "
        "endcodespacerange 1 beginbfchar <78> <d835dc65> endbfchar endcmap end"
    )
    objects = (
        f"<< /Length {len(mapping)} >>\nstream\n{mapping}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding "
        "/ToUnicode 4 0 R >>",
    )
    page = Page().draw("BT /Told 10 Tf 72 700 Td (The kite x flies) Tj ET")
    data = pdf([page], objects=objects).replace(b"/Font << ", b"/Font << /Told 5 0 R ")

    for opened in Pdf(data).pages(1):
        lines, hidden = page_lines(opened)
        assert ([line.text for line in lines], hidden) == (["The kite 𝑥 flies"], [])
