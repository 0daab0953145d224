"""What a style draws along letters and through them: strokes, shadows and lines. Pure."""

# Tested in tests/core/pages/html/test_colours.py.

from __future__ import annotations

from collections.abc import Mapping

from core.pages.html.backgrounds import OF_COLOUR
from core.pages.html.canvases import COVERING
from core.pages.html.colours import Colour, alike, colours_in
from core.pages.html.lengths import lengths
from core.pages.html.placing import AWAY

_THICK = 10.0  # points
_COVERING = 15.0  # points of an outline within its element
_WIDTHS = {"thick": "5px"}  # of strokes; the others are thin
_NO_SHADOWS = ("", "none")
_BLURRED = 10.0  # points of a shadow's edge


def stroke_over(style: Mapping[str, str], size: float) -> str:
    """The colour of a stroke that covers the letters it is drawn along; "" for none."""
    stroke = style.get("-webkit-text-stroke", "")
    for name, told in _WIDTHS.items():
        stroke = stroke.replace(name, told)
    width = style.get("-webkit-text-stroke-width", stroke)
    if max(lengths(OF_COLOUR.sub("", width))[:1], default=0.0) < COVERING * size:
        return ""
    if style.get("paint-order", "").startswith("stroke"):
        return ""
    said = style.get("-webkit-text-stroke-color") or " ".join(
        part for part in stroke.split() if not lengths(part) or part.startswith("#")
    )
    return said


def is_outlined(
    outlined: bool, style: Mapping[str, str], ink: Colour | None, ground: Colour | None
) -> bool:
    """Whether a shadow or a stroke of another colour than the ground shows the letters."""
    if "text-shadow" in style or "-webkit-text-stroke" in style:
        outlined = False
    if "-webkit-text-stroke-color" in style:
        outlined = False
    for name in ("text-shadow", "-webkit-text-stroke", "-webkit-text-stroke-color"):
        value = style.get(name, "")
        if value in _NO_SHADOWS:
            continue
        if name == "-webkit-text-stroke" and 0.0 in lengths(value)[:1]:
            continue
        if name == "text-shadow" and not _is_close(value):
            continue
        colours: list[Colour | None] = list(colours_in(value, ground))
        if any(not alike(colour, ground) for colour in colours or [ink]):
            outlined = True
    return outlined


def _is_close(shadow: str) -> bool:
    """Whether letters can be made out by their shadow: it lies near them, and is not blurred."""
    across, down, blur = ([*lengths(OF_COLOUR.sub("", shadow)), 0.0, 0.0, 0.0])[:3]
    return max(abs(across), abs(down)) <= AWAY and blur <= _BLURRED


def is_painted_over(style: Mapping[str, str]) -> bool:
    """Whether a line as thick as letters are high is drawn through them, or an outline over all
    that an element holds."""
    told = style.get("text-decoration", "") + " " + style.get("text-decoration-thickness", "")
    if "line-through" in told and max(lengths(told), default=0.0) >= _THICK:
        return True
    outline = style.get("outline", "")
    inwards = -sum(lengths(style.get("outline-offset", ""))[:1])
    wide = max(lengths(OF_COLOUR.sub("", outline)), default=0.0)
    return _COVERING <= inwards <= wide and "solid" in outline and "transparent" not in outline
