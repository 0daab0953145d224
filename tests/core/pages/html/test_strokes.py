"""Texts of drawings among strokes, gradients and narrow clips, as a browser was seen to draw
them."""

from __future__ import annotations

import pytest

from core.pages.html.extract import extract
from tests.core.pages.html.pages import page, paragraph, section

WORDS = "Zebra apples dance merrily tonight"
TEXT = f'<text x="10" y="40">{WORDS}</text>'
WHITE = f'<text x="10" y="40" fill="white">{WORDS}</text>'
BAR = '<g stroke-width="60pt" stroke="{}"><path d="M 0 35 L 500 35" style="fill:none"/></g>'
LINE = '<line x1="0" y1="35" x2="500" y2="35" stroke="{}" stroke-width="{}"/>'
STOPS = '<linearGradient id="g"><stop stop-color="{}"/><stop stop-color="{}" offset="1" {}/></linearGradient>'
SHADE = '<rect width="500" height="80" style="fill:url(#g);stroke:none"/>'
PIECE = (
    '<foreignObject x="10" y="30" width="{}" height="{}" overflow="visible">'
    f'<span style="width:0.0pt">{WORDS}</span></foreignObject>'
)
CLIP = '<clipPath id="c">{}</clipPath><g clip-path="url(#c)">' + TEXT + "</g>"
# As the converter writes a picture whose lines are thick.
LABEL = (
    '<g stroke-width="30.0pt" fill="{0}" stroke="{0}" color="#000000"><foreignObject x="10" y="30"'
    f' width="300" height="12" overflow="visible">{WORDS}</foreignObject></g>'
)
BOXED = '<p class="ltx_p"><span style="background-color:#000000">{}</span></p>'

HIDING = [
    TEXT + BAR.format("#FFFFFF"),
    TEXT + LINE.format("white", 40),
    TEXT + '<polyline points="0,35 500,35" fill="none" stroke="white" stroke-width="40"/>',
    TEXT + LINE.format("red", 40),
    TEXT + '<linearGradient id="h"><stop stop-color="red"/></linearGradient>'
    '<linearGradient id="g" href="#h"/>' + SHADE,
    TEXT + '<g transform="scale(.1)"><path d="M0 350H5000" stroke="white" stroke-width="400"/></g>',
    BAR.format("#000000") + TEXT,
    LINE.format("black", 40) + TEXT,
    TEXT + STOPS.format("white", "white", "") + SHADE,
    TEXT + STOPS.format("red", "blue", "") + SHADE,
    STOPS.format("black", "black", "") + SHADE + TEXT,
    STOPS.format("#fff", "#fefefe", "") + SHADE + WHITE,
    CLIP.format('<circle cx="100" cy="35" r="2"/>'),
    CLIP.format('<rect x="100" width="4" height="80"/>'),
    CLIP.format('<path d="M 0 34 H 500 V 36.5 H 0 Z"/>'),
    f'<text x="10" y="40" stroke="white" stroke-width="4">{WORDS}</text>',
    f'<text x="10" y="40" stroke="white" stroke-width="30">{WORDS}</text>',
    f'<g stroke="#fff" stroke-width="9"><text x="10" y="40">{WORDS}</text></g>',
    f'<text x="10" y="40" letter-spacing="-20">{WORDS}</text>',
    f'<text y="40" x="{"10 " * len(WORDS)}">{WORDS}</text>',
    f'<text x="10" y="40" transform="skewX(89.9)">{WORDS}</text>',
    '<filter id="f" width="0" height="0"><feOffset/></filter>'
    + TEXT.replace("<text", '<text filter="url(#f)"'),
    TEXT.replace(WORDS, f'<animateMotion path="M0 0L-9000 0" dur="1ms" fill="freeze"/>{WORDS}'),
    PIECE.format(0, 12).replace('overflow="visible"', ""),
]

SHOWING = [
    TEXT + LINE.format("white", 2),
    TEXT + LINE.format("white", 40).replace("<line", '<line stroke-dasharray="5 200"'),
    LINE.format("black", 40).replace("<line", '<line stroke-dasharray="1 300"') + TEXT,
    TEXT + '<g transform="scale(.1)"><path d="M0 350H5000" stroke="white" stroke-width="3"/></g>',
    TEXT + '<pattern id="g" width="50" height="50" patternUnits="userSpaceOnUse">'
    '<rect width="5" height="5" fill="white"/></pattern>' + SHADE,
    TEXT + '<line x1="0" y1="75" x2="500" y2="75" stroke="white" stroke-width="20"/>',
    TEXT + LINE.format("white", 40).replace("<line", '<line stroke-opacity="0.2"'),
    BAR.format("#0000FF") + WHITE,
    LINE.format("navy", 40) + WHITE,
    TEXT + STOPS.format("red", "blue", 'stop-opacity="0"') + SHADE,
    STOPS.format("black", "black", "") + SHADE + WHITE,
    STOPS.format("navy", "black", "") + SHADE + WHITE,
    CLIP.format('<circle cx="100" cy="35" r="200"/>'),
    CLIP.format('<rect x="10" y="20" width="300" height="30"/>'),
    f'<text x="10" y="40" stroke="white" stroke-width="0.5">{WORDS}</text>',
    f'<text x="10" y="40" stroke="red" stroke-width="1">{WORDS}</text>',
    f'<text x="10" y="40" stroke="white" stroke-width="9" paint-order="stroke">{WORDS}</text>',
    f'<g stroke="blue" stroke-width="30"><path d="M 0 70 H 9"/>{PIECE.format(200, 12)}</g>',
    f'<text x="10 19 28" y="40">{WORDS}</text>',
    f'<text x="10" y="40" transform="skewX(20)">{WORDS}</text>',
    PIECE.format(0, 12),
    PIECE.format(0, 0),
    PIECE.format(300, 0),
    LINE.format("blue", 40) + LABEL.format("#FFFFFF"),
]


def read(drawing: str) -> tuple[str, bool]:
    html = page(section("1 One", paragraph("Beside it.") + drawing))
    document = extract(html, "2602.00001", "https://arxiv.org/html/2602.00001")
    return document.sections[0].text, document.hidden


def drawn(inside: str) -> str:
    return f'<svg width="500" height="80" overflow="hidden">{inside}</svg>'


@pytest.mark.parametrize("inside", HIDING)
def test_what_nobody_sees_among_strokes(inside: str) -> None:
    text, hidden = read(drawn(inside))
    assert not any(word in text for word in WORDS.split())
    assert hidden


@pytest.mark.parametrize("inside", SHOWING)
def test_what_is_seen_among_strokes(inside: str) -> None:
    text, hidden = read(drawn(inside))
    assert WORDS in text
    assert not hidden


def test_a_label_that_was_set_in_white_is_seen_on_a_black_box() -> None:
    text, _ = read(BOXED.format(drawn(LABEL.format("#FFFFFF"))))
    assert WORDS in text
    text, hidden = read(BOXED.format(drawn(LABEL.format("#000000"))))
    assert WORDS not in text
    assert hidden


def test_a_small_measure_is_drawn_large() -> None:
    svg = f'<svg width="400" height="40" viewBox="0 0 4 .4"><text y=".2" font-size=".15">{WORDS}'
    text, hidden = read(svg + "</text></svg>")
    assert WORDS in text
    assert not hidden
