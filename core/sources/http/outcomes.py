"""What became of requests to a source, counted since the start."""

# Tested in tests/core/sources/http/test_client.py.

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

ANSWERED = "answered"


@dataclass(slots=True)
class Outcomes:
    """By outcome, how many requests had it: `ANSWERED`, or an error's key; and the last one."""

    counts: Counter[str] = field(default_factory=Counter)
    last: str = ""

    def note(self, outcome: str) -> None:
        """Another request had that outcome."""
        self.counts[outcome] += 1
        self.last = outcome
