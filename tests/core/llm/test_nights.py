"""Hours at which tokens cost less: which moments are among them, and whether a day waits."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from core.llm.costs import Account, SlotSpending, reckoned
from core.llm.nights import Hours, read_hours, slot_of, waits_until
from core.llm.prices import Price, Prices, PricesInvalid, load_prices
from core.records import Spending

UTC, SHANGHAI, BERLIN = ZoneInfo("UTC"), ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
OWN = """
[models."m"]
input = 2.0
output = 4.0
night = { input = 1.0, output = 2.0, hours = "00:30-08:30", zone = "Asia/Shanghai" }
"""


def at(hour, minute=0, day=4):
    return dt.datetime(2026, 2, day, hour, minute, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "zone", "moment", "covered"),
    [
        ("16:30-00:30", UTC, at(16, 30), True),
        ("16:30-00:30", UTC, at(0, 29), True),
        ("16:30-00:30", UTC, at(0, 30), False),
        ("16:30-00:30", UTC, at(16, 29), False),
        ("00:30-08:30", SHANGHAI, at(16, 30), True),
        ("00:30-08:30", SHANGHAI, at(0, 15), True),
        ("00:30-08:30", SHANGHAI, at(0, 30), False),
        ("01:00-05:00", BERLIN, at(0, 30), True),
    ],
)
def test_which_moments_they_cover(text, zone, moment, covered):
    hours = read_hours(text, zone)
    assert hours is not None
    assert hours.cover(moment) is covered


@pytest.mark.parametrize(
    "text", ["", "00:15-08:30", "24:00-08:00", "8-9", "00:30–08:30", "01:00-01:00", "00:30-08:60"]
)
def test_what_are_no_hours(text):
    assert read_hours(text, UTC) is None


@pytest.mark.parametrize(
    ("now", "wanted", "begins"),
    [
        (at(0, 5), None, at(2)),
        (at(0, 5), at(4), at(2)),
        (at(0, 5), at(3, 59), None),  # there would be too little time
        (at(0, 5), at(0), None),  # somebody is due already
        (at(2), None, None),  # they are there
        (at(3, 30), at(9), None),
        (at(6), None, None),  # twenty hours are too long to wait
        (at(20, 0, 3), None, at(2)),
        (at(19, 59, 3), None, None),
    ],
)
def test_what_waits_and_for_how_long(now, wanted, begins):
    hours = Hours(dt.time(2), dt.time(6), UTC)
    assert waits_until(hours, now, wanted) == begins


def test_they_begin_by_the_clocks_of_their_zone_when_those_are_changed():
    hours = Hours(dt.time(2, 30), dt.time(5), BERLIN)
    # In Berlin there is no half past two on that day.
    now = dt.datetime(2026, 3, 28, 22, tzinfo=dt.UTC)
    assert now < hours.next(now) < now + dt.timedelta(hours=5)


def test_prices_by_the_hour_are_read():
    price = load_prices(OWN).of("m")
    assert price is not None
    spent = Spending(prompt=1_000_000, completion=1_000_000)
    assert price.at(at(16, 30)).of(spent) == 3.0
    assert price.at(at(12)).of(spent) == 6.0
    assert load_prices().of("gpt-6-luna").at(at(3)) == load_prices().of("gpt-6-luna")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"00:30-08:30"', '"0-8"'),
        ('"Asia/Shanghai"', '"Nowhere"'),
        ('"Asia/Shanghai"', '"../../etc/passwd"'),
        ("input = 1.0,", ""),
        ("input = 1.0", "input = -1.0"),
        ('zone = "Asia/Shanghai"', "zones = 3"),
        ("{ input = 1.0", "{ night = 1, input = 1.0"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(old, new):
    with pytest.raises(PricesInvalid, match="night"):
        load_prices(OWN.replace(old, new))


def test_a_day_costs_by_its_hours_and_what_is_in_none_by_the_day():
    prices = Prices("USD", {"m": load_prices(OWN).of("m") or Price(0, 0, 0)})
    million = Spending(calls=1, prompt=1_000_000)
    slots = (SlotSpending(at(17), "m", million), SlotSpending(at(12), "m", million))
    account = Account(dt.date(2026, 2, 4), "m", million + million + million, slots)
    costs = reckoned([account], dt.date(2026, 2, 5), prices)
    # At night, by day, and a third of which the hour is not known.
    assert costs.of_yesterday == pytest.approx(1.0 + 2.0 + 2.0)


def test_a_slot_begins_on_a_quarter_of_an_hour():
    moment = dt.datetime(2026, 2, 4, 5, 44, 59, 9, ZoneInfo("Asia/Kolkata"))
    assert slot_of(moment) == at(0)


@pytest.mark.parametrize(
    "zone",
    ["Asia/Kathmandu", "Pacific/Chatham", "Australia/Eucla", "Australia/Lord_Howe", "Asia/Kolkata"],
)
@pytest.mark.parametrize("day", [dt.date(2026, 2, 4), dt.date(2026, 4, 5), dt.date(2026, 10, 4)])
def test_no_slot_is_half_at_night_in_any_zone_on_any_day(zone, day):
    """Also where clocks are a quarter of an hour off, and on days when they are changed."""
    hours = read_hours("00:30-08:30", ZoneInfo(zone))
    assert hours is not None
    minute = dt.datetime.combine(day, dt.time(), UTC) - dt.timedelta(hours=14)
    for _ in range(36 * 60):
        assert hours.cover(slot_of(minute)) == hours.cover(minute), minute
        minute += dt.timedelta(minutes=1)
