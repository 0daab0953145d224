"""How long the event loop is held."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

_SCHEDULE = Path(
    "/proc/thread-self/schedstat"
)  # Linux: nanoseconds at work, nanoseconds in line for a core, turns


async def longest_stall(work: Callable[[], Awaitable[object]]) -> float:
    """The longest time, in milliseconds, that a task which sleeps for one was kept from waking
    during the work.

    Where the system tells it, the time is left out in which the loop's thread stood in line for a
    core: that is other work on the machine. What the loop waits for, and what other threads of ours
    keep from it, counts.
    """
    longest = 0.0

    async def probe() -> None:
        nonlocal longest
        while True:
            begun, in_line = time.perf_counter(), _in_line()
            await asyncio.sleep(0.001)
            kept = time.perf_counter() - begun - 0.001
            longest = max(longest, kept - (_in_line() - in_line))

    async with asyncio.TaskGroup() as group:
        probing = group.create_task(probe())
        await asyncio.sleep(0.002)  # let it begin
        await work()
        await asyncio.sleep(0.002)  # let it see the last stall
        probing.cancel()
    return longest * 1000


def _in_line() -> float:
    """Seconds that this thread has stood in line for a core so far; 0 where nobody tells."""
    try:
        return int(_SCHEDULE.read_text().split()[1]) / 1e9
    except OSError:
        return 0.0
