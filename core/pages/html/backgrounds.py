"""What a style paints behind the text of its element. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from core.pages.html.colours import Colour, backdrop, colours_in, painted
from core.pages.html.lengths import lengths

_GROUND = ("background-color", "--ltx-bg-color")
_PAINTED = (*_GROUND, "background", "background-image", "box-shadow")
_COVERING = 30.0  # points of a shadow within an element
_THIN = 4.0  # points
_FAR = 1000.0  # points
_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,9})?)%")
_NEARLY_ALL = 90.0  # percent
OF_COLOUR = re.compile(r"#[0-9a-f]{3,8}|[a-z-]{2,12}\([^()]{0,200}\)")
"""A colour that is no word, in a value of several parts."""


def painted_behind(
    style: Mapping[str, str], ground: Colour | None, ink: Colour | None
) -> tuple[Colour | None, bool]:
    """What a style makes of the ground that its element stands on, and whether it paints anything
    behind the text, whose colour is `ink`."""
    is_backed = False
    for name in style:
        if name not in _PAINTED:
            continue
        value = style[name]
        if not value or value in ("none", "initial", "transparent", "inherit", "unset"):
            continue
        if name in _GROUND:
            if value == "currentcolor":
                ground = ink
            else:
                ground = painted(value, over=ground, kept=ground)
        elif name == "box-shadow":
            ground = _within(value, ground)
        elif "gradient(" in value and _is_in_part(style, value):
            ground = None
        elif "gradient(" not in value or not _is_small(style, value):
            ground = backdrop(value, over=ground, current=ink)
        is_backed = True
    return ground, is_backed


def _within(shadow: str, ground: Colour | None) -> Colour | None:
    """The ground of an element whose shadow falls within it, and covers it."""
    if "inset" not in shadow.split():
        return ground
    sizes = [abs(length) for length in lengths(OF_COLOUR.sub("", shadow))]
    if max(sizes, default=0.0) < _COVERING:
        return ground
    return next(iter(colours_in(shadow.replace("inset", ""), ground)), ground)


def _is_small(style: Mapping[str, str], background: str) -> bool:
    """Whether a gradient is painted on no more than a line, or beside its element: its picture has
    no size, or is thin or far away and not repeated."""
    last = background.rpartition(")")[2]
    place, _, size = last.partition("/")
    sizes = lengths(style.get("background-size", "") or size)[:2]
    if 0.0 in sizes:
        return True
    if "no-repeat" not in style.get("background-repeat", last):
        return False
    places = lengths(style.get("background-position", "") or place)[:2]
    is_far = bool(places) and "%" not in place and max(map(abs, places)) >= _FAR
    return is_far or min(sizes, default=_THIN + 1) <= _THIN


def _is_in_part(style: Mapping[str, str], background: str) -> bool:
    """Whether a gradient is painted on some part of its element, which may be where text is."""
    if _is_small(style, background):
        return False
    last = background.rpartition(")")[2]
    size = style.get("background-size", "") or last.partition("/")[2]
    shares = [float(each) for each in _SHARE.findall(size)]
    is_alone = "no-repeat" in style.get("background-repeat", last)
    return is_alone and min(shares, default=100.0) < _NEARLY_ALL


def is_cut_out(style: Mapping[str, str]) -> bool:
    """Whether a background is painted within the letters alone."""
    return "text" in style.get("background-clip", "").split()
