"""A loop that is held is told, whatever holds it."""

from __future__ import annotations

import time

from bench.stall import longest_stall


async def test_waiting_on_the_loop_holds_it():
    async def work() -> None:
        time.sleep(0.03)  # noqa: ASYNC251  (what is to be found)

    assert await longest_stall(work) >= 29
