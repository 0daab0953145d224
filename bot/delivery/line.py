"""The way out of one platform: who wants to send waits here for its turn.

Nothing runs here by itself but one timer, set for the next moment at which a turn can begin.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.delivery.pace import Queue, Rates, Stage, Turn
from bot.delivery.refusals import Scope
from core.chats import ChatKey
from core.delivery import DeliveryError, Held, Limited, LimitedForAll, Uncertain, Unsent

# Seconds that a chat waits after a message that was not taken without a word how long; more if that
# goes on.
PAUSE = 1.0


class TooLate(Exception):
    """The turn did not come in time."""


class Line:
    """Lets one after another begin, as the rates and the platform's refusals allow."""

    def __init__(self, rates: Rates) -> None:
        self._queue = Queue(rates)
        self._timer: asyncio.TimerHandle | None = None
        # How many messages got through so far, whatever the platform made of them.
        self.passed = 0

    @asynccontextmanager
    async def reply(
        self, key: ChatKey, *, first: bool = False, by: float = math.inf
    ) -> AsyncIterator[Place]:
        """Inside, a reply may be sent to the chat; before its other replies when it is `first`.

        Raises TooLate when its turn does not come before that moment of the loop's clock, as soon
        as that is known.
        """
        turn = _Turn(key, reply=True)
        if self._queue.earliest(turn) > by:
            raise TooLate
        async with self._joined(turn, first=first):
            await _begun(turn, by)
            yield Place(self, turn)

    @asynccontextmanager
    async def push(self, key: ChatKey) -> AsyncIterator[Place]:
        """Inside, a push is next: write it down, then `await begin()`, then send it."""
        turn = _Turn(key, reply=False)
        async with self._joined(turn, first=False):
            await turn.called.wait()
            yield Place(self, turn)

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

    def heard(self, turn: _Turn, error: DeliveryError | None) -> None:
        """What the platform said to the turn's message; None when it took it.

        What is not taken for the chat's or the message's own sake shows that the way is open all
        the same.
        """
        match error:
            case Held():
                pass  # nobody said anything
            case LimitedForAll(seconds=seconds):
                self._queue.refused(turn, _now(), seconds, Scope.EVERYBODY)
            case Limited(seconds=seconds):
                self._queue.refused(turn, _now(), seconds, Scope.CHAT)
            case Unsent() | Uncertain():
                self._queue.refused(turn, _now(), PAUSE, Scope.KIND)
            case _:
                self.passed += 1
                self._queue.passed(turn)

    def step(self) -> None:
        """Tell the turns whose moment has come, and set the timer for the next."""
        for turn in self._queue.step(_now()):
            assert isinstance(turn, _Turn)
            if turn.stage is Stage.RUNNING:
                turn.begun.set()
            else:
                turn.called.set()
        if self._timer:
            self._timer.cancel()
            self._timer = None
        at = self._queue.next_at()
        if at < math.inf:
            self._timer = asyncio.get_running_loop().call_at(at, self.step)

    @asynccontextmanager
    async def _joined(self, turn: _Turn, *, first: bool) -> AsyncIterator[None]:
        self._queue.join(turn, first=first)
        self.step()
        try:
            yield
        finally:
            self._queue.leave(turn)
            self.step()


class Place:
    """A turn that has come: of a reply that may be sent now, or of a push that is next."""

    def __init__(self, line: Line, turn: _Turn) -> None:
        self._line, self._turn = line, turn

    async def begin(self) -> None:
        """Wait until the push may be sent."""
        await self._line.begin(self._turn)

    def heard(self, error: DeliveryError | None) -> None:
        """Tell what the platform said to the message, None when it took it: whoever it refuses has
        to wait."""
        self._line.heard(self._turn, error)


class _Turn(Turn):
    """A turn that can be waited for."""

    def __init__(self, key: ChatKey, *, reply: bool) -> None:
        super().__init__(key, reply)
        self.called, self.begun = asyncio.Event(), asyncio.Event()


async def _begun(turn: _Turn, by: float) -> None:
    """Return once the turn may begin. Raises TooLate."""
    try:
        deadline = by if by < math.inf else None
        async with asyncio.timeout_at(deadline):
            await turn.begun.wait()
    except TimeoutError:
        # It may have come in the very same moment; then it is used.
        if not turn.begun.is_set():
            raise TooLate from None


def _now() -> float:
    return asyncio.get_running_loop().time()
