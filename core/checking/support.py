"""Whether a figure of a report is what the paper states.

It must have the same value and a unit that fits, and measure the same thing.
"""

# Chinese is read here: words beside figures.

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import islice
from operator import itemgetter

from core.checking import units
from core.checking.comparing import has_decimals, is_rounded, same_scale, whole_digits
from core.checking.evidence import Evidence, Mention
from core.checking.explaining import Around, explained, weight
from core.checking.quantity import Quantity

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
_score = itemgetter(0)
# Refused too when a place explains this share of the sentence, this many times better than the
# place of the figure.
_WHOLLY = (4.0, 0.6)
# "About 30" is 28.5 to 31.5, "over 60" up to 66: a share of the value, and never more than its
# digits say.
_CLOSE = 0.05

About = Callable[[], tuple[list[Mention], Collection[int]]]
"""Gives where the paper speaks of the same as a sentence, as `Evidence.home` tells."""

Explained = tuple[float, Mention]
"""A mention, and how well it explains a figure."""


def span(quantity: Quantity) -> tuple[float, float]:
    """The lowest and the highest value that a figure may stand for.

    They are its own value, unless it says "about", "over" or "under".
    """
    value = quantity.value
    if not quantity.stance:
        return value, value
    digits = "1"
    half_a_step = 0.0
    if quantity.number:
        digits = f"{quantity.number:.10g}".rstrip("0").rstrip(".")
        half_a_step = 0.5 * quantity.step
    shown = quantity.step
    if "." not in digits:
        # The zeros at the end of "30,000" are not meant exactly.
        shown *= 10.0 ** max(0, len(f"{quantity.number:.0f}") - len(digits))
    near = max(min(0.5 * shown, _CLOSE * value), half_a_step)
    loose = max(min(shown, 2 * _CLOSE * value), near)
    if quantity.stance == ">":
        return value, value + loose
    if quantity.stance == "<":
        return value - loose, value + near
    return value - near, value + near


def supports(
    quantity: Quantity, around: Around, evidence: Evidence, about: About
) -> tuple[list[Explained], list[Explained]]:
    """The mentions of a figure's value that explain it best: whose unit fits, and whose does not.

    Where a value stands in many places, those that the sentence is `about` are looked at, and a
    few others.
    """
    stated = list(islice(_of_value(quantity, evidence), _MOST))
    if len(stated) > _MANY:
        _, related = about()
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
        if _fits(quantity, mention, scaled):
            fitting.append((score, mention))
        else:
            contrary.append((score, mention))
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
        scales: Mapping[float, re.Pattern[str] | None] = _SCALED
        if quantity.unit:
            scales = {quantity.value / quantity.number: None}
        for scale, spoken in scales.items():
            for mention in evidence.between(low / scale, high / scale):
                if not mention.in_table or mention.quantity.unit:
                    continue
                if spoken is None or spoken.search(mention.context):
                    yield mention, True


def _fits(quantity: Quantity, mention: Mention, scaled: bool = False) -> bool:
    """Whether a mention's unit may be meant by a figure's, or by a figure without one."""
    ours = quantity.unit
    theirs = mention.quantity.unit
    if ours == theirs:
        return True
    if not ours:
        return scaled or _bare_fits(mention)
    if not theirs:
        return _bare_supports(quantity, mention, scaled)
    if ours == units.POINTS:
        if theirs == units.PERCENT:
            return bool(_ABSOLUTE.search(mention.context))
        return theirs == units.SCORE
    return ours == units.SCORE and theirs == units.POINTS


def _bare_fits(mention: Mention) -> bool:
    """Whether a figure without a unit may stand for a mention that has one.

    A list shares its unit, and points of a score are often left out.
    """
    quantity = mention.quantity
    if quantity.unit in (":", units.SCORE) or quantity.soft:
        return True
    return quantity.unit == units.TIMES and (quantity.word or quantity.value % 1 == 0)


def _bare_supports(quantity: Quantity, mention: Mention, scaled: bool) -> bool:
    """Whether a mention without a unit may be meant by a figure that has one.

    What stands around the mention must say so.
    """
    unit = quantity.unit
    theirs = mention.quantity
    if unit == units.PERCENT:
        if scaled or units.hinted(unit, mention.context):
            return True
        if mention.in_table and theirs.value <= 100:
            return True
        return theirs.step < 1 and units.scored(mention.context)
    if unit in (units.POINTS, units.SCORE):
        if mention.in_table or theirs.sign or theirs.step < 1:
            return True
        return units.scored(mention.context)
    return units.hinted(unit, mention.context)


