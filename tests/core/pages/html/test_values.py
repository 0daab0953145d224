"""Variables, attributes and conditions in styles, as a browser was seen to draw them."""

from __future__ import annotations

import pytest

from tests.core.pages.html.test_tricks import WORDS, assert_hidden, assert_seen, read

HIDING = [
    ".x{--a:var(--b);--b:var(--a);color:var(--a,white)}",
    ".x{--a:var(--a);color:var(--a,white)}",
    ".x{--off:initial;color:var(--off,white)}",
    ":root{--w:white}.x{--w:inherit;color:var(--w)}",
    ":root{--w:white}.x{--w:unset;color:var(--w,black)}",
    "section{--b:white;--a:var(--b)}.x{--b:black;color:var(--a)}",
    ".x{--a:var(--none);color:var(--a,white)}",
    ".x{color:var(--none,rgb(255,255,255))}",
    ".x{color:var(--none,var(--nor,white))}",
    ".x{color:var(--none,color-mix(in srgb,white,rgb(255 255 255)))}",
    ".x{--r:255;--g:255;--b:255;color:rgb(var(--r) var(--g) var(--b))}",
    '@property --c{syntax:"<color>";inherits:true;initial-value:white}.x{--c:initial;color:var(--c)}',
    "section{color:white}.x{--a:;color:var(--a,black)}",
    ".x{color:attr(data-c type(<color>))}",
    ".x{color:attr(data-c type(<color>),black)}",
    ".x{font-size:attr(data-s px)}",
    ".x{font-size:attr(data-none px,0px)}",
    ".x{color:if(style(--a:1):black;else:white)}",
    ".x{--a:1;color:if(style(--a:2):black;style(--a:1):white;else:black)}",
    ".x{color:if(media(print):black;else:white)}",
    ".x{color:if(media(width > 300px):white;else:black)}",
    ".x{color:if(supports(display:grid):white;else:black)}",
    "@function --w() {result:white;}.x{color:--w()}",
    "@function --c(--k) {result:var(--k);}.x{color:--c(white)}",
    "@function --c(--k: white) {result:var(--k);}.x{color:--c()}",
    "@function --c(--k <color>, --l) {result:var(--l);}.x{color:--c(black, rgb(255,255,255))}",
    "@function --o() {--a:0;result:var(--a);}.x{opacity:--o()}",
    "@function --s(--k) {result:calc(var(--k) * 0);}.x{font-size:--s(10px)}",
    "@function --a() {result:white;}@function --b() {result:--a();}.x{color:--b()}",
    ".x{--v:white;color:--f(var(--v))}@function --f(--k) {result:var(--k);}",
]

SHOWING = [
    ".x{--a:;color:var(--a,white)}",
    ".x{--off:initial;color:var(--off,black)}",
    ":root{--w:white}.x{--w:initial;color:var(--w,black)}",
    "section{--b:black;--a:var(--b)}.x{--b:white;color:var(--a)}",
    ".x{color:var(--none,rgb(0,0,0))}",
    ".x{color:attr(data-c)}",
    ".x{color:attr(data-d type(<color>),navy)}",
    ".x{font-size:attr(data-none px,12px)}",
    ".x{color:if(style(--a:1):white;else:black)}",
    ".x{color:if(media(print):white;else:black)}",
    ".x{color:if(what(is):white;else:black)}",
    "@function --w() {result:black;}.x{color:--w()}",
    "@function --c(--k) {result:var(--k);}.x{color:--c(black)}",
    "@function --c(--k: white) {result:var(--k);}.x{color:--c(navy)}",
    ".x{color:--none()}",
    "@function --r() {result:--r();}.x{color:--r()}",
    # Variables of sheets that are linked are not known, and what they colour is seen.
    "section{background:var(--page)}.x{color:white}",
]
BODY = f'<p class="ltx_p">Beside.</p><p class="ltx_p x" data-c="white" data-s="0">{WORDS}</p>'


@pytest.mark.parametrize("sheet", HIDING)
def test_values_that_hide(sheet: str) -> None:
    assert_hidden(read(BODY, f"<style>{sheet}</style>"))


@pytest.mark.parametrize("sheet", SHOWING)
def test_values_that_show(sheet: str) -> None:
    assert_seen(read(BODY, f"<style>{sheet}</style>"))


def test_an_elements_own_style_may_ask_for_its_attributes() -> None:
    style = "color:attr(data-c type(<color>))"
    body = '<p>Beside.</p><p style="{0}" data-c="navy">It is seen.</p><p style="{0}" data-c="{1}">{2}</p>'

    document = read(body.format(style, "white", WORDS))

    assert_hidden(document)
    assert "It is seen." in document.sections[0].text


def test_a_choice_ends_no_declaration() -> None:
    style = "color:if(style(--a:1):black;else:white);font-size:12px"
    assert_hidden(read(f'<p>Beside.</p><p style="{style}">{WORDS}</p>'))
