"""When lists are due: by example, and a year of ticks in thirty zones."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedule import NEVER, Day, Decision, decide, next_slot
from core.models import Chat, ChatKey, ChatSettings, EditionState

UTC = dt.UTC
ZONE = ZoneInfo("UTC")
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
CLOSED, EMPTY, FAILED, OPEN = EditionState.CLOSED, EditionState.EMPTY, EditionState.FAILED, EditionState.OPEN


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=UTC)


def day(text):
    return dt.date.fromisoformat(f"2026-{text}")


def wants(time="08:30", zone="UTC", **more):
    return ChatSettings(time=dt.time.fromisoformat(time), zone=zone, **more)


def chat(through, subscribed="2025-01-01", **settings):
    date = day(through) if through else None
    key = ChatKey("telegram", "1")
    return Chat(key=key, settings=wants(**settings), subscribed_at=at(subscribed), through=date)


def known(**states):
    """Days by date ("m02_05"): what is ready is said by "ready", the others by their state."""
    days = {}
    for name, state in states.items():
        date = day(name[1:].replace("_", "-"))
        ready = dt.datetime.combine(date + DAY, dt.time(0, 20), UTC) if state == "ready" else None
        days[date] = Day(date, CLOSED if state == "ready" else state, ready)
    return days


WEEK = known(m02_01=EMPTY, m02_02="ready", m02_03="ready", m02_04="ready")


@pytest.mark.parametrize(
    ("zone", "time", "after", "slot"),
    [
        ("Asia/Shanghai", "08:30", "2026-02-05T00:00", "2026-02-05T00:30"),
        ("Asia/Shanghai", "08:30", "2026-02-05T00:30", "2026-02-06T00:30"),
        ("Asia/Kolkata", "07:00", "2026-02-05T00:00", "2026-02-05T01:30"),
        ("Pacific/Kiritimati", "00:00", "2026-02-05T00:00", "2026-02-05T10:00"),
        ("Europe/Berlin", "02:30", "2026-03-28T12:00", "2026-03-29T01:00"),  # skipped: 03:00 is the first moment after
        ("Europe/Berlin", "02:30", "2026-10-24T12:00", "2026-10-25T00:30"),  # comes twice: the first
        ("Europe/Berlin", "02:30", "2026-10-25T00:30", "2026-10-26T01:30"),
        ("Africa/Cairo", "00:15", "2026-04-23T12:00", "2026-04-23T22:00"),  # the day begins at 01:00
        ("Australia/Lord_Howe", "02:15", "2026-10-03T12:00", "2026-10-03T15:30"),  # a gap of half an hour
        ("Pacific/Apia", "08:30", "2011-12-29T20:00", "2011-12-30T18:30"),  # 30 December did not take place
        ("America/St_Johns", "08:30", "2026-07-01T00:00", "2026-07-01T11:00"),
    ],
)
def test_the_next_slot(zone, time, after, slot):
    assert next_slot(wants(time, zone), ZONE, at(after)) == at(slot)


def test_the_next_slot_is_on_a_wanted_day():
    friday = at("2026-02-06T12:00")

    assert next_slot(wants(weekdays=(0, 1)), ZONE, friday) == at("2026-02-09T08:30")
    assert next_slot(wants(weekdays=(5,), zone="Asia/Tokyo"), ZONE, friday) == at("2026-02-06T23:30")
    assert next_slot(wants(weekdays=()), ZONE, friday) == NEVER


def test_a_chat_without_a_zone_lives_in_the_operators():
    assert next_slot(wants(zone=None), ZoneInfo("Asia/Tokyo"), at("2026-02-06T00:00")) == at("2026-02-06T23:30")


@given(
    st.sampled_from(["Europe/Lisbon", "America/Santiago", "Asia/Kathmandu", "Africa/Cairo", "Pacific/Chatham"]),
    st.times(),
    st.integers(0, 2 * 366 * 24 * 60).map(lambda minutes: at("2025-01-01") + dt.timedelta(minutes=minutes)),
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


def test_yesterdays_list_goes_out_at_the_hour():
    before, after = at("2026-02-05T08:29"), at("2026-02-05T08:30")

    assert decide(chat("02-03"), ZONE, before, WEEK) == Decision(through=day("02-03"), next_due=after)
    assert decide(chat("02-03"), ZONE, after, WEEK) == Decision(
        through=day("02-04"), next_due=after + DAY, full=day("02-04")
    )


def test_an_hour_before_the_close_gets_the_day_before():
    # 07:30 in Shanghai is 23:30 UTC: the fourth is still open.
    decision = decide(chat("02-02", zone="Asia/Shanghai", time="07:30"), ZONE, at("2026-02-04T23:40"), WEEK)

    assert (decision.full, decision.through) == (day("02-03"), day("02-03"))


def test_what_was_missed_is_one_line():
    decision = decide(chat("01-31"), ZONE, at("2026-02-05T09:00"), WEEK)

    assert (decision.full, decision.missed) == (day("02-04"), (day("02-02"), day("02-03")))
    assert decision.through == day("02-04")


def test_nothing_is_older_than_seven_days():
    days = known(**{f"m02_{number:02}": "ready" for number in range(1, 21)})
    decision = decide(chat("01-31"), ZONE, at("2026-02-21T09:00"), days)

    assert decision.full == day("02-20")
    assert decision.missed == tuple(day(f"02-{number}") for number in range(13, 20))


def test_a_new_chat_gets_nothing_from_before():
    new = chat(None, subscribed="2026-02-04T09:00")

    assert decide(new, ZONE, at("2026-02-04T09:01"), WEEK) == Decision(through=None, next_due=at("2026-02-05T08:30"))
    decision = decide(new, ZONE, at("2026-02-05T08:30"), WEEK)
    assert (decision.full, decision.missed) == (day("02-04"), ())


def test_who_comes_back_gets_nothing_from_the_time_between():
    back = replace(chat("01-10"), subscribed_at=at("2026-02-04T09:00"))

    assert decide(back, ZONE, at("2026-02-05T08:30"), WEEK).missed == ()


def test_who_narrows_the_days_loses_nothing():
    # Subscribed on Monday, had Tuesday's list; from then on Fridays only.
    days = known(m02_02="ready", m02_03="ready", m02_04="ready", m02_05="ready")
    weekly = chat("02-02", subscribed="2026-02-02T09:00", weekdays=(4,))
    decision = decide(weekly, ZONE, at("2026-02-06T08:30"), days)

    assert (decision.full, decision.missed) == (day("02-05"), (day("02-03"), day("02-04")))


def test_a_list_that_is_not_ready_is_waited_for():
    days = WEEK | known(m02_04=CLOSED)
    now = at("2026-02-05T10:29")

    assert decide(chat("02-03"), ZONE, now, days) == Decision(
        through=day("02-03"), next_due=now + dt.timedelta(minutes=1)
    )
    assert decide(chat("02-03"), ZONE, now, WEEK).full == day("02-04")


@pytest.mark.parametrize("state", [OPEN, FAILED, CLOSED, None])
def test_after_two_hours_it_is_said_why(state):
    days = {date: each for date, each in WEEK.items() if date < day("02-04")}
    days |= known(m02_04=state) if state else {}
    now = at("2026-02-05T10:30")

    assert decide(chat("02-03"), ZONE, now, days, "source_down") == Decision(
        through=day("02-03"),
        next_due=now + dt.timedelta(minutes=1),
        late=day("02-04"),
        reason="source_down",
    )


def test_after_two_hours_what_is_ready_of_the_older_goes_out():
    days = {date: each for date, each in WEEK.items() if date < day("02-04")}
    decision = decide(chat("01-31"), ZONE, at("2026-02-05T10:30"), days)

    assert (decision.full, decision.missed, decision.late) == (day("02-03"), (day("02-02"),), day("02-04"))
    assert decision.through == day("02-03")


def test_who_was_not_running_waits_from_its_start():
    days = {date: each for date, each in WEEK.items() if date < day("02-04")}
    started, now = at("2026-02-05T12:00"), at("2026-02-05T12:10")

    assert decide(chat("02-03"), ZONE, now, days, running_since=started).late is None
    assert decide(chat("02-03"), ZONE, started + 2 * HOUR, days, running_since=started).late == day("02-04")


def test_a_late_list_is_superseded_by_the_next_and_named():
    days = known(m02_03="ready", m02_04=FAILED, m02_05="ready")
    decision = decide(chat("02-03"), ZONE, at("2026-02-06T08:30"), days)

    assert (decision.full, decision.missed, decision.through) == (day("02-05"), (day("02-04"),), day("02-05"))


def test_a_weekend_is_said_once():
    weekend = known(m02_06="ready", m02_07=EMPTY, m02_08=EMPTY)

    assert decide(chat("02-06"), ZONE, at("2026-02-08T08:30"), weekend).empty == day("02-07")
    monday = decide(chat("02-07"), ZONE, at("2026-02-09T08:30"), weekend)
    assert (monday.empty, monday.through) == (None, day("02-08"))


def test_a_holiday_after_a_weekend_is_said_to_who_was_told_nothing():
    days = known(m02_06="ready", m02_07=EMPTY, m02_08=EMPTY, m02_09=EMPTY, m02_10=EMPTY)
    workdays = {"weekdays": (0, 1, 2, 3, 4)}

    assert decide(chat("02-05", **workdays), ZONE, at("2026-02-09T08:30"), days).full == day("02-06")
    assert decide(chat("02-08", **workdays), ZONE, at("2026-02-10T08:30"), days).empty == day("02-09")
    assert decide(chat("02-09", **workdays), ZONE, at("2026-02-11T08:30"), days).empty is None


def test_empty_days_are_not_said_to_who_wants_no_such_word():
    decision = decide(chat("02-06", empty_days=False), ZONE, at("2026-02-08T08:30"), known(m02_07=EMPTY))

    assert decision == Decision(through=day("02-07"), next_due=at("2026-02-09T08:30"))


def test_an_empty_day_does_not_hide_the_list_before_it():
    decision = decide(chat("02-05"), ZONE, at("2026-02-09T08:30"), known(m02_06="ready", m02_07=EMPTY, m02_08=EMPTY))

    assert (decision.full, decision.empty, decision.through) == (day("02-06"), None, day("02-08"))


@pytest.mark.parametrize("changed", [{"time": "10:00"}, {"time": "06:00"}, {"zone": "America/New_York"}])
def test_changing_the_hour_brings_nothing_twice(changed):
    now = at("2026-02-05T16:00")

    assert decide(chat("02-04", **changed), ZONE, now, WEEK).full is None
    assert decide(chat("02-04", **changed), ZONE, now, WEEK).through == day("02-04")


def test_an_earlier_hour_brings_the_list_at_once():
    assert decide(chat("02-03", time="20:00"), ZONE, at("2026-02-05T16:00"), WEEK).full is None
    assert decide(chat("02-03", time="15:00"), ZONE, at("2026-02-05T16:00"), WEEK).full == day("02-04")


def test_a_clock_that_goes_back_brings_nothing_twice():
    decision = decide(chat("02-04"), ZONE, at("2026-02-03T09:00"), WEEK)

    assert decision == Decision(through=day("02-04"), next_due=at("2026-02-04T08:30"))


def test_who_is_not_subscribed_or_paused_gets_nothing():
    gone = replace(chat("02-01"), paused="blocked")
    never = replace(chat("02-01"), subscribed_at=None)

    for each in (gone, never):
        assert decide(each, ZONE, at("2026-02-05T09:00"), WEEK) == Decision(through=day("02-01"), next_due=None)


def test_who_wants_no_day_gets_nothing():
    decision = decide(chat("02-01", weekdays=()), ZONE, at("2026-02-05T09:00"), WEEK)

    assert decision == Decision(through=day("02-01"), next_due=NEVER)


# A year of ticks

# fmt: off
ZONES = (
    "Africa/Cairo", "Africa/Casablanca", "Africa/Johannesburg", "America/Adak", "America/Anchorage",
    "America/Asuncion", "America/Havana", "America/Los_Angeles", "America/New_York", "America/Nuuk",
    "America/Santiago", "America/Sao_Paulo", "America/St_Johns", "Asia/Beirut", "Asia/Jerusalem", "Asia/Kathmandu",
    "Asia/Kolkata", "Asia/Shanghai", "Asia/Tehran", "Asia/Tokyo", "Atlantic/Azores", "Australia/Eucla",
    "Australia/Lord_Howe", "Australia/Sydney", "Europe/Berlin", "Europe/London", "Pacific/Apia", "Pacific/Chatham",
    "Pacific/Kiritimati", "Pacific/Pago_Pago",
)
# fmt: on
TICK = dt.timedelta(minutes=15)
START, END = at("2025-11-20"), at("2026-11-21")


@dataclass
class Year:
    """What happens to Paperboy in a year: outages (from, until), and from when a date is known and may be pushed."""

    dice: random.Random
    outages: list[tuple[dt.datetime, dt.datetime]] = field(default_factory=list)
    states: dict[dt.date, EditionState] = field(default_factory=dict)
    ready: dict[dt.date, dt.datetime] = field(default_factory=dict)

    def __post_init__(self):
        moment = START
        while (moment := moment + self._hours(24, 14 * 24)) < END:
            length = self.dice.choice([self._hours(0.2, 3), self._hours(3, 30), self._hours(30, 120)])
            self.outages.append((moment, moment + length))
            moment += length
        self.outages.append((at("2026-06-01T05:00"), at("2026-06-13T05:00")))
        self.outages.sort()
        date = START.date() - 9 * DAY
        while date < END.date() + 9 * DAY:
            self._learn(date)
            date += DAY

    def _learn(self, date):
        rest = date.weekday() >= 5 or self.dice.random() < 0.04
        self.states[date] = EMPTY if rest else CLOSED
        delay = self._hours(0.1, 0.4) if self.dice.random() < 0.9 else self._hours(1, 40)
        done = dt.datetime.combine(date + DAY, dt.time(), UTC) + delay
        while outage := self.outage(done):
            done = outage[1] + self._hours(0.1, 1.5)
        self.ready[date] = done

    def _hours(self, least, most):
        return dt.timedelta(hours=self.dice.uniform(least, most))

    def outage(self, now):
        """The outage that moment falls into."""
        return next((outage for outage in self.outages if outage[0] <= now < outage[1]), None)

    def calm(self, now):
        """Whether nothing was wrong in the last two days, and all lists of these had been ready."""
        recent = [date for date in (now.date() - DAY * back for back in (1, 2, 3))]
        late = any(self.ready[date] > dt.datetime.combine(date + DAY, dt.time(), UTC) + HOUR for date in recent)
        return not late and not any(start <= now and end >= now - 2 * DAY for start, end in self.outages)

    def days(self, now):
        """What is known at that moment."""
        found = {}
        for date in (now.date() - DAY * back for back in range(16)):
            if date in self.ready and self.ready[date] <= now:
                found[date] = Day(date, self.states[date], self.ready[date] if self.states[date] is CLOSED else None)
            elif self.dice.random() < 0.5:
                found[date] = Day(date, self.dice.choice([OPEN, FAILED, CLOSED]))
        return found


@dataclass
class Reader:
    """A chat that lives through a year. `got` holds how often it got each date, and when in full."""

    year: Year
    chat: Chat
    got: Counter = field(default_factory=Counter)
    full: dict[dt.date, dt.datetime] = field(default_factory=dict)
    empty: list[dt.date] = field(default_factory=list)
    late: set[dt.date] = field(default_factory=set)
    passed: dict[dt.date, dt.datetime] = field(default_factory=dict)
    changed_at: dt.datetime = START
    running_since: dt.datetime = START
    on_time: int = 0

    def live(self):
        now = START
        while now < END:
            if outage := self.year.outage(now):
                now = self.running_since = outage[1]
            self.look(now + dt.timedelta(seconds=self.year.dice.choice([0, 0, 20])))
            if self.year.dice.random() < 0.01 and self.chat.through:
                self.change(now)
            if self.year.dice.random() < 0.01:  # The clock is set back by some hours for a moment.
                self.look(now - self.year.dice.uniform(0, 30) * HOUR)
            ahead = max(self.chat.next_due - now, dt.timedelta(seconds=1))
            now = START + TICK * -(-(now + ahead - START) // TICK)

    def change(self, now):
        dice = self.year.dice
        time = dt.time(dice.randrange(24), dice.choice([0, 15, 30, 45]))
        days = dice.choice([(0, 1, 2, 3, 4, 5, 6), (0, 1, 2, 3, 4), (dice.randrange(7),)])
        settings = replace(self.chat.settings, time=time, weekdays=days, zone=dice.choice(ZONES))
        due = dice.choice([now, next_slot(settings, ZONE, now)])
        self.chat, self.changed_at = replace(self.chat, settings=settings, next_due=due), now

    def look(self, now):
        decision = decide(self.chat, ZONE, now, self.year.days(now), "trouble", running_since=self.running_since)
        assert decision.through is None or self.chat.through is None or decision.through >= self.chat.through
        assert decision.next_due > now
        self.take(decision, now)
        self.chat = replace(self.chat, through=decision.through, next_due=decision.next_due)

    def take(self, decision, now):
        if decision.full:
            self.got[decision.full] += 1
            self.full[decision.full] = now
            assert now >= self.year.ready[decision.full]
            assert self.year.states[decision.full] is CLOSED
            self.check_hour(decision, now)
        self.got.update(decision.missed)
        assert all(now.date() - date <= 8 * DAY for date in decision.missed)
        if decision.empty:
            assert self.year.states[decision.empty] is EMPTY
            self.empty.append(decision.empty)
        if decision.late:
            self.late.add(decision.late)
        date = self.chat.through or self.first
        while decision.through and date < decision.through:
            date += DAY
            self.passed[date] = now

    @property
    def first(self):
        """The day before the first edition it has coming."""
        return next_slot(self.chat.settings, ZONE, self.chat.subscribed_at).date() - 2 * DAY

    def check_hour(self, decision, now):
        """When nothing was wrong, the list came at the chat's hour (within the tick's seconds)."""
        if not self.year.calm(now) or now - self.changed_at < 8 * DAY:
            return
        zone = ZoneInfo(self.chat.settings.zone)
        local = now.astimezone(zone).replace(second=0, tzinfo=None)
        wanted = dt.datetime.combine(local.date(), self.chat.settings.time)
        exists = wanted.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wanted
        # An hour before the close gets a list that had a day to be read; one soon after it, perhaps a minute's wait.
        waited = now - self.year.ready[decision.full] < 2 * TICK
        assert local == wanted or not exists or waited, (local, wanted)
        assert local.weekday() in self.chat.settings.weekdays
        self.on_time += local == wanted


@pytest.mark.parametrize("seed", range(2))
def test_a_year_of_ticks_over_thirty_zones(seed):
    assert len(ZONES) == 30
    on_time = late = dropped = 0
    for number, zone in enumerate(ZONES):
        dice = random.Random(f"{seed} {zone}")
        time = dt.time(dice.randrange(24), dice.choice([0, 15, 30, 45]))
        settings = ChatSettings(zone=zone, time=time)
        subscribed = START + dice.uniform(0, 48) * HOUR
        year = Year(dice)
        person = Chat(
            key=ChatKey("telegram", str(number)),
            settings=settings,
            subscribed_at=subscribed,
            next_due=next_slot(settings, ZONE, subscribed),
        )
        reader = Reader(year, person)
        first = reader.first + DAY
        reader.live()

        assert [date for date, times in reader.got.items() if times > 1] == []
        assert min(reader.got) >= first
        for date, when in reader.passed.items():
            if not reader.got[date] and year.states[date] is CLOSED:
                assert when.date() - date > 8 * DAY, (zone, date, when)
                dropped += 1
        assert reader.passed.keys() >= {first + DAY * back for back in range(300)}
        assert len(reader.empty) == len(set(reader.empty))
        on_time, late = on_time + reader.on_time, late + len(reader.late)

    assert on_time > 1000, "too little was on time to say anything"
    assert late > 30
    assert dropped > 30
