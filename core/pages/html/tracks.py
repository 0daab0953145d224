"""How far a style moves an element along a path (`offset-path`). Pure."""

# Tested in tests/core/pages/html/test_tricks.py.

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from core.pages.html.lengths import UNITS, degrees, lengths, share
from core.pages.html.planes import NUMBER

_LONGEST = 2_000  # characters of a path that are looked at
_PATH = re.compile(r"path\(\s*+[^'\"]{0,40}['\"]([^'\"]*+)['\"]")
_SHAPE = re.compile(r"(?:circle|ellipse|inset|polygon|rect|xywh)\(([^()]{0,300})\)")
_LARGE, _BEYOND = 900.0, 10_000.0  # points
_RAY = re.compile(r"ray\(([^()]{0,100})\)")


def moved_along(style: Mapping[str, str]) -> tuple[float, float]:
    """How many points to the right and down `offset-path` and `offset-distance` move an element: to
    that part of the way from the path's first point to its last one, or along a ray. (0, 0) for
    other shapes, which are as large as what is around them."""
    told = style.get("offset-path") or style.get("offset", "")
    distance = style.get("offset-distance", "") or _behind(told)
    path = _PATH.search(told)
    if path:
        found = [float(each) for each in NUMBER.findall(path[1][:_LONGEST])]
        if len(found) < 2:
            return 0.0, 0.0
        (x, y), (to_x, to_y) = found[:2], found[-2:]
        part = _part(distance, math.hypot(to_x - x, to_y - y))
        pixel = UNITS["px"]
        return pixel * (x + part * (to_x - x)), pixel * (y + part * (to_y - y))
    ray = _RAY.search(told)
    if ray:
        turned = math.radians(degrees(ray[1]))
        far = sum(lengths(distance)[:1])
        x, y = ([*lengths(style.get("offset-position", "")), 0.0, 0.0])[:2]
        return x + far * math.sin(turned), y - far * math.cos(turned)
    shape = _SHAPE.search(told)
    if shape and max(map(abs, lengths(shape[1])), default=0.0) >= _LARGE:
        return -_BEYOND, 0.0
    return 0.0, 0.0


def _behind(shorthand: str) -> str:
    """The distance in `offset`, which stands behind the path's brackets."""
    return shorthand.rpartition(")")[2].partition("/")[0]


def _part(distance: str, length: float) -> float:
    """Which part of a way of so many pixels a distance is."""
    told = share(distance.strip())
    if told is None:
        told = sum(lengths(distance)[:1]) / UNITS["px"] / length if length else 0.0
    return min(max(told, 0.0), 1.0)
