"""Whether a value of the paper may be a statement's: its sign, its form, what it counts. Pure."""

# Tested in tests/core/checking/doubts/test_settling.py.

from __future__ import annotations

from core.checking.doubts.naming import is_size
from core.checking.doubts.wording import Doubted
from core.checking.figures import units
from core.checking.figures.quantity import Quantity
from core.checking.figures.relations import has_decimals
from core.checking.naming.matching import alike
from core.checking.paper.mentions import Mention
from core.checking.places import support
from core.checking.words import roles
from core.checking.words.names import stem

# Counts of a few things stand everywhere.
_FEW = 10
# What anything may be called that is counted.
_ANYTHING = frozenset(map(stem, ("case", "instance", "item", "entry", "total", "time", "out")))


def digits(quantity: Quantity) -> int:
    """How many digits a number has that say something: 3 for 70.4 and for 0.00704."""
    return len(support.written(quantity).replace(".", "").lstrip("0"))


def is_in_words(end: Quantity, mention: Mention) -> bool:
    """Whether a value with decimals or a unit stands as a mere word: "three" for 3.0 %."""
    if not mention.quantity.word or mention.quantity.unit:
        return False
    return bool(end.unit) or (has_decimals(end) and not end.word)


def is_opposed(one: Quantity, other: Quantity) -> bool:
    """Whether two figures differ in their signs or stances: "+3" and "-3", "over" and "under"."""
    return {one.sign, other.sign} == {"+", "-"} or {one.stance, other.stance} == {"<", ">"}


def comparable(one: Quantity, other: Quantity) -> bool:
    """Whether two figures may measure the same kind of thing; a few things do not measure."""
    few = {each.value < _FEW and not has_decimals(each) and not each.unit for each in (one, other)}
    return len(few) == 1 and alike(one, other)


def counts_another(doubted: Doubted, end: Quantity, mention: Mention) -> bool:
    """Whether both count, and not the same: 17 images for 17 videos."""
    if end.unit or has_decimals(end) or is_size(end):
        return False
    things = roles.counted(doubted.text, end.end)
    if not things:
        return False
    if mention.quantity.unit in (units.PERCENT, units.POINTS, units.TIMES):
        return True
    theirs = mention.counted - _ANYTHING
    return bool(theirs) and not things & theirs
