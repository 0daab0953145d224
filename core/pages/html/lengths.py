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
    "cap": 7.0,
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
UNITS |= {"rex": 5.0, "rch": 5.0, "ric": 10.0, "rcap": 7.0}
UNITS |= dict.fromkeys(("vmin", "vmax", "vi", "vb", "cqw", "cqh", "cqi", "cqb"), 10.0)
_NAMED = "|".join(sorted(filter(None, UNITS), key=len, reverse=True))
LENGTH = re.compile(rf"(?<!\d)(-?(?:\d++(?:\.\d*+)?|\.\d++)(?:e-?\d++)?)({_NAMED}|(?![a-z0-9.]))")
_SHARE = re.compile(r"\s*+(-?[\d.]++(?:e[-+]?\d{1,3})?)(%?)\s*+")
_ANGLE = re.compile(r"(-?(?:\d++(?:\.\d*+)?|\.\d++))(deg|turn|grad|rad)?")
_DEGREES = {"deg": 1.0, "turn": 360.0, "grad": 0.9, "rad": 57.29578, None: 1.0}


def lengths(value: str) -> list[float]:
    """The lengths in a value, in points."""
    return [float(number) * UNITS[unit] for number, unit in LENGTH.findall(value)]


def length_of(value: str, em: float) -> float | None:
    """The length that a value begins with, in points, at that size of type; None for none."""
    found = LENGTH.search(value)
    if found is None or found.start() > 0:
        return None
    number = float(found[1])
    if found[2] == "em":
        return number * em
    if found[2] == "%":
        return number * em / 100
    return number * UNITS[found[2]]


def share(value: str) -> float | None:
    """A number or a percentage as a number; None for anything else."""
    found = _SHARE.fullmatch(value)
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
