"""A worker's share of what several do in parts: it takes parts, keeps them, and gives some up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

import structlog

from bot.delivery.background import until
from bot.delivery.outage import Outage
from core.errors import StoreUnavailable
from core.sharing import Division, part
from core.working import Do
from storage.workers import Workers

# Seconds for which the next part waits until the last one taken has begun: meanwhile others that
# start take theirs.
BEGINNING = 5.0
# Seconds between two looks at who does what.
LOOK = 1.0

Claimed = Callable[[tuple[str, ...]], Coroutine[Any, Any, asyncio.Event | None]]
GivenUp = Callable[[tuple[str, ...], asyncio.Event], Coroutine[Any, Any, None]]

log = structlog.get_logger()


@dataclass(slots=True)
class _Doing:
    """A part that is being done, or tried."""

    since: float
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    given_up: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None


class WorkersShare:
    """Implements core.working.Share by claims."""

    def __init__(
        self,
        claimed: Claimed,
        given_up: GivenUp,
        workers: Workers,
        owner: str,
        whole: str,
        count: int,
        lost: asyncio.Event,
    ) -> None:
        """`claimed` and `given_up` are the worker's, which is `owner`; `lost` is set when that is
        not one of those any more that do the whole in `count` parts."""
        self._claimed, self._given_up = claimed, given_up
        self._workers, self._owner = workers, owner
        self._whole, self.count, self.lost = whole, count, lost
        self._doing: dict[int, _Doing] = {}

    async def keep(self, do: Do) -> None:
        """For ever: do what is ours."""
        outage = Outage("how parts are divided is not known", what=self._whole)
        try:
            while True:
                try:
                    await self._settle(do)
                except StoreUnavailable as error:
                    outage.met(error)
                else:
                    outage.is_over()
                await self._look()
        finally:
            tasks = [each.task for each in self._doing.values() if each.task]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _settle(self, do: Do) -> None:
        """Take a part, or give one up, if that is due."""
        loop = asyncio.get_running_loop()
        division = Division.of(await self._workers.parts(self._owner, self._whole))
        if (number := division.give(self._owner)) is not None and number in self._doing:
            self._doing[number].given_up.set()
            log.info("a part given up", what=self._whole, part=number, parts=self.count)
        now = loop.time()
        if any(not each.begun.is_set() and now - each.since < BEGINNING for each in self._all()):
            return
        number = division.take(self._owner)
        if number is not None and number not in self._doing:
            doing = self._doing[number] = _Doing(now)
            doing.task = loop.create_task(self._do(number, doing, do))

    async def _look(self) -> None:
        """Wait for a moment; raise what a part has died of."""
        loop = asyncio.get_running_loop()
        end = loop.time() + LOOK
        running = [each.task for each in self._all() if each.task]
        if running:
            await asyncio.wait(running, timeout=LOOK, return_when=asyncio.FIRST_EXCEPTION)
        if not any(task.done() and task.exception() for task in running):
            await asyncio.sleep(end - loop.time())
        for number, each in list(self._doing.items()):
            if each.task and each.task.done():
                del self._doing[number]
                each.task.result()

    async def _do(self, number: int, doing: _Doing, do: Do) -> None:
        """Do the part while it is ours."""
        names = (part(self._whole, number, self.count),)
        lost = await self._claimed(names)
        if lost is None:
            return
        log.info("a part taken", what=self._whole, part=number, parts=self.count)

        async def ours() -> None:
            await until(doing.given_up, do(number, doing.begun))

        try:
            await until(lost, ours())
        finally:
            await self._given_up(names, lost)

    def _all(self) -> list[_Doing]:
        return list(self._doing.values())
