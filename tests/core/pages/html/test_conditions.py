"""Texts of drawings that are used, masked, set along a path or moved, as a browser was seen to draw
them."""

from __future__ import annotations

import pytest

from core.pages.html.extract import extract
from tests.core.pages.html.pages import page, paragraph, section

WORDS = "Zebra apples dance merrily tonight"
TEXT = f'<text x="10" y="40">{WORDS}</text>'
DEFINED = f'<defs><text id="t" x="10" y="40">{WORDS}</text></defs>'
SYMBOL = f'<symbol id="s" viewBox="0 0 500 80">{TEXT}</symbol>'
MASKED = f'<text x="10" y="40" mask="url(#m)">{WORDS}</text>'
FILLED = f'<text x="10" y="40" fill="url(#p)">{WORDS}</text>'
PATTERN = '<pattern id="p" width="5" height="5" patternUnits="userSpaceOnUse">{}</pattern>'
FILTERED = f'<text x="10" y="40" filter="url(#f)">{WORDS}</text><filter id="f">{{}}</filter>'
CLIPPED = f'<text x="10" y="40" clip-path="url(#c)">{WORDS}</text>'
ALONG = (
    '<path id="w" d="{}" fill="none"/><text><textPath href="#w" {}>' + WORDS + "</textPath></text>"
)
PIECE = '<text x="10" y="40">a<tspan {}>' + WORDS + "</tspan></text>"

HIDING = [
    DEFINED + '<use href="#t" x="600"/>',
    DEFINED + '<g opacity="0"><use href="#t"/></g>',
    DEFINED + '<g display="none"><use href="#t"/></g>',
    DEFINED + '<g transform="scale(0)"><use href="#t"/></g>',
    DEFINED + '<defs><use href="#t"/></defs>',
    SYMBOL + '<use href="#s" width="0"/>',
    SYMBOL + '<use href="#s" width="3" height="3"/>',
    f'<symbol id="s" viewBox="0 0 5 5">{TEXT}</symbol><use href="#s" width="100" height="50"/>',
    '<mask id="m"><rect width="2" height="2" fill="white"/></mask>' + MASKED,
    '<mask id="m"><rect x="400" width="80" height="80" fill="white"/></mask>' + MASKED,
    '<mask id="m"><rect width="500" height="80" fill="white" opacity="0"/></mask>' + MASKED,
    PATTERN.format('<rect width="5" height="5" fill="white"/>') + FILLED,
    '<pattern id="p" width="0" height="0"><rect width="5" height="5"/></pattern>' + FILLED,
    '<linearGradient id="p"></linearGradient>' + FILLED,
    f"<foreignObject><p>{WORDS}</p></foreignObject>",
    ALONG.format("M10 400 H490", ""),
    ALONG.format("M-900 40 H-400", ""),
    ALONG.format("M10 40", ""),
    ALONG.format("M10 40 H490", 'startOffset="100%"'),
    ALONG.format("M10 40 H490", 'startOffset="-900"'),
    ALONG.format("M10 40 H490", 'startOffset="600"'),
    PIECE.format('x="-500"'),
    PIECE.format('x="600"'),
    PIECE.format('y="-50"'),
    PIECE.format('baseline-shift="-90"'),
    PIECE.format('baseline-shift="-900%"'),
    f"<never-heard-of>{TEXT}</never-heard-of>",
    f'<svg viewBox="0 0 50000 8000" width="500" height="80">{TEXT}</svg>',
    f'<svg viewBox="0 0 5000 80" width="500" height="80" preserveAspectRatio="xMaxYMin slice">{TEXT}</svg>',
    f'<svg viewBox="0 0 50000 8000" width="500" height="80" preserveAspectRatio="none">{TEXT}</svg>',
    PIECE.format('y="300"'),
    f'<text x="10" y="40" stroke="white" stroke-width="30">{WORDS}</text>',
    FILTERED.format('<feMorphology operator="erode" radius="5"/>'),
    FILTERED.format(
        '<feComponentTransfer><feFuncA type="linear" slope="0"/></feComponentTransfer>'
    ),
    CLIPPED + '<clipPath id="c"><circle cx="5" cy="5" r="2"/></clipPath>',
    CLIPPED
    + '<clipPath id="c" clipPathUnits="objectBoundingBox"><rect width="0.01" height="0.01"/>'
    "</clipPath>",
    f'<svg viewBox="0 0 10 10" width="50" height="50"><text x="20" y="40">{WORDS}</text></svg>',
    f'<text x="10" y="40">{WORDS}<animateMotion to="900,0" dur="0.01s" fill="freeze"/></text>',
    f'<text x="10" y="40">{WORDS}<set attributeName="font-size" to="0"/></text>',
    # What a style moves, names or covers with.
    f'<text x="10" y="40" style="translate:900px">{WORDS}</text>',
    f'<text x="10" y="40" style="scale:0.01">{WORDS}</text>',
    f'<text x="10" y="40" fill="var(--none,white)">{WORDS}</text>',
    f'<g style="--c:white"><text x="10" y="40" fill="var(--c)">{WORDS}</text></g>',
    f'{TEXT}<rect style="width:500px;height:80px;fill:white"/>',
    f"<style>rect{{width:500px;height:80px;fill:white}}</style>{TEXT}<rect/>",
    f'{TEXT}<polyline points="0 0 500 0 500 80 0 80" fill="white"/>',
    # Letters outside a text, and texts within one.
    f'<tspan x="10" y="40">{WORDS}</tspan>',
    f'<text x="10" y="40"><text>{WORDS}</text></text>',
    f'<text x="10" y="40">a<tref>{WORDS}</tref></text>',
    f'<foreignObject width="400" height="30"><p style="margin-top:60px">{WORDS}</p></foreignObject>',
    f'<svg viewBox="0 0 0 0"><text x="10" y="40">{WORDS}</text></svg>',
    f'<text x="10" y="40">{WORDS}<animateTransform attributeName="transform" type="translate" '
    'to="900 0" dur="0.01s" fill="freeze"/></text>',
]

