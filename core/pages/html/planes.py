"""Places within a drawing: how its transforms move them, and the boxes its shapes cover. Pure."""

# Tested in tests/core/pages/html/test_drawings.py.

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import NamedTuple

from core.pages.html.lengths import degrees, lengths

_TRANSFORM = re.compile(r"([A-Za-z]{1,12})\s{0,3}\(([^()]{0,200})\)")
NUMBER = re.compile(r"-?(?:\d++(?:\.\d*+)?|\.\d++)(?:e-?\d++)?")
# A command and its numbers, in which an "e" is an exponent's.
PATH = re.compile(r"([a-df-z])([^a-df-z]*+)", re.IGNORECASE)
_ALONE = ("translate", "rotate", "scale")
_LONGEST_PATH = 20_000  # characters looked at; a clip and a box have some fifty
_FAR = 1e6
_STEEP = 50.0  # as far aside for each point down


# What a style may say of a shape in place of its attributes.
_GEOMETRY = ("x", "y", "width", "height", "cx", "cy", "r", "rx", "ry")


class Box(NamedTuple):
    """An upright rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_nothing(self) -> bool:
        """Whether a line of type cannot be seen through it."""
        return self.right - self.left <= 2 or self.bottom - self.top <= 2

    def has(self, x: float, y: float) -> bool:
        """Whether a place lies within."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def widened(self, edge: float) -> Box:
        """The box with so much more on every side."""
        return Box(self.left - edge, self.top - edge, self.right + edge, self.bottom + edge)

    def meets(self, other: Box) -> bool:
        """Whether the two have a place in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def within(self, other: Box) -> Box:
        """What the two have in common."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )


EVERYWHERE = Box(-_FAR, -_FAR, _FAR, _FAR)
NOWHERE = Box(0, 0, 0, 0)


class Plane(NamedTuple):
    """A transform of the plane: the six numbers of SVG's `matrix`."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def then(self, inner: Plane) -> Plane:
        """This transform with another within it."""
        return Plane(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            self.a * inner.e + self.c * inner.f + self.e,
            self.b * inner.e + self.d * inner.f + self.f,
        )

    def moved(self, x: float, y: float) -> Plane:
        """This transform, begun at another place."""
        return self.then(Plane(e=x, f=y))

    @property
    def scale(self) -> float:
        """How large it draws what is one long."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))

    def box(self, box: Box) -> Box:
        """The upright rectangle around where it draws that one."""
        if box == EVERYWHERE:
            return box
        xs: list[float] = []
        ys: list[float] = []
        for x in (box.left, box.right):
            for y in (box.top, box.bottom):
                xs.append(self.a * x + self.c * y + self.e)
                ys.append(self.b * x + self.d * y + self.f)
        return Box(min(xs), min(ys), max(xs), max(ys))


HERE = Plane()


def transformed(plane: Plane, transform: str) -> Plane:
    """The plane within a `transform`."""
    for name, arguments in _TRANSFORM.findall(transform):
        plane = plane.then(_step(name.lower(), arguments))
    return plane


def transform_of(attributes: Mapping[str, str | None], style: Mapping[str, str]) -> str:
    """All that an element is moved, turned and scaled by, as one `transform`."""
    alone = [f"{name}({style[name]})" for name in _ALONE if name in style]
    told = style.get("transform") or attributes.get("transform") or ""
    return " ".join([*alone, told])


def _step(name: str, arguments: str) -> Plane:
    numbers = [float(number) for number in NUMBER.findall(arguments)]
    if not numbers or not all(map(math.isfinite, numbers)):
        return Plane()
    first, second = numbers[0], 0.0
    if len(numbers) > 1:
        second = numbers[1]
    match name:
        case "translate":
            return Plane(e=first, f=second)
        case "translatex":
            return Plane(e=first)
        case "translatey":
            return Plane(f=first)
        case "scale":
            return Plane(a=first, d=second if len(numbers) > 1 else first)
        case "scalex":
            return Plane(a=first)
        case "scaley":
            return Plane(d=first)
        case "skewx" | "skewy":
            slope = math.tan(math.radians(degrees(arguments)))
            if abs(slope) > _STEEP:
                return Plane(a=0.0, d=0.0)
            return Plane(c=slope) if name == "skewx" else Plane(b=slope)
        case "matrix" if len(numbers) >= 6:
            return Plane(*numbers[:6])
        case "rotate":
            angle = math.radians(degrees(arguments))
            turned = Plane(math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle))
            if len(numbers) < 3:
                return turned
            x, y = numbers[1:3]
            return Plane(e=x, f=y).then(turned).moved(-x, -y)
    return Plane()


def shaped(
    attributes: Mapping[str, str | None], style: Mapping[str, str]
) -> Mapping[str, str | None]:
    """The attributes of a shape with what its style says of its form."""
    if style.keys().isdisjoint(_GEOMETRY):
        return attributes
    return {**attributes, **{name: style[name] for name in _GEOMETRY if name in style}}


def box_of(tag: str, attributes: Mapping[str, str | None]) -> Box:
    """The box that a shape covers; EVERYWHERE for one whose size is not known."""
    match tag:
        case "rect" | "image" | "foreignobject":
            x, y = number_of(attributes, "x"), number_of(attributes, "y")
            width, height = (number_of(attributes, name) for name in ("width", "height"))
            return Box(x, y, x + width, y + height)
        case "circle" | "ellipse":
            x, y = number_of(attributes, "cx"), number_of(attributes, "cy")
            across = max(number_of(attributes, "r"), number_of(attributes, "rx"))
            down = max(number_of(attributes, "r"), number_of(attributes, "ry"))
            return Box(x - across, y - down, x + across, y + down)
        case "polygon" | "polyline":
            return _around(list(map(float, NUMBER.findall(attributes.get("points") or ""))))
        case "path":
            return path_box(attributes.get("d") or "")
    return EVERYWHERE


def number_of(attributes: Mapping[str, str | None], name: str) -> float:
    """The length that an attribute says, 0 for none."""
    found = lengths((attributes.get(name) or "").lower())
    if not found or not math.isfinite(found[0]):
        return 0.0
    return found[0]


def path_box(path: str) -> Box:
    """The box around the points of a path."""
    if len(path) > _LONGEST_PATH:
        return EVERYWHERE
    points: list[float] = []
    x = y = 0.0
    for command, arguments in PATH.findall(path):
        numbers = [float(number) for number in NUMBER.findall(arguments)]
        kind = command.upper()
        is_relative = command.islower()
        if kind == "A":
            return EVERYWHERE
        if kind in "HV":
            for number in numbers:
                if kind == "H":
                    x = number + (x if is_relative else 0)
                else:
                    y = number + (y if is_relative else 0)
                points += (x, y)
            continue
        step = {"C": 6, "S": 4, "Q": 4}.get(kind, 2)
        for start in range(0, len(numbers) - step + 1, step):
            base = (x, y) if is_relative else (0.0, 0.0)
            for at in range(start, start + step, 2):
                x, y = base[0] + numbers[at], base[1] + numbers[at + 1]
                points += (x, y)
    return _around(points)


def _around(points: list[float]) -> Box:
    """The box around points given as x, y, x, y and so on."""
    xs, ys = points[::2], points[1::2]
    if not xs or not ys:
        return NOWHERE
    return Box(min(xs), min(ys), max(xs), max(ys))
