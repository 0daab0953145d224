"""When the days of a shelf begin and close, in whatever zone."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.editions.keys import DAILY, Shelf
from core.editions.policies import POLICIES, Policy
from core.editions.select import ranked

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def date(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{text}")


def policy(zone: str, grows_for: dt.timedelta = DAY) -> Policy:
    return Policy(shelf=Shelf("invented", "daily"), rank=ranked, grows_for=grows_for, zone=zone)


# Minutes since 2024, four years of them.
moments = st.integers(0, 4 * 365 * 24 * 60).map(
    lambda minutes: at("2024-01-01") + dt.timedelta(minutes=minutes)
)


@given(moments)
def test_the_daily_list_closes_at_midnight_utc(now: dt.datetime) -> None:
    daily = POLICIES[DAILY]

    assert daily.close_of(now.date()) == dt.datetime.combine(now.date() + DAY, dt.time(), dt.UTC)
    assert daily.closed(now) == now.date() - DAY
    assert daily.newest(now) == now.date()
    assert daily.growing(now) == [now.date()]


@pytest.mark.parametrize(
    ("zone", "grows_for", "now", "closed", "newest"),
    [
        ("America/New_York", DAY, "2026-02-05T04:59", "02-03", "02-04"),
        ("America/New_York", DAY, "2026-02-05T05:00", "02-04", "02-05"),
        ("America/New_York", DAY, "2026-07-05T04:00", "07-04", "07-05"),
        ("Pacific/Kiritimati", DAY, "2026-02-05T09:59", "02-04", "02-05"),
        ("Pacific/Kiritimati", DAY, "2026-02-05T10:00", "02-05", "02-06"),
        # A source that adds papers until 06:00 of the day after, and one whose list is whole the
        # evening before.
        ("UTC", 30 * HOUR, "2026-02-05T05:59", "02-03", "02-05"),
        ("UTC", 30 * HOUR, "2026-02-05T06:00", "02-04", "02-05"),
        ("America/New_York", -4 * HOUR, "2026-02-05T00:59", "02-04", "02-04"),
        ("America/New_York", -4 * HOUR, "2026-02-05T01:00", "02-05", "02-05"),
        ("UTC", 7 * DAY, "2026-02-09T00:00", "02-02", "02-09"),
        # The night in which the clocks go forward at midnight.
        ("Africa/Cairo", DAY, "2026-04-23T21:59", "04-22", "04-23"),
        ("Africa/Cairo", DAY, "2026-04-23T22:00", "04-23", "04-24"),
    ],
)
def test_the_newest_day_that_has_closed(
    zone: str, grows_for: dt.timedelta, now: str, closed: str, newest: str
) -> None:
    made = policy(zone, grows_for)

    assert (made.closed(at(now)), made.newest(at(now))) == (date(closed), date(newest))


@given(
    st.sampled_from(
        ["UTC", "America/New_York", "Africa/Cairo", "Pacific/Apia", "Australia/Lord_Howe"]
    ),
    st.integers(-12, 8 * 24),
    moments,
)
def test_what_has_closed_and_what_grows_leave_nothing_between(
    zone: str, hours: int, now: dt.datetime
) -> None:
    made = policy(zone, hours * HOUR)
    closed, growing = made.closed(now), made.growing(now)

    assert made.close_of(closed) <= now < made.close_of(closed + DAY)
    assert [closed + DAY * later for later in range(1, len(growing) + 1)] == growing
    assert (growing or [closed])[-1] == made.newest(now) >= now.astimezone(ZoneInfo(zone)).date()


def test_every_row_is_under_its_own_shelf() -> None:
    assert [made.shelf for made in POLICIES.values()] == list(POLICIES)
