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

from core.checking.figures import units
from core.checking.figures.quantity import Quantity
from core.checking.figures.relations import has_decimals
from core.checking.paper.evidence import Evidence
from core.checking.paper.mentions import Mention
from core.checking.places.explaining import Around, explained
from core.checking.words.roles import counts_kind

_ABSOLUTE = re.compile(r"absolute|绝对|point|百分点")
_PERCENT = re.compile(r"%|per ?cent|percentage")
SCALED = {
    # Not the k of "top-k" and "Recall@k".
    1e3: re.compile(r"thousand|\(k\)|(?<![-@$‑])\bk\b(?!\s?=)|10\^?3"),
    1e6: re.compile(r"million|\(m\)|\bm\b|10\^?6|params?\b|parameters?"),
    1e9: re.compile(r"billion|\(b\)|\bb\b|10\^?9|params?\b|parameters?|\bg\b|\(g\)"),
}
SCALED_HEAD = {
    1e3: re.compile(r"thousands?\b|\(k\)|10\^?3\b"),
    1e6: re.compile(r"millions?\b|\(m\)|10\^?6\b"),
    1e9: re.compile(r"billions?\b|\(b\)|10\^?9\b"),
}
# A column of ratios, whose numbers are told with "×" or without.
_RATIO = re.compile(r"ratio|speed-?up|factor|×|\bx\b|倍率|加速比|压缩比", re.IGNORECASE)
# Units that papers write in few ways, all of which are read.
READ_EVERYWHERE = ("", *units.COMPARED, "s", "month", "byte", "bit")
_BARE_SCALES = (1.0, 1e3, 1e4, 1e6, 1e8, 1e9)
_LARGE = 100
ROUNDED_TO = 3
_SHARE_SHOWS, _SMALL = 2, 0.1
_KEPT, _MANY, _MOST = 6, 24, 1000
_score = itemgetter(0)
# A K of computers has 1,024, and so have their bytes of each next.
_K, _BINARY_K = 1e3, 1024.0
# "About 30" is 28.5 to 31.5, "over 60" up to 66: a share of the value, and never more than its
# digits say.
_CLOSE = 0.05
# 两倍多 is more than twice and less than three times.
_FEW, _NEXT = 10, 0.99

About = Callable[[], tuple[list[Mention], Collection[int]]]
"""Gives where the paper speaks of the same as a sentence, as `Evidence.home` tells."""

Explained = tuple[float, Mention]
"""A mention, and how well it explains a figure."""


def span(quantity: Quantity) -> tuple[float, float]:
    """The lowest and the highest value that a figure may stand for.

    They are its own value, unless it says "about", "over" or "under", or has three digits and more:
    those may be of a longer number, rounded.
    """
    value = quantity.value
    if not quantity.stance:
        if len(shown_digits(quantity)) < ROUNDED_TO:
            return value, value
        return rounded_span(quantity)
    digits = meant_digits(quantity)
    half_a_step = 0.0
    if quantity.number:
        half_a_step = 0.5 * quantity.step
    shown = quantity.step
    if "." not in digits:
        # The zeros at the end of "30,000" are not meant exactly.
        shown *= 10.0 ** max(0, len(f"{quantity.number:.0f}") - len(digits))
        if digits[-1:] == "5" and len(digits) >= ROUNDED_TO:
            shown *= 3  # "about 145" may be 144
    near = max(min(0.5 * shown, _CLOSE * value), half_a_step)
    loose = max(min(shown, 2 * _CLOSE * value), near)
    if quantity.unit == units.TIMES and value % 1 == 0 and value < _FEW:
        loose = max(loose, _NEXT)
    if quantity.stance == ">":
        return value, value + loose
    if quantity.stance == "<":
        return value - loose, value + near
    return value - near, value + near


def rounded_span(quantity: Quantity) -> tuple[float, float]:
    """The lowest and the highest value of which a figure may be the rounded one."""
    half = 0.5 * quantity.step
    return quantity.value - half, quantity.value + half


def meant_digits(quantity: Quantity) -> str:
    """The digits that a figure means exactly, without zeros at its end: those of "about 30"."""
    if not quantity.number:
        return "1"
    return f"{quantity.number:.10g}".rstrip("0").rstrip(".")


def shown_digits(quantity: Quantity) -> str:
    """The digits that a figure shows, without zeros before them."""
    return written(quantity).replace(".", "").lstrip("0")


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
        if fits(quantity, mention, scaled):
            fitting.append((score, mention))
        elif not mention.quantity.aside:
            contrary.append((score, mention))
        if len(fitting) == _KEPT:
            break
    if not ranked and quantity.unit not in READ_EVERYWHERE:
        contrary = [(explained(around, each), each) for each in _without_unit(quantity, evidence)]
    return fitting, contrary


