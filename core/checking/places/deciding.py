"""Whether the paper confirms a figure, contradicts it, or leaves it open. Pure.

The figures of a sentence are read together: each is held against the places where its value stands
and against what else the paper could have meant there. Where another place is plainly likelier the
figure is doubted, where it is slightly likelier it is left open.
docs/decisions/figure-check.md gives the measures.
"""

# Chinese is read here: words of parts.
# Tested in tests/core/checking/places/test_deciding.py.

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, pairwise

from core.checking.figures import units
from core.checking.figures.quantity import Quantity
from core.checking.figures.relations import (
    has_decimals,
    is_rounded,
    is_size,
    same_scale,
    whole_digits,
)
from core.checking.naming.matching import measures
from core.checking.paper.mentions import Mention
from core.checking.places import explaining, support
from core.checking.places.exchanges import exchanged
from core.checking.places.fitting import NEIGHBOURS, By, Reading, Reason, fit, likeliest, likeness
from core.checking.tables.grids import Label
from core.models import Finding

# How much likelier another place must be for a doubt: in the sentence of the figure's own place, in
# another one, in a table; and less where it is a slip away, of a digit, or of a unit or in a table.
# Whatever is likelier leaves it open.
_DOUBT, _DOUBT_ELSEWHERE, _DOUBT_IN_TABLE = 0.28, 0.45, 0.2
_SLIP, _SLIP_OF_UNIT, _OPEN = 0.15, 0.12, 0.0
# From where on a place with another unit speaks of the same thing.
_SAME_THING = 0.3
# Up to where a place has nothing to do with a figure.
_STRANGE = 0.06
# Counts of something else, whose place has not nearly all of the sentence's words.
_NEARLY_ALL, _SEVERAL = 0.9, 6
# Shorter numbers are a digit apart by chance.
_SLIPPING = 3  # digits
# So long a number stands in one place alone.
_UNIQUE = 4  # digits
# Counts that texts write as words, and that writers take of the rows of a table.
_FEW = 20
# So many figures of a sentence may tell of one line of a table.
_SOME = 3
_OF = re.compile(
    r"\s?(?:out )?of (?:the |all |its |our |these )?|/"
    r"|\s?[\u4e00-\u9fff]?[^，。；、,;\d]{,6}[中里]的?有?\s?",
    re.IGNORECASE,
)
# What stands between the sides of one thing: 224×224 is told by "224 pixels a side" too.
_TIMES = re.compile(r"\s?(?:[×xX*·]|by|乘以?)\s?")
_POINTS = {units.POINTS, units.SCORE}
_YEARS = (1900, 2035)


def decide(
    text: str,
    readings: Sequence[Reading],
    about: support.About,
    unread: Collection[tuple[float, bool]] = (),
    before_units: Collection[tuple[float, str]] = (),
) -> None:
    """Set what became of each figure of a sentence.

    `about` gives what the paper says of the same, `unread` are numbers of the paper that are no
    quantities, each with whether it is a percentage; `before_units` are those before a unit, as
    they are written.
    """
    named = {each.quantity.unit for each in readings if each.quantity.unit}
    for reading in readings:
        quantity = reading.quantity
        if reading.best:
            reading.finding = Finding.FOUND
        elif reading.contrary:
            reading.doubt(Reason.OTHER_UNIT, By.UNIT)
            if _unit_unread(reading) or quantity.word:
                reading.finding = Finding.OPEN
        else:
            reading.doubt(Reason.NOT_THERE, By.VALUE)
            if (
                _said_by_anybody(quantity)
                or _may_be_unread(quantity, unread)
                or _may_share(reading, named, before_units)
                or _is_counted_by_hand(text, reading, readings)
            ):
                reading.finding = Finding.OPEN
    _share_out_words(readings)
    stated = {each.quantity.value for each in readings}
    for index, reading in enumerate(readings):
        if reading.best:
            _hold_against_rivals(index, readings, about, stated)
    for one, other in _neighbours(readings):
        if one.quantity.value == other.quantity.value:
            if not _are_sides(text, one, other, readings):
                _used_twice(one, other)
        else:
            exchanged(text, one, other, readings)


