"""How far a style moves an element from where it would stand. Pure."""

# Tested in tests/core/pages/html/test_boxes.py.

from __future__ import annotations

import re
from collections.abc import Mapping

from core.pages.html.lengths import lengths
from core.pages.html.tracks import moved_along

AWAY = 900.0  # points or pixels past the edge; wide scaled tables move by some hundred
_WIDTH = 1280.0  # of the window
_SHARES, _ALL = ("%", "vw", "vh"), 1000.0
_BELOW = 50.0  # points past the window's edge
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
    right, below = moved_along(style)
    x, y = sum(across) + right, sum(down) + below
    is_beside = _is_out_of_window(style) or y >= AWAY or x >= _WIDTH
    if style.get("position") == "fixed" and is_beside:
        return None  # Nobody can scroll to it.
    if _is_on_the_right(style) and min(lengths(style.get("margin-right", "")), default=0) <= -AWAY:
        return None
    return x, y


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
