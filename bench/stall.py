"""How long the event loop is held."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable


async def longest_stall(work: Callable[[], Awaitable[object]]) -> float:
    """The longest time, in milliseconds, that a task which sleeps for one was kept from waking during the work."""
    longest = 0.0

    async def probe() -> None:
        nonlocal longest
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, time.perf_counter() - begun - 0.001)

    async with asyncio.TaskGroup() as group:
        probing = group.create_task(probe())
        await asyncio.sleep(0.002)  # let it begin
        await work()
        await asyncio.sleep(0.002)  # let it see the last stall
        probing.cancel()
    return longest * 1000
