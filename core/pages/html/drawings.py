"""Whether a reader sees the texts of a drawing (SVG): where they stand, in what paint, and behind
what clip.

An author's pictures come from the converter as drawings: what TeX sets far outside a picture, in
white or within an empty clip, stands in them as attributes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from core.pages.html.colours import WHITE, Colour, alike, blended, painted
from core.pages.html.declared import declarations
from core.pages.html.lengths import length_of, share
from core.pages.html.planes import (
    EVERYWHERE,
    HERE,
    NOWHERE,
    Box,
    Plane,
    box_of,
    number_of,
    transformed,
)

# What an attribute of a drawing's element says as a style would.
PAINTS = (
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-opacity",
    "opacity",
    "color",
    "display",
    "visibility",
    "font-size",
    "clip-path",
    "mask",
    "filter",
)
_SHAPES = "path, rect, circle, ellipse, polygon, image"
_MOST_SHAPES = 500
_UNDRAWN = frozenset(("defs", "symbol", "clippath", "mask", "marker", "pattern", "metadata"))
_UNDRAWN |= frozenset(("lineargradient", "radialgradient", "filter", "title", "desc"))
_UNDRAWN |= frozenset(("script", "style"))
_LETTERED = frozenset(("text", "tspan", "textpath"))
_TARGET = re.compile(r"url\(\s*+[\"']?\s*+#([\w:.-]{1,100}+)[\"']?\s*+\)")
_FAINT = 0.05
# A text's own box is not known: about this much around where it begins.
_AROUND = Box(-10, -20, 200, 20)
_AWAY, _FARTHER = 900.0, 2700.0
_DEEPEST = 150

Attributes = Mapping[str, str | None]


class Painted(NamedTuple):
    """A box of a drawing that is painted, and its colour where all of the box has it."""

    box: Box
    colour: Colour | None


@dataclass(frozen=True, slots=True)
class Canvas:
    """Where in a drawing an element is, and how it is painted.

    `area` is what can be seen of the drawing, `grounds` are the boxes that something dark is
    painted in, the last one on top.
    """

    plane: Plane = HERE
    area: Box = EVERYWHERE
    grounds: tuple[Painted, ...] = ()
    fill: str = "black"
    stroke: str = "none"
    fill_opacity: float = 1.0
    stroke_opacity: float = 1.0
    is_lettered: bool = False

    @property
    def place(self) -> Box:
        """About where a text that begins here is drawn."""
        start = Box(self.plane.e, self.plane.f, self.plane.e, self.plane.f)
        return Box(*(side + more for side, more in zip(start, _AROUND, strict=True)))

    @property
    def shows(self) -> bool:
        """Whether a text that begins here is within what can be seen, and not too small."""
        x, y = self.plane.e, self.plane.f
        if x <= -_AWAY or y <= -_AWAY or x >= _FARTHER or y >= _FARTHER:
            return False
        return not self.area.is_nothing and self.area.meets(self.place)

    def on_ground(self, ground: Colour | None) -> Colour | None:
        """The ground of a text that begins here; None where something dark may be under it."""
        start = Box(self.plane.e, self.plane.f - 4, self.plane.e + 8, self.plane.f - 2)
        for dark in reversed(self.grounds):
            if start.within(dark.box) == start and dark.colour is not None:
                return dark.colour
            if dark.box.meets(self.place):
                return None
        return ground

    def letters_show(self, ground: Colour | None, ink: Colour | None, opacity: float) -> bool:
        """Whether letters of this paint can be made out on their ground."""
        paints = ((self.fill, self.fill_opacity), (self.stroke, self.stroke_opacity))
        for paint, own in paints:
            if paint in ("none", "transparent") or own * opacity <= _FAINT:
                continue
            colour = painted(paint, over=ground, kept=ink)
            if not alike(blended(colour, ground, own * opacity), ground):
                return True
        return False


class Drawings:
    """The drawings of a page; they may name each other's parts."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._tree = tree
        self._used: frozenset[str] | None = None
        self._parts: dict[str, LexborNode] | None = None
        self._boxes: dict[str, Box] = {}
        self._shut: dict[str, bool] = {}

    def opened(self, svg: LexborNode, attributes: Attributes, style: Mapping[str, str]) -> Canvas:
        """The canvas of an outermost `svg` element."""
        plane = HERE
        area = EVERYWHERE
        sizes: list[float] = []
        for name in ("width", "height"):
            said = style.get(name) or (attributes.get(name) or "").lower()
            size = length_of(said, 10.0)
            if size is not None and "%" not in said and "em" not in said:
                sizes.append(size)
        if 0.0 in sizes:
            # Browsers draw nothing of it, whatever is said of what flows over.
            return Canvas(area=NOWHERE)
        shown = _numbers(attributes.get("viewbox") or attributes.get("viewBox") or "")
        clips = (style.get("overflow") or attributes.get("overflow") or "hidden") == "hidden"
        if len(shown) == 4 and shown[2] > 0 and shown[3] > 0:
            area = Box(shown[0], shown[1], shown[0] + shown[2], shown[1] + shown[3])
        elif len(sizes) == 2:
            area = Box(0, 0, sizes[0], sizes[1])
        if not clips:
            area = EVERYWHERE
        return Canvas(plane=plane, area=area, grounds=tuple(self._dark(svg)))

    def within(
        self, canvas: Canvas, tag: str, attributes: Attributes, style: Mapping[str, str]
    ) -> Canvas | None:
        """The canvas below an element of a drawing; None where nothing below it is drawn."""
        name = tag.lower()
        if name in _UNDRAWN and not self._is_used(name, attributes):
            return None
        plane = transformed(canvas.plane, attributes.get("transform") or style.get("transform", ""))
        area = canvas.area
        if name in ("text", "svg", "foreignobject", "use"):
            plane = plane.moved(number_of(attributes, "x"), number_of(attributes, "y"))
        elif name in ("tspan", "textpath"):
            plane = self._in_line(plane, attributes)
        plane = plane.moved(number_of(attributes, "dx"), number_of(attributes, "dy"))
        if name in ("svg", "foreignobject") and not _has_size(name, attributes, style):
            return None
        if "clip-path" in style:
            area = area.within(plane.box(self._clip(style["clip-path"])))
        if self._is_masked(style):
            return None
        return replace(
            canvas,
            plane=plane,
            area=area,
            fill=style.get("fill") or style.get("--ltx-fill-color") or canvas.fill,
            stroke=style.get("stroke") or style.get("--ltx-stroke-color") or canvas.stroke,
            fill_opacity=_opacity(style.get("fill-opacity"), canvas.fill_opacity),
            stroke_opacity=_opacity(style.get("stroke-opacity"), canvas.stroke_opacity),
            is_lettered=canvas.is_lettered or name in _LETTERED,
        )

    def clips_all(self, clip: str) -> bool:
        """Whether a `clip-path` that names a part of a drawing leaves nothing to be seen."""
        return _TARGET.search(clip) is not None and self._clip(clip).is_nothing

    def _in_line(self, plane: Plane, attributes: Attributes) -> Plane:
        """The place of a piece of a line: `x` and `y` are as far from the line's own as they say,
        which matters only where they lead far away."""
        x, y = (number_of(attributes, name) for name in ("x", "y"))
        if max(abs(x), abs(y)) < _AWAY:
            return plane
        return plane.moved(x, y)

    def _is_used(self, tag: str, attributes: Attributes) -> bool:
        """Whether a part that is not drawn where it stands may be drawn where it is used."""
        if tag not in ("defs", "symbol"):
            return False
        if self._used is None:
            names: set[str] = set()
            for use in self._tree.css("use"):
                for name in ("href", "xlink:href"):
                    names.add((use.attributes.get(name) or "").removeprefix("#"))
            self._used = frozenset(filter(None, names))
        if tag == "symbol":
            return attributes.get("id") in self._used
        return bool(self._used)

    def _clip(self, value: str) -> Box:
        """The box that a named clip leaves open."""
        target = _TARGET.search(value)
        if target is None:
            return EVERYWHERE
        name = target[1]
        if name not in self._boxes:
            self._boxes[name] = self._box_of_clip(name)
        return self._boxes[name]

    def _box_of_clip(self, name: str) -> Box:
        node = self._named(name)
        if node is None or (node.tag or "").lower() != "clippath":
            return EVERYWHERE
        boxes = list(_boxes_within(node, HERE, 0))
        return _union(boxes)

    def _is_masked(self, style: Mapping[str, str]) -> bool:
        """Whether a mask, or a filter, lets nothing through: one without any light in it."""
        for property_ in ("mask", "filter"):
            target = _TARGET.search(style.get(property_, ""))
            if target is None:
                continue
            name = target[1]
            if name not in self._shut:
                self._shut[name] = self._lets_nothing_through(name, property_)
            if self._shut[name]:
                return True
        return False

    def _lets_nothing_through(self, name: str, property_: str) -> bool:
        node = self._named(name)
        if node is None:
            return False
        inside = list(islice(node.iter(), _MOST_SHAPES))
        if property_ == "mask":
            return not any(_is_light(part) for part in inside)
        return not inside

    def _named(self, name: str) -> LexborNode | None:
        """The clip, mask or filter of that name."""
        if self._parts is None:
            self._parts = {}
            for node in self._tree.css("clipPath, mask, filter"):
                self._parts.setdefault(node.attributes.get("id") or "", node)
        return self._parts.get(name)

    def _dark(self, svg: LexborNode) -> Iterator[Painted]:
        """The boxes of the drawing's shapes that are painted in anything but white."""
        for shape in islice(svg.css(_SHAPES), _MOST_SHAPES):
            fill = _fill(shape, svg)
            colour = painted(fill, over=WHITE, kept=None)
            if fill == "none" or alike(colour, WHITE):
                continue
            box = _plane_of(shape, svg).box(box_of(shape.tag or "", shape.attributes))
            if not box.is_nothing:
                # Of other shapes a part of their box is left free.
                yield Painted(box, colour if shape.tag == "rect" else None)


