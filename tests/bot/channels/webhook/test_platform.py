"""A morning in five kinds of webhooks, through the whole service: each list once, whatever the
other side does."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import json
from collections import Counter
from contextlib import asynccontextmanager

import pytest

from bot.app.running import serve_platforms
from bot.app.status import status_lines
from bot.channels.webhook import CHANNELS
from bot.channels.webhook.kinds import Kind
from bot.channels.webhook.platform import WebhookSender
from bot.delivery.pace import Rates
from core.chats import ChatSettings
from core.delivery import DeliveryError, DeliveryState
from locales import Translator
from tests.bot.talk import StandingClock
from tests.chats import put_subscribed
from tests.fakes.server import PATIENCE
from tests.fakes.webhooks import FakeWebhooks
from tests.storage import build
from tests.telegram_world import LOOK, SWIFT
from tests.world import DATE, world

EVENING = (2026, 2, 5, 20)
ZONES = {
    Kind.GENERIC: "Asia/Shanghai",
    Kind.SLACK: "America/New_York",
    Kind.FEISHU: "Asia/Shanghai",
    Kind.DINGTALK: "Europe/London",
    Kind.WECOM: "Asia/Kolkata",
}
SECRET = "SEC-of-the-robot"


class Scene:
    """The webhooks, the store and the clock."""

    def __init__(self, fake, app, clock):
        self.fake, self.app, self.clock = fake, app, clock
        self.book = CHANNELS[0].book(app.settings)

    async def add(self, kind, name="room", *, language="zh", zone="Asia/Shanghai"):
        """A webhook that wants its list at 08:30 there."""
        secret = "" if kind in (Kind.SLACK, Kind.WECOM) else SECRET
        hook = self.book.new(kind, self.fake.address(kind.value, name, secret), secret)
        self.book.put(hook)
        settings = ChatSettings(language=language, zone=zone)
        due = self.clock.now()
        await put_subscribed(self.app.storage, hook.key, settings, self.clock.now(), {}, due)
        return hook

    @asynccontextmanager
    async def serving(self, rates=SWIFT):
        """Inside, the service runs."""
        told = asyncio.Event()
        service = asyncio.get_running_loop().create_task(
            serve_platforms(self.app, told, rates=rates, look=LOOK)
        )
        try:
            yield
        finally:
            told.set()
            async with asyncio.timeout(PATIENCE):
                await service

    async def settled(self, *states):
        """Wait until every delivery is in one of those states; how many are in each."""
        async with asyncio.timeout(PATIENCE):
            while True:
                counts = await self.app.storage.deliveries.counts()
                if counts and counts.keys() <= set(states):
                    return counts
                await asyncio.sleep(0.02)

    def morning(self):
        """From now on it is past 08:30 in all of the zones."""
        self.clock.time = dt.datetime(2026, 2, 6, 14, tzinfo=dt.UTC)


@pytest.fixture
async def scene(tmp_path):
    clock = StandingClock(*EVENING)
    fake = FakeWebhooks(now=lambda: clock.now().timestamp())
    async with (
        fake,
        world(tmp_path, {DATE: []}, {}) as place,
        place.app(use_model=False, clock=clock, demo=True) as app,
    ):
        yield Scene(fake, app, clock)


async def test_each_gets_its_list_at_its_hour(scene):
    for kind, zone in ZONES.items():
        await scene.add(kind, zone=zone, language="en" if kind is Kind.SLACK else "zh")
    async with scene.serving():
        for hour, minute, expected in (
            (24, 29, set()),
            (24, 30, {"generic", "feishu"}),
            (27, 0, {"wecom", "generic", "feishu"}),
            (32, 29, {"wecom", "generic", "feishu"}),
            (32, 30, {"wecom", "generic", "feishu", "dingtalk"}),
            (37, 30, {"wecom", "generic", "feishu", "dingtalk", "slack"}),
        ):
            midnight = dt.datetime(2026, 2, 5, tzinfo=dt.UTC)
            scene.clock.time = midnight + dt.timedelta(hours=hour, minutes=minute)
            await scene.fake.wait_for(
                lambda expected=expected: (
                    {kind for kind in ZONES if scene.fake.texts(kind)} >= expected
                )
            )
            await asyncio.sleep(0.1)
            got = {kind.value for kind in ZONES if scene.fake.texts(kind)}
            assert got == expected, (hour, minute)
        await scene.settled(DeliveryState.SENT)
    assert scene.fake.texts("slack")[0].startswith("*Morning")
    assert scene.fake.texts("wecom")[0].startswith("**论文晨报")
    assert len(scene.fake.texts("generic")) == 1
    (body,) = [post.body for post in scene.fake.taken if post.room == "generic/room"]
    for post in scene.fake.taken:
        # Nothing tells anybody to type what nobody can type there.
        assert "/paper" not in post.text
        assert "/date" not in post.text
        assert "arxiv.org/abs/" in post.text
    assert body["list"] == {"source": "hf", "shelf": "daily", "date": "2026-02-05"}
    assert (body["part"], body["parts"], body["language"]) == (1, 1, "zh")


@pytest.mark.parametrize("fault", ["502", "503", "429:0", "slow:0.3", "redirect", "page:403"])
async def test_what_was_not_taken_comes_once(scene, fault):
    for kind in Kind:
        await scene.add(kind)
        scene.fake.fail(kind.value, fault)
    scene.morning()
    async with scene.serving():
        counts = await scene.settled(DeliveryState.SENT)
    texts = Counter((post.room, post.text) for post in scene.fake.taken)
    assert set(texts.values()) == {1}
    assert len(texts) == sum(counts.values()) >= len(Kind)
    assert not scene.fake.elsewhere


@pytest.mark.parametrize("fault", ["lost", "drop", "504"])
async def test_what_nobody_can_tell_is_sent_again_only_where_it_is_known_again(scene, fault):
    for kind in Kind:
        await scene.add(kind)
        scene.fake.fail(kind.value, fault)
    scene.morning()
    async with scene.serving():
        counts = await scene.settled(DeliveryState.SENT, DeliveryState.UNKNOWN)
    texts = Counter((post.room, post.text) for post in scene.fake.taken)
    others = len(Kind) - 1
    assert set(texts.values()) == {1}
    assert scene.fake.texts("generic")
    assert counts[DeliveryState.UNKNOWN] == others
    lost = 0 if fault == "lost" else others
    assert len(texts) == sum(counts.values()) - lost


async def test_a_webhook_that_is_gone_is_paused_and_told(scene):
    hooks = [await scene.add(kind) for kind in Kind]
    scene.fake.fail_always("*", "gone")
    scene.morning()
    async with scene.serving(), asyncio.timeout(PATIENCE):
        while len(paused := await scene.app.storage.chats.paused(10)) < len(hooks):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    reasons = {chat.key: chat.paused for chat in paused}
    assert reasons == {
        hook.key: "no_rights" if hook.kind == Kind.DINGTALK else "not_found" for hook in hooks
    }
    app = scene.app
    told = "\n".join(await status_lines(app.storage, app.clock, Translator("en"), app.settings))
    for hook in hooks:
        assert f"{hook.key.platform}: 1 paused" in told
        assert hook.id in told
    assert "t0p-s3cret" not in told


async def test_a_wrong_secret_is_not_taken(scene):
    signed = (Kind.FEISHU, Kind.DINGTALK, Kind.GENERIC)
    for kind in signed:
        await scene.add(kind)
        scene.fake.secrets[f"{kind.value}/room"] = "another"
    scene.morning()
    async with scene.serving():
        await scene.fake.wait_for(
            lambda: (
                {call.name for call in scene.fake.history}
                == {f"{kind.value}/room" for kind in signed}
            )
        )
    assert not scene.fake.taken


@pytest.mark.parametrize("kind", [Kind.FEISHU, Kind.DINGTALK, Kind.GENERIC])
@pytest.mark.parametrize("off", [-365 * 86400, -7200, 7200, 365 * 86400])
async def test_what_a_wrong_clock_has_signed_is_signed_by_theirs(scene, kind, off):
    hook = await scene.add(kind)
    wrong = StandingClock(*EVENING)
    wrong.pass_(seconds=off)
    sender = WebhookSender(kind, scene.book, wrong, scene.app.outside)
    part = build.delivery(hook.key)
    body = json.dumps({"text": "x", "title": "x", "parts": 1, "language": "en"})
    await sender.send(dataclasses.replace(part, body=body))

    assert scene.fake.texts(kind.value) == ["x"]
    assert len(scene.fake.history) == 2
    scene.fake.secrets[f"{kind.value}/room"] = "another"
    with pytest.raises(DeliveryError):
        await sender.send(dataclasses.replace(part, body=body))
    assert len(scene.fake.history) == 4
    await sender.close()


async def test_an_answer_without_end_is_not_unpacked(scene):
    for kind in Kind:
        await scene.add(kind)
        scene.fake.fail(kind.value, "bomb")
    scene.morning()
    async with scene.serving():
        counts = await scene.settled(DeliveryState.SENT, DeliveryState.UNKNOWN)
    assert sum(counts.values()) == len(scene.fake.taken)


async def test_a_stop_amid_the_push_loses_nothing(scene):
    for kind in Kind:
        for name in ("one", "two", "three"):
            await scene.add(kind, name)
    scene.morning()
    # So slow that most of the push is still to come when it is told to stop.
    async with scene.serving(Rates(per_second=1.0)):
        await scene.fake.wait_for(lambda: scene.fake.taken)
    counts = await scene.app.storage.deliveries.counts()
    assert counts.get(DeliveryState.OWED), "the push was over before the stop"
    async with scene.serving():
        counts = await scene.settled(DeliveryState.SENT)
    arrived = Counter((post.room, post.text) for post in scene.fake.taken)
    assert set(arrived.values()) == {1}
    assert len(arrived) == sum(counts.values())


async def test_one_who_limits_delays_no_other_kind(scene):
    for kind in Kind:
        await scene.add(kind)
    scene.fake.fail_always("dingtalk", "limited")
    scene.morning()
    async with scene.serving():
        await scene.fake.wait_for(
            lambda: all(scene.fake.texts(kind) for kind in Kind if kind is not Kind.DINGTALK)
        )
        assert not scene.fake.texts("dingtalk")
