"""Progress that nobody watches."""

from __future__ import annotations

from core.records import Step


class NoProgress:
    """Hears nothing. Implements core.ports.Progress."""

    def planned(self, step: Step, count: int) -> None:
        """Nothing to show."""

    def done(self, step: Step, paper_id: str) -> None:
        """Nothing to show."""
