"""Whether a reader of the page would see a piece of text, judged as a browser draws its styles.

Papers have been found to carry sentences for machines in white, tiny or displaced type. LaTeXML
writes an author's colours and sizes into inline styles; what the page's own style sheets say comes
from `core.pages.html.sheets`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain

from selectolax.lexbor import LexborNode

from core.pages.html.colours import BLACK, WHITE, Colour, alike, backdrop, painted

_TINY = 2.0  # points; LaTeX's own \tiny is 5
_FAINT = 0.05
# Characters of a style; LaTeXML writes some hundred, so a longer one is meant to be misread.
_LONGEST = 2000
_AWAY = 900.0  # points or pixels past the edge; wide scaled tables move by some hundred

_INK = ("color", "--ltx-fg-color", "-webkit-text-fill-color")
_GROUND = ("background-color", "--ltx-bg-color")
_OFFSETS = (
    "text-indent",
    "left",
    "right",
    "top",
    "bottom",
    "margin-left",
    "margin-right",
    "margin-top",
    "translate",
)
_UNITS = {
    "px": 1.0,
    "pt": 1.0,
    "em": 10.0,
    "rem": 10.0,
    "ex": 5.0,
    "%": 10.0,
    "vw": 10.0,
    "vh": 10.0,
    "": 1.0,
}
_LENGTH = re.compile(
    r"(?<!\d)(-?(?:\d++(?:\.\d*+)?|\.\d++)(?:e-?\d++)?)(px|pt|rem|em|ex|%|vw|vh|(?![a-z0-9.]))"
)
_NOTHING = re.compile(
    r"(?:inset\((?:[5-9]\d|100)(?:\.\d+)?%|(?:circle|ellipse)\(0|polygon\((?>(?:[\s,]*+0(?:px|pt|"
    r"%)?)+)\s*+\))"
)
# One that is not closed goes on to the end.
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_OPACITY = re.compile(r"opacity\(([^)]{0,100}+)\)")
_SHARE = re.compile(r"\s*+(-?[\d.]++)(%?)\s*+")
_TRANSLATED = re.compile(r"translate(?:x|y|3d)?\(([^)]{0,200}+)\)")
_SCALED = re.compile(r"scale(?:x|y|3d)?\(([^)]{0,200}+)\)")
_MATRIX = re.compile(r"matrix\(([^,]{0,100}+),\s*+0\s*+,")
_FONT_SIZE = re.compile(r"(?<![\w.])[\d.]++(?:px|pt|rem|em|%)|(?<![\w.])0(?=[\s/])")
_SHEARED = re.compile(r"rotate[xy]\((?:-?90deg|-?0?\.25turn|-?100grad)\)")
# What a style may hide a text with; a rule that says none of these is not looked at.
TELLING = frozenset(
    (
        *_INK,
        *_GROUND,
        *_OFFSETS,
        "background",
        "display",
        "visibility",
        "content-visibility",
        "opacity",
        "filter",
    )
)
TELLING |= frozenset(
    (
        "transform",
        "scale",
        "zoom",
        "clip",
        "clip-path",
        "font",
        "font-size",
        "overflow",
        "overflow-x",
    )
)
TELLING |= frozenset(("overflow-y", "width", "height", "max-width", "max-height"))


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks at a place: its ink, its ground, and its size in points.

    A colour that is None is not known, and text in it counts as seen.
    """

    ink: Colour | None = BLACK
    ground: Colour | None = WHITE
    size: float = 10.0
    visible: bool = True


def declarations(style: str, longest: int = _LONGEST) -> dict[str, str]:
    """The declarations of a style, in small letters, without comments and `!important`.

    A style that is longer than `longest` is taken to hide its text.
    """
    if len(style) > longest:
        return {"display": "none"}
    plain = _COMMENT.sub("", style).lower()
    pairs = (part.partition(":") for part in plain.split(";"))
    return {
        name.strip(): value.replace("!important", "").strip() for name, _, value in pairs if value
    }


def restyled(look: Look, style: Mapping[str, str]) -> Look | None:
    """The look below an element of that style, or None when nothing below it can be seen."""
    if _undrawn(style) or _faint(style) or _displaced(style) or _clipped(style):
        return None
    return coloured(look, style)


