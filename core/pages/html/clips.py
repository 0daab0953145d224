"""Whether a style cuts its text away: by a clip, a mask, or a box too small to see into. Pure."""

# Tested in tests/core/pages/html/test_visibility.py.

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping

from core.pages.html.colours import BLACK, WHITE, colours_in
from core.pages.html.lengths import LENGTH, length_of, lengths
from core.pages.html.planes import EVERYWHERE, Box, path_box

_TINY = 2.0  # points
_OPEN = 99999.0
_WHOLE = 99.0  # percent
_ALMOST = 95.0  # percent, that leave a letter or two
_SHUT = ("hidden", "clip", "scroll", "auto")
_WIDTHS = ("width", "inline-size", "max-width", "max-inline-size")
_HEIGHTS = ("height", "block-size", "max-height", "max-block-size")
_MIN_WIDTHS = ("min-width", "min-inline-size")
_MIN_HEIGHTS = ("min-height", "min-block-size")
_ACROSS = frozenset((*_WIDTHS, *_MIN_WIDTHS))
_NARROW = 6.0  # points: less than a letter or two
_LOW = 3.0  # points above which the letters of a line begin
_EDGE = 5.0
_HIGH = 30.0  # percent of a width: higher than paragraphs are
_TYPE = 10.0
_COLUMN = 1000.0  # about as wide as the page's text
_PAGE = 1280.0
# Each may give a height to what is sized as if it were empty.
HEIGHTS = frozenset(
    ("aspect-ratio", "block-size", "contain-intrinsic-block-size", "contain-intrinsic-height")
)
HEIGHTS |= frozenset(("contain-intrinsic-size", "height", "min-block-size", "min-height"))
_OF_FLEX = 3
_NO_TRACK = re.compile(r"0(?:\.0)?(?:fr|px|pt|em|rem|%)?|minmax\(0(?:px)?,0(?:px|fr)?\)")
_PAINTED_WITHIN = frozenset(("strict", "content", "paint"))
_MASKS = ("mask", "mask-image", "-webkit-mask", "-webkit-mask-image", "-webkit-mask-box-image")
_STOP = re.compile(r"(?:[^(),]|\([^()]{0,200}\)){1,200}")
_PERCENT = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,9})?)%\s*$")
_LENGTH_OF_STOP = re.compile(r"\s[\d.]{1,9}(?:px|pt|em|rem)?\s*$")
_NEARLY_ALL, _HARDLY = 90.0, 3.0  # percent
_AUTO = re.compile(r"\bauto\b")
_RATIO = re.compile(r"\d{1,6}(?:\.\d{1,6})?")
_SHAPE = re.compile(r"(?<![a-z])([a-z]{1,20}+)\(([^()]{0,500}+)\)")


def clipped(style: Mapping[str, str]) -> bool:
    """Whether nothing is left to be seen of an element of that style."""
    clip = style.get("clip", "")
    if clip.startswith("rect") and style.get("position") != "static" and _is_shut(clip):
        return True
    if "clip-path" in style and _is_nothing(style["clip-path"]):
        return True
    if any(_lets_nothing_through(style[name], style) for name in _MASKS if name in style):
        return True
    return _too_small(style)


def _is_shut(clip: str) -> bool:
    """Whether an old `clip` leaves nothing between its sides: top, right, bottom, left."""
    sides = lengths(_AUTO.sub(f" {_OPEN}px ", clip))
    if len(sides) < 4:
        return bool(sides) and all(abs(side) <= _TINY for side in sides)
    top, right, bottom, left = sides[:4]
    # A side that is left open is the box's own.
    top, left = (0.0 if side == _OPEN else side for side in (top, left))
    return bottom - top <= _TINY or right - left <= _TINY


def _too_small(style: Mapping[str, str]) -> bool:
    """Whether a box shows hardly any of its text: it is too small, or its text begins beside it."""
    contained = style.get("contain", "").split()
    container = style.get("container-type") or style.get("container", "").rpartition("/")[2]
    contained += container.split()[:1]
    across, down = _shut(style)
    if not across and not down:
        return False
    # What is sized as if it were empty has the height that it is given, or none.
    if any(each in ("strict", "size") for each in contained) and not HEIGHTS & style.keys():
        return True
    if (down and _is_low(style)) or squeezed(style):
        return True
    if not across:
        return False
    if _least(style, _WIDTHS) <= _NARROW and _least(style, _MIN_WIDTHS, 0.0) <= _NARROW:
        return True
    beside = (style.get("text-indent", ""), style.get("padding-left", ""))
    return any(max(lengths(each), default=0.0) >= 10 * _WHOLE for each in beside)


