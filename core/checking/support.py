"""Whether a figure of a report is what the paper states: same value, a unit that fits, and the same
thing measured."""

# Chinese is read here: words beside figures.

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from itertools import islice
from operator import itemgetter

from core.checking import units
from core.checking.evidence import Evidence, Mention, Nearby, standing
from core.checking.names import Word, words
from core.checking.quantities import Quantity, quantities
from core.plain import plain

# A mention explains a figure by the words both have around them, the rare ones and the near ones
# most. A figure is refused when another reading of it - a digit, a unit or a place changed - is
# explained better by this much.
BETTER, PLAINLY = 1.15, 0.3
TOGETHER, APART = 0.85, 0.2
MUCH_BETTER = ((1.5, 0.5), (3.0, 0.2))
_ABSOLUTE = re.compile(r"absolute|绝对|point|百分点")
_SCALED = {
    1e3: re.compile(r"thousand|\(k\)|\bk\b|10\^?3"),
    1e6: re.compile(r"million|\(m\)|\bm\b|10\^?6|params?\b|parameters?"),
    1e9: re.compile(r"billion|\(b\)|\bb\b|10\^?9|params?\b|parameters?|\bg\b|\(g\)"),
}
_KEPT, _MANY, _MOST = 6, 24, 1000
_SEVERAL = 3
_TELLING = 2
_score = itemgetter(0)
_TOLD = 1e-3
# Refused too when a place explains this share of the sentence, this many times better than the
# place of the figure.
_WHOLLY = (4.0, 0.6)
_CLOSE = 0.05  # "about 30" is 28.5 to 31.5, "over 60" up to 66: a share of the value, never more than its digits say


Around = dict[str, tuple[float, float]]
"""The stems around a report's figure that the evidence has too: how near each is to the figure, and how rare."""

About = Callable[[], tuple[list[Mention], Collection[int]]]
"""Where the paper speaks of the same as a sentence, as `Evidence.home` tells; asked for only where it decides."""

Explained = tuple[float, Mention]
"""A mention, and how well it explains a figure."""


def known(nearby: Nearby, evidence: Evidence) -> Around:
    """The stems the evidence can speak to."""
    rarity = evidence.rarity
    return {stem: (near, rarity[stem]) for stem, near in nearby.items() if stem in rarity}


def weight(around: Around) -> float:
    """What a mention can explain at most."""
    return sum(near * rarity for near, rarity in around.values())


def explained(around: Around, mention: Mention) -> float:
    """How much of what stands around a figure stands around the mention too."""
    nearby, shared = mention.nearby, 0.0
    for stem in filter(nearby.__contains__, around):
        near, rarity = around[stem]
        theirs = nearby[stem]
        shared += rarity * (near if near < theirs else theirs)
    return shared


def apart(one: Around, other: Around, here: Mention, there: Mention) -> float:
    """Whether what tells two figures apart tells two mentions apart the same way: 1 if it does, -1
    if the other way.

    Each figure must have something of its own, or several words agree; one name nearer to one of
    them says nothing.
    """
    of_one = of_other = ours = theirs = 0.0
    against = 0
    for stem, (weight, rarity) in one.items():
        more = weight - (other[stem][0] if stem in other else 0.0)
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
    if min(ours, theirs) <= _TOLD or (
        max(of_one, of_other) >= 0 > of_one + of_other and against < _SEVERAL
    ):
        return 0.0
    return (of_one + of_other) / math.sqrt(ours * theirs)


def transposed(
    text: str, one: Quantity, other: Quantity, here: Mention, there: Mention, evidence: Evidence
) -> bool:
    """Whether a text repeats a sentence of the paper with two figures in each other's place and all
    else in its own.

    Who puts clauses in another order takes the words of each figure along. Figures of a list, with
    nothing of weight between them, may come in any order.
    """
    if here.in_table or here.place != there.place:
        return False
    if (one.start < other.start) == (here.quantity.start < there.quantity.start):
        return False
    ours = _sides(text, one, other, evidence.pairs)
    theirs = _sides(
        plain(evidence.places[here.place].text), here.quantity, there.quantity, evidence.pairs
    )
    telling = [
        stem for stem, sides in ours.items() if len(sides) == 1 and len(theirs.get(stem, ())) == 1
    ]
    between = any(ours[stem] == {1} for stem in telling)
    return (
        between and len(telling) >= _TELLING and all(ours[stem] == theirs[stem] for stem in telling)
    )


def _sides(text: str, one: Quantity, other: Quantity, pairs: bool) -> dict[str, set[int]]:
    """The words and other figures of a plain text that stand before (0), between (1) and behind (2)
    two figures."""
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
    """A text's words and where its tokens stand, and its figures: the figures of a sentence are
    held against each other two by two, and the sentence is the same."""
    return *words(text, pairs), quantities(text)


