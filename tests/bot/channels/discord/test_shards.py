"""An application in many servers: its shards, heard by one process or by several workers."""

from __future__ import annotations

import asyncio
import datetime as dt
import gc
import threading
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from discord.gateway import KeepAliveHandler

from bot.app import shares
from bot.app import worker as workers
from bot.app.crew import make_crew
from bot.app.running import serve_platforms
from bot.app.status import status_lines
from bot.app.worker import Worker
from bot.channels.discord import CHANNEL, shards
from bot.channels.discord.errors import DiscordShardsTooFew
from bot.channels.life import Life
from bot.chat.problems import operator_text
from bot.delivery.background import Background
from core.chats import ChatKey
from core.llm.budget import Budget
from core.records import Stage
from core.working import to_hear, to_send
from locales import Translator
from storage.workers import Identity
from tests.discord_world import discord_scene, servers, unhurried
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_library import connected_to
from tests.fakes.discord_limits import Limits
from tests.fakes.server import PATIENCE
from tests.telegram_world import LOOK, SWIFT
from tests.world import world

# Five seconds of Discord's pass in a quarter of one.
SPEED = 20
ASKED = "GET /gateway/bot"


@pytest.fixture(autouse=True)
def hurry(monkeypatch):
    monkeypatch.setattr(shards, "GAP", 5 / SPEED)
    monkeypatch.setattr(shards, "MARGIN", 5 / SPEED)  # a busy loop is late
    monkeypatch.setattr(shares, "LOOK", 0.05)
    monkeypatch.setattr(workers, "BEAT", 0.05)
    monkeypatch.setattr("bot.channels.life.LOOK", 0.05)
    monkeypatch.setattr("bot.channels.life.PAUSE", 0.05)


def limits(**more):
    """Discord's for sessions, and none for requests."""
    none = {"overall": 0, "routes": {}, "others": (10**6, 1.0), "invalid": 10**9}
    return Limits(**none | more)


def divided(count, **more):
    """A Discord that recommends so many shards."""
    discord = FakeDiscord(limits=limits(**more), speed=SPEED, punctual=False)
    discord.gateway.shards = count
    return discord


async def asks_everywhere(discord, guilds):
    """Somebody in each server and somebody in direct messages ask; all are answered, once, for what
    is answered twice is refused the second time."""
    asked = [discord.slash(guild.owner, guild.system_channel, "help") for guild in guilds]
    reader = discord.user("Rea")
    asked.append(discord.slash(reader, discord.private(reader), "help"))
    for each in asked:
        assert (await each.wait_answer()).text
    refused = [call for call in discord.history if call.route.endswith("callback") and call.code]
    assert not refused


def paced(discord, concurrency=1):
    """Whether no two shards of a bucket began within Discord's five seconds, and nobody tried."""
    last = {}
    for at, shard, _ in discord.gateway.begun:
        assert at - last.get(shard % concurrency, -5) >= 5
        last[shard % concurrency] = at
    return not discord.gateway.hasty


async def test_a_small_application_is_heard_as_ever(tmp_path):
    async with discord_scene(tmp_path) as stage:
        assert len(stage.discord.calls(ASKED)) == 1
        assert [(shard, count) for _, shard, count in stage.discord.gateway.begun] == [(0, 1)]
        assert await stage.app.storage.workers.all() == []


@pytest.mark.parametrize("wanted", [None, 4])
async def test_one_process_hears_all_shards(tmp_path, wanted):
    async with divided(3, identifies=2) as discord:
        guilds = servers(discord, wanted or 3)
        async with discord_scene(tmp_path, discord=discord, discord_shards=wanted):
            await discord.wait_for(lambda: discord.gateway.heard == list(range(wanted or 3)))
            await asks_everywhere(discord, guilds)
            discord.gateway.invalidate()
            await discord.wait_for(lambda: discord.gateway.heard == list(range(wanted or 3)))
            await asks_everywhere(discord, guilds)
        assert paced(discord, 2)


@asynccontextmanager
async def service(folder, discord, **settings):
    """The app and its service's end, which is not told to stop."""
    async with (
        world(folder, {}, {}) as place,
        place.app(use_model=False, discord_token=discord.token, **settings) as app,
    ):
        with connected_to(discord), unhurried():
            stop = asyncio.Event()
            running = asyncio.get_running_loop().create_task(
                serve_platforms(app, stop, rates=SWIFT, look=LOOK)
            )
            try:
                yield app, running
            finally:
                stop.set()
                await asyncio.wait([running])


