"""What is painted behind a text, and what filters make of it, as a browser was seen to draw it."""

from __future__ import annotations

import pytest

from tests.core.pages.html.test_tricks import WORDS, assert_hidden, assert_seen, read

HIDING = [
    ".t{filter:invert(1);background:black}",
    ".t{filter:invert(1)}",
    ".t{filter:invert(50%);background:white}",
    ".t{filter:contrast(0);background:white}",
    ".t{filter:brightness(0);background:#fff}",
    ".t{filter:saturate(0);color:#f00;background:#363636}",
    ".t{filter:grayscale(1);background:#0f0;color:#b6b6b6}",
    ".b{filter:invert(1)}.t{background:black}",
    ".t{backdrop-filter:brightness(0)}",
    ".t{backdrop-filter:invert(100%)}",
    ".t{background:linear-gradient(#000,#000) no-repeat 0 0/100% 100%}",
    ".t{background-image:linear-gradient(#000,#000);background-size:2px 2px}",
    ".t{color:white;background:linear-gradient(#000,#000) 0 100%/100% 1px no-repeat}",
    ".t{outline:30px solid white;outline-offset:-30px}",
    ".t{position:relative;z-index:0;color:navy}"
    '.t::before{content:"";position:absolute;inset:0;background:navy;z-index:-1}',
    ".t{color:alpha(from black / 0)}",
]
SHOWING = [
    ".t{filter:invert(1);background:white}",
    ".t{filter:contrast(50%);background:#fff}",
    ".t{filter:saturate(2);background:#fff}",
    ".b{filter:invert(1)}.t{background:white}",
    ".b{filter:invert(1);background:#fff}",
    ".t{backdrop-filter:invert(1);color:white}",
    ".b{backdrop-filter:invert(1)}.t{color:white}",
    ".t{backdrop-filter:grayscale(1)}",
    # Lines that are drawn with a gradient.
    ".t{background:linear-gradient(#000,#000) 0 100%/100% 1px no-repeat}",
    ".t{background:linear-gradient(#000,#000) no-repeat 0 0/4px 100%}",
    ".t{background-image:linear-gradient(#000,#000);background-size:100% 0}",
    ".t{background-image:linear-gradient(#000,#000);background-size:100% 2px;background-repeat:no-repeat}",
    ".t{background:linear-gradient(#000,#000) no-repeat;background-size:10px;background-position:9000px 0}",
    ".t{outline:40px solid #fff}",
    ".t{outline:20px dotted white;outline-offset:-20px}",
    ".t{background:linear-gradient(#000,#000) 0 0/100% 50% no-repeat}",
    ".t{outline:2px solid #fff;outline-offset:-4px}",
    ".t{position:relative;isolation:isolate;color:#fff}"
    '.t::after{content:"";position:absolute;inset:0;background:navy;z-index:-1}',
    ".t{color:alpha(from black / 0.8)}",
    ".t{color:color(--own 1 1 1)}",
]


def page_of(sheet: str) -> str:
    body = f'<p class="ltx_p">Beside.</p><div class="b"><p class="ltx_p t">{WORDS}</p></div>'
    return f"{body}<style>{sheet}</style>"


@pytest.mark.parametrize("sheet", HIDING)
def test_a_ground_that_hides(sheet: str) -> None:
    assert_hidden(read(page_of(sheet)))


@pytest.mark.parametrize("sheet", SHOWING)
def test_a_ground_that_shows(sheet: str) -> None:
    assert_seen(read(page_of(sheet)))


@pytest.mark.parametrize(
    ("colour", "is_seen"),
    [
        ("#fff", False),
        ("white", False),
        (" WHITE ", False),
        ("#fefefe", False),
        ("ffffffffffff", False),
        ("#fffffffff", False),
        ("fff", True),
        ("000", True),
        ("transparent", True),
        ("whyte", True),
        ("rgb(255,255,255)", True),
    ],
)
def test_a_colour_of_an_attribute_is_read_as_html_does(colour: str, is_seen: bool) -> None:
    document = read(f'<p class="ltx_p">Beside. <font color="{colour}">{WORDS}</font></p>')
    (assert_seen if is_seen else assert_hidden)(document)
