"""What speaks for and against a figure of a sentence, weighed together. Pure.

The rules say what each of them finds; how much that is worth, beside how common the value is, what
stands around it and how its cell is named, was learned from statements that people judged
(learned.toml). It decides of full texts alone: an abstract has too few values to be mistaken for.
"""

# Tested in tests/core/checking/test_weighing.py.

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import NamedTuple

from core.checking.cells.compared import pairs
from core.checking.cells.differences import gives, is_gap
from core.checking.cells.standings import Standing, standings
from core.checking.figures import units
from core.checking.figures.figures import Stated
from core.checking.figures.quantity import Quantity
from core.checking.figures.relations import follows, has_decimals
from core.checking.learned import doubt, learned
from core.checking.naming.matching import alike
from core.checking.naming.targets import Spoken
from core.checking.paper.evidence import Evidence
from core.checking.paper.mentions import Mention
from core.checking.places import explaining, support
from core.checking.places.fitting import By, Reading, Reason, fit, likeliest, likeness
from core.checking.places.rankings import RANKED
from core.checking.tables.grids import Axis, Label
from core.checking.tables.labels import OURS
from core.checking.words.direction import said
from core.checking.words.roles import Role
from core.models import Finding

Signs = dict[str, float]
"""What speaks for or against a figure, by name; what is left out is 0."""

_FOUND = (Finding.FOUND, Finding.DERIVED)
_RANK = {Standing.NAMED: 2, Standing.UNTOLD: 1, Standing.UNSURE: 0, Standing.OTHER: -1}
_NO_RIVAL = -0.3
# From where on a place is the very one that a sentence tells, and from where on it tells of it.
_PLAINLY, _TOLD = 0.85, 0.55
# How much more than enough two figures fit better exchanged, for a doubt that stays.
_FITS_BETTER = 0.2
# How many places of a value are looked at, how many tables, and how many digits count.
_PLACES, _TABLES, _DIGITS = 200, 12, 5
_GRIDS = 60
_FEW = 10
_TWO = 2


@dataclass(frozen=True, slots=True)
class Decided:
    """A sentence's figures as the rules decided them, and what the paper says of the same."""

    spoken: Spoken
    stated: Sequence[Stated]
    readings: Sequence[Reading]
    about: support.About


def weigh(decided: Decided, evidence: Evidence) -> None:
    """Doubt the figures against which most speaks; leave open what the rules confirm or doubt with
    too little reason."""
    known = learned()
    for reading, signs in zip(decided.readings, all_signs(decided, evidence), strict=True):
        against = doubt(signs, known.trees)
        reason = reading.reason or Reason.OTHER_PLACE
        if reading.finding is Finding.MISSING:
            if against < known.kept and not stays(signs):
                reading.finding = Finding.OPEN
        elif is_settled(signs) or reading.quantity.word:
            continue  # "half" may be anybody's own words
        elif against >= known.doubted and not reading.given:
            reading.doubt(reason, By.SIGNS)
        elif reading.finding in _FOUND and against >= known.open:
            reading.leave_open(reason)


def likely_wrong(decided: Decided, evidence: Evidence) -> list[float]:
    """How likely each of the figures is wrong, from 0 to 1, as the trees tell it."""
    trees = learned().trees
    return [doubt(signs, trees) for signs in all_signs(decided, evidence)]


def is_settled(signs: Signs) -> bool:
    """Whether nothing is to be weighed of a figure that no rule doubts: a sentence of the paper has
    it among all the words that stand beside it, or it is reckoned from others."""
    return signs.get("fit in prose", 0.0) >= 1.0 or "reckoned" in signs


def stays(signs: Signs) -> bool:
    """Whether a rule's doubt stays whatever else is said: the very place has another unit or says
    the contrary, the sentence ranks its figures the wrong way round, two figures plainly fit each
    other's places, or do not give a third."""
    if f"doubted by {By.SHARE}" in signs:
        return True
    by_unit = f"doubted by {By.UNIT}" in signs
    if by_unit and signs.get("fit with other unit", 0.0) >= _PLAINLY:
        return True
    contrary = signs.get(f"doubted by {By.DIRECTION}", 0.0)
    if contrary >= RANKED:
        return True
    if contrary and signs.get("fit in prose", 0.0) >= _TOLD:
        return True
    return signs.get(f"doubted by {By.EXCHANGE}", 0.0) >= _FITS_BETTER


def all_signs(decided: Decided, evidence: Evidence) -> list[Signs]:
    """What speaks for and against each of the figures."""
    spoken, readings = decided.spoken, decided.readings
    every: list[Signs] = []
    for index, reading in enumerate(readings):
        others = [each for each in readings if each is not reading]
        found = _of_rules(reading, others) | _of_figure(reading)
        at = reading.quantity
        found["direction told"] = float(said(spoken.text, at.start, at.end) is not None)
        if reading.best:
            found |= _of_place(index, readings, decided.about, evidence)
            found |= _of_names(spoken, index, readings)
        found |= _of_cells(spoken, reading, others, evidence)
        found |= _of_gap(spoken, reading, readings, evidence)
        every.append(found)
    return every


