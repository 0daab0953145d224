"""CSS colours as they are painted."""

from __future__ import annotations

import pytest

from core.pages.html.colours import BLACK, WHITE, alike, backdrop, painted
from tests.core.pages.html.test_tricks import WORDS, assert_hidden, assert_seen, read


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("#fff", WHITE),
        ("#1F4E79".lower(), (31, 78, 121)),
        ("navy", (0, 0, 128)),
        ("lightgrey", (211, 211, 211)),
        ("lightgray", (211, 211, 211)),
        ("rgb(255 0 0)", (255, 0, 0)),
        ("rgb(100%, 0%, 0%)", (255, 0, 0)),
        ("rgba(0,0,0,0.5)", (127.5, 127.5, 127.5)),
        ("rgb(0 0 0 / 0%)", WHITE),
        ("hsl(120, 100%, 50%)", (0, 255, 0)),
        ("hsl(0deg 0% 100%)", WHITE),
        ("hwb(0 100% 0%)", WHITE),
        ("hwb(0 0% 100%)", BLACK),
        ("color(srgb 1 1 1)", WHITE),
        ("oklch(1 0 0)", WHITE),
        ("oklab(98% 0 0)", (248, 248, 248)),
        ("oklch(60% 0.2 30)", (222, 62, 45)),
        ("lch(50% 30 40)", (162, 103, 87)),
        ("lab(54.29% 80.81 69.89)", (255, 0, 0)),
        ("lab(29.57 68.3 -112.03)", (0, 0, 255)),
        ("rgb(255 255 none)", (255, 255, 0)),
        ("color(from white srgb r g b)", WHITE),
        ("color(from white srgb calc(r - 1) calc(g - 1) calc(b - 1))", BLACK),
        ("color(from black display-p3 1 1 1)", WHITE),
        ("highlighttext", WHITE),
        ("canvas", WHITE),
        ("canvastext", BLACK),
        ("light-dark(navy, white)", (0, 0, 128)),
        ("color-mix(in srgb, white 95%, black)", (242.25, 242.25, 242.25)),
        ("color-mix(in oklab, rgb(255 255 255), #000 10%)", (229.5, 229.5, 229.5)),
        ("color-mix(in srgb, white 9..5%, black)", None),
        ("color-mix(in srgb, unheard-of, black)", None),
        ("lab(100% 0 0)", WHITE),
        ("lab(40% 0 0)", (94, 94, 94)),
        ("transparent", WHITE),
        ("inherit", BLACK),
        ("unheard-of", None),
        ("ffffff", WHITE),  # as old attributes have it
        ("rgb(1..2, 0, 0)", None),
        ("rgb(1,2)", None),
        ("#12345", None),
    ],
)
def test_painted_on_white_over_black(value: str, expected: object) -> None:
    found = painted(value, over=WHITE, kept=BLACK)

    assert found == (pytest.approx(expected, abs=1) if expected else None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("#fff none", WHITE),
        ("no-repeat center navy", (0, 0, 128)),
        ("url(x.png) white", None),
        ("linear-gradient(white, black)", None),
        ("linear-gradient(45deg, navy 0%, #000080)", (0, 0, 128)),
        ("currentcolor", (9, 9, 9)),
        ("transparent", WHITE),
        ("unheard-of", None),
    ],
)
def test_backdrop(value: str, expected: object) -> None:
    assert backdrop(value, over=WHITE, current=(9, 9, 9)) == expected


def test_alike() -> None:
    assert alike(WHITE, (250, 240, 230))
    assert alike(WHITE, (222, 222, 222))  # TeX's gray of .87
    assert alike(WHITE, (255, 255, 204))
    assert alike(BLACK, (34, 34, 34))
    assert not alike(WHITE, (217, 217, 217))
    assert not alike(WHITE, (255, 255, 0))
    assert not alike(BLACK, (0, 0, 128))
    assert not alike(None, WHITE)
    assert not alike(WHITE, None)


FILLED = '<div style="{}"><p style="{}">{}</p></div>'


@pytest.mark.parametrize(
    ("around", "own"),
    [
        ("-webkit-text-fill-color:white", "color:black"),
        ("", "color:white;-webkit-text-fill-color:currentcolor"),
        ("-webkit-text-fill-color:black", "color:white;-webkit-text-fill-color:initial"),
        ("-webkit-text-fill-color:white", "-webkit-text-fill-color:inherit"),
        ("background:navy;-webkit-text-fill-color:white", "color:black;background:#fefefe"),
    ],
)
def test_what_letters_are_filled_with_holds_below(around: str, own: str) -> None:
    assert_hidden(read(f"<p>Beside it.</p>{FILLED.format(around, own, WORDS)}"))


@pytest.mark.parametrize(
    ("around", "own"),
    [
        ("-webkit-text-fill-color:black", "color:white"),
        ("color:white", "-webkit-text-fill-color:navy"),
        ("-webkit-text-fill-color:white", "-webkit-text-fill-color:unset;background:navy"),
        ("", "-webkit-text-fill-color:transparent;-webkit-text-stroke:1px"),
        ("-webkit-text-fill-color:white", "-webkit-text-fill-color:currentcolor"),
    ],
)
def test_what_letters_are_filled_with_shows_them(around: str, own: str) -> None:
    assert_seen(read(f"<p>Beside it.</p>{FILLED.format(around, own, WORDS)}"))


@pytest.mark.parametrize(
    ("style", "is_seen"),
    [
        ("-webkit-text-stroke:3px white", False),
        ("-webkit-text-stroke:white 30px", False),
        ("-webkit-text-stroke-width:4px;-webkit-text-stroke-color:#fff", False),
        ("background:navy;color:white;-webkit-text-stroke:3px navy", False),
        ("-webkit-text-stroke:1px white", True),
        ("-webkit-text-stroke:3px red", True),
        ("-webkit-text-stroke:3px white;paint-order:stroke fill", True),
        ("background:navy;-webkit-text-stroke:3px white", True),
    ],
)
def test_a_wide_stroke_covers_the_letters_that_it_is_drawn_along(style: str, is_seen: bool) -> None:
    document = read(f'<p>Beside it.</p><p class="ltx_p" style="{style}">{WORDS}</p>')
    (assert_seen if is_seen else assert_hidden)(document)
