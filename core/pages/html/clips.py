"""Whether a style cuts its text away: by a clip, a mask, or a box too small to see into. Pure."""

# Tested in tests/core/pages/html/test_visibility.py.

from __future__ import annotations

import re
from collections.abc import Mapping

from core.pages.html.colours import WHITE, colours_in
from core.pages.html.lengths import LENGTH, length_of, lengths
from core.pages.html.planes import path_box

_TINY = 2.0  # points
_WHOLE = 99.0  # percent
_SHUT = ("hidden", "clip", "scroll", "auto")
_SIDES = ("width", "height", "inline-size", "block-size")
_MOST = tuple(f"max-{side}" for side in _SIDES)
# Each may give a height to what is sized as if it were empty.
HEIGHTS = frozenset(
    ("aspect-ratio", "block-size", "contain-intrinsic-block-size", "contain-intrinsic-height")
)
HEIGHTS |= frozenset(("contain-intrinsic-size", "height", "min-block-size", "min-height"))
_MASKS = ("mask", "mask-image", "-webkit-mask", "-webkit-mask-image")
_AUTO = re.compile(r"\bauto\b")
_OPEN = 99999.0
_SHAPE = re.compile(r"([a-z]++)\(([^()]{0,500}+)\)")


def clipped(style: Mapping[str, str]) -> bool:
    """Whether nothing is left to be seen of an element of that style."""
    clip = style.get("clip", "")
    if clip.startswith("rect") and style.get("position") != "static" and _is_shut(clip):
        return True
    if "clip-path" in style and _is_nothing(style["clip-path"]):
        return True
    if any(_lets_nothing_through(style[name]) for name in _MASKS if name in style):
        return True
    return _too_small(style)


def _is_shut(clip: str) -> bool:
    """Whether an old `clip` leaves nothing between its sides: top, right, bottom, left."""
    sides = lengths(_AUTO.sub(f" {_OPEN}px ", clip))
    if len(sides) < 4:
        return bool(sides) and all(abs(side) <= _TINY for side in sides)
    top, right, bottom, left = sides[:4]
    # A side that is left open is the box's own.
    top, left = (0.0 if side == _OPEN else side for side in (top, left))
    return bottom - top <= _TINY or right - left <= _TINY


def _too_small(style: Mapping[str, str]) -> bool:
    shut: list[str] = []
    for name in ("overflow", "overflow-x", "overflow-y"):
        shut += style.get(name, "").split()
    contained = style.get("contain", "").split()
    is_contained = any(each in ("strict", "content", "paint") for each in contained)
    if not is_contained and not any(each in _SHUT for each in shut):
        return False
    # What is sized as if it were empty has the height that it is given, or none.
    if any(each in ("strict", "size") for each in contained) and not HEIGHTS & style.keys():
        return True
    for name in (*_SIDES, *_MOST):
        size = length_of(style.get(name, ""), 10.0)
        if size is not None and size <= _TINY:
            return True
    if length_of(style.get("line-height", ""), 10.0) == 0.0:
        return True  # Its lines have no height of their own to look through.
    indent = style.get("text-indent", "")
    return indent.endswith("%") and any(length >= 10 * _WHOLE for length in lengths(indent))


def _is_nothing(clip: str) -> bool:
    """Whether the shape of a `clip-path` is empty."""
    if clip.startswith("path("):
        return path_box(clip.removeprefix("path(")).is_nothing
    shape = _SHAPE.match(clip)
    if shape is None:
        return False
    kind, arguments = shape.groups()
    match kind:
        case "inset":
            return _is_inset_away(arguments.partition("round")[0])
        case "circle" | "ellipse":
            sizes = lengths(arguments.partition("at ")[0])
            return bool(sizes) and min(sizes) <= _TINY
        case "polygon":
            return _area(arguments) <= _TINY
        case "xywh":
            return any(size <= _TINY for size in lengths(arguments)[2:4])
        case "rect":
            return _is_shut(clip)
        case "shape":
            corners = lengths(arguments)
            return bool(corners) and max(map(abs, corners)) <= _TINY
    return False


def _is_inset_away(arguments: str) -> bool:
    """Whether the sides of an `inset` meet: those are shares, or longer than any paragraph."""
    found: list[float] = []
    for number, unit in LENGTH.findall(arguments):
        percent = float(number)
        if unit != "%":
            percent = lengths(f"{number}{unit}")[0] / 10
        found.append(percent)
    if not found:
        return False
    top, right, bottom, left = _four(found)
    return top + bottom >= _WHOLE or right + left >= _WHOLE


def _four(values: list[float]) -> tuple[float, float, float, float]:
    """The values of four sides, as CSS writes fewer of them."""
    top = values[0]
    right = values[1] if len(values) > 1 else top
    bottom = values[2] if len(values) > 2 else top
    left = values[3] if len(values) > 3 else right
    return (top, right, bottom, left)


def _area(arguments: str) -> float:
    """The area within a polygon's corners."""
    corners: list[tuple[float, float]] = []
    for pair in arguments.split(","):
        place = lengths(pair)
        if len(place) >= 2:
            corners.append((place[0], place[1]))
    double = 0.0
    for (x, y), (next_x, next_y) in zip(corners, corners[1:] + corners[:1], strict=True):
        double += x * next_y - next_x * y
    return abs(double) / 2


def _lets_nothing_through(mask: str) -> bool:
    """Whether a mask is a picture, which may be empty, or a gradient of nothing."""
    if "gradient(" not in mask:
        return "url(" in mask
    inside = mask.partition("gradient(")[2]
    # A colour that lets all of its ground through is that ground.
    on_white = colours_in(inside, WHITE)
    on_black = colours_in(inside, (0, 0, 0))
    return bool(on_white) and all(
        one != other and max(one) - max(other) > 240
        for one, other in zip(on_white, on_black, strict=True)
    )
