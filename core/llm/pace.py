"""How often an endpoint may be asked, learned from its refusals. Pure: any clock will do.

It learns a rate, so many requests or tokens in so many seconds, from what was let in between two
moments at which the endpoint let us in again. Then it spaces requests evenly by that rate. Evenly
spaced, they keep to fixed windows, sliding windows and buckets, whichever the endpoint counts by.
"""

# Chinese is read here: what endpoints say.

from __future__ import annotations

import math
import re
from collections import deque
from dataclasses import dataclass, replace

from core.llm.refusals import Kind, Refusal

# Most endpoints count by the minute, some by the second.
MINUTE, SECOND = 60.0, 1.0
# Seconds to stay away after refusals in a row that name no time; after more of them, until a
# minute is over.
FIRST_PAUSES = (2.0, 10.0)
BUSY_PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0)
SHORTEST = 0.05
# Seconds. Whole seconds that an endpoint names may have been rounded down.
ROUNDED = 1.0
# The endpoint counts when requests arrive, so we stay somewhat below the rate.
MARGIN = 1.03
# After a pause one request goes ahead, as a probe. If it is not refused within this many seconds,
# it was let in: refusals come soon.
PROBED = 3.0
# Others may have used up what we counted: after this many requests without a refusal somewhat more
# is tried, and much more where the rate was measured from a few requests.
CLEAN, QUICKER = 40, 0.9
FEW, CLEAN_OF_FEW, QUICKER_OF_FEW = 5, 3, 0.6
REMEMBERED = 300
_BY_SECOND = re.compile(r"per[_ ]?second|\bqps\b|每秒")


@dataclass(frozen=True, slots=True)
class KnownLimits:
    """What is known of the limits, None for those that are not known.

    `interval` is the seconds between two requests, `per_token` the seconds for each token,
    `at_once` how many calls may be under way.
    """

    interval: float | None = None
    per_token: float | None = None
    at_once: int | None = None


@dataclass(eq=False, slots=True)
class Start:
    """A request that began, with about so many tokens."""

    at: float
    tokens: int


