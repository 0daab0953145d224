"""Whether an element of a drawing is drawn at all: by its conditions, its size and where it is
used; and the boxes of what is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborNode

from core.pages.html.declared import declarations
from core.pages.html.grounds import FAINT, UNDRAWN, Attributes, opacity_of, styled
from core.pages.html.lengths import length_of, lengths
from core.pages.html.planes import (
    EVERYWHERE,
    HERE,
    NOWHERE,
    NUMBER,
    Box,
    Plane,
    box_of,
    number_of,
    transformed,
)

_XHTML = "http://www.w3.org/1999/xhtml"
_TYPE = 10.0  # points of type where nothing is said
_PRESSED = 2.0  # points of a whole text
_SEVERAL = 4  # letters
_LONGEST, _DIGITS = 5_000, 25  # characters of several numbers, and of one
_SIDES = ("width", "height")
_SMALL = 4.0  # points of what is drawn at another size
_AWAY = 900.0
_DEEPEST = 150


def is_in_sight(use: LexborNode) -> bool:
    """Whether what an element repeats is drawn, and within its drawing."""
    plane = HERE
    above: list[LexborNode] = []
    each: LexborNode | None = use
    while each is not None and len(above) < _DEEPEST:
        above.append(each)
        if each.tag == "svg":
            break
        each = each.parent
    for each in reversed(above):
        attributes = each.attributes
        style = styled(attributes, declarations(attributes.get("style") or ""))
        if (each.tag or "").lower() in UNDRAWN or style.get("display") == "none":
            return False
        if style.get("visibility", "visible") != "visible":
            return False
        if opacity_of(style.get("opacity"), 1.0) <= FAINT:
            return False
        plane = transformed(plane, attributes.get("transform") or style.get("transform", ""))
    attributes = use.attributes
    for side in ("width", "height"):
        size = length_of((attributes.get(side) or "").lower(), _TYPE)
        if size is not None and size <= _SMALL and "%" not in (attributes.get(side) or ""):
            return False
    plane = plane.moved(number_of(attributes, "x"), number_of(attributes, "y"))
    return _is_near(plane, above[-1].attributes) and plane.scale > FAINT


def _is_near(plane: Plane, svg: Attributes) -> bool:
    """Whether a place is no farther away than its drawing is large."""
    if max(abs(plane.e), abs(plane.f)) >= _AWAY:
        return False
    said = {name.lower() for name in svg}
    if "viewbox" in said or (svg.get("overflow") or "hidden") != "hidden":
        return True
    sizes = [lengths((svg.get(side) or "").lower()) for side in ("width", "height")]
    across, down = (size[0] if size else _AWAY for size in sizes)
    return plane.e < across and plane.f < down


def holds(node: LexborNode) -> bool:
    """Whether a reader's browser meets the conditions of an element. English is one of the
    languages that it reads."""
    said = {name.lower(): value for name, value in node.attributes.items()}
    if (said.get("requiredextensions", _XHTML) or "") != _XHTML:
        return False
    languages = (said.get("systemlanguage", "en") or "").split(",")
    return any(each.strip().lower().startswith("en") for each in languages)


def is_pressed(attributes: Attributes) -> bool:
    """Whether letters are drawn into hardly any width."""
    told = attributes.get("textlength") or attributes.get("textLength") or ""
    length = length_of(told.lower(), _TYPE)
    if length is not None and length <= _PRESSED:
        return True
    places = [numbers(attributes.get(name) or "") for name in ("x", "y")]
    if len(places[0]) < _SEVERAL:
        return False
    # Each letter has a place of its own.
    return all(max(place, default=0.0) - min(place, default=0.0) <= _PRESSED for place in places)


def has_size(name: str, attributes: Attributes, style: Mapping[str, str]) -> bool:
    """Whether an element that opens a box of its own opens one that can be seen into."""
    flows = (style.get("overflow") or attributes.get("overflow") or "hidden") == "visible"
    if name == "foreignobject" and not {"width", "height"} <= {*attributes, *style}:
        return False  # What is not said is nothing.
    for side in ("width", "height"):
        said = style.get(side) or (attributes.get(side) or "").lower()
        size = length_of(said, 10.0) if said else None
        if size == 0 and flows and name == "foreignobject":
            continue  # A piece of page flows over a box of no size, as TeX's own boxes let it.
        if size == 0 or (size is not None and size <= 2 and not flows and "%" not in said):
            return False
    return True


def union(boxes: list[Box]) -> Box:
    if not boxes:
        return NOWHERE
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def boxes_within(node: LexborNode, plane: Plane, depth: int) -> Iterator[Box]:
    for part in node.iter():
        tag = (part.tag or "").lower()
        inner = transformed(plane, part.attributes.get("transform") or "")
        said = styled(part.attributes, declarations(part.attributes.get("style") or ""))
        if said.get("display") == "none" or said.get("visibility", "visible") != "visible":
            continue
        if tag == "g" and depth < _DEEPEST:
            yield from boxes_within(part, inner, depth + 1)
        else:
            yield inner.box(box_of(tag, part.attributes))


def in_line(plane: Plane, line: tuple[Plane, tuple[float, float]], attributes: Attributes) -> Plane:
    """The place of a piece of a line: where it says that it stands, or where the line does."""
    if not {"x", "y"} & attributes.keys():
        return plane
    around, (x, y) = line
    x = number_of(attributes, "x") if "x" in attributes else x
    y = number_of(attributes, "y") if "y" in attributes else y
    return around.moved(x, y)


def window(attributes: Attributes, style: Mapping[str, str]) -> Box:
    """What can be seen of a drawing within a drawing, in its own measure."""
    shown = numbers(attributes.get("viewbox") or attributes.get("viewBox") or "")
    flows = (style.get("overflow") or attributes.get("overflow") or "hidden") == "visible"
    if len(shown) != 4 or flows:
        return EVERYWHERE
    return Box(shown[0], shown[1], shown[0] + shown[2], shown[1] + shown[3])


def measure_of(attributes: Attributes, style: Mapping[str, str]) -> Plane:
    """How a drawing within a drawing is scaled and moved by what it is to show; not at all where
    its size is told in shares of what is around it."""
    shown = numbers(attributes.get("viewbox") or attributes.get("viewBox") or "")
    told = {**attributes, **style}
    sizes = [number_of(told, side) for side in _SIDES]
    if len(shown) != 4 or min(*sizes, *shown[2:]) <= 0:
        return HERE
    if any("%" in (told[side] or "") for side in _SIDES):
        return HERE
    kept = attributes.get("preserveaspectratio") or attributes.get("preserveAspectRatio") or ""
    kept = kept.lower()
    scales = [size / length for size, length in zip(sizes, shown[2:], strict=True)]
    if "none" not in kept:
        scales = [max(scales) if "slice" in kept else min(scales)] * 2
    # What is left of its box is left on both sides, unless it says on which.
    places: list[float] = []
    for at, axis in enumerate("xy"):
        side = 0.0 if f"{axis}min" in kept else 1.0 if f"{axis}max" in kept else 0.5
        left = sizes[at] - scales[at] * shown[at + 2]
        places.append(left * side - scales[at] * shown[at])
    return Plane(scales[0], 0, 0, scales[1], *places)


def is_stroke_last(attributes: Attributes, style: Mapping[str, str], around: bool) -> bool:
    """Whether the stroke of letters is painted over what they are filled with."""
    order = style.get("paint-order") or attributes.get("paint-order") or ""
    return not order.startswith("stroke") if order else around


def numbers(text: str) -> list[float]:
    """The numbers in a text, none of them too long to be one."""
    return [float(each) for each in NUMBER.findall(text[:_LONGEST]) if len(each) < _DIGITS]
