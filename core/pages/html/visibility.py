"""Whether a reader of the page would see a piece of text, judged as a browser draws its styles.

Papers have been found to carry sentences for machines in white, tiny or displaced type. LaTeXML
writes an author's colours and sizes into inline styles; what the page's own style sheets say comes
from `core.pages.html.sheets`, what a drawing's attributes say from `core.pages.html.drawings`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from core.pages.html.clips import HEIGHTS, clipped
from core.pages.html.colours import (
    BLACK,
    WHITE,
    Colour,
    alike,
    backdrop,
    blended,
    colours_in,
    painted,
)
from core.pages.html.drawings import Canvas
from core.pages.html.effects import Effect, effect_of, is_blurred
from core.pages.html.lengths import degrees, length_of, lengths, share, type_size
from core.pages.html.tracks import moved_along

_TINY = 2.0  # points; LaTeX's own \tiny is 5
_TINY_IN_ALL = 1.0  # points of type that is set, and then scaled down with what it stands in
_SMALLEST_SCALE = 0.1
_FAINT = 0.05
_AWAY = 900.0  # points or pixels past the edge; wide scaled tables move by some hundred

_WIDTH = 1280.0  # of the window

_INK = ("color", "--ltx-fg-color", "-webkit-text-fill-color")
_GROUND = ("background-color", "--ltx-bg-color")
# Where an element is put, and which way.
_LEFTWARDS = {
    "text-indent": 1,
    "margin-left": 1,
    "margin-inline-start": 1,
}
_PLACED_ACROSS = {
    "left": 1,
    "inset-inline-start": 1,
    "right": -1,
    "inset-inline-end": -1,
}
_UPWARDS = {"margin-top": 1, "margin-block-start": 1, "margin-block": 1}
_PLACED_DOWN = {
    "top": 1,
    "inset-block-start": 1,
    "inset-block": 1,
    "bottom": -1,
    "inset-block-end": -1,
}
# What an element shows in place of its text.
_PICTURES = ("url(", "image-set(", "linear-gradient(", "radial-gradient(", "conic-gradient(")
_POSITIONED = ("absolute", "fixed", "relative", "sticky")
_OPACITY = re.compile(r"opacity\(([^)]{0,100}+)\)")
_FUNCTION = re.compile(r"([a-z0-9]{1,14})\(([^()]{0,200})\)")
_FONT_SIZE = re.compile(r"(?<![\w.])[\d.]++(?:px|pt|rem|em|%)|(?<![\w.])0(?=[\s/])")
_NO_SHADOWS = ("", "none")
_MATRICES = {"matrix": 4, "matrix3d": 12}  # where their ways across and down begin
_PILED = -0.45  # of the size of type: each letter stands on the one before it
# What a style may hide a text with; a rule that says none of these is not looked at.
TELLING = frozenset(
    (
        *_INK,
        *_GROUND,
        *_LEFTWARDS,
        *_PLACED_ACROSS,
        *_UPWARDS,
        *_PLACED_DOWN,
        "animation",
        "animation-fill-mode",
        "animation-name",
        "backface-visibility",
        "background",
        "background-image",
        "block-size",
        "clip",
        "clip-path",
        "contain",
        "content",
        "content-visibility",
        "direction",
        "display",
        "filter",
        "float",
        "font",
        "font-size",
    )
)
TELLING |= frozenset(
    ("letter-spacing", "height", "inline-size", "inset", "inset-inline", "margin", "margin-inline")
)
TELLING |= frozenset(("margin-right", "mask", "mask-image", "max-block-size", "max-height"))
TELLING |= frozenset(("max-inline-size", "max-width", "opacity", "overflow", "overflow-x"))
TELLING |= frozenset(("overflow-y", "position", "rotate", "scale", "text-shadow", "transform"))
TELLING |= frozenset(("translate", "unicode-bidi", "visibility", "-webkit-mask", "width"))
TELLING |= frozenset(("-webkit-mask-image", "-webkit-text-security", "-webkit-text-stroke"))
TELLING |= frozenset(("-webkit-text-stroke-color", "z-index", "zoom"))
# And a drawing's, which styles may set as well.
TELLING |= frozenset(("font-size-adjust", "line-height", "mix-blend-mode", "word-spacing"))
TELLING |= frozenset(("stroke-width", "offset", "offset-distance", "offset-path")) | HEIGHTS
TELLING |= frozenset(("fill", "fill-opacity", "stroke", "stroke-opacity"))
TELLING |= frozenset(("--ltx-fill-color", "--ltx-stroke-color"))


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks at a place: its ink, its ground, and its size in points.

    A colour that is None is not known, and text in it counts as seen. `drawn` is what `visibility`
    says, `x` and `y` are how far the place was moved, `is_backed` says that something within the
    page is painted behind it, `is_outlined` that a shadow or a stroke shows its letters, and
    `is_turned` that they are drawn from right to left by force. `variables` are the style's,
    `canvas` is where in a drawing it is, `effects` are what is made of its colours, the innermost
    last.
    """

    ink: Colour | None = BLACK
    ground: Colour | None = WHITE
    size: float = 10.0
    visible: bool = True
    drawn: bool = True
    opacity: float = 1.0
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0
    is_backed: bool = False
    is_outlined: bool = False
    is_turned: bool = False
    variables: Mapping[str, str] = field(default_factory=dict)
    canvas: Canvas | None = None
    effects: tuple[Effect, ...] = ()


