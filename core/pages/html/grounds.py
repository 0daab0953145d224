"""What a drawing's shapes paint: under a text, and over it."""

# Tested in tests/core/pages/html/test_drawings.py.

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from core.pages.html.colours import Colour
from core.pages.html.lengths import length_of, share
from core.pages.html.outlines import Outline, Point, outline_of, samples, strokes_of
from core.pages.html.planes import (
    EVERYWHERE,
    HERE,
    Box,
    Plane,
    box_of,
    shaped,
    transform_of,
    transformed,
)

# What an attribute of a drawing's element says as a style would.
PAINTS = (
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-opacity",
    "stroke-width",
    "stroke-dasharray",
    "opacity",
    "color",
    "display",
    "visibility",
    "font-size",
    "letter-spacing",
    "word-spacing",
    "clip-path",
    "mask",
    "filter",
)
UNDRAWN = frozenset(("defs", "symbol", "clippath", "mask", "marker", "pattern", "metadata"))
UNDRAWN |= frozenset(("lineargradient", "radialgradient", "filter", "title", "desc"))
UNDRAWN |= frozenset(("script", "style"))
FAINT = 0.05
_TEXTS = frozenset(("text", "foreignobject"))
_SHAPES = "path, rect, circle, ellipse, line, polygon, polyline, image, text, foreignObject"
_THICK = 4.0  # points of a stroke that letters can stand on, or be covered by
_MOST_SHAPES = 1_000
_MOST_PIECES = 3_000  # of shapes and strokes
_MOST_UNDER = 50  # of the shapes under one text, the upper ones, and over it
_DEEPEST = 150
_NEARLY_ALL = 0.85
_UNPAINTED = ("none", "transparent")
_TYPE = 10.0  # points of type where nothing is said
_CLOSELY = 20  # places along a text

Attributes = Mapping[str, str | None]


class Painted(NamedTuple):
    """A shape of a drawing: the box that clips leave of it, its outline and its colour.

    The outline is None where it is not known, the colour where it lets something through, is a
    picture's or several. `is_full` says that nothing can be seen through it.
    """

    box: Box
    outline: Outline | None
    colour: Colour | None
    is_full: bool

    def has(self, point: Point) -> bool:
        """Whether the point lies within the shape, or may do so."""
        if not self.box.has(point.x, point.y):
            return False
        return self.outline is None or self.outline.has(point)


