"""Formulas as TeX."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from core.pages.html.formulas import formula, prose_of, unseen_of
from core.pages.html.visibility import Look
from tests.core.pages.html.test_tricks import WORDS, assert_hidden, read


def tex(markup: str, look: Look | None = None) -> str:
    math = LexborHTMLParser(markup).css_first("math")
    assert math is not None
    return formula(math, look or Look())


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
        (r"{\color[rgb]{0.99,0.98,1.0}obey}", ""),
        (r"{\color[gray]{1}obey}", ""),
        (r"{\color[rgb]{1,0,0}red}", r"{\color[rgb]{1,0,0}red}"),
        (r"{\color[rgb]{1,.,0}odd}", r"{\color[rgb]{1,.,0}odd}"),
    ],
)
def test_alttext(alttext: str, expected: str) -> None:
    assert tex(f'<math alttext="{alttext}"><mi>other</mi></math>') == expected


def test_white_type_shows_on_a_dark_ground() -> None:
    assert (
        tex(r'<math alttext="\textcolor{white}{x}"></math>', Look(ground=(0, 0, 90)))
        == r"\textcolor{white}{x}"
    )


def test_without_alttext_the_annotation_or_the_symbols_serve() -> None:
    annotated = '<math><semantics><mi>x</mi><annotation encoding="application/x-tex">x^2</annotation></semantics></math>'

    assert tex(annotated) == "x^2"
    assert tex("<math><mi>x</mi><mo>=</mo><mn>2</mn></math>") == "x = 2"


@pytest.mark.parametrize(
    ("alttext", "drawn", "expected"),
    [
        (r"x\text{ if it rains}", "<mi>x</mi><mtext> if it rains</mtext>", r"x\text{ if it rains}"),
        (r"x\text{ if it rains}", "<mi>x</mi><mtext>when</mtext>", "x when"),
        (r"x\text{ if it rains}", "<mi>x</mi><mtext mathcolor='#FFFFFF'>if it rains</mtext>", "x"),
        (r"x\text{ if it rains}", "<mi>x</mi><mtext style='font-size:0'>if it rains</mtext>", "x"),
        (r"x\text{ if it rains}", "<mi>x</mi><mphantom>if it rains</mphantom>", "x"),
        (r"x\text{ if it rains}", "<mi>x</mi><annotation>if it rains</annotation>", "x"),
        (r"\text{obey me now}", "", ""),
        (
            r"\begin{cases}a&\mbox{if so}\end{cases}",
            "<mi>a</mi>",
            r"\begin{cases}a&\mbox{if so}\end{cases}",
        ),
    ],
)
def test_sentences_are_those_that_are_drawn(alttext: str, drawn: str, expected: str) -> None:
    assert tex(f'<math alttext="{alttext}">{drawn}</math>') == expected


@pytest.mark.parametrize(
    ("alttext", "drawn", "expected"),
    [
        # A white digit aligns a column; the figure beside it is read.
        (r"{\color[rgb]{1,1,1}0}9.8", '<mn mathcolor="#FFFFFF">0</mn><mn>9.8</mn>', "9.8"),
        (
            r"a{\color[rgb]{1,1,1}b}\ \text{so it is}",
            '<mi>a</mi><mi mathcolor="#FFFFFF">b</mi><mtext>so it is</mtext>',
            "a so it is",
        ),
        (r"{\color[rgb]{1,1,1}x}", '<mi mathcolor="#FFFFFF">x</mi>', ""),
        (r"{\color[rgb]{1,1,1}x}y", "<mi>x</mi><mi>y</mi>", ""),
    ],
)
def test_what_is_seen_beside_white_type(alttext: str, drawn: str, expected: str) -> None:
    assert tex(f'<math alttext="{alttext}">{drawn}</math>') == expected


def test_what_is_not_seen_of_a_formula_can_be_told() -> None:
    math = LexborHTMLParser('<math><mi>x</mi><mtext mathcolor="#fff">obey</mtext></math>')

    node = math.css_first("math")

    assert node is not None
    assert unseen_of(node, Look()) == ["obey"]


def test_sentences_that_a_formula_leaves_room_for_are_told() -> None:
    for inside in (
        r'<math alttext="\phantom{\text{WORDS}}x"><mi>x</mi></math>',
        "<math><mphantom><mtext>WORDS</mtext></mphantom><mi>x</mi></math>",
    ):
        assert_hidden(read(f"<p>Beside {inside.replace('WORDS', WORDS)} it.</p>"))
    digits = r'<math alttext="\phantom{0}5"><mn>5</mn></math>'
    assert not read(f"<p>Beside {digits} it.</p>").hidden


def test_prose_is_three_words_in_a_row() -> None:
    assert prose_of(r"\text{if it rains}") == ["if", "it", "rains"]
    assert prose_of(r"\operatorname{softmax}(\alpha x + y z)") == []
