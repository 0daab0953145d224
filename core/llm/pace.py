"""How often an endpoint may be asked, learned from its refusals. Pure: moments are seconds of any
clock.

It learns a rate, so many requests or tokens in so many seconds, from what was let in between two
moments at which the endpoint let us in again; and spaces requests evenly by it. Evenly spaced, they
keep to fixed windows, sliding windows and buckets alike, whichever the endpoint counts by.
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
# Seconds to stay away after refusals in a row that name no time; then until a minute is over.
FIRST_PAUSES = (2.0, 10.0)
BUSY_PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0)
SHORTEST = 0.05
# Whole seconds that are named may have been rounded down.
ROUNDED = 1.0
# What counts is when requests arrive: we stay somewhat below the rate.
MARGIN = 1.03
# After a pause one request goes ahead. Unless it is refused within so many seconds it was let in:
# refusals come soon.
PROBED = 3.0
# Others may have used up what we counted: after so many requests without a refusal somewhat more is
# tried, and much more where the rate was told from a few requests.
CLEAN, QUICKER = 40, 0.9
FEW, CLEAN_OF_FEW, QUICKER_OF_FEW = 5, 3, 0.6
REMEMBERED = 300


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is known of the limits: seconds between two requests, seconds for each token, calls at
    once. None: none."""

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
        self.allowed = Allowance()
        self.paused_until = -math.inf
        self._next = -math.inf
        self._let_in: deque[Start] = deque(maxlen=REMEMBERED)  # since the endpoint let us in
        self._refusals: list[Refusal] = []  # in a row
        self._refused_at = -math.inf
        self._probe: Start | None = None
        self._clean = 0
        self._measured: dict[Kind, float] = {}
        self._sure = False

    def recall(self, known: Allowance) -> None:
        """Begin with what was learned before."""
        self.allowed = known
        self._sure = True

    def may_begin(self, now: float) -> float:
        """The moment at which the next request may begin, should nothing else happen before."""
        moment = max(now, self.paused_until, self._next)
        return max(moment, self._probe.at + PROBED) if self._probe else moment

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
        """It was answered."""
        if start is self._probe:
            self._learn(start)
            self._probe, self._refusals = None, []
            self._let_in = deque([start], REMEMBERED)
        elif not self._refusals:
            self._clean += 1
            if self._clean >= (CLEAN if self._sure else CLEAN_OF_FEW):
                self._quicken()

    def refused(self, start: Start, refusal: Refusal, now: float) -> None:
        """It was refused for its pace: nothing begins for a while."""
        if start in self._let_in:
            self._let_in.remove(start)
        if start.at <= self._refused_at:
            return  # it was under way when another one was refused: the same refusal
        self._probe, self._clean = None, 0
        self._refusals.append(refusal)
        self._refused_at = now
        self.paused_until = max(self.paused_until, now + self._pause(refusal, now) * MARGIN)
        self._next = -math.inf

    def ended(self, start: Start) -> None:
        """It is over; a probe that was neither answered nor refused has shown nothing."""
        if start is self._probe:
            self._probe = None

    def _pause(self, refusal: Refusal, now: float) -> float:
        """Seconds to stay away."""
        times = len(self._refusals)
        if refusal.kind is Kind.OVERLOADED:
            longest = BUSY_PAUSES[min(times, len(BUSY_PAUSES)) - 1]
            return longest if refusal.after is None else max(refusal.after, SHORTEST)
        opened = self._let_in[0].at if self._let_in else now
        rest_of_minute = max(opened + MINUTE - now, SECOND) if now - opened < MINUTE else MINUTE
        if times > 1 and refusal.per_minute:
            return rest_of_minute  # whatever time it names was not enough: it counts by the minute
        if refusal.after:
            return refusal.after if times == 1 else (refusal.after + ROUNDED) * 2.0 ** (times - 2)
        if refusal.kind is Kind.CONCURRENCY or re.search(
            r"per[_ ]?second|\bqps\b|每秒", refusal.said.casefold()
        ):
            return min(SECOND * 2.0 ** (times - 1), MINUTE)
        untold = times - 1 if refusal.after == 0.0 else times
        if untold == 0:
            return SHORTEST
        if refusal.per_minute or untold > len(FIRST_PAUSES):
            return rest_of_minute
        return FIRST_PAUSES[untold - 1]

    def _learn(self, probe: Start) -> None:
        """The rate: what was let in before the refusals, over the time until we were let in
        again."""
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
        # Told from many requests, or twice alike, it is the endpoint's own. Of a few, others' may
        # have been counted.
        alike = before is not None and 0.7 < before / measured < 1.4
        self._sure = len(self._let_in) >= FEW or bool(refusal.per_minute) or alike
        self._next = probe.at + self._space(probe)

    def _measure(self, probe: Start, refusal: Refusal) -> float:
        """Seconds for each request, or token: over all that was let in, or, where it let us in more
        often towards the end, over no less than the last few."""
        again = self._let_in_again(probe, refusal)
        counted = 0
        rates: list[float] = []
        for start in reversed(self._let_in):
            counted += start.tokens if refusal.kind is Kind.TOKEN_RATE else 1
            rates.append((again - start.at) / max(counted, 1))
        return min(rates[FEW - 1 :], default=rates[-1])

    def _let_in_again(self, probe: Start, refusal: Refusal) -> float:
        """When the endpoint would have let us in again, which is before the probe."""
        if len(self._refusals) > 1:
            return probe.at
        if refusal.after is None:
            return (self._refused_at + probe.at) / 2
        return min(self._refused_at + refusal.after, probe.at) if refusal.after else probe.at

    def _space(self, start: Start) -> float:
        return max(self.allowed.interval or 0.0, start.tokens * (self.allowed.per_token or 0.0))

    def _quicken(self) -> None:
        self._clean = 0
        factor = QUICKER if self._sure else QUICKER_OF_FEW
        interval, per_token = self.allowed.interval, self.allowed.per_token
        self.allowed = replace(
            self.allowed,
            interval=interval and interval * factor,
            per_token=per_token and per_token * factor,
        )
