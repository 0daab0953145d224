"""Until when texts may be put off."""

from __future__ import annotations

import datetime as dt

import pytest

from core.editions.putting_off import worth_until


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 2, day, hour, minute, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("now", "wanted", "until"),
    [
        (at(4, 0, 5), None, at(4, 22)),
        (at(4, 19), None, at(4, 22)),
        (at(4, 19, 1), None, None),
        (at(4, 23, 59), None, None),
        (at(4, 0, 5), at(4, 10), at(4, 8)),
        (at(4, 0, 5), at(4, 5), None),
        (at(4, 0, 5), at(3, 5), None),
        (at(4, 0, 5), at(6, 5), at(4, 22)),
    ],
)
def test_a_texts_time(now, wanted, until):
    assert worth_until(now, wanted) == until


def test_days_are_utcs_in_any_zone():
    shanghai = dt.timezone(dt.timedelta(hours=8))
    assert worth_until(at(4, 0, 5).astimezone(shanghai), None) == at(4, 22)
