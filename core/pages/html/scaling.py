"""How much smaller a style draws its element, and how it is turned. Pure."""

# Tested in tests/core/pages/html/test_boxes.py.

from __future__ import annotations

import math
from collections.abc import Mapping

from core.pages.html.lengths import degrees, lengths, share
from core.pages.html.placing import FUNCTION

_DEEP = 2  # the third way


def scale_of(style: Mapping[str, str]) -> float:
    """The part of its size in which an element of that style is drawn, 0 where nothing is left."""
    scale = 1.0
    if _is_behind_eye(style.get("transform", "")):
        scale = 0.0
    for name, arguments in FUNCTION.findall(style.get("transform", "")):
        scale *= _factor(name, arguments)
    for name in ("scale", "zoom"):
        for way, said in enumerate(style.get(name, "").split()[:3]):
            factor = share(said)
            if way == _DEEP and factor:
                continue  # It has no depth that could be seen.
            if factor is not None and (factor or name == "scale"):
                scale *= abs(factor)  # Browsers take a zoom of nothing for none.
    turned = style.get("rotate", "").split()
    if len(turned) == 2 and turned[0] in ("x", "y"):
        scale *= _factor(f"rotate{turned[0]}", turned[1])
    elif len(turned) == 4:
        scale *= _factor("rotate3d", ",".join(turned))
    return scale


def is_turned_away(style: Mapping[str, str]) -> bool:
    """Whether it shows its back, which is not painted."""
    if style.get("backface-visibility") != "hidden":
        return False
    turns = 0
    told = style.get("rotate", "").split()
    alone = [(f"rotate{told[0]}", told[1])] if len(told) == 2 else []
    for name, arguments in [*alone, *FUNCTION.findall(style.get("transform", ""))]:
        if name in ("rotatex", "rotatey") and 90 < degrees(arguments) % 360 < 270:
            turns += 1
    return turns % 2 == 1


def _is_behind_eye(transform: str) -> bool:
    """Whether an element is moved behind the one who looks at it."""
    distance = deep = 0.0
    for name, arguments in FUNCTION.findall(transform):
        found = lengths(arguments)
        if name == "perspective":
            distance = sum(found[:1])
        elif name == "translatez":
            deep += sum(found[:1])
        elif name == "translate3d":
            deep += sum(found[2:3])
    return 0 < distance <= deep


def _factor(name: str, arguments: str) -> float:
    """How much smaller a function of `transform` draws what it is applied to."""
    if name == "rotate3d":
        *axis, angle = arguments.split(",")
        flat = len(axis) == 3 and not any(lengths(axis[2])[:1])
        return float(not flat or round(abs(degrees(angle))) % 180 != 90)
    if name.startswith(("rotatex", "rotatey", "skew")):
        # What stands upright to the page is not seen.
        return float(round(abs(degrees(arguments))) % 180 != 90)
    values = [abs(number) for number in lengths(arguments)]
    if not values:
        return 1.0
    match name:
        case "scale" | "scalex" | "scaley" | "scalez" | "scale3d":
            return min(values)
        case "matrix" if len(values) >= 4:
            a, b, c, d = lengths(arguments)[:4]
            return math.sqrt(abs(a * d - b * c))
        case "matrix3d" if len(values) >= 16:
            return min(values[0], values[5]) / (values[15] or 1.0)
    return 1.0
