"""Texts in drawings: what a browser was seen to draw, and what it was not."""

from __future__ import annotations

import pytest

from core.document import Document
from core.pages.html.outlines import Point, outline_of
from core.pages.html.planes import EVERYWHERE, Box, Plane, path_box, transformed
from tests.core.pages.html.test_tricks import WORDS, assert_hidden, assert_seen, read

HIDDEN = [
    '<svg class="ltx_picture" version="1.1" fill="none" height="0" stroke="none" width="0" overflow="visible"><g transform="translate(0,0) scale(1,-1)"><g transform="translate(-12453.3,0)"><text x="0" y="0" transform="scale(1, -1)" fill="black">@@</text></g></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><g transform="translate(0,138)"><g transform="translate(13.84,-12453.3)"><text x="0" y="0" fill="black">@@</text></g></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><g transform="translate(-600,0)"><g transform="translate(-800,0)"><text x="0" y="10" fill="black">@@</text></g></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><g transform="matrix(1 0 0 1 -9000 0)"><foreignObject width="200" height="20" overflow="visible">@@</foreignObject></g></svg>',
    '<svg class="ltx_picture" version="1.1" fill="none" height="0" stroke="none" width="0" overflow="visible"><g transform="translate(0,0) scale(1,-1)"><text x="0" y="0" transform="scale(1, -1)" fill="black">@@</text></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><text x="5" y="20" fill="white">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><text x="5" y="20" fill="none">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><g fill="#FEFEFE"><text x="5" y="20">@@</text></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><text x="5" y="20" style="fill:rgb(255,255,255)">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><text x="5" y="20" fill="transparent">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><g style="--ltx-fill-color:#FFFFFF" fill="#FFFFFF"><text x="5" y="20">@@</text></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><text x="5" y="20" fill="black" fill-opacity="0">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><text x="5" y="20" fill="currentColor" color="#fff">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><text x="5" y="20" opacity="0">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><g opacity="0.01"><foreignObject width="200" height="20" overflow="visible">@@</foreignObject></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><g opacity="0.2"><g opacity="0.2"><text x="5" y="20">@@</text></g></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><g style="opacity:0%"><text x="5" y="20">@@</text></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><g fill-opacity="0.000000" stroke-opacity="0"><text x="5" y="20">@@</text></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><text x="5" y="20" style="fill-opacity:0.02">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><g fill-opacity="0%"><text x="5" y="20"><tspan>@@</tspan></text></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><text x="5" y="20" fill="#00000000">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><text x="-5000" y="20">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><text x="5" y="-9000">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><text x="5" y="20"><tspan dx="-5000">@@</tspan></text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><foreignObject x="-6000" width="200" height="20">@@</foreignObject></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><defs><text x="5" y="20">@@</text></defs></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><symbol id="q"><text x="5" y="20">@@</text></symbol></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><clipPath id="w"><text x="5" y="20">@@</text></clipPath></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><mask id="m"><text x="5" y="20">@@</text></mask></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><marker id="k"><text x="5" y="20">@@</text></marker></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><pattern id="p"><text x="5" y="20">@@</text></pattern></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><linearGradient id="z"><text>@@</text></linearGradient></svg>',
    '<svg class="ltx_picture" version="1.1" width="0" height="0"><text x="5" y="20">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="0" height="0" style="overflow:hidden"><text x="5" y="20">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><foreignObject width="0" height="0">@@</foreignObject></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><foreignObject width="200" height="0">@@</foreignObject></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><svg width="0" height="0"><text x="5" y="20">@@</text></svg></svg>',
    '<svg class="ltx_picture" version="1.1" style="width:0;height:0"><text x="5" y="20">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="1" height="1"><text x="5" y="20">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><foreignObject width="1" height="1">@@</foreignObject></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><text x="5" y="20" display="none">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><g display="none"><foreignObject width="200" height="20" overflow="visible">@@</foreignObject></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><text x="5" y="20" visibility="hidden">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><g visibility="collapse"><text x="5" y="20">@@</text></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><g transform="scale(0)"><text x="5" y="20">@@</text></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><g transform="matrix(0.01 0.0 0.0 0.01 -0.57 -0.03)"><foreignObject width="200" height="20" overflow="visible">@@</foreignObject></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><g transform="scale(.2)"><g transform="scale(.2)"><text x="5" y="20">@@</text></g></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><g transform="scale(1,0)"><text x="5" y="20">@@</text></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><text x="5" y="20" font-size="0">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><text x="5" y="20" font-size="0.1pt">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><g font-size="1px"><text x="5" y="20">@@</text></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><text x="5" y="20" style="font-size:.5px">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><clipPath id="c1"><path d="M 0 0 M 0 0 L 0 0 L 0 0 L 0 0 Z M 0 0"></path></clipPath><g clip-path="url(#c1)"><g transform="matrix(1 0 0 1 13 19)"><foreignObject width="200" height="20" overflow="visible">@@</foreignObject></g></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><clipPath id="c2"></clipPath><g clip-path="url(#c2)"><text x="5" y="20">@@</text></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><defs><clipPath id="c3"><rect width="0" height="0"/></clipPath></defs><text x="5" y="20" style="clip-path:url(#c3)">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><clipPath id="c4"><rect x="-900" y="-900" width="10" height="10"/></clipPath><g clip-path="url(#c4)"><foreignObject width="200" height="20" overflow="visible">@@</foreignObject></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><mask id="m1"></mask><g mask="url(#m1)"><text x="5" y="20">@@</text></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><mask id="m2"><rect width="900" height="900" fill="black"/></mask><text x="5" y="20" mask="url(#m2)">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><text x="5" y="20" style="-webkit-mask-image:linear-gradient(transparent,transparent)">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><filter id="f"></filter><text x="5" y="20" filter="opacity(0)">@@</text></svg>',
]

