"""Whether two figures of a sentence have changed places. Pure.

Two figures are doubted where each fits the other's place in the paper better than its own. Where
the paper has them in the other order, little is enough; where the words tell them apart as the
sentence has them, nothing is.
"""

# Chinese is read here: words of lists.
# Tested in tests/core/checking/places/test_deciding.py.

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from core.checking.figures.quantity import Quantity
from core.checking.figures.relations import has_decimals, other_kind, same_scale
from core.checking.paper.mentions import Mention
from core.checking.places import explaining
from core.checking.places.fitting import By, Reading, Reason, fit, same_thing
from core.checking.words.names import words


class _Limits(NamedTuple):
    """How much better two figures must fit each other's places to be doubted, or left open."""

    doubt: float
    maybe: float


# Where the paper has them in the other order, counts too, and where it has them in this one.
_INVERTED, _INVERTED_COUNTS = _Limits(0.017, -0.1), _Limits(0.1, -0.1)
_IN_ORDER = _Limits(0.2, 0.1)
# Where the words tell them apart as the sentence has them, if not clearly, or not at all.
_INVERTED_UNTOLD, _IN_ORDER_UNTOLD = _Limits(math.inf, -0.1), _Limits(math.inf, 0.1)
_INVERTED_AND_TOLD = _Limits(-0.03, -0.1)
_HARDLY_TOLD, _MORE_TOLD = 0.1, 0.2
# Words that tell two figures apart so well settle it, in whatever order.
_TOLD_APART = 0.5
_TOLD_CONTRARY, _TOLD_CONTRARY_IN_ORDER = _Limits(-0.01, -0.1), _Limits(0.1, 0.0)
_TOLD_CONTRARY_MOVED = _Limits(0.3, 0.0)
# A count and a measure are seldom taken for each other.
_TOLD_UNLIKE, _UNLIKE = 0.75, _Limits(0.25, 0.25)
# How much worse than the best two places may fit and still be meant.
_LIKELY = 0.1
_SHORTLY = 3  # sentences
_SIDE_BY_SIDE = re.compile(r"\s?(?:[,、，/]|and|or|和|与|及|或)\s?(?:and\s|or\s)?")
_AGAINST = re.compile(
    r"\W{0,3}(?:vs\.?|versus|against|compared (?:to|with)|to|[对比]|[提上]?[升高]?[到至]"
    r"|下?[降低]?[到至])\W{0,3}",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:.)(，；：。）（]")
_OF = re.compile(r"[^，。；、,;]{0,20}(?:的|[中里内上]|之)[^，。；、,;]{0,20}")
_ASSIGNED = re.compile(r"[=＝]\s?$")
_RESPECTIVELY = re.compile(r"分别|依次|respectively")


def exchanged(text: str, one: Reading, other: Reading, readings: Sequence[Reading]) -> None:
    """Doubt two figures of a plain sentence, or leave them open, where they may have changed
    places."""
    if not _comparable(one, other) or _listed(text, one.quantity, other.quantity):
        return
    least_gain = least_doubt = math.inf
    against = _side_by_side(text, one, other)
    unlike = other_kind(one.quantity, other.quantity)
    pairs = _likely_pairs(one, other)
    in_prose = [pair for pair in pairs if not (pair[0].in_table or pair[1].in_table)]
    if not in_prose or (one.gap != other.gap and len(in_prose) < len(pairs)):
        return  # what a table's rows and columns are called decides there
    for here, there in in_prose:
        told = explaining.apart(one.around, other.around, here, there)
        words_tell = not (against or _few(text, one, other))
        gain = _gain(one, other, here, there, words_tell=words_tell)
        inverted = _inverted(here, there)
        if unlike:
            if told > -_TOLD_UNLIKE:
                return
            limits = _UNLIKE
        elif words_tell and told < -_TOLD_APART:
            limits = _TOLD_CONTRARY if inverted else _TOLD_CONTRARY_IN_ORDER
            if inverted and not _restored(one, other, here, there, readings):
                limits = _TOLD_CONTRARY_MOVED
        elif not inverted or _any_order(text, one, other):
            limits = _IN_ORDER
            if words_tell and told >= 0:
                limits = _IN_ORDER_UNTOLD
        elif told > _TOLD_APART or not _restored(one, other, here, there, readings):
            return
        elif words_tell and told > _HARDLY_TOLD:
            limits = _INVERTED_UNTOLD
        elif words_tell and told < -_MORE_TOLD:
            limits = _INVERTED_AND_TOLD
        else:
            measured = bool(one.quantity.unit) or has_decimals(one.quantity)
            limits = _INVERTED if measured else _INVERTED_COUNTS
        least_doubt = min(least_doubt, gain - limits.doubt)
        least_gain = min(least_gain, gain - limits.maybe)
    for reading in (one, other):
        if least_doubt > 0:
            reading.doubt(Reason.EXCHANGED, By.EXCHANGE, least_doubt)
        elif least_gain > 0:
            reading.leave_open(Reason.EXCHANGED)


