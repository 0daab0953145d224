"""What a measurement yields: figures, each with its limit and with what the naive way takes in the
same run."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bench.place import Place


@dataclass(frozen=True, slots=True)
class Times:
    """A limit for any machine: at most so many times what something else took in the same run. Less
    than 1: a part."""

    most: float
    measured: float
    what: str

    @property
    def value(self) -> float:
        """The limit, in the unit of what was measured."""
        return self.most * self.measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row of the table; less is better.

    `limit` is what is promised whatever the machine (a pace, a deadline, a number, a size), or a
    ratio where the machine's speed decides; None means that nothing is promised. `naive` is what
    the naive way takes in the same run.
    """

    what: str
    ours: float
    unit: str
    limit: float | Times | None = None
    naive: float | None = None
    naively: str = ""

    @property
    def most(self) -> float | None:
        """The limit as a number in the unit of the figure."""
        return self.limit.value if isinstance(self.limit, Times) else self.limit

    @property
    def kept(self) -> bool:
        """Whether the limit is kept."""
        return self.most is None or self.ours <= self.most

    @property
    def times(self) -> float | None:
        """How many times what ours takes the naive way takes; None where there is nothing to
        divide."""
        return self.naive / self.ours if self.naive is not None and self.ours > 0 else None


class Push(Protocol):
    """A push that was measured: how many messages, and how many a second."""

    @property
    def count(self) -> int: ...

    def rate(self) -> float: ...


def paced(what: str, ours: Push, least: float, loop: Push) -> Figure:
    """How long our push took, when at least so many messages a second were promised, beside a plain
    loop's rate."""
    return Figure(
        what=f"{what} at {ours.rate():.1f} a second",
        ours=ours.count / ours.rate(),
        unit="s",
        limit=ours.count / least,
        naive=ours.count / loop.rate(),
        naively=f"one after the other, at the rate of {loop.count}",
    )


def ahead(what: str, ours: float, unit: str, *, least: float, naive: float, naively: str) -> Figure:
    """What has to stay so many times ahead of the naive way at least."""
    limit = Times(1 / least, naive, "the naive way")
    return Figure(what=what, ours=ours, unit=unit, limit=limit, naive=naive, naively=naively)


Measurement = Callable[[Place], Iterable[Figure]]


def percentile(values: Sequence[float], share: float) -> float:
    """The least of the values that so large a share of them does not exceed (0.99: p99)."""
    return sorted(values)[math.ceil(share * len(values)) - 1]