def _share_out_words(readings: Sequence[Reading]) -> None:
    """Give each figure as its own the words that no other stands nearer to."""
    nearest: dict[str, float] = {}
    for reading in readings:
        for stem, (near, _) in reading.around.items():
            nearest[stem] = max(near, nearest.get(stem, 0.0))
    for reading in readings:
        reading.own = {
            stem: weighed for stem, weighed in reading.around.items() if weighed[0] >= nearest[stem]
        }


def _said_by_anybody(quantity: Quantity) -> bool:
    """Whether a figure may be the writer's own words for what the paper says without a number.

    Such are all (100 %) and none, numbers in words, years, and what is only about so much.
    """
    value = quantity.value
    if quantity.word:
        return True
    roughly = quantity.stance == "~" and quantity.unit in ("", units.TIMES)
    if roughly and len(support.meant_digits(quantity)) == 1:
        return True
    if quantity.unit == units.PERCENT:
        return value in (0, 100)
    if quantity.unit or has_decimals(quantity):
        return False
    return _YEARS[0] <= value < _YEARS[1]


def _is_counted_by_hand(text: str, reading: Reading, readings: Sequence[Reading]) -> bool:
    """Whether a figure is one of "6 of the 7 tasks", which the writer may have counted himself."""
    for one, other in pairwise(each.quantity for each in readings):
        if reading.quantity in (one, other) and _OF.fullmatch(text, one.end, other.start):
            return all(
                not (each.unit or has_decimals(each)) and each.value <= _FEW
                for each in (one, other)
            )
    return False


def _may_be_unread(quantity: Quantity, unread: Collection[tuple[float, bool]]) -> bool:
    """Whether a bare number or a percentage stands in the paper in a way that is not read."""
    if quantity.unit not in ("", units.PERCENT) or quantity.number != quantity.value:
        return False
    return (quantity.number, quantity.unit == units.PERCENT) in unread


def _may_share(
    reading: Reading, named: Collection[str], before_units: Collection[tuple[float, str]]
) -> bool:
    """Whether a bare figure stands in the paper before a unit that its sentence names for another:
    "2.8 TFLOPS for the one and 9.5 for the other". Things that are counted share none."""
    quantity = reading.quantity
    if quantity.unit or quantity.number != quantity.value or reading.counted:
        return False
    return any((quantity.number, unit) in before_units for unit in named)


def _unit_unread(reading: Reading) -> bool:
    """Whether one side may have a unit that we do not read, as 帧 for "fps", and "tCO2e" for 吨.

    Not where the unit is a percentage, which must not be dropped, nor where things are counted.
    """
    kinds = {mention.quantity.unit for _, mention in reading.contrary}
    others = [
        each for _, each in reading.contrary if support.scaled_otherwise(reading.quantity, each)
    ]
    if others:
        # A caption's "(ms)" may be of another column, one's own head's is not.
        headed = all(support.headed_otherwise(reading.quantity, at) for _, at in reading.contrary)
        return not headed or len(support.shown_digits(reading.quantity)) < _UNIQUE
    if reading.quantity.unit:
        others = [each for _, each in reading.contrary if _same_number(reading.quantity, each)]
        alike = len(others) == len(reading.contrary)
        return reading.quantity.unit not in units.COMPARED and kinds == {""} and alike
    if max(reading.fit(each) for _, each in reading.contrary) <= _STRANGE:
        return False  # 16-bit somewhere is no rate of 16
    return not reading.counted and not kinds & {units.PERCENT, units.POINTS, units.TIMES, ""}


def _same_number(quantity: Quantity, mention: Mention) -> bool:
    """Whether a place has a figure's number and may have its unit in words that we do not read."""
    if mention.in_table or (mention.counted and not has_decimals(quantity)):
        return False
    before_units = quantity.unit not in support.READ_EVERYWHERE
    return before_units or mention.quantity.number == quantity.number


def _neighbours(readings: Sequence[Reading]) -> Iterator[tuple[Reading, Reading]]:
    """Each two figures of a sentence that both stand in the paper; not the ends of one range."""
    for index, one in enumerate(readings):
        for other in readings[index + 1 : index + 1 + NEIGHBOURS]:
            if not (one.best and other.best) or one.figure == other.figure:
                continue
            if one.end == other.end or None in (one.end, other.end):
                yield one, other


