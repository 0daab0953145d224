"""When a chat's hour comes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.hours import NEVER, next_list, next_slot
from bot.delivery.schedule import decide
from core.editions.days import KnownDay
from core.editions.keys import DAILY
from tests.bot.delivery.slots import (
    CLOSED,
    DAY,
    EMPTY,
    HOUR,
    POLICY,
    ZONE,
    at,
    chat,
    day,
    wants,
)


@pytest.mark.parametrize(
    ("zone", "time", "after", "slot"),
    [
        ("Asia/Shanghai", "08:30", "2026-02-05T00:00", "2026-02-05T00:30"),
        ("Asia/Shanghai", "08:30", "2026-02-05T00:30", "2026-02-06T00:30"),
        ("Asia/Kolkata", "07:00", "2026-02-05T00:00", "2026-02-05T01:30"),
        ("Pacific/Kiritimati", "00:00", "2026-02-05T00:00", "2026-02-05T10:00"),
        (
            "Europe/Berlin",
            "02:30",
            "2026-03-28T12:00",
            "2026-03-29T01:00",
        ),  # skipped: 03:00 is the first moment after
        (
            "Europe/Berlin",
            "02:30",
            "2026-10-24T12:00",
            "2026-10-25T00:30",
        ),  # comes twice: the first
        ("Europe/Berlin", "02:30", "2026-10-25T00:30", "2026-10-26T01:30"),
        (
            "Africa/Cairo",
            "00:15",
            "2026-04-23T12:00",
            "2026-04-23T22:00",
        ),  # the day begins at 01:00
        (
            "Australia/Lord_Howe",
            "02:15",
            "2026-10-03T12:00",
            "2026-10-03T15:30",
        ),  # a gap of half an hour
        (
            "Pacific/Apia",
            "08:30",
            "2011-12-29T20:00",
            "2011-12-30T18:30",
        ),  # 30 December did not take place
        ("America/St_Johns", "08:30", "2026-07-01T00:00", "2026-07-01T11:00"),
    ],
)
def test_the_next_slot(zone, time, after, slot):
    assert next_slot(wants(time, zone), ZONE, at(after)) == at(slot)


def test_the_next_slot_is_on_a_wanted_day():
    friday = at("2026-02-06T12:00")

    assert next_slot(wants(weekdays=(0, 1)), ZONE, friday) == at("2026-02-09T08:30")
    assert next_slot(wants(weekdays=(5,), zone="Asia/Tokyo"), ZONE, friday) == at(
        "2026-02-06T23:30"
    )
    assert next_slot(wants(weekdays=()), ZONE, friday) == NEVER


def test_a_chat_without_a_zone_lives_in_the_operators():
    assert next_slot(wants(zone=None), ZoneInfo("Asia/Tokyo"), at("2026-02-06T00:00")) == at(
        "2026-02-06T23:30"
    )


@given(
    st.sampled_from(
        ["Europe/Lisbon", "America/Santiago", "Asia/Kathmandu", "Africa/Cairo", "Pacific/Chatham"]
    ),
    st.times(),
    st.integers(0, 2 * 366 * 24 * 60).map(
        lambda minutes: at("2025-01-01") + dt.timedelta(minutes=minutes)
    ),
)
def test_slots_are_a_local_day_apart(zone, time, after):
    own = wants(zone=zone)
    own = replace(own, time=time)
    first = next_slot(own, ZONE, after)
    second = next_slot(own, ZONE, first)

    assert first > after
    assert first.utcoffset() == dt.timedelta()
    assert second.astimezone(ZoneInfo(zone)).date() - first.astimezone(ZoneInfo(zone)).date() == DAY
    assert abs(second - first - DAY) <= HOUR


@pytest.mark.parametrize(
    ("now", "changes", "expected"),
    [
        ("2026-02-06T10:00", {}, "2026-02-07T08:30"),  # Friday's, on Saturday
        ("2026-02-07T10:00", {}, "2026-02-10T08:30"),  # neither on Sunday nor on Monday
        ("2026-02-07T10:00", {"weekdays": (6,)}, "2026-02-15T08:30"),
        ("2026-02-06T10:00", {"weekdays": (0,)}, "2026-02-09T08:30"),
        ("2026-02-06T10:00", {"weekdays": ()}, None),
    ],
)
def test_the_next_list_comes_when_there_can_be_one(now, changes, expected):
    there = chat("02-05", **changes)
    if now == "2026-02-07T10:00":
        there = replace(there, through={DAILY: day("02-06")})
    found = next_list(there, [POLICY], ZONE, at(now))
    assert found == (at(expected) if expected else None)


def test_who_subscribes_on_a_weekend_hears_of_the_first_list():
    new = replace(chat(None), subscribed_at=at("2026-02-07T10:00"))
    assert next_list(new, [POLICY], ZONE, at("2026-02-07T10:00")) == at("2026-02-10T08:30")


def test_who_wants_mondays_gets_fridays_list_on_the_first():
    thursday, monday = at("2026-02-05T02:00"), at("2026-02-09T00:00")
    new = replace(
        chat(None, zone="Asia/Shanghai", time="08:00", weekdays=(0,)), subscribed_at=thursday
    )
    week = {day(f"02-0{number}"): listed(day(f"02-0{number}")) for number in range(1, 9)}

    assert next_list(new, [POLICY], ZONE, thursday) == monday
    decision = decide(new, POLICY, ZONE, monday, week)
    assert (decision.full, decision.missed) == (day("02-06"), ())


# Slots around the close of the day, in zones whose clocks change in those weeks.
@pytest.mark.parametrize(
    ("zone", "time", "week"),
    [
        ("Asia/Shanghai", "08:00", "2026-02-02"),
        ("Asia/Shanghai", "07:30", "2026-02-02"),
        ("America/New_York", "20:00", "2026-03-02"),
        ("Europe/Berlin", "02:30", "2026-03-23"),
        ("Pacific/Kiritimati", "09:00", "2026-10-19"),
    ],
)
def test_the_first_list_comes_when_it_is_said_to(zone, time, week):
    sets = [days for size in range(1, 8) for days in combinations(range(7), size)]
    for days in sets:
        for late in range(7):
            now = at(f"{week}T10:00") + late * DAY
            new = replace(chat(None, zone=zone, time=time, weekdays=days), subscribed_at=now)
            said = next_list(new, [POLICY], ZONE, now)
            assert said == first_list(new, now)
            if len(days) == 1:  # whoever wants one day waits for no second
                assert said == next_slot(new.settings, ZONE, now)


def first_list(new, now):
    """When the schedule sends a chat its first list."""
    while True:
        now = next_slot(new.settings, ZONE, now)
        dates = [now.date() - back * DAY for back in range(1, 15)]
        decision = decide(new, POLICY, ZONE, now, {date: listed(date) for date in dates})
        if decision.full:
            return now
        new = replace(new, through={DAILY: decision.through})


def listed(date):
    """A day as it is known once it has closed."""
    if POLICY.can_list(date):
        return KnownDay(date, CLOSED, dt.datetime.combine(date + DAY, dt.time(), dt.UTC))
    return KnownDay(date, EMPTY)
