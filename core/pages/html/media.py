"""Whether a condition of a style sheet holds for a reader at a screen. Pure."""

# Tested in tests/core/pages/html/test_sheets.py.

from __future__ import annotations

import re

from core.pages.html.lengths import lengths
from core.pages.html.sums import worked_out

WIDTH, HEIGHT = 1280.0, 900.0
"""Pixels that the window is taken to be large."""
_POINTS_OF_EM = 1.6  # a window's em is 16 pixels, a style's is taken to be 10 points
_SIZES = {"width": WIDTH, "inline-size": WIDTH, "height": HEIGHT, "block-size": HEIGHT}
_SIZES |= {"aspect-ratio": WIDTH / HEIGHT, "resolution": 1.0, "pixel-ratio": 1.0, "color": 8.0}
_DOTS = {"dppx": 1.0, "x": 1.0, "dpi": 96.0, "dpcm": 37.8}
# A ratio, or a number of dots.
_OTHER = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)\s?(?:/\s?(\d{1,6}(?:\.\d{1,6})?)|(dppx|dpi|dpcm|x))")
# What is true of a screen with a mouse and no wishes of its own; what is not named here holds
# nowhere, as what a browser does not know.
_FEATURES = {
    "hover": "hover",
    "any-hover": "hover",
    "pointer": "fine",
    "any-pointer": "fine",
    "prefers-color-scheme": "light",
    "prefers-reduced-motion": "no-preference",
    "prefers-reduced-transparency": "no-preference",
    "prefers-reduced-data": "no-preference",
    "prefers-contrast": "no-preference",
    "forced-colors": "none",
    "inverted-colors": "none",
    "orientation": "landscape",
    "scripting": "enabled",
    "update": "fast",
    "grid": "0",
    "monochrome": "0",
    "color": "8",
    "color-index": "0",
    "display-mode": "browser",
    "dynamic-range": "standard",
    "video-dynamic-range": "standard",
    "color-gamut": "srgb",
    "transform-3d": "1",
    "device-posture": "continuous",
    "horizontal-viewport-segments": "1",
    "vertical-viewport-segments": "1",
    "overflow-block": "scroll",
    "overflow-inline": "scroll",
}
_FALSE = frozenset(("0", "none", "no-preference"))
_ELSEWHERE = frozenset(
    ("print", "speech", "tty", "tv", "projection", "handheld", "braille", "embossed", "aural")
)
# What `@supports` may ask for: functions that browsers have, such as `selector(…)`; values of
# `display`; and the first words of properties' names.
_FUNCTION = re.compile(r"(?:selector|font-tech|font-format)\((?:[^()]|\([^()]{0,200}\)){0,200}\)")
_DISPLAYS = frozenset((
    "block", "contents", "flex", "flow", "flow-root", "grid", "inherit", "initial", "inline",
    "inline-block", "inline-flex", "inline-grid", "inline-table", "list-item", "math", "none",
    "ruby", "revert", "revert-layer", "table", "table-caption", "table-cell", "table-row",
    "unset", "-webkit-box", "-webkit-flex",
))  # fmt: skip
_KNOWN = frozenset((
    "accent", "align", "alignment", "all", "anchor", "animation", "appearance", "aspect",
    "backdrop", "backface", "background", "baseline", "block", "border", "bottom", "box",
    "break", "caption", "caret", "clear", "clip", "color", "column", "columns", "contain",
    "container", "content", "counter", "cursor", "d", "direction", "display", "dominant",
    "empty", "field", "fill", "filter", "flex", "float", "flood", "font", "forced", "gap",
    "grid", "hanging", "height", "hyphenate", "hyphens", "image", "inline", "inset",
    "interpolate", "isolation", "justify", "left", "letter", "lighting", "line", "list",
    "margin", "marker", "mask", "math", "max", "min", "mix", "object", "offset", "opacity",
    "order", "orphans", "outline", "overflow", "overscroll", "padding", "page", "paint",
    "perspective", "place", "pointer", "position", "print", "quotes", "r", "resize", "right",
    "rotate", "row", "ruby", "rx", "ry", "scale", "scroll", "scrollbar", "shape", "speak",
    "src", "stop", "stroke", "tab", "table", "text", "timeline", "top", "touch", "transform",
    "transition", "translate", "unicode", "user", "vector", "vertical", "view", "visibility",
    "white", "widows", "width", "will", "word", "writing", "x", "y", "z", "zoom",
))  # fmt: skip
_GROUP = re.compile(r"\(([^()]{0,200})\)")
_PART = re.compile(r"\s(and|or)\s")
_RANGE = re.compile(r"(<=|>=|<|>|=)")
_LONGEST = 1_000
_HOLDS, _FAILS = "yes", "no"