def restyled(look: Look, style: Mapping[str, str]) -> Look | None:
    """The look below an element of that style, or None when nothing below it can be seen."""
    if _undrawn(style) or clipped(style) or _is_piled(style, look.size):
        return None
    if _is_behind(look, style):
        return None
    opacity = _opacity(look.opacity, style)
    if opacity <= _FAINT:
        return None
    if is_blurred(style, look.size):
        return None
    around = look.canvas.on_ground(look.ground) if look.canvas else look.ground
    effect = effect_of(style, around)
    if effect is not None:
        look = replace(look, effects=(*look.effects, effect))
    below = coloured(_scaled(look, style), style, opacity)
    return _moved(below, style)


def coloured(look: Look, style: Mapping[str, str], opacity: float = 1.0) -> Look:
    """The look below an element of that style as far as colours and sizes go."""
    ink = look.ink
    for name in _INK:
        if name in style:
            ink = _ink(style[name], look.ground, ink)
    ground, is_backed = _ground(look, style, ink)
    for name in _INK:
        if name in style:
            # Ink that lets its ground through is seen on its own ground.
            ink = _ink(style[name], ground, look.ink)
    size = _size(style.get("font-size") or _font_size(style.get("font", "")), look.size)
    drawn = look.drawn
    if "visibility" in style:
        drawn = style["visibility"] not in ("hidden", "collapse")
    if style.get("-webkit-text-security", "none") != "none":
        drawn = False
    is_turned = look.is_turned
    if "unicode-bidi" in style:
        forced = "override" in style["unicode-bidi"]
        is_turned = forced and style.get("direction") == "rtl"
    below = replace(
        look,
        is_turned=is_turned,
        ink=ink,
        ground=ground,
        size=size,
        drawn=drawn,
        opacity=opacity,
        is_backed=is_backed,
        is_outlined=_is_outlined(look, style, ink, ground),
    )
    return replace(below, visible=shows(below))


def shows(look: Look) -> bool:
    """Whether letters of that look can be made out."""
    if min(look.x, look.y) <= -_AWAY or max(look.x, look.y) >= 3 * _AWAY:
        return False
    if not look.drawn or look.size * look.scale <= _TINY_IN_ALL:
        return False
    if look.canvas is not None:
        canvas = look.canvas
        if not canvas.is_lettered or not canvas.shows:
            return False
        # Its measure may be larger than a point, and its type a part of one.
        if look.size * canvas.scale <= (_TINY if canvas.zoom > 1 else _TINY_IN_ALL):
            return False
        if canvas.zoom <= 1 and look.size <= _TINY:
            return False
        ground = canvas.on_ground(look.ground)
        return canvas.letters_show(ground, look.ink, look.opacity, look.effects)
    if look.size <= _TINY:
        return False
    if look.is_outlined:
        return True
    ink, ground = look.ink, look.ground
    for effect in reversed(look.effects):
        ink, ground = effect.applied(ink, ground)
    return not alike(blended(ink, ground, look.opacity), ground)