def _comparable(one: Reading, other: Reading) -> bool:
    """Whether two figures could change places: of one unit, scale and kind."""
    first, second = one.quantity, other.quantity
    if first.unit != second.unit or first.word != second.word:
        return False
    return same_scale(first, second)


def _listed(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether two figures stand side by side in a list whose order says nothing."""
    first, last = sorted((one, other))
    if not _SIDE_BY_SIDE.fullmatch(text, first.end, last.start):
        return False
    return _RESPECTIVELY.search(text) is None


def _side_by_side(text: str, one: Reading, other: Reading) -> bool:
    """Whether two figures stand side by side, as in "(2.71 vs 2.30)".

    Words before both cannot tell them apart, and none stand behind them in their clause.
    """
    first, last = sorted((one.quantity, other.quantity))
    if not _AGAINST.fullmatch(text, first.end, last.start):
        return False
    behind, _ = words(_CLAUSE.split(text[last.end :], maxsplit=1)[0])
    return not any(word.stem in one.around or word.stem in other.around for word in behind)


def _likely_pairs(one: Reading, other: Reading) -> list[tuple[Mention, Mention]]:
    """The places of two figures that fit them about as well as any."""
    fits: list[float] = []
    pairs: list[tuple[Mention, Mention]] = []
    of_other = [(there, fit(other, there)) for _, there in other.best]
    for _, here in one.best:
        of_one = fit(one, here)
        for there, fit_there in of_other:
            fits.append(of_one + fit_there)
            pairs.append((here, there))
    enough = max(fits) - _LIKELY
    return [pair for fit, pair in zip(fits, pairs, strict=True) if fit >= enough]


def _gain(
    one: Reading, other: Reading, here: Mention, there: Mention, *, words_tell: bool
) -> float:
    """How much better two figures fit each other's places than their own."""
    measure = fit if words_tell else same_thing
    return measure(one, there) + measure(other, here) - measure(one, here) - measure(other, there)


def _any_order(text: str, one: Reading, other: Reading) -> bool:
    """Whether the order of two figures says little.

    What is "18 of 7" or "six of seven" in English stands the other way round in Chinese.
    """
    first, last = sorted((one.quantity, other.quantity))
    if _OF.fullmatch(text, first.end, last.start):
        return True
    return _few(text, one, other)


def _few(text: str, one: Reading, other: Reading) -> bool:
    """Whether two figures count a few things each, and it is not said what each belongs to."""
    if one.quantity.unit or has_decimals(one.quantity) or has_decimals(other.quantity):
        return False
    if one.quantity.number != one.quantity.value:
        return False  # 2e-4 is no count
    if _RESPECTIVELY.search(text):
        return False
    if all(_ASSIGNED.search(text, 0, each.quantity.start) for each in (one, other)):
        return False  # "m=1 and m=2" count nothing
    return max(one.quantity.value, other.quantity.value) < 10


def _restored(
    one: Reading, other: Reading, here: Mention, there: Mention, readings: Sequence[Reading]
) -> bool:
    """Whether the sentence's figures stood in the paper's order if these two changed places.

    Where clauses or the things of a list come in another order, other figures move as well.
    """
    first, second = one.quantity.start, other.quantity.start
    for reading in readings:
        if reading is one or reading is other:
            continue
        places = reading.best_of(here.place)
        if len(places) != 1 or here.place != there.place:
            continue
        at, start = reading.quantity.start, places[0].quantity.start
        if (at < first) != (start < there.quantity.start):
            return False
        if (at < second) != (start < here.quantity.start):
            return False
    return True


def _inverted(here: Mention, there: Mention) -> bool:
    """Whether the paper states the second place first, in the same sentence or shortly before."""
    if here.place == there.place:
        return here.quantity.start > there.quantity.start
    return 0 < here.place - there.place <= _SHORTLY
