"""The outlines of a drawing's shapes, and whether one covers a place. Pure."""

# Tested in tests/core/pages/html/test_drawings.py.

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import islice, pairwise
from typing import NamedTuple

from core.pages.html.planes import NUMBER, PATH, Box, Plane, number_of

_MOST_POINTS = 400
_MOST_PIECES = 40  # of a stroke
_LONGEST_PATH = 20_000  # characters
_ROUND = 24  # points of a circle
_STEPS = (0.25, 0.5, 0.75, 1.0)  # of a curve
_TAKEN = {"C": 3, "S": 2, "Q": 2}  # points that a command takes each time; others take one
# Where a box is looked at, as shares of its height.
_DOWN = (0.1, 0.5, 0.9)
_EDGE = 0.02  # of its width


class Point(NamedTuple):
    """A place in a drawing."""

    x: float
    y: float


Ring = tuple[Point, ...]


class Outline(NamedTuple):
    """The rings that a shape is drawn along."""

    rings: tuple[Ring, ...] = ()

    @property
    def box(self) -> Box:
        """The upright rectangle around it; it has a ring."""
        xs = [point.x for ring in self.rings for point in ring]
        ys = [point.y for ring in self.rings for point in ring]
        return Box(min(xs), min(ys), max(xs), max(ys))

    def has(self, point: Point) -> bool:
        """Whether the point lies within: a ring in a ring is a hole."""
        within = False
        for ring in self.rings:
            before = ring[-1]
            for corner in ring:
                if (corner.y > point.y) != (before.y > point.y):
                    share = (point.y - corner.y) / (before.y - corner.y)
                    if point.x < corner.x + share * (before.x - corner.x):
                        within = not within
                before = corner
        return within


def samples(box: Box, across_in_all: int = 5) -> Iterator[Point]:
    """Places all over a box, so many in each of three rows."""
    width, height = box.right - box.left, box.bottom - box.top
    gap = (1 - 2 * _EDGE) / (across_in_all - 1)
    for down in _DOWN:
        for step in range(across_in_all):
            across = _EDGE + step * gap
            yield Point(box.left + across * width, box.top + down * height)


def outline_of(tag: str, attributes: Mapping[str, str | None], plane: Plane) -> Outline | None:
    """The outline of a shape that stands in that plane; None for one that is not known."""
    rings = _rings_of(tag, attributes)
    if rings is None:
        return None
    kept = [ring for ring in rings if len(ring) > 2]
    if sum(len(ring) for ring in kept) > _MOST_POINTS:
        return None
    return Outline(tuple(tuple(_drawn(point, plane) for point in ring) for ring in kept))


def strokes_of(
    tag: str, attributes: Mapping[str, str | None], plane: Plane, width: float
) -> list[Outline]:
    """The outlines of the straight pieces of a shape's stroke, which is so wide, in that plane."""
    pieces: list[Outline] = []
    for ring in _rings_of(tag, attributes) or []:
        for one, other in islice(pairwise(ring), _MOST_PIECES):
            length = math.hypot(other.x - one.x, other.y - one.y)
            if not length:
                continue
            x = width * (one.y - other.y) / length / 2
            y = width * (other.x - one.x) / length / 2
            corners = [Point(one.x + x, one.y + y), Point(other.x + x, other.y + y)]
            corners += [Point(other.x - x, other.y - y), Point(one.x - x, one.y - y)]
            pieces.append(Outline((tuple(_drawn(corner, plane) for corner in corners),)))
    return pieces[:_MOST_PIECES]


def _rings_of(tag: str, attributes: Mapping[str, str | None]) -> list[list[Point]] | None:
    """The rings of a shape in its own measure; None for one that is not known."""
    rings: list[list[Point]] | None = None
    match tag:
        case "rect":
            left, top = number_of(attributes, "x"), number_of(attributes, "y")
            right = left + number_of(attributes, "width")
            bottom = top + number_of(attributes, "height")
            corners = ((left, top), (right, top), (right, bottom), (left, bottom))
            rings = [[Point(*corner) for corner in corners]]
        case "circle" | "ellipse":
            rings = [_round(attributes)]
        case "polygon" | "polyline":
            numbers = [float(each) for each in NUMBER.findall(attributes.get("points") or "")]
            rings = [[Point(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=False)]]
        case "path":
            rings = _rings(attributes.get("d") or "")
        case "line":
            ends = (number_of(attributes, name) for name in ("x1", "y1", "x2", "y2"))
            x, y, to_x, to_y = ends
            rings = [[Point(x, y), Point(to_x, to_y)]]
    return rings


