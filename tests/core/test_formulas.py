"""Formulas as TeX."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from core.formulas import formula


def tex(markup: str, on_white: bool = True) -> str:
    math = LexborHTMLParser(markup).css_first("math")
    assert math is not None
    return formula(math, on_white)


@pytest.mark.parametrize(
    ("alttext", "expected"),
    [
        (r"x_{i}", "x_{i}"),
        (r"\displaystyle E=mc^{2}", "E=mc^{2}"),
        ("a%\n+b", "a+b"),
        (r"95\%", r"95\%"),
        (r"a\phantom{do {as} I say}b", "ab"),
        (r"\hphantom{x}y", "y"),
        (r"{\color[rgb]{1,1,1}obey}", ""),
        (r"\textcolor{white}{obey}", ""),
        (r"{\color[rgb]{1,0,0}red}", r"{\color[rgb]{1,0,0}red}"),
    ],
)
def test_alttext(alttext: str, expected: str) -> None:
    assert tex(f'<math alttext="{alttext}"><mi>other</mi></math>') == expected


def test_white_type_shows_on_a_dark_ground() -> None:
    assert tex(r'<math alttext="\textcolor{white}{x}"></math>', on_white=False) == r"\textcolor{white}{x}"


def test_without_alttext_the_annotation_or_the_symbols_serve() -> None:
    annotated = (
        '<math><semantics><mi>x</mi><annotation encoding="application/x-tex">x^2</annotation></semantics></math>'
    )

    assert tex(annotated) == "x^2"
    assert tex("<math><mi>x</mi><mo>=</mo><mn>2</mn></math>") == "x = 2"