def _hold_against_rivals(
    index: int, readings: Sequence[Reading], about: support.About, stated: Collection[float]
) -> None:
    """Doubt a figure, or leave it open, where another value fits its place better."""
    reading = readings[index]
    place = likeliest(index, readings)
    own = likeness(index, readings, place)
    others = [at for _, at in reading.contrary if not _is_bare_there_too(reading, at)]
    # "Half of the speakers" are not the 50 that are told elsewhere.
    if others and not reading.quantity.word:
        contrary = max(likeness(index, readings, mention) for mention in others)
        # In what order a sentence tells its figures says nothing of their units.
        at_best = max(own, reading.fit(place))
        if contrary > at_best + _SLIP and contrary >= _SAME_THING:
            reading.doubt(Reason.OTHER_UNIT, By.UNIT, contrary - own)
            return
        if contrary > own + _OPEN:
            reading.leave_open(Reason.OTHER_UNIT)
    spoken = max(explaining.explained(reading.own, mention) for _, mention in reading.best)
    at_home, _ = about()
    for mention in at_home:
        if mention.quantity.value in stated or not _rivals(reading, mention):
            continue
        if mention.in_table and (reading.gap or not measures(reading.quantity)):
            continue  # a cell is no gap, and small counts stand in many
        slipped = not mention.in_table and _slipped(reading.quantity, mention.quantity)
        if not slipped and explaining.explained(reading.own, mention) <= spoken:
            continue
        better = likeness(index, readings, mention) - own
        if better > _margin(reading, place, mention):
            if mention.in_table:
                # What rows and columns are called decides in tables: words alone doubt nothing.
                reading.doubts[By.RIVAL_CELL] = better
            elif not _is_in_line(reading, readings):
                reading.doubt(Reason.OTHER_PLACE, By.RIVAL, better)
                return
            reading.leave_open(Reason.OTHER_PLACE)
            return
        if better > _OPEN and mention.quantity.word == reading.quantity.word:
            reading.leave_open(Reason.OTHER_PLACE)


def _is_in_line(reading: Reading, readings: Sequence[Reading]) -> bool:
    """Whether a figure stands in one row or column of a table with two others of its sentence that
    measure alike, which may tell of that line: "33.9, below the baselines at 35.1 and 39.0"."""
    alike = [each for each in readings if each.quantity.unit == reading.quantity.unit]
    lines = Counter(chain.from_iterable(map(_lines, alike)))
    return any(lines[line] >= _SOME for line in _lines(reading))


def _lines(reading: Reading) -> set[tuple[int, bool, Label]]:
    """The rows and columns of tables where a value with decimals stands."""
    cells = [at.cell for _, at in reading.best if at.cell and has_decimals(reading.quantity)]
    rows = {(cell.grid, True, cell.row) for cell in cells}
    return rows | {(cell.grid, False, cell.column) for cell in cells}


def _is_bare_there_too(reading: Reading, percentage: Mention) -> bool:
    """Whether a cell has a figure with decimals bare, as the sentence does, which the paper tells
    as a percentage elsewhere."""
    quantity = reading.quantity
    if quantity.unit or percentage.quantity.unit != units.PERCENT or not has_decimals(quantity):
        return False
    return any(
        at.in_table and not at.quantity.unit and at.quantity.number == quantity.number
        for _, at in reading.best
    )


def _margin(reading: Reading, place: Mention, rival: Mention) -> float:
    """How much better a rival must fit than the figure's own place to cast a doubt on it."""
    least = _least_margin(reading, place, rival)
    counts_it = reading.counted & rival.counted and not reading.counted & place.counted
    shared = sum(stem in rival.nearby for stem in reading.around)
    told = counts_it or (shared >= _SEVERAL and reading.fit(rival) > _NEARLY_ALL)
    if not told and _counts_otherwise(reading.quantity, rival):
        return math.inf
    if counts_it and _counts_otherwise(reading.quantity, rival):
        return max(least, _DOUBT)
    return least


def _least_margin(reading: Reading, place: Mention, rival: Mention) -> float:
    if _slipped(reading.quantity, rival.quantity):
        if rival.in_table or reading.quantity.number == rival.quantity.number:
            return _SLIP_OF_UNIT
        long = len(support.shown_digits(reading.quantity)) >= _SLIPPING
        return _SLIP if long or rival.place == place.place else _DOUBT_ELSEWHERE
    if is_size(reading.quantity) or not _told_in_words(reading, rival):
        return math.inf
    if rival.in_table:
        return _DOUBT_IN_TABLE
    return _DOUBT if rival.place == place.place else _DOUBT_ELSEWHERE


