"""Killed at ten random moments of a push to Discord and started again at once: nothing twice, lost
or unknown."""

from __future__ import annotations

import asyncio
import datetime as dt
import json

from core.chats import Chat, ChatKey
from core.delivery import Delivery, DeliveryKind
from core.editions.keys import DAILY
from storage import open_storage
from tests.chats import put
from tests.fakes.discord import FakeDiscord
from tests.kills import push_through_kills, states
from tests.push_process import push_to_discord

KILLS = 10
DATE = dt.date(2026, 2, 3)
NOON = dt.datetime(2026, 2, 4, 12, tzinfo=dt.UTC)


def owe(database, channels):
    """Write down two parts for each of those channels."""

    async def work():
        async with open_storage(database) as storage:
            rows = [delivery(channel, part) for channel in channels for part in (1, 2)]
            for row in rows:
                await put(storage, Chat(key=row.key, subscribed_at=NOON))
            await storage.deliveries.owe(rows, [], NOON)

    asyncio.run(work())


def delivery(channel, part):
    body = {"embeds": [{"description": str(part)}], "components": []}
    key = ChatKey("discord", str(channel.id))
    return Delivery(
        key=key, list_key=DAILY.on(DATE), kind=DeliveryKind.LIST, part=part, body=json.dumps(body)
    )


def test_killed_at_ten_random_moments(tmp_path):
    path = tmp_path / "paperboy.db"
    with FakeDiscord(limits=None, latency=0.03).in_thread() as discord:
        guild = discord.guild(discord.user())
        channels = [discord.channel(guild) for _ in range(100)]
        owe(f"sqlite:///{path}", channels)
        place = (f"sqlite:///{path}", discord.api_url, discord.token)
        push_through_kills(
            path,
            push_to_discord,
            place,
            KILLS,
            arrived=lambda: len(discord.sent),
            wait_until=discord.wait_until,
        )

    assert discord.recognized > 0
    assert states(path) == {"sent": 200}
    assert [[message.text for message in discord.messages(channel)] for channel in channels] == [
        ["1", "2"]
    ] * 100
