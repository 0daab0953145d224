"""Figures worked out from others: from the sentence's, or from those of one of the paper. Pure."""

# Chinese is read here: words that compare.
# Tested in tests/core/checking/test_verify.py.

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import permutations

from core.checking import support, units
from core.checking.comparing import follows, has_decimals, turned_round
from core.checking.direction import said
from core.checking.quantity import Quantity
from core.checking.reading import Reading, fit
from core.models import Finding

_COMPARING = re.compile(
    r"improv|gain|increas|reduc|drop|decreas|outperform|surpass|exceed|faster|slower|lead|margin|"
    r"higher|lower|better|differ|\bgaps?\b|apart|\bmore\b|\bless\b|fewer|"
    r"\bsav(?:es?|ed|ings?)\b|total|sum|combin|than|\bvs\b|versus|against|above|below|behind|"
    r"\bcost|\bpoints\b|\btimes\b|\btwice\b|\bdouble|\btriple|\bhalf\b|ahead|\btrail|\bbeat|\blos[est]|\bf[ae]ll|\bris[ei]|\brose|\bwin|\bgoes\b|\bfrom\b|\bby\b|对|比|从|"
    r"由|高|低|升|降|多|少|差|大于|小于|提升|提高|增加|增长|降低|减少|下降|高出|高于|低于|超过|超出|优于|领先|差距|"
    r"相差|快|慢|倍|节省|缩短|共|合计|总",
    re.IGNORECASE,
)
_SHARING = re.compile(
    r"of (?:which|them|these|the)\b|share|proportion|account|makes? up|of the original|占|比例|其中"
    r"|(?:原来|原先|原有|之前)的",
    re.IGNORECASE,
)
# How many figures of a sentence are held against one of them.
_NEIGHBOURS = 16
# How badly a place may fit a figure that the sentence works out.
_UNTOLD = 0.2


@lru_cache(maxsize=8)
def compares(text: str) -> bool:
    """Whether a plain sentence compares or adds up, so that a figure of it may be worked out."""
    return _COMPARING.search(text) is not None


def set_aside(text: str, readings: list[Reading]) -> list[Reading]:
    """Look for no place of the figures that the sentence's others give, and that no place tells of.

    Returns them.
    """
    aside: list[Reading] = []
    if not compares(text):
        return aside
    for reading in readings:
        best = max((fit(reading, mention) for _, mention in reading.best), default=0.0)
        if not reading.best or best > _UNTOLD or not has_decimals(reading.quantity):
            continue
        others = [each.quantity for each in readings[:_NEIGHBOURS] if each is not reading]
        given = [each for each in others if each.value > reading.quantity.value]
        if any(follows(reading.quantity, one, other) for one, other in permutations(given, 2)):
            reading.best = []
            aside.append(reading)
    return aside


def derive(
    reading: Reading,
    readings: Sequence[Reading],
    text: str,
    cut: Callable[[int, int], str],
    about: support.About,
) -> None:
    """Mark a figure as derived where the sentence compares and two other figures give it.

    Both stand in the sentence, or one does and the other in a table that the sentence names.
    """
    of_shares = bool(_SHARING.search(text))
    if not of_shares and not compares(text):
        return
    there = (Finding.FOUND, Finding.OPEN)
    found = [each for each in readings if each.finding in there and each is not reading]
    given = found[:_NEIGHBOURS]
    for one, other in permutations((each.quantity for each in given), 2):
        if follows(reading.quantity, one, other, of_shares=of_shares):
            reading.finding = Finding.DERIVED
            reading.basis = (cut(one.start, one.end), cut(other.start, other.end))
            return
    if reading.quantity.unit not in (units.POINTS, units.SCORE):
        return
    for each in given:
        one = each.quantity
        for beside in support.beside(each.best, each.around, about):
            if follows(reading.quantity, one, beside.quantity):
                reading.finding = Finding.DERIVED
                reading.basis = (
                    cut(one.start, one.end),
                    support.written(beside.quantity),
                )
                return


def work_out(reading: Reading, text: str, about: support.About, *, of_full_text: bool) -> None:
    """Leave a figure open that the writer may have worked out from figures of the paper.

    They stand in one of its sentences that speak of the same, or where the sentence's others do. Of
    a full text bare gaps may be worked out so too; an abstract states what it compares.
    """
    quantity = reading.quantity
    is_gap = of_full_text and reading.gap and has_decimals(quantity)
    if not (quantity.unit in units.COMPARED or is_gap) or not compares(text):
        return
    way = said(text, quantity.start, quantity.end)
    is_less = way is not None and way.sign < 0
    of_place: dict[int, list[Quantity]] = defaultdict(list)
    at_home, _ = about()
    for mention in at_home:
        if not mention.in_table:
            of_place[mention.place].append(mention.quantity)
    for given in of_place.values():
        given = given[:_NEIGHBOURS]
        worked_out = is_less and any(turned_round(quantity, each) for each in given)
        of_two = quantity.unit in (units.POINTS, units.SCORE, units.TIMES) or is_gap
        if of_two or quantity.stance == "~":
            pairs = permutations(given, 2)
            worked_out |= any(follows(quantity, one, other) for one, other in pairs)
        if worked_out:
            reading.finding = Finding.OPEN
            return
