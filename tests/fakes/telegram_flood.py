"""Telegram's flood limits, taken at their word: nothing above them passes, and who runs into one is
locked out."""

from __future__ import annotations

import math
import time
from collections import defaultdict, deque
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What is let through. With `lockout`, a refused chat (or all, after an overall refusal) waits
    its time out.

    `overall` messages in any sliding second; one message a second into each chat, `burst` of them
    at once after a pause; `per_group` messages and edits in any sliding minute into each group or
    channel.
    """

    overall: int = 30
    burst: int = 1
    per_group: int = 20
    lockout: bool = True


class Flood:
    """Counts messages and edits. With `speed` 60, a minute of the limits passes in a second.

    `accepted` holds the time of all that passed, in the limits' seconds; `refused` counts the 429s.
    """

    def __init__(self, limits: Limits | None, speed: float = 1.0) -> None:
        self.limits, self.speed = limits, speed
        self.accepted: list[float] = []
        self.refused = 0
        self._second: deque[float] = deque()
        self._minutes: defaultdict[int, deque[float]] = defaultdict(deque)
        self._tokens: dict[int, tuple[float, float]] = {}
        self._locked: dict[int | None, float] = {}

    def now(self) -> float:
        """The present moment, in the limits' seconds."""
        return time.monotonic() * self.speed

    def admit(self, chat_id: int, *, edit: bool = False) -> int | None:
        """None when it may pass (and is counted), else the whole seconds to wait."""
        now = self.now()
        wait = self._wait(chat_id, now, edit) if self.limits else None
        if wait is not None:
            self.refused += 1
            return max(1, math.ceil(wait))
        self.accepted.append(now)
        if self.limits:
            self._count(self.limits, chat_id, now, edit)
        return None

    def lockout(self, chat_id: int) -> int | None:
        """None, or the whole seconds for which nothing may be asked for that chat."""
        now = self.now()
        for key in (None, chat_id):
            until = self._locked.get(key, now)
            if until > now:
                return max(1, math.ceil(until - now))
        return None

    def peak(self) -> int:
        """The most that passed in any sliding second."""
        most, first = 0, 0
        for last, at in enumerate(self.accepted):
            while self.accepted[first] <= at - 1:
                first += 1
            most = max(most, last - first + 1)
        return most

    def _wait(self, chat_id: int, now: float, edit: bool) -> float | None:
        assert self.limits
        for key in (None, chat_id):
            if self._locked.get(key, now) > now:
                return self._locked[key] - now
        key, wait = self._over(self.limits, chat_id, now, edit)
        if wait is not None and self.limits.lockout:
            self._locked[key] = now + max(1, math.ceil(wait))
        return wait

    def _over(
        self, limits: Limits, chat_id: int, now: float, edit: bool
    ) -> tuple[int | None, float | None]:
        """Whose limit is reached (None: everybody's), and for how long (None: no limit is)."""
        _forget(self._second, now - 1)
        if len(self._second) >= limits.overall:
            return None, self._second[0] + 1 - now
        minute = self._minutes[chat_id] if chat_id < 0 else deque()
        _forget(minute, now - 60)
        if len(minute) >= limits.per_group:
            return chat_id, minute[0] + 60 - now
        tokens = self._filled(limits, chat_id, now)
        if not edit and tokens < 1 - 1e-9:
            return chat_id, 1 - tokens
        return chat_id, None

    def _filled(self, limits: Limits, chat_id: int, now: float) -> float:
        tokens, at = self._tokens.get(chat_id, (float(limits.burst), now))
        return min(float(limits.burst), tokens + now - at)

    def _count(self, limits: Limits, chat_id: int, now: float, edit: bool) -> None:
        self._second.append(now)
        if chat_id < 0:
            self._minutes[chat_id].append(now)
        if not edit:
            self._tokens[chat_id] = (self._filled(limits, chat_id, now) - 1, now)


def _forget(times: deque[float], until: float) -> None:
    while times and times[0] <= until:
        times.popleft()