def room(style: Mapping[str, str]) -> tuple[float, float]:
    """How many points of what stands in an element can be seen across, and down, from where it
    begins: `inf` for all. A share of a page's height is not known."""
    across, down = _hidden_beyond(style)
    wide = _least(style, ("width", "inline-size", "max-width"), _COLUMN) if across else math.inf
    said = [style[name] for name in _HEIGHTS if "%" not in style.get(name, "%")]
    tall = [length for length in (length_of(each, _TYPE) for each in said) if length is not None]
    high = min(tall, default=math.inf) if down else math.inf
    sides = _sides(style.get("padding", ""))
    for name, side in zip(("padding-top", "padding-bottom"), sides, strict=True):
        high += max(lengths(style.get(name, side)), default=0.0)
    return wide, max(high, _least(style, _MIN_HEIGHTS, 0.0))


def width_of(style: Mapping[str, str]) -> float:
    """How wide an element is said to be, in points; `inf` where only shares are."""
    said = {name: value for name, value in style.items() if "%" not in value}
    return min((_least(said, (name,), math.inf) for name in _WIDTHS), default=math.inf)


def shuts(style: Mapping[str, str]) -> bool:
    """Whether an element cuts off what is beside it, one way at least."""
    return any(_shut(style))


def is_without_room(style: Mapping[str, str]) -> bool:
    """Whether an element takes none of the room of the row that it stands in."""
    parts = style.get("flex", "").split()
    grows, basis = style.get("flex-grow", ""), style.get("flex-basis", "")
    if len(parts) == _OF_FLEX:
        grows, basis = grows or parts[0], basis or parts[2]
    return grows == "0" and basis.rstrip("px%") == "0"


def squeezed(style: Mapping[str, str]) -> bool:
    """Whether an element leaves no room to a box in it that cuts off what flows over: its tracks,
    or its own height, are nothing."""
    kind = style.get("display", "")
    if "grid" in kind:
        both = style.get("grid-template", "").partition("/")
        for name, tracks in (("rows", both[0]), ("columns", both[2])):
            told = style.get(f"grid-template-{name}", tracks).split()
            if told and all(_NO_TRACK.fullmatch(track) for track in told):
                return True
            if name == "rows" and not told and _NO_TRACK.fullmatch(style.get("grid-auto-rows", "")):
                return True
    stretches = style.get("align-items", "normal") in ("normal", "stretch")
    in_row = "flex" in kind or "grid" in kind
    return in_row and stretches and _least(style, _HEIGHTS) <= _LOW


def is_shut(style: Mapping[str, str]) -> bool:
    """Whether an element cuts off what is beside it, and nobody can scroll to it."""
    return all(_hidden_beyond(style))


def _hidden_beyond(style: Mapping[str, str]) -> tuple[bool, bool]:
    """Whether what flows over is cut off, and nobody can scroll to it, across and down."""
    told = " ".join(style.get(name, "") for name in ("overflow", "overflow-x", "overflow-y"))
    if "scroll" in told or "auto" in told:
        return False, False
    ways = _overflow(style)
    if "hidden" in ways and "visible" in ways:
        # Whoever shuts one way alone lets the other be scrolled.
        across, down = (way == "hidden" for way in ways)
        return across, down
    return _shut(style)


def _overflow(style: Mapping[str, str]) -> tuple[str, str]:
    """What is said of what flows over, across and down."""
    both = style.get("overflow", "").split()[:2] or ["visible"]
    return style.get("overflow-x", both[0]), style.get("overflow-y", both[-1])


def _shut(style: Mapping[str, str]) -> tuple[bool, bool]:
    """Whether what flows over a box's sides, and over its head and foot, is cut off."""
    ways = _overflow(style)
    scrolled = any(way in ("hidden", "scroll", "auto") for way in ways)
    beyond = max(lengths(style.get("overflow-clip-margin", "")), default=0.0) > _EDGE
    if not _PAINTED_WITHIN.isdisjoint(style.get("contain", "").split()):
        return True, True
    # Where one way may be scrolled the other may be, too.
    across, down = (way in _SHUT and not (way == "clip" and beyond) for way in ways)
    return across or scrolled, down or scrolled