def _drawn(point: Point, plane: Plane) -> Point:
    there = plane.moved(point.x, point.y)
    return Point(there.e, there.f)


def _round(attributes: Mapping[str, str | None]) -> list[Point]:
    x, y = number_of(attributes, "cx"), number_of(attributes, "cy")
    across = max(number_of(attributes, "r"), number_of(attributes, "rx"))
    down = max(number_of(attributes, "r"), number_of(attributes, "ry"))
    points: list[Point] = []
    for step in range(_ROUND):
        angle = 2 * math.pi * step / _ROUND
        points.append(Point(x + across * math.cos(angle), y + down * math.sin(angle)))
    return points


def _rings(path: str) -> list[list[Point]] | None:
    """The rings of a path, its curves as some points; None for a long one."""
    if len(path) > _LONGEST_PATH:
        return None
    rings: list[list[Point]] = [[]]
    at = start = Point(0.0, 0.0)
    for command, arguments in PATH.findall(path):
        kind = command.upper()
        numbers = [float(number) for number in NUMBER.findall(arguments)]
        if kind == "A":
            for end in _arcs(at, numbers, is_relative=command.islower()):
                rings[-1].append(end)
                at = end
            continue
        if kind == "Z":
            at = start
            continue
        taken = _TAKEN.get(kind, 1)
        steps = _steps(kind, numbers, at, is_relative=command.islower())
        for first in range(0, len(steps) - taken + 1, taken):
            points = steps[first : first + taken]
            if command.islower():
                points = [Point(at.x + point.x, at.y + point.y) for point in points]
            if kind == "M" and first == 0:
                rings.append([])
                start = points[0]
            rings[-1] += _curve([at, *points])
            at = points[-1]
    return rings


def _steps(kind: str, numbers: list[float], at: Point, *, is_relative: bool) -> list[Point]:
    """The points that a command names; those of a line that runs straight have one number each."""
    match kind:
        case "H":
            return [Point(number, 0.0 if is_relative else at.y) for number in numbers]
        case "V":
            return [Point(0.0 if is_relative else at.x, number) for number in numbers]
    return [Point(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=False)]


def _arcs(at: Point, numbers: list[float], *, is_relative: bool) -> Iterator[Point]:
    """Points of a path's arcs, which are not turned: two radii, an angle, two flags, an end."""
    for first in range(0, len(numbers) - 6, 7):
        across, down, _, large, swept, x, y = numbers[first : first + 7]
        end = Point(at.x + x, at.y + y) if is_relative else Point(x, y)
        if across and down:
            yield from _arc(at, end, Point(abs(across), abs(down)), large != swept, swept != 0)
        yield end
        at = end


def _arc(at: Point, end: Point, radii: Point, is_left: bool, is_swept: bool) -> Iterator[Point]:
    """Points of an arc between its ends. `is_left` says on which side of the way its middle is."""
    # Where the radii are one long, the arc is a circle's.
    x, y = at.x / radii.x, at.y / radii.y
    across, down = end.x / radii.x - x, end.y / radii.y - y
    length = math.hypot(across, down)
    if not length:
        return
    radius = max(1.0, length / 2)
    aside = math.sqrt(max(0.0, radius**2 - length**2 / 4)) / length
    if not is_left:
        aside = -aside
    middle_x, middle_y = x + across / 2 - aside * down, y + down / 2 + aside * across
    begin = math.atan2(y - middle_y, x - middle_x)
    turn = math.atan2(y + down - middle_y, x + across - middle_x) - begin
    if is_swept and turn < 0:
        turn += 2 * math.pi
    if not is_swept and turn > 0:
        turn -= 2 * math.pi
    for step in range(1, _ROUND // 2):
        angle = begin + turn * step / (_ROUND // 2)
        yield Point(
            radii.x * (middle_x + radius * math.cos(angle)),
            radii.y * (middle_y + radius * math.sin(angle)),
        )


def _curve(controls: list[Point]) -> list[Point]:
    """Points of the curve that those control; the last of two points."""
    if len(controls) == 2:
        return controls[1:]
    points: list[Point] = []
    for share in _STEPS:
        left = controls
        while len(left) > 1:
            left = [
                Point(one.x + share * (other.x - one.x), one.y + share * (other.y - one.y))
                for one, other in pairwise(left)
            ]
        points += left
    return points
