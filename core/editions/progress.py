"""How far a day's work has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.models import Summary
from core.records import Step


@dataclass(frozen=True, slots=True)
class Writing:
    """How far a list's missing summaries have come: `tried` of `wanted` are there or have failed.

    `summaries` are all that the list has by now, by paper id.
    """

    summaries: Mapping[str, Summary]
    tried: int
    wanted: int


class NoProgress:
    """Hears nothing. Implements core.ports.Progress."""

    def planned(self, step: Step, count: int) -> None:
        """Nothing to show."""

    def done(self, step: Step, paper_id: str) -> None:
        """Nothing to show."""