def _ink(value: str, ground: Colour | None, kept: Colour | None) -> Colour | None:
    if value == "initial":
        return BLACK
    return painted(value, over=ground, kept=kept)


def _ground(look: Look, style: Mapping[str, str], ink: Colour | None) -> tuple[Colour | None, bool]:
    """The ground, and whether anything is painted behind the text within the page."""
    ground = look.ground
    is_backed = look.is_backed
    for name in (*_GROUND, "background", "background-image"):
        value = style.get(name)
        if not value or value in ("none", "initial", "transparent", "inherit", "unset"):
            continue
        if name in _GROUND:
            if value == "currentcolor":
                ground = ink
            else:
                ground = painted(value, over=ground, kept=ground)
        else:
            ground = backdrop(value, over=ground, current=ink)
        is_backed = True
    return ground, is_backed


def _is_outlined(
    look: Look, style: Mapping[str, str], ink: Colour | None, ground: Colour | None
) -> bool:
    """Whether a shadow or a stroke of another colour than the ground shows the letters."""
    outlined = look.is_outlined
    if "text-shadow" in style or "-webkit-text-stroke" in style:
        outlined = False
    if "-webkit-text-stroke-color" in style:
        outlined = False
    for name in ("text-shadow", "-webkit-text-stroke", "-webkit-text-stroke-color"):
        value = style.get(name, "")
        if value in _NO_SHADOWS:
            continue
        if name == "-webkit-text-stroke" and 0.0 in lengths(value)[:1]:
            continue
        colours: list[Colour | None] = list(colours_in(value, ground))
        if any(not alike(colour, ground) for colour in colours or [ink]):
            outlined = True
    return outlined


def _undrawn(style: Mapping[str, str]) -> bool:
    return (
        style.get("display") == "none"
        or style.get("content-visibility") == "hidden"
        or style.get("zoom") in ("0", "0%", "0.0")
        or style.get("content", "").startswith(_PICTURES)
        or _is_turned_away(style)
    )


def _is_piled(style: Mapping[str, str], size: float) -> bool:
    """Whether its letters, or its words, are set on top of each other, or have no size."""
    gap = length_of(style.get("letter-spacing", ""), size)
    between = length_of(style.get("word-spacing", ""), size)
    if between is not None and between <= -_AWAY:
        return True
    if share(style.get("font-size-adjust", "")) == 0.0:
        return True
    return gap is not None and gap <= _PILED * size


def _is_turned_away(style: Mapping[str, str]) -> bool:
    """Whether it shows its back, which is not painted."""
    if style.get("backface-visibility") != "hidden":
        return False
    turns = 0
    for name, arguments in _FUNCTION.findall(style.get("transform", "")):
        if name in ("rotatex", "rotatey") and 90 < degrees(arguments) % 360 < 270:
            turns += 1
    return turns % 2 == 1


def _is_behind(look: Look, style: Mapping[str, str]) -> bool:
    """Whether an element is put behind what is painted around it."""
    behind = style.get("z-index", "").startswith("-")
    return behind and look.is_backed and style.get("position") in _POSITIONED


def _opacity(around: float, style: Mapping[str, str]) -> float:
    values = [style.get("opacity", ""), *_OPACITY.findall(style.get("filter", ""))]
    for value in values:
        found = share(value)
        if found is not None:
            around *= min(max(found, 0.0), 1.0)
    return around


def _scaled(look: Look, style: Mapping[str, str]) -> Look:
    """The look as far as it is drawn smaller, or turned so that nothing is seen of it."""
    scale = look.scale
    for name, arguments in _FUNCTION.findall(style.get("transform", "")):
        scale *= _factor(name, arguments)
    for name in ("scale", "zoom"):
        for said in style.get(name, "").split()[:2]:
            factor = share(said)
            if factor is not None:
                scale *= abs(factor)
    turned = style.get("rotate", "").split()
    if len(turned) == 2 and turned[0] in ("x", "y"):
        scale *= _factor(f"rotate{turned[0]}", turned[1])
    elif len(turned) == 4:
        scale *= _factor("rotate3d", ",".join(turned))
    if scale == look.scale:
        return look
    if scale < _SMALLEST_SCALE:
        return replace(look, drawn=False, scale=scale)
    return replace(look, scale=scale)