SEEN = [
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><g transform="translate(12520,30) matrix(1.0 0.0 0.0 1.0 -12515.59 -3.46)"><text x="0" y="10" fill="black">@@</text></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><g transform="translate(-5000,0)"><g transform="translate(5010,20)"><foreignObject width="200" height="20" overflow="visible">@@</foreignObject></g></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60"><text x="5" y="20">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><text x="5" y="20" fill="white" stroke="black">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><rect width="300" height="60" fill="black"/><text x="5" y="20" fill="white">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><g fill="#FFFFFF"><foreignObject width="200" height="20" overflow="visible">@@</foreignObject></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><text x="5" y="20" color="#FFFFFF" fill="black">@@</text></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><defs><g id="g1"><text x="5" y="20">@@</text></g></defs><use href="#g1"/></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><symbol id="s1" overflow="visible"><text x="5" y="20">@@</text></symbol><use xlink:href="#s1"/></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><defs><text id="g3" x="5" y="20">@@</text></defs><use href="#g3"/></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><g id="g4"><text x="5" y="20">@@</text></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><clipPath id="c5"><rect width="300" height="60"/></clipPath><g clip-path="url(#c5)"><text x="5" y="20">@@</text></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><clipPath id="c6"><path d="M 0 0 L 300 0 L 300 60 L 0 60 Z"/></clipPath><g clip-path="url(#c6)"><foreignObject width="200" height="20" overflow="visible">@@</foreignObject></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><clipPath id="c7"><circle cx="80" cy="20" r="90"/></clipPath><g clip-path="url(#c7)"><text x="5" y="20">@@</text></g></svg>',
    '<svg class="ltx_picture" version="1.1" width="300" height="60" overflow="visible"><clipPath id="c8"><path d="M 0 0 h 300 v 60 h -300 z"/></clipPath><g clip-path="url(#c8)"><text x="5" y="20">@@</text></g></svg>',
]