def holds(query: str) -> bool:
    """Whether one of the queries of a list holds; a query that cannot be read counts as one that
    does."""
    if len(query) > _LONGEST:
        return True
    return any(_query(worked_out(each.strip())) for each in query.lower().split(","))


def supported(condition: str) -> bool:
    """Whether a browser has what `@supports` asks for; a condition that cannot be read counts as
    one that holds."""
    if len(condition) > _LONGEST:
        return True
    reduced = _FUNCTION.sub(_HOLDS, condition.lower())
    for _ in range(20):
        before, reduced = reduced, _GROUP.sub(lambda group: f" {_asked(group[1])} ", reduced)
        if reduced == before:
            break
    return _joined(reduced.strip())


def _asked(inside: str) -> str:
    """Whether browsers know the declaration in brackets, or what the condition in them comes to."""
    name, colon, value = (part.strip() for part in inside.partition(":"))
    if not colon:
        return _said(_joined(inside.strip()))
    if name == "display":
        return _said(value.split(" ")[0] in _DISPLAYS)
    # Other makers' names and variables begin with a dash.
    first = name.removeprefix("-webkit-").split("-")[0]
    return _said(first in _KNOWN or first == "")


def _query(query: str) -> bool:
    """Whether a query holds, its innermost brackets first."""
    for _ in range(20):
        reduced = _GROUP.sub(lambda group: f" {_said(_holds_inside(group[1].strip()))} ", query)
        if reduced == query:
            break
        query = reduced
    return _joined(query.strip())


def _said(value: bool) -> str:
    return _HOLDS if value else _FAILS


def _holds_inside(inside: str) -> bool:
    """Whether what stands in brackets holds: a feature, or a condition that was reduced."""
    words = set(inside.split())
    if words and words <= {_HOLDS, _FAILS, "not", "and", "or"}:
        return _joined(inside)
    return _feature(inside)


def _joined(condition: str) -> bool:
    pieces = _PART.split(f" {condition} ")
    value = _word(pieces[0].strip())
    for sign, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        other = _word(piece.strip())
        if sign == "and":
            value = value and other
        else:
            value = value or other
    # "not" at the beginning of a query with a type of medium denies all of it.
    if condition.startswith("not ") and len(pieces) > 1 and not _is_reduced(pieces[0]):
        first = _word(pieces[0].strip().removeprefix("not").strip())
        rest = all(_word(piece.strip()) for piece in pieces[2::2])
        return not (first and rest)
    return value


def _is_reduced(piece: str) -> bool:
    return piece.strip().removeprefix("not").strip() in (_HOLDS, _FAILS)


def _word(word: str) -> bool:
    """Whether a type of medium, or a condition that was reduced, holds."""
    denied = word.startswith("not ")
    word = word.removeprefix("not ").strip().removeprefix("only ").strip()
    value = word != _FAILS and word not in _ELSEWHERE
    return value is not denied


def _feature(inside: str) -> bool:
    """Whether a feature of the medium is as it is said to be."""
    if _RANGE.search(inside):
        return _in_range(inside)
    name, _, value = (part.strip() for part in inside.partition(":"))
    name = name.removeprefix("-webkit-")
    for bound in ("min-", "max-"):
        size = _size(name.removeprefix(bound).removeprefix("device-"))
        found = _points(value)
        if name.startswith(bound) and size is not None and found is not None:
            return size >= found if bound == "min-" else size <= found
    known = _FEATURES.get(name)
    if known is None:
        return _size(name) is not None and (not value or _points(value) == _size(name))
    if not value:
        return known not in _FALSE
    return value == known


def _in_range(inside: str) -> bool:
    """Whether "300px <= width < 900px", or either half of it, holds."""
    pieces = _RANGE.split(inside)
    for left, sign, right in zip(pieces[::2], pieces[1::2], pieces[2::2], strict=False):
        one, other = _value(left), _value(right)
        if one is None or other is None:
            continue
        fails = {
            "<": one >= other,
            "<=": one > other,
            ">": one <= other,
            ">=": one < other,
            "=": one != other,
        }
        if fails[sign]:
            return False
    return True


def _value(text: str) -> float | None:
    size = _size(text.strip())
    if size is not None:
        return size
    return _points(text.strip())


def _size(name: str) -> float | None:
    """How wide or high the window is, what part of its height its width is, and how many dots
    stand in a pixel, by their names."""
    return _SIZES.get(name)


def _points(value: str) -> float | None:
    other = _OTHER.fullmatch(value)
    if other:
        number, unit = float(other[1]), other[3]
        if unit is None:
            return number / (float(other[2]) or 1.0)
        return number / _DOTS[unit]
    found = lengths(value)
    if not found:
        return None
    if value.endswith("em"):
        return found[0] * _POINTS_OF_EM
    return found[0]
