"""When lists are due: a year of ticks in thirty zones."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

import pytest

from bot.delivery.schedule import decide, next_slot
from core.chats import Chat, ChatKey, ChatSettings
from core.editions.days import KnownDay
from core.editions.keys import DAILY
from core.editions.policies import POLICIES
from core.models import EditionState
from tests.bot.delivery.slots import CLOSED, DAY, EMPTY, FAILED, HOUR, OPEN, UTC, ZONE, at

POLICY = POLICIES[DAILY]
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
    """What happens to Paperboy in a year: outages (from, until), and from when a date is known and
    may be pushed."""

    dice: random.Random
    outages: list[tuple[dt.datetime, dt.datetime]] = field(default_factory=list)
    states: dict[dt.date, EditionState] = field(default_factory=dict)
    ready: dict[dt.date, dt.datetime] = field(default_factory=dict)

    def __post_init__(self):
        moment = START
        while (moment := moment + self._hours(24, 14 * 24)) < END:
            length = self.dice.choice(
                [self._hours(0.2, 3), self._hours(3, 30), self._hours(30, 120)]
            )
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
        late = any(
            self.ready[date] > dt.datetime.combine(date + DAY, dt.time(), UTC) + HOUR
            for date in recent
        )
        return not late and not any(
            start <= now and end >= now - 2 * DAY for start, end in self.outages
        )

    def days(self, now):
        """What is known at that moment."""
        found = {}
        for date in (now.date() - DAY * back for back in range(16)):
            if date in self.ready and self.ready[date] <= now:
                found[date] = KnownDay(
                    date,
                    self.states[date],
                    self.ready[date] if self.states[date] is CLOSED else None,
                )
            elif self.dice.random() < 0.5:
                found[date] = KnownDay(date, self.dice.choice([OPEN, FAILED, CLOSED]))
        return found


@dataclass
class Reader:
    """A chat that lives through a year. `got` holds how often it got each date, and when in
    full."""

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
        decision = decide(
            self.chat,
            POLICY,
            ZONE,
            now,
            self.year.days(now),
            "trouble",
            running_since=self.running_since,
        )
        assert decision.through is None or self.through is None or decision.through >= self.through
        assert decision.next_due > now
        self.take(decision, now)
        through = {DAILY: decision.through} if decision.through else {}
        self.chat = replace(self.chat, through=through, next_due=decision.next_due)

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
        date = self.through or self.first
        while decision.through and date < decision.through:
            date += DAY
            self.passed[date] = now

    @property
    def through(self):
        """The newest edition that is settled for it."""
        return self.chat.through.get(DAILY)

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
        exists = (
            wanted.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None)
            == wanted
        )
        # An hour before the close gets a list that had a day to be read; one soon after it, perhaps
        # a minute's wait.
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
