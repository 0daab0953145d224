"""A year of arXiv's days, with its holidays, its hours and both changes of the clock."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from core.announcements import calendar

EASTERN = ZoneInfo("America/New_York")
DAY = dt.timedelta(days=1)


def eastern(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=EASTERN)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("year", "without"),
    [
        (
            # No list bears these weekdays: each follows an evening that arXiv kept free.
            2025,
            "01-02 01-21 06-20 07-07 09-02 11-28 12-26 12-31",
        ),
        (2026, "01-02 01-20 07-06 09-08 11-27 12-28 12-30 06-22"),
        (2024, "01-16 05-23 06-20 07-05 09-03 10-09 11-29 12-26 12-27"),
    ],
)
def test_a_year_of_days(year: int, without: str) -> None:
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    weekdays = [first + DAY * number for number in range((last - first).days + 1)]
    weekdays = [each for each in weekdays if each.weekday() < 5]
    free = {day(f"{year}-{each}") for each in without.split()}
    if year == 2025:
        free.add(day("2025-01-01"))  # the evening of 2024-12-31

    assert calendar.days(first, last) == [each for each in weekdays if each not in free]


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026, 2027, 2031])
def test_every_moment_of_a_year_belongs_to_one_list(year: int) -> None:
    listed = calendar.days(dt.date(year, 1, 1), dt.date(year, 12, 31))
    windows = [calendar.window(each) for each in listed]

    for before, after in pairwise(windows):
        assert before.until == after.since
    for each, window in zip(listed, windows, strict=True):
        assert window.since < window.until < calendar.told_at(each)
        assert not window.holds(window.until)


@pytest.mark.parametrize(
    ("listed", "since", "until"),
    [
        ("2025-04-22", "2025-04-18T14:00", "2025-04-21T14:00"),  # Tuesday: from Friday on
        ("2025-04-23", "2025-04-21T14:00", "2025-04-22T14:00"),
        ("2025-04-28", "2025-04-24T14:00", "2025-04-25T14:00"),  # Monday: Thursday to Friday
        ("2025-07-08", "2025-07-03T14:00", "2025-07-07T14:00"),  # after Independence Day
        ("2025-12-01", "2025-11-26T14:00", "2025-11-28T14:00"),  # after Thanksgiving
        ("2025-03-11", "2025-03-07T14:00", "2025-03-10T14:00"),  # the clock goes forward
        ("2025-11-04", "2025-10-31T14:00", "2025-11-03T14:00"),  # and back
        ("2026-01-05", "2025-12-31T14:00", "2026-01-02T14:00"),
    ],
)
def test_what_a_list_holds_by_eastern_time(listed: str, since: str, until: str) -> None:
    assert calendar.window(day(listed)) == calendar.Window(eastern(since), eastern(until))


def test_a_window_over_the_change_of_the_clock_is_an_hour_shorter_or_longer() -> None:
    def hours(listed: str) -> float:
        window = calendar.window(day(listed))
        return (window.until - window.since) / dt.timedelta(hours=1)

    assert [hours(each) for each in ("2025-03-04", "2025-03-11", "2025-11-04")] == [72, 71, 73]
    assert calendar.told_at(day("2025-03-11")) == dt.datetime(2025, 3, 11, 4, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("now", "newest"),
    [
        ("2025-04-22T00:00", "2025-04-22"),
        ("2025-04-21T23:59", "2025-04-21"),
        ("2025-04-26T12:00", "2025-04-25"),  # Saturday
        ("2025-04-27T21:00", "2025-04-25"),  # Sunday evening: announced, but in no feed yet
        ("2025-07-07T12:00", "2025-07-04"),
    ],
)
def test_the_newest_list_whose_feed_can_be_there(now: str, newest: str) -> None:
    assert calendar.newest(eastern(now)) == day(newest)


def test_a_day_without_a_list_has_no_window() -> None:
    with pytest.raises(ValueError, match="2025-04-26"):
        calendar.window(day("2025-04-26"))


def test_other_years_keep_the_same_holidays() -> None:
    without = [
        dt.date(2027, 1, 1) + DAY * number
        for number in range(365)
        if not calendar.is_day(dt.date(2027, 1, 1) + DAY * number)
    ]
    assert [each.isoformat()[5:] for each in without if each.weekday() < 5] == [
        # Friday's New Year and a Christmas kept on Friday keep their Sundays free.
        *("01-01", "01-04", "01-19", "06-21", "07-06", "09-07", "11-26", "12-27"),
    ]