def coloured(look: Look, style: Mapping[str, str]) -> Look:
    """The look below an element of that style as far as colours and sizes go."""
    ground = look.ground
    for name in _GROUND:
        if name in style:
            ground = painted(style[name], over=ground, kept=ground)
    if "background" in style:
        ground = backdrop(style["background"], over=ground)
    ink = look.ink
    for name in _INK:
        if name in style:
            ink = painted(style[name], over=ground, kept=ink)
    size = _size(style.get("font-size") or _font_size(style.get("font", "")), look.size)
    visible = size > _TINY and not alike(ink, ground)
    return replace(look, ink=ink, ground=ground, size=size, visible=visible)


def on_canvas(svg: LexborNode, look: Look) -> Look:
    """The look within a drawing: where anything dark is painted, a text's ground is not known."""
    shapes = svg.css("path, rect, circle, ellipse, polygon")
    if any(_is_dark(shape, svg) for shape in shapes):
        return restyled(look, {"background": "unknown"}) or look
    return look


def _is_dark(shape: LexborNode, svg: LexborNode) -> bool:
    node = shape
    while True:
        attributes = node.attributes
        style = declarations(attributes.get("style") or "")
        fill = (
            style.get("fill")
            or style.get("--ltx-fill-color")
            or (attributes.get("fill") or "").lower()
        )
        if fill:
            return fill != "none" and not alike(painted(fill, over=WHITE, kept=BLACK), WHITE)
        if node == svg or node.parent is None:
            return False
        node = node.parent


def _undrawn(style: Mapping[str, str]) -> bool:
    return (
        style.get("display") == "none"
        or style.get("visibility") in ("hidden", "collapse")
        or style.get("content-visibility") == "hidden"
        or style.get("zoom") in ("0", "0%", "0.0")
    )


def _faint(style: Mapping[str, str]) -> bool:
    values = [style.get("opacity", ""), *_OPACITY.findall(style.get("filter", ""))]
    return any(number is not None and number <= _FAINT for number in map(_number, values))


def _number(value: str) -> float | None:
    found = _SHARE.fullmatch(value)
    if found is None or not re.search(r"\d", value) or found[1].count(".") > 1:
        return None
    number = float(found[1])
    if found[2]:
        number /= 100
    return number


def _lengths(value: str) -> list[float]:
    return [float(number) * _UNITS[unit] for number, unit in _LENGTH.findall(value)]


def _displaced(style: Mapping[str, str]) -> bool:
    transform = style.get("transform", "")
    moved = [style[name] for name in _OFFSETS if name in style]
    moved += _TRANSLATED.findall(transform)
    for length in chain.from_iterable(map(_lengths, moved)):
        if length <= -_AWAY or length >= 3 * _AWAY:
            return True
    if _SHEARED.search(transform):
        return True
    scales = [*_SCALED.findall(transform), style.get("scale", "")]
    # The first of a matrix's numbers is how wide a letter is drawn, unless it is turned.
    scales += _MATRIX.findall(transform)
    return any(abs(factor) < 0.1 for factor in chain.from_iterable(map(_lengths, scales)))


def _clipped(style: Mapping[str, str]) -> bool:
    clip = style.get("clip", "")
    if clip.startswith("rect") and all(abs(length) <= _TINY for length in _lengths(clip)):
        return True
    if _NOTHING.match(style.get("clip-path", "")):
        return True
    overflows = [style.get(name) for name in ("overflow", "overflow-x", "overflow-y")]
    if not any(overflow in ("hidden", "clip", "scroll", "auto") for overflow in overflows):
        return False
    for name in ("width", "height", "max-width", "max-height"):
        box = _lengths(style.get(name, ""))
        if box and box[0] <= _TINY:
            return True
    return False


def _font_size(font: str) -> str:
    """The size in a `font` shorthand; "" for none."""
    found = _FONT_SIZE.search(font)
    return found[0] if found else ""


def _size(value: str, size: float) -> float:
    found = _LENGTH.match(value)
    if found is None:
        return size
    number = float(found[1])
    unit = found[2]
    if unit == "em":
        return size * number
    if unit == "%":
        return size * number / 100
    return number * _UNITS[unit]
