"""One figure of a sentence on its way to a finding, and how well places of the paper fit it. Pure.

What speaks for a place is the words around both, the order in which the sentence's figures stand,
and what is counted.
"""

# Tested in tests/core/checking/places/test_deciding.py.

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from core.checking.figures.quantity import Quantity
from core.checking.figures.relations import has_decimals
from core.checking.paper.mentions import Mention
from core.checking.places import explaining, support
from core.checking.words.roles import Role
from core.models import Finding

# What order and counted things weigh beside the words, whose weight is 1 in all.
_ORDER, _COUNTED, _NOT_COUNTED, _ROLE = 0.25, 0.15, -0.05, 0.3
# How much more than enough two figures fit better exchanged where that is plain.
_PLAINLY = 0.1
# What the order of two figures that measure alike counts, and of others, which Chinese often turns.
_ALIKE, _UNLIKE = 1.0, 0.5
# How many figures of a sentence are held against one of them.
NEIGHBOURS = 16


class By(StrEnum):
    """Which rule doubts a figure."""

    VALUE = "value"
    UNIT = "unit"
    RIVAL = "rival"
    RIVAL_CELL = "rival cell"
    TWICE = "twice"
    EXCHANGE = "exchange"
    CELLS = "cells"
    PLACES = "places"
    GAINS = "gains"
    DIRECTION = "direction"
    SHARE = "share"
    SIGNS = "signs"


class Reason(StrEnum):
    """Why a figure is not confirmed."""

    NOT_THERE = "its value is not there"
    OTHER_UNIT = "its value has another unit"
    OTHER_PLACE = "another value stands there"
    TWICE = "its value is used for two things"
    EXCHANGED = "two values changed places"
    DIRECTION = "the paper says the contrary"


@dataclass(slots=True, eq=False)
class Reading:
    """One quantity of a sentence on its way to a finding.

    `around` are the words around it, `own` those of them that no other figure of the sentence
    stands nearer to, `counted` what it counts, `best` the places of its value whose
    unit fits and `contrary` those whose unit does not, `figure` the number of the figure that it is
    one end of, and `end` which one of two. A `gap` says by how much one thing is above another;
    what is `reckoned` follows from the sentence's other figures, or is a limit that all take, and
    what is `given` so by the very cells that are named.
    `doubts` are the rules that have doubted it, even where another took that back, and how plainly.
    """

    quantity: Quantity
    figure: int
    end: int | None
    around: explaining.Around
    counted: frozenset[str]
    role: Role
    best: list[support.Explained]
    contrary: list[support.Explained]
    finding: Finding = Finding.MISSING
    reason: Reason | None = None
    basis: tuple[str, ...] = ()
    gap: bool = False
    reckoned: bool = False
    given: bool = False
    doubts: dict[By, float] = field(default_factory=dict)
    own: explaining.Around = field(init=False)
    weight: float = field(init=False)
    _best_of: dict[int, list[Mention]] = field(init=False)
    _fits: dict[int, float] = field(init=False)

    def __post_init__(self) -> None:
        self.weight = explaining.weight(self.around) or 1.0
        self.own = self.around
        self._fits = {}
        self._best_of = {}
        for _, mention in self.best:
            self._best_of.setdefault(mention.place, []).append(mention)

    def best_of(self, place: int) -> Sequence[Mention]:
        """Where in that place of the paper its value stands, of those that fit best."""
        return self._best_of.get(place, ())

    def fit(self, mention: Mention) -> float:
        """How well a place fits it, whatever else its sentence states."""
        found = self._fits.get(id(mention))
        if found is None:
            words = explaining.explained(self.around, mention) / self.weight
            found = words + same_thing(self, mention)
            self._fits[id(mention)] = found
        return found

    def doubt(self, reason: Reason, by: By, how_much: float = 1.0) -> None:
        """The paper contradicts it, as a rule finds, as plainly as it says."""
        self.finding = Finding.MISSING
        self.reason = reason
        self.doubts[by] = how_much

    @property
    def is_plainly_exchanged(self) -> bool:
        """Whether a sentence of the paper plainly gives it to another figure's thing: no cells tell
        that better."""
        return self.reason is Reason.EXCHANGED and self.doubts.get(By.EXCHANGE, 0.0) > _PLAINLY

    def leave_open(self, reason: Reason) -> None:
        """The rules cannot settle it."""
        if self.finding is not Finding.MISSING:
            self.finding = Finding.OPEN
            self.reason = reason


def likeness(index: int, readings: Sequence[Reading], mention: Mention) -> float:
    """How well a place of the paper fits a figure of a sentence; about 1 at most."""
    reading = readings[index]
    return fit(reading, mention) + _ORDER * _in_order(index, readings, mention)


def likeliest(index: int, readings: Sequence[Reading]) -> Mention:
    """The place that fits a figure best of those where its value stands."""
    places = [place for _, place in readings[index].best]
    return max(places, key=lambda place: likeness(index, readings, place))


def fit(reading: Reading, mention: Mention) -> float:
    """How well a place fits a figure, whatever else its sentence states."""
    return reading.fit(mention)


def _in_order(index: int, readings: Sequence[Reading], mention: Mention) -> float:
    """Whether the figures around stand around the place as well, in the same order: 1 to -1.

    A place that another figure of the sentence has taken speaks against it too.
    """
    if mention.in_table:
        return 0.0
    reading = readings[index]
    ours = reading.quantity
    order = weights = 0.0
    first = max(0, index - NEIGHBOURS)
    for number in range(first, min(len(readings), index + 1 + NEIGHBOURS)):
        other = readings[number]
        if number == index:
            continue
        places = other.best_of(mention.place)
        if not places:
            continue
        if reading.role is not Role.NONE and mention.role is not Role.NONE:
            continue  # where a change starts and ends is told, in whatever order
        if {reading.role, other.role} == {Role.FROM, Role.TO}:
            continue  # "62.2 vs. 58.5" for "from 58.5 to 62.2"
        weight = _ALIKE if _measures_alike(ours, other.quantity) else _UNLIKE
        if any(there is mention for there in places):
            if len(other.best) == 1:
                weights += weight
                order -= weight
            continue
        weights += weight
        directions = {
            (there.quantity.start < mention.quantity.start) == (number < index) for there in places
        }
        if directions == {True}:
            order += weight
        elif directions == {False}:
            order -= weight
    return order / max(1.0, weights)


def _measures_alike(one: Quantity, other: Quantity) -> bool:
    """Whether two figures measure the same kind of thing: counts of one sentence seldom do."""
    if one.unit or other.unit:
        return one.unit == other.unit
    return has_decimals(one) and has_decimals(other)


def same_thing(reading: Reading, mention: Mention) -> float:
    """Whether a figure counts what the place counts, and starts or ends a change as it does."""
    fit = 0.0
    if reading.role is not Role.NONE and mention.role is not Role.NONE:
        fit += _ROLE if reading.role is mention.role else -_ROLE
    if reading.counted and mention.counted:
        fit += _COUNTED if reading.counted & mention.counted else _NOT_COUNTED
    return fit
