"""One thing after another for the same person in the same chat, so that `/date` counts for the `/paper` behind it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from weakref import WeakValueDictionary

Turn = AbstractAsyncContextManager[Callable[[], None]]


class Turns:
    """Who waits for whom. Of each chat, `most` may wait at once, so that nobody's flood fills the memory."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._waiting: Counter[int] = Counter()
        self._locks: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()

    def join(self, chat: int, person: int) -> Turn | None:
        """The person's next turn in the chat, to be entered; None when too many wait there already.

        What it gives ends the turn early, for when the rest takes its time.
        """
        if self._waiting[chat] >= self._most:
            return None
        self._waiting[chat] += 1
        return self._turn(chat, self._locks.setdefault((chat, person), asyncio.Lock()))

    @asynccontextmanager
    async def _turn(self, chat: int, lock: asyncio.Lock) -> AsyncIterator[Callable[[], None]]:
        held = False

        def over() -> None:
            nonlocal held
            if held:
                held = False
                lock.release()

        try:
            await lock.acquire()
            held = True
            yield over
        finally:
            over()
            self._waiting[chat] -= 1
            if not self._waiting[chat]:
                del self._waiting[chat]
