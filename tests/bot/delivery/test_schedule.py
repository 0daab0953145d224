"""When lists are due, by example; test_schedule_year.py lives through a year of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.chat.hours import NEVER
from bot.delivery.schedule import (
    Decision,
    decide,
    is_behind,
    is_wrong,
    put_right,
    settled_until,
    too_late,
)
from core.editions.keys import DAILY
from core.editions.policies import POLICIES
from tests.bot.delivery.slots import (
    CLOSED,
    DAY,
    EMPTY,
    FAILED,
    HOUR,
    OPEN,
    POLICY,
    WEEK,
    ZONE,
    at,
    chat,
    day,
    known,
    wants,
)


def test_yesterdays_list_goes_out_at_the_hour():
    before, after = at("2026-02-05T08:29"), at("2026-02-05T08:30")

    assert decide(chat("02-03"), POLICY, ZONE, before, WEEK) == Decision(
        through=day("02-03"), next_due=after
    )
    assert decide(chat("02-03"), POLICY, ZONE, after, WEEK) == Decision(
        through=day("02-04"), next_due=after + DAY, full=day("02-04")
    )


def test_an_hour_before_the_close_gets_the_day_before():
    # 07:30 in Shanghai is 23:30 UTC: the fourth is still open.
    decision = decide(
        chat("02-02", zone="Asia/Shanghai", time="07:30"),
        POLICY,
        ZONE,
        at("2026-02-04T23:40"),
        WEEK,
    )

    assert (decision.full, decision.through) == (day("02-03"), day("02-03"))


def test_what_was_missed_is_one_line():
    decision = decide(chat("01-31"), POLICY, ZONE, at("2026-02-05T09:00"), WEEK)

    assert (decision.full, decision.missed) == (day("02-04"), (day("02-02"), day("02-03")))
    assert decision.through == day("02-04")


def test_nothing_is_older_than_seven_days():
    days = known(**{f"m02_{number:02}": "ready" for number in range(1, 21)})
    decision = decide(chat("01-31"), POLICY, ZONE, at("2026-02-21T09:00"), days)

    assert decision.full == day("02-20")
    assert decision.missed == tuple(day(f"02-{number}") for number in range(13, 20))


def test_a_new_chat_gets_nothing_from_before():
    new = chat(None, subscribed="2026-02-04T09:00")

    assert decide(new, POLICY, ZONE, at("2026-02-04T09:01"), WEEK) == Decision(
        through=None, next_due=at("2026-02-05T08:30")
    )
    decision = decide(new, POLICY, ZONE, at("2026-02-05T08:30"), WEEK)
    assert (decision.full, decision.missed) == (day("02-04"), ())


def test_who_comes_back_gets_nothing_from_the_time_between():
    back = replace(chat("01-10"), subscribed_at=at("2026-02-04T09:00"))

    assert decide(back, POLICY, ZONE, at("2026-02-05T08:30"), WEEK).missed == ()


def test_who_narrows_the_days_loses_nothing():
    # Subscribed on Monday, had Tuesday's list; from then on Fridays only.
    days = known(m02_02="ready", m02_03="ready", m02_04="ready", m02_05="ready")
    weekly = chat("02-02", subscribed="2026-02-02T09:00", weekdays=(4,))
    decision = decide(weekly, POLICY, ZONE, at("2026-02-06T08:30"), days)

    assert (decision.full, decision.missed) == (day("02-05"), (day("02-03"), day("02-04")))


def test_a_list_that_is_not_ready_is_waited_for():
    days = WEEK | known(m02_04=CLOSED)
    now = at("2026-02-05T10:29")

    assert decide(chat("02-03"), POLICY, ZONE, now, days) == Decision(
        through=day("02-03"), next_due=now + dt.timedelta(minutes=1)
    )
    assert decide(chat("02-03"), POLICY, ZONE, now, WEEK).full == day("02-04")


@pytest.mark.parametrize("state", [OPEN, FAILED, CLOSED, None])
def test_after_two_hours_it_is_said_why(state):
    days = {date: each for date, each in WEEK.items() if date < day("02-04")}
    days |= known(m02_04=state) if state else {}
    now = at("2026-02-05T10:30")

    assert decide(chat("02-03"), POLICY, ZONE, now, days, "source_down") == Decision(
        through=day("02-03"),
        next_due=now + dt.timedelta(minutes=1),
        late=day("02-04"),
        reason="source_down",
        unlisted=day("02-04"),
    )


def test_after_two_hours_what_is_ready_of_the_older_goes_out():
    days = {date: each for date, each in WEEK.items() if date < day("02-04")}
    decision = decide(chat("01-31"), POLICY, ZONE, at("2026-02-05T10:30"), days)

    assert (decision.full, decision.missed, decision.late) == (
        day("02-03"),
        (day("02-02"),),
        day("02-04"),
    )
    assert decision.through == day("02-03")


def test_who_was_not_running_waits_from_its_start():
    days = {date: each for date, each in WEEK.items() if date < day("02-04")}
    started, now = at("2026-02-05T12:00"), at("2026-02-05T12:10")

    assert decide(chat("02-03"), POLICY, ZONE, now, days, running_since=started).late is None
    assert decide(
        chat("02-03"), POLICY, ZONE, started + 2 * HOUR, days, running_since=started
    ).late == day("02-04")


def test_no_list_of_a_weekend_is_late_unless_there_is_one():
    friday, saturday = day("02-06"), day("02-07")
    sunday = at("2026-02-08T11:00")
    unread = {friday: WEEK[day("02-04")]}

    assert decide(chat("02-06"), POLICY, ZONE, sunday, {}).late is None
    assert decide(chat("02-06"), POLICY, ZONE, sunday, known(m02_07=FAILED)).late is None
    assert decide(chat("02-06"), POLICY, ZONE, sunday, known(m02_07=CLOSED)).late == saturday
    assert decide(chat("02-05"), POLICY, ZONE, sunday, {}).late == friday
    assert decide(chat("02-05"), POLICY, ZONE, sunday, known(m02_06=EMPTY)).late is None
    pushed = decide(chat("02-05"), POLICY, ZONE, sunday, unread)
    assert (pushed.full, pushed.late) == (friday, None)
    monday = decide(chat("02-06"), POLICY, ZONE, at("2026-02-10T11:00"), {})
    assert monday.late == day("02-09")


def test_a_late_list_is_superseded_by_the_next_and_named():
    days = known(m02_03="ready", m02_04=FAILED, m02_05="ready")
    decision = decide(chat("02-03"), POLICY, ZONE, at("2026-02-06T08:30"), days)

    assert (decision.full, decision.missed, decision.through) == (
        day("02-05"),
        (day("02-04"),),
        day("02-05"),
    )


def test_a_weekend_is_no_news_and_said_once_to_who_wants_it():
    weekend = known(m02_06="ready", m02_07=EMPTY, m02_08=EMPTY)
    sunday = decide(chat("02-06"), POLICY, ZONE, at("2026-02-08T08:30"), weekend)
    assert (sunday.empty, sunday.through) == (None, day("02-07"))

    wanted = {"empty_weekends": True}
    sunday = decide(chat("02-06", **wanted), POLICY, ZONE, at("2026-02-08T08:30"), weekend)
    assert sunday.empty == day("02-07")
    monday = decide(chat("02-07", **wanted), POLICY, ZONE, at("2026-02-09T08:30"), weekend)
    assert (monday.empty, monday.through) == (None, day("02-08"))


def test_a_holiday_after_a_silent_weekend_is_said():
    days = known(m02_06="ready", m02_07=EMPTY, m02_08=EMPTY, m02_09=EMPTY, m02_10=EMPTY)
    tuesday = decide(chat("02-08"), POLICY, ZONE, at("2026-02-10T08:30"), days)
    assert tuesday.empty == day("02-09")
    wednesday = decide(chat("02-09"), POLICY, ZONE, at("2026-02-11T08:30"), days)
    assert wednesday.empty is None


def test_a_holiday_before_a_weekend_is_named_by_who_gets_all_at_once():
    days = known(m02_05="ready", m02_06=EMPTY, m02_07=EMPTY, m02_08=EMPTY)
    monday = decide(chat("02-05", weekdays=(0, 2)), POLICY, ZONE, at("2026-02-09T08:30"), days)
    assert (monday.empty, monday.through) == (day("02-06"), day("02-08"))


def test_a_holiday_after_a_weekend_is_said_to_who_was_told_nothing():
    days = known(m02_06="ready", m02_07=EMPTY, m02_08=EMPTY, m02_09=EMPTY, m02_10=EMPTY)
    workdays = {"weekdays": (0, 1, 2, 3, 4)}

    assert decide(
        chat("02-05", **workdays), POLICY, ZONE, at("2026-02-09T08:30"), days
    ).full == day("02-06")
    assert decide(
        chat("02-08", **workdays), POLICY, ZONE, at("2026-02-10T08:30"), days
    ).empty == day("02-09")
    assert (
        decide(chat("02-09", **workdays), POLICY, ZONE, at("2026-02-11T08:30"), days).empty is None
    )


def test_empty_days_are_not_said_to_who_wants_no_such_word():
    decision = decide(
        chat("02-06", empty_days=False), POLICY, ZONE, at("2026-02-08T08:30"), known(m02_07=EMPTY)
    )

    assert decision == Decision(
        through=day("02-07"), next_due=at("2026-02-09T08:30"), unlisted=day("02-07")
    )


def test_an_empty_day_does_not_hide_the_list_before_it():
    decision = decide(
        chat("02-05"),
        POLICY,
        ZONE,
        at("2026-02-09T08:30"),
        known(m02_06="ready", m02_07=EMPTY, m02_08=EMPTY),
    )

    assert (decision.full, decision.empty, decision.through) == (day("02-06"), None, day("02-08"))


@pytest.mark.parametrize(
    "changed", [{"time": "10:00"}, {"time": "06:00"}, {"zone": "America/New_York"}]
)
def test_changing_the_hour_brings_nothing_twice(changed):
    now = at("2026-02-05T16:00")

    assert decide(chat("02-04", **changed), POLICY, ZONE, now, WEEK).full is None
    assert decide(chat("02-04", **changed), POLICY, ZONE, now, WEEK).through == day("02-04")


def test_an_earlier_hour_brings_the_list_at_once():
    assert (
        decide(chat("02-03", time="20:00"), POLICY, ZONE, at("2026-02-05T16:00"), WEEK).full is None
    )
    assert decide(
        chat("02-03", time="15:00"), POLICY, ZONE, at("2026-02-05T16:00"), WEEK
    ).full == day("02-04")


def test_a_clock_that_goes_back_brings_nothing_twice():
    decision = decide(chat("02-04"), POLICY, ZONE, at("2026-02-03T09:00"), WEEK)

    assert decision == Decision(through=day("02-04"), next_due=at("2026-02-04T08:30"))


def test_who_is_not_subscribed_or_paused_gets_nothing():
    gone = replace(chat("02-01"), paused="blocked")
    never = replace(chat("02-01"), subscribed_at=None)

    for each in (gone, never):
        assert decide(each, POLICY, ZONE, at("2026-02-05T09:00"), WEEK) == Decision(
            through=day("02-01"), next_due=None
        )


def test_who_wants_no_day_gets_nothing():
    decision = decide(chat("02-01", weekdays=()), POLICY, ZONE, at("2026-02-05T09:00"), WEEK)

    assert decision == Decision(through=day("02-01"), next_due=NEVER)


HOURS = {
    wants(time).hour: at(due)
    for time, due in (("08:30", "2026-02-06T08:30"), ("07:00", "2026-02-07T07:00"))
}


def test_a_time_later_than_the_next_slot_is_too_late():
    now = at("2026-02-05T12:00")

    assert too_late(HOURS, ZONE, now) == {wants("07:00").hour: at("2026-02-06T07:00")}
    assert too_late(HOURS, ZONE, at("2026-02-06T07:00")) == {}
    # A chat that wants no day has no slot, and one in a zone that is gone is left alone.
    odd = {wants(weekdays=()).hour: NEVER, wants(zone="Mars/Olympus").hour: at("2027-01-01")}
    assert too_late(odd, ZONE, now) == {}


def test_a_clock_is_behind_when_the_source_is_far_ahead():
    now = at("2026-02-05T12:00")

    assert not is_behind(now, None)
    assert not is_behind(now, day("02-12"))
    assert is_behind(now, day("02-13"))


@pytest.mark.parametrize(
    ("subscribed", "through", "listed", "right"),
    [
        ("2026-01-01", "02-04", "02-05", ("2026-01-01", "02-04")),
        (
            "2026-01-01",
            "02-05",
            "02-05",
            ("2026-01-01", "02-05"),
        ),  # closed too early, but the source has listed it
        ("2026-01-01", "02-05", "02-03", ("2026-01-01", "02-02")),
        ("2026-01-01", "12-24", None, ("2026-01-01", "02-02")),
        ("2027-01-01", "02-03", "02-05", ("2026-02-05T12:00", "02-03")),
        ("2027-01-01", None, None, ("2026-02-05T12:00", None)),
    ],
)
def test_what_a_clock_that_was_ahead_wrote_is_put_right(subscribed, through, listed, right):
    now, had = at("2026-02-05T12:00"), day("02-02")
    until = settled_until(POLICIES, now, {DAILY: day(listed)} if listed else {})
    before = chat(through, subscribed)
    after = put_right(before, now, until, {DAILY: had})

    assert (after.subscribed_at, after.through) == (
        at(right[0]),
        {DAILY: day(right[1])} if right[1] else {},
    )
    assert is_wrong(before, now, until) == (after != before)
    assert not is_wrong(after, now, until)
