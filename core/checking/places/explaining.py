"""How well a mention explains a figure: by the words that stand around both.

Rare words count most, and so do near ones.
"""

# Tested in tests/core/checking/test_verify.py.

from __future__ import annotations

import math

from core.checking.paper.evidence import Evidence
from core.checking.paper.mentions import Mention, Nearby

_SEVERAL = 3
_TOLD = 1e-3
Around = dict[str, tuple[float, float]]
"""The stems around a report's figure that the evidence has too, each with how near and how rare."""


def known(nearby: Nearby, evidence: Evidence) -> Around:
    """The stems the evidence can speak to."""
    rarity = evidence.rarity
    return {stem: (near, rarity[stem]) for stem, near in nearby.items() if stem in rarity}


def weight(around: Around) -> float:
    """What a mention can explain at most."""
    return sum(near * rarity for near, rarity in around.values())


def explained(around: Around, mention: Mention) -> float:
    """How much of what stands around a figure stands around the mention too."""
    nearby = mention.nearby
    shared = 0.0
    # This runs for every mention of a value; `filter` is the fastest way to what both have.
    for stem in filter(nearby.__contains__, around):
        near, rarity = around[stem]
        theirs = nearby[stem]
        if theirs < near:
            near = theirs
        shared += rarity * near
    return shared


def apart(one: Around, other: Around, here: Mention, there: Mention) -> float:
    """How well what tells two figures apart tells two mentions apart: 1 the same way, -1 reversed.

    It is 0 unless each figure has something of its own or several words agree: one name that is
    nearer to one of them says nothing.
    """
    of_one = of_other = ours = theirs = 0.0
    against = 0
    for stem, (weight, rarity) in one.items():
        more = weight
        if stem in other:
            more -= other[stem][0]
        nearer = here.nearby.get(stem, 0.0) - there.nearby.get(stem, 0.0)
        if not nearer:
            continue
        if more > 0:
            of_one += rarity * more * nearer
        else:
            of_other += rarity * more * nearer
        against += more * nearer < 0
        ours += rarity * more * more
        theirs += rarity * nearer * nearer
    if min(ours, theirs) <= _TOLD:
        return 0.0
    at_odds = max(of_one, of_other) >= 0 > of_one + of_other
    if at_odds and against < _SEVERAL:
        return 0.0
    return (of_one + of_other) / math.sqrt(ours * theirs)
