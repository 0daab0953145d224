"""From which likelihood on a figure is doubted: what is chosen, and what it is worth."""

# Tested in tests/bench/test_weighed.py.

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from bench.signs import Figure
from core.checking.weighing import is_settled, stays
from core.models import Finding

# Percent: of true figures that are doubted, of those of templates and of those worked out; of false
# statements confirmed, in all and of new papers; of mutations caught; and of true figures that are
# not confirmed any more. Ends of ranges are several figures here: of figures as statements are
# counted (bench/stated.py) those doubted are about 3 %.
MOST_DOUBTED, MOST_OF_TEMPLATES, MOST_WORKED_OUT = 3.0, 0.6, 5.5
MOST_CONFIRMED, MOST_CONFIRMED_NEW, LEAST_CAUGHT, MOST_OPENED = 7.0, 9.0, 96.0, 4.0
# How many points of false statements caught a point beyond a limit is worth: of true figures
# doubted, of those of templates, which must be few, of mutations missed, and of what is worked out.
# Were the limits firm, one figure more or less would choose quite others.
_COST, _OF_TEMPLATES, _MISSED, _WORKED_OUT = 10.0, 50.0, 5.0, 5.0
# Percent; what is less likely wrong is doubted by rules alone: of sixteen later papers 0.44 cost
# four true figures of 528 for one false statement of 192.
_LEAST_DOUBTED = 50
# Percent; from where on a rule's doubt stays: of 32 later papers 0.68 cost two true figures of 942
# for five false statements of 384, more of which are doubted than must be. From 0.76 on too few
# mutations are caught.
_LEAST_KEPT = 74

Told = list[tuple[Figure, float]]
"""Figures, and how likely each is wrong."""


@dataclass(frozen=True, slots=True)
class Limits:
    """From which likelihood on a figure is doubted, stays doubted where the rules do so, and is no
    more confirmed."""

    doubted: float
    kept: float
    opened: float = 2.0

    def finding(self, figure: Figure, likely: float) -> Finding:
        """What becomes of a figure."""
        if figure.finding is Finding.MISSING:
            remains = likely >= self.kept or stays(figure.signs)
            return Finding.MISSING if remains else Finding.OPEN
        if is_settled(figure.signs):
            return figure.finding
        if likely >= self.doubted:
            return Finding.MISSING
        return Finding.OPEN if likely >= self.opened else figure.finding


RULES = Limits(2.0, 0.0)


class Shares(NamedTuple):
    """Percent of the true figures that are doubted and that are confirmed, and of the false
    statements."""

    true_doubted: float
    true_confirmed: float
    false_doubted: float
    false_confirmed: float


class Counts(NamedTuple):
    """True figures, doubted and confirmed, in all; false statements likewise."""

    true_doubted: int
    true_confirmed: int
    figures: int
    false_doubted: int
    false_confirmed: int
    statements: int

    @classmethod
    def of(cls, counted: Iterable[Counts]) -> Counts:
        """All of them together."""
        return cls(*map(sum, zip(*counted, strict=True)))

    @property
    def shares(self) -> Shares:
        """The same in percent."""
        figures, statements = max(1, self.figures), max(1, self.statements)
        return Shares(
            100 * self.true_doubted / figures,
            100 * self.true_confirmed / figures,
            100 * self.false_doubted / statements,
            100 * self.false_confirmed / statements,
        )

    def cells(self) -> Iterator[str]:
        """What tables show of it, in the order of the shares."""
        true = (self.true_doubted, self.true_confirmed)
        for count, of in (
            *((each, self.figures) for each in true),
            (self.false_doubted, self.statements),
            (self.false_confirmed, self.statements),
        ):
            yield f"{count}/{of} = {100 * count / max(1, of):.1f} %"


def counts(told: Told, limits: Limits) -> Counts:
    """What becomes of figures within those limits."""
    true: Counter[Finding] = Counter()
    false: dict[str, tuple[set[Finding], set[Finding]]] = defaultdict(lambda: (set(), set()))
    for each, likely in told:
        finding = limits.finding(each, likely)
        if finding is Finding.DERIVED:
            finding = Finding.FOUND
        if each.true:
            true[finding] += 1
            continue
        every, wrong = false[each.text]
        every.add(finding)
        if each.wrong:
            wrong.add(finding)
    doubted = sum(Finding.MISSING in every for every, _ in false.values())
    confirmed = sum(
        Finding.MISSING not in every and wrong == {Finding.FOUND} for every, wrong in false.values()
    )
    found = true[Finding.MISSING], true[Finding.FOUND], true.total()
    return Counts(*found, doubted, confirmed, len(false))


def shares(told: Told, limits: Limits) -> Shares:
    """What becomes of figures within those limits, in percent."""
    return counts(told, limits).shares


class Parts(NamedTuple):
    """What limits are chosen on: the statements that no rule was made for, those of them about
    papers that were new, mutations of templates, and what is worked out from tables."""

    untuned: Told
    new: Told
    mutations: Told
    worked_out: Told

    def worth(self, limits: Limits) -> float:
        """Percent of untuned false statements that are doubted, less what goes beyond limits."""
        untuned, plain = shares(self.untuned, limits), shares(self.mutations, limits)
        new, reckoned = shares(self.new, limits), shares(self.worked_out, limits)
        return (
            untuned.false_doubted
            - _COST * max(0.0, untuned.true_doubted - MOST_DOUBTED)
            - _COST * max(0.0, new.true_doubted - MOST_DOUBTED)
            - _OF_TEMPLATES * max(0.0, plain.true_doubted - MOST_OF_TEMPLATES)
            - _MISSED * max(0.0, LEAST_CAUGHT - plain.false_doubted)
            - _WORKED_OUT * max(0.0, reckoned.true_doubted - MOST_WORKED_OUT)
        )


def chosen(parts: Parts) -> Limits:
    """The limits within which most of the untuned false statements are doubted at not too many of
    the true figures, and of the others enough; and fewer are confirmed."""
    every = [
        Limits(doubted / 100, kept / 100)
        for doubted in range(_LEAST_DOUBTED, 80, 2)
        for kept in range(_LEAST_KEPT, 84, 2)
    ]
    limits = max(every, key=parts.worth)
    confirmed = shares(parts.untuned, limits).true_confirmed
    for opened in range(min(40, int(100 * limits.doubted)), 5, -1):
        each = replace(limits, opened=opened / 100)
        found = shares(parts.untuned, each)
        if found.true_confirmed < confirmed - MOST_OPENED:
            break
        limits = each
        of_new = shares(parts.new, each).false_confirmed
        if found.false_confirmed <= MOST_CONFIRMED and of_new <= MOST_CONFIRMED_NEW:
            break
    return limits
