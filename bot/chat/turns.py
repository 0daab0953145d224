"""One thing after another for the same person in the same chat, so that `/date` counts for the
`/paper` behind it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from weakref import WeakValueDictionary

Turn = AbstractAsyncContextManager[Callable[[], None]]


class Turns:
    """Who waits for whom. In each crowd `most` may be waiting or served at once, so that no flood
    fills the memory."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._waiting: Counter[int] = Counter()
        self._locks: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()

    def join(self, crowd: int, member: int) -> Turn | None:
        """The member's next turn in the crowd, to be entered; None when too many are in that crowd
        already.

        A crowd is what shall not be too large: a chat with its people, or a person with their
        chats. What the turn gives ends it early, for when the rest takes its time.
        """
        if self._waiting[crowd] >= self._most:
            return None
        self._waiting[crowd] += 1
        return self._turn(crowd, self._locks.setdefault((crowd, member), asyncio.Lock()))

    @asynccontextmanager
    async def _turn(self, crowd: int, lock: asyncio.Lock) -> AsyncIterator[Callable[[], None]]:
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
            self._waiting[crowd] -= 1
            if not self._waiting[crowd]:
                del self._waiting[crowd]
