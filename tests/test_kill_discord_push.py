"""Killed at ten random moments of a push to Discord and started again at once: nothing twice, lost
or unknown."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import multiprocessing
import random
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from core.chats import Chat, ChatKey
from core.delivery import Delivery, DeliveryKind
from core.editions.keys import DAILY
from storage import open_storage
from tests.chats import put
from tests.fakes.discord import FakeDiscord
from tests.push_process import push_to_discord

ROOT = Path(__file__).parents[1]
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


def states(path):
    """How many deliveries are in each state."""
    with closing(sqlite3.connect(path)) as database:
        return dict(database.execute("SELECT state, count(*) FROM deliveries GROUP BY state"))


def test_killed_at_ten_random_moments(tmp_path, monkeypatch):
    path = tmp_path / "paperboy.db"
    # The fork server has done the imports: what it forks starts in no time, and is killed for good
    # all the same.
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["tests.push_process"])
    dice, amid, in_flight = random.Random(20260203), 0, 0
    with FakeDiscord(limits=None, latency=0.03).in_thread() as discord:
        guild = discord.guild(discord.user())
        channels = [discord.channel(guild) for _ in range(100)]
        owe(f"sqlite:///{path}", channels)
        place = (f"sqlite:///{path}", discord.api_url, discord.token)
        for _kill in range(KILLS):
            goal = len(discord.sent) + dice.randint(1, 12)
            process = processes.Process(target=push_to_discord, args=place)
            process.start()
            discord.wait_until(lambda goal=goal: len(discord.sent) >= goal, 10)
            time.sleep(dice.uniform(0, 0.03))
            process.kill()
            process.join()
            time.sleep(0.05)  # what was sent in the last moment arrives
            found = states(path)
            amid += "owed" in found
            in_flight += found.get("sending", 0)
        last = processes.Process(target=push_to_discord, args=place)
        last.start()
        last.join(30)

    assert last.exitcode == 0
    assert amid == KILLS, "the kills fell beside the push"
    assert in_flight >= KILLS / 2
    assert discord.recognized > 0
    assert states(path) == {"sent": 200}
    assert [[message.text for message in discord.messages(channel)] for channel in channels] == [
        ["1", "2"]
    ] * 100
