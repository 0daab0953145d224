"""Killed at six random moments of a push to webhooks and started again at once: each message
arrives, and never under two ids, by which a receiver knows it again."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections import Counter

from bot.channels.webhook import CHANNELS, WebhookSettings
from bot.channels.webhook.messages import delivery_id
from core.chats import Chat
from core.delivery import Delivery, DeliveryKind
from core.editions.keys import DAILY
from storage import open_storage
from tests.chats import put
from tests.fakes.webhooks import FakeWebhooks
from tests.kills import push_through_kills, states
from tests.push_process import push_to_webhooks

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


def test_killed_at_six_random_moments(tmp_path):
    path, file = tmp_path / "paperboy.db", tmp_path / "webhooks.json"
    with FakeWebhooks().in_thread() as webhooks:
        webhooks.latency = 0.03
        deliveries = owe(f"sqlite:///{path}", entered(webhooks, file))
        place = (f"sqlite:///{path}", str(file))
        push_through_kills(
            path,
            push_to_webhooks,
            place,
            KILLS,
            arrived=lambda: len(webhooks.taken),
            wait_until=webhooks.wait_until,
        )

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
