"""A loop whose time passes only while nothing else is to be done: a day of waiting takes a
moment."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _Selector(selectors.DefaultSelector):  # type: ignore[misc,valid-type]
    """Waits for nothing; the time that it would have waited has passed."""

    passed = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        events = super().select(0)
        if not events:
            assert timeout is not None, "everybody waits for ever"
            self.passed += max(timeout, 0.0)
        return events


class TimelessLoop(asyncio.SelectorEventLoop):
    """Begins at zero seconds."""

    def __init__(self) -> None:
        self._clock = _Selector()
        super().__init__(self._clock)

    def time(self) -> float:
        return self._clock.passed


def run(work: Coroutine[Any, Any, T]) -> T:
    """What the work comes to."""
    with asyncio.Runner(loop_factory=TimelessLoop) as runner:
        return runner.run(work)
