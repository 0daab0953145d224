"""CSS colours as a browser paints them, one laid over another. Pure."""

from __future__ import annotations

import colorsys
import re
from typing import NamedTuple

Colour = tuple[float, float, float]
"""Red, green and blue, 0 to 255."""

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)

# Colours closer than this in every channel (0 to 255) cannot be told apart in small type: #E0E0E0
# on white just can.
_NEAR = 31.0
_KEPT = {"inherit", "currentcolor", "unset", "revert", "auto", ""}

# The named colours of CSS Color 4, without the British spellings of grey.
_NAMED = """
aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc
bisque ffe4c4 black 000000 blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a
burlywood deb887 cadetblue 5f9ea0 chartreuse 7fff00 chocolate d2691e coral ff7f50
cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff darkblue 00008b darkcyan 008b8b
darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkkhaki bdb76b darkmagenta 8b008b
darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000 darksalmon e9967a
darkseagreen 8fbc8f darkslateblue 483d8b darkslategray 2f4f4f darkturquoise 00ced1 darkviolet 9400d3
deeppink ff1493 deepskyblue 00bfff dimgray 696969 dodgerblue 1e90ff firebrick b22222
floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc ghostwhite f8f8ff gold ffd700
goldenrod daa520 gray 808080 green 008000 greenyellow adff2f honeydew f0fff0 hotpink ff69b4
indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa lavenderblush fff0f5
lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan e0ffff
lightgoldenrodyellow fafad2 lightgray d3d3d3 lightgreen 90ee90 lightpink ffb6c1 lightsalmon ffa07a
lightseagreen 20b2aa lightskyblue 87cefa lightslategray 778899 lightsteelblue b0c4de
lightyellow ffffe0 lime 00ff00 limegreen 32cd32 linen faf0e6 magenta ff00ff maroon 800000
mediumaquamarine 66cdaa mediumblue 0000cd mediumorchid ba55d3 mediumpurple 9370db
mediumseagreen 3cb371 mediumslateblue 7b68ee mediumspringgreen 00fa9a mediumturquoise 48d1cc
mediumvioletred c71585 midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5
navajowhite ffdead navy 000080 oldlace fdf5e6 olive 808000 olivedrab 6b8e23 orange ffa500
orangered ff4500 orchid da70d6 palegoldenrod eee8aa palegreen 98fb98 paleturquoise afeeee
palevioletred db7093 papayawhip ffefd5 peachpuff ffdab9 peru cd853f pink ffc0cb plum dda0dd
powderblue b0e0e6 purple 800080 rebeccapurple 663399 red ff0000 rosybrown bc8f8f royalblue 4169e1
saddlebrown 8b4513 salmon fa8072 sandybrown f4a460 seagreen 2e8b57 seashell fff5ee sienna a0522d
silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategray 708090 snow fffafa springgreen 00ff7f
steelblue 4682b4 tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347 turquoise 40e0d0 violet ee82ee
wheat f5deb3 white ffffff whitesmoke f5f5f5 yellow ffff00 yellowgreen 9acd32
"""
_CODES = _NAMED.replace("gray", "grey").split()
_HEX = dict(zip(_CODES[::2], _CODES[1::2], strict=True))
_LIGHT = re.compile(r"(?:ok)?l(?:ab|ch)")


def painted(value: str, over: Colour | None, kept: Colour | None) -> Colour | None:
    """That CSS colour laid over another; None when it is not known.

    `kept` is what a value stands for that changes nothing.
    """
    if value in _KEPT:
        return kept
    if value in ("transparent", "none"):
        return over
    code = _HEX.get(value.replace("gray", "grey"), value.removeprefix("#"))
    found = _hex("#" + code)
    if found is None:
        found = _function(value)
    if found is None:
        return None
    if found.alpha >= 1 or over is None:
        return found.colour
    red, green, blue = (
        mine * found.alpha + theirs * (1 - found.alpha)
        for mine, theirs in zip(found.colour, over, strict=True)
    )
    return (red, green, blue)


