"""The way out of one platform: who wants to send waits here for its turn.

Nothing runs here by itself but one timer, set for the next moment at which a turn can begin.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.pace import Queue, Rates, Stage, Turn
from core.chats import ChatKey


class Line:
    """Lets one after another begin, as the rates allow."""

    def __init__(self, rates: Rates) -> None:
        self._queue = Queue(rates)
        self._timer: asyncio.TimerHandle | None = None

    @asynccontextmanager
    async def reply(self, key: ChatKey, *, first: bool = False) -> AsyncIterator[None]:
        """Inside, a reply may be sent to the chat; before its other replies when it is `first`."""
        turn = _Turn(key, reply=True)
        async with self._joined(turn, first=first):
            await turn.begun.wait()
            yield

    @asynccontextmanager
    async def push(self, key: ChatKey) -> AsyncIterator[Push]:
        """Inside, a push is next: write it down, then `await begin()`, then send it."""
        turn = _Turn(key, reply=False)
        async with self._joined(turn, first=False):
            await turn.called.wait()
            yield Push(self, turn)

    def halt(self, seconds: float) -> None:
        """Let nothing begin for so long."""
        self._queue.halt(_now() + seconds)
        self.step()

    def startable(self, seconds: float) -> int:
        """How many chats wait with a push that could begin within so long."""
        return self._queue.startable(_now() + seconds)

    async def begin(self, turn: _Turn) -> None:
        """Wait until the called turn may begin."""
        self._queue.ready(turn)
        self.step()
        await turn.begun.wait()

    def step(self) -> None:
        """Tell the turns whose moment has come, and set the timer for the next."""
        for turn in self._queue.step(_now()):
            assert isinstance(turn, _Turn)
            (turn.begun if turn.stage is Stage.RUNNING else turn.called).set()
        if self._timer:
            self._timer.cancel()
        at = self._queue.next_at()
        self._timer = asyncio.get_running_loop().call_at(at, self.step) if at < math.inf else None

    @asynccontextmanager
    async def _joined(self, turn: _Turn, *, first: bool) -> AsyncIterator[None]:
        self._queue.join(turn, first=first)
        self.step()
        try:
            yield
        finally:
            self._queue.leave(turn)
            self.step()


class Push:
    """A push that is next."""

    def __init__(self, line: Line, turn: _Turn) -> None:
        self._line, self._turn = line, turn

    async def begin(self) -> None:
        """Wait until it may be sent."""
        await self._line.begin(self._turn)


class _Turn(Turn):
    """A turn that can be waited for."""

    def __init__(self, key: ChatKey, *, reply: bool) -> None:
        super().__init__(key, reply)
        self.called, self.begun = asyncio.Event(), asyncio.Event()


def _now() -> float:
    return asyncio.get_running_loop().time()
