"""Killed at fifteen random moments of a push and started again each time: nothing twice, and nothing
silently lost."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import random
import sqlite3
import time
from collections import Counter
from contextlib import closing

import pytest

from core.chats import Chat, ChatKey
from core.delivery import Delivery, DeliveryKind
from core.editions.keys import DAILY
from storage import open_storage
from tests.chats import put
from tests.fakes.server import PATIENCE
from tests.fakes.telegram import FakeTelegram
from tests.processes import forks
from tests.push_process import push

KILLS = 15
DATE = dt.date(2026, 2, 3)
NOON = dt.datetime(2026, 2, 4, 12, tzinfo=dt.UTC)


@pytest.fixture
def telegram():
    with FakeTelegram(limits=None, latency=0.03).in_thread() as telegram:
        yield telegram


def owe(database, chats, account="telegram"):
    """Write down two parts for each of those chats of that account."""

    async def work():
        async with open_storage(database) as storage:
            for chat in chats:
                await put(storage, Chat(key=ChatKey(account, str(chat.id)), subscribed_at=NOON))
            await storage.deliveries.owe(
                [delivery(chat, part, account) for chat in chats for part in (1, 2)], [], NOON
            )

    asyncio.run(work())


def delivery(chat, part, account="telegram"):
    body = {
        "text": f"<b>{chat.id}</b> part {part}",
        "keyboard": [],
        "silent": False,
        "previews": False,
    }
    key = ChatKey(account, str(chat.id))
    return Delivery(
        key=key, list_key=DAILY.on(DATE), kind=DeliveryKind.LIST, part=part, body=json.dumps(body)
    )


def ledger(path, state):
    """The (chat id, part) of the deliveries in that state."""
    with closing(sqlite3.connect(path)) as database:
        query = "SELECT chat_id, part FROM deliveries WHERE state = ?"
        return {(int(chat), part) for chat, part in database.execute(query, (state,))}


def arrived(telegram):
    """The (chat id, part) of what arrived, in order."""
    return [(message.chat.id, int(message.text[-1])) for message in list(telegram.sent)]


def test_killed_at_fifteen_random_moments(telegram, tmp_path):
    path = tmp_path / "paperboy.db"
    chats = [telegram.private() for _ in range(90)] + [
        telegram.group(telegram.user()) for _ in range(30)
    ]
    owe(f"sqlite:///{path}", chats)
    processes = forks()
    dice, in_flight, amid = random.Random(20260203), set(), 0
    place = (f"sqlite:///{path}", telegram.base_url, telegram.token)
    for _kill in range(KILLS):
        before = len(telegram.sent)
        process = processes.Process(target=push, args=place)
        process.start()
        _wait_for_a_moment(telegram, dice, before)
        process.kill()
        process.join()
        time.sleep(0.05)  # what was sent in the last moment arrives
        in_flight |= ledger(path, "sending")
        amid += len(telegram.sent) > before and bool(ledger(path, "owed"))

    last = processes.Process(target=push, args=place)
    last.start()
    last.join(PATIENCE)
    assert last.exitcode == 0
    assert amid > KILLS // 2, "the kills fell beside the push"
    _check(telegram, path, in_flight, {(chat.id, part) for chat in chats for part in (1, 2)})


def _wait_for_a_moment(telegram, dice, before):
    """Either some way into the start, or after a few more messages, at a random fraction of the
    next."""
    if dice.random() < 0.2:
        time.sleep(dice.uniform(0.05, 0.4))
        return
    wanted, until = before + dice.randint(1, 20), time.monotonic() + 5
    while len(telegram.sent) < wanted and time.monotonic() < until:
        time.sleep(0.001)
    time.sleep(dice.uniform(0, 0.03))


def _check(telegram, path, in_flight, owed):
    times = Counter(arrived(telegram))
    sent, unknown = ledger(path, "sent"), ledger(path, "unknown")
    print(
        f"{len(unknown)} of {len(owed)} unknown after {KILLS} kills; {len(unknown & times.keys())} of them arrived"
    )

    assert max(times.values()) == 1, "something arrived twice"
    assert sent | unknown == owed
    assert sent <= times.keys()
    assert unknown == in_flight
    assert len(unknown) <= 5 * KILLS
    for chat in {chat for chat, _ in owed}:
        parts = [part for where, part in arrived(telegram) if where == chat]
        assert parts == sorted(parts)
