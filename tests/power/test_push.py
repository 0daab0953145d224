"""The power is cut at random moments of a push: nothing arrives twice, nothing that was promised is
lost.

What is left of the files after a cut is worked out from what the process wrote and synced
(`disk.py`). That the tests would notice is shown by the same cuts with `synchronous = NORMAL`,
which promises less. POWER_CUTS=50 cuts more often.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import time
from collections import Counter
from functools import partial

import pytest

from bot.app.root import open_app
from bot.app.settings import Settings
from bot.channels.console.adapter import KEY
from storage import open_storage
from tests.bot.talk import StandingClock
from tests.fakes.hub import FakeHub, item
from tests.fakes.telegram import FakeTelegram
from tests.power import doings as promised
from tests.power.disk import Disk
from tests.power.doings import numbers_of
from tests.test_kill_push import arrived, ledger, owe

CUTS = int(os.environ.get("POWER_CUTS", "12"))  # noqa: TID251 (a test's own, not settings)
SHOWS, CONTROLS = max(CUTS // 5, 3), 3
CUTS_OF_TWO = max(CUTS // 4, 5)
PER_SECOND = 150.0  # messages; fast enough for many cuts
DATES = [(dt.date(2025, 9, 1) + dt.timedelta(days=day)).isoformat() for day in range(120)]


@pytest.fixture
def telegram():
    with FakeTelegram(limits=None, latency=0.01).in_thread() as telegram:
        yield telegram


def left_by(dice, synchronous):
    """What cuts leave: anything that they may, or in a control the least, so that it is one."""
    return Disk.bare if synchronous else partial(Disk.survivors, dice=dice)


def push_with_cuts(machine, telegram, cuts, synchronous=None):
    """Push two parts to each chat of each bot through so many power cuts; what was owed, and what
    was in flight at a cut."""
    chats = []
    for bot in telegram.bots:
        its = [bot.private() for _ in range(3 * cuts)]
        its += [bot.group(bot.user()) for _ in range(cuts)]
        owe(machine.url, its, bot.account)
        chats += its
    dice, in_flight, amid, unsynced, syncs = random.Random(20260203), set(), 0, 0, 0
    while amid < cuts:
        assert machine.cuts < 2 * cuts, "the cuts fall beside the push"
        before = count(telegram)
        place = (machine.url, telegram.base_url, telegram.tokens, PER_SECOND)
        # As the log is usually written back, or after every other row: then the power is cut amid
        # that, too.
        pages = 1000 if synchronous else dice.choice([4, 1000])
        process = machine.start("push", *place, synchronous=synchronous, pages=pages)
        wait_for_a_moment(telegram, dice, before)
        written = machine.cut(process, left_by(dice, synchronous))
        time.sleep(0.03)  # what was sent in the last moment arrives
        amid += count(telegram) > before and bool(ledger(machine.database, "owed"))
        unsynced += written.unsynced > 0
        syncs += written.syncs
        in_flight |= ledger(machine.database, "sending")
    print(
        f"{amid} of {machine.cuts} cuts amid the push, {unsynced} with something unsynced, {syncs} syncs"
    )
    return {(chat.id, part) for chat in chats for part in (1, 2)}, in_flight


def count(telegram):
    """How many messages have arrived, of all bots."""
    return sum(len(bot.sent) for bot in telegram.bots)


def wait_for_a_moment(telegram, dice, before):
    """Either some way into the start, or after a few more messages, at a random fraction of the
    next."""
    if dice.random() < 0.1:
        time.sleep(dice.uniform(0.01, 0.2))
        return
    wanted, until = before + dice.randint(1, 5), time.monotonic() + 5
    while count(telegram) < wanted and time.monotonic() < until:
        time.sleep(0.0005)
    time.sleep(dice.uniform(0, 0.02))


def test_cut_at_random_moments_of_a_push(machine, telegram):
    owed, in_flight = push_with_cuts(machine, telegram, CUTS)
    machine.ended(machine.start("push", machine.url, telegram.base_url, telegram.token, PER_SECOND))

    times = Counter(arrived(telegram))
    sent, unknown = ledger(machine.database, "sent"), ledger(machine.database, "unknown")
    print(
        f"{len(unknown)} of {len(owed)} unknown after {CUTS} cuts; {len(unknown & times.keys())} of them arrived"
    )
    assert max(times.values()) == 1, "something arrived twice"
    assert sent | unknown == owed
    assert sent <= times.keys()
    assert unknown <= in_flight


def test_cut_amid_a_push_with_two_tokens(machine):
    telegram = FakeTelegram(limits=None, latency=0.01)
    telegram.another()
    with telegram.in_thread():
        owed, in_flight = push_with_cuts(machine, telegram, CUTS_OF_TWO)
        place = (machine.url, telegram.base_url, telegram.tokens, PER_SECOND)
        machine.ended(machine.start("push", *place))

    times = Counter(each for bot in telegram.bots for each in arrived(bot))
    sent, unknown = ledger(machine.database, "sent"), ledger(machine.database, "unknown")
    print(f"{len(unknown)} of {len(owed)} unknown after {CUTS_OF_TWO} cuts")
    assert all(bot.sent for bot in telegram.bots)
    assert max(times.values()) == 1, "something arrived twice"
    assert sent | unknown == owed
    assert sent <= times.keys()
    assert unknown <= in_flight


def test_with_normal_the_same_cuts_send_lists_twice(machine, telegram):
    push_with_cuts(machine, telegram, CONTROLS, synchronous="NORMAL")

    times = Counter(arrived(telegram))
    twice = sum(count > 1 for count in times.values())
    print(f"{twice} of {len(times)} twice with NORMAL")
    assert twice > 0, "the test would not notice"


async def test_what_people_were_told_outlives_a_cut(machine):
    async with open_storage(machine.url):
        pass  # the tables are there
    machine.ended(machine.start("promise", machine.url))
    machine.restart(Disk.bare)

    async with open_storage(machine.url) as storage:
        chat = await storage.chats.get(promised.KEY)
        assert (chat.settings.most, chat.subscribed_at, chat.next_due) == (
            7,
            promised.NOON,
            promised.NOON,
        )
        assert (
            await storage.allowances.spend("question", promised.NOON, [("person", 1)]) == "person"
        )
        assert (await storage.spending.spent(promised.DAY)).prompt == 500


def listed(date, votes):
    """A day's list of six papers; `votes` says how many each has."""
    name = f"{date[2:4]}{date[5:7]}.{date[8:]}"
    lab = {"fullname": "ByteDance Seed"}
    return [
        item(f"{name}{n:03}", f"Paper {n} of {date}", upvotes=30 + 9 * votes(n), organization=lab)
        for n in range(6)
    ]


