"""CSS colours as a browser paints them, one laid over another. Pure."""

from __future__ import annotations

import colorsys
import math
import re
from typing import NamedTuple

from core.pages.html.sums import worked_out

Colour = tuple[float, float, float]
"""Red, green and blue, 0 to 255."""

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)

# Colours closer than this in every channel (0 to 255) cannot be told apart in small type: TeX's
# gray of .87 on white cannot, its gray!30 just can.
_NEAR = 37.0
# Nor can colours that are nearly as light as each other, such as a pale yellow on white.
_NEAR_IN_LIGHT, _TINTED = 1.12, 60.0
_KEPT = {"inherit", "currentcolor", "unset", "revert", "revert-layer", "auto", ""}
# What a browser without a dark theme paints for the names of its own colours.
_SYSTEM = {"canvas": "ffffff", "canvastext": "000000", "field": "ffffff", "fieldtext": "000000"}
_SYSTEM |= dict.fromkeys(("accentcolortext", "highlighttext", "selecteditemtext"), "ffffff")
_SYSTEM |= {"mark": "ffff00", "marktext": "000000"}
# Those that are out of use stand for others.
_SYSTEM |= dict.fromkeys(
    ("window", "background", "appworkspace", "infobackground", "menu", "scrollbar"), "ffffff"
)
_SYSTEM |= dict.fromkeys(
    ("buttonface", "buttonhighlight", "buttonshadow", "threedface", "threedhighlight"), "f0f0f0"
)
_SYSTEM |= dict.fromkeys(("windowtext", "buttontext", "infotext", "menutext"), "000000")

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
_HEX = dict(zip(_CODES[::2], _CODES[1::2], strict=True)) | _SYSTEM
_LIGHT = re.compile(r"(?:ok)?l(?:ab|ch)")
_PIECE = re.compile(r"[\w#%-]++(?:\([^()]{0,200}+\))?")
_MIXED = re.compile(
    r"color-mix\(in\s++[\w-]++(?:\s++\w++\s++hue)?,([^,()]++(?:\([^()]{0,200}+\))?[^,()]*+),"
    r"([^,()]++(?:\([^()]{0,200}+\))?[^,()]*+)\)"
)
_PLAIN = r"[^,()]++(?:\([^()]{0,200}+\))?"
_SCHEMES = re.compile(rf"light-dark\(({_PLAIN})\s*+,\s*+({_PLAIN})\s*+\)")
DARK_GROUND: Colour = (18, 18, 18)
"""What a browser paints behind a page that is dark."""
_DARK_NAMES = re.compile(r"\b(?:canvas|canvastext|field|fieldtext)\b")
_IN_DARK = {"canvas": "#121212", "canvastext": "#fff", "field": "#3b3b3b", "fieldtext": "#fff"}
# A colour made of another one's channels.
_RELATIVE = re.compile(
    r"(rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(\s*+from\s++([\w#-]++(?:\([^()]{0,200}+\))?)\s++"
    r"((?:[^()]|\([^()]{0,99}\)){1,200})\)"
)
_OWN_CHANNELS = ("r g b", "h s l", "h w b", "l a b", "l c h")
_THINNED = re.compile(r"alpha\(\s*+from\s++((?:[^()]|\([^()]{0,99}\)){1,200})\)")
_OPPOSITE = re.compile(r"contrast-color\(((?:[^()]|\([^()]{0,99}\)){1,200})\)")
_DARK = 0.18  # of light, below which white is read more easily on it than black
_PERCENT = re.compile(r"([\d.]{1,9})%")
_DIGITS = re.compile(r"[0-9a-f]{3,4}")
_NO_DIGIT = re.compile(r"[^0-9a-f]")
_LONGEST_CODE = 128  # characters of an attribute's colour


def painted(value: str, over: Colour | None, kept: Colour | None) -> Colour | None:
    """That CSS colour laid over another; None when it is not known.

    `kept` is what a value stands for that changes nothing.
    """
    if value in _KEPT:
        return kept
    if value in ("transparent", "none"):
        return over
    relative = _RELATIVE.fullmatch(value)
    if relative:
        return _of_another(relative, over, kept)
    code = _HEX.get(value.replace("gray", "grey"), value.removeprefix("#"))
    found = _hex("#" + code) or _function(value)
    if found is None:
        return _combined(value, over, kept)
    if found.alpha >= 1 or over is None:
        return found.colour
    return blended(found.colour, over, found.alpha)


