"""Lengths and shares in a style, as numbers. Pure."""

# Tested in tests/core/pages/html/test_visibility.py.

from __future__ import annotations

import re

# Points or pixels, which are near enough to tell what is drawn from what is not; a share is taken
# of a column, and of a window, of a thousand.
UNITS = {
    "px": 1.0,
    "pt": 1.0,
    "em": 10.0,
    "rem": 10.0,
    "ex": 5.0,
    "ch": 5.0,
    "ic": 10.0,
    "lh": 12.0,
    "rlh": 12.0,
    "pc": 12.0,
    "in": 72.0,
    "cm": 28.0,
    "mm": 2.8,
    "q": 0.7,
    "%": 10.0,
    "vw": 10.0,
    "vh": 10.0,
    "": 1.0,
}
UNITS |= {f"{kind}{side}": 10.0 for kind in "sld" for side in ("vw", "vh")}
UNITS |= dict.fromkeys(("vmin", "vmax", "vi", "vb", "cqw", "cqh", "cqi", "cqb"), 10.0)
_NAMED = "|".join(sorted(filter(None, UNITS), key=len, reverse=True))
LENGTH = re.compile(rf"(?<!\d)(-?(?:\d++(?:\.\d*+)?|\.\d++)(?:e-?\d++)?)({_NAMED}|(?![a-z0-9.]))")
_SHARE = re.compile(r"\s*+(-?[\d.]++(?:e[-+]?\d{1,3})?)(%?)\s*+")
_CHOICE = re.compile(r"(min|max|clamp)\((.{0,200})\)$")
_ANGLE = re.compile(r"(-?(?:\d++(?:\.\d*+)?|\.\d++))(deg|turn|grad|rad)?")
_DEGREES = {"deg": 1.0, "turn": 360.0, "grad": 0.9, "rad": 57.29578, None: 1.0}


def lengths(value: str) -> list[float]:
    """The lengths in a value, in points."""
    return [float(number) * UNITS[unit] for number, unit in LENGTH.findall(value)]


def length_of(value: str, em: float) -> float | None:
    """The length that a value begins with, in points, at that size of type; None for none."""
    found = LENGTH.search(value.removeprefix("calc("))
    if found is None or found.start() > 0:
        return None
    number = float(found[1])
    if found[2] == "em":
        return number * em
    if found[2] == "%":
        return number * em / 100
    return number * UNITS[found[2]]


def type_size(value: str, em: float) -> float | None:
    """The size of type that a value says, in points, at that size around it; None for none.

    Sums and products are worked out from left to right, and the least and the most are found.
    """
    function = _CHOICE.match(value)
    if function is None:
        inner = _calculation(value)
        if inner is None:
            return length_of(value, em)
        return _worked_out(inner.split(), em)
    found: list[float] = []
    for part in function[2].split(","):
        length = type_size(part.strip(), em)
        if length is None:
            return None
        found.append(length)
    return _chosen(function[1], found)


def _chosen(function: str, found: list[float]) -> float:
    """What `min`, `max` or `clamp` takes of those."""
    match function:
        case "min":
            return min(found)
        case "clamp" if len(found) == 3:
            least, wanted, most = found
            return max(least, min(wanted, most))
    return max(found)


def _calculation(value: str) -> str | None:
    """What stands within the brackets of a `calc`; None for any other value."""
    if not value.startswith("calc(") or not value.endswith(")"):
        return None
    return value.removeprefix("calc(").removesuffix(")")


def _worked_out(words: list[str], em: float) -> float | None:
    """The length that numbers and signs in turn come to; None where one of them is not read."""
    total = length_of(words[0], em) if words else None
    for sign, word in zip(words[1::2], words[2::2], strict=False):
        length, factor = length_of(word, em), share(word)
        if total is None:
            return None
        if sign == "*" and factor is not None:
            total *= factor
        elif sign == "*" and length is not None:
            total *= length  # What stands before it is a number.
        elif sign == "/" and factor:
            total /= factor
        elif sign == "+" and length is not None:
            total += length
        elif sign == "-" and length is not None:
            total -= length
        else:
            return None
    return total


def share(value: str) -> float | None:
    """A number or a percentage as a number; None for anything else."""
    function = _CHOICE.match(value)
    if function is not None:
        parts = [share(part) for part in function[2].split(",")]
        numbers = [part for part in parts if part is not None]
        if len(numbers) < max(1, len(parts)):
            return None
        return _chosen(function[1], numbers)
    found = _SHARE.fullmatch(_calculation(value) or value)
    if found is None or not re.search(r"\d", value) or found[1].count(".") > 1:
        return None
    number = float(found[1].rstrip(".") or "0")
    if found[2]:
        number /= 100
    return number


def degrees(value: str) -> float:
    """An angle in degrees, 0 for none."""
    found = _ANGLE.match(value.strip())
    if found is None:
        return 0.0
    return float(found[1]) * _DEGREES[found[2]]