# As the converter writes a label, and a box of some colour.
LABEL = (
    '<g transform="matrix(1.0 0.0 0.0 1.0 -138 -3.46)" fill="{ink}" stroke="{ink}">'
    '<foreignObject width="277" height="12.3" transform="matrix(1 0 0 -1 0 16.6)"'
    f' overflow="visible">{WORDS}</foreignObject></g>'
)
BOX = (
    '<g fill="{fill}"><path d="M -196.85 -39.37 M -196.85 -39.37 L -196.85 39.37 L 196.85 39.37'
    ' L 196.85 -39.37 Z M 196.85 39.37" style="stroke:none"></path></g>'
)
TIGHT = '<path fill="{fill}" d="M -140 -10.76 h 280 v 21.52 h -280 Z"></path>'
DISC = (
    '<path fill="{fill}" d="M 196 0 C 196 108 108 196 0 196 C -108 196 -196 108 -196 0'
    ' C -196 -108 -108 -196 0 -196 C 108 -196 196 -108 196 0 Z"></path>'
)
ROUNDED = (
    '<path fill="{fill}" d="M -196 -33 L -196 33 C -196 36 -194 39 -191 39 L 191 39'
    " C 194 39 196 36 196 33 L 196 -33 C 196 -36 194 -39 191 -39 L -191 -39"
    ' C -194 -39 -196 -36 -196 -33 Z"></path>'
)
FRAME = (
    '<path fill="{fill}" d="M -200 -50 L -200 50 L 200 50 L 200 -50 Z'
    ' M -190 -40 L 190 -40 L 190 40 L -190 40 Z"></path>'
)
HALF = '<rect fill="{fill}" x="-197" y="-40" width="150" height="80"></rect>'
ARCS = (
    '<path fill="{fill}" d="M -186 -39 H 186 A 10 10 0 0 1 196 -29 V 29 A 10 10 0 0 1 186 39'
    ' H -186 A 10 10 0 0 1 -196 29 V -29 A 10 10 0 0 1 -186 -39 Z"></path>'
)
CIRCLE = '<path fill="{fill}" d="M -196 0 A 196 196 0 0 1 196 0 A 196 196 0 0 1 -196 0 Z"></path>'
HALVES = (
    '<rect fill="{fill}" x="-197" y="-40" width="200" height="80"></rect>'
    '<rect fill="{fill}" x="0" y="-40" width="200" height="80"></rect>'
)
SHAPES = (BOX, TIGHT, DISC, ROUNDED, ARCS, CIRCLE, HALVES)


def drawn(parts: str) -> Document:
    """What is read of a drawing of the converter, whose upward is a page's downward."""
    return read(
        '<p>Beside <svg class="ltx_picture" height="79" overflow="visible" width="394">'
        '<g transform="translate(0,79) matrix(1 0 0 -1 0 0) translate(197,0) translate(0,39)"'
        f' fill="#000000" stroke="#000000" color="#000000">{parts}</g></svg> it.</p>'
    )


@pytest.mark.parametrize(
    ("path", "within", "beside"),
    [
        ("M 0 5 A 5 5 0 1 1 10 5 A 5 5 0 1 1 0 5 Z", (1.9, 1.9), (0.6, 0.6)),
        ("M 5 0 A 5 5 0 1 1 0 5 L 5 5 Z", (9, 5), (3, 3)),
        ("m 0 5 a 5 5 0 0 0 10 0 z", (5, 8), (5, 4)),
        ("M 0 0 A 1 1 0 0 1 10 0 Z", (5, -4), (5, 1)),
        ("M 0 0 L 9 0 9 9 0 9 Z M 3 3 L 6 3 6 6 3 6 Z", (1, 1), (4, 4)),
        ("M 0 0 H 9 V 9 h -9 z", (8, 8), (10, 8)),
        ("M 0 0 C 0 10 10 10 10 0 Z", (5, 7), (5, 8)),
        ("m 1e1 0 h 5 v 5 z", (14, 1), (9, 1)),
    ],
)
def test_the_outline_of_a_path(
    path: str, within: tuple[float, float], beside: tuple[float, float]
) -> None:
    outline = outline_of("path", {"d": path}, Plane())

    assert outline is not None
    assert outline.has(Point(*within))
    assert not outline.has(Point(*beside))


@pytest.mark.parametrize("shape", SHAPES)
def test_a_label_is_judged_on_the_shape_under_it(shape: str) -> None:
    black = LABEL.format(ink="#000000")
    assert_hidden(drawn(shape.format(fill="#000000") + black))
    assert_seen(drawn(shape.format(fill="#DDDDFF") + black))
    # Older converters draw in black what was set in white.
    assert_seen(drawn(shape.format(fill="#000000") + LABEL.format(ink="#FFFFFF")))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("fill", ["#FFFFFF", "#000000", "#8080FF"])