def of_attribute(value: str) -> str:
    """The colour that an attribute says, as HTML reads what is no name of one: three parts of
    digits, each cut to two, what is no digit being 0; "" for none."""
    plain = value.strip().lower()
    code = plain.removeprefix("#")
    is_short = plain != code and len(code) in (3, 4) and _DIGITS.fullmatch(code)
    if not code or plain == "transparent" or is_short:
        return plain if is_short else ""
    if plain.replace("gray", "grey") in _HEX:
        return plain
    code = _NO_DIGIT.sub("0", code[:_LONGEST_CODE])
    size = -(-len(code) // 3)
    parts = [code.ljust(3 * size, "0")[at : at + size][-8:] for at in range(0, 3 * size, size)]
    while len(parts[0]) > 2 and all(part[0] == "0" for part in parts):
        parts = [part[1:] for part in parts]
    return "#" + "".join(part[:2].rjust(2, "0") for part in parts)


def in_dark(value: str) -> str:
    """The value in which what differs by theme is what a dark one has."""
    value = _SCHEMES.sub(lambda found: found[2], value)
    return _DARK_NAMES.sub(lambda found: _IN_DARK[found[0]], value)


def backdrop(value: str, over: Colour | None, current: Colour | None = None) -> Colour | None:
    """The colour a `background` shorthand paints; None for a picture or a gradient of several.

    `current` is the colour of the type.
    """
    if "url(" in value or "image(" in value or "element(" in value:
        return None
    if "gradient(" in value:
        return _of_gradient(value, over)
    for part in _PIECE.findall(value):
        if part == "currentcolor":
            return current
        colour = painted(part, over=over, kept=over)
        if colour is not None:
            return colour
    return None


def blended(colour: Colour | None, ground: Colour | None, opacity: float) -> Colour | None:
    """A colour that lets so much of its ground through; None when either is not known."""
    if opacity >= 1 or colour is None:
        return colour
    if ground is None:
        return None
    red, green, blue = (
        mine * opacity + theirs * (1 - opacity) for mine, theirs in zip(colour, ground, strict=True)
    )
    return (red, green, blue)


def alike(ink: Colour | None, ground: Colour | None) -> bool:
    """Whether type of one colour cannot be made out on the other; unknown colours are seen."""
    if ink is None or ground is None:
        return False
    apart = max(abs(mine - theirs) for mine, theirs in zip(ink, ground, strict=True))
    if apart < _NEAR:
        return True
    if apart > _TINTED:
        return False
    lights = sorted((_light(ink), _light(ground)))
    return (lights[1] + 0.05) / (lights[0] + 0.05) < _NEAR_IN_LIGHT


def colours_in(value: str, over: Colour | None) -> list[Colour]:
    """The colours that are named in a value of several parts, such as a shadow's."""
    found: list[Colour] = []
    for part in _PIECE.findall(value):
        # A bare number is a length, and not the short form of a colour.
        if part[0].isdigit():
            continue
        colour = painted(part, over=over, kept=None)
        if colour is not None:
            found.append(colour)
    return found


def _of_gradient(value: str, over: Colour | None) -> Colour | None:
    """The colour of a gradient whose colours are alike; None where they are not."""
    found = colours_in(value.partition("gradient(")[2], over)
    if found and all(alike(each, found[0]) for each in found):
        return found[0]
    return None


def _combined(value: str, over: Colour | None, kept: Colour | None) -> Colour | None:
    """A colour that is said by two others: a mixture, or one for each theme."""
    thinned = _THINNED.fullmatch(value)
    if thinned:
        of, _, opacity = thinned[1].rpartition("/")
        return blended(painted(of.strip(), over, kept), over, _opacity(opacity))
    opposite = _OPPOSITE.fullmatch(value)
    if opposite:
        ground = painted(opposite[1].strip(), over, kept)
        if ground is None:
            return None
        return WHITE if _light(ground) < _DARK else BLACK
    themes = _SCHEMES.fullmatch(value)
    if themes:
        return painted(themes[1].strip(), over, kept)
    mixed = _MIXED.fullmatch(value)
    if mixed is None:
        return None
    first, second = mixed[1], mixed[2]
    share = _PERCENT.search(re.sub(r"\([^()]*\)", "", first))
    rest = _PERCENT.search(re.sub(r"\([^()]*\)", "", second))
    opacity = 0.5
    try:
        if share:
            opacity = float(share[1]) / 100
        elif rest:
            opacity = 1 - float(rest[1]) / 100
    except ValueError:
        return None
    one, other = (painted(_PIECE.findall(part)[0], over, kept) for part in (first, second))
    if one is None or other is None:
        return None
    return blended(one, other, min(max(opacity, 0.0), 1.0))


def _of_another(found: re.Match[str], over: Colour | None, kept: Colour | None) -> Colour | None:
    """A colour made of another one's channels; None where they are worked out from each other."""
    base = painted(found[2], over, kept)
    if base is None:
        return None
    kind = found[1]
    told, _, alpha = found[3].partition("/")
    channels = " ".join(told.split())
    if kind == "color":
        channels = channels.partition(" ")[2]  # The space's name stands before them.
    colour: Colour | None = base
    if channels not in _OWN_CHANNELS:
        for name, channel in _channels(kind, base).items():
            channels = re.sub(rf"\b{name}\b", f"{channel:.4f}", channels)
        space = "srgb " if kind == "color" else ""
        colour = painted(worked_out(f"{kind}({space}{channels})"), over, kept)
    opacity = _opacity(alpha.strip()) if alpha.strip() not in ("", "alpha") else 1.0
    return blended(colour, over, opacity)


def _channels(kind: str, colour: Colour) -> dict[str, float]:
    """A colour's channels by their names in a function of that kind, those of a lightness about."""
    red, green, blue = (channel / 255 for channel in colour)
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    match kind:
        case "rgb":
            return {"r": 255 * red, "g": 255 * green, "b": 255 * blue}
        case "color":
            return {"r": red, "g": green, "b": blue}
        case "hsl":
            return {"h": 360 * hue, "s": 100 * saturation, "l": 100 * lightness}
        case "hwb":
            white, black = min(red, green, blue), 1 - max(red, green, blue)
            return {"h": 360 * hue, "w": 100 * white, "b": 100 * black}
    whole = 1.0 if kind.startswith("ok") else 100.0
    seen = math.pow(_light(colour), 1 / 3) * whole
    return {"l": seen, "a": 0.0, "b": 0.0, "c": 0.0, "h": 0.0}


def _opacity(text: str) -> float:
    """What stands behind a colour's slash; 1 where it cannot be read."""
    numbers = _numbers(text)
    if not numbers:
        return 1.0
    return numbers[0].value / (100 if numbers[0].unit == "%" else 1)


def _light(colour: Colour) -> float:
    """How light a colour is to the eye, 0 to 1."""
    red, green, blue = (math.pow(channel / 255, 2.2) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


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
    """What a colour function gives; None where it cannot be read."""
    if "calc(" in value:
        value = worked_out(value)
    found = re.fullmatch(r"(rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(([^()]*)\)", value)
    if found is None:
        return None
    kind, arguments = found.groups()
    if arguments.lstrip().startswith("--"):
        return None  # A space of one's own.
    if kind == "color":
        arguments = arguments.strip().partition(" ")[2]  # The space's name may hold a number.
    numbers = _numbers(arguments)
    if numbers is None or len(numbers) < 3:
        return None
    first, second, third, alpha = [*numbers, _OPAQUE][:4]
    opacity = alpha.value
    if alpha.unit == "%":
        opacity = alpha.value / 100
    if _LIGHT.fullmatch(kind):
        return _Paint(_of_lightness(kind, first, second, third), opacity)
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
    arguments = re.sub(r"\bnone\b", "0", arguments)
    for text in re.findall(r"-?[\d.]+(?:e-?\d+)?[%a-z]*", arguments):
        found = re.fullmatch(r"(-?(?:\d+(?:\.\d*)?|\.\d+)(?:e-?\d+)?)([%a-z]*)", text)
        if found is None:
            return None
        numbers.append(_Number(float(found[1]), found[2]))
    return numbers


def _of_lightness(kind: str, first: _Number, second: _Number, third: _Number) -> Colour:
    """The colour of a lightness and two more numbers, by the formulas of CSS Color 4."""
    is_ok = kind.startswith("ok")
    lightness = first.value
    if is_ok and first.unit == "%":
        lightness /= 100
    most = 125.0
    if kind.endswith("ch"):
        most = 150.0
    if is_ok:
        most = 0.4
    a, b = (number.value * (most / 100 if number.unit == "%" else 1) for number in (second, third))
    if kind.endswith("ch"):
        angle = math.radians(third.value)
        a, b = a * math.cos(angle), a * math.sin(angle)
    # Beyond these a colour is as light, and as strong, as it can be.
    lightness = min(max(lightness, 0.0), 1.0 if is_ok else 100.0)
    a, b = (min(max(each, -200.0), 200.0) for each in (a, b))
    channels = _of_oklab(lightness, a, b) if is_ok else _of_lab(lightness, a, b)
    red, green, blue = map(_of_linear, channels)
    return (red, green, blue)


def _of_oklab(lightness: float, a: float, b: float) -> Colour:
    """Linear channels from 0 to 1."""
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
    )


def _of_lab(lightness: float, a: float, b: float) -> Colour:
    """Linear channels from 0 to 1."""
    y = (lightness + 16) / 116
    x, z = y + a / 500, y - b / 200
    x, y, z = (each**3 if each > 6 / 29 else (each - 4 / 29) * 108 / 841 for each in (x, y, z))
    x, z = 0.9643 * x, 0.8251 * z
    return (
        3.1341359 * x - 1.6173863 * y - 0.4906619 * z,
        -0.9787955 * x + 1.916254 * y + 0.0334427 * z,
        0.0719553 * x - 0.2289768 * y + 1.4053860 * z,
    )


def _of_linear(channel: float) -> float:
    """A linear channel as one from 0 to 255."""
    channel = min(max(channel, 0.0), 1.0)
    if channel <= 0.0031308:
        return 255 * 12.92 * channel
    return 255 * (1.055 * math.pow(channel, 1 / 2.4) - 0.055)


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
