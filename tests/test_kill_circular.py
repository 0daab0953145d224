"""Killed at random moments while something is told to all: it comes to each chat once, and what is
not known to have arrived is no more than what was on its way."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import time
from collections import Counter

import pytest

from core.chats import Chat, ChatKey
from core.circulars import CircularState, make_circular
from storage import open_storage
from tests.chats import put
from tests.fakes.server import PATIENCE
from tests.fakes.telegram import FakeTelegram
from tests.kills import states
from tests.processes import forks
from tests.push_process import mail

KILLS = 8
NOON = dt.datetime(2026, 2, 4, 12, tzinfo=dt.UTC)
LATER = NOON + dt.timedelta(days=99_999)
CIRCULAR = make_circular({"": "Down on Sunday."}, NOON, "down")


@pytest.fixture
def telegram():
    with FakeTelegram(limits=None, latency=0.03).in_thread() as telegram:
        yield telegram


async def begin(database, chats):
    async with open_storage(database) as storage:
        for chat in chats:
            key = ChatKey("telegram", str(chat.id))
            await put(storage, Chat(key=key, subscribed_at=NOON, next_due=LATER))
        # A second run of the same command changes nothing.
        assert await storage.circulars.begin(CIRCULAR) is None
        assert await storage.circulars.begin(CIRCULAR) is not None


async def stored(database):
    async with open_storage(database) as storage:
        return await storage.circulars.get("down")


def test_killed_amid_and_begun_again(telegram, tmp_path):
    path = tmp_path / "paperboy.db"
    database = f"sqlite:///{path}"
    chats = [telegram.private() for _ in range(150)]
    asyncio.run(begin(database, chats))
    processes = forks()
    dice, in_flight, amid = random.Random(20260204), 0, 0
    for _kill in range(KILLS):
        process = processes.Process(target=mail, args=(database, telegram.base_url, telegram.token))
        before = len(telegram.sent)
        process.start()
        wanted, until = before + dice.randint(1, 18), time.monotonic() + 10
        while len(telegram.sent) < wanted and time.monotonic() < until:
            time.sleep(0.001)
        time.sleep(dice.uniform(0, 0.03))
        process.kill()
        process.join()
        time.sleep(0.05)  # what was sent in the last moment arrives
        in_flight += states(path).get("sending", 0)
        amid += len(telegram.sent) > before
    last = processes.Process(target=mail, args=(database, telegram.base_url, telegram.token))
    last.start()
    last.join(PATIENCE)

    assert last.exitcode == 0
    assert amid > KILLS // 2, "the kills fell beside the push"
    times = Counter(message.chat.id for message in telegram.sent)
    found = states(path)
    print(f"{found} after {KILLS} kills, {len(times)} chats reached")
    assert max(times.values()) == 1, "it came twice"
    assert sum(found.values()) == len(chats)
    assert found.get("unknown", 0) == in_flight
    assert found["sent"] <= len(times) <= found["sent"] + in_flight
    assert asyncio.run(stored(database)).state is CircularState.DONE
