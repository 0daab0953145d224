"""Whether a drawing's mask or filter lets anything of what it is put on be seen, and what its
animations end in. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from core.pages.html.colours import painted
from core.pages.html.declared import declarations
from core.pages.html.grounds import FAINT, opacity_of, styled
from core.pages.html.lengths import length_of, lengths

_AWAY = 900.0
_BLURRED = 4.0  # points, for type of ten
_PRIMITIVE = re.compile(r"fe[a-z]+")
_PAINTING = frozenset(("feflood", "feimage", "feturbulence"))  # over all that there is
_PLACE = re.compile(r"-?[\d.]{1,12}[\s,]{1,9}-?[\d.]{1,12}")
_NUMBER = re.compile(r"-?[\d.]+")
_ANIMATED = frozenset(("opacity", "fill", "fill-opacity", "visibility", "display", "x", "y"))
_ANIMATED |= frozenset(("font-size", "transform"))
_ANIMATING = "svg set, svg animate, svg animateTransform, svg animateMotion"
_WORN = 2.0  # points that are taken from either side of a letter's strokes
_MOST = 500


def mask_is_shut(parts: Sequence[LexborNode]) -> bool:
    """Whether a mask of those parts lets nothing through: one without any light in it."""
    return not any(map(is_light, parts))


def filter_is_shut(filter_: LexborNode, parts: Sequence[LexborNode]) -> bool:
    """Whether a filter of those parts leaves nothing to be seen."""
    if any(length_of(filter_.attributes.get(side) or "", 1.0) == 0 for side in ("width", "height")):
        return True
    steps = [part for part in parts if _PRIMITIVE.fullmatch((part.tag or "").lower())]
    if not steps:
        return True
    said = {name.lower(): value or "" for name, value in steps[-1].attributes.items()}
    match (steps[-1].tag or "").lower():
        case "feoffset":
            ways = lengths(said.get("dx", "")) + lengths(said.get("dy", ""))
            return any(abs(way) >= _AWAY for way in ways)
        case "fegaussianblur":
            return min(lengths(said.get("stddeviation", "")), default=0.0) >= _BLURRED
        case "fecolormatrix" if said.get("type", "matrix") == "matrix":
            return _paints_nothing(said.get("values", ""))
        case "femorphology" if said.get("operator", "erode") == "erode":
            return max(lengths(said.get("radius", "")), default=0.0) >= _WORN
        case "fecomponenttransfer":
            return any(map(_is_clearing, steps[-1].iter()))
        case last:
            return last in _PAINTING


def _is_clearing(function: LexborNode) -> bool:
    """Whether a function of a filter makes everything clear."""
    said = {name.lower(): value or "" for name, value in function.attributes.items()}
    is_alpha = (function.tag or "").lower() == "fefunca" and said.get("type") == "linear"
    slope = lengths(said.get("slope", "1"))
    return is_alpha and bool(slope) and slope[0] <= FAINT and "intercept" not in said


def ends_of_animations(tree: LexborHTMLParser) -> dict[int, dict[str, str]]:
    """The attributes that animations leave their elements with, by the element's number."""
    found: dict[int, dict[str, str]] = {}
    for node in tree.css(_ANIMATING)[:_MOST]:
        said = {name.lower(): (value or "").lower() for name, value in node.attributes.items()}
        name, value = said.get("attributename", ""), said.get("to", "")
        stays = said.get("fill") == "freeze" or (node.tag == "set" and "dur" not in said)
        if (node.tag or "").lower() == "animatemotion":
            way = _PLACE.findall(said.get("path", ""))
            name, value = "transform", f"translate({value or ''.join(way[-1:])})"
        elif (node.tag or "").lower() == "animatetransform":
            value = f"{said.get('type', 'translate')}({value})"
        if node.parent is not None and stays and value and name in _ANIMATED:
            found.setdefault(node.parent.mem_id, {})[name] = value
    return found


def is_light(part: LexborNode) -> bool:
    """Whether a mask lets something through where that part of it is."""
    attributes = part.attributes
    style = styled(attributes, declarations(attributes.get("style") or ""))
    if min(opacity_of(style.get(name), 1.0) for name in ("opacity", "fill-opacity")) <= FAINT:
        return False
    fill = style.get("fill", "black")
    colour = painted(fill, over=None, kept=None)
    return colour is None or max(colour) > 30


def _paints_nothing(values: str) -> bool:
    """Whether a matrix of colours makes everything clear, or white."""
    numbers = [float(number) for number in _NUMBER.findall(values) if number.count(".") < 2]
    rows = [numbers[start : start + 5] for start in range(0, 20, 5)]
    if len(numbers) < 20:
        return False
    *colours, alpha = rows
    if max(alpha) <= 0:
        return True
    return all(row[4] >= 1 and min(row) >= 0 for row in colours)
