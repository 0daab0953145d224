"""What a place of the paper says of several figures of a sentence at once. Pure.

Where one sentence of the paper has all of them and no other, they are meant. Where it has all but
one, and that stands only in places that have nothing to do with the statement, that one is wrong;
so is a long number whose places share no word with the statement.
"""

# Tested in tests/core/checking/places/test_together.py.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.checking.figures.quantity import Quantity
from core.checking.figures.relations import has_decimals, is_size
from core.checking.naming.matching import alike
from core.checking.paper.evidence import Evidence
from core.checking.paper.mentions import Mention
from core.checking.places import explaining, support
from core.checking.places.fitting import By, Reading, Reason, fit
from core.models import Finding
from core.plain import plain

# Below the one a place has nothing to do with a figure; from the other on it speaks of the same.
_STRANGE, _NEAR, _OF_IT = 0.06, 0.15, 0.3
# How well another value must fit beside the sentence's other figures, and how much better.
_MEANT, _BETTER = 0.4, 0.25
_LONG = 3  # digits
# A text of so many figures holds any short number by chance; an abstract does not.
FULL_TEXT = 100
_SEVERAL = 2
# A name right before a number that is its version.
_NAMED = re.compile(r"(?<![A-Za-z])([A-Za-z]{2,20})(?:[\s-][vV]?)$")
_LOOKED_AT, _LONGEST = 40, 24
_COUNTS_FROM = 10


def versions(text: str, readings: Sequence[Reading], evidence: Evidence) -> list[Reading]:
    """The numbers that stand behind the same name in the paper, as in "SQuAD 1.1": they measure
    nothing."""
    return [reading for reading in readings if _is_version(text, reading.quantity, evidence)]


def _is_version(text: str, quantity: Quantity, evidence: Evidence) -> bool:
    if quantity.unit or quantity.value >= _COUNTS_FROM or quantity.number != quantity.value:
        return False
    name = _NAMED.search(text, max(0, quantity.start - _LONGEST), quantity.start)
    if name is None or name[1].islower() or not has_decimals(quantity):
        return False
    for mention in support.of_value(quantity, evidence)[:_LOOKED_AT]:
        there = plain(evidence.places[mention.place].text)
        if there[: mention.quantity.start].rstrip(" vV-").endswith(name[1]):
            return True
    return False


def share_scale(readings: Sequence[Reading], evidence: Evidence) -> None:
    """Find scaled numbers that stand nowhere in tables that give the scale in one of their heads:
    "520 million" below "delay" beside "samples (M)"."""
    for reading in readings:
        quantity = reading.quantity
        if any(not mention.in_table for _, mention in reading.best):
            continue
        if quantity.unit or quantity.number in (0, quantity.value):
            continue
        for scale, told in support.SCALED_HEAD.items():
            number = quantity.value / scale
            for mention in evidence.between(number, number)[:_LOOKED_AT]:
                row = evidence.rows.get(mention.place)
                if mention.cell is None or row is None or mention.quantity.unit:
                    continue
                score = explaining.explained(reading.around, mention)
                if score and any(told.search(head.lower()) for head in row.heads):
                    reading.best.append((score, mention))


def hold_against_places(readings: Sequence[Reading], evidence: Evidence) -> None:
    """Clear figures that the paper has side by side; doubt the odd one and those that stand
    nowhere near."""
    _clear_labels(readings)
    places = list(_shared(readings))
    for place in places:
        _clear(place, readings, evidence)
    if len(evidence.mentions) < FULL_TEXT:
        return
    for reading in readings:
        if reading.best and reading.finding in (Finding.FOUND, Finding.OPEN):
            _hold(reading, readings, places, evidence)


def _clear_labels(readings: Sequence[Reading]) -> None:
    """Confirm numbers that a row or column is called by in which another figure stands: "1,024"
    beside the value of a width of 1,024."""
    for reading in readings:
        quantity = reading.quantity
        if reading.finding is Finding.FOUND or not reading.best or has_decimals(quantity):
            continue
        if reading.reason not in (Reason.OTHER_PLACE, Reason.EXCHANGED):
            continue
        key = f"{quantity.number:g}"
        labels = (
            mention.cell.row | mention.cell.column
            for other in readings
            if other is not reading and other.quantity.value != quantity.value
            for _, mention in other.best
            if mention.cell is not None
        )
        if quantity.number == quantity.value and any(key in label for label in labels):
            reading.finding, reading.reason = Finding.FOUND, None