def show_with_cuts(machine, tmp_path, hub, cuts, synchronous=None):
    """Show a chat one list after the other through so many power cuts; what it saw, as (date, its
    numbers)."""
    shown, dice = tmp_path / "shown", random.Random(20260204)
    shown.touch()
    for _ in range(cuts):
        seen = lines = len(shown.read_text().splitlines())
        settings = {
            "DATABASE_URL": machine.url,
            "PAPERBOY_HUB_URL": hub.url,
            "PAPERBOY_CONTACT": "tests@example.org",
        }
        arguments = (settings, "2026-02-03T12:00", DATES[seen:], str(shown))
        process = machine.start("show", *arguments, synchronous=synchronous)
        wanted, until = seen + dice.randint(1, 3), time.monotonic() + 10
        while lines < wanted and time.monotonic() < until:
            lines = len(shown.read_text().splitlines())
            time.sleep(0.0005)
        time.sleep(dice.uniform(0, 0.02))
        machine.cut(process, left_by(dice, synchronous))
    return [json.loads(line) for line in shown.read_text().splitlines()]


async def moved_numbers(machine, hub, shown):
    """The lists whose numbers mean something else now, to a chat that asks for them or for a number
    alone."""
    hub.days = {date: listed(date, lambda number: number + 1) for date in DATES}
    address = {
        "database_url": machine.url,
        "paperboy_hub_url": hub.url,
        "paperboy_contact": "tests@example.org",
    }
    async with open_app(
        Settings(**address), use_model=False, clock=StandingClock(2026, 2, 3, 13)
    ) as app:
        chat = await app.office.desk.chat(KEY)
        forgotten = [date for date, _ in shown if chat.seen is None or date > str(chat.seen)]
        moved = [date for date, numbers in shown if await numbers_of(app, date) != numbers]
        return forgotten + moved


@pytest.fixture
def hub():
    with FakeHub(
        {date: listed(date, lambda number: 6 - number) for date in DATES}
    ).in_thread() as hub:
        yield hub


async def test_no_number_moves_that_was_shown_before_a_cut(machine, tmp_path, hub):
    shown = show_with_cuts(machine, tmp_path, hub, SHOWS)

    assert len(shown) >= SHOWS
    assert all(len(numbers) == 6 for _, numbers in shown)
    assert await moved_numbers(machine, hub, shown) == []


async def test_with_normal_the_same_cuts_move_numbers(machine, tmp_path, hub):
    shown = show_with_cuts(machine, tmp_path, hub, CONTROLS, synchronous="NORMAL")

    assert await moved_numbers(machine, hub, shown) != [], "the test would not notice"
