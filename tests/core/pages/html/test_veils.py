"""What drawings put over their texts, and what they draw of them in the end."""

from __future__ import annotations

import pytest

from tests.core.pages.html.test_tricks import WORDS, assert_hidden, assert_seen, read

TEXT = f'<text x="10" y="50">{WORDS}</text>'
DRAWING = '<svg class="ltx_picture" width="400" height="100" viewBox="0 0 400 100">{}</svg>'


def filtered(steps: str) -> str:
    return DRAWING.format(f'<filter id="f">{steps}</filter><g filter="url(#f)">{TEXT}</g>')


def inked(paint: str, before: str = "") -> str:
    return DRAWING.format(f"{before}<text x='10' y='50' {paint}>{WORDS}</text>")


GRADIENT = '<linearGradient id="g"><stop stop-color="{}"/><stop offset="1" stop-color="{}"/></linearGradient>'
HIDDEN = [
    filtered('<feFlood flood-color="white"/>'),
    filtered('<feOffset dx="-9000"/>'),
    filtered('<feGaussianBlur stdDeviation="60"/>'),
    filtered('<feColorMatrix values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0"/>'),
    filtered('<feColorMatrix values="0 0 0 0 1 0 0 0 0 1 0 0 0 0 1 0 0 0 1 0"/>'),
    inked('fill="url(#none)"'),
    inked('fill="url(#none) none"'),
    inked('fill="url(#none) white"'),
    inked('fill="url(#g)"', GRADIENT.format("white", "#fefefe")),
    inked('fill="context-fill"'),
    inked('fill="none" stroke="black" stroke-width="0"'),
    inked('textLength="0" lengthAdjust="spacingAndGlyphs"'),
    inked('requiredExtensions="http://no.example/"'),
    inked('systemLanguage="tlh"'),
    DRAWING.format(f'<g fill="none"><text x="10" y="50" fill="inherit">{WORDS}</text></g>'),
    DRAWING.format(f'<switch><g systemLanguage="tlh">{TEXT}</g><text>Beside</text></switch>'),
    DRAWING.format(f'<text x="10" y="50"><set attributeName="opacity" to="0"/>{WORDS}</text>'),
    DRAWING.format(
        f'<text x="10" y="50">{WORDS}<animate attributeName="fill" to="white" fill="freeze"/></text>'
    ),
    DRAWING.format(f'<defs><g id="a">{TEXT}</g></defs><use href="#b"/>'),
    DRAWING.format(
        '<clipPath id="c"><rect display="none" width="400" height="100"/></clipPath>'
        f'<g clip-path="url(#c)">{TEXT}</g>'
    ),
    f'<svg width="400" height="100" opacity="0">{TEXT}</svg>',
    f'<svg width="400" height="100" visibility="hidden">{TEXT}</svg>',
    f'<svg width="400" height="100"><set attributeName="display" to="none"/>{TEXT}</svg>',
    f'<svg width="100" height="100" viewBox="0 0 100000 100000">{TEXT}</svg>',
    f'<svg width="400" height="100" transform="translate(-5000,0)">{TEXT}</svg>',
    f'<svg width="400" height="100" mask="url(#c)"><mask id="c"></mask>{TEXT}</svg>',
    f'<svg width="400" height="100" filter="url(#c)"><filter id="c"></filter>{TEXT}</svg>',
    inked('style="mix-blend-mode:screen"'),
    inked('style="filter:invert(1)"'),
    inked('fill="#eee" style="filter:invert(1)"', '<rect width="400" height="100"/>'),
]
SEEN = [
    filtered('<feGaussianBlur stdDeviation="0.3"/>'),
    filtered('<feOffset dx="2" dy="2"/>'),
    filtered(
        '<feGaussianBlur stdDeviation="9"/><feMerge><feMergeNode in="SourceGraphic"/></feMerge>'
    ),
    filtered('<feDropShadow dx="1" dy="1"/>'),
    filtered('<feColorMatrix type="saturate" values="0"/>'),
    filtered('<feColorMatrix values="1 0 0 0 0 0 1 0 0 0 0 0 1 0 0 0 0 0 1 0"/>'),
    inked('fill="url(#none) black"'),
    inked('fill="url(#g)"', GRADIENT.format("white", "black")),
    inked('fill="inherit"'),
    inked('fill="none" stroke="black" stroke-width="0.4"'),
    inked('textLength="180"'),
    inked('requiredExtensions="http://www.w3.org/1999/xhtml"'),
    inked('systemLanguage="de, en-GB"'),
    DRAWING.format(f'<switch><g systemLanguage="tlh"><text>x</text></g>{TEXT}</switch>'),
    DRAWING.format(
        f'<text x="10" y="50" opacity="0"><set attributeName="opacity" to="1"/>{WORDS}</text>'
    ),
    DRAWING.format(
        f'<text x="10" y="50">{WORDS}<animate attributeName="fill" to="white" dur="1s"/></text>'
    ),
    DRAWING.format(f'<defs><g id="a">{TEXT}</g></defs><use href="#a"/>'),
    DRAWING.format(
        '<mask id="m"><rect width="400" height="100" fill="white"/></mask>'
        f'<g mask="url(#m)">{TEXT}</g>'
    ),
    DRAWING.format(
        '<mask id="m"><rect width="400" height="100" fill="white"/></mask>'
        f'<g style="mask:url(#m)">{TEXT}</g>'
    ),
    f'<svg width="400" height="100" opacity="0.5">{TEXT}</svg>',
    f'<svg width="400" height="100" transform="translate(5,5)">{TEXT}</svg>',
    f'<svg width="400" height="100" mask="none" filter="none">{TEXT}</svg>',
    inked('style="mix-blend-mode:multiply"'),
    inked('fill="white" style="filter:invert(1)"'),
    f'<svg width="400" height="100" style="opacity:0.3" opacity="0">{TEXT}</svg>',
    f'<svg width="400" height="100" visibility="hidden"><g visibility="visible">{TEXT}</g></svg>',
    f'<svg width="400" height="100" viewBox="0 0 800 200">{TEXT}</svg>',
    '<svg width="400" height="100" viewBox="0 0 40 10">'
    f'<text x="1" y="5" font-size="1.2">{WORDS}</text></svg>',
]


@pytest.mark.parametrize("drawing", HIDDEN)
def test_what_is_not_seen_of_a_drawing(drawing: str) -> None:
    assert_hidden(read(drawing))


@pytest.mark.parametrize("drawing", SEEN)
def test_what_is_seen_of_a_drawing(drawing: str) -> None:
    assert_seen(read(drawing))


@pytest.mark.parametrize(
    "attributes", ['lspace="-9000pt"', 'voffset="9000pt"', 'mathbackground="black"']
)
def test_a_formula_that_is_moved_away_or_painted_over(attributes: str) -> None:
    formula = f"<mpadded {attributes}><mtext>{WORDS}</mtext></mpadded>"
    assert_hidden(read(f'<p>Beside <math alttext="\\text{{{WORDS}}}">{formula}</math> it.</p>'))


def test_a_formula_that_is_moved_a_little() -> None:
    formula = f'<mpadded lspace="2pt" voffset="-3pt"><mtext>{WORDS}</mtext></mpadded>'
    assert_seen(read(f'<p>Beside <math alttext="\\text{{{WORDS}}}">{formula}</math> it.</p>'))
