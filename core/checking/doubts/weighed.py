"""Whether enough speaks for it that a value in a sentence is the one of a statement. Pure."""

# Tested in tests/core/checking/doubts/test_settling.py.

from __future__ import annotations

from dataclasses import dataclass

from core.checking.doubts.refusal import Refusal
from core.models import Finding

# By the rules' finding and how many other figures stand there in the same order: by how much
# another figure there may fit better, and how much must be shared.
_LIMITS = {
    (Finding.OPEN, 0): (0.0, 0.3),
    (Finding.OPEN, 1): (0.1, 0.3),
    (Finding.OPEN, 2): (0.4, 0.05),
    (Finding.MISSING, 0): (-0.1, 0.6),
    (Finding.MISSING, 1): (-0.05, 0.6),
    (Finding.MISSING, 2): (-0.05, 0.6),
}
# A name that both have lets pass half as many words, and that another figure fits a little better.
_NAMED, _NAMED_BEHIND = 0.5, 0.1


@dataclass(frozen=True, slots=True)
class Weighed:
    """What speaks for a value in a sentence.

    `shared` is how much of what stands around the figure stands around the value, `behind` by how
    much another figure there fits better; `in_order` and `out_of_order` count the statement's other
    figures that stand there too.
    """

    shared: float
    behind: float
    in_order: int
    out_of_order: int
    twice: bool
    named: bool
    by_turn: bool = False


def too_little(weighed: Weighed, finding: Finding) -> Refusal | None:
    """Why what speaks for a value is not enough; None where it is."""
    if weighed.twice:
        return Refusal.TWICE
    if weighed.out_of_order:
        return Refusal.ORDER
    may_be_behind, least = _LIMITS[finding, min(weighed.in_order, 2)]
    if weighed.named:
        least *= _NAMED
        if finding is Finding.OPEN:
            may_be_behind = max(may_be_behind, _NAMED_BEHIND)
    if weighed.behind > may_be_behind and not weighed.by_turn:
        return Refusal.SIBLING
    return Refusal.LITTLE if weighed.shared < least else None
