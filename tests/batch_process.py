"""A process that reads a day by batches, and can be killed at any moment."""

from __future__ import annotations

import asyncio
import datetime as dt
import sys
import time

from bot.app.batching import batching_of
from bot.app.environment import load_settings
from bot.app.roles import in_turn
from bot.app.root import open_app
from core.editions.keys import DAILY
from core.editions.progress import NoProgress
from core.working import BATCHES

BEGIN = dt.datetime(2026, 2, 4, 1, tzinfo=dt.UTC)


class RunningClock:
    """Shows `BEGIN` at that moment of the machine's clock, and runs on from there."""

    def __init__(self, since: float) -> None:
        self._since = since

    def now(self) -> dt.datetime:
        return BEGIN + dt.timedelta(seconds=time.time() - self._since)


async def read(date: dt.date, since: float) -> None:
    """Put the day's texts off, and see to them until none waits."""
    clock = RunningClock(since)
    async with open_app(load_settings(None), clock=clock, working=True) as app:
        batching = batching_of(app)
        assert batching is not None
        # What was cut off is known sooner never to have been made.
        batching.arrived = dt.timedelta(seconds=1)
        app.pipeline.later = batching
        key = DAILY.on(date)
        await app.pipeline.ingest(key, NoProgress(), until=BEGIN + dt.timedelta(hours=20))

        async def see_to_all() -> None:
            while await app.storage.batches.any():
                await batching.look()
                await asyncio.sleep(0.05)

        await in_turn(app.claims, BATCHES, see_to_all)()


if __name__ == "__main__":
    asyncio.run(read(dt.date.fromisoformat(sys.argv[1]), float(sys.argv[2])))