def styled(attributes: Attributes, style: Mapping[str, str]) -> dict[str, str]:
    """An element's style with what its attributes say where the style says nothing."""
    said = {name: (attributes.get(name) or "").lower().strip() for name in PAINTS}
    return {name: value for name, value in said.items() if value} | dict(style)


def _numbers(text: str) -> list[float]:
    return [float(each) for each in re.findall(r"-?\d{1,9}(?:\.\d{0,9})?", text)]


def _opacity(value: str | None, around: float) -> float:
    """How opaque an element's paint is: it takes the place of what is around it."""
    found = share(value) if value else None
    if found is None:
        return around
    return found


def _has_size(name: str, attributes: Attributes, style: Mapping[str, str]) -> bool:
    """Whether an element that opens a box of its own opens one that can be seen into."""
    flows = (style.get("overflow") or attributes.get("overflow") or "hidden") == "visible"
    for side in ("width", "height"):
        said = style.get(side) or (attributes.get(side) or "").lower()
        size = length_of(said, 10.0) if said else None
        if size == 0 or (size is not None and size <= 2 and not flows and "%" not in said):
            return False
    return True


def _union(boxes: list[Box]) -> Box:
    if not boxes:
        return NOWHERE
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _boxes_within(node: LexborNode, plane: Plane, depth: int) -> Iterator[Box]:
    for part in node.iter():
        tag = (part.tag or "").lower()
        inner = transformed(plane, part.attributes.get("transform") or "")
        if tag == "g" and depth < _DEEPEST:
            yield from _boxes_within(part, inner, depth + 1)
        else:
            yield inner.box(box_of(tag, part.attributes))


