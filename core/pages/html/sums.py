"""What the functions of numbers in a style (`calc`, `min`, `round` …) come to. Pure."""

# Tested in tests/core/pages/html/test_boxes.py.

from __future__ import annotations

import math
import re
from collections import deque
from collections.abc import Callable, Sequence

from core.pages.html.lengths import UNITS, length_of

_LONGEST = 500  # characters of a value that is worked out
_MOST = 40  # functions of one value
_FUNCTIONS: dict[str, Callable[..., float]] = {
    "min": min,
    "max": max,
    "abs": abs,
    "hypot": math.hypot,
    "mod": lambda one, other: one % other,
    "rem": math.fmod,
    "clamp": lambda least, wanted, most: max(least, min(wanted, most)),
}
_OF_NUMBERS: dict[str, Callable[..., float]] = {
    "sign": lambda number: math.copysign(1, number) if number else 0.0,
    "sqrt": math.sqrt,
    "pow": math.pow,
    "exp": math.exp,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
}
_ROUNDED: dict[str, Callable[[float], float]] = {
    "nearest": round,
    "up": math.ceil,
    "down": math.floor,
    "to-zero": math.trunc,
}
_NAMES = "|".join(("calc", "round", *_FUNCTIONS, *_OF_NUMBERS))
_ANY = re.compile(rf"(?<![\w-])(?:{_NAMES}|env)\(")
_INNERMOST = re.compile(rf"(?<![\w-])({_NAMES}|env|)\(([^()]*+)\)")
_TOKEN = re.compile(
    r"\s*+(?:((?:\d++(?:\.\d*+)?|\.\d++)(?:e-?\d++)?)([a-z%]*+)|([a-z]++)|([-+*/]))"
)
_SIGNS = ("+", "-")
_CONSTANTS = {"pi": math.pi, "e": math.e, "infinity": 1e9, "nan": 0.0}
_ANGLES = {"deg": math.pi / 180, "turn": 2 * math.pi, "grad": math.pi / 200, "rad": 1.0}
_OPEN, _CLOSED = "\x01", "\x02"  # brackets of what cannot be worked out
_OF_TYPE = frozenset(("em", "ex", "ch", "ic", "lh", "%"))
_STEPS = {"smaller": 1 / 1.2, "larger": 1.2}
_OF_EM = re.compile(r"(?<![\w.])(\d++(?:\.\d*+)?|\.\d++)(em|%)(?!\w)")


class _Unknown(Exception):
    """It cannot be worked out."""


Amount = tuple[float, str]
"""A number and its unit."""


def worked_out(value: str, *, of_type: bool = False) -> str:
    """The value with a number in the place of each function that can be worked out.

    Lengths of several units become points. With `of_type`, for sizes of type, those do not whose
    unit is another size of type.
    """
    if len(value) > _LONGEST or not _ANY.search(value):
        return value
    for _ in range(_MOST):
        found = _INNERMOST.search(value)
        if found is None:
            break
        name, inside = found.groups()
        try:
            result = _result(name, inside, of_type)
        except (_Unknown, ArithmeticError, ValueError, TypeError, KeyError):
            result = f"{name}{_OPEN}{inside}{_CLOSED}"
        value = value[: found.start()] + result + value[found.end() :]
    return value.replace(_OPEN, "(").replace(_CLOSED, ")")


def type_size(value: str, em: float) -> float | None:
    """The size of type that a value says, in points, at that size around it; None for none."""
    if value in _STEPS:
        return em * _STEPS[value]
    if "(" in value:
        told = _OF_EM.sub(lambda found: f"{_share_of(em, *found.groups()):.6f}pt", value)
        value = worked_out(told)
    return length_of(value, em)


def _share_of(em: float, number: str, unit: str) -> float:
    return float(number) * em / (100 if unit == "%" else 1)


def _result(name: str, inside: str, of_type: bool) -> str:
    parts = [part.strip() for part in inside.split(",")]
    if name == "env":
        # There is no such notch on a paper's page.
        if len(parts) < 2:
            raise _Unknown
        return parts[1]
    way = "nearest"
    if name == "round" and parts[0] in _ROUNDED:
        way = parts.pop(0)
    amounts = _alike([_sum(part, of_type) for part in parts], of_type)
    numbers = [number for number, _ in amounts]
    unit = amounts[0][1]
    if name in ("", "calc"):
        (number,) = numbers
    elif name == "round":
        step = numbers[1] if len(numbers) > 1 else 1.0
        number = _ROUNDED[way](numbers[0] / step) * step
    elif name in _OF_NUMBERS:
        turned = _ANGLES.get(unit, 1.0)
        number, unit = _OF_NUMBERS[name](*(each * turned for each in numbers)), ""
    else:
        number = float(_FUNCTIONS[name](*numbers))
    if not math.isfinite(number):
        raise _Unknown
    return f"{number:.6f}".rstrip("0").rstrip(".") + unit


def _alike(amounts: Sequence[Amount], of_type: bool) -> list[Amount]:
    """The amounts in one unit."""
    units = {unit for _, unit in amounts}
    if len(units) < 2:
        return list(amounts)
    if not units <= UNITS.keys() or (of_type and units & _OF_TYPE):
        raise _Unknown
    if "" in units and any(number for number, unit in amounts if not unit):
        raise _Unknown
    return [(number * UNITS[unit], "pt") for number, unit in amounts]


def _sum(text: str, of_type: bool) -> Amount:
    """What numbers and signs come to: products first, then sums."""
    tokens = _tokens(text)
    terms = [_product(tokens)]
    while tokens:
        if tokens[0] not in _SIGNS:
            raise _Unknown
        terms.append(_product(tokens))  # With its sign, as that of its first number.
    alike = _alike(terms, of_type)
    return sum(number for number, _ in alike), alike[0][1]


def _tokens(text: str) -> deque[Amount | str]:
    tokens: deque[Amount | str] = deque()
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or found.end() == at:
            raise _Unknown
        at = found.end()
        number, unit, constant, sign = found.groups()
        if sign:
            tokens.append(sign)
        elif number:
            tokens.append((float(number), unit))
        else:
            tokens.append((_CONSTANTS[constant], ""))
    return tokens


def _product(tokens: deque[Amount | str]) -> Amount:
    number, unit = _number(tokens)
    while tokens and tokens[0] in ("*", "/"):
        sign = tokens.popleft()
        other, measure = _number(tokens)
        if sign == "*":
            number, unit = number * other, unit or measure
        else:
            number, unit = number / other, "" if unit == measure else unit
    return number, unit


def _number(tokens: deque[Amount | str]) -> Amount:
    """The number that comes next, with the signs before it."""
    factor = 1.0
    while tokens:
        token = tokens.popleft()
        if isinstance(token, tuple):
            return factor * token[0], token[1]
        if token not in _SIGNS:
            break
        factor *= -1.0 if token == "-" else 1.0
    raise _Unknown
