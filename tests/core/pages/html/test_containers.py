"""What style sheets ask of the boxes around a text, as a browser was seen to answer."""

from __future__ import annotations

import pytest

from tests.core.pages.html.test_tricks import WORDS, assert_hidden, assert_seen, read

NARROW = ".b{container-type:inline-size;width:200px}"
LOW = ".b{container-type:size;height:50px}"
NAMED = ".b{container:q/inline-size}"
SET = ".b{--k:1}"
GONE = "{.x{opacity:0}}"

HIDING = [
    NARROW + "@container (width < 300px)" + GONE,
    NARROW + "@container (min-width:100px)" + GONE,
    ".b{container-type:inline-size;width:20%}@container (width < 300px)" + GONE,
    ".b{container-type:inline-size;max-width:200px}@container (width <= 200px)" + GONE,
    NARROW + "@container (width > 150px) and (width < 20em)" + GONE,
    NARROW + "@container not (inline-size > 300px)" + GONE,
    ".b{container-type:inline-size}@container (width > 0)" + GONE,
    NAMED + "@container q (width > 0)" + GONE,
    ".b{container-name:q r;container-type:inline-size}@container r (width > 0)" + GONE,
    LOW + "@container (height < 100px)" + GONE,
    LOW + "@container (orientation:landscape)" + GONE,
    SET + "@container style(--k:1)" + GONE,
    SET + "@container style(--k)" + GONE,
    SET + "@container not style(--k:2)" + GONE,
]
SHOWING = [
    NARROW + "@container (width > 300px)" + GONE,
    NARROW + "@container (max-width:100px)" + GONE,
    ".b{container-type:inline-size;width:30em}@container (width < 400px)" + GONE,
    NARROW + "@container not (inline-size < 300px)" + GONE,
    NAMED + "@container other (width > 0)" + GONE,
    LOW + "@container (height > 100px)" + GONE,
    SET + "@container style(--k:2)" + GONE,
    SET + "@container style(--j)" + GONE,
    "@container (width > 0)" + GONE,
    ".b{container-type:scroll-state}@container scroll-state(stuck:top)" + GONE,
]


def page_of(sheet: str, style: str = "") -> str:
    box = f'<div class="b" style="{style}"><p class="ltx_p x">{WORDS}</p></div>'
    return f"<p>Beside it.</p>{box}<style>{sheet}</style>"


@pytest.mark.parametrize("sheet", HIDING)
def test_what_a_box_hides_when_it_is_asked(sheet: str) -> None:
    assert_hidden(read(page_of(sheet)))


@pytest.mark.parametrize("sheet", SHOWING)
def test_what_a_box_shows_when_it_is_asked(sheet: str) -> None:
    assert_seen(read(page_of(sheet)))


def test_an_elements_own_style_may_make_it_a_box_to_ask() -> None:
    sheet = "@container (width < 300px)" + GONE
    assert_hidden(read(page_of(sheet, "container-type:inline-size;width:200px")))
    assert_seen(read(page_of(sheet, "container-type:inline-size;width:400px")))
    assert_hidden(read(page_of("@container style(--z: red)" + GONE, "--z: red")))
    assert_seen(read(page_of("@container style(--z: blue)" + GONE, "--z: red")))
