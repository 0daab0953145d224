"""Whether figures that a sentence gives to several things in turn stand in the paper in another
order than those things. Pure.

"61% and 48% on A and B respectively" for a paper that has A before B and 48% before 61%.
"""

# Chinese is read here: what parts clauses.
# Tested in tests/core/checking/test_listed.py.

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.checking.evidence import Evidence
from core.checking.in_turn import Span, belongings, of_clause_before
from core.checking.names import words
from core.checking.reading import By, Reading, Reason
from core.models import Finding
from core.plain import plain

_SEVERAL = 2
# How much more than enough two figures of such a list fit better exchanged.
_PLAINLY = 0.25


def hold_against_lists(text: str, readings: Sequence[Reading], evidence: Evidence) -> None:
    """Doubt figures of a plain sentence that every place that has all of them gives in another
    order than the things they are told of; clear those that no place does."""
    for run in _runs(text, readings):
        places = set.intersection(*({at.place for _, at in each.best} for each, _ in run))
        told = [_is_turned(text, run, place, evidence) for place in sorted(places)]
        found = [each for each in told if each is not None]
        if found and not any(found):
            for reading, _ in run:
                _clear_exchanged(reading)
        if not found or not all(found):
            continue
        for reading, _ in run:
            if reading.finding is not Finding.DERIVED:
                reading.doubt(Reason.EXCHANGED, By.EXCHANGE, _PLAINLY)


def _clear_exchanged(reading: Reading) -> None:
    """Take back that a figure has changed places, which the order of the list tells better."""
    if reading.reason is Reason.EXCHANGED and set(reading.doubts) <= {By.EXCHANGE}:
        reading.finding, reading.reason = Finding.FOUND, None


def _runs(text: str, readings: Sequence[Reading]) -> Iterator[list[tuple[Reading, Span]]]:
    """The figures that are told of several things in turn, each with its own."""
    of_start = {each.quantity.start: each for each in readings}
    found: list[list[tuple[Reading, Span]]] = []
    told: Span | None = None
    quantities = [each.quantity for each in readings]
    for start, (own, things) in belongings(text, quantities, implied=True).items():
        if start not in of_start:
            continue
        if things != told or own <= found[-1][-1][1]:
            found.append([])  # the same things may have two lists of figures
        found[-1].append((of_start[start], own))
        told = things
    for run in found:
        values = {each.quantity.value for each, _ in run}
        if len(values) == len(run) >= _SEVERAL and all(each.best for each, _ in run):
            yield run


def _is_turned(
    text: str, run: Sequence[tuple[Reading, Span]], place: int, evidence: Evidence
) -> bool | None:
    """Whether a place has the figures in another order than the things; None where it does not
    tell."""
    if any(at.in_table for reading, _ in run for at in reading.best_of(place)):
        return None
    things = _places(text, [own for _, own in run], place, evidence)
    if not things:
        first = min(each.quantity.start for each, _ in run)
        before = of_clause_before(text, first, len(run))
        things = _places(text, before, place, evidence) if before else []
    if not things:
        return None
    figures: list[int] = []
    for reading, _ in run:
        starts = [at.quantity.start for at in reading.best_of(place)]
        if len(starts) != 1:
            return None
        figures += starts
    return _order(things) != _order(figures)


def _places(text: str, things: Sequence[Span], place: int, evidence: Evidence) -> list[int]:
    """Where a place of the paper has each of several things of a sentence; empty where it lacks
    one, or has them in several orders."""
    stems = [[each.stem for each in words(text[own.start : own.end])[0]] for own in things]
    stems[0].reverse()  # a clause's words stand before its first thing, and behind its last
    there, _ = words(plain(evidence.places[place].text))
    found: list[int] = []
    last: list[int] = []
    for number, own_stems in enumerate(stems):
        others = set().union(*(each for at, each in enumerate(stems) if at != number))
        for own in own_stems:
            starts = [each.start for each in there if each.stem == own and own not in others]
            if starts:
                found.append(starts[0])
                last.append(starts[-1])
                break
        else:
            return []
    return found if _order(found) == _order(last) else []


def _order(places: Sequence[int]) -> list[int]:
    return sorted(range(len(places)), key=places.__getitem__)