def refuted(
    quantity: Quantity, around: Around, own: Around, ours: Explained,
    contrary: list[Explained], at_home: list[Explained], stated: Collection[float],
) -> bool:  # fmt: skip
    """Whether the paper explains another reading of a figure plainly better than the figure itself.

    `ours` is the figure's best place. `own` are the stems that speak of this figure and not of a
    neighbour, `contrary` the mentions of its value in another unit, `at_home` what the paper states
    where it speaks of the same as the sentence, and `stated` the values of the sentence: one of
    them is no slip for another.
    """
    score, best = ours
    whole = weight(around)
    slips = others = 0.0
    if contrary:
        slips, _ = contrary[0]
    mine = BETTER * explained(own, best)
    sized = not quantity.unit and quantity.value != quantity.number
    for theirs, mention in at_home:
        if not sized and theirs > max(_WHOLLY[0] * score, _WHOLLY[1] * whole):
            return True
        if theirs <= BETTER * score or mention.quantity.value in stated:
            continue
        if explained(own, mention) <= mine:
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
    """What stands in the table of a figure's best place, and is named by the sentence as well."""
    if not best:
        return
    _, mention = best[0]
    if not mention.in_table:
        return
    at_home, _ = about()
    for other in at_home:
        if not other.in_table or has_decimals(other.quantity) != has_decimals(mention.quantity):
            continue
        if any(_names(stem, other) and not _names(stem, mention) for stem in around):
            yield other


def _names(stem: str, mention: Mention) -> bool:
    """Whether a word stands right beside a mention: in its cell, or as the name of its row or
    column."""
    return mention.nearby.get(stem, 0.0) == 1.0


def written(quantity: Quantity) -> str:
    """A number with the decimals its text gives it."""
    step = quantity.step
    if quantity.number:
        step /= quantity.value / quantity.number
    decimals = max(0, -round(math.log10(step)))
    return f"{quantity.number:.{decimals}f}"


def _dominates(mention: Mention, other: Mention, own: Around) -> bool:
    """Whether all that speaks for the other mention speaks for this one, and a word beside it."""
    more = False
    for stem in own:
        theirs = mention.nearby.get(stem, 0.0)
        ours = other.nearby.get(stem, 0.0)
        if theirs < ours:
            return False
        if theirs >= 1.0 > ours:
            more = True
    return more


def _rivals(quantity: Quantity, mention: Mention) -> bool:
    """Whether a figure may have been meant to be a mention's value.

    Their units fit, both or neither have decimals and a scale, they have about as many digits, and
    one is not the other rounded.
    """
    other = mention.quantity
    if other.aside or other.word != quantity.word:
        return False
    if has_decimals(quantity) != has_decimals(other) or is_rounded(quantity, other):
        return False
    if abs(whole_digits(quantity) - whole_digits(other)) > 1:
        return False
    scaled = quantity.value != quantity.number
    other_scaled = other.value != other.number
    return scaled == other_scaled and _fits(quantity, mention)


def _misread(quantity: Quantity, mention: Mention) -> bool:
    """Whether one changed digit, another unit or scale makes a mention's value into this figure."""
    other = mention.quantity
    if quantity.number == other.number:
        if quantity.unit == other.unit:
            return quantity.value != other.value
        if not quantity.number or not quantity.unit or not other.unit:
            return False
        return not _fits(quantity, mention)
    if not quantity.number / 11 < other.number < 11 * quantity.number or is_rounded(
        quantity, other
    ):
        return False
    if not same_scale(quantity, other) or not _fits(quantity, mention):
        return False
    ours = _digits(quantity.number)
    theirs = _digits(other.number)
    if len(ours) != len(theirs):
        return False
    changed = sum(our != their for our, their in zip(ours, theirs, strict=True))
    return changed == 1


def _digits(number: float) -> str:
    """A number with six digits behind the point: the digits of numbers of one length line up."""
    return f"{number:.6f}"
