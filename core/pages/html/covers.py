"""Elements that are laid over others, and let nothing of them be seen. Pure."""

# Tested in tests/core/pages/html/test_covers.py.

from __future__ import annotations

from collections.abc import Mapping

from core.pages.html.colours import BLACK, WHITE, backdrop
from core.pages.html.effects import is_blurred
from core.pages.html.lengths import lengths, share

_SIDES = ("top", "right", "bottom", "left")
_WHOLE = 1000.0  # a share of all, in points
_OPAQUE = 0.9
_TYPE = 10.0  # points
_LAID = ("absolute", "fixed")


def covers(style: Mapping[str, str]) -> bool:
    """Whether an element of that style lies over all of what it stands in."""
    return height_of(style) >= 0 and _fills(style)


def ground_of(style: Mapping[str, str]) -> str:
    """The colour that a part of an element of that style paints behind all of it; "" for none."""
    if height_of(style) >= 0 or not _fills(style):
        return ""
    return style.get("background-color") or style.get("background", "")


def _fills(style: Mapping[str, str]) -> bool:
    """Whether an element of that style fills what it stands in, and lets nothing through."""
    if style.get("position") not in _LAID or style.get("display") == "none":
        return False
    if style.get("visibility", "visible") != "visible":
        return False
    opacity = share(style.get("opacity", "1"))
    if opacity is None or opacity < _OPAQUE:
        return False
    behind = {"filter": style.get("backdrop-filter", "")}
    return _is_spread(style) and (_is_solid(style) or is_blurred(behind, _TYPE))


def height_of(style: Mapping[str, str]) -> int:
    """How high over others an element is laid: its `z-index`, 0 where it says none."""
    said = style.get("z-index", "0")
    sign, digits = ("-", said[1:]) if said.startswith("-") else ("", said)
    return int(sign + digits) if digits.isdecimal() and len(digits) < 10 else 0


def is_laid(style: Mapping[str, str]) -> bool:
    """Whether an element may lie over others: it is positioned."""
    return style.get("position", "static") != "static"


def _is_spread(style: Mapping[str, str]) -> bool:
    """Whether it reaches from one side to the other both ways."""
    inset = lengths(style.get("inset", ""))
    if inset and max(inset) <= 0:
        return True
    near = dict.fromkeys(_SIDES, False)
    for side in _SIDES:
        found = lengths(style.get(side, ""))
        near[side] = bool(found) and found[0] <= 0
    wide = max(lengths(style.get("width", "")), default=0.0) >= _WHOLE
    high = max(lengths(style.get("height", "")), default=0.0) >= _WHOLE
    across = (near["left"] and near["right"]) or (wide and near["left"])
    down = (near["top"] and near["bottom"]) or (high and near["top"])
    return bool(across and down)


def _is_solid(style: Mapping[str, str]) -> bool:
    """Whether its ground lets nothing through."""
    for name in ("background-color", "background"):
        if name in style:
            on_white = backdrop(style[name], over=WHITE)
            if on_white is not None and on_white == backdrop(style[name], over=BLACK):
                return True
    return False