def span(quantity: Quantity) -> tuple[float, float]:
    """The values that a figure may stand for: its own, and where it says "about" or "over" those
    close by."""
    value = quantity.value
    if not quantity.stance:
        return value, value
    digits = f"{quantity.number:.10g}".rstrip("0").rstrip(".") if quantity.number else "1"
    shown = (
        quantity.step * 10.0 ** max(0, len(f"{quantity.number:.0f}") - len(digits))
        if "." not in digits
        else quantity.step
    )
    loose = min(shown, 2 * _CLOSE * value)
    near = max(min(0.5 * shown, _CLOSE * value), 0.5 * quantity.step if quantity.number else 0.0)
    if quantity.stance == ">":
        return value, value + max(loose, near)
    return (
        (value - max(loose, near), value + near)
        if quantity.stance == "<"
        else (value - near, value + near)
    )


def supports(
    quantity: Quantity, around: Around, evidence: Evidence, about: About
) -> tuple[list[Explained], list[Explained]]:
    """The mentions of a figure's value that explain it best: those whose unit fits, and those whose
    unit does not.

    Where a value stands in many places, those in the places that the sentence is `about` are looked
    at.
    """
    stated = list(islice(_of_value(quantity, evidence), _MOST))
    if len(stated) > _MANY:
        related = about()[1]
        stated = [each for each in stated if each[0].place in related] + stated[:_KEPT]
    ranked = [(explained(around, mention), mention, scaled) for mention, scaled in stated]
    ranked.sort(key=_score, reverse=True)
    fitting: list[Explained] = []
    contrary: list[Explained] = []
    for score, mention, scaled in ranked:
        alike = quantity.unit == mention.quantity.unit and not scaled
        if not alike and (len(contrary) >= _KEPT or (fitting and not score)):
            continue  # what explains less than these decides nothing
        if {quantity.sign, mention.quantity.sign} == {"+", "-"}:
            continue
        (fitting if _fits(quantity, mention, scaled) else contrary).append((score, mention))
        if len(fitting) == _KEPT:
            break
    return fitting, contrary


def _of_value(quantity: Quantity, evidence: Evidence) -> Iterator[tuple[Mention, bool]]:
    """The mentions of a value; those that give it in another scale are marked."""
    low, high = span(quantity)
    for mention in evidence.between(low, high):
        yield mention, False
    if quantity.unit == units.PERCENT:
        for mention in evidence.between(low / 100, high / 100):
            if not mention.quantity.unit and mention.quantity.value <= 1.5:
                yield mention, True
    elif not quantity.unit and 0 < quantity.value <= 1:
        for mention in evidence.between(low * 100, high * 100):
            if mention.quantity.unit == units.PERCENT:
                yield mention, True
    elif quantity.number and quantity.number != quantity.value and quantity.value:
        scales = dict.fromkeys((quantity.value / quantity.number,)) if quantity.unit else _SCALED
        for scale, spoken in scales.items():
            for mention in evidence.between(low / scale, high / scale):
                if (
                    mention.in_table
                    and not mention.quantity.unit
                    and (not spoken or spoken.search(mention.context))
                ):
                    yield mention, True


def _fits(quantity: Quantity, mention: Mention, scaled: bool) -> bool:
    ours, theirs = quantity.unit, mention.quantity.unit
    if ours == theirs:
        return True
    if not ours:
        return scaled or _bare_fits(mention)
    if not theirs:
        return _bare_supports(quantity, mention, scaled)
    if ours == units.POINTS:
        return theirs == units.SCORE or (
            theirs == units.PERCENT and bool(_ABSOLUTE.search(mention.context))
        )
    return ours == units.SCORE and theirs == units.POINTS


def _bare_fits(mention: Mention) -> bool:
    """Whether a figure without a unit may stand for one that has it: a list shares units, scores
    have points."""
    quantity = mention.quantity
    if quantity.unit in (":", units.SCORE) or quantity.soft:
        return True
    return quantity.unit == units.TIMES and (quantity.word or quantity.value % 1 == 0)


def _bare_supports(quantity: Quantity, mention: Mention, scaled: bool) -> bool:
    """Whether a number without a unit may stand for a figure that has one: what stands around it
    must say so."""
    unit, context = quantity.unit, mention.context
    if unit == units.PERCENT:
        if scaled:
            return True
        return (
            units.hinted(unit, context)
            or (mention.in_table and mention.quantity.value <= 100)
            or (mention.quantity.step < 1 and units.scored(context))
        )
    if unit in (units.POINTS, units.SCORE):
        return (
            mention.in_table
            or bool(mention.quantity.sign)
            or units.scored(context)
            or mention.quantity.step < 1
        )
    return units.hinted(unit, context)