async def test_too_few_shards_end_it_with_a_sentence_in_both_languages(tmp_path):
    async with divided(5) as discord:
        discord.gateway.required = 4
        async with service(tmp_path, discord, discord_shards=2) as (_, running):
            with pytest.raises(DiscordShardsTooFew) as refused:
                await asyncio.wait_for(running, PATIENCE)
    assert set(discord.gateway.closed) == {4011}
    for thread in threading.enumerate():
        if isinstance(thread, KeepAliveHandler):
            thread.join(PATIENCE)
            assert not thread.is_alive(), "a connection outlives the service"
    told = [operator_text(Translator(language), refused.value) for language in ("en", "zh")]
    assert all("DISCORD_SHARDS" in each and "5" in each and "2" in each for each in told)


@pytest.mark.parametrize(("wanted", "lines"), [(None, 1), (5, 1), (2, 2)])
async def test_the_doctor_warns_where_fewer_shards_are_set_than_recommended(
    tmp_path, wanted, lines
):
    async with (
        divided(5) as discord,
        world(tmp_path, {}, {}) as place,
        place.app(use_model=False, discord_token=discord.token, discord_shards=wanted) as app,
    ):
        with connected_to(discord):
            told = [
                [check async for check in CHANNEL.checks(app.settings, app.parts(Translator(each)))]
                for each in ("en", "zh")
            ]
    for checks in told:
        assert [check.good for check in checks] == [True, False][:lines]
        assert all(check.advised and "DISCORD_SHARDS" in check.text for check in checks[1:])


async def test_no_session_begins_where_none_is_left_and_lists_are_sent_all_the_same(
    tmp_path, monkeypatch
):
    monkeypatch.setattr("bot.channels.discord.bot.DEAF", 0.2)
    monkeypatch.setattr("bot.channels.discord.bot.FRESH", 0.1)
    monkeypatch.setattr(shards, "FRESH", 0.1)
    async with divided(2, starts=1) as discord, service(tmp_path, discord) as (app, running):

        async def stands(stage):
            async with asyncio.timeout(PATIENCE):
                while (  # noqa: ASYNC110 (nobody tells)
                    found := app.standings.of("discord")
                ) is None or found.stage is not stage:
                    await asyncio.sleep(0.02)
            return found

        told = await stands(Stage.WAITING)
        assert told.key == "error.discord_starts_used"
        assert int(told.data["minutes"]) <= 1440
        assert discord.gateway.begun == []
        assert discord.gateway.token
        discord.gateway.limits = limits(starts=100)
        await stands(Stage.ON)
        await discord.wait_for(lambda: discord.gateway.heard == [0, 1])
        assert not running.done()


class Several:
    """Several workers of one app, as processes on a server would be."""

    def __init__(self, app, discord):
        self.app, self.discord = app, discord
        self.lives = {}
        self.platforms = {}

    async def come(self, name):
        """A worker comes."""
        crew = await make_crew(self.app, Translator("en"), rates=SWIFT, look=LOOK)
        worker = Worker(self.app.storage, Identity(name), Budget(100, dt.date(2026, 2, 5)))
        life = Life(
            crew.platforms["discord"],
            crew.dispatcher,
            crew.admissions["discord"],
            self.app.standings,
            str,
            claims=worker,
        )

        async def work():
            async with worker.working(), Background() as background:
                await life.run(background)

        self.platforms[name] = crew.platforms["discord"]
        self.lives[name] = asyncio.get_running_loop().create_task(work())

    async def leave(self, name):
        """A worker ends."""
        task = self.lives.pop(name)
        task.cancel()
        await asyncio.wait([task])

    async def shares(self):
        """How many shards each worker has, the fewest first; none until all are somebody's."""
        alive = await self.app.storage.workers.all()
        prefix = to_hear("discord#")
        found = [
            sum(each.startswith(prefix) and each[len(prefix)].isdigit() for each in one.claims)
            for one in alive
        ]
        return sorted(found)

    async def until(self, *expected):
        """Wait until that many are heard by each worker, and all of them are."""
        async with asyncio.timeout(2 * PATIENCE):
            while await self.shares() != list(expected) or self.discord.gateway.heard != list(
                range(sum(expected))
            ):
                for task in self.lives.values():
                    assert not task.done() or task.result()
                await asyncio.sleep(0.02)

    async def senders(self):
        """Who sends lists."""
        alive = await self.app.storage.workers.all()
        return [each.owner for each in alive if to_send("discord") in each.claims]


