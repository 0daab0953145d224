"""One request after another for the same person in the same chat, so that `/paper` finds the list
that the `/date` before it has shown."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from weakref import WeakValueDictionary

# Ends a person's turn before its answer is ready, so that what they ask next can begin.
EndTurn = Callable[[], None]
# Entered to be served; what it gives lets the next one in early.
Ticket = AbstractAsyncContextManager[EndTurn]


class AskerQueues:
    """A queue for each asker, in groups of which each may hold only so many requests.

    In each group `most` requests may be waiting or served at once, so that no flood fills the
    memory.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._waiting: Counter[int] = Counter()
        self._locks: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()

    def join(self, group: int, member: int) -> Ticket | None:
        """The next ticket in the member's queue, to be entered; None when the group is full.

        A group is what shall not grow too large: a chat with its people, or a person with their
        chats. What the ticket gives lets the next one in early, for a request that takes its time.
        """
        if self._waiting[group] >= self._most:
            return None
        self._waiting[group] += 1
        lock = self._locks.setdefault((group, member), asyncio.Lock())
        return self._ticket(group, lock)

    @asynccontextmanager
    async def _ticket(self, group: int, lock: asyncio.Lock) -> AsyncIterator[EndTurn]:
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
            self._waiting[group] -= 1
            if not self._waiting[group]:
                del self._waiting[group]