def _is_low(style: Mapping[str, str]) -> bool:
    """Whether a box ends above the letters of its first line."""
    if _least(style, _MIN_HEIGHTS, 0.0) > _LOW:
        return False
    sides = _sides(style.get("padding", ""))
    above = max(lengths(style.get("padding-top", sides[0])), default=0.0)
    below = max(lengths(style.get("padding-bottom", sides[1])), default=0.0)
    # A share of a height that nobody has said is none.
    height = _least(style, [name for name in _HEIGHTS if "%" not in style.get(name, "")])
    if style.get("box-sizing") == "border-box":
        height -= above + below
    if height == _OPEN and "aspect-ratio" in style and "clip" not in _overflow(style):
        wide, high = ([float(each) for each in _RATIO.findall(style["aspect-ratio"])] + [1.0])[:2]
        height = _least(style, _WIDTHS) * high / (wide or 1.0)
    line = _least(style, ("line-height",))
    if line == 0.0 and height == _OPEN and above + below <= _LOW:
        return True  # Its lines have no height of their own to look through.
    leading = 0.0 if line == _OPEN else max(0.0, (line - _TYPE) / 2)
    return height + below <= _LOW + leading


def _sides(padding: str) -> tuple[str, str]:
    """The padding above and below."""
    parts = padding.split()
    if not parts:
        return "", ""
    return parts[0], parts[2] if len(parts) > 2 else parts[0]


def _least(style: Mapping[str, str], names: Iterable[str], otherwise: float = _OPEN) -> float:
    """The least of the lengths that are said by those names."""
    said = (_length(name, style.get(name, "")) for name in names)
    return min((length for length in said if length is not None), default=otherwise)


def _length(name: str, value: str) -> float | None:
    """A length in points; a share of a width is one of the page's column."""
    if value.endswith("%") and name in _ACROSS:
        return next(iter(lengths(value)), None)
    return length_of(value, _TYPE)


def _is_nothing(clip: str) -> bool:
    """Whether the shape of a `clip-path` is empty."""
    if clip.startswith("path("):
        return _is_beside(path_box(clip.removeprefix("path(")))
    shape = _SHAPE.search(clip)
    if shape is None:
        return False
    kind, arguments = shape.groups()
    match kind:
        case "inset":
            return _is_inset_away(arguments.partition("round")[0])
        case "circle" | "ellipse":
            told, _, at = arguments.partition("at ")
            sizes, place = lengths(told), lengths(at)
            if not sizes:
                return False
            if len(place) == 2 and "%" not in arguments:
                (x, y), across, down = place, sizes[0], sizes[-1]
                if _is_beside(Box(x - across, y - down, x + across, y + down)):
                    return True
            return min(sizes) <= _TINY
        case "polygon":
            corners = _corners(arguments)
            return _area(corners) <= _TINY or _is_beside(box_around(corners))
        case "xywh":
            x, y, width, height = (*lengths(arguments)[:4], 0.0, 0.0, 0.0, 0.0)[:4]
            beside = _is_beside(Box(x, y, x + width, y + height))
            return min(width, height) <= _TINY or ("%" not in arguments and beside)
        case "rect":
            top, right, bottom, left = (*lengths(_AUTO.sub(f" {_OPEN}px ", arguments)), *4 * [0.0])[
                :4
            ]
            return _is_shut(clip) or (left != _OPEN and _is_beside(Box(left, top, right, bottom)))
        case "shape":
            box = box_around(_ways(arguments))
            return min(box.right - box.left, box.bottom - box.top) <= _TINY or _is_beside(box)
    return False


def _is_inset_away(arguments: str) -> bool:
    """Whether the sides of an `inset` meet: those are shares, or longer than any paragraph."""
    found: list[float] = []
    for number, unit in LENGTH.findall(arguments):
        percent = float(number)
        if unit != "%":
            percent = lengths(f"{number}{unit}")[0] / 10
        found.append(percent)
    if not found:
        return False
    top, right, bottom, left = _four(found)
    # A paragraph is less high than it is wide.
    high = _ALMOST if "%" in arguments else _HIGH
    return top + bottom >= high or right + left >= _ALMOST + 2