def _of_rules(reading: Reading, others: Sequence[Reading]) -> Signs:
    """What the rules say of a figure, and of its sentence's others."""
    reason = reading.reason.name.lower() if reading.reason else "none"
    many = max(1, len(others))
    return {
        **{f"doubted by {rule}": how_much for rule, how_much in reading.doubts.items()},
        f"rules {reading.finding.value}": 1.0,
        f"rules {reading.finding.value} {reason}": 1.0,
        **({"reckoned": 1.0} if reading.reckoned else {}),
        "others doubted": sum(each.finding is Finding.MISSING for each in others) / many,
        "others open": sum(each.finding is Finding.OPEN for each in others) / many,
    }


def _of_figure(reading: Reading) -> Signs:
    """How a figure is told."""
    quantity = reading.quantity
    whole = not quantity.unit and not has_decimals(quantity)
    return {
        "digits": min(_DIGITS, len(support.shown_digits(quantity))),
        "decimals": float(has_decimals(quantity)),
        "percent": float(quantity.unit == units.PERCENT),
        "times": float(quantity.unit == units.TIMES),
        "rough": float(quantity.stance == "~"),
        "in words": float(quantity.word),
        "few": float(whole and quantity.value < _FEW),
        "of a range": float(reading.end is not None),
        "words around": math.log1p(reading.weight),
        "no value": float(not reading.best and not reading.contrary),
        "other unit alone": float(bool(reading.contrary) and not reading.best),
        "fit with other unit": max((fit(reading, at) for _, at in reading.contrary), default=0.0),
    }


def _of_place(
    index: int, readings: Sequence[Reading], about: support.About, evidence: Evidence
) -> Signs:
    """How well the places of a figure's value fit it, and other values there and elsewhere."""
    reading = readings[index]
    stated = {each.quantity.value for each in readings}
    others = [each for each in readings if each is not reading and not each.quantity.word]
    place = likeliest(index, readings)
    likely = likeness(index, readings, place)
    in_prose = [fit(reading, at) for _, at in reading.best if not at.in_table]
    fits = max(fit(reading, at) for _, at in reading.best)
    at_home, _ = about()
    rivals = _rivals(reading, at_home, stated)
    there = evidence.mentions_of(place.place)
    beside = [fit(reading, each) for each in _rivals(reading, there, stated)]
    whole = explaining.weight(reading.own) or 1.0
    own = max(explaining.explained(reading.own, at) for _, at in reading.best) / whole
    of_rivals = [explaining.explained(reading.own, each) / whole for each in rivals]
    alongside = sum(any(at.place == place.place for _, at in each.best) for each in others)
    return {
        "fit": fits,
        "fit in prose": max(in_prose, default=0.0),
        "in prose": float(bool(in_prose)),
        "own words": own,
        "likely": likely,
        "rival beside": max(beside, default=_NO_RIVAL) - fits,
        "rivals beside": math.log1p(len(beside)),
        "rival at home": max(
            (likeness(index, readings, each) for each in rivals), default=_NO_RIVAL
        )
        - likely,
        "rival's own words": max(of_rivals, default=_NO_RIVAL) - own,
        "others alongside": alongside / max(1, len(others)),
        "alone": float(not others),
        "of a change": float(reading.role is not Role.NONE),
    }


def _rivals(reading: Reading, mentions: Sequence[Mention], stated: set[float]) -> Sequence[Mention]:
    """The values that might have been meant, and that the sentence does not state."""
    return [
        each
        for each in mentions
        if each.quantity.value not in stated and alike(each.quantity, reading.quantity)
    ]


def _of_names(spoken: Spoken, index: int, readings: Sequence[Reading]) -> Signs:
    """Which part of the names in a figure's clause stand around its likeliest place."""
    reading = readings[index]
    names = {key.key for key in spoken.names(reading.quantity)}
    if not names:
        return {}
    place = likeliest(index, readings)
    there = len(names & place.nearby.keys())
    best = max(len(names & at.nearby.keys()) for _, at in reading.best)
    return {
        "names": math.log1p(len(names)),
        "names there": there / len(names),
        "names missing": len(names) - there,
        "names missing everywhere": len(names) - best,
    }


