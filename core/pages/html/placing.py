"""How far a style moves an element from where it would stand. Pure."""

# Tested in tests/core/pages/html/test_boxes.py.

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from core.pages.html.lengths import lengths
from core.pages.html.planes import HERE, transform_of, transformed
from core.pages.html.tracks import moved_along

AWAY = 900.0  # points or pixels past the edge; wide scaled tables move by some hundred
_WIDTH = 1280.0  # of the window
_SHARES, _ALL = ("%", "vw", "vh"), 1000.0
_BELOW = 50.0  # points past the window's edge
_ABOVE = 100.0  # points, in which some lines have room
PAGE, BOX, OPEN = "page", "box", "open"
"""What an element is placed in: the page, a box that cuts off what is beside it, or another."""
_LOGICAL = {
    "top": ("inset-block-start", "inset-block", 0),
    "right": ("inset-inline-end", "inset-inline", -1),
    "bottom": ("inset-block-end", "inset-block", -1),
    "left": ("inset-inline-start", "inset-inline", 0),
}
# Where an element is put, and which way.
_LEFTWARDS = {
    "margin-left": 1,
    "padding-left": 1,
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
_PLACED = frozenset((*_PLACED_ACROSS, *_PLACED_DOWN))
_OF_WIDTH = frozenset((
    "margin", "margin-inline", "margin-inline-start", "margin-left", "padding-left", "text-indent",
))  # fmt: skip
_SHARE = re.compile(r"(-?\d{1,9}(?:\.\d{1,9})?)%")
_BEFORE = frozenset(("margin", "margin-left", "margin-inline", "margin-inline-start", "left"))
_TURNING = frozenset(("transform", "translate", "rotate", "scale", "float"))
_MARGIN = 320.0  # points on a page's left
_INSIDE = re.compile(r"[1-6]?\d(?:\.\d{1,9})?%")
PLACES = frozenset((*_LEFTWARDS, *_PLACED_ACROSS, *_UPWARDS, *_PLACED_DOWN))
"""The names of declarations that put an element somewhere."""
_MATRICES = {"matrix": 4, "matrix3d": 12}  # where their ways across and down begin
FUNCTION = re.compile(r"([a-z0-9]{1,14})\(([^()]{0,200})\)")
"""A function of `transform` and its arguments."""


def moved(style: Mapping[str, str]) -> tuple[float, float] | None:
    """How many points an element of that style is moved to the right, and down; None where nobody
    can look."""
    across = [_sum_of(style, _LEFTWARDS)]
    down = [_sum_of(style, _UPWARDS)]
    if style.get("position") not in ("static", "sticky"):
        across.append(_sum_of(style, _PLACED_ACROSS))
        down.append(_sum_of(style, _PLACED_DOWN))
        _of_sides(style.get("inset", ""), across, down, inwards=True)
        across += lengths(style.get("inset-inline", ""))[:1]
    _of_sides(style.get("margin", ""), across, down, inwards=False)
    across += lengths(style.get("margin-inline", ""))[:1]
    shifts = [("translate", style.get("translate", ""))]
    shifts += FUNCTION.findall(style.get("transform", ""))
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
    for right, below in (moved_along(style), _turned_about(style)):
        across.append(right)
        down.append(below)
    x, y = sum(across), sum(down)
    is_beside = _is_out_of_window(style) or y >= AWAY or x >= _WIDTH
    if style.get("position") == "fixed" and is_beside:
        return None  # Nobody can scroll to it.
    if _is_on_the_right(style) and min(lengths(style.get("margin-right", "")), default=0) <= -AWAY:
        return None
    return x, y


def _turned_about(style: Mapping[str, str]) -> tuple[float, float]:
    """How far an element is moved that is turned or scaled about a place far away."""
    origin = lengths(style.get("transform-origin", ""))[:2]
    if max(map(abs, origin), default=0.0) < AWAY:
        return 0.0, 0.0
    x, y = [*origin, 0.0][:2]
    plane = transformed(HERE, transform_of({}, style))
    return x - plane.a * x - plane.c * y, y - plane.b * x - plane.d * y


def within_width(style: Mapping[str, str], wide: float) -> Mapping[str, str]:
    """The style with the shares of what it stands in as points, where that is so wide."""
    if wide == math.inf or not any("%" in style.get(name, "") for name in _OF_WIDTH):
        return style
    told = {
        name: _SHARE.sub(lambda found: f"{float(found[1]) * wide / 100:.3f}px", style[name])
        for name in _OF_WIDTH & style.keys()
    }
    return {**style, **told}


def inside(style: Mapping[str, str]) -> Mapping[str, str]:
    """The style without the shares of a box's sides that place an element within it: how large the
    box is, is not known, and two thirds of it are in it."""
    return {
        name: value
        for name, value in style.items()
        if name not in _PLACED or not _INSIDE.fullmatch(value)
    }


def before_page(style: Mapping[str, str], within: str) -> float:
    """How far before the page an element is put for certain, 0 for none that is."""
    if style.get("position") in ("absolute", "fixed") and within == PAGE:
        return max(0.0, -_first(_inset(style, "left")) - _first(style.get("margin-left", "")))
    if not _BEFORE & style.keys() or not _TURNING.isdisjoint(style):
        return 0.0
    way = moved(style)
    return max(0.0, -way[0] - _MARGIN) if way else 0.0


def is_cut_off(style: Mapping[str, str], within: str) -> bool:
    """Whether an element is placed above the page, or beside the box that it is placed in and that
    cuts it off; it is taken to be a paragraph of some lines."""
    if style.get("position") not in ("absolute", "fixed"):
        return False
    top, _, bottom, left = (_inset(style, side) for side in _LOGICAL)
    if style["position"] == "fixed" or within == PAGE:
        return _first(top) <= -_ABOVE
    if within != BOX:
        return False
    is_low = any(side.endswith("%") and _first(side) >= _ALL for side in (top, left))
    is_above = _first(top) <= -_ABOVE or (top in ("", "auto") and _first(bottom) <= -_ABOVE)
    return is_low or is_above


def _inset(style: Mapping[str, str], side: str) -> str:
    """How far an element is from that side of what it is placed in; "" where nothing is said."""
    logical, both, at = _LOGICAL[side]
    said = style.get(side) or style.get(logical)
    if said:
        return said
    pair = style.get(both, "").split()
    if pair:
        return pair[at]
    return dict(zip(_LOGICAL, four(style.get("inset", "").split()), strict=True))[side]


def four(values: Sequence[str]) -> tuple[str, str, str, str]:
    """The values of four sides, as CSS writes fewer of them: top, right, bottom, left."""
    if not values:
        return "", "", "", ""
    top = values[0]
    right = values[1] if len(values) > 1 else top
    bottom = values[2] if len(values) > 2 else top
    left = values[3] if len(values) > 3 else right
    return top, right, bottom, left


def _first(value: str) -> float:
    return sum(lengths(value)[:1])


def _is_out_of_window(style: Mapping[str, str]) -> bool:
    """Whether what is fixed in the window is fixed beside it."""
    for name in ("left", "top"):
        if style.get(name, "").endswith(_SHARES) and sum(lengths(style[name])[:1]) >= _ALL:
            return True
    for name, near in (("right", "left"), ("bottom", "top")):
        if style.get(near, "auto") == "auto" and sum(lengths(style.get(name, ""))[:1]) <= -_BELOW:
            return True
    return False


def _is_on_the_right(style: Mapping[str, str]) -> bool:
    """Whether an element, or its text, begins at its right side."""
    return style.get("float") == "right" or style.get("text-align") in ("right", "end")


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
    top, right, bottom, left = four(value.split())
    down += lengths(top)[:1]
    across += lengths(left)[:1]
    if inwards:
        # The far sides place it where the near ones do not.
        if not lengths(left):
            across += [-length for length in lengths(right)[:1]]
        if not lengths(top):
            down += [-length for length in lengths(bottom)[:1]]