def test_what_is_painted_over_is_not_seen(shape: str, fill: str) -> None:
    cover = shape.format(fill=fill)
    label = LABEL.format(ink="#000000")
    assert_hidden(drawn(label + cover))
    assert_hidden(
        drawn(f'<g transform="scale(1,-1)"><text x="-130" y="4">{WORDS}</text></g>{cover}')
    )


@pytest.mark.parametrize(
    "cover",
    [
        f'<g opacity="0.3">{BOX}</g>',
        f'<g fill-opacity="0.5">{BOX}</g>',
        f'<g display="none">{BOX}</g>',
        f'<g visibility="hidden">{BOX}</g>',
        f"<defs>{BOX}</defs>",
        f'<g transform="translate(0,-100)">{BOX}</g>',
        '<clipPath id="aside"><rect x="-197" y="-40" width="99" height="80"></rect></clipPath>'
        f'<g clip-path="url(#aside)">{BOX}</g>',
        f'<g style="mix-blend-mode:multiply">{BOX}</g>',
        FRAME,
        HALF,
        BOX.replace("{fill}", "rgba(9,9,9,.4)"),
        BOX.replace("{fill}", "none"),
        BOX.replace("{fill}", "url(#pattern)"),
    ],
)
def test_what_is_painted_over_in_part_or_not_at_all_is_seen(cover: str) -> None:
    assert_seen(drawn(LABEL.format(ink="#000000") + cover.format(fill="#FFFFFF")))


def test_white_letters_within_a_frame_are_not_seen() -> None:
    text = f'<g transform="scale(1,-1)"><text x="-130" y="4" fill="white" stroke="none">{WORDS}</text></g>'
    assert_hidden(drawn(FRAME.format(fill="#000000") + text))
    assert_seen(drawn(BOX.format(fill="#000000") + text))
    # What is painted later is not under them.
    assert_hidden(drawn(text + BOX.format(fill="#000000")))


@pytest.mark.parametrize(
    ("letters", "kept"),
    [
        (f"<switch><text y='20'>A sign.</text><text y='20'>{WORDS}</text></switch>", False),
        (f"<switch><text y='20'>{WORDS}</text><text y='20'>A sign.</text></switch>", True),
        (
            "<switch><g requiredExtensions='http://www.example.org'><text y='20'>A sign.</text></g>"
            f"<text y='20'>{WORDS}</text></switch>",
            True,
        ),
        (f"<pattern id='bare'></pattern><text y='20' fill='url(#bare)'>{WORDS}</text>", False),
        (f"<text y='20'><textPath href='#nothing'>{WORDS}</textPath></text>", False),
        (
            f"<path id='way' fill='none' d='M0 9 L90 9'/><text><textPath href='#way'>{WORDS}"
            "</textPath></text>",
            True,
        ),
        (f"<defs><text id='far' y='20'>{WORDS}</text></defs><use href='#far' x='-9000'/>", False),
        (
            f"<defs><text id='pale' y='20'>{WORDS}</text></defs><use href='#pale' opacity='0'/>",
            False,
        ),
        (
            "<linearGradient id='pale'><stop stop-color='#fff'/><stop stop-color='#fff'/>"
            f"</linearGradient><text y='20' fill='url(#pale)'>{WORDS}</text>",
            False,
        ),
        (
            "<linearGradient id='deep'><stop stop-color='red'/><stop stop-color='blue'/>"
            f"</linearGradient><text y='20' fill='url(#deep)'>{WORDS}</text>",
            True,
        ),
    ],
)
def test_what_a_drawing_chooses_repeats_and_runs_along(letters: str, kept: bool) -> None:
    document = read(f'<svg width="300" height="60" overflow="visible">{letters}</svg>')
    if kept:
        assert_seen(document)
    else:
        assert_hidden(document)


