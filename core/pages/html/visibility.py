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

from core.pages.html.backgrounds import is_cut_out, painted_behind
from core.pages.html.canvases import Canvas
from core.pages.html.clips import (
    clipped,
    is_shut,
    is_without_room,
    room,
    shuts,
    squeezed,
    width_of,
)
from core.pages.html.colours import (
    BLACK,
    WHITE,
    Colour,
    alike,
    blended,
    in_dark,
    painted,
)
from core.pages.html.edges import is_outlined, is_painted_over, stroke_over
from core.pages.html.effects import Effect, behind, effect_of, is_blurred
from core.pages.html.lengths import length_of, lengths, share
from core.pages.html.placing import AWAY, BOX, OPEN, PAGE, inside, is_cut_off, moved, within_width
from core.pages.html.scaling import is_turned_away, scale_of
from core.pages.html.sums import type_size

_TINY = 2.0  # points; LaTeX's own \tiny is 5
_TINY_IN_ALL = 1.0  # points of type that is set, and then scaled down with what it stands in
LINE = 1.2  # a line's height, of the size of its type
_HUGE = 5_000.0  # a letter of it is larger than any window
_SMALLEST_SCALE = 0.1
_FAINT = 0.05


_INK = ("color", "--ltx-fg-color")
_FILLING = "-webkit-text-fill-color"
_NOT_FILLED = ("currentcolor", "initial", "revert", "revert-layer")
# What an element shows in place of its text.
_PICTURES = ("url(", "image-set(", "linear-gradient(", "radial-gradient(", "conic-gradient(")
_POSITIONED = ("absolute", "fixed", "relative", "sticky")
_OPACITY = re.compile(r"opacity\(([^)]{0,100}+)\)")
_FONT_SIZE = re.compile(r"(?<![\w.])[\d.]++(?:px|pt|rem|em|%)|(?<![\w.])0(?=[\s/])")
_UNDRAWN = ("none", "table-column", "table-column-group")
_IN_A_ROW = re.compile("flex|grid|inline|table-cell")
_COLUMNS = ("columns", "column-count", "column-width")
_ONE_COLUMN = ("auto", "1", "initial", "unset")
_IN_ONE_LINE = frozenset(("nowrap", "pre"))
_PILED = -0.45  # of the size of type: each letter stands on the one before it


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks at a place: its ink, its ground, and its size in points.

    A colour that is None is not known, and text in it counts as seen. `drawn` is what `visibility`
    says, `x` and `y` are how far the place was moved, `indent` how far a line is; what lies beyond
    `wall` and `floor` is cut off. `placed_in` is what elements are placed in, and `is_beside`
    says that what is around the place is not above it. `is_covered` says
    that something lies over the place, `is_piled` that letters are set on each other, `is_backed`
    that something within the page is painted behind it, `is_outlined` that a shadow or a stroke
    shows its letters, and `is_turned` that they are drawn from right to left by force. `filling` is
    the colour of the letters, as a style says it, where it is not the ink's. `is_dark` is the
    theme's. `variables` are the style's, `canvas` is where in a drawing it is, `effects` are what
    is made of its colours, the innermost last.
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
    indent: float = 0.0
    wall: float = math.inf
    floor: float = math.inf
    placed_in: str = PAGE
    is_beside: bool = False
    is_squeezed: bool = False
    is_one_line: bool = False
    wide: float = math.inf
    is_covered: bool = False
    is_piled: bool = False
    is_backed: bool = False
    is_outlined: bool = False
    is_turned: bool = False
    filling: str = ""
    is_dark: bool = False
    variables: Mapping[str, str] = field(default_factory=dict)
    canvas: Canvas | None = None
    effects: tuple[Effect, ...] = ()


def restyled(look: Look, style: Mapping[str, str]) -> Look | None:
    """The look below an element of that style, or None when nothing below it can be seen."""
    style = within_width(style, look.wide)
    if _undrawn(style) or clipped(style) or is_cut_off(style, look.placed_in):
        return None
    if (look.is_squeezed or (look.is_beside and is_without_room(style))) and shuts(style):
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
    below = _moved(coloured(_scaled(look, style), style, opacity), style)
    return below and _walled(below, style)


def coloured(look: Look, style: Mapping[str, str], opacity: float = 1.0) -> Look:
    """The look below an element of that style as far as colours and sizes go."""
    if "color-scheme" in style:
        look = replace(look, is_dark=is_dark(style))
    if look.is_dark:
        style = {name: in_dark(value) for name, value in style.items()}
    ink = look.ink
    for name in _INK:
        if name in style:
            ink = _ink(style[name], look.ground, ink)
    if "backdrop-filter" in style:
        look = replace(look, ground=behind(style, look.ground))
    ground, is_backed = painted_behind(style, look.ground, ink)
    if is_backed and look.effects:
        effects = tuple(effect._replace(is_backed=True) for effect in look.effects)
        look = replace(look, effects=effects)
    is_backed = is_backed or look.is_backed
    ink = look.ink
    for name in _INK:
        if name in style:
            # Ink that lets its ground through is seen on its own ground.
            ink = _ink(style[name], ground, ink)
    filling = _filling(look, style)
    if is_cut_out(style):
        # The ground shows within the letters alone.
        ink = painted(filling, over=ground, kept=ink)
        ground, is_backed, filling = look.ground, look.is_backed, ""
    size = _size(style.get("font-size") or _font_size(style.get("font", "")), look.size)
    if "-webkit-text-stroke" in style or "-webkit-text-stroke-width" in style:
        filling = stroke_over(style, size) or filling
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
        filling=filling,
        ink=ink,
        ground=ground,
        size=size,
        drawn=drawn,
        opacity=opacity,
        is_backed=is_backed,
        is_outlined=is_outlined(look.is_outlined, style, ink, ground),
        is_piled=_is_piled(look, style, size),
        indent=_indent(style, look.indent),
        is_one_line=_is_one_line(style, look.is_one_line),
    )
    return replace(below, visible=shows(below))


