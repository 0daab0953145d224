"""The way out of one platform: every message waits here for its moment.

Nothing runs here by itself but one timer, set for the next moment at which a message can begin.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.delivery.pace import Queue, Queued, QueueStage, Rates
from bot.delivery.refusals import Scope
from core.chats import ChatKey
from core.delivery import DeliveryError, Held, Limited, LimitedForAll, Uncertain, Unsent

# Seconds that a chat waits after a message that was not taken without a word how long; more if that
# goes on.
PAUSE = 1.0
# Seconds that are no wait: no more than the gap between two messages to different chats.
SOON = 0.1


class TooLate(Exception):
    """The message's moment did not come in time."""


class Lane:
    """Lets one after another begin, as the rates and the platform's refusals allow."""

    def __init__(self, rates: Rates) -> None:
        self._queue = Queue(rates)
        self._timer: asyncio.TimerHandle | None = None
        # For how many seconds what a chat got limits what it gets.
        self.memory = rates.memory
        # How many messages got through so far, whatever the platform made of them.
        self.passed = 0

    @asynccontextmanager
    async def reply(
        self, key: ChatKey, *, first: bool = False, by: float = math.inf
    ) -> AsyncIterator[SendSlot]:
        """Inside, a reply may be sent to the chat; before its other replies when it is `first`.

        Raises TooLate when the reply cannot begin before the moment `by` of the loop's clock, as
        soon as that is known.
        """
        queued = _Queued(key, reply=True)
        if self._queue.earliest(queued) > by:
            raise TooLate
        async with self._joined(queued, first=first):
            await _wait_to_begin(queued, by)
            yield SendSlot(self, queued)

    @asynccontextmanager
    async def push(self, key: ChatKey) -> AsyncIterator[SendSlot]:
        """Inside, a push is next: write it down, then `await begin()`, then send it."""
        queued = _Queued(key, reply=False)
        async with self._joined(queued, first=False):
            await queued.called.wait()
            yield SendSlot(self, queued)

    def is_free(self, key: ChatKey) -> bool:
        """Whether a reply to the chat could begin now, as far as the rates and refusals go."""
        return self._queue.earliest(_Queued(key, reply=True)) <= _now() + SOON

    def slow(self, part: float) -> None:
        """Use that part of the rate from now on."""
        self._queue.slow(part)
        self.step()

    def halt(self, seconds: float) -> None:
        """Let nothing begin for so long."""
        self._queue.halt(_now() + seconds)
        self.step()

    def remember(self, key: ChatKey, ago: float) -> None:
        """Note that somebody who sent before us sent something to the chat so many seconds ago; of
        several, the first one first."""
        self._queue.remember(key, _now() - ago)

    def startable(self, seconds: float) -> int:
        """How many chats wait with a push that could begin within so long."""
        return self._queue.startable(_now() + seconds)

    async def begin(self, queued: _Queued) -> None:
        """Wait until the called message may begin."""
        self._queue.ready(queued, _now())
        self.step()
        await queued.begun.wait()

    def heard(self, queued: _Queued, error: DeliveryError | None) -> None:
        """Remember what the platform said to the message; None when it took it.

        A message that is refused because of its chat, or of what it says, shows all the same that
        the platform can be reached.
        """
        match error:
            case Held():
                pass  # nobody said anything
            case LimitedForAll(seconds=seconds):
                self._queue.refused(queued, _now(), seconds, Scope.EVERYBODY)
            case Limited(seconds=seconds):
                self._queue.refused(queued, _now(), seconds, Scope.CHAT)
            case Unsent() | Uncertain():
                self._queue.refused(queued, _now(), PAUSE, Scope.KIND)
            case _:
                self.passed += 1
                self._queue.passed(queued)

    def step(self) -> None:
        """Tell the messages whose moment has come, and set the timer for the next."""
        for queued in self._queue.step(_now()):
            assert isinstance(queued, _Queued)
            if queued.stage is QueueStage.RUNNING:
                queued.begun.set()
            else:
                queued.called.set()
        if self._timer:
            self._timer.cancel()
            self._timer = None
        at = self._queue.next_at()
        if at < math.inf:
            self._timer = asyncio.get_running_loop().call_at(at, self.step)

    @asynccontextmanager
    async def _joined(self, queued: _Queued, *, first: bool) -> AsyncIterator[None]:
        self._queue.join(queued, first=first)
        self.step()
        try:
            yield
        finally:
            self._queue.leave(queued)
            self.step()


class SendSlot:
    """The moment of one message: of a reply that may be sent now, or of a push that is next."""

    def __init__(self, lane: Lane, queued: _Queued) -> None:
        self._lane = lane
        self._queued = queued

    async def begin(self) -> None:
        """Wait until the push may be sent."""
        await self._lane.begin(self._queued)

    def heard(self, error: DeliveryError | None) -> None:
        """Tell what the platform said to the message, None when it took it: whoever it refuses has
        to wait."""
        self._lane.heard(self._queued, error)


class _Queued(Queued):
    """A queued message whose moment can be waited for."""

    def __init__(self, key: ChatKey, *, reply: bool) -> None:
        super().__init__(key, reply)
        self.called = asyncio.Event()
        self.begun = asyncio.Event()


async def _wait_to_begin(queued: _Queued, by: float) -> None:
    """Return once the message may begin. Raises TooLate."""
    deadline = by if by < math.inf else None
    try:
        async with asyncio.timeout_at(deadline):
            await queued.begun.wait()
    except TimeoutError:
        # The moment may have come just as the time ended; then it is used.
        if not queued.begun.is_set():
            raise TooLate from None


def _now() -> float:
    return asyncio.get_running_loop().time()
