"""When the next request may start: spacing per host, and the waits a source asks for."""

from __future__ import annotations

import asyncio
import math
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from core.errors import SourceLimited
from core.working import SharedPace

_LONGEST_HOLD = 3600  # A source that names a longer wait than an hour is asked again after an hour.
_RESET = re.compile(r";\s*t=(\d+)")


class Pace:
    """Spaces the starts of requests by at least `interval` seconds, first come, first served.

    Where several workers ask the same source, they share one pace.
    """

    def __init__(self, interval: float) -> None:
        self._interval = interval
        # Set where several workers share it.
        self.shared: SharedPace | None = None
        self._next = -math.inf
        # Wakes its waiters in order, and survives any of them being cancelled.
        self._queue = asyncio.Lock()

    async def turn(self, host: str, longest: float, cap: asyncio.Timeout) -> None:
        """Return when it is our turn; raises SourceLimited.

        That is when the source asked us to stay away for longer than `longest` seconds. The wait
        does not count against `cap`, for we wait out of courtesy and not because of the source.
        """
        loop = asyncio.get_running_loop()
        began = loop.time()
        deadline = cap.when()
        cap.reschedule(None)
        async with self._queue:
            wait = self._next - loop.time()
            at_most = max(longest, self._interval)
            if self.shared is not None and wait <= at_most:
                wait = max(wait, await self.shared.turn(self._interval, at_most))
            if wait > at_most:
                raise SourceLimited(host, math.ceil(wait))
            await asyncio.sleep(wait)
            self._next = loop.time() + self._interval
        if deadline is not None:
            cap.reschedule(deadline + loop.time() - began)

    async def hold(self, seconds: float) -> None:
        """Start nothing for so many seconds: the source asked for it."""
        seconds = min(seconds, _LONGEST_HOLD)
        until = asyncio.get_running_loop().time() + seconds
        self._next = max(self._next, until)
        if self.shared is not None:
            await self.shared.hold(seconds)


def seconds_asked(headers: Mapping[str, str]) -> int | None:
    """How many seconds an answer asks us to wait; None when it does not say.

    Retry-After says it, in seconds or as a date to be compared with the answer's own Date; else the
    reset in Hugging Face's RateLimit header.
    """
    after = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}", after, re.ASCII):
        return int(after)
    if after and "date" in headers:
        return _seconds_between(headers["date"], after)
    found = _RESET.search(headers.get("ratelimit", ""))
    if not found:
        return None
    return int(found[1][:9])


def _seconds_between(now: str, then: str) -> int | None:
    """The whole seconds between two HTTP dates, at least 0; None when either is no date."""
    try:
        wait = parsedate_to_datetime(then) - parsedate_to_datetime(now)
    except (ValueError, OverflowError, TypeError):  # TypeError: one of them has no zone.
        return None
    return max(0, math.ceil(wait.total_seconds()))
