"""Whether a figure that is told roughly is further off than anybody rounds. Pure.

"About 30" may be 29.6. Where no place of the sentence's words has such a value, and one that they
fit plainly has 25, it is not what the paper says.
"""

# Chinese is read here: words before bounds.
# Tested in tests/core/checking/test_rounding.py.

from __future__ import annotations

import re
from collections.abc import Sequence

from core.checking import support
from core.checking.comparing import has_decimals
from core.checking.mentions import Mention
from core.checking.quantity import Quantity
from core.checking.reading import By, Reading, Reason, fit
from core.models import Finding

# Between how many times the stated value another one is taken for the same, told roughly, and how
# much of it may be missing before it is another.
_LOW, _HIGH, _OFF = 0.5, 2.0, 0.08
# How well that place must fit, in prose and in a table, and how much better than the figure's own.
_PLAIN, _PLAIN_IN_TABLE, _BETTER = 0.6, 0.9, 0.1
# "Nearly 16" may be 16.2, but not "less than 16".
_UNDER = re.compile(
    r"(?:\b(?:under|below|(?:less|fewer|lower) than|at most)|不到|不足|不及|[少低小]于|不超过"
    r"|[至最]多)\s?[$]?$",
    re.IGNORECASE,
)
_BESIDE = 14
# What may be meant as well as the place that most is said of.
_NEARLY = 0.8
# From where on a sentence tells of the figure itself.
_TOLD = 0.4


def hold_against_rounding(text: str, readings: Sequence[Reading], about: support.About) -> None:
    """Doubt rough figures that the paper tells otherwise in the very place that is meant, and such
    bounds as it has more than."""
    for each in readings:
        if _is_exceeded(text, each):
            each.doubt(Reason.OTHER_PLACE, By.ROUNDING)
    rough = [each for each in readings if _is_rough(each)]
    if not rough:
        return
    stated = {each.quantity.value for each in readings}
    stated |= {each.quantity.number for each in readings}
    at_home, _ = about()
    for reading in rough:
        exact = {at.place for _, at in reading.best if at.quantity.value == reading.quantity.value}
        told = any(
            not at.in_table and fit(reading, at) >= _TOLD
            for _, at in reading.best
            if at.place in exact and has_decimals(reading.quantity)
        )
        own = max((fit(reading, mention) for _, mention in reading.best), default=0.0)
        for mention in at_home:
            there = mention.quantity
            if there.value in stated or there.number in stated:
                continue
            if mention.place in exact or not _is_meant(reading.quantity, mention):
                continue
            if told and mention.in_table:
                continue  # a sentence has the very number
            least = _PLAIN_IN_TABLE if mention.in_table else _PLAIN
            if fit(reading, mention) >= max(least, own + _BETTER):
                reading.doubt(Reason.OTHER_PLACE, By.ROUNDING)
                break


def _is_exceeded(text: str, reading: Reading) -> bool:
    """Whether a plain text tells less than a figure, and whatever it may stand for is more."""
    quantity = reading.quantity
    if quantity.stance != "<" or reading.finding is not Finding.FOUND or reading.gap:
        return False
    if not _UNDER.search(text, max(0, quantity.start - _BESIDE), quantity.start):
        return False
    most = max(score for score, _ in reading.best)
    values = [at.quantity for score, at in reading.best if score >= _NEARLY * most]
    return all(
        each.unit in (quantity.unit, "")
        and (each.stance == ">" or (not each.stance and each.number > quantity.number))
        for each in values
    )


def _is_rough(reading: Reading) -> bool:
    quantity = reading.quantity
    if quantity.stance != "~" or quantity.word or reading.gap or not quantity.value:
        return False
    return reading.finding in (Finding.FOUND, Finding.OPEN)


def _is_meant(quantity: Quantity, mention: Mention) -> bool:
    """Whether a place has what the figure roughly tells, but not nearly so much or little."""
    other = mention.quantity
    if other.aside or other.word:
        return False
    if other.unit != quantity.unit and not (mention.in_table and support.fits(quantity, mention)):
        return False
    low, high = support.span(quantity)
    if low <= other.value <= high or abs(other.value - quantity.value) <= _OFF * quantity.value:
        return False
    return _LOW * quantity.value <= other.value <= _HIGH * quantity.value
