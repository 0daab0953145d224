"""The one home of detached work: named, logged when it fails, cancelled when Paperboy stops."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import Any

import structlog

from bot.delivery.outage import Outage
from core.errors import StoreUnavailable

log = structlog.get_logger()

RESTART = 5.0  # seconds before a loop that died begins again


async def until(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Let the work run until `stop` is set, or until it ends by itself. Raises what it raises."""
    loop = asyncio.get_running_loop()
    working = loop.create_task(work)
    waiting = loop.create_task(stop.wait())
    try:
        await asyncio.wait((working, waiting), return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (working, waiting):
            task.cancel()
        await asyncio.gather(working, waiting, return_exceptions=True)
    if not working.cancelled():
        working.result()


async def together(works: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Run them beside each other until all have ended; the first error ends the others and is
    raised."""
    loop = asyncio.get_running_loop()
    tasks = [loop.create_task(work) for work in works]
    try:
        for done in asyncio.as_completed(tasks):
            await done
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def apart(
    works: Iterable[Coroutine[Any, Any, None]], *, closing: Callable[[], Awaitable[None]]
) -> None:
    """Run them beside each other until all have ended; then the first one's error is raised.

    One that fails ends no other. When this is cancelled, `closing` is awaited before they are
    cancelled.
    """
    loop = asyncio.get_running_loop()
    tasks = [loop.create_task(work) for work in works]
    try:
        await asyncio.wait(tasks)
    finally:
        await closing()
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    for result in ended:
        if result is not None:
            raise result


class Background:
    """Holds tasks nobody awaits. An async context manager: leaving it cancels and awaits them."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Background:
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.end()

    async def end(self) -> None:
        """Cancel all tasks, and wait for them."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def spawn(self, name: str, work: Coroutine[Any, Any, object]) -> None:
        """Run it on its own under that name."""
        supervised = self._supervise(name, work, _outage(name))
        task = asyncio.get_running_loop().create_task(supervised, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        # A task cancelled before its first step has not begun the work; Python warns of what is
        # never begun.
        task.add_done_callback(lambda _: work.close())

    def keep(self, name: str, loop: Callable[[], Coroutine[Any, Any, object]]) -> None:
        """Run what is meant to run for ever; if it dies, that is logged, and it begins again."""
        outage = _outage(name)

        async def again() -> None:
            while True:
                await self._supervise(name, loop(), outage)
                await asyncio.sleep(RESTART)

        self.spawn(name, again())

    async def _supervise(
        self, name: str, work: Coroutine[Any, Any, object], outage: Outage
    ) -> None:
        try:
            await work
        except StoreUnavailable as error:  # no fault of the work's, and where it arose says nothing
            outage.met(error)
        except Exception:  # whatever detached work dies of is logged here, and nowhere else
            log.exception("background work failed", task=name)


def _outage(name: str) -> Outage:
    return Outage("background work lacks the store", task=name)
