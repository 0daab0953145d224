"""CSS colours as they are painted."""

from __future__ import annotations

import pytest

from core.pages.html.colours import BLACK, WHITE, alike, backdrop, painted


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
        ("oklab(98% 0 0)", WHITE),
        ("lab(100% 0 0)", WHITE),
        ("lab(40% 0 0)", None),
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

    assert found == (pytest.approx(expected) if expected else None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("#fff none", WHITE),
        ("no-repeat center navy", (0, 0, 128)),
        ("url(x.png) white", None),
        ("linear-gradient(white, black)", None),
        ("transparent", WHITE),
        ("unheard-of", None),
    ],
)
def test_backdrop(value: str, expected: object) -> None:
    assert backdrop(value, over=WHITE) == expected


def test_alike() -> None:
    assert alike(WHITE, (250, 240, 230))
    assert not alike(WHITE, (255, 255, 0))
    assert not alike(None, WHITE)
    assert not alike(WHITE, None)
