"""One thing after another for the same person in the same chat, so that `/date` counts for the `/paper` behind it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class Turns:
    """Who waits for whom. Of each chat, `most` may wait at once, so that nobody's flood fills the memory."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._waiting: Counter[int] = Counter()
        self._locks: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()

    def full(self, chat: int) -> bool:
        """Whether too many wait in that chat already."""
        return self._waiting[chat] >= self._most

    @asynccontextmanager
    async def next(self, chat: int, person: int) -> AsyncIterator[Callable[[], None]]:
        """Inside, it is this person's turn in the chat. What is yielded ends it early: the rest takes its time."""
        lock = self._locks.setdefault((chat, person), asyncio.Lock())
        held = False

        def over() -> None:
            nonlocal held
            if held:
                held = False
                lock.release()

        self._waiting[chat] += 1
        try:
            await lock.acquire()
            held = True
            yield over
        finally:
            over()
            self._waiting[chat] -= 1
            if not self._waiting[chat]:
                del self._waiting[chat]