@asynccontextmanager
async def several(folder, discord, **settings):
    """Inside, workers may come and leave."""
    async with AsyncExitStack() as stack:
        place = await stack.enter_async_context(world(folder, {}, {}))
        app = await stack.enter_async_context(
            place.app(use_model=False, discord_token=discord.token, **settings)
        )
        stack.enter_context(connected_to(discord))
        stack.enter_context(unhurried())
        found = Several(app, discord)
        try:
            yield found
        finally:
            for name in list(found.lives):
                await found.leave(name)


async def test_workers_share_shards_follow_each_other_and_keep_one_pace(tmp_path):
    async with divided(4) as discord, several(tmp_path, discord) as crowd:
        guilds = servers(discord, 4)
        await crowd.come("ann")
        await crowd.come("ben")
        await crowd.until(2, 2)
        assert len(await crowd.senders()) == 1
        await asks_everywhere(discord, guilds)
        lines = await status_lines(
            crowd.app.storage, crowd.app.clock, Translator("en"), crowd.app.settings
        )
        assert "discord: 4 shards; workers that hear them: 2" in lines

        (sender,) = await crowd.senders()
        await crowd.leave(sender)
        await crowd.until(4)
        await asks_everywhere(discord, guilds)

        await crowd.come("cho")
        await crowd.until(2, 2)
        await asks_everywhere(discord, guilds)
        assert discord.gateway.counts == {4}
        assert paced(discord)


async def test_who_does_not_hear_a_server_tells_it_of_a_lost_channel_all_the_same(tmp_path):
    async with divided(2) as discord, several(tmp_path, discord) as crowd:
        guilds = servers(discord, 2)
        lost = [ChatKey("discord", str(discord.channel(guild).id)) for guild in guilds]
        for name in ("ann", "ben"):
            await crowd.come(name)
        await crowd.until(1, 1)
        for number, platform in enumerate(crowd.platforms.values(), start=1):
            for key in lost:
                await platform.tell_gone(key, "rejected")
            for guild in guilds:
                told = discord.messages(guild.system_channel)
                assert len(told) == number
                assert "#papers" in told[-1].text


async def test_all_hear_in_as_many_shards_whatever_is_recommended_meanwhile(tmp_path):
    async with divided(2, identifies=16) as discord, several(tmp_path, discord) as crowd:
        await crowd.come("ann")
        await crowd.until(2)
        discord.gateway.shards = 5
        await crowd.come("ben")
        await crowd.until(1, 1)
        assert discord.gateway.counts == {2}
        for name in ("ann", "ben"):
            await crowd.leave(name)
        await crowd.come("cho")
        await crowd.until(5)


async def test_one_shard_is_heard_by_who_sends_and_others_stand_by(tmp_path):
    async with divided(1) as discord, several(tmp_path, discord) as crowd:
        await crowd.come("ann")
        await discord.wait_for(lambda: discord.gateway.heard == [0])
        before = len(discord.history)
        await crowd.come("ben")
        await asyncio.sleep(0.5)
        assert len(discord.history) == before
        alive = await crowd.app.storage.workers.all()
        assert [each.claims for each in alive if each.claims] == [("hear discord", "send discord")]
        await crowd.leave("ann")
        await discord.wait_for(lambda: discord.gateway.identifies == 2)
        await discord.wait_for(lambda: discord.gateway.heard == [0])


async def test_who_leaves_while_a_session_waits_for_its_turn_leaves_no_connection(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(shards, "GAP", 600)
    async with divided(2) as discord, several(tmp_path, discord) as crowd:
        await crowd.come("ann")
        await discord.wait_for(lambda: discord.gateway.open == 2)
        await discord.wait_for(lambda: discord.gateway.connected == 1)
        await crowd.leave("ann")
        gc.collect()  # where one is left, it is told here
        await discord.wait_for(lambda: discord.gateway.open == 0)
