"""How well a mention explains a figure: by the words that stand around both.

Rare words count most, and so do near ones.
"""

# Tested in tests/core/checking/test_verify.py.

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache

from core.checking.evidence import Evidence, Mention, Nearby, standing
from core.checking.names import Word, words
from core.checking.quantities import quantities
from core.checking.quantity import Quantity
from core.plain import plain

_SEVERAL = 3
_TELLING = 2
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


def transposed(
    text: str, one: Quantity, other: Quantity, here: Mention, there: Mention, evidence: Evidence
) -> bool:
    """Whether a text repeats a sentence of the paper, but with two figures in each other's place.

    Whoever reorders clauses moves each figure's words with it. Figures of a list, with nothing of
    weight between them, may come in any order.
    """
    if here.in_table or here.place != there.place:
        return False
    if (one.start < other.start) == (here.quantity.start < there.quantity.start):
        return False
    original = plain(evidence.places[here.place].text)
    ours = _sides(text, one, other, evidence.pairs)
    theirs = _sides(original, here.quantity, there.quantity, evidence.pairs)
    telling = [
        stem for stem, sides in ours.items() if len(sides) == 1 and len(theirs.get(stem, ())) == 1
    ]
    if len(telling) < _TELLING or not any(ours[stem] == {1} for stem in telling):
        return False
    return all(ours[stem] == theirs[stem] for stem in telling)


def _sides(text: str, one: Quantity, other: Quantity, pairs: bool) -> dict[str, set[int]]:
    """On which sides of two figures a plain text's words and other figures stand.

    0 is before both, 1 between them, 2 behind both.
    """
    found, marks, stated = _taken_apart(text, pairs)
    ends = sorted((standing(marks, one.start), standing(marks, other.start)))
    sides: dict[str, set[int]] = defaultdict(set)
    for stem, at in found:
        sides[stem].add(bisect_left(ends, at))
    for each in stated:
        if each.value not in (one.value, other.value):
            sides[f"{each.value:g} {each.unit}"].add(bisect_left(ends, standing(marks, each.start)))
    return sides


@lru_cache(maxsize=64)
def _taken_apart(
    text: str, pairs: bool
) -> tuple[list[Word], list[tuple[int, float]], list[Quantity]]:
    """A text's words, where its tokens stand, and its figures.

    It is remembered because all pairs of a sentence's figures are compared, each time with the
    same sentence.
    """
    found, marks = words(text, pairs)
    return found, marks, quantities(text)