@pytest.mark.parametrize("drawing", HIDDEN)
def test_hidden(drawing: str) -> None:
    assert_hidden(read(f"<p>Beside {drawing.replace('@@', WORDS)} it.</p>"))


@pytest.mark.parametrize("drawing", SEEN)
def test_seen(drawing: str) -> None:
    assert_seen(read(f"<p>Beside {drawing.replace('@@', WORDS)} it.</p>"))


@pytest.mark.parametrize(
    ("shapes", "kept"),
    [
        ('<g fill="#1133AA"><path d="M 0 0 L 90 0 L 90 40 L 0 40 Z"></path></g>', True),
        ('<rect style="--ltx-fill-color:#1133AA" width="90" height="40"></rect>', True),
        ('<rect width="90" height="40"></rect>', True),
        ('<image href="x.png" width="90" height="40"></image>', True),
        ('<g transform="translate(5,5)"><circle fill="navy" r="30"></circle></g>', True),
        ('<g fill="#000000"><path style="fill:none" d="M 0 0 L 90 40"></path></g>', False),
        ('<rect fill="#FFFFFF" width="90" height="40"></rect>', False),
        ('<rect x="800" fill="black" width="90" height="40"></rect>', False),
        ('<rect fill="black" width="0.1" height="0.1"></rect>', False),
        ('<rect fill="black" opacity="0" width="90" height="40"></rect>', False),
        ('<defs><rect fill="black" width="90" height="40"></rect></defs>', False),
        ("<text>hello</text>", False),
    ],
)
def test_white_type_shows_where_something_dark_is_painted(shapes: str, kept: bool) -> None:
    body = (
        f'<foreignObject width="90" height="20"><p style="color:white">{WORDS}</p></foreignObject>'
    )
    for letters in (body, f'<text y="10" fill="white">{WORDS}</text>'):
        document = read(f'<svg width="99" height="50" overflow="visible">{shapes}{letters}</svg>')
        if kept:
            assert_seen(document)
        else:
            assert_hidden(document)


@pytest.mark.parametrize(
    ("shapes", "ink", "kept"),
    [
        ('<rect fill="navy" width="300" height="60"></rect>', "navy", False),
        ('<rect fill="#000" width="300" height="60"></rect>', "#111", False),
        ('<rect fill="navy" width="300" height="60"></rect>', "white", True),
        ('<circle fill="navy" r="90"></circle>', "navy", True),
        (
            '<rect fill="navy" width="300" height="60"></rect>'
            '<rect fill="red" width="300" height="60"></rect>',
            "navy",
            True,
        ),
        ('<rect fill="navy" opacity="0.2" width="300" height="60"></rect>', "navy", True),
    ],
)
def test_dark_type_on_a_dark_box(shapes: str, ink: str, kept: bool) -> None:
    document = read(
        f'<svg width="300" height="60">{shapes}<text x="5" y="20" fill="{ink}">{WORDS}</text></svg>'
    )
    if kept:
        assert_seen(document)
    else:
        assert_hidden(document)


@pytest.mark.parametrize(
    ("path", "box"),
    [
        ("M 0 0 L 9 0 L 9 5 Z", Box(0, 0, 9, 5)),
        ("m 1 1 h 9 v 5 h -9 z", Box(1, 1, 10, 6)),
        ("M0,0C1,1 2,7 3,0", Box(0, 0, 3, 7)),
        ("M 0 0 A 1 1 0 0 1 5 5", EVERYWHERE),
        ("", Box(0, 0, 0, 0)),
    ],
)
def test_the_box_of_a_path(path: str, box: Box) -> None:
    assert path_box(path) == box


def test_transforms_are_applied_from_the_outside_in() -> None:
    plane = transformed(Plane(), "translate(10,20) scale(2) rotate(90)")

    assert plane.box(Box(0, 0, 1, 3)) == pytest.approx(Box(4, 20, 10, 22))
    assert plane.scale == pytest.approx(2)
    assert transformed(Plane(), "matrix(1 0 0 -1 5 6)") == Plane(1, 0, 0, -1, 5, 6)
    assert transformed(Plane(), "nonsense(1) translate() scale(a)") == Plane()