def _plane_of(shape: LexborNode, svg: LexborNode) -> Plane:
    """The transforms from a shape up to its drawing."""
    above: list[str] = []
    node: LexborNode | None = shape
    while node is not None and node.mem_id != svg.mem_id and len(above) < _DEEPEST:
        above.append(node.attributes.get("transform") or "")
        node = node.parent
    plane = HERE
    for transform in reversed(above):
        plane = transformed(plane, transform)
    return plane


def _is_light(part: LexborNode) -> bool:
    """Whether a mask lets something through where that part of it is."""
    attributes = part.attributes
    fill = styled(attributes, declarations(attributes.get("style") or "")).get("fill", "black")
    colour = painted(fill, over=None, kept=None)
    return colour is None or max(colour) > 30


def _fill(shape: LexborNode, svg: LexborNode) -> str:
    """What a shape is filled with: "none" for nothing that is seen, "unknown" for a picture."""
    if shape.tag == "image":
        return "unknown"
    fill = ""
    node: LexborNode | None = shape
    while node is not None:
        attributes = node.attributes
        if (node.tag or "").lower() in _UNDRAWN:
            return "none"
        style = styled(attributes, declarations(attributes.get("style") or ""))
        opacities = [_opacity(style.get(name), 1.0) for name in ("opacity", "fill-opacity")]
        if min(opacities) <= _FAINT:
            return "none"
        if min(opacities) < 1:
            fill = fill or "unknown"
        fill = fill or style.get("fill") or style.get("--ltx-fill-color") or ""
        if node.mem_id == svg.mem_id:
            break
        node = node.parent
    if fill == "transparent":
        return "none"
    return fill or "black"
