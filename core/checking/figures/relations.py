"""What numbers have to do with each other: kind, scale, rounding, difference, ratio. Pure."""

from __future__ import annotations

import math

from core.checking.figures import units
from core.checking.figures.quantity import Quantity

# How near a rough multiple is, and of what a round one is a multiple.
_CLOSE, _ROUND = 0.05, 10
# What a difference in points may be a difference of.
_SCORES = ("", units.PERCENT, units.SCORE)


def follows(quantity: Quantity, one: Quantity, other: Quantity, *, of_shares: bool = False) -> bool:
    """Whether a figure is the difference, ratio, percentage change or sum of two, as it is rounded.

    With `of_shares` also the percentage that one is of the other.
    """
    if one.unit != other.unit or not other.value:
        return False
    if quantity.unit == units.TIMES:
        return _is_about(quantity, one.value / other.value)
    if quantity.unit == units.PERCENT:
        if _is(quantity, 100 * (one.value - other.value) / other.value):
            return True
        is_part = of_shares and one.value < other.value
        if is_part and _is(quantity, 100 * one.value / other.value):
            return True
    if quantity.value < 10 and quantity.step >= 1 and not quantity.unit:
        return False
    difference = one.value - other.value
    if one.unit == quantity.unit and one.unit != units.PERCENT:
        return _is(quantity, difference) or _is(quantity, one.value + other.value)
    if quantity.unit not in (units.POINTS, units.SCORE) or one.unit not in _SCORES:
        return False
    shares = not one.unit and max(one.value, other.value) <= 1 and has_decimals(one)
    return _is(quantity, difference) or (shares and _is(quantity, 100 * difference))


def turned_round(quantity: Quantity, other: Quantity) -> bool:
    """Whether a percentage says of a share or a multiple what is left: 75% less for 25% or 4x."""
    if quantity.unit != units.PERCENT or not other.value:
        return False
    if other.unit == units.PERCENT:
        return _is(quantity, 100 - other.value)
    if other.unit != units.TIMES or other.value <= 1:
        return False
    share = 100 / other.value
    return _is(quantity, share) or _is(quantity, 100 - share)


def _is(quantity: Quantity, value: float) -> bool:
    """Whether a figure is that value, whatever its sign, rounded to the digits the figure shows."""
    slack = 0.5 * quantity.step * (1 + 1e-6)
    return math.isclose(quantity.value, abs(value), rel_tol=1e-9, abs_tol=slack)


def _is_about(quantity: Quantity, ratio: float) -> bool:
    """Whether a multiple is a ratio: roughly where it says so, or where it is round ("80x")."""
    if _is(quantity, ratio):
        return True
    value = quantity.value
    if quantity.stance == ">":
        return value <= ratio <= value * (1 + 2 * _CLOSE)
    if quantity.stance == "<":
        return value * (1 - 2 * _CLOSE) <= ratio <= value
    is_round = quantity.step >= 1 and value >= _ROUND and value % _ROUND == 0
    return (quantity.stance == "~" or is_round) and abs(ratio - value) <= _CLOSE * value


def other_kind(one: Quantity, other: Quantity) -> bool:
    """Whether one counts and the other measures: 5 shots are not taken for an accuracy of 58.5."""
    return not one.unit and not other.unit and (one.step < 1) != (other.step < 1)


def same_scale(one: Quantity, other: Quantity) -> bool:
    """Whether scale and unit multiply two numbers by the same."""
    return math.isclose(one.value * other.number, other.value * one.number, rel_tol=1e-6)


def has_decimals(quantity: Quantity) -> bool:
    """Whether a number was written with decimals."""
    if not quantity.number or not quantity.value:
        return False
    return quantity.step * quantity.number / quantity.value < 0.5


def is_size(quantity: Quantity) -> bool:
    """Whether a figure is the size of a model or the like, "7B": it names more than it states."""
    return not quantity.unit and quantity.value != quantity.number and quantity.value >= 1e6


def measure_alike(one: Quantity, other: Quantity) -> bool:
    """Whether two values of a table may be compared: both have decimals or neither, or one unit or
    a scale, "75%" and "56.2%", "16B" and "1.1B"."""
    if one.unit and one.unit == other.unit:
        return True
    if one.value != one.number and other.value != other.number:
        return True
    return has_decimals(one) == has_decimals(other)


def whole_digits(quantity: Quantity) -> int:
    """How many digits a number has before its point."""
    return len(f"{abs(quantity.number):.0f}")


def is_kept(quantity: Quantity, value: float) -> bool:
    """Whether a figure is a bound, "over 60" or "at most 5", and a value keeps it."""
    if quantity.stance == ">":
        return value >= quantity.value
    return quantity.stance == "<" and value <= quantity.value


def is_rounded(quantity: Quantity, other: Quantity) -> bool:
    """Whether another number is this one with fewer digits."""
    return abs(quantity.value - other.value) <= 0.5 * other.step * (1 + 1e-6)