def _of_cells(
    spoken: Spoken, reading: Reading, others: Sequence[Reading], evidence: Evidence
) -> Signs:
    """How often a value stands in the paper, and how its likeliest cell stands to what is named."""
    stated = support.of_value(reading.quantity, evidence)[:_PLACES]
    known = {id(mention) for mention in stated}
    stated += [mention for _, mention in reading.best if id(mention) not in known]
    cells = [
        each
        for each in stated
        if each.cell is not None and not spoken.is_aside(each.quantity, reading.quantity)
    ]
    found = {"places": math.log1p(len(stated)), "cells": math.log1p(len(cells))}
    best, highest = -math.inf, -_TWO
    best_table = -1
    of_best: Signs = {}
    tables: dict[int, list[Mention]] = {}
    for mention in cells:
        assert mention.cell is not None
        tables.setdefault(mention.cell.grid, []).append(mention)
    for number, mentions in list(tables.items())[:_TABLES]:
        grid = evidence.grids[number]
        taken = [_in_table(each, number) for each in others]
        for mention in mentions:
            assert mention.cell is not None
            pair = spoken.pair(grid.for_value(mention.cell), reading.quantity)
            row, column = standings(pair, mention.cell)
            rank = _RANK[row] + _RANK[column]
            highest = max(highest, rank)
            in_line = sum(_is_in_line(mention, each) for each in taken)
            worth = in_line + 0.5 * sum(map(bool, taken)) + 0.5 * rank
            if worth > best:
                best, best_table = worth, number
                of_best = {f"row {row.value}": 1.0, f"column {column.value}": 1.0}
                of_best["others in line"] = in_line / max(1, len(others))
    if cells:
        found |= of_best
        found |= {"a cell": 1.0, "best named": float(highest)}
        found |= _of_labels(spoken, cells, evidence)
        found |= _of_tables(spoken, best_table, evidence)
    return found


def _of_tables(spoken: Spoken, number: int, evidence: Evidence) -> Signs:
    """Which part of a sentence's names a table has, and how many more another one has."""
    names = [key for key in spoken.keys if key.named and key.key not in (OURS, *spoken.own)]
    if number < 0 or not names:
        return {}
    known = [
        sum(key.stands_in(grid.whole) for key in names) / len(names)
        for grid in evidence.grids[:_GRIDS]
    ]
    own = known[number] if number < len(known) else 0.0
    return {"names of table": own, "names of another table": max(known) - own}


def _of_labels(spoken: Spoken, cells: Sequence[Mention], evidence: Evidence) -> Signs:
    """How much the sentence says, anywhere, of the labels of the value's cell of which it says
    most, and how much more of other labels of that table."""
    best: Signs = {}
    most = -math.inf
    for number in dict.fromkeys(each.cell.grid for each in cells if each.cell):
        grid = evidence.grids[number]
        rows, columns = _told(spoken, grid.rows), _told(spoken, grid.columns)
        for each in cells:
            if each.cell is None or each.cell.grid != number:
                continue
            row, column = rows.get(each.cell.row, _NOTHING), columns.get(each.cell.column, _NOTHING)
            if row.share + column.share <= most:
                continue
            most = row.share + column.share
            best = {
                "row told": row.share,
                "column told": column.share,
                "other row told": max((at.weight for at in rows.values()), default=0.0)
                - row.weight,
                "other column told": max((at.weight for at in columns.values()), default=0.0)
                - column.weight,
                "own method's": float(OURS in each.cell.row | each.cell.column),
            }
    return best


class _Told(NamedTuple):
    """How much a sentence says of a label, and which share of it that is."""

    weight: float
    share: float


_NOTHING = _Told(0.0, 0.0)


def _told(spoken: Spoken, axis: Axis) -> dict[Label, _Told]:
    """What a sentence says of each of an axis' labels."""
    keys = spoken.telling(axis)
    found: dict[Label, _Told] = {}
    for label in axis.labels:
        said = {key.key for key in keys if key.stands_in(label)}
        weight = sum(axis.telling[key] for key in said)
        whole = sum(axis.telling.get(key, 0.0) for key in label)
        found[label] = _Told(weight, weight / whole if whole else 0.0)
    return found


def _in_table(reading: Reading, number: int) -> list[Mention]:
    return [at for _, at in reading.best if at.cell is not None and at.cell.grid == number]


def _is_in_line(mention: Mention, cells: Sequence[Mention]) -> bool:
    """Whether one of the cells stands in a cell's row or column."""
    own = mention.cell
    assert own is not None
    return any(
        each.cell is not None and (each.cell.row == own.row or each.cell.column == own.column)
        for each in cells
    )


def _of_gap(
    spoken: Spoken, reading: Reading, readings: Sequence[Reading], evidence: Evidence
) -> Signs:
    """Whether two cells give a figure that tells a gap, and whether two others of which more is
    said do not."""
    quantity = reading.quantity
    gain = spoken.is_gain(quantity)
    if not gain and not is_gap(spoken, quantity):
        return {}
    given = otherwise = told = told_otherwise = 0.0
    giving = 0
    for pair in pairs(spoken, quantity, readings, evidence):
        if gives(quantity, pair.ours, pair.theirs):
            giving += 1
            given = max(given, pair.weight)
            told = max(told, pair.weight if pair.told else 0.0)
        else:
            otherwise = max(otherwise, pair.weight)
            told_otherwise = max(told_otherwise, pair.weight if pair.told else 0.0)
    values = [each.quantity for each in readings if each is not reading and each.best]
    return {
        "a gain": float(gain),
        "a gap": 1.0,
        "pairs that give it": math.log1p(giving),
        "said of one": given,
        "said more of another": otherwise - given,
        "told more of another": told_otherwise - told,
        "others give it": float(_give(quantity, values)),
        "two values": float(sum(map(has_decimals, values)) >= _TWO),
    }


def _give(quantity: Quantity, values: Sequence[Quantity]) -> bool:
    return any(follows(quantity, one, other) for one, other in permutations(values, _TWO))