def refuted(
    quantity: Quantity, around: Around, own: Around, ours: Explained,
    contrary: list[Explained], at_home: list[Explained], stated: Collection[float],
) -> bool:  # fmt: skip
    """Whether the paper explains another reading of a figure plainly better than the figure, whose
    best place is given.

    `own` are the stems that speak of this figure and not of a neighbour, `contrary` the mentions of
    its value in another unit, `at_home` what the paper states where it speaks of the same as the
    sentence, and `stated` the values of the sentence: what it says itself is no slip for something
    else it says.
    """
    score, best = ours
    whole = weight(around)
    slips, others = (contrary[0][0] if contrary else 0.0), 0.0
    mine = BETTER * explained(own, best)
    sized = not quantity.unit and quantity.value != quantity.number
    for theirs, mention in at_home:
        if not sized and theirs > max(_WHOLLY[0] * score, _WHOLLY[1] * whole):
            return True
        if (
            theirs <= BETTER * score
            or mention.quantity.value in stated
            or explained(own, mention) <= mine
        ):
            continue
        if _misread(quantity, mention):
            slips = max(slips, theirs)
        if not sized and _rivals(quantity, mention):
            others = max(others, theirs)
            if mention.in_table and best.in_table and _dominates(mention, best, own):
                slips = max(slips, theirs)
    if slips > max(BETTER * score, PLAINLY * whole):
        return True
    return any(others > max(times * score, share * whole) for times, share in MUCH_BETTER)


def beside(best: list[Explained], around: Around, about: About) -> Iterator[Mention]:
    """What stands in the table of a figure's best place, under or beside another name of the
    sentence."""
    if not best or not best[0][1].in_table:
        return
    mention = best[0][1]
    for other in about()[0]:
        named = any(
            other.nearby.get(stem, 0.0) == 1.0 != mention.nearby.get(stem, 0.0) for stem in around
        )
        if named and other.in_table and _broken(other.quantity) == _broken(mention.quantity):
            yield other


def written(quantity: Quantity) -> str:
    """A number with the decimals its text gives it."""
    factor = quantity.value / quantity.number if quantity.number else 1.0
    return f"{quantity.number:.{max(0, -round(math.log10(quantity.step / factor)))}f}"


def other_kind(one: Quantity, other: Quantity) -> bool:
    """Whether one counts and the other measures: 5 shots are not taken for an accuracy of 58.5."""
    return not one.unit and not other.unit and (one.step < 1) != (other.step < 1)


def _dominates(mention: Mention, other: Mention, own: Around) -> bool:
    """Whether all that speaks for one mention speaks for another too, and a word beside it
    besides."""
    more = False
    for stem in own:
        theirs, ours = mention.nearby.get(stem, 0.0), other.nearby.get(stem, 0.0)
        if theirs < ours:
            return False
        more = more or theirs >= 1.0 > ours
    return more


def _rivals(quantity: Quantity, mention: Mention) -> bool:
    """Whether a figure may have been meant to be a mention's value: of its unit and shape, and not
    the same rounded."""
    other = mention.quantity
    if (
        other.aside
        or other.word != quantity.word
        or _broken(quantity) != _broken(other)
        or _rounded(quantity, other)
    ):
        return False
    if abs(_length(quantity) - _length(other)) > 1 or (quantity.value == quantity.number) != (
        other.value == other.number
    ):
        return False
    return quantity.unit == other.unit or _fits(quantity, mention, False)


def _broken(quantity: Quantity) -> bool:
    """Whether a number was written with decimals."""
    return (
        bool(quantity.number and quantity.value)
        and quantity.step * quantity.number / quantity.value < 0.5
    )


def _length(quantity: Quantity) -> int:
    return len(f"{abs(quantity.number):.0f}")


def _rounded(quantity: Quantity, other: Quantity) -> bool:
    """Whether another number is this one with fewer digits."""
    return abs(quantity.value - other.value) <= 0.5 * other.step * (1 + 1e-6)


def _misread(quantity: Quantity, mention: Mention) -> bool:
    """Whether one changed digit, another unit or scale makes a mention's value into this figure."""
    other = mention.quantity
    if quantity.number == other.number:
        if quantity.unit == other.unit:
            return quantity.value != other.value
        return bool(quantity.number and quantity.unit and other.unit) and not _fits(
            quantity, mention, False
        )
    if not quantity.number / 11 < other.number < 11 * quantity.number or _rounded(quantity, other):
        return False
    if not math.isclose(quantity.value * other.number, other.value * quantity.number, rel_tol=1e-6):
        return False  # scaled another way
    if quantity.unit != other.unit and not _fits(quantity, mention, False):
        return False
    ours, theirs = _digits(quantity.number), _digits(other.number)
    return (
        len(ours) == len(theirs)
        and sum(one != other for one, other in zip(ours, theirs, strict=True)) == 1
    )


def _digits(number: float) -> str:
    """A number with six digits behind the point, so that figures of one length have their digits in
    one place."""
    return f"{number:.6f}"
