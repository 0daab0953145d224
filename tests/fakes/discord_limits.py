"""Discord's rate limits: buckets by route, the global limit, and the ban of those who do not
listen."""

from __future__ import annotations

import math
import time
import zlib
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from tests.fakes.discord_state import Json

SEND = "POST /channels/{channel_id}/messages"
EDIT = "PATCH /channels/{channel_id}/messages/{message_id}"
DELETE = "DELETE /channels/{channel_id}/messages/{message_id}"
CROSSPOST = "POST /channels/{channel_id}/messages/{message_id}/crosspost"
OPEN_POST = "POST /channels/{channel_id}/threads"
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
FOLLOW_UP = "POST /webhooks/{application_id}/{interaction_token}"
ORIGINAL = "PATCH /webhooks/{application_id}/{interaction_token}/messages/{message_id}"

_MAJOR = ("channel_id", "guild_id", "interaction_token")  # What buckets are kept apart by.
_ROUTES = MappingProxyType(
    {SEND: (5, 5.0), EDIT: (5, 5.0), DELETE: (5, 1.0), CROSSPOST: (10, 3600.0)}
)
_OTHERS = (5, 1.0)  # Assumed: Discord publishes no numbers.
_WINDOW = 600.0  # Seconds in which invalid requests are counted.


@dataclass(frozen=True)
class Limits:
    """What is let through.

    `overall` requests in any sliding second; per route and channel so many in so many seconds;
    `invalid` answers of 401, 403 and 429 in ten minutes; `gateway` payloads in any minute on one
    connection; `identifies` shards in five seconds; `starts` sessions. 0 for `overall`, `gateway`
    or `identifies` is no limit.
    """

    overall: int = 50
    routes: Mapping[str, tuple[int, float]] = field(default_factory=lambda: _ROUTES)
    others: tuple[int, float] = _OTHERS
    invalid: int = 10_000
    gateway: int = 120
    identifies: int = 1
    starts: int = 1000


NONE = Limits(
    overall=0, routes={}, others=(10**6, 1.0), invalid=10**9, gateway=0, identifies=0, starts=10**6
)


class Verdict(NamedTuple):
    """Headers to answer with, and the body of a 429 for a request over a limit; none for who is
    banned."""

    headers: dict[str, str]
    refusal: Json | None = None
    banned: bool = False


@dataclass
class _Bucket:
    left: int
    resets: float


class RateLimits:
    """Counts requests. With `speed` 60, a minute of the limits passes in a second; what it tells
    are real seconds.

    `accepted` holds the time of each request that counts towards the global limit and passed, in
    the limits' seconds.
    """

    def __init__(
        self, limits: Limits, speed: float = 1.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.limits, self.speed = limits, speed
        self.accepted: list[float] = []
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}
        self._second: deque[float] = deque()
        self._invalid: deque[float] = deque()

    def now(self) -> float:
        """The present moment, in the limits' seconds."""
        return self._clock() * self.speed

    def admit(self, route: str, params: Mapping[str, str], *, exempt: bool) -> Verdict:
        """What becomes of a request; exempt ones (of interactions) do not count towards the global
        limit."""
        now = self.now()
        if self.banned():
            return Verdict({}, {}, banned=True)
        if not exempt and (wait := self._over_all(now)):
            headers = {"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}
            return self._refused(wait, headers, everywhere=True)
        bucket, headers = self._bucket(route, params, now)
        if bucket.left <= 0:
            return self._refused(
                bucket.resets - now, headers | {"X-RateLimit-Scope": "user"}, everywhere=False
            )
        bucket.left -= 1
        if not exempt:
            self.accepted.append(now)
            self._second.append(now)
        return Verdict(headers | {"X-RateLimit-Remaining": str(bucket.left)})

    def note(self, status: int) -> None:
        """Count an answer, should it be an invalid request's."""
        if status in (401, 403, 429):
            self._invalid.append(self.now())

    @property
    def invalid(self) -> int:
        """How many invalid requests the last ten minutes saw."""
        _forget(self._invalid, self.now() - _WINDOW)
        return len(self._invalid)

    def banned(self) -> bool:
        """Whether so many were invalid that nothing is answered any more."""
        return self.invalid >= self.limits.invalid

    def peak(self) -> int:
        """The most requests that passed in any sliding second."""
        most, first = 0, 0
        for last, at in enumerate(self.accepted):
            while self.accepted[first] <= at - 1:
                first += 1
            most = max(most, last - first + 1)
        return most

    def _over_all(self, now: float) -> float:
        """How long everything has to wait, in the limits' seconds; 0 when it need not."""
        _forget(self._second, now - 1)
        if not self.limits.overall or len(self._second) < self.limits.overall:
            return 0.0
        return self._second[0] + 1 - now

    def _bucket(
        self, route: str, params: Mapping[str, str], now: float
    ) -> tuple[_Bucket, dict[str, str]]:
        """The bucket as it is before this request, and its headers."""
        most, seconds = self.limits.routes.get(route, self.limits.others)
        major = [params[name] for name in _MAJOR if name in params]
        key = "+".join((route, *major))
        bucket = self._buckets.get(key)
        if bucket is None or bucket.resets <= now:
            bucket = self._buckets[key] = _Bucket(most, now + seconds)
        left = _up((bucket.resets - now) / self.speed)
        headers = {
            "X-RateLimit-Bucket": f"{zlib.crc32(route.encode()):08x}",
            "X-RateLimit-Limit": str(most),
            "X-RateLimit-Remaining": str(bucket.left),
            "X-RateLimit-Reset": f"{time.time() + left:.3f}",
            "X-RateLimit-Reset-After": f"{left:.3f}",
        }
        return bucket, headers

    def _refused(self, wait: float, headers: dict[str, str], *, everywhere: bool) -> Verdict:
        seconds = _up(wait / self.speed)
        body = {
            "message": "You are being rate limited.",
            "retry_after": seconds,
            "global": everywhere,
        }
        return Verdict(
            headers | {"Retry-After": str(int(seconds + 1)), "Via": "1.1 loopback"}, body
        )


def _up(seconds: float) -> float:
    """Rounded up to a millisecond, so that who waits exactly as long as told is let in."""
    return math.floor(seconds * 1000 + 1) / 1000


def _forget(times: deque[float], until: float) -> None:
    while times and times[0] <= until:
        times.popleft()
