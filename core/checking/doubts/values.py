"""Whether a place of the paper holds a figure's value: more leniently than `support` reads it.

A row's heads may tell the scale or the unit that its cells leave out. Pure.
"""

# Tested in tests/core/checking/doubts/test_settling.py.

from __future__ import annotations

from core.checking import support, units
from core.checking.evidence import Mention
from core.checking.quantity import Quantity

# How far rounding of floats may be off.
_SLACK = 1e-6
_SPOKEN_SCALES = {
    1e3: ("k", "thousand"),
    1e6: ("m", "million", "10^6", "param"),
    1e9: ("b", "billion", "10^9", "param"),
}


def factor_of(end: Quantity, mention: Mention) -> tuple[float, bool]:
    """By how much a mention's value is scaled to be the figure's, and whether its heads say so."""
    theirs = mention.quantity
    if end.unit == units.PERCENT and not theirs.unit and theirs.value <= 1.5:
        return 100.0, False
    if theirs.unit == units.PERCENT and not end.unit and end.value <= 1:
        return 0.01, False
    plainly = theirs.unit == "" and theirs.value == theirs.number
    if not (mention.in_table and plainly and end.number and end.value and end.number != end.value):
        return 1.0, False
    factor = end.value / end.number
    if end.unit:
        return factor, units.hinted(end.unit, mention.context)
    spoken = _SPOKEN_SCALES.get(factor, ())
    return factor, any(word in mention.context for word in spoken)


def holds(end: Quantity, mention: Mention) -> bool:
    """Whether a mention is of a figure's value, in a unit that fits."""
    theirs = mention.quantity
    if {end.sign, theirs.sign} == {"+", "-"} or {end.stance, theirs.stance} == {"<", ">"}:
        return False
    low, high = support.span(end)
    factor, told = factor_of(end, mention)
    if not low * (1 - _SLACK) <= theirs.value * factor <= high * (1 + _SLACK):
        return False
    return told or support.fits(end, mention, scaled=factor != 1.0)
