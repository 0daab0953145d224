"""Killed at six random moments of a push to webhooks and started again at once: each message
arrives, and never under two ids, by which a receiver knows it again."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import multiprocessing
import random
import sqlite3
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from bot.channels.send_only import delivery_id
from bot.channels.webhook import CHANNELS, WebhookSettings
from core.chats import Chat
from core.delivery import Delivery, DeliveryKind
from core.editions.keys import DAILY
from storage import open_storage
from tests.chats import put
from tests.fakes.webhooks import FakeWebhooks
from tests.push_process import push_to_webhooks

ROOT = Path(__file__).parents[1]
KILLS = 6
HOOKS, PARTS = 60, (0, 1)
DATE = dt.date(2026, 2, 3)
NOON = dt.datetime(2026, 2, 4, 12, tzinfo=dt.UTC)


def entered(webhooks, file):
    """Webhooks that an operator entered, each with a secret of its own."""
    book = CHANNELS[0].book(WebhookSettings(paperboy_webhooks=str(file)))
    contacts = []
    for number in range(HOOKS):
        secret = f"SEC-{number}"
        address = webhooks.address("generic", f"room{number}", secret)
        contact = book.new("generic", address, secret)
        book.put(contact)
        contacts.append(contact)
    return contacts


def owe(database, contacts):
    """The deliveries, which are written down, first parts first."""
    deliveries = [delivery(contact, part) for contact in contacts for part in PARTS]

    async def work():
        async with open_storage(database) as storage:
            for contact in contacts:
                await put(storage, Chat(key=contact.key, subscribed_at=NOON))
            await storage.deliveries.owe(deliveries, [], NOON)

    asyncio.run(work())
    return deliveries


def delivery(contact, part):
    body = {"text": f"part {part}", "title": "Kites", "language": "en", "parts": len(PARTS)}
    return Delivery(
        key=contact.key,
        list_key=DAILY.on(DATE),
        kind=DeliveryKind.LIST,
        part=part,
        body=json.dumps(body),
    )


def states(path):
    """How many deliveries are in each state."""
    with closing(sqlite3.connect(path)) as database:
        return dict(database.execute("SELECT state, count(*) FROM deliveries GROUP BY state"))


def test_killed_at_six_random_moments(tmp_path, monkeypatch):
    path, file = tmp_path / "paperboy.db", tmp_path / "webhooks.json"
    # The fork server has done the imports: what it forks starts in no time, and is killed for good
    # all the same.
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["tests.push_process"])
    dice, amid, in_flight = random.Random(20260203), 0, 0
    with FakeWebhooks().in_thread() as webhooks:
        webhooks.latency = 0.03
        deliveries = owe(f"sqlite:///{path}", entered(webhooks, file))
        place = (f"sqlite:///{path}", str(file))
        for _kill in range(KILLS):
            goal = len(webhooks.taken) + dice.randint(1, 12)
            process = processes.Process(target=push_to_webhooks, args=place)
            process.start()
            webhooks.wait_until(lambda goal=goal: len(webhooks.taken) >= goal, 10)
            time.sleep(dice.uniform(0, 0.03))
            process.kill()
            process.join()
            time.sleep(0.05)  # what was sent in the last moment arrives
            found = states(path)
            amid += "owed" in found
            in_flight += found.get("sending", 0)
        last = processes.Process(target=push_to_webhooks, args=place)
        last.start()
        last.join(30)

    assert last.exitcode == 0
    assert amid == KILLS, "the kills fell beside the push"
    assert in_flight >= KILLS / 2
    assert states(path) == {"sent": len(deliveries)}
    _check(webhooks, deliveries)


def _check(webhooks, deliveries):
    came = Counter((call.name, json.loads(call.body)["id"]) for call in webhooks.history)
    print(f"{sum(came.values()) - len(came)} of {len(came)} messages came again")

    # Whatever came again came under the id that it had before, and to nobody else.
    assert len(came) == len(deliveries)
    assert {id_ for _, id_ in came} == {delivery_id(each) for each in deliveries}
    assert sum(came.values()) > len(came), "nothing that was in flight was sent again"
    for number in range(HOOKS):
        texts = webhooks.texts("generic", f"room{number}")
        assert texts == [f"part {part}" for part in PARTS]
