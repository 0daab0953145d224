"""When the next request may start: spacing per host, and the waits a source asks for."""

from __future__ import annotations

import asyncio
import math
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from core.errors import SourceLimited

_LONGEST_HOLD = 3600  # A source that names a longer wait than an hour is asked again after an hour.
_RESET = re.compile(r";\s*t=(\d+)")


class Pace:
    """Spaces the starts of requests by at least `interval` seconds, first come, first served."""

    def __init__(self, interval: float) -> None:
        self._interval = interval
        self._next = -math.inf
        self._queue = (
            asyncio.Lock()
        )  # Wakes its waiters in order, and survives any of them being cancelled.

    async def turn(self, host: str, longest: float, cap: asyncio.Timeout) -> None:
        """Return when it is our turn. The wait does not count against `cap`: it is our manners, not
        the source's delay.

        Raises SourceLimited when the source asked us to stay away for longer than `longest`
        seconds.
        """
        loop = asyncio.get_running_loop()
        began, deadline = loop.time(), cap.when()
        cap.reschedule(None)
        async with self._queue:
            wait = self._next - loop.time()
            if wait > max(longest, self._interval):
                raise SourceLimited(host, math.ceil(wait))
            await asyncio.sleep(wait)
            self._next = loop.time() + self._interval
        if deadline is not None:
            cap.reschedule(deadline + loop.time() - began)

    def hold(self, seconds: float) -> None:
        """Start nothing for so many seconds: the source asked for it."""
        until = asyncio.get_running_loop().time() + min(seconds, _LONGEST_HOLD)
        self._next = max(self._next, until)


def seconds_asked(headers: Mapping[str, str]) -> int | None:
    """How long an answer asks us to wait: Retry-After (seconds, or a date against the answer's own
    Date), else the reset of Hugging Face's RateLimit header; None when it does not say."""
    after = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}", after, re.ASCII):
        return int(after)
    if after and "date" in headers:
        return _seconds_between(headers["date"], after)
    found = _RESET.search(headers.get("ratelimit", ""))
    return int(found[1][:9]) if found else None


def _seconds_between(now: str, then: str) -> int | None:
    """The whole seconds between two HTTP dates, at least 0; None when either is no date."""
    try:
        wait = parsedate_to_datetime(then) - parsedate_to_datetime(now)
    except (ValueError, TypeError):  # TypeError: one of them has no zone.
        return None
    return max(0, math.ceil(wait.total_seconds()))