def _factor(name: str, arguments: str) -> float:
    """How much smaller a function of `transform` draws what it is applied to."""
    if name == "rotate3d":
        *axis, angle = arguments.split(",")
        flat = len(axis) == 3 and not any(lengths(axis[2])[:1])
        return float(not flat or round(abs(degrees(angle))) % 180 != 90)
    if name.startswith(("rotatex", "rotatey", "skew")):
        # What stands upright to the page is not seen.
        return float(round(abs(degrees(arguments))) % 180 != 90)
    values = [abs(number) for number in lengths(arguments)]
    if not values:
        return 1.0
    match name:
        case "scale" | "scalex" | "scaley" | "scale3d":
            return min(values)
        case "matrix" if len(values) >= 4:
            a, b, c, d = lengths(arguments)[:4]
            return math.sqrt(abs(a * d - b * c))
        case "matrix3d" if len(values) >= 6:
            return min(values[0], values[5])
    return 1.0


def _moved(look: Look, style: Mapping[str, str]) -> Look | None:
    """The look at the place that the style moves it to; None for one out of sight."""
    across = [_sum_of(style, _LEFTWARDS)]
    down = [_sum_of(style, _UPWARDS)]
    if style.get("position") != "static":
        across.append(_sum_of(style, _PLACED_ACROSS))
        down.append(_sum_of(style, _PLACED_DOWN))
        _of_sides(style.get("inset", ""), across, down, inwards=True)
        across += lengths(style.get("inset-inline", ""))[:1]
    _of_sides(style.get("margin", ""), across, down, inwards=False)
    across += lengths(style.get("margin-inline", ""))[:1]
    shifts = [("translate", style.get("translate", ""))]
    shifts += _FUNCTION.findall(style.get("transform", ""))
    for name, arguments in shifts:
        found = lengths(arguments)
        if name == "translatey":
            down += found[:1]
        elif name in _MATRICES:
            first = _MATRICES[name]
            across += found[first : first + 1]
            down += found[first + 1 : first + 2]
        elif name.startswith("translate") and name != "translatez":
            across += found[:1]
            down += found[1:2]
    right, below = moved_along(style)
    x, y = look.x + sum(across) + right, look.y + sum(down) + below
    if style.get("position") == "fixed" and (y >= _AWAY or x >= _WIDTH):
        return None  # Nobody can scroll to it.
    if any(length <= -_AWAY for length in lengths(style.get("margin-right", ""))):
        return None
    if (x, y) == (look.x, look.y):
        return look
    there = replace(look, x=x, y=y)
    return replace(there, visible=shows(there))


def _sum_of(style: Mapping[str, str], ways: Mapping[str, int]) -> float:
    """How far the declarations of those names move an element."""
    moved = 0.0
    for name, way in ways.items():
        if name in style:
            found = lengths(style[name])
            if found:
                moved += way * max(found, key=abs)
    return moved


def _of_sides(value: str, across: list[float], down: list[float], *, inwards: bool) -> None:
    """Add how far a shorthand of four sides moves an element."""
    sides = value.split()[:4]
    if not sides:
        return
    top = sides[0]
    right = sides[1] if len(sides) > 1 else top
    bottom = sides[2] if len(sides) > 2 else top
    left = sides[3] if len(sides) > 3 else right
    down += lengths(top)[:1]
    across += lengths(left)[:1]
    if inwards:
        # The far sides place it where the near ones do not.
        if not lengths(left):
            across += [-length for length in lengths(right)[:1]]
        if not lengths(top):
            down += [-length for length in lengths(bottom)[:1]]


def _font_size(font: str) -> str:
    """The size in a `font` shorthand; "" for none."""
    found = _FONT_SIZE.search(font)
    return found[0] if found else ""


def _size(value: str, size: float) -> float:
    found = type_size(value, size)
    if found is None:
        return size
    return found
