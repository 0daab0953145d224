"""Work that is looked at again and again, and at once when somebody says so."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

# For so long a source that was down is left alone.
PAUSE: Final = dt.timedelta(minutes=30)


class Waking:
    """What wakes a loop before its time."""

    def __init__(self) -> None:
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Let the loop look at once."""
        self._woken.set()

    async def repeat(self, work: Callable[[], Awaitable[object]], every: dt.timedelta) -> None:
        """For ever: do the work, then wait until it is time or somebody wakes. What is said amid
        the work counts: it is done again at once."""
        while True:
            self._woken.clear()
            await work()
            with suppress(TimeoutError):
                async with asyncio.timeout(every.total_seconds()):
                    await self._woken.wait()


class Pause:
    """While it lasts, a source that was down is left alone."""

    def __init__(self) -> None:
        self._until: dt.datetime | None = None

    def begin(self, now: dt.datetime) -> None:
        """From now on the source is left alone."""
        self._until = now + PAUSE

    def end(self) -> None:
        """The source may be asked at once."""
        self._until = None

    def lasts(self, now: dt.datetime) -> bool:
        """Whether the source is still left alone; not after a clock was put back."""
        return self._until is not None and dt.timedelta() < self._until - now <= PAUSE
