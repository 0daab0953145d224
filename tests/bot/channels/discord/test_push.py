"""The push to Discord, whatever becomes of the gateway, of requests and of Paperboy: all arrives,
once and in order."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from contextlib import asynccontextmanager, suppress
from itertools import cycle, islice, pairwise

import pytest

from bot.app.root import SystemClock
from bot.channels.discord import sender as module
from bot.channels.discord.sender import DiscordSender
from bot.channels.discord.wire import trace
from bot.delivery.dispatch import Dispatcher
from bot.delivery.pace import Rates
from core.chats import Chat, ChatKey
from core.delivery import Delivery, DeliveryKind
from core.editions.keys import DAILY
from storage import open_storage
from tests.bot.dispatching import DAY, FAILED, NOON, OWED, SENDING, SENT, UNKNOWN
from tests.bot.talk import StandingClock
from tests.chats import put
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_control import Right
from tests.fakes.discord_library import Client, running
from tests.fakes.discord_limits import SEND, Limits

SWIFT = Rates(per_second=200.0)


class Scene:
    """Channels, a ledger that owes them lists, and a dispatcher that is started and stopped."""

    def __init__(self, discord, client, storage, clock):
        self.discord, self.client, self.storage, self.clock = discord, client, storage, clock
        self.guild = discord.guild(discord.user())

    def channels(self, count):
        return [self.discord.channel(self.guild) for _ in range(count)]

    async def owe(self, channels, parts=1):
        rows = [delivery(channel, part) for channel in channels for part in range(1, parts + 1)]
        for row in rows:
            await put(self.storage, Chat(key=row.key, subscribed_at=NOON))
        await self.storage.deliveries.owe(rows, [], NOON)

    @asynccontextmanager
    async def pushing(self, rates=SWIFT):
        senders = {"discord": DiscordSender(self.client)}
        dispatcher = Dispatcher(senders, self.storage, self.clock, {"discord": rates})
        task = asyncio.get_running_loop().create_task(dispatcher.run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def settle(self, seconds=60):
        """Wait until nothing is owed or on its way."""
        async with asyncio.timeout(seconds):
            while {OWED, SENDING} & (await self.storage.deliveries.counts()).keys():  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    async def pushed(self, rates=SWIFT):
        async with self.pushing(rates):
            await self.settle()

    async def states(self, channel):
        return [
            row.state
            for row in await self.storage.deliveries.of(delivery(channel).key, DAILY.on(DAY))
        ]

    def parts(self, channel):
        return [int(message.text) for message in self.discord.messages(channel)]


def delivery(channel, part=1):
    body = {"embeds": [{"description": str(part)}], "components": []}
    key = ChatKey("discord", str(channel.id))
    return Delivery(
        key=key, list_key=DAILY.on(DAY), kind=DeliveryKind.LIST, part=part, body=json.dumps(body)
    )


@asynccontextmanager
async def scene_in(folder, clock=None, **options):
    async with (
        FakeDiscord(**{"limits": None, **options}) as discord,
        running(discord, Client(http_trace=trace())) as client,
        open_storage(f"sqlite:///{folder / 'paperboy.db'}") as storage,
    ):
        yield Scene(discord, client, storage, clock or SystemClock())


@pytest.fixture
async def scene(tmp_path):
    async with scene_in(tmp_path) as scene:
        yield scene


async def test_the_gateway_may_drop_twenty_times(tmp_path):
    async with scene_in(tmp_path, limits=Limits(identifies=0), latency=0.08) as scene:
        channels, gateway = scene.channels(150), scene.discord.gateway
        await scene.owe(channels)

        def cut():
            gateway.drop()

        def forget():
            gateway.forget()
            gateway.drop()

        async with scene.pushing(module.discord_rates()):
            for blow in islice(cycle((gateway.reconnect, cut, gateway.invalidate, forget)), 20):
                before = gateway.resumes + gateway.identifies
                blow()
                await scene.discord.wait_for(
                    lambda before=before: gateway.resumes + gateway.identifies > before
                )
                await scene.discord.wait_for(lambda: gateway.connected)
                await asyncio.sleep(0.05)
            amid = len(scene.discord.sent)
            await scene.settle()
    at = [message.at for message in scene.discord.sent]

    assert 10 < amid < 150
    assert (gateway.resumes, gateway.identifies) == (10, 11)
    assert max(late - early for early, late in pairwise(at)) < (at[-1] - at[0]) / 2, (
        "the push was held up"
    )
    assert [scene.parts(channel) for channel in channels] == [[1]] * 150
    assert scene.discord.refused == scene.discord.recognized == 0


async def test_whatever_goes_wrong_each_part_arrives_once_and_in_order(scene, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 2.5)
    monkeypatch.setattr(module, "SHUT_OUT", 0.3)
    kinds = ["500", "500:done", "502", "503", "503:done", "drop", "lost", "timeout", "401", "403"]
    kinds += ["429:0.2", "429:0.2:global", "429:0.2:unsigned"]
    channels, shut, deleted = scene.channels(2 * len(kinds)), *scene.channels(2)
    await scene.owe([*channels, shut, deleted], parts=3)
    for channel, kind in zip(channels, [*kinds, *kinds], strict=True):
        scene.discord.fail(
            str(channel.id), *(["", kind] if channel in channels[len(kinds) :] else [kind])
        )
    scene.discord.fail(str(shut.id), "", "403:50013", "403:50013")  # neither embed nor text
    scene.discord.fail(str(deleted.id), "", "404:10003")
    await scene.pushed()

    assert [scene.parts(channel) for channel in channels] == [[1, 2, 3]] * len(channels)
    assert [await scene.states(channel) for channel in channels] == [[SENT] * 3] * len(channels)
    for channel, why in ((shut, "no_rights"), (deleted, "not_found")):
        assert scene.parts(channel) == [1]
        assert await scene.states(channel) == [SENT, FAILED]
        assert (await scene.storage.chats.get(delivery(channel).key)).paused == why
    assert scene.discord.recognized >= 8


async def test_a_channel_takes_what_its_bucket_holds_and_delays_no_other(tmp_path):
    async with scene_in(tmp_path, limits=Limits(routes={SEND: (5, 1.0)})) as scene:
        full, *others = scene.channels(30)
        await scene.owe([full], parts=12)
        await scene.owe(others)
        await scene.pushed(module.discord_rates())

    assert scene.parts(full) == list(range(1, 13))
    assert scene.discord.refused == 0
    last = max(message.at for message in scene.discord.sent if message.channel is not full)
    assert last < scene.discord.messages(full)[-1].at - 0.5


async def test_channels_that_are_shut_are_asked_once(scene):
    channels = scene.channels(60)
    await scene.owe(channels, parts=2)
    for channel in channels:
        scene.discord.deny(channel, Right.SEND_MESSAGES)
    await scene.pushed()
    await asyncio.sleep(0.1)

    assert scene.discord.rates.invalid == len(scene.discord.calls(SEND)) == 60
    assert await scene.storage.deliveries.counts() == {FAILED: 60}


async def test_a_token_that_is_refused_is_not_tried_for_every_channel(scene, monkeypatch):
    monkeypatch.setattr(module, "SHUT_OUT", 0.3)
    channels = scene.channels(60)
    await scene.owe(channels)
    scene.discord.fail_always(SEND, "401")
    async with scene.pushing():
        await asyncio.sleep(1.0)
        asked = len(scene.discord.calls(SEND))
        scene.discord.heal()
        await scene.settle()

    assert 2 <= asked <= 12
    assert [scene.parts(channel) for channel in channels] == [[1]] * 60


async def test_what_was_sent_too_long_ago_is_unknown(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.delivery.refusals.LONGEST_PAUSE", 0.05)
    clock = StandingClock(2026, 2, 4, 12)
    async with scene_in(tmp_path, clock, speed=1000) as scene:
        (channel,) = scene.channels(1)
        await scene.owe([channel], parts=2)
        scene.discord.fail(str(channel.id), "lost", *["drop"] * 99)
        async with scene.pushing():
            await scene.discord.wait_for(lambda: len(scene.discord.calls(SEND)) > 3)
            clock.time += dt.timedelta(seconds=140)
            asked = len(scene.discord.calls(SEND))
            await scene.discord.wait_for(lambda: len(scene.discord.calls(SEND)) > asked + 2)
            assert (await scene.states(channel))[1] is OWED
            scene.discord.heal()  # by now Discord would take the first part for a new one
            clock.time += dt.timedelta(seconds=11)
            await scene.settle()

        assert scene.parts(channel) == [1, 2]
        assert await scene.states(channel) == [UNKNOWN, SENT]


@pytest.mark.parametrize(("age", "state"), [(100, SENT), (200, UNKNOWN)])
async def test_what_a_crash_interrupted_is_sent_again_while_that_does_no_harm(scene, age, state):
    arrived, lost = scene.channels(2)
    await scene.owe([arrived, lost])
    at = scene.clock.now() - dt.timedelta(seconds=age)
    message_id = await DiscordSender(scene.client).send(delivery(arrived))
    for channel in (arrived, lost):
        await scene.storage.deliveries.sending(delivery(channel), at)
    await scene.pushed()

    assert await scene.states(arrived) == await scene.states(lost) == [state]
    assert scene.parts(arrived) == [1]
    assert scene.parts(lost) == ([1] if state is SENT else [])
    (row,) = await scene.storage.deliveries.of(delivery(arrived).key, DAILY.on(DAY))
    assert row.message_id == (message_id if state is SENT else None)


async def test_what_was_not_answered_before_the_end_is_sent_again_at_the_start(scene, monkeypatch):
    monkeypatch.setattr("bot.delivery.push.GRACE", 0.1)
    (channel,) = scene.channels(1)
    await scene.owe([channel])
    scene.discord.fail(str(channel.id), "timeout")
    async with scene.pushing():
        await scene.discord.wait_for(lambda: scene.discord.sent)
    assert await scene.states(channel) == [OWED]
    await scene.pushed()

    assert scene.parts(channel) == [1]
    assert await scene.states(channel) == [SENT]
    assert scene.discord.recognized == 1