def _without_unit(quantity: Quantity, evidence: Evidence) -> list[Mention]:
    """The mentions of a figure's number behind which no unit was read, whatever its scale."""
    found: list[Mention] = []
    for scale in _BARE_SCALES:
        value = quantity.number * scale
        stated = evidence.between(value, value)[:_KEPT]
        found += [each for each in stated if not each.quantity.unit]
    return found[:_KEPT]


def of_value(quantity: Quantity, evidence: Evidence) -> list[Mention]:
    """The mentions of a figure's value whose unit fits."""
    found = islice(_of_value(quantity, evidence), _MOST)
    return [mention for mention, scaled in found if fits(quantity, mention, scaled)]


def _of_value(quantity: Quantity, evidence: Evidence) -> Iterator[tuple[Mention, bool]]:
    """The mentions of a value; those that give it in another scale are marked."""
    low, high = span(quantity)
    for mention in evidence.between(low, high):
        yield mention, False
    if quantity.unit in ("", "byte"):
        for mention in _in_binary(quantity, evidence):
            yield mention, True
    for mention in _in_other_scale(quantity, low, high, evidence):
        yield mention, True
    by_power = _power_told(quantity)
    if by_power is not None:
        scale, power = by_power
        for mention in evidence.between(low / scale, high / scale):
            if mention.in_table and not mention.quantity.unit and power.search(mention.context):
                yield mention, True
    if quantity.unit == units.PERCENT:
        for mention in evidence.between(low / 100, high / 100):
            if not mention.quantity.unit and mention.quantity.value <= 1.5:
                yield mention, True
    elif quantity.unit in (units.POINTS, units.SCORE):
        # "3 points" for "0.03 in AUC", or for a cell that has +0.03.
        for mention in evidence.between(low / 100, high / 100):
            is_change = mention.in_table and bool(mention.quantity.sign)
            if _is_part_of_one(mention) and (is_change or _is_scored_in_points(quantity, mention)):
                yield mention, True
    elif not quantity.unit and 0 < quantity.value <= 1:
        for mention in evidence.between(low * 100, high * 100):
            if _is_its_percentage(quantity, mention):
                yield mention, True
    elif not quantity.unit and quantity.number == quantity.value >= _LARGE:
        # "2,977" for 2.977 below "tokens per second (×10^3)".
        for scale, told in SCALED_HEAD.items():
            for mention in evidence.between(low / scale, high / scale):
                if mention.in_table and not mention.quantity.unit and told.search(mention.context):
                    yield mention, True
    elif quantity.number and quantity.number != quantity.value and quantity.value:
        scales: Mapping[float, re.Pattern[str] | None] = SCALED
        if quantity.unit:
            scales = {quantity.value / quantity.number: None}
        for scale, spoken in scales.items():
            for mention in evidence.between(low / scale, high / scale):
                if not mention.in_table or mention.quantity.unit:
                    continue
                if spoken is None or spoken.search(mention.context):
                    yield mention, True


def _in_other_scale(
    quantity: Quantity, low: float, high: float, evidence: Evidence
) -> Iterator[Mention]:
    """The bare cells whose head gives the figure's unit in another scale: 1,814 below "(ms)" for
    "1.814 s"."""
    for scale in units.scales(quantity.unit):
        if math.isclose(scale, _factor(quantity)):
            continue
        for mention in evidence.between(low / scale, high / scale):
            is_bare = mention.in_table and not mention.quantity.unit
            if is_bare and scale in units.scales_told(quantity.unit, mention.head.lower()):
                yield mention


def _power_told(quantity: Quantity) -> tuple[float, re.Pattern[str]] | None:
    """The small power of ten that a bare figure has, and how a caption writes it: of 6.28×10^-3,
    or of 0.00628, 0.001 and 10^-3."""
    if quantity.unit or not 0 < quantity.value < _SMALL:
        return None
    power = math.floor(math.log10(quantity.value))
    if quantity.number != quantity.value and quantity.number:
        power = round(math.log10(_factor(quantity)))
    return 10.0**power, re.compile(rf"10\s?\^\s?\{{?\s?[-−–]\s?{-power}(?!\d)")


def _in_binary(quantity: Quantity, evidence: Evidence) -> Iterator[Mention]:
    """The mentions of a value that is told by the K of computers: 32K for 32,768, GiB for MiB."""
    factor = _factor(quantity)
    for ratio in (_BINARY_K / _K, _K / _BINARY_K):
        value = quantity.value * ratio
        for mention in evidence.between(value, value):
            theirs = mention.quantity
            if theirs.unit != quantity.unit or _factor(theirs) == factor:
                continue
            if quantity.unit == "byte" or _is_power_of_two(min(theirs.number, quantity.number)):
                yield mention


def _is_power_of_two(number: float) -> bool:
    return number >= 1 and math.log2(number) % 1 == 0