def backdrop(value: str, over: Colour | None) -> Colour | None:
    """The colour a `background` shorthand paints; None for a picture or a gradient."""
    if "url(" in value or "gradient(" in value or "image(" in value:
        return None
    for part in re.findall(r"[\w#%-]++(?:\([^)]{0,200}+\))?", value):
        colour = painted(part, over=over, kept=over)
        if colour is not None:
            return colour
    return None


def alike(ink: Colour | None, ground: Colour | None) -> bool:
    """Whether type of one colour cannot be made out on the other; unknown colours are seen."""
    if ink is None or ground is None:
        return False
    return all(abs(mine - theirs) < _NEAR for mine, theirs in zip(ink, ground, strict=True))


class _Paint(NamedTuple):
    """A colour as a style gives it; `alpha` is how opaque it is, 0 to 1."""

    colour: Colour
    alpha: float


class _Number(NamedTuple):
    """An argument of a colour function."""

    value: float
    unit: str


_OPAQUE = _Number(1.0, "")


def _hex(value: str) -> _Paint | None:
    if not re.fullmatch(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", value):
        return None
    digits = value[1:]
    if len(digits) <= 4:
        digits = "".join(2 * digit for digit in digits)
    red, green, blue, alpha = (int((digits + "ff")[at : at + 2], 16) for at in (0, 2, 4, 6))
    return _Paint((red, green, blue), alpha / 255)


def _function(value: str) -> _Paint | None:
    """What a colour function gives; None where it cannot be read or is a lightness that shows."""
    found = re.fullmatch(r"(rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(([^()]*)\)", value)
    if found is None:
        return None
    kind, arguments = found.groups()
    numbers = _numbers(arguments)
    if numbers is None or len(numbers) < 3:
        return None
    first, second, third, alpha = [*numbers, _OPAQUE][:4]
    opacity = alpha.value
    if alpha.unit == "%":
        opacity = alpha.value / 100
    if _LIGHT.fullmatch(kind):
        whole = 100.0
        if kind.startswith("ok") and first.unit != "%":
            whole = 1.0
        # Every other lightness is taken to show; white has no hue.
        if first.value < 0.97 * whole:
            return None
        return _Paint(WHITE, opacity)
    hue = first.value / 360 % 1
    if kind == "hsl":
        return _Paint(_of_hsl(hue, second.value / 100, third.value / 100), opacity)
    if kind == "hwb":
        return _Paint(_of_hwb(hue, second.value / 100, third.value / 100), opacity)
    whole = 1.0
    if kind == "color":
        whole = 255.0
    red, green, blue = (_channel(number, whole) for number in (first, second, third))
    return _Paint((red, green, blue), opacity)


def _channel(number: _Number, whole: float) -> float:
    """A channel from 0 to 255; a number that is no percentage is multiplied by `whole`."""
    if number.unit == "%":
        return number.value * 2.55
    return number.value * whole


def _numbers(arguments: str) -> list[_Number] | None:
    """The arguments of a colour function; None when one of them is no number."""
    numbers: list[_Number] = []
    for text in re.findall(r"-?[\d.]+(?:e-?\d+)?[%a-z]*", arguments):
        found = re.fullmatch(r"(-?(?:\d+(?:\.\d*)?|\.\d+)(?:e-?\d+)?)([%a-z]*)", text)
        if found is None:
            return None
        numbers.append(_Number(float(found[1]), found[2]))
    return numbers


def _of_hsl(hue: float, saturation: float, lightness: float) -> Colour:
    lightness = min(max(lightness, 0), 1)
    saturation = min(max(saturation, 0), 1)
    red, green, blue = colorsys.hls_to_rgb(hue, lightness, saturation)
    return (255 * red, 255 * green, 255 * blue)


def _of_hwb(hue: float, white: float, black: float) -> Colour:
    if white + black >= 1:
        grey = 255 * white / (white + black)
        return (grey, grey, grey)
    pure = colorsys.hls_to_rgb(hue, 0.5, 1)
    red, green, blue = (channel * (1 - white - black) + white for channel in pure)
    return (255 * red, 255 * green, 255 * blue)