def _four(values: list[float]) -> tuple[float, float, float, float]:
    """The values of four sides, as CSS writes fewer of them."""
    top = values[0]
    right = values[1] if len(values) > 1 else top
    bottom = values[2] if len(values) > 2 else top
    left = values[3] if len(values) > 3 else right
    return (top, right, bottom, left)


def _is_beside(box: Box) -> bool:
    """Whether a shape lies beside the element whose parts it shows, or is nothing; the element
    begins at (0, 0)."""
    if box.is_nothing:
        return True
    return box.right < 0 or box.bottom < 0 or box.left > _PAGE or box.top > _PAGE


def _corners(arguments: str) -> list[tuple[float, float]]:
    """The corners of a polygon."""
    corners: list[tuple[float, float]] = []
    for pair in arguments.split(","):
        place = lengths(pair)
        if len(place) >= 2:
            corners.append((place[0], place[1]))
    return corners


def _ways(commands: str) -> list[tuple[float, float]]:
    """The corners of a `shape`, curves among them as straight lines."""
    x = y = 0.0
    corners: list[tuple[float, float]] = []
    for command in commands.split(","):
        words = command.split()
        told = lengths(re.split(r"\b(?:with|of|via)\b", command)[0])
        if not told or not words:
            continue
        from_x, from_y = (x, y) if "by" in words else (0.0, 0.0)
        if words[0] in ("hline", "vline"):
            x, y = (from_x + told[0], y) if words[0] == "hline" else (x, from_y + told[0])
        elif len(told) > 1:
            x, y = from_x + told[0], from_y + told[1]
        corners.append((x, y))
    return corners


def box_around(corners: list[tuple[float, float]]) -> Box:
    """The box around those corners."""
    if not corners:
        return EVERYWHERE
    across, down = zip(*corners, strict=True)
    return Box(min(across), min(down), max(across), max(down))


def _area(corners: list[tuple[float, float]]) -> float:
    """The area within a polygon's corners."""
    double = 0.0
    for (x, y), (next_x, next_y) in zip(corners, corners[1:] + corners[:1], strict=True):
        double += x * next_y - next_x * y
    return abs(double) / 2


def _lets_nothing_through(mask: str, style: Mapping[str, str]) -> bool:
    """Whether a mask is a picture, which may be empty, a gradient of nothing, or of no size."""
    if mask in ("none", ""):
        return False
    size = style.get("mask-size", "") or mask.rpartition("/")[2]
    if "/" in mask or "mask-size" in style:
        across = min(lengths(size)[:1], default=_OPEN)
        is_alone = "no-repeat" in style.get("mask-repeat", mask)
        if across == 0.0 or (is_alone and across <= _TINY):
            return True
    places = lengths(style.get("mask-position", ""))
    if any(abs(place) >= _PAGE for place in places) and "no-repeat" in style.get(
        "mask-repeat", mask
    ):
        return True
    if "gradient(" not in mask:
        return "url(" in mask
    return _is_clear(
        mask.partition("gradient(")[2],
        by_light="luminance" in style.get("mask-mode", mask),
        is_repeated="repeating-" in mask,
    )


def _is_clear(stops: str, *, by_light: bool, is_repeated: bool) -> bool:
    """Whether nearly all of a gradient lets nothing through; by its light, where that counts."""
    shut: list[tuple[float | None, bool]] = []
    for stop in _STOP.findall(stops):
        # A colour that lets all of its ground through is that ground.
        on_white, on_black = colours_in(stop, WHITE)[:1], colours_in(stop, BLACK)[:1]
        if not on_white or not on_black:
            continue
        clear = max(on_white[0]) - max(on_black[0]) > 240
        dark = by_light and max(on_black[0]) < 30
        at = _PERCENT.search(stop)
        length = lengths(stop)[-1:] if _LENGTH_OF_STOP.search(stop) else []
        places = [float(at[1])] if at else [each / 10 for each in length]
        shut.append((places[0] if places else None, clear or dark))
    if not shut:
        return False
    until = [at for at, is_shut in shut if is_shut]
    if all(is_shut for _, is_shut in shut):
        return True
    if shut[0][1] and not is_repeated:
        return (until[-1] or 0.0) >= _NEARLY_ALL
    # Hardly anything is left open before the rest is shut.
    last = next((at for at, is_shut in shut if is_shut), None)
    return shut[-1][1] and last is not None and last <= _HARDLY and not is_repeated