def _is_part_of_one(mention: Mention) -> bool:
    theirs = mention.quantity
    return not theirs.unit and theirs.value <= 1 and has_decimals(theirs)


def _is_scored_in_points(quantity: Quantity, mention: Mention) -> bool:
    return quantity.unit == units.POINTS and units.scored(mention.context)


def _is_its_percentage(quantity: Quantity, mention: Mention) -> bool:
    """Whether a place may have a bare share in percent: 0.35 for 35 %, or for a score of 35.0.

    One digit is a setting more often: a learning rate of 0.01 is no score of 1.0.
    """
    theirs = mention.quantity
    short = len(shown_digits(quantity)) < _SHARE_SHOWS
    if theirs.unit:
        small = short and quantity.value < _SMALL
        return theirs.unit == units.PERCENT and not (small and mention.in_table)
    if short:
        return False
    return has_decimals(theirs) and has_decimals(quantity) and units.scored(mention.context)


def fits(quantity: Quantity, mention: Mention, scaled: bool = False) -> bool:
    """Whether a mention's unit may be meant by a figure's, or by a figure without one."""
    ours = quantity.unit
    theirs = mention.quantity.unit
    if ours == theirs:
        return True
    if not ours:
        return scaled or _barefits(mention)
    if not theirs:
        if ours == units.TIMES and quantity.soft and quantity.value % 1 == 0:
            return True  # "the factor of 2" for "alpha = 2"
        return _bare_supports(quantity, mention, scaled)
    if ours == units.POINTS:
        if theirs == units.PERCENT:
            return bool(_ABSOLUTE.search(mention.context))
        return theirs == units.SCORE
    return ours == units.SCORE and theirs == units.POINTS


def _barefits(mention: Mention) -> bool:
    """Whether a figure without a unit may stand for a mention that has one.

    A list shares its unit, and points of a score are often left out.
    """
    quantity = mention.quantity
    if quantity.unit in (":", units.SCORE, "fps") or quantity.soft:
        return True
    if quantity.unit != units.TIMES:
        return False
    if quantity.value < 1:
        return True  # "multiplied by 0.2" for "by a factor of 0.2"
    is_headed = mention.in_table and _RATIO.search(mention.head) is not None
    return quantity.word or quantity.value % 1 == 0 or is_headed


def _bare_supports(quantity: Quantity, mention: Mention, scaled: bool) -> bool:
    """Whether a mention without a unit may be meant by a figure that has one.

    What stands around the mention must say so.
    """
    unit = quantity.unit
    theirs = mention.quantity
    if unit == units.PERCENT:
        if scaled:
            return True
        if _is_share(mention):
            return False
        if units.hinted(unit, mention.context):
            return True
        if mention.in_table and theirs.value <= 100:
            return True
        return theirs.step < 1 and units.scored(mention.context)
    if unit in (units.POINTS, units.SCORE):
        if mention.in_table or theirs.sign or theirs.step < 1:
            return True
        return units.scored(mention.context)
    if counts_kind(mention.counted):
        return False  # "every 25 time steps" is no time
    return units.hinted(unit, mention.context) and not scaled_otherwise(quantity, mention)


def _is_share(mention: Mention) -> bool:
    """Whether a sentence has a bare number that is a share, not a percentage: "a rate of 0.71"."""
    theirs = mention.quantity
    if mention.in_table or not 0 < theirs.value < 1 or not has_decimals(theirs):
        return False
    return _PERCENT.search(mention.context) is None


def scaled_otherwise(quantity: Quantity, mention: Mention) -> bool:
    """Whether a bare number is a figure's, and the words around it name other scales of the
    figure's unit alone: 12 s below "(ms)"."""
    if mention.quantity.unit or mention.quantity.number != quantity.number:
        return False
    if quantity.soft or not quantity.number:
        return False  # the unit of the next of its list; nothing in any unit
    factor = _factor(quantity)
    if mention.head and units.names_scale(quantity.unit, mention.head.lower()):
        # "Memory (MB)", below the name of a card of 4 GB.
        return units.scaled_otherwise(quantity.unit, factor, mention.head.lower())
    return units.scaled_otherwise(quantity.unit, factor, mention.context)


def headed_otherwise(quantity: Quantity, mention: Mention) -> bool:
    """Whether what stands over a number's own column names other scales of a figure's unit."""
    head = mention.head.lower()
    return scaled_otherwise(quantity, mention) and units.names_scale(quantity.unit, head)


def _factor(quantity: Quantity) -> float:
    return quantity.value / quantity.number if quantity.number else 1.0


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
    if quantity.number and quantity.value:
        step /= quantity.value / quantity.number
    decimals = max(0, -round(math.log10(step)))
    return f"{quantity.number:.{decimals}f}"
