"""The pace that is learned, against endpoints that count in the usual ways, on a clock that only
counts."""

from __future__ import annotations

import heapq
import itertools
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any, Protocol

import pytest

from core.llm.pace import (
    BUSY_PAUSES,
    CLEAN,
    CLEAN_OF_FEW,
    FIRST_PAUSES,
    MARGIN,
    MINUTE,
    PROBED,
    QUICKER,
    QUICKER_OF_FEW,
    SHORTEST,
    KnownLimits,
    Pace,
)
from core.llm.refusals import Kind, Refusal, refusal_of

TEXTS, AT_ONCE = 44, 8


class Server(Protocol):
    def ask(self, now: float) -> float | None:
        """None when the request is let in, else the seconds until one would be."""


@dataclass
class FixedWindow:
    """So many a window; the windows begin at `offset` before zero."""

    count: int
    window: float = 60.0
    offset: float = 0.0
    counts: dict[int, int] = field(default_factory=dict)

    def ask(self, now: float) -> float | None:
        number = int((now + self.offset) // self.window)
        if self.counts.get(number, 0) < self.count:
            self.counts[number] = self.counts.get(number, 0) + 1
            return None
        return (number + 1) * self.window - self.offset - now


@dataclass
class SlidingWindow:
    """So many in any span of that length."""

    count: int
    window: float = 60.0
    let_in: list[float] = field(default_factory=list)

    def ask(self, now: float) -> float | None:
        self.let_in = [moment for moment in self.let_in if moment > now - self.window]
        if len(self.let_in) < self.count:
            self.let_in.append(now)
            return None
        return self.let_in[0] + self.window - now


@dataclass
class Bucket:
    """Tokens that fill a bucket evenly; with room for one it is GCRA without a burst."""

    count: int
    room: int
    window: float = 60.0
    left: float | None = None
    at: float = 0.0

    def ask(self, now: float) -> float | None:
        rate = self.count / self.window
        left = (
            self.room if self.left is None else min(self.room, self.left + (now - self.at) * rate)
        )
        self.at = now
        self.left = left - 1 if left >= 1 else left
        return None if left >= 1 else (1 - left) / rate


WINDOWS: dict[str, Callable[[int], Server]] = {
    "a window from the start": lambda count: FixedWindow(count),
    "a window soon over": lambda count: FixedWindow(count, offset=45.0),
    "a window almost over": lambda count: FixedWindow(count, offset=58.0),
    "a sliding window": lambda count: SlidingWindow(count),
}
BUCKETS: dict[str, Callable[[int], Server]] = {
    "a full bucket": lambda count: Bucket(count, room=count),
    "a small bucket": lambda count: Bucket(count, room=3),
    "no bucket": lambda count: Bucket(count, room=1),
}
EPOCH = 1_770_292_800.0

Words = Callable[[float, float, int], tuple[dict[str, str], str]]


def date(moment: float) -> str:
    return formatdate(int(EPOCH + moment), usegmt=True)


# How a server tells the wait: (wait, now, count) → headers and body.
EXACTLY: dict[str, Words] = {
    "milliseconds": lambda wait, now, count: ({"retry-after-ms": str(int(wait * 1000) + 1)}, ""),
    "a reset": lambda wait, now, count: (
        {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": f"{wait:.3f}s"}, "",
    ),
    "words": lambda wait, now, count: ({}, error(f"requests per min (RPM): Limit {count}. Try again in {wait:.3f}s.")),
}  # fmt: skip
ROUNDED: dict[str, Words] = {
    "seconds": lambda wait, now, count: ({"retry-after": str(int(wait) + 1)}, ""),
    "a date": lambda wait, now, count: ({"date": date(now), "retry-after": date(now + wait + 1)}, ""),
    "the moment of the reset": lambda wait, now, count: (
        {"date": date(now), "x-ratelimit-reset": str(int(EPOCH + now + wait) + 1)}, "",
    ),
    "the body": lambda wait, now, count: ({}, json.dumps({"error": {"retryDelay": f"{int(wait) + 1}s"}})),
}  # fmt: skip
BADLY: dict[str, Words] = {
    "not": lambda wait, now, count: ({}, ""),
    "at once": lambda wait, now, count: ({"retry-after": "0"}, ""),
    "in a second": lambda wait, now, count: (
        {},
        error(f"max RPM: {count}, please try again after 1 seconds"),
    ),
}


def error(message: str) -> str:
    return json.dumps({"error": {"message": message}})


@dataclass(frozen=True)
class Run:
    """What a run of texts took: seconds, and calls that were refused."""

    seconds: float
    refused: int


def run(
    server: Server,
    words: Words,
    count: int,
    latency: float,
    texts: int = TEXTS,
    pace: Pace | None = None,
) -> Run:
    """Texts read at that server, eight at once, the refused ones again. Refusals come back at
    once."""
    chance = random.Random(1)
    pace = pace or Pace()
    waiting = list(range(texts))
    under_way: list[tuple[float, int, int, Any, Refusal | None]] = []
    numbers = itertools.count()
    now, refused, done = 0.0, 0, 0
    while done < texts:
        while waiting and len(under_way) < AT_ONCE and pace.may_begin(now) <= now:
            text, start = heapq.heappop(waiting), pace.begin(now, 100)
            wait = server.ask(now + chance.uniform(0, 0.02))
            refusal = None if wait is None else refusal_of(429, *words(wait, now, count))
            ends = now + (0.05 if refusal else latency * chance.uniform(0.5, 1.5))
            heapq.heappush(under_way, (ends, next(numbers), text, start, refusal))
        moments = [under_way[0][0]] if under_way else []
        if waiting and len(under_way) < AT_ONCE:
            moments.append(pace.may_begin(now))
        now = max(now, min(moments))
        if not under_way or under_way[0][0] > now:
            continue
        _, _, text, start, refusal = heapq.heappop(under_way)
        if refusal:
            refused += 1
            pace.refused(start, refusal, now)
            heapq.heappush(waiting, text)
        else:
            pace.accepted(start)
            done += 1
        pace.ended(start)
    return Run(now, refused)


def ideal(count: int, latency: float, texts: int = TEXTS) -> float:
    """Seconds that the texts take at that pace, or where so many at once are slower than it; and
    the last answer."""
    return max(texts * MINUTE / count, texts * latency / AT_ONCE) + 1.5 * latency


@pytest.mark.parametrize("latency", [0.3, 5.0, 20.0])
@pytest.mark.parametrize("told", [*EXACTLY, *ROUNDED])
@pytest.mark.parametrize("kind", [*WINDOWS, "a full bucket"])
@pytest.mark.parametrize("count", [10, 60])
def test_the_issues_figures(count: int, kind: str, told: str, latency: float):
    found = run((WINDOWS | BUCKETS)[kind](count), (EXACTLY | ROUNDED)[told], count, latency)

    assert found.refused <= 8
    assert found.seconds <= 1.15 * ideal(count, latency)


@pytest.mark.parametrize("latency", [0.3, 5.0, 20.0])
@pytest.mark.parametrize("told", BADLY)
@pytest.mark.parametrize("kind", WINDOWS)
def test_the_issues_figures_where_the_wait_is_told_badly(kind: str, told: str, latency: float):
    found = run(WINDOWS[kind](10), BADLY[told], 10, latency)

    assert found.refused <= 8
    assert found.seconds <= 1.15 * ideal(10, latency)


# Of eight at once three are let in, so that five refusals come before anything is known.
@pytest.mark.parametrize("latency", [0.3, 5.0, 20.0])
@pytest.mark.parametrize("told", [*EXACTLY, *ROUNDED])
@pytest.mark.parametrize("kind", [*WINDOWS, "a full bucket"])
def test_three_a_minute(kind: str, told: str, latency: float):
    found = run((WINDOWS | BUCKETS)[kind](3), (EXACTLY | ROUNDED)[told], 3, latency)

    assert found.refused <= 10
    assert found.seconds <= 1.15 * ideal(3, latency)


@pytest.mark.parametrize("latency", [0.3, 5.0, 20.0])
@pytest.mark.parametrize("told", EXACTLY)
@pytest.mark.parametrize("kind", ["a small bucket", "no bucket"])
@pytest.mark.parametrize("count", [3, 10, 60])
def test_without_a_burst(count: int, kind: str, told: str, latency: float):
    """Here seven of the first eight are refused, and then one a minute of waiting as the issue has
    it."""
    found = run(BUCKETS[kind](count), EXACTLY[told], count, latency)

    assert found.refused <= 8 + found.seconds / MINUTE
    assert found.seconds <= 1.15 * ideal(count, latency)


@pytest.mark.parametrize("told", [*EXACTLY, *ROUNDED, *BADLY])
@pytest.mark.parametrize("kind", [*WINDOWS, *BUCKETS])
@pytest.mark.parametrize("count", [3, 10, 60])
def test_however_little_is_told_it_comes_to_an_end(count: int, kind: str, told: str):
    found = run((WINDOWS | BUCKETS)[kind](count), (EXACTLY | ROUNDED | BADLY)[told], count, 5.0)

    assert found.refused <= 30
    assert found.seconds <= 3.1 * ideal(count, 5.0)


@pytest.mark.parametrize("told", [*EXACTLY, "seconds", "the body"])
@pytest.mark.parametrize("server", [FixedWindow, SlidingWindow])
def test_ten_in_two_seconds(server: Callable[..., Server], told: str):
    found = run(server(10, window=2.0), (EXACTLY | ROUNDED)[told], 300, 0.05)

    assert found.refused <= 8
    assert found.seconds <= 1.15 * TEXTS / 5


def test_what_was_learned_before_is_kept_to():
    pace = Pace()
    pace.recall(KnownLimits(interval=6.2))

    assert run(SlidingWindow(10), BADLY["not"], 10, 5.0, pace=pace).refused == 0


REFUSED = Refusal(kind=Kind.RATE, status=429)


def begun(pace: Pace, *moments: float, tokens: int = 100) -> list[Any]:
    return [pace.begin(moment, tokens) for moment in moments]


def test_nothing_is_known_at_first():
    pace = Pace()
    begun(pace, 0.0, 0.0, 0.0)

    assert pace.allowed == KnownLimits()
    assert pace.may_begin(0.0) == 0.0


@pytest.mark.parametrize(
    ("refusal", "pauses"),
    [
        pytest.param(Refusal(kind=Kind.RATE, status=429, after=7.5), [7.5, 8.5, 17.0, 34.0], id="told"),
        pytest.param(REFUSED, [*FIRST_PAUSES, None, MINUTE], id="untold"),
        pytest.param(
            Refusal(kind=Kind.RATE, status=429, after=0.0), [SHORTEST, *FIRST_PAUSES, None],
            id="told at once",
        ),
        pytest.param(Refusal(kind=Kind.RATE, status=429, per_minute=3), [None, MINUTE, MINUTE], id="by the minute"),
        pytest.param(
            Refusal(kind=Kind.RATE, status=429, per_minute=3, after=1.0), [1.0, None, MINUTE], id="by the minute, told"
        ),
        pytest.param(
            Refusal(kind=Kind.RATE, status=429, said="5 per second"), [1.0, 2.0, 4.0, 8.0],
            id="by the second",
        ),
        pytest.param(
            Refusal(kind=Kind.CONCURRENCY, status=429), [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0],
            id="at once",
        ),
        pytest.param(Refusal(kind=Kind.OVERLOADED, status=429), [*BUSY_PAUSES, 60.0], id="busy"),
        pytest.param(Refusal(kind=Kind.OVERLOADED, status=429, after=9.0), [9.0, 9.0], id="busy, and told"),
        pytest.param(Refusal(kind=Kind.OVERLOADED, status=429, after=0.0), [SHORTEST], id="busy, told at once"),
    ],
)  # fmt: skip
def test_how_long_it_stays_away(refusal: Refusal, pauses: list[float | None]):
    """None is what is left of the minute since the first request."""
    pace = Pace()
    (first,) = begun(pace, 0.0)
    pace.accepted(first)
    now = 5.0
    for pause in pauses:
        (start,) = begun(pace, now)
        pace.refused(start, refusal, now)
        wanted = max(MINUTE - now, 1.0) if pause is None else pause
        assert pace.may_begin(now) == pytest.approx(now + wanted * MARGIN)
        now = pace.may_begin(now)


def test_requests_under_way_are_refused_for_the_same_reason():
    pace = Pace()
    one, two, three = begun(pace, 0.0, 0.0, 0.5)
    pace.refused(one, REFUSED, 1.0)
    pace.refused(two, REFUSED, 1.0)
    pace.refused(three, REFUSED, 1.2)

    assert pace.may_begin(1.2) == pytest.approx(1.0 + FIRST_PAUSES[0] * MARGIN)


def learned(refusal: Refusal, let_in: int = 10, tokens: int = 100) -> Pace:
    """A pace that was refused after so many at 0 seconds, and let in again as it was told."""
    pace = Pace()
    begun(pace, *[0.0] * let_in, tokens=tokens)
    (start,) = begun(pace, 1.0, tokens=tokens)
    pace.refused(start, refusal, 1.0)
    (probe,) = begun(pace, pace.may_begin(1.0), tokens=tokens)
    pace.accepted(probe)
    return pace


def test_the_rate_is_what_was_let_in_until_it_is_let_in_again():
    pace = learned(Refusal(kind=Kind.RATE, status=429, after=59.0))
    probe_at = 1.0 + 59.0 * MARGIN

    assert pace.allowed == KnownLimits(interval=pytest.approx(6.0 * MARGIN))
    assert pace.may_begin(probe_at) == pytest.approx(probe_at + 6.0 * MARGIN)


def test_a_rate_of_tokens():
    pace = learned(Refusal(kind=Kind.TOKEN_RATE, status=429, after=59.0), tokens=600)
    probe_at = 1.0 + 59.0 * MARGIN

    assert pace.allowed == KnownLimits(per_token=pytest.approx(0.01 * MARGIN))
    assert pace.may_begin(probe_at) == pytest.approx(probe_at + 6.0 * MARGIN)


@pytest.mark.parametrize("kind", [Kind.CONCURRENCY, Kind.OVERLOADED, Kind.QUOTA])
def test_only_refusals_about_a_rate_teach_one(kind: Kind):
    assert learned(Refusal(kind=kind, status=429, after=59.0)).allowed == KnownLimits()


def test_the_larger_of_two_spaces_is_kept():
    pace = Pace()
    pace.recall(KnownLimits(interval=6.0, per_token=0.01))
    begun(pace, 0.0, tokens=100)
    assert pace.may_begin(0.0) == 6.0
    begun(pace, 6.0, tokens=1_000)
    assert pace.may_begin(6.0) == 16.0


def test_what_is_not_used_is_not_saved_up():
    pace = Pace()
    pace.recall(KnownLimits(interval=6.0))
    begun(pace, 0.0)
    begun(pace, 100.0)

    assert pace.may_begin(100.0) == 106.0


def test_one_goes_ahead_after_a_pause():
    pace = Pace()
    (start,) = begun(pace, 0.0)
    pace.refused(start, REFUSED, 0.0)
    at = pace.may_begin(0.0)
    (probe,) = begun(pace, at)

    assert pace.may_begin(at) == at + PROBED
    pace.ended(probe)  # neither answered nor refused: the next one is to show it
    assert pace.may_begin(at) == at
    begun(pace, at)
    assert pace.may_begin(at) == at + PROBED


def test_who_went_ahead_and_was_not_refused_soon_was_let_in():
    pace = Pace()
    starts = begun(pace, *[0.0] * 6)
    pace.refused(starts[-1], Refusal(kind=Kind.RATE, status=429, after=5.0), 0.0)
    at = pace.may_begin(0.0)
    begun(pace, at)
    begun(pace, at + PROBED)

    assert pace.allowed == KnownLimits(interval=pytest.approx(MARGIN))


@pytest.mark.parametrize(
    ("let_in", "clean", "quicker"),
    [(10, CLEAN, QUICKER), (2, CLEAN_OF_FEW, QUICKER_OF_FEW)],
    ids=["learned from many", "learned from few"],
)
def test_somewhat_more_is_tried_when_all_goes_well(let_in: int, clean: int, quicker: float):
    pace = learned(Refusal(kind=Kind.RATE, status=429, after=59.0), let_in=let_in)
    interval = pace.allowed.interval
    assert interval
    for number in range(clean):
        assert pace.allowed.interval == interval
        (start,) = begun(pace, 100.0 + number)
        pace.accepted(start)

    assert pace.allowed.interval == pytest.approx(interval * quicker)


def test_a_rate_that_is_told_is_taken_once_waiting_was_not_enough():
    pace = Pace()
    refusal = Refusal(kind=Kind.RATE, status=429, per_minute=3, after=1.0)
    now = 0.0
    for _ in range(2):
        (start,) = begun(pace, now)
        pace.refused(start, refusal, now)
        now = pace.may_begin(now)
    (probe,) = begun(pace, now)
    pace.accepted(probe)

    assert pace.allowed == KnownLimits()  # nothing had been let in before
    (start,) = begun(pace, now + 1)
    for _ in range(2):
        pace.refused(start, refusal, now + 1)
        now = pace.may_begin(now + 1)
        (start,) = begun(pace, now)
    pace.accepted(start)
    assert pace.allowed == KnownLimits(interval=20.0 * MARGIN)