def is_dark(style: Mapping[str, str]) -> bool:
    """Whether an element of that style is always dark."""
    words = style.get("color-scheme", "").split()
    return "dark" in words and "light" not in words


def shows(look: Look) -> bool:
    """Whether letters of that look can be made out."""
    if look.is_covered or look.x >= look.wall or look.y >= look.floor:
        return False
    x = look.x + look.indent
    if look.is_one_line and x >= look.wall:
        return False
    if min(x, look.y) <= -AWAY or max(x, look.y) >= 3 * AWAY or look.is_piled:
        return False
    size = look.size * look.scale
    if look.canvas is not None and look.canvas.zoom > 1:
        size *= look.canvas.zoom
    if not look.drawn or not _TINY_IN_ALL < size < _HUGE:
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
        return canvas.letters_show(ground, look.ink, look.opacity, look.size, look.effects)
    if look.size <= _TINY:
        return False
    if look.is_outlined:
        return True
    ink, ground = painted(look.filling, over=look.ground, kept=look.ink), look.ground
    for effect in reversed(look.effects):
        ink, ground = effect.applied(ink, ground)
    return not alike(blended(ink, ground, look.opacity), ground)


def _ink(value: str, ground: Colour | None, kept: Colour | None) -> Colour | None:
    if value == "initial":
        return BLACK
    return painted(value, over=ground, kept=kept)


def _filling(look: Look, style: Mapping[str, str]) -> str:
    """The colour that letters are filled with where that is not the text's; "" for the text's."""
    said = style.get(_FILLING, "inherit")
    if said in ("inherit", "unset"):
        return look.filling
    return "" if said in _NOT_FILLED else said


def _undrawn(style: Mapping[str, str]) -> bool:
    return (
        style.get("display") in _UNDRAWN
        or style.get("content-visibility") == "hidden"
        or style.get("content", "").startswith(_PICTURES)
        or is_turned_away(style)
        or is_painted_over(style)
    )


def _is_piled(look: Look, style: Mapping[str, str], size: float) -> bool:
    """Whether its letters, or its words, are set on top of each other, or have no size."""
    is_piled = look.is_piled
    if "letter-spacing" in style:
        gap = length_of(style["letter-spacing"], size)
        is_piled = gap is not None and gap <= _PILED * size
    between = length_of(style.get("word-spacing", ""), size)
    if between is not None and between <= -AWAY:
        return True
    return is_piled or share(style.get("font-size-adjust", "")) == 0.0


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
    factor = scale_of(style)
    if factor == 1.0:
        return look
    scale = look.scale * factor
    if scale < _SMALLEST_SCALE:
        return replace(look, drawn=False, scale=scale)
    return replace(look, scale=scale)


def _moved(look: Look, style: Mapping[str, str]) -> Look | None:
    """The look at the place that the style moves it to; None for one out of sight."""
    way = moved(inside(style) if look.placed_in == BOX else style)
    if way is None:
        return None
    if way == (0.0, 0.0):
        return look
    there = replace(look, x=look.x + way[0], y=look.y + way[1])
    return replace(there, visible=shows(there))


def _walled(look: Look, style: Mapping[str, str]) -> Look:
    """The look within an element that cuts off what is beyond its sides."""
    wide, high = room(style)
    if _is_beside(style):
        look = replace(look, is_beside=True)
    squeezes = squeezed(style)
    if squeezes != look.is_squeezed:
        look = replace(look, is_squeezed=squeezes)
    own = width_of(style)
    if own < math.inf:
        look = replace(look, wide=own)
    if style.get("position") in _POSITIONED or "transform" in style:
        look = replace(look, placed_in=BOX if is_shut(style) else OPEN)
    lines = style.get("-webkit-line-clamp", "")
    if lines.isdecimal() and is_shut(style) and "box" in style.get("display", ""):
        high = min(high, int(lines[:4]) * LINE * look.size)
    if wide == high == math.inf:
        return look
    wall, floor = min(look.wall, look.x + wide), min(look.floor, look.y + high)
    return replace(look, wall=wall, floor=floor)


def _is_beside(style: Mapping[str, str]) -> bool:
    """Whether what an element holds, or the element itself, does not stand below what is before
    it."""
    if _IN_A_ROW.search(style.get("display", "")) or style.get("float", "none") != "none":
        return True
    if any(style.get(name, "auto") not in _ONE_COLUMN for name in _COLUMNS):
        return True
    return style.get("position") in ("absolute", "fixed")


def _indent(style: Mapping[str, str], around: float) -> float:
    """How far a first line is indented."""
    said = style.get("text-indent", "inherit")
    if said == "inherit":
        return around
    return 0.0 if "hanging" in said else sum(lengths(said)[:1])


def _is_one_line(style: Mapping[str, str], around: bool) -> bool:
    """Whether a text is not broken into lines."""
    for name in ("white-space", "text-wrap", "text-wrap-mode"):
        if name in style and style[name] not in ("inherit", "unset"):
            around = not _IN_ONE_LINE.isdisjoint(style[name].split())
    return around


def _font_size(font: str) -> str:
    """The size in a `font` shorthand; "" for none."""
    found = _FONT_SIZE.search(font)
    return found[0] if found else ""


def _size(value: str, size: float) -> float:
    found = type_size(value, size)
    if found is None:
        return size
    return found