def _shared(readings: Sequence[Reading]) -> Iterator[int]:
    """The sentences of the paper that hold several figures of a sentence."""
    held: dict[int, set[int]] = {}
    for number, reading in enumerate(readings):
        for _, mention in reading.best:
            if not mention.in_table:
                held.setdefault(mention.place, set()).add(number)
    for place, numbers in held.items():
        if len(numbers) >= _SEVERAL:
            yield place


def _clear(place: int, readings: Sequence[Reading], evidence: Evidence) -> None:
    """Take back doubts of place where a sentence has these figures and no others."""
    stated = [reading for reading in readings if not reading.quantity.word]
    if not all(_stands_in(reading, place) for reading in stated):
        return
    values = {reading.quantity.value for reading in stated}
    there = evidence.mentions_of(place)
    if len(values) < _SEVERAL or any(each.quantity.value not in values for each in there):
        return
    for reading in stated:
        if reading.finding is Finding.MISSING and reading.reason is Reason.OTHER_PLACE:
            reading.finding, reading.reason = Finding.FOUND, None


def _hold(
    reading: Reading, readings: Sequence[Reading], places: Sequence[int], evidence: Evidence
) -> None:
    quantity = reading.quantity
    if quantity.word or any(_stands_in(reading, place) for place in places):
        return
    if _beside_another(reading, readings):
        return
    best = max(fit(reading, mention) for _, mention in reading.best)
    is_odd = _is_odd(reading, readings, evidence, best)
    if best > _NEAR and not is_odd:
        return
    long = len(support.shown_digits(quantity)) >= _LONG
    is_strange = best <= _STRANGE and long
    if (is_odd or is_strange) and not _goes_on(reading, readings):
        reading.doubt(Reason.OTHER_PLACE, By.PLACES)
    else:
        reading.leave_open(Reason.OTHER_PLACE)


def _goes_on(reading: Reading, readings: Sequence[Reading]) -> bool:
    """Whether the figure stands in a sentence right beside one that has several of the others: a
    writer puts two sentences into one."""
    near = [mention.place for _, mention in reading.best if not mention.in_table]
    others = [each for each in readings if each is not reading and not each.quantity.word]
    beside = {place + way for place in near for way in (-1, 1)}
    most = max((_count_in(place, others) for place in beside), default=0)
    return most >= _SEVERAL


def _count_in(place: int, readings: Sequence[Reading]) -> int:
    """How many of the figures stand in that sentence."""
    return sum(_stands_in(each, place) for each in readings)


def _beside_another(reading: Reading, readings: Sequence[Reading]) -> bool:
    """Whether another figure of the sentence stands in a table's row of this one."""
    rows = {mention.place for _, mention in reading.best}
    return any(
        mention.place in rows
        for other in readings
        if other is not reading
        for _, mention in other.best
    )


def _is_odd(reading: Reading, readings: Sequence[Reading], evidence: Evidence, best: float) -> bool:
    """Whether a sentence of the paper has all other figures, and another value for this one."""
    others = [each for each in readings if each is not reading and not each.quantity.word]
    if not others or not others[0].best:
        return False
    values = {each.quantity.value for each in readings}
    for place in {mention.place for _, mention in others[0].best if not mention.in_table}:
        if not all(_stands_in(each, place) for each in others):
            continue
        told = max(_fit_in(each, place) for each in others) >= _OF_IT
        strange = best <= _STRANGE and told and len(others) >= _SEVERAL
        for mention in evidence.mentions_of(place):
            if mention.quantity.value in values or mention.quantity.aside:
                continue
            if not alike(mention.quantity, reading.quantity):
                continue
            if is_size(mention.quantity) and not is_size(reading.quantity):
                continue  # the 26B that a model is called by
            if strange or (told and fit(reading, mention) >= max(_MEANT, best + _BETTER)):
                return True
    return False


def _stands_in(reading: Reading, place: int) -> bool:
    return any(mention.place == place for _, mention in reading.best)


def _fit_in(reading: Reading, place: int) -> float:
    found: list[Mention] = [mention for _, mention in reading.best if mention.place == place]
    return max((fit(reading, mention) for mention in found), default=0.0)
