"""What a measurement yields: figures, each with its limit and with what the naive way takes in the same run."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bench.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row of the table; less is better. `limit` None means that nothing was promised."""

    what: str
    ours: float
    unit: str
    limit: float | None = None
    naive: float | None = None
    naively: str = ""

    @property
    def kept(self) -> bool:
        """Whether the limit is kept."""
        return self.limit is None or self.ours <= self.limit

    @property
    def times(self) -> float | None:
        """How many times what ours takes the naive way takes; None where there is nothing to divide."""
        return self.naive / self.ours if self.naive is not None and self.ours > 0 else None


class Push(Protocol):
    """A push that was measured: how many messages, and how many a second."""

    @property
    def count(self) -> int: ...

    def rate(self) -> float: ...


def paced(what: str, ours: Push, least: float, loop: Push) -> Figure:
    """How long our push took, when at least so many messages a second were promised, beside a plain loop's rate."""
    return Figure(
        what=f"{what} at {ours.rate():.1f} a second",
        ours=ours.count / ours.rate(),
        unit="s",
        limit=ours.count / least,
        naive=ours.count / loop.rate(),
        naively=f"one after the other, at the rate of {loop.count}",
    )


Measurement = Callable[[Place], Iterable[Figure]]


def percentile(values: Sequence[float], share: float) -> float:
    """The least of the values that so large a share of them does not exceed (0.99: p99)."""
    return sorted(values)[math.ceil(share * len(values)) - 1]
