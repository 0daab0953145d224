"""What is done while the store is out of reach: it is told to the log, once, however often it is
tried meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog

from core.errors import StoreTrouble, StoreUnavailable

# Seconds within which the same trouble that comes again is still the one that was told.
SAME = 60.0
# Seconds until a store that is out of reach is tried again.
STORE_PAUSE = 2.0

log = structlog.get_logger()


class Outage:
    """What somebody who tries again and again says of a store that is out of reach."""

    def __init__(
        self, event: str, *, now: Callable[[], float] = time.monotonic, **about: str
    ) -> None:
        """`event` says what cannot be done, `about` of what."""
        self._event = event
        self._about = about
        self._now = now
        self._last: tuple[StoreTrouble, float] | None = None

    @property
    def told(self) -> bool:
        """Whether something was told that has not been called over."""
        return self._last is not None

    def met(self, error: StoreUnavailable) -> None:
        """The store was out of reach once more, which is told when it is new, or of another
        kind."""
        tell = log.warning
        if self._last is not None:
            trouble, at = self._last
            if trouble is error.trouble and self._now() - at < SAME:
                tell = log.debug
        self._last = error.trouble, self._now()
        tell(self._event, **self._about, reason=error.reason)

    def is_over(self) -> None:
        """The store is in reach again: whatever trouble is met next is new."""
        self._last = None
