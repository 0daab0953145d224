"""Who may ask an endpoint next: at its pace, so many at once, the urgent before the others."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import count

from core.llm.pace import Pace, Start
from core.llm.refusals import Kind, Refusal


@dataclass(order=True)
class _Waiting:
    """A request that waits for its turn. Urgent ones come first, then those that came first."""

    patient: bool
    number: int
    tokens: int = field(compare=False)
    turn: asyncio.Future[Start] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Turn:
    """A request under way."""

    start: Start
    throttle: Throttle

    def accepted(self) -> None:
        """The request was answered, perhaps with a refusal of another kind."""
        self.throttle.pace.accepted(self.start)
        self.throttle.step()

    def refused(self, refusal: Refusal) -> None:
        """The request was refused for its pace."""
        if refusal.kind is Kind.CONCURRENCY:
            self.throttle.fewer(refusal.per_minute)
        self.throttle.pace.refused(self.start, refusal, _now())


class Throttle:
    """Lets requests begin. What its pace has learned is in `pace`."""

    def __init__(self, at_once: int) -> None:
        self.pace = Pace()
        self._most = at_once
        self._under_way = 0
        self._numbers = count()
        self._waiting: list[_Waiting] = []
        self._timer: asyncio.TimerHandle | None = None

    @property
    def pause(self) -> float:
        """Seconds for which nothing begins because the endpoint has refused; 0 when it has not."""
        return max(self.pace.paused_until - _now(), 0.0)

    def number(self) -> int:
        """A place in the queue, which is kept for the next try of the same question."""
        return next(self._numbers)

    @asynccontextmanager
    async def turn(self, tokens: int, *, urgent: bool, number: int) -> AsyncIterator[Turn]:
        """Inside, the request may be made; `number` is the place in the queue."""
        turn: asyncio.Future[Start] = asyncio.get_running_loop().create_future()
        waiting = _Waiting(patient=not urgent, number=number, tokens=tokens, turn=turn)
        heapq.heappush(self._waiting, waiting)
        self.step()
        try:
            start = await waiting.turn
        except asyncio.CancelledError:
            self._withdraw(waiting)
            raise
        try:
            yield Turn(start, self)
        finally:
            self._under_way -= 1
            self.pace.ended(start)
            self.step()

    def fewer(self, told: int | None) -> None:
        """Allow fewer calls at once; `told` is how many there may be, if the endpoint says."""
        at_once = told or max(1, self._under_way - 1)
        known = self.pace.allowed
        self.pace.allowed = replace(known, at_once=min(at_once, known.at_once or at_once))

    def step(self) -> None:
        """Begin what may begin, and set the timer for the next."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        most = min(self._most, self.pace.allowed.at_once or self._most)
        while self._waiting and self._under_way < most:
            now = _now()
            at = self.pace.may_begin(now)
            if at > now:
                self._timer = asyncio.get_running_loop().call_at(at, self.step)
                return
            first = heapq.heappop(self._waiting)
            if not first.turn.done():
                self._under_way += 1
                first.turn.set_result(self.pace.begin(now, first.tokens))

    def _withdraw(self, waiting: _Waiting) -> None:
        """Take back a request that is not wanted any more. Its turn may have come just now."""
        if waiting in self._waiting:
            self._waiting.remove(waiting)
            heapq.heapify(self._waiting)
        elif waiting.turn.done() and not waiting.turn.cancelled():
            self._under_way -= 1
            self.pace.ended(waiting.turn.result())
        self.step()


def _now() -> float:
    return asyncio.get_running_loop().time()
