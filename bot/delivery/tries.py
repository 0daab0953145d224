"""What was tried lately, so that it is not tried again too soon. Pure: moments are arguments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable

RETRY = dt.timedelta(minutes=10)  # how often what failed is tried again


class Tries:
    """Remembers when each thing was tried, and until when it rests.

    What a clock that was ahead has tried does not count.
    """

    def __init__(self) -> None:
        self._rests: dict[Hashable, tuple[dt.datetime, dt.datetime]] = {}

    def try_now(self, what: Hashable, now: dt.datetime, pause: dt.timedelta = RETRY) -> bool:
        """Whether it may be tried now, since it does not rest; from now on it does, for so long."""
        self._rests = {
            each: (tried, until)
            for each, (tried, until) in self._rests.items()
            if tried <= now < until
        }
        if what in self._rests:
            return False
        self.rest(what, now, now + pause)
        return True

    def rest(self, what: Hashable, now: dt.datetime, until: dt.datetime) -> None:
        """Let it rest until then, if the clock is right now."""
        self._rests[what] = now, until

    def forget(self, what: Hashable) -> None:
        """Let it rest no more: nothing was done."""
        self._rests.pop(what, None)
