"""What was tried rests for a while; what a clock that was ahead tried does not count."""

from __future__ import annotations

import datetime as dt

from bot.delivery.tries import RETRY, Tries

NOON = dt.datetime(2026, 2, 3, 12, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def test_what_was_tried_rests():
    tries = Tries()

    assert tries.try_now("list", NOON)
    assert not tries.try_now("list", NOON + RETRY - MINUTE)
    assert tries.try_now("other", NOON)
    assert tries.try_now("list", NOON + RETRY)


def test_it_rests_for_as_long_as_it_is_told():
    tries = Tries()
    assert tries.try_now("list", NOON, MINUTE)
    tries.rest("list", NOON, NOON + 3 * MINUTE)

    assert not tries.try_now("list", NOON + 2 * MINUTE)
    tries.rest("list", NOON + 2 * MINUTE, NOON + 2 * MINUTE)
    assert tries.try_now("list", NOON + 2 * MINUTE)


def test_what_a_clock_that_was_ahead_tried_does_not_count():
    tries = Tries()
    tries.try_now("list", NOON + dt.timedelta(days=365), dt.timedelta(days=9))
    tries.rest("other", NOON + dt.timedelta(days=1), NOON + dt.timedelta(days=2))

    assert tries.try_now("list", NOON)
    assert tries.try_now("other", NOON)