SHOWING = [
    TEXT,
    DEFINED + '<use href="#t"/>',
    DEFINED + '<g opacity="0.9"><use href="#t"/></g>',
    SYMBOL + '<use href="#s"/>',
    '<mask id="m"><rect width="500" height="80" fill="white"/></mask>' + MASKED,
    PATTERN.format('<rect width="5" height="5" fill="red"/>') + FILLED,
    f'<foreignObject width="400" height="60"><p>{WORDS}</p></foreignObject>',
    ALONG.format("M10 40 H490", ""),
    PIECE.format('x="30"'),
    PIECE.format('dy="5"'),
    PIECE.format('baseline-shift="5"'),
    PIECE.format('baseline-shift="30%"'),
    PIECE.format('baseline-shift="super"'),
    f'<svg viewBox="0 0 250 40" width="500" height="80">{TEXT}</svg>',
    f'<svg viewBox="0 0 250 40" width="100%" height="100%">{TEXT}</svg>',
    f'<svg viewBox="0 0 250 40" style="width:100%;height:100%">{TEXT}</svg>',
    f'<svg viewBox="0 0 5000 80" width="500" height="80" preserveAspectRatio="xMinYMin slice">{TEXT}</svg>',
    f'<svg viewBox="0 0 5000 80" width="5000" height="80" preserveAspectRatio="none">{TEXT}</svg>',
    f'<svg viewBox="0 0 50000 8000" width="500" height="80"><g transform="scale(100)">{TEXT}</g></svg>',
    f'<text x="10" y="40" stroke="white" stroke-width="30" paint-order="stroke">{WORDS}</text>',
    FILTERED.format('<feOffset dx="2"/>'),
    CLIPPED + '<clipPath id="c"><rect width="500" height="80"/></clipPath>',
    CLIPPED + '<clipPath id="c" clipPathUnits="objectBoundingBox"><rect width="1" height="1"/>'
    "</clipPath>",
    f'<text x="10" y="40" transform="rotate(5 10 40)">{WORDS}</text>',
    f'<g transform="translate(-900 0)"><g transform="translate(900 0)">{TEXT}</g></g>',
    f'<text x="-890" y="40" style="translate:900px">{WORDS}</text>',
    f'<text x="10" y="40" transform="translate(900)" style="transform:none">{WORDS}</text>',
    f'<style>.k{{fill:none}}</style>{TEXT}<rect class="k" width="500" height="80"/>',
    f'{TEXT}<polyline points="0 0 500 0 500 80 0 80" fill="none" stroke="red"/>',
    f'<text x="10" y="40"><a href="#x"><tspan>{WORDS}</tspan></a></text>',
    f'<foreignObject width="400" height="60"><p style="margin-top:10px">{WORDS}</p></foreignObject>',
]


def read(inside: str) -> tuple[str, bool]:
    drawing = f'<svg width="500" height="80" overflow="hidden">{inside}</svg>'
    html = page(section("1 One", paragraph("Beside it.") + drawing))
    document = extract(html, "2602.00001", "https://arxiv.org/html/2602.00001")
    return document.sections[0].text, document.hidden


@pytest.mark.parametrize("inside", HIDING)
def test_what_a_drawing_hides(inside: str) -> None:
    text, hidden = read(inside)
    assert not any(word in text for word in WORDS.split())
    assert hidden


@pytest.mark.parametrize("inside", SHOWING)
def test_what_a_drawing_shows(inside: str) -> None:
    text, hidden = read(inside)
    assert WORDS in text
    assert not hidden


@pytest.mark.parametrize(
    ("attributes", "is_seen"),
    [
        ('viewBox="0 0 0 0" width="500" height="80"', False),
        ('viewBox="0 0 90000 80" width="100%"', False),
        ('viewBox="0 0 900 80" width="100%"', True),
        ('viewBox="0 0 500 80"', True),
        ('viewBox="-100 -5000 50000 8000" width="500" height="80"', False),
        # It is a page's element that may be hidden so.
        ('width="500" height="80" hidden=""', True),
    ],
)
def test_how_a_drawing_is_opened(attributes: str, is_seen: bool) -> None:
    html = page(section("1 One", paragraph("Beside it.") + f"<svg {attributes}>{TEXT}</svg>"))
    document = extract(html, "2602.00001", "https://arxiv.org/html/2602.00001")
    assert (WORDS in document.sections[0].text) == is_seen
    assert document.hidden != is_seen


def test_a_drawing_of_a_large_measure() -> None:
    text = f'<text x="500" y="6000" font-size="1600">{WORDS}</text>'
    drawing = f'<svg viewBox="0 0 50000 8000" width="500" height="80">{text}</svg>'
    html = page(section("1 One", paragraph("Beside it.") + drawing))

    document = extract(html, "2602.00001", "https://arxiv.org/html/2602.00001")

    assert (WORDS in document.sections[0].text, document.hidden) == (True, False)
