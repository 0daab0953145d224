"""One process, both platforms, one store: each chat in its own language at its own hour, and a stop
amid a push."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import time
from collections import Counter
from contextlib import asynccontextmanager

import pytest

from bot.app.running import serve_platforms
from bot.delivery.pace import Rates
from core.chats import ChatKey, ChatSettings
from core.delivery import DeliveryState
from core.editions.keys import DAILY
from core.models import EditionState, Writer
from tests.bot.talk import StandingClock
from tests.chats import put_subscribed
from tests.discord_world import unhurried
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_library import connected_to
from tests.fakes.server import PATIENCE
from tests.fakes.telegram import FakeTelegram
from tests.telegram_world import LOOK, SWIFT, settings_for
from tests.world import DATE, full_texts, world

DAY = dt.date(2026, 2, 5)
EVENING = (2026, 2, 5, 20)  # In Shanghai it is four in the morning of the 6th.
DUE = dt.datetime(2026, 2, 6, 0, 30, tzinfo=dt.UTC)
MANY = 30
# So slow that the push is still under way when it is told to stop.
STEADY = Rates(per_second=100.0)


class Scene:
    """The two platforms, the store between them, and the clock."""

    def __init__(self, telegram, discord, app, clock):
        self.telegram, self.discord, self.app, self.clock = telegram, discord, app, clock

    @asynccontextmanager
    async def serving(self, rates=SWIFT):
        """Inside, the service runs on both; what is yielded stops it, and tells how many seconds
        that took."""
        told, before = asyncio.Event(), asyncio.all_tasks()
        with connected_to(self.discord), unhurried():
            service = asyncio.get_running_loop().create_task(
                serve_platforms(self.app, told, rates=rates, look=LOOK), name="service"
            )

            async def stop():
                begun = time.monotonic()
                told.set()
                async with asyncio.timeout(PATIENCE):
                    await service
                return time.monotonic() - begun

            try:
                await self.until(
                    lambda: service.done() or (self.discord.gateway.connected and self._polled())
                )
                yield stop
            finally:
                await stop()
        left = asyncio.all_tasks() - before
        # The servers of this test live in the same loop.
        assert not [task for task in left if "RequestHandler" not in str(task.get_coro())]

    async def until(self, predicate):
        return await self.discord.wait_for(predicate)

    async def rows(self, platform, state):
        """The rows of that platform in the ledger that are in that state."""
        rows = await self.app.storage.deliveries.listed(state, 10_000)
        return [row for row in rows if row.key.platform == platform]

    async def subscribe_many(self):
        """So many chats on each platform, due at the same moment; the chats and channels."""
        chats = [self.telegram.private() for _ in range(MANY)]
        guild = self.discord.guild(self.discord.user())
        channels = [self.discord.channel(guild, f"papers-{number}") for number in range(MANY)]
        keys = [*(ChatKey("telegram", str(chat.id)) for chat in chats)]
        keys += [ChatKey("discord", str(channel.id)) for channel in channels]
        for key in keys:
            await put_subscribed(self.app.storage, key, ChatSettings(), self.clock.now(), {}, DUE)
        return chats, channels

    def _polled(self):
        return any(call.method == "getUpdates" for call in self.telegram.history)


@pytest.fixture
async def scene(tmp_path):
    clock = StandingClock(*EVENING)
    telegram = FakeTelegram(limits=None, now=lambda: clock.now().timestamp())
    async with (
        FakeDiscord(limits=None) as discord,
        telegram,
        world(tmp_path, {DATE: []}, {}) as place,
    ):
        settings = settings_for(telegram, discord_token=discord.token)
        async with place.app(use_model=False, clock=clock, **settings, demo=True) as app:
            yield Scene(telegram, discord, app, clock)


async def test_each_chat_in_its_own_language_at_its_own_hour(scene):
    telegram, discord = scene.telegram, scene.discord
    ann = telegram.user()
    chat, group = telegram.private(ann), telegram.group(ann)
    olga = discord.user()
    channel = discord.guild(olga).system_channel
    abroad = discord.channel(channel.guild, "abroad")
    async with scene.serving():
        for room, lines in (
            (chat, ("/lang zh", "/subscribe 08:30 Asia/Shanghai")),
            (group, ("/subscribe 07:00 Europe/London",)),
        ):
            for text in lines:
                before = len(telegram.messages(room))
                telegram.say(room, ann, text)
                await scene.until(
                    lambda room=room, before=before: len(telegram.messages(room)) > before
                )
        await discord.slash(
            olga, channel, "subscribe", {"time": "08:30", "zone": "Asia/Shanghai"}
        ).wait_answer()
        await discord.slash(olga, abroad, "lang", {"language": "zh"}).wait_answer()
        await discord.slash(
            olga, abroad, "subscribe", {"time": "09:00", "zone": "America/New_York"}
        ).wait_answer()

        def lists():
            """Where a list has arrived, with its first words."""
            texts = {
                "chat": [message.text for message in telegram.messages(chat)],
                "group": [message.text for message in telegram.messages(group)],
                "channel": [message.text for message in discord.messages(channel)],
                "abroad": [message.text for message in discord.messages(abroad)],
            }
            first = {
                name: [text[:5] for text in each if text[:5] in ("论文晨报 ", "Morni")]
                for name, each in texts.items()
            }
            return {name: words for name, words in first.items() if words}

        east = {"chat": ["论文晨报 "], "channel": ["Morni"]}
        for moment, expected in (
            ((2026, 2, 6, 0, 29), {}),
            ((2026, 2, 6, 0, 30), east),
            ((2026, 2, 6, 6, 59), east),
            ((2026, 2, 6, 7, 0), east | {"group": ["Morni"]}),
            ((2026, 2, 6, 14, 0), east | {"group": ["Morni"], "abroad": ["论文晨报 "]}),
        ):
            scene.clock.time = dt.datetime(*moment, tzinfo=dt.UTC)
            await scene.until(lambda expected=expected: len(lists()) >= len(expected))
            await asyncio.sleep(0.1)
            assert lists() == expected, moment


@pytest.mark.parametrize("slow", ["telegram", "discord"])
async def test_a_slow_platform_does_not_hold_up_the_other(scene, slow):
    quick = "discord" if slow == "telegram" else "telegram"
    await scene.subscribe_many()
    async with scene.serving():
        getattr(scene, slow).latency = 3.0
        scene.clock.time = DUE
        while len(await scene.rows(quick, DeliveryState.SENT)) < MANY:
            assert not await scene.rows(slow, DeliveryState.SENT)
            await asyncio.sleep(0.02)
        assert not await scene.rows(slow, DeliveryState.SENT)
        getattr(scene, slow).latency = 0.0
        await scene.until(lambda: len(getattr(scene, slow).sent) >= MANY)


async def test_a_stop_amid_the_push_leaves_nothing_half_done(scene):
    chats, channels = await scene.subscribe_many()
    scene.telegram.latency = scene.discord.latency = 0.1
    async with scene.serving(STEADY) as stop:
        scene.clock.time = DUE
        await scene.until(lambda: min(len(scene.telegram.sent), len(scene.discord.sent)) > MANY / 6)
        took = await stop()
    counts = await scene.app.storage.deliveries.counts()
    print(f"stopped in {took:.2f} s amid a push: {counts}")
    assert counts.get(DeliveryState.OWED), "the push was over before the stop"
    assert counts.keys() == {DeliveryState.OWED, DeliveryState.SENT}
    assert counts[DeliveryState.SENT] == len(scene.telegram.sent) + len(scene.discord.sent)

    async with scene.serving():
        while (await scene.app.storage.deliveries.counts()).keys() != {DeliveryState.SENT}:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    arrived = Counter((message.chat.id, message.text) for message in scene.telegram.sent)
    arrived |= Counter((message.channel.id, message.text) for message in scene.discord.sent)
    assert set(arrived.values()) == {1}, "something arrived twice"
    assert {place for place, _ in arrived} == {room.id for room in (*chats, *channels)}
    assert (
        sum(arrived.values()) == (await scene.app.storage.deliveries.counts())[DeliveryState.SENT]
    )


async def test_a_stop_when_neither_answers_is_a_stop_all_the_same(scene):
    await scene.subscribe_many()
    async with scene.serving(STEADY) as stop:
        scene.telegram.latency = scene.discord.latency = 2 * PATIENCE
        scene.clock.time = DUE
        await scene.until(lambda: min(len(scene.telegram.sent), len(scene.discord.sent)) > MANY / 6)
        took = await stop()
        scene.telegram.latency = scene.discord.latency = 0.0
    print(f"stopped in {took:.2f} s while nothing was answered")
    for platform, state in (("telegram", DeliveryState.UNKNOWN), ("discord", DeliveryState.OWED)):
        assert await scene.rows(platform, state)
        assert not await scene.rows(platform, DeliveryState.SENDING)


@pytest.mark.recorded
@pytest.mark.parametrize("date", ["2026-02-03", "2026-08-21"])
async def test_a_recorded_day_is_read_and_pushed_to_both(tmp_path, recorded, date):
    """As an operator runs it: one process reads the day by itself, and both chats get it at their
    hour."""
    listed = json.loads((recorded / "hf_daily" / f"{date}.json").read_text("utf-8"))
    next_day = dt.datetime.combine(dt.date.fromisoformat(date), dt.time(), dt.UTC) + dt.timedelta(
        days=1
    )
    clock = StandingClock(next_day.year, next_day.month, next_day.day, 0)
    telegram = FakeTelegram(limits=None, now=lambda: clock.now().timestamp())
    async with (
        FakeDiscord(limits=None) as discord,
        telegram,
        world(tmp_path, {date: listed}, full_texts(listed)) as place,
    ):
        settings = settings_for(telegram, discord_token=discord.token)
        async with place.app(clock=clock, **settings) as app:
            scene = Scene(telegram, discord, app, clock)
            ann, olga = telegram.user(), discord.user()
            chat, channel = telegram.private(ann), discord.guild(olga).system_channel
            due = next_day + dt.timedelta(minutes=30)
            for key, language in (
                (ChatKey("telegram", str(chat.id)), "zh"),
                (ChatKey("discord", str(channel.id)), "en"),
            ):
                await put_subscribed(
                    app.storage, key, ChatSettings(language=language), clock.now(), {}, due
                )
            async with scene.serving():
                async with asyncio.timeout(120):
                    while not await _is_read(app, next_day.date() - dt.timedelta(days=1)):  # noqa: ASYNC110
                        await asyncio.sleep(0.05)
                clock.time = due
                await scene.until(lambda: telegram.messages(chat) and discord.messages(channel))
                morning, list_ = telegram.messages(chat)[0].text, discord.messages(channel)[0].text
                edition = await app.storage.editions.get(
                    DAILY.on(next_day.date() - dt.timedelta(days=1))
                )
                assert (morning[:4], list_[:7]) == ("论文晨报", "Morning")
                assert (edition.state, len(edition.entries)) == (EditionState.CLOSED, len(listed))
                before = len(telegram.messages(chat))
                telegram.say(chat, ann, "/paper 1")
                await scene.until(
                    lambda: any(
                        "核心贡献" in each.text for each in telegram.messages(chat)[before:]
                    )
                )
                ids = [entry.paper.id for entry in edition.entries]
                texts = await app.storage.readings.reports(ids, "en")
                assert {text.provenance.writer for text in texts.values()} == {Writer.MODEL}
                assert not await app.storage.failures.recent(1)


async def _is_read(app, date):
    edition = await app.storage.editions.get(DAILY.on(date))
    return bool(edition and edition.ready_at)
