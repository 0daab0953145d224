"""Values that a text gives in turn for several conditions: "the 7B and 14B models reach 75% and
78%", "96.5 at 16 kHz and 94.5 at 8 kHz". Pure.
"""

# Tested in tests/core/checking/doubts/test_turns.py.

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from core.checking.doubts.naming import is_size
from core.checking.doubts.wording import Doubted
from core.checking.figures.quantities import quantities
from core.checking.figures.quantity import Quantity
from core.checking.naming.matching import alike
from core.checking.paper.mentions import Mention

_SEVERAL = 2


class Turn(Enum):
    """Whose turn a value stands in."""

    OURS = "of the statement's condition"
    OTHERS = "of another"
    NONE = "nothing tells"


def turn(doubted: Doubted, end: Quantity, mention: Mention, text: str) -> Turn:
    """Whether a text that has as many conditions as values gives this value for a condition in
    figures that the statement tells with it."""
    there = quantities(text)
    values = [each for each in there if _are_alike(each, mention.quantity)]
    starts = [each.start for each in values]
    if mention.quantity.start not in starts:
        return Turn.NONE
    own = starts.index(mention.quantity.start)
    for said in quantities(doubted.text):
        if said.start == end.start or _are_alike(said, end):
            continue
        conditions = [each for each in there if _are_alike(each, said)]
        if not _SEVERAL <= len(conditions) == len(values) or not _take_turns(conditions, values):
            continue
        its = [number for number, each in enumerate(conditions) if each.value == said.value]
        if len(its) == 1:
            return Turn.OURS if its[0] == own else Turn.OTHERS
    return Turn.NONE


def _are_alike(one: Quantity, other: Quantity) -> bool:
    return alike(one, other) and is_size(one) == is_size(other)


def _take_turns(some: Sequence[Quantity], others: Sequence[Quantity]) -> bool:
    """Whether two lists of figures stand one behind the other, or one by one."""
    before = {one.start < other.start for one, other in zip(some, others, strict=True)}
    return len(before) == 1