def _slipped(quantity: Quantity, other: Quantity) -> bool:
    """Whether another scale or unit, or one changed digit, makes a value into another."""
    if quantity.number == other.number:
        # Learning rates of 1e-4 and 1e-5 stand side by side.
        return quantity.unit != "" or min(quantity.value, other.value) >= quantity.number
    if not same_scale(quantity, other) or quantity.unit != other.unit:
        return False
    ours, theirs = f"{quantity.number:.6f}", f"{other.number:.6f}"
    if len(ours) != len(theirs):
        return False
    return sum(our != their for our, their in zip(ours, theirs, strict=True)) == 1


def _counts_otherwise(quantity: Quantity, mention: Mention) -> bool:
    """Whether a figure counts, and a place in prose has a count that is no slip of it.

    Counts stand far from what they count, and near other counts.
    """
    if mention.in_table or has_decimals(quantity):
        return False
    if quantity.unit in units.COMPARED or mention.quantity.unit in units.COMPARED:
        return False
    if quantity.number == mention.quantity.number:
        return False
    long = len(support.shown_digits(quantity)) >= _SLIPPING
    return not (long and _slipped(quantity, mention.quantity))


def _told_in_words(reading: Reading, mention: Mention) -> bool:
    """Whether more than one word speaks for a place, or that it counts the same."""
    if reading.counted & mention.counted:
        return True
    return sum(stem in mention.nearby for stem in reading.around) > 1


def _rivals(reading: Reading, rival: Mention) -> bool:
    """Whether a figure may have been meant to be a place's value.

    Units fit; bare numbers both have decimals or neither, are of about the same length, or count
    the same. A value that is the other rounded is no rival.
    """
    quantity, other = reading.quantity, rival.quantity
    counts = bool(reading.counted & rival.counted)
    if counts and other.word and not other.unit:
        # "3 epochs" for "two epochs"; what is done once says little.
        few = other.value > 1 and quantity.value < _FEW and not quantity.stance
        return few and not is_rounded(quantity, other)
    if other.aside or other.word != quantity.word or is_rounded(quantity, other):
        return False
    if quantity.unit or other.unit:
        if quantity.unit == other.unit or {quantity.unit, other.unit} == _POINTS:
            return True
        if quantity.number == other.number:
            return bool(quantity.unit and other.unit) and not support.fits(quantity, rival)
        alike = has_decimals(quantity) == has_decimals(other)
        return rival.in_table and alike and support.fits(quantity, rival)
    if quantity.number == other.number:
        return True
    apart = abs(_digits(quantity) - _digits(other))
    if counts:
        return apart <= 3
    if has_decimals(quantity) != has_decimals(other):
        return False
    return apart <= (1 if has_decimals(quantity) else 2)


def _digits(quantity: Quantity) -> int:
    return whole_digits(quantity._replace(number=quantity.value))


def _are_sides(text: str, one: Reading, other: Reading, readings: Sequence[Reading]) -> bool:
    """Whether two figures of one value are sides of one thing: 224×224, or any of 100×100×100."""
    between = readings[readings.index(one) : readings.index(other) + 1]
    return all(
        _TIMES.fullmatch(text, left.quantity.end, right.quantity.start)
        and left.quantity.value == right.quantity.value
        for left, right in pairwise(between)
    )


def _used_twice(one: Reading, other: Reading) -> None:
    """Doubt the worse of two figures of one value that the paper states once."""
    if one.quantity.unit != other.quantity.unit:
        return
    places = {id(mention) for reading in (one, other) for _, mention in reading.best}
    (_, place), *_ = one.best
    if len(places) > 1 or place.in_table:
        return
    worse = one if fit(one, place) < fit(other, place) else other
    quantity = one.quantity
    if is_size(quantity) or (
        quantity.value < 10 and not quantity.unit and not has_decimals(quantity)
    ):
        worse.leave_open(Reason.TWICE)
    else:
        worse.doubt(Reason.TWICE, By.TWICE)