class Pace:
    """When requests began and were refused, and so when the next may begin."""

    def __init__(self) -> None:
        self.allowed = KnownLimits()
        self.paused_until = -math.inf
        self._next = -math.inf
        self._let_in: deque[Start] = deque(maxlen=REMEMBERED)  # since the endpoint let us in
        self._refusals: list[Refusal] = []  # in a row
        self._refused_at = -math.inf
        self._probe: Start | None = None
        self._clean = 0
        self._measured: dict[Kind, float] = {}
        self._sure = False

    def recall(self, known: KnownLimits) -> None:
        """Begin with what was learned before."""
        self.allowed = known
        self._sure = True

    def may_begin(self, now: float) -> float:
        """The moment at which the next request may begin, should nothing else happen before."""
        moment = max(now, self.paused_until, self._next)
        if self._probe:
            moment = max(moment, self._probe.at + PROBED)
        return moment

    def begin(self, now: float, tokens: int) -> Start:
        """A request begins."""
        if self._probe and now >= self._probe.at + PROBED:
            self.accepted(self._probe)
        start = Start(now, tokens)
        if self._refusals:
            self._probe = start
        else:
            self._let_in.append(start)
        self._next = max(self._next, now) + self._space(start)
        return start

    def accepted(self, start: Start) -> None:
        """That request was answered."""
        if start is self._probe:
            self._learn(start)
            self._probe = None
            self._refusals = []
            self._let_in = deque([start], REMEMBERED)
        elif not self._refusals:
            self._clean += 1
            enough = CLEAN if self._sure else CLEAN_OF_FEW
            if self._clean >= enough:
                self._quicken()

    def refused(self, start: Start, refusal: Refusal, now: float) -> None:
        """That request was refused for its pace: nothing begins for a while."""
        if start in self._let_in:
            self._let_in.remove(start)
        if start.at <= self._refused_at:
            return  # it was under way when another one was refused, and counts as the same refusal
        self._probe = None
        self._clean = 0
        self._refusals.append(refusal)
        self._refused_at = now
        self.paused_until = max(self.paused_until, now + self._pause(refusal, now) * MARGIN)
        self._next = -math.inf

    def ended(self, start: Start) -> None:
        """That request is over; a probe that was neither answered nor refused has shown nothing."""
        if start is self._probe:
            self._probe = None

    def _pause(self, refusal: Refusal, now: float) -> float:
        """Seconds to stay away."""
        times = len(self._refusals)
        if refusal.kind is Kind.OVERLOADED:
            if refusal.after is not None:
                return max(refusal.after, SHORTEST)
            return BUSY_PAUSES[min(times, len(BUSY_PAUSES)) - 1]
        if times > 1 and refusal.per_minute:
            # Whatever time it names was not enough: it counts by the minute.
            return self._rest_of_minute(now)
        if refusal.after:
            if times == 1:
                return refusal.after
            return (refusal.after + ROUNDED) * 2.0 ** (times - 2)
        if refusal.kind is Kind.CONCURRENCY or _BY_SECOND.search(refusal.said.casefold()):
            return min(SECOND * 2.0 ** (times - 1), MINUTE)
        if refusal.after == 0.0:  # it said once that we may come back at once
            times -= 1
        if times == 0:
            return SHORTEST
        if refusal.per_minute or times > len(FIRST_PAUSES):
            return self._rest_of_minute(now)
        return FIRST_PAUSES[times - 1]

    def _rest_of_minute(self, now: float) -> float:
        """Seconds until a minute is over since the endpoint let us in; a whole one when it is."""
        opened = now
        if self._let_in:
            opened = self._let_in[0].at
        if now - opened >= MINUTE:
            return MINUTE
        return max(opened + MINUTE - now, SECOND)

    def _learn(self, probe: Start) -> None:
        """Learn the rate: what was let in before the refusals, until we were let in again."""
        refusal = self._refusals[-1]
        if refusal.kind not in (Kind.RATE, Kind.TOKEN_RATE) or not self._let_in:
            return
        if len(self._refusals) > 1 and refusal.per_minute:
            measured = MINUTE / refusal.per_minute * MARGIN
        else:
            measured = self._measure(probe, refusal) * MARGIN
        before = self._measured.get(refusal.kind)
        self._measured[refusal.kind] = measured
        if refusal.kind is Kind.TOKEN_RATE:
            self.allowed = replace(self.allowed, per_token=measured)
        else:
            self.allowed = replace(self.allowed, interval=measured)
        # Measured from many requests, or twice alike, it is the endpoint's own rate. With only a
        # few, it may have counted the requests of others.
        alike = before is not None and 0.7 < before / measured < 1.4
        self._sure = len(self._let_in) >= FEW or bool(refusal.per_minute) or alike
        self._next = probe.at + self._space(probe)

    def _measure(self, probe: Start, refusal: Refusal) -> float:
        """Seconds for each request, or for each token.

        They are measured over all that was let in; over the last requests, but no fewer than FEW,
        where the endpoint let us in more often towards the end.
        """
        again = self._let_in_again(probe, refusal)
        counted = 0
        rates: list[float] = []
        for start in reversed(self._let_in):
            if refusal.kind is Kind.TOKEN_RATE:
                counted += start.tokens
            else:
                counted += 1
            rates.append((again - start.at) / max(counted, 1))
        return min(rates[FEW - 1 :], default=rates[-1])

    def _let_in_again(self, probe: Start, refusal: Refusal) -> float:
        """The moment from which the endpoint would have let us in: the probe's, or before."""
        if len(self._refusals) > 1 or refusal.after == 0.0:
            return probe.at
        if refusal.after is None:
            return (self._refused_at + probe.at) / 2
        return min(self._refused_at + refusal.after, probe.at)

    def _space(self, start: Start) -> float:
        """Seconds from that request to the next."""
        by_requests = self.allowed.interval or 0.0
        by_tokens = start.tokens * (self.allowed.per_token or 0.0)
        return max(by_requests, by_tokens)

    def _quicken(self) -> None:
        """Try somewhat more than was measured."""
        self._clean = 0
        factor = QUICKER if self._sure else QUICKER_OF_FEW
        interval = self.allowed.interval
        per_token = self.allowed.per_token
        if interval:
            interval *= factor
        if per_token:
            per_token *= factor
        self.allowed = replace(self.allowed, interval=interval, per_token=per_token)
