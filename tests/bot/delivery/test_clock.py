"""A clock that is wrong for a while heals: afterwards each chat gets its lists as usual, and none
of them twice."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import random
import re
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import pytest

from bot.chat.hours import next_slot
from core.chats import Ban, BanKind, ChatKey, ChatSettings
from core.delivery import DeliveryKind
from core.editions.keys import DAILY
from core.models import EditionState
from tests.bot.delivery.room import room_in
from tests.world import busy_day

HOUR, DAY, YEAR = dt.timedelta(hours=1), dt.timedelta(days=1), dt.timedelta(days=365)
START = dt.datetime(2026, 2, 2, tzinfo=dt.UTC)  # a Monday
JUMPS = (YEAR, -YEAR, 30 * DAY, -30 * DAY, 3 * DAY, -3 * DAY, DAY, -DAY, HOUR, -HOUR)


def papers(date):
    """What the source has for that date by its evening."""
    if date.weekday() >= 5:
        return []
    named = busy_day(4)
    for number, entry in enumerate(named):
        entry["paper"]["id"] = f"{date:%y%m}.{date:%d}{number:03}"
    return named


@dataclass
class Life:
    """A service and its chats, in the time that really passes, on a clock that is wrong at
    times."""

    room: object
    strict: bool
    now: dt.datetime = START
    offset: dt.timedelta = dt.timedelta()
    got: list = field(default_factory=list)  # (when really, chat, date, kind, first line)

    async def look(self):
        """The service looks; what it owes arrives."""
        self.room.clock.time = self.now + self.offset
        hub = self.room.place.hub
        today = self.now.date()
        for date in (today - DAY, today):
            known = papers(date)
            hub.days[date.isoformat()] = known if date < today else known[: 1 + self.now.hour // 6]
        # A source that is strict refuses dates that are still to come; another has nothing for
        # them.
        hub.newest = today.isoformat() if self.strict else "2999-12-31"
        await self.room.look()
        ledger = self.room.app.storage.deliveries
        for row in await ledger.owed("telegram", 9999):
            await ledger.sending(row, self.room.clock.now())
            await ledger.sent(row, "1", self.room.clock.now())
            self.got.append((self.now, row.key.chat_id, row.list_key.day, row.kind, row.body))

    async def subscribe(self, chat, **settings):
        """The chat subscribes, at whatever time the clock shows."""
        self.room.clock.time = self.now + self.offset
        await self.room.subscribe(chat, **settings)

    async def live(self, span, step=4 * HOUR):
        until = self.now + span
        while self.now < until:
            await self.look()
            self.now += step - (self.now - START) % step
        await self.look()

    async def jump_about(self, dice, chats, until):
        """Live until then: the clock is wrong at times, the service starts anew, the chats
        subscribe at any time."""
        waiting, wrong_until = list(chats), self.now
        while self.now < until:
            if self.now >= wrong_until:
                self.offset = dt.timedelta()
                if dice.random() < 0.08:
                    self.offset = dice.choice(JUMPS) * dice.uniform(0.3, 1)
                    wrong_until = self.now + dice.uniform(0, 30) * HOUR
            if waiting and dice.random() < 0.2:
                chat = waiting.pop()
                hour = chats[chat].hour
                await self.subscribe(chat, time=hour.time, zone=hour.zone, weekdays=hour.weekdays)
            if dice.random() < 0.1:
                self.room.again()
            await self.look()
            self.now += 3 * HOUR
        self.offset = dt.timedelta()
        await self.look()

    def lists(self, chat="1"):
        """When that chat got which list."""
        return [
            (at, date)
            for at, who, date, kind, _ in self.got
            if who == chat and kind is DeliveryKind.LIST
        ]


@asynccontextmanager
async def life(folder, *, strict=True):
    async with room_in(
        folder, {}, at=START.timetuple()[:6], paperboy_deep_read="on_demand"
    ) as room:
        yield Life(room, strict)


def mornings(since, until):
    """The dates of lists that are due at noon in Shanghai on each day of that span, with that
    moment."""
    day = since.date()
    while (noon := dt.datetime.combine(day, dt.time(4), dt.UTC)) <= until:
        if noon >= since and (day - DAY).weekday() < 5:
            yield noon, day - DAY
        day += DAY


EVERY = list(itertools.product(JUMPS, (HOUR, 26 * HOUR), (False, True), (True, False)))
# One of each way to jump, to last, to restart and to list; CLOCK_JUMPS=all tries every combination.
SOME = [
    (YEAR, 26 * HOUR, False, False),
    (-YEAR, HOUR, True, True),
    (3 * DAY, HOUR, True, False),
    (-3 * DAY, 26 * HOUR, False, True),
]
ALL = os.environ.get("CLOCK_JUMPS") == "all"  # noqa: TID251 (a test's own, not settings)


@pytest.mark.parametrize(("jump", "lasts", "restarts", "strict"), EVERY if ALL else SOME)
async def test_after_a_jump_lists_come_as_usual(tmp_path, jump, lasts, restarts, strict):
    async with life(tmp_path, strict=strict) as here:
        await here.room.subscribe()
        await here.live(2 * DAY)
        here.offset = jump
        await here.subscribe("2")  # while the clock is wrong
        if restarts:
            here.room.again()
        await here.live(lasts, 2 * HOUR)
        here.offset = dt.timedelta()
        if restarts:
            here.room.again()
        right = here.now
        await here.live(5 * DAY)

        for chat in ("1", "2"):
            lists = here.lists(chat)
            assert max(Counter(date for _, date in lists).values()) == 1
            # One that was closed too early, and sent, is not sent again.
            early = {date for at, date in lists if at <= right}
            usual = [
                (at, date) for at, date in mornings(right + DAY, here.now) if date not in early
            ]
            assert [(at, date) for at, date in lists if at > right + DAY] == usual, chat
        bodies = "\n".join(body for _, chat, _, _, body in here.got if chat == "1")
        for _, date in mornings(START, here.now):
            told = re.search(rf"^Missed: .*\b{date.day} Feb\b", bodies, re.MULTILINE)
            assert told or date in [each for _, each in here.lists()]


NO_BATTERY = (
    dt.datetime(1970, 1, 1, tzinfo=dt.UTC) - START
)  # a machine that forgets the time when it is off


@pytest.mark.parametrize(
    ("offset", "restarts", "strict"),
    [(YEAR, False, False), (NO_BATTERY, True, True)],
)
async def test_a_clock_that_is_wrong_at_the_first_start(tmp_path, offset, restarts, strict):
    async with life(tmp_path, strict=strict) as here:
        here.offset = offset
        await here.subscribe("1")
        await here.live(26 * HOUR, 2 * HOUR)
        here.offset = dt.timedelta()
        if restarts:
            here.room.again()
        right = here.now
        await here.subscribe("2")
        await here.live(5 * DAY)

        for chat in ("1", "2"):
            assert max(Counter(date for _, date in here.lists(chat)).values()) == 1
            early = {date for at, date in here.lists(chat) if at <= right}
            usual = [
                (at, date) for at, date in mornings(right + DAY, here.now) if date not in early
            ]
            assert [(at, date) for at, date in here.lists(chat) if at > right + DAY] == usual, chat


@pytest.mark.parametrize("seed", range(12 if ALL else 1))
async def test_a_clock_that_jumps_for_weeks(tmp_path, seed):
    dice = random.Random(seed)
    async with life(tmp_path, strict=dice.random() < 0.5) as here:
        zones = ("Asia/Shanghai", "America/New_York", "Europe/Berlin", "Pacific/Apia")
        weekdays = ((0, 1, 2, 3, 4, 5, 6), (0, 1, 2, 3, 4), (2,))
        chats = {
            str(number): ChatSettings(
                time=dt.time(dice.randrange(24)),
                zone=dice.choice(zones),
                weekdays=dice.choice(weekdays),
            )
            for number in range(5)
        }
        await here.jump_about(dice, chats, START + 12 * DAY)
        right = here.now
        await here.live((9 if ALL else 6) * DAY, HOUR)

        for chat, settings in chats.items():
            lists = here.lists(chat)
            assert max(Counter(date for _, date in lists).values()) == 1
            early = max((date for at, date in lists if at <= right), default=START.date())
            usual = slots(settings, right + DAY, here.now, early)
            assert [at for at, _ in lists if at > right + DAY] == usual, settings


def slots(settings, since, until, had):
    """The chat's hours in that span at which it has a list coming: one for any weekday since the
    slot before.

    `had` is the newest it had before: older ones were named in it.
    """
    found, before = [], next_slot(settings, ZoneInfo("UTC"), since - 8 * DAY)
    while (slot := next_slot(settings, ZoneInfo("UTC"), before)) <= until:
        dates = [
            slot.date() - DAY * back for back in range(1, 1 + (slot.date() - before.date()).days)
        ]
        if slot > since and any(date.weekday() < 5 and date > had for date in dates):
            found.append(slot)
        before = slot
    return found


async def test_a_list_that_was_closed_too_early_grows_on_and_keeps_its_numbers(tmp_path):
    async with life(tmp_path) as here:
        await here.room.subscribe()
        await here.live(6 * HOUR)
        here.offset = DAY
        await here.live(HOUR, HOUR)
        monday = START.date()
        assert (
            await here.room.app.storage.editions.get(DAILY.on(monday))
        ).state is EditionState.CLOSED
        assert [date for _, date in here.lists()] == [monday]
        early = numbers(await here.room.app.storage.editions.get(DAILY.on(monday)))

        here.offset = dt.timedelta()
        await here.live(DAY)
        late = await here.room.app.storage.editions.get(DAILY.on(monday))
        assert (late.state, late.ready_at is not None) == (EditionState.CLOSED, True)
        assert early.items() < numbers(late).items()
        assert [date for _, date in here.lists()] == [monday]


def numbers(edition):
    return {entry.rank: entry.paper.id for entry in edition.entries}


async def test_a_time_that_cannot_be_right_is_found_whoever_wrote_it(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.delivery.due.BATCH", 2)
    async with life(tmp_path) as here:
        await here.live(DAY)
        for chat, later in (("1", YEAR), ("2", DAY), ("3", HOUR)):
            key = await here.room.subscribe(chat)
            due = (await here.room.app.storage.chats.get(key)).next_due
            await here.room.app.storage.chats.wait(key, due + later)
        here.now += HOUR
        await here.live(8 * HOUR)

        assert [len(here.lists(chat)) for chat in ("1", "2", "3")] == [1, 1, 1]


async def test_a_clock_far_behind_sends_nothing_and_spends_nothing(tmp_path):
    async with life(tmp_path) as here:
        await here.room.subscribe()
        await here.live(3 * DAY)
        before, asked = len(here.got), len(here.room.place.hub.log)
        here.offset = -20_000 * DAY
        await here.live(12 * HOUR)

        assert (len(here.got), len(here.room.place.hub.log)) == (before, asked)
        chat = await here.room.app.storage.chats.get(ChatKey("telegram", "1"))
        assert chat.subscribed_at == START


@pytest.mark.parametrize("jump", [YEAR, DAY, -YEAR])
async def test_a_silence_outlives_a_clock_that_was_wrong_for_a_moment(tmp_path, jump):
    async with life(tmp_path) as here:
        key = await here.room.subscribe()
        silence = Ban(key=key, kind=BanKind.SILENCED, since=START, until=START + 3 * DAY)
        await here.room.app.storage.bans.put(silence)
        await here.live(HOUR)
        here.offset = jump
        await here.live(HOUR, HOUR)
        here.offset = dt.timedelta()
        await here.live(5 * DAY)

        # What a clock that is a day ahead sends in its hour cannot be taken back.
        first, *rest = [each for each in here.lists() if each[0] > START + 2 * HOUR]
        assert first == (START + 3 * DAY, (START + DAY).date())
        assert rest == list(mornings(START + 3 * DAY, here.now))
        assert await here.room.app.storage.bans.wrong(START) == []  # it is forgotten


@pytest.mark.parametrize("jump", [YEAR, 90 * DAY])
async def test_a_source_that_gives_todays_list_for_any_day_halts_nothing_for_good(tmp_path, jump):
    async with life(tmp_path, strict=False) as here:
        await here.room.subscribe()
        await here.live(2 * DAY)
        ahead = (here.now + jump).date()
        for back in range(8):
            day = (ahead - back * DAY).isoformat()
            here.room.place.hub.days[day] = papers(here.now.date())
        here.offset = jump
        await here.live(2 * HOUR, HOUR)
        here.offset = dt.timedelta()
        right = here.now
        await here.live(5 * DAY)

        lists = [(at, date) for at, date in here.lists() if at > right + HOUR]
        assert lists == list(mornings(right + HOUR, here.now))
        assert max(Counter(date for _, date in here.lists()).values()) == 1


async def test_what_was_counted_outlives_a_clock_far_ahead(tmp_path):
    async with life(tmp_path) as here:
        await here.live(DAY)
        counts, day = here.room.app.storage.allowances, START + DAY
        assert await counts.spend("question", day, [("ann", 1)]) is None
        here.offset = YEAR
        await here.live(2 * HOUR, HOUR)

        assert await counts.spend("question", day, [("ann", 1)]) == "ann"
