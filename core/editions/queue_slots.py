"""Places in a queue, so that a budget with an end goes to the best papers first."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence


class QueueSlot:
    """A place in a queue: entered once everybody before is done, or has given up."""

    def __init__(self, before: Sequence[asyncio.Event]) -> None:
        self._before = before
        self._passed = asyncio.Event()

    async def __aenter__(self) -> None:
        for event in self._before:
            await event.wait()

    async def __aexit__(self, *exc: object) -> None:
        self.pass_on()

    def pass_on(self) -> None:
        """Let the next one in."""
        self._passed.set()

    @property
    def passed(self) -> asyncio.Event:
        """Set once this place is done with."""
        return self._passed


def queue_slots(count: int) -> list[QueueSlot]:
    """That many slots, each behind all before it."""
    slots: list[QueueSlot] = []
    for _ in range(count):
        slots.append(QueueSlot([slot.passed for slot in slots]))
    return slots
