"""What an inline style hides, and what it must not."""

from __future__ import annotations

import pytest

from core.pages.html.declared import declarations
from core.pages.html.visibility import Look, restyled

HIDDEN = [
    "display:none",
    "display : NONE !important",
    "visibility:hidden",
    "visibility: collapse",
    "content-visibility: hidden",
    "opacity:0",
    "opacity: 0.01",
    "opacity:2%",
    "filter: opacity(0%)",
    "font-size:0",
    "font-size:1px",
    "font-size:2pt",
    "font-size:0.1em",
    "font-size:10%",
    "font: 1px/1 serif",
    "color:#FFFFFF",
    "color:#fff",
    "color:white",
    "color:#FEFEFE",
    "color: rgb(255, 255, 255)",
    "color: rgb(100% 100% 99%)",
    "color: hsl(0, 0%, 100%)",
    "color: transparent",
    "color: rgba(0,0,0,0)",
    "color: #00000000",
    "--ltx-fg-color:#FFFFFF",
    "-webkit-text-fill-color: transparent",
    "background-color:#000000;color:#050505",
    "/* shy */ col/**/or: white",
    "position:absolute;left:-9999px",
    "position:fixed; top: -200em",
    "text-indent:-9999px",
    "margin-left: -5000pt",
    "transform: translateX(-9999px)",
    "transform:scale(0)",
    "transform: translate(-20pt,3pt) scale(0.01,0.01)",
    "clip: rect(0,0,0,0)",
    "clip: rect(1px, 1px, 1px, 1px)",
    "clip-path: inset(50%)",
    "clip-path: circle(0)",
    "width:0;height:0;overflow:hidden",
    "max-height: 1px; overflow: hidden",
    "height: 0; overflow: auto",
    "clip-path: polygon(0 0, 0px 0, 0 0)",
    "transform: rotateY(90deg)",
    "transform: matrix(0, 0, 0, 0, 0, 0)",
    "background: navy none; color: navy",
    "background-color: tomato; color: #ff6347",
    "left: " + "1" * 100_000,
]
SEEN = [
    "",
    "color:#0000FF",
    "color:#FFFF00",
    "color:#808080",
    "color: rebeccapurple",
    "color: inherit",
    "font-size:50%",
    "font-size:70%",
    "font-size: 6pt",
    "opacity: 0.6",
    "display:inline-block;width:0.0pt",
    "visibility: visible",
    "transform:translate(-187.6pt,31.3pt) scale(0.38,0.38)",
    "transform: scale(-1,1)",
    "background-color:#000000;color:#FFFFFF",
    "background: url(dark.png); color: white",
    "background: linear-gradient(white, black); color: white",
    "transform: rotate(90deg)",
    "transform: matrix(0, 1, -1, 0, 0, 0)",
    "height: auto; overflow: auto",
    "--ltx-bg-color:#4285F4;--ltx-fg-color:#FFFFFF",
    "padding-left:10.0pt;padding-right:10.0pt;",
    "overflow:hidden;height:20pt",
    "text-indent: -1em",
    "nonsense",
    "color:;;:red",
    "opacity: ...",
]


def seen(style: str, look: Look | None = None) -> bool:
    below = restyled(look or Look(), declarations(style))
    return below is not None and below.visible


@pytest.mark.parametrize("style", HIDDEN)
def test_hidden(style: str) -> None:
    assert not seen(style)


@pytest.mark.parametrize("style", SEEN)
def test_seen(style: str) -> None:
    assert seen(style)


def test_a_look_is_inherited_until_it_is_changed() -> None:
    white = restyled(Look(), declarations("color:white"))

    assert white is not None
    assert not seen("font-weight:bold", white)
    assert seen("color:black", white)
    assert seen("background-color:#003366", white)


def test_small_type_within_small_type_adds_up() -> None:
    small = restyled(Look(), declarations("font-size:40%"))

    assert small is not None
    assert small.visible
    assert not seen("font-size:40%", small)
    assert seen("font-size:9pt", small)


def test_what_is_faint_within_what_is_faint_is_not_seen() -> None:
    faint = restyled(Look(), declarations("opacity:0.4"))

    assert faint is not None
    assert faint.visible
    assert not seen("opacity:0.2", faint)
    assert seen("opacity:0.9", faint)


def test_moves_add_up_and_may_lead_back() -> None:
    moved = restyled(Look(), declarations("position:relative;left:-700px"))

    assert moved is not None
    assert moved.visible
    assert not seen("position:relative;left:-300px", moved)
    away = restyled(moved, declarations("transform:translate(-500px,3px)"))
    assert away is not None
    assert not away.visible
    assert seen("margin:0 0 0 600px", away)


def test_what_is_scaled_within_what_is_scaled() -> None:
    small = restyled(Look(), declarations("transform:scale(0.3)"))

    assert small is not None
    assert small.visible
    assert not seen("transform:scale(0.3)", small)
    assert seen("transform:scale(0.9)", small)