class Shapes:
    """The shapes of a drawing in the order in which they are painted, and its texts among them."""

    def __init__(
        self,
        svg: LexborNode,
        clip: Callable[[str], Box],
        style_of: Callable[[LexborNode], Mapping[str, str]],
        solid: Callable[[str], tuple[Colour | None, bool]],
    ) -> None:
        self._style_of = style_of
        self._solid = solid
        self._svg = svg
        self._known: dict[int, _Paint] = {}
        self._clip = clip
        self._shapes: list[Painted] = []
        # How many shapes are painted before each text.
        self._before: dict[int, int] = {}
        for node in islice(svg.css(_SHAPES), _MOST_SHAPES):
            tag = (node.tag or "").lower()
            if tag in _TEXTS:
                self._before[node.mem_id] = len(self._shapes)
                continue
            paint = self._paint(node)
            if paint is not None and len(self._shapes) < _MOST_PIECES:
                self._shapes += self._painted(node, tag, paint)

    def before(self, text: LexborNode, place: Box) -> tuple[Painted, ...]:
        """The shapes that are painted under a text."""
        until = self._before.get(text.mem_id, len(self._shapes))
        return tuple(_meeting(self._shapes[:until], place)[-_MOST_UNDER:])

    def hides(self, text: LexborNode, place: Box) -> bool:
        """Whether the shapes that are painted over a text leave nothing of it to be seen."""
        begin = self._before.get(text.mem_id, len(self._shapes))
        # What is known to let nothing through.
        over = [
            shape
            for shape in _meeting(self._shapes[begin:], place)
            if shape.is_full and shape.outline is not None
        ][:_MOST_UNDER]
        if not over:
            return False
        return all(any(shape.has(point) for shape in over) for point in samples(place, _CLOSELY))

    def _painted(self, node: LexborNode, tag: str, paint: _Paint) -> Iterator[Painted]:
        """What a shape paints: what is within it, and then its stroke."""
        attributes = shaped(node.attributes, self._style_of(node))
        fill, stroke = (paint.opacity * each for each in (paint.fill_opacity, paint.stroke_opacity))
        if paint.fill not in _UNPAINTED and fill > FAINT and tag != "line":
            box = paint.plane.box(box_of(tag, attributes)).within(paint.area)
            colour, is_full = None, False
            if tag != "image" and fill > 1 - FAINT:
                colour, is_full = self._solid(paint.fill)
            if not box.is_nothing:
                yield Painted(box, outline_of(tag, attributes, paint.plane), colour, is_full)
        if (
            paint.stroke in _UNPAINTED
            or stroke <= FAINT
            or paint.width * paint.plane.scale < _THICK
        ):
            return
        colour, is_full = None, False
        if paint.is_whole and stroke > 1 - FAINT:
            colour, is_full = self._solid(paint.stroke)
        for outline in strokes_of(tag, attributes, paint.plane, paint.width):
            yield Painted(outline.box.within(paint.area), outline, colour, is_full)

    def _paint(self, node: LexborNode) -> _Paint | None:
        """How a shape is painted; None where it is not."""
        above: list[LexborNode] = []
        each: LexborNode | None = node
        while each is not None and each.mem_id not in self._known:
            above.append(each)
            if each.mem_id == self._svg.mem_id or len(above) >= _DEEPEST:
                break
            each = each.parent
        paint = _Paint()
        if each is not None and each.mem_id in self._known:
            paint = self._known[each.mem_id]
        for inner in reversed(above):
            paint = self._within(inner, paint)
            self._known[inner.mem_id] = paint
        return paint if paint.is_drawn and paint.opacity > FAINT else None

    def _within(self, node: LexborNode, around: _Paint) -> _Paint:
        attributes = node.attributes
        style = styled(attributes, self._style_of(node))
        plane = transformed(around.plane, transform_of(attributes, style))
        area = around.area
        if style.get("clip-path", "none") != "none":
            area = area.within(plane.box(self._clip(style["clip-path"])))
        is_drawn = around.is_drawn and style.get("display") != "none"
        if (node.tag or "").lower() in UNDRAWN:
            is_drawn = False
        if style.get("visibility", "visible") != "visible":
            is_drawn = False
        own = opacity_of(style.get("opacity"), 1.0)
        if not {"mask", "filter", "mix-blend-mode"}.isdisjoint(style):
            own = min(own, 0.5)  # So much of its ground may be seen through it.
        width = length_of(style.get("stroke-width", ""), _TYPE)
        dashes = style.get("stroke-dasharray", "none" if around.is_whole else "1")
        return _Paint(
            plane=plane,
            area=area,
            fill=style.get("fill") or style.get("--ltx-fill-color") or around.fill,
            opacity=around.opacity * own,
            fill_opacity=opacity_of(style.get("fill-opacity"), around.fill_opacity),
            stroke=style.get("stroke") or style.get("--ltx-stroke-color") or around.stroke,
            stroke_opacity=opacity_of(style.get("stroke-opacity"), around.stroke_opacity),
            width=around.width if width is None else width,
            is_whole=dashes in ("none", "0"),
            is_drawn=is_drawn,
        )


class _Paint(NamedTuple):
    """How the shapes within an element of a drawing are painted; their stroke is `width`
    wide, and `is_whole` unless it is dashed."""

    plane: Plane = HERE
    area: Box = EVERYWHERE
    fill: str = "black"
    opacity: float = 1.0
    fill_opacity: float = 1.0
    stroke: str = "none"
    stroke_opacity: float = 1.0
    width: float = 1.0
    is_whole: bool = True
    is_drawn: bool = True


def ground_of(place: Box, shapes: Sequence[Painted], ground: Colour | None) -> Colour | None:
    """The colour that nearly all of a place has, with those shapes painted on that ground; None
    where there are several, or one that is not known."""
    if not shapes:
        return ground
    found: Counter[Colour | None] = Counter()
    for point in samples(place):
        found[_colour_at(point, shapes, ground)] += 1
    colour, times = found.most_common(1)[0]
    if times >= _NEARLY_ALL * found.total():
        return colour
    return None


def _colour_at(point: Point, shapes: Sequence[Painted], ground: Colour | None) -> Colour | None:
    """The colour of the topmost shape at a point; None where it is not known."""
    for shape in reversed(shapes):
        if shape.has(point):
            return None if shape.outline is None else shape.colour
    return ground


def _meeting(shapes: Iterable[Painted], place: Box) -> list[Painted]:
    """Those of the shapes whose boxes meet a place; a drawing may have a thousand."""
    left, top, right, bottom = place
    return [
        shape
        for shape in shapes
        if shape.box[0] < right
        and left < shape.box[2]
        and shape.box[1] < bottom
        and top < shape.box[3]
    ]


def styled(attributes: Attributes, style: Mapping[str, str]) -> dict[str, str]:
    """An element's style with what its attributes say where the style says nothing."""
    said = {name: (attributes.get(name) or "").lower().strip() for name in PAINTS}
    return {name: value for name, value in said.items() if value} | dict(style)


def opacity_of(value: str | None, around: float) -> float:
    """How opaque an element's paint is: it takes the place of what is around it."""
    found = share(value) if value else None
    if found is None:
        return around
    return found
