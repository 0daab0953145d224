"""How often one answer hands a function to another thread: to one of aiosqlite's connections, or to
the pool of the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Any

import aiosqlite.core


class Hops:
    """Counts while it is entered; `count` may be set back."""

    def __init__(self) -> None:
        self.count = 0


@contextmanager
def counted() -> Iterator[Hops]:
    """Count what is handed over from here on, also by connections that are opened meanwhile.

    A connection that is open already has the queue it was opened with, and is not counted.
    """
    hops = Hops()

    class Queue(SimpleQueue[Any]):
        def put_nowait(self, item: Any) -> None:
            hops.count += 1
            super().put_nowait(item)

    core: Any = aiosqlite.core
    loops: Any = asyncio.BaseEventLoop
    usual_queue, usual_way = core.SimpleQueue, asyncio.BaseEventLoop.run_in_executor

    def run_in_executor(loop: Any, executor: Any, function: Any, *args: Any) -> Any:
        hops.count += 1
        return usual_way(loop, executor, function, *args)

    core.SimpleQueue = Queue
    loops.run_in_executor = run_in_executor
    try:
        yield hops
    finally:
        core.SimpleQueue = usual_queue
        loops.run_in_executor = usual_way
