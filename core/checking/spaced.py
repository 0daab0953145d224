"""Numbers whose thousands a space sets apart: "22 560" is no 22 beside a 560. Pure."""

# Chinese is read here: what numbers a thing.
# Tested in tests/core/checking/test_spaced.py.

from __future__ import annotations

import re
from collections.abc import Sequence

from core.checking.quantity import Quantity

_SPACED = re.compile(r"[1-9]\d{0,2}(?:[ '’\u2009\u202f]\d{3}){1,3}")
# Behind these the first number is a part of a name or a label: "Llama 3 405", "step 4 100".
_NAMED = re.compile(
    r"(?:[A-Z][\w.-]{0,20}|\d|\b(?:top|steps?|epochs?|layers?|stages?|levels?|tasks?|ids?|k|n))[\s=-]{1,3}$"
    r"|第\s?$"
)
# What measures the second one alone: "3 235B", "1 224×224".
_GOES_ON = re.compile(r"\s?[×x*%°]|[A-Za-z]|\s\d")
_BEFORE = 24


def as_one(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The quantities of a plain text, of which those that are one number read with spaces are such,
    with what the last part measures; the parts are set aside."""
    joined: dict[int, Quantity] = {}
    parts: set[int] = set()
    for at, whole in enumerate(found):
        written = text[whole.start : whole.end]
        if not whole.aside or not _SPACED.fullmatch(written) or not _is_one(text, whole):
            continue
        within = [
            number
            for number, each in enumerate(found)
            if number != at and whole.start - 1 <= each.start < whole.end
        ]
        if not within:
            continue
        first = min(within, key=lambda number: found[number].start)
        last = max(within, key=lambda number: found[number].start)
        joined[at] = _measured(whole, found[first], found[last])
        parts.update(within)
    return [
        joined.get(at, each._replace(aside=True) if at in parts else each)
        for at, each in enumerate(found)
    ]


def _is_one(text: str, whole: Quantity) -> bool:
    if _NAMED.search(text, max(0, whole.start - _BEFORE), whole.start):
        return False
    return _GOES_ON.match(text, whole.end) is None


def _measured(whole: Quantity, first: Quantity, last: Quantity) -> Quantity:
    """A whole number with the sign before its first part and the unit behind its last."""
    size = last.step  # of a whole number, the last part's scale
    return whole._replace(
        start=min(whole.start, first.start),
        end=max(whole.end, last.end),
        value=whole.number * size,
        unit=last.unit or first.unit,
        step=size,
        stance=first.stance or last.stance,
        sign=first.sign,
        aside=False,
    )
