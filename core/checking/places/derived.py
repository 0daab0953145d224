"""Figures worked out from others: from the sentence's, or from those of one of the paper. Pure."""

# Chinese is read here: words that compare.
# Tested in tests/core/checking/places/test_derived.py and test_verify.py.

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import permutations

from core.checking.figures import units
from core.checking.figures.relations import follows, has_decimals, turned_round
from core.checking.paper.evidence import Evidence
from core.checking.paper.mentions import Mention
from core.checking.places import support
from core.checking.places.fitting import Reading
from core.checking.words.direction import said
from core.models import Finding

_COMPARING = re.compile(
    r"improv|gain|increas|reduc|drop|decreas|outperform|surpass|exceed|faster|slower|lead|margin|"
    r"higher|lower|better|differ|\bgaps?\b|apart|\bmore\b|\bless\b|fewer|"
    r"\bsav(?:es?|ed|ings?)\b|total|sum|combin|than|\bvs\b|versus|against|above|below|behind|"
    r"\bcost|\bpoints\b|\btimes\b|\bfactors?\b|\bratios?\b|(?<=\d)\s?[x×](?!\s?\d)|\btwice\b|\bdouble|\btriple|\bhalf\b|ahead|\btrail|\bbeat|\blos[est]|\bf[ae]ll|\bris[ei]|\brose|\bwin|\bgoes\b|\bfrom\b|\bby\b|对|比|从|"
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


@lru_cache(maxsize=8)
def compares(text: str) -> bool:
    """Whether a plain sentence compares or adds up, so that a figure of it may be worked out."""
    return _COMPARING.search(text) is not None


def derive(
    reading: Reading,
    readings: Sequence[Reading],
    text: str,
    cut: Callable[[int, int], str],
    about: support.About,
    evidence: Evidence,
) -> None:
    """Mark a figure as derived where the sentence compares and two other figures give it.

    Both stand in the sentence, or one does and the other in a table that the sentence names, or
    beside it in the paper.
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
    for each in given:
        one = each.quantity
        if reading.quantity.unit in (units.POINTS, units.SCORE):
            for beside in support.beside(each.best, each.around, about):
                if follows(reading.quantity, one, beside.quantity):
                    reading.finding = Finding.DERIVED
                    reading.basis = (
                        cut(one.start, one.end),
                        support.written(beside.quantity),
                    )
                    return
        if any(
            follows(reading.quantity, one, at.quantity)
            for at in told_beside(reading, each, evidence)
        ):
            # Which of the two the sentence compares is not told.
            reading.finding, reading.reckoned = Finding.OPEN, True
            return


def told_beside(gap: Reading, stated: Reading, evidence: Evidence) -> Iterator[Mention]:
    """What the paper's text has beside a figure that the sentence states, to which a gap may be:
    none for a figure that is no gap."""
    if not gap.gap or not has_decimals(gap.quantity):
        return
    for _, at in stated.best:
        if at.in_table:
            continue
        for place in (at.place, at.place - 1, at.place + 1):
            for other in evidence.mentions_of(place):
                if not other.in_table and has_decimals(other.quantity):
                    yield other


def is_turned_round(reading: Reading, text: str, about: support.About) -> bool:
    """Whether a sentence of the paper that speaks of the same tells how much is left, or how many
    times less, of what a figure says that it shrank: "75 % less" for "25 % of the memory"."""
    quantity = reading.quantity
    way = said(text, quantity.start, quantity.end)
    if way is None or way.sign > 0:
        return False
    at_home, _ = about()
    return any(not at.in_table and turned_round(quantity, at.quantity) for at in at_home)
