"""Whether a reader sees the texts of a drawing (SVG): where they stand, in what paint, and behind
what clip.

An author's pictures come from the converter as drawings: what TeX sets far outside a picture, in
white or within an empty clip, stands in them as attributes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from core.pages.html.canvases import Canvas
from core.pages.html.colours import BLACK, WHITE, Colour, alike, painted
from core.pages.html.conditions import (
    boxes_within,
    has_size,
    holds,
    in_line,
    is_in_sight,
    is_pressed,
    is_stroke_last,
    measure_of,
    numbers,
    union,
    window,
)
from core.pages.html.declared import declarations
from core.pages.html.grounds import (
    FAINT,
    UNDRAWN,
    Attributes,
    Shapes,
    opacity_of,
    styled,
)
from core.pages.html.lengths import length_of
from core.pages.html.planes import (
    EVERYWHERE,
    HERE,
    NOWHERE,
    NUMBER,
    Box,
    box_of,
    number_of,
    path_box,
    transform_of,
    transformed,
)
from core.pages.html.sums import type_size
from core.pages.html.values import Style
from core.pages.html.veils import ends_of_animations, filter_is_shut, is_light, mask_is_shut

# What is drawn of a text within others, or within what no browser knows, is nothing.
_HOLDING = frozenset(("svg", "g", "a", "switch", "defs", "symbol", "use", "foreignobject"))
_HOLDING |= frozenset(("text", "tspan", "textpath"))
_LETTERED = frozenset(("text", "tspan", "textpath"))
_PIECES = frozenset(("tspan", "textpath"))
_OF_A_TEXT = _PIECES | {"a"}
_COLUMN = 1000.0  # points; a drawing whose width is not said is as wide
_TARGET = re.compile(r"url\(\s*+[\"']?\s*+#([\w:.-]{1,100}+)[\"']?\s*+\)")
_NAMED_PARTS = "clipPath, mask, filter, linearGradient, radialGradient, pattern"
_MOST_STOPS = 50
_CHAINED = 5  # gradients that take their stops from each other
_MOST_PARTS = 500  # of a mask
_EDGE = 4.0  # points above and below the letters of a line
_ALL = 1000.0  # a share of all, in points
_OPENING = 200  # characters of a path, within which it says where it begins
_SIDES = ("width", "height")
_TYPE = 10.0  # points of type where nothing is said
_PRESSED = 2.0  # points of a whole text
_NARROW = 0.45  # of its size: about how wide a letter is


class Drawings:
    """The drawings of a page; they may name each other's parts."""

    def __init__(self, tree: LexborHTMLParser, style_of: Callable[[LexborNode], Style]) -> None:
        self._tree = tree
        self._style_of = style_of
        self._used: frozenset[str] | None = None
        self._paths: dict[str, str] | None = None
        self._parts: dict[str, LexborNode] | None = None
        self._shapes: Shapes | None = None
        self._ends: dict[int, dict[str, str]] | None = None
        self._chosen: dict[int, int] = {}  # of several, by the number of what is around them
        self._boxes: dict[str, Box] = {}
        self._measures: dict[str, tuple[float, tuple[float, float]]] = {}
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
        shown = numbers(attributes.get("viewbox") or attributes.get("viewBox") or "")
        clips = (style.get("overflow") or attributes.get("overflow") or "hidden") == "hidden"
        zoom = 1.0
        if len(shown) == 4 and min(shown[2:]) <= 0:
            return Canvas(area=NOWHERE)
        if len(shown) == 4:
            area = Box(shown[0], shown[1], shown[0] + shown[2], shown[1] + shown[3])
            if len(sizes) == 2:
                zoom = min(sizes[0] / shown[2], sizes[1] / shown[3])
            elif not sizes:
                zoom = min(1.0, _COLUMN / shown[2])
        elif len(sizes) == 2:
            area = Box(0, 0, sizes[0], sizes[1])
        if not clips:
            area = EVERYWHERE
        self._shapes = Shapes(svg, self._clip, self._style_of, self._solid)
        return Canvas(plane=plane, area=area, zoom=zoom)

    def within(
        self,
        canvas: Canvas,
        node: LexborNode,
        attributes: Attributes,
        style: Mapping[str, str],
    ) -> Canvas | None:
        """The canvas below an element of a drawing; None where nothing below it is drawn."""
        name = (node.tag or "").lower()
        if name not in _HOLDING or (name in UNDRAWN and not self._is_used(node, name, attributes)):
            return None
        if name in _LETTERED and is_pressed(attributes):
            return None
        if not self._is_chosen(node) or (name == "textpath" and not self._has_path(attributes)):
            return None
        if (name not in _OF_A_TEXT) if canvas.is_lettered else (name in _PIECES):
            return None  # A text holds pieces alone, and a piece stands in a text.
        plane = transformed(canvas.plane, transform_of(attributes, style))
        area = canvas.area
        if "clip-path" in style:
            area = area.within(plane.box(self._clip(style["clip-path"])))
        if "mask" in style:
            area = area.within(plane.box(self._mask(style["mask"])))
        line = canvas.line
        if name in ("text", "svg", "foreignobject", "use"):
            at = number_of(attributes, "x"), number_of(attributes, "y")
            line = (plane, at) if name == "text" else line
            plane = plane.moved(*at)
        elif name == "tspan":
            plane = in_line(plane, line, attributes)
        elif name == "textpath":
            plane = plane.moved(*self._start_of_path(attributes))
        raised = length_of((attributes.get("baseline-shift") or "").lower(), _TYPE) or 0.0
        plane = plane.moved(number_of(attributes, "dx"), number_of(attributes, "dy") - raised)
        if name in ("svg", "foreignobject") and not has_size(name, attributes, style):
            return None
        if name in ("svg", "symbol"):
            plane = plane.then(measure_of(attributes, style))
            area = area.within(plane.box(window(attributes, style)))
        if self._is_masked(style):
            return None
        fill = style.get("fill") or style.get("--ltx-fill-color") or canvas.fill
        stroke = style.get("stroke") or style.get("--ltx-stroke-color") or canvas.stroke
        width = length_of(style.get("stroke-width", ""), _TYPE)
        below = replace(
            canvas,
            plane=plane,
            area=area,
            line=line,
            fill=self._paint(fill, canvas.fill),
            stroke=self._paint(stroke, canvas.stroke),
            fill_opacity=opacity_of(style.get("fill-opacity"), canvas.fill_opacity),
            stroke_opacity=opacity_of(style.get("stroke-opacity"), canvas.stroke_opacity),
            stroke_width=canvas.stroke_width if width is None else width,
            is_stroke_last=is_stroke_last(attributes, style, canvas.is_stroke_last),
            is_lettered=canvas.is_lettered or name in _LETTERED,
        )
        if name in ("text", "foreignobject"):
            below = self._among_shapes(below, node, attributes, style)
        return below

    def _is_chosen(self, node: LexborNode) -> bool:
        """Whether a drawing shows an element: its conditions hold, and it is the first such if it
        is one of several to choose from."""
        if not holds(node):
            return False
        parent = node.parent
        if parent is None or parent.tag != "switch":
            return True
        if parent.mem_id not in self._chosen:
            first = next((other for other in parent.iter() if holds(other)), node)
            self._chosen[parent.mem_id] = first.mem_id
        return self._chosen[parent.mem_id] == node.mem_id

    def _among_shapes(
        self, canvas: Canvas, text: LexborNode, attributes: Attributes, style: Mapping[str, str]
    ) -> Canvas:
        """The canvas of a text with what is painted under it, and whether it is painted over."""
        if self._shapes is None:
            return canvas
        size = type_size(style.get("font-size", ""), _TYPE) or _TYPE
        extent = canvas.plane.box(_extent(text, attributes, size))
        return replace(
            canvas,
            extent=extent,
            grounds=self._shapes.before(text, extent),
            is_covered=self._shapes.hides(text, extent),
        )

    def _path_of(self, attributes: Attributes) -> str:
        """The path that a text is to run along; "" for none."""
        name = (attributes.get("href") or attributes.get("xlink:href") or "").removeprefix("#")
        if self._paths is None:
            self._paths = {
                node.attributes.get("id") or "": node.attributes.get("d") or ""
                for node in self._tree.css("path[id]")
            }
        return attributes.get("path") or self._paths.get(name, "")

    def _has_path(self, attributes: Attributes) -> bool:
        """Whether there is a path that a text can run along, from where it is to begin on it."""
        length, _ = self._measured(self._path_of(attributes))
        if length <= _PRESSED:
            return False
        begins = attributes.get("startoffset") or attributes.get("startOffset") or "0"
        far = number_of({"x": begins}, "x")
        if begins.strip().endswith("%"):
            far *= length / _ALL
        return -length < far < length

    def _start_of_path(self, attributes: Attributes) -> tuple[float, float]:
        """Where a text's path begins."""
        _, start = self._measured(self._path_of(attributes))
        return start

    def _measured(self, path: str) -> tuple[float, tuple[float, float]]:
        """About how long a path is, and where it begins; many texts may run along one."""
        if path not in self._measures:
            if len(self._measures) >= _MOST_PARTS:
                self._measures.clear()
            box = path_box(path)
            length = (box.right - box.left) + (box.bottom - box.top)
            points = [float(each) for each in NUMBER.findall(path[:_OPENING])]
            start = (points[0], points[1]) if len(points) > 1 else (0.0, 0.0)
            self._measures[path] = length, start
        return self._measures[path]

    def _mask(self, value: str) -> Box:
        """The box that a named mask leaves open."""
        target = _TARGET.search(value)
        node = self._named(target[1]) if target else None
        if target is None or node is None or (node.tag or "").lower() != "mask":
            return EVERYWHERE
        name = f"mask {target[1]}"
        if name not in self._boxes:
            light = [part for part in islice(node.iter(), _MOST_PARTS) if is_light(part)]
            within = [box_of((part.tag or "").lower(), part.attributes) for part in light]
            self._boxes[name] = union(within) if within else EVERYWHERE
        return self._boxes[name]

    def _paint(self, paint: str, around: str) -> str:
        """The paint, or the one colour of a gradient that is named; "none" for an empty pattern.

        What names a part that is not there has the paint behind the name, or none.
        """
        if paint in ("inherit", "unset"):
            return around
        if paint.startswith("context-"):
            return "none"  # Only a marker has such a context.
        target = _TARGET.search(paint)
        if target is None:
            return paint
        node = self._named(target[1])
        if node is None:
            return paint[target.end() :].strip() or "none"
        if node.tag == "pattern":
            return self._of_pattern(node, paint)
        if not (node.tag or "").lower().endswith("gradient"):
            return paint
        colours: set[str] = set()
        for stop in self._stops_of(node):
            said = stop.attributes
            style = declarations(said.get("style") or "")
            colour = style.get("stop-color") or (said.get("stop-color") or "black").lower()
            opacity = style.get("stop-opacity") or said.get("stop-opacity")
            if opacity_of(opacity, 1.0) <= FAINT:
                colour = "none"
            colours.add(colour)
        if len(colours) == 1:
            return colours.pop()
        if not colours and not node.attributes.get("href"):
            return "none"
        told = [painted(colour, over=WHITE, kept=None) for colour in sorted(colours)]
        if told and all(alike(each, told[0]) for each in told):
            return min(colours)
        return paint

    def _solid(self, paint: str) -> tuple[Colour | None, bool]:
        """The one colour of a paint that lets nothing through, None for others; and whether nothing
        can be seen through it, as through a gradient of several."""
        target = _TARGET.search(paint)
        node = self._named(target[1]) if target else None
        if node is not None and node.tag == "pattern":
            return None, False  # There may be gaps in it.
        told = self._paint(paint, "none")
        on_white, on_black = (painted(told, over=over, kept=None) for over in (WHITE, BLACK))
        if on_white is not None and on_white == on_black:
            return on_white, True
        stops = self._stops_of(node) if node is not None and _TARGET.search(told) else []
        return None, bool(stops) and all(map(_is_full, stops))

    def _stops_of(self, gradient: LexborNode) -> list[LexborNode]:
        """The stops of a gradient, or of the one that it takes them from."""
        for _ in range(_CHAINED):
            stops = list(islice(gradient.css("stop"), _MOST_STOPS))
            said = gradient.attributes
            other = self._named((said.get("href") or said.get("xlink:href") or "").lstrip("#"))
            if stops or other is None:
                return stops
            gradient = other
        return []

    def _of_pattern(self, node: LexborNode, paint: str) -> str:
        """The one colour of a pattern's shapes, "none" where there are none, else the paint."""
        if any(length_of(node.attributes.get(side) or "", _TYPE) == 0 for side in _SIDES):
            return "none"
        fills: set[str] = set()
        for part in islice(node.iter(), _MOST_STOPS):
            style = styled(part.attributes, declarations(part.attributes.get("style") or ""))
            fills.add(paint if "stroke" in style else style.get("fill", "black"))
        if not fills:
            return "none"
        return fills.pop() if len(fills) == 1 else paint

    def clips_all(self, clip: str) -> bool:
        """Whether a `clip-path` that names a part of a drawing leaves nothing to be seen."""
        return _TARGET.search(clip) is not None and self._clip(clip).is_nothing

    def ends(self, node: LexborNode) -> dict[str, str]:
        """The attributes that an animation leaves an element with."""
        if self._ends is None:
            self._ends = ends_of_animations(self._tree)
        return self._ends.get(node.mem_id, {})

    def _is_used(self, node: LexborNode, tag: str, attributes: Attributes) -> bool:
        """Whether a part that is not drawn where it stands may be drawn where it is used."""
        if tag not in ("defs", "symbol"):
            return False
        if self._used is None:
            names: set[str] = set()
            for use in self._tree.css("use"):
                if not is_in_sight(use):
                    continue
                for name in ("href", "xlink:href"):
                    names.add((use.attributes.get(name) or "").removeprefix("#"))
            self._used = frozenset(filter(None, names))
        if tag == "symbol":
            return attributes.get("id") in self._used
        if not self._used:
            return False
        inside = islice(node.css("[id]"), _MOST_PARTS)
        return any(part.attributes.get("id") in self._used for part in inside)

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
        box = union(list(boxes_within(node, HERE, 0)))
        units = node.attributes.get("clippathunits") or node.attributes.get("clipPathUnits")
        if units != "objectBoundingBox":
            return box
        # It is told in shares of what it clips.
        shares = (box.right - box.left) * (box.bottom - box.top)
        return NOWHERE if shares < FAINT else EVERYWHERE

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
        inside = list(islice(node.iter(), _MOST_PARTS))
        if property_ == "mask":
            return mask_is_shut(inside)
        return filter_is_shut(node, inside)

    def _named(self, name: str) -> LexborNode | None:
        """The clip, mask, filter, gradient or pattern of that name."""
        if self._parts is None:
            self._parts = {}
            for node in self._tree.css(_NAMED_PARTS):
                self._parts.setdefault(node.attributes.get("id") or "", node)
        return self._parts.get(name)


def _is_full(stop: LexborNode) -> bool:
    """Whether nothing can be seen through a gradient where that stop is."""
    attributes = stop.attributes
    style = declarations(attributes.get("style") or "")
    colour = style.get("stop-color") or (attributes.get("stop-color") or "black").lower()
    opacity = opacity_of(style.get("stop-opacity") or attributes.get("stop-opacity"), 1.0)
    on_white, on_black = (painted(colour, over=over, kept=BLACK) for over in (WHITE, BLACK))
    return opacity > 1 - FAINT and on_white == on_black


def _extent(text: LexborNode, attributes: Attributes, size: float) -> Box:
    """About where a text is drawn, from where it begins."""
    if text.tag != "text":
        width, height = (number_of(attributes, name) for name in ("width", "height"))
        width, height = max(width, size), max(height, size)
        edge = min(_EDGE, height / 4)
        return Box(0, edge, width, height - edge)
    width = _NARROW * size * len((text.text(deep=True) or "").strip())
    shares = {"middle": 0.5, "end": 1.0}
    left = -width * shares.get((attributes.get("text-anchor") or "").strip(), 0.0)
    return Box(left, -0.6 * size, left + max(width, size), 0)
