"""Each platform starts, waits and fails by itself: what becomes of one is nothing to the other."""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager

import pytest

from bot.app.running import serve_platforms
from bot.channels.discord.errors import DiscordTokenRejected
from bot.channels.telegram.errors import TelegramTokenRejected
from core.records import Stage
from locales import Translator
from tests.bot.talk import StandingClock
from tests.discord_world import unhurried
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_library import connected_to
from tests.fakes.server import PATIENCE
from tests.fakes.telegram import FakeTelegram
from tests.telegram_world import LOOK, SWIFT, settings_for
from tests.test_both_platforms import DUE, EVENING, Scene
from tests.world import DATE, world

FEW = 5
PLATFORMS = ("telegram", "discord")


@pytest.fixture(autouse=True)
def hurry(monkeypatch):
    for name in (
        "bot.channels.telegram.bot.PAUSE",
        "bot.channels.life.PAUSE",
        "bot.channels.life.LONGEST_PAUSE",
    ):
        monkeypatch.setattr(name, 0.05)
    monkeypatch.setattr("tests.test_both_platforms.MANY", FEW)


class Both(Scene):
    """The two platforms, of which one may not be there yet, and the service."""

    @asynccontextmanager
    async def running(self):
        """Inside, the service runs; it is told to stop at the end, and must do so in time."""
        told = asyncio.Event()
        with connected_to(self.discord), unhurried():
            service = asyncio.get_running_loop().create_task(
                serve_platforms(self.app, told, rates=SWIFT, look=LOOK), name="service"
            )
            try:
                yield service
            finally:
                told.set()
                async with asyncio.timeout(PATIENCE):
                    await asyncio.wait([service])

    def stage(self, platform):
        standing = self.app.standings.of(platform)
        return standing and standing.stage

    async def stands(self, platform, stage):
        await self.until(lambda: self.stage(platform) is stage)

    async def sent(self, platform, count):
        """Wait until so many messages have arrived there."""
        await self.until(lambda: len(getattr(self, platform).sent) >= count)

    def fake(self, platform):
        return getattr(self, platform)


@asynccontextmanager
async def scene_in(folder, *, late=None, **settings):
    """Both platforms; the `late` one is not there, but its address is known."""
    clock = StandingClock(*EVENING)
    telegram = FakeTelegram(limits=None, now=lambda: clock.now().timestamp())
    discord = FakeDiscord(limits=None)
    for name, fake in (("telegram", telegram), ("discord", discord)):
        if name == late:
            fake.port = free_port()
            fake.url = f"http://127.0.0.1:{fake.port}"
        else:
            await fake.__aenter__()
    try:
        async with world(folder, {DATE: []}, {}) as place:
            known = settings_for(telegram, discord_token=discord.token) | settings
            async with place.app(use_model=False, clock=clock, **known, demo=True) as app:
                yield Both(telegram, discord, app, clock)
    finally:
        for fake in (telegram, discord):
            if fake._runner:
                await fake.__aexit__()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def other(platform):
    return next(name for name in PLATFORMS if name != platform)


async def status(scene):
    return "\n".join(await scene.app.office.status(Translator("en")))


@pytest.mark.parametrize("late", PLATFORMS)
async def test_one_that_is_not_there_yet_is_waited_for_and_gets_what_it_is_owed(
    tmp_path, late, capsys
):
    async with scene_in(tmp_path, late=late) as scene:
        chats = await scene.subscribe_many()
        async with scene.running():
            await scene.stands(late, Stage.WAITING)
            scene.clock.time = DUE
            await scene.sent(other(late), FEW)
            assert f"{late} is not served since" in await status(scene)
            assert "127.0.0.1" in await status(scene) or late == "discord"
            assert f"{other(late)} is not served" not in await status(scene)

            await scene.fake(late).__aenter__()
            await scene.sent(late, FEW)
            await scene.stands(late, Stage.ON)
            assert "is not served" not in await status(scene)
        rooms = chats[PLATFORMS.index(late)]
        assert [len(scene.fake(late).messages(room)) for room in rooms] == [1] * FEW
    said = capsys.readouterr().out

    assert said.count("platform out of reach") == 1
    assert said.count("platform is back") == 1
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "fault",
    [
        "502",
        "500",
        "429:1",
        "drop",
        "page:403",
        "page:401",
        "page:404:json",
        "page:200:gbk",
        "page:429:text",
    ],
)
async def test_discord_may_be_out_of_order_at_the_first_word(tmp_path, fault):
    async with scene_in(tmp_path) as scene:
        scene.discord.fail("GET /users/@me", fault, fault)
        async with scene.running():
            await scene.stands("discord", Stage.WAITING)
            await scene.stands("telegram", Stage.ON)
            await scene.stands("discord", Stage.ON)
            await scene.until(lambda: scene.discord.gateway.connected)


@pytest.mark.parametrize("wrong", PLATFORMS)
async def test_a_token_that_is_rejected_ends_that_platform_alone(tmp_path, wrong, capsys):
    tokens = {
        "telegram": {"telegram_token": "1234567:" + "x" * 35},
        "discord": {"discord_token": "not.the.token"},
    }
    async with scene_in(tmp_path, **tokens[wrong]) as scene:
        await scene.subscribe_many()
        async with scene.running() as service:
            await scene.stands(wrong, Stage.ENDED)
            scene.clock.time = DUE
            await scene.sent(other(wrong), FEW)
            assert not service.done()
            assert f"{wrong} has ended at" in await status(scene)
            assert f"rejects {wrong.upper()}_TOKEN" in await status(scene)
        assert service.exception() is None
        # It is owed what it is owed.
        assert len(await scene.rows(wrong, "owed")) >= FEW
    said = capsys.readouterr().out

    assert said.count("platform ended") == 1
    assert "not.the.token" not in said
    assert "x" * 35 not in said


async def test_when_none_can_live_it_ends(tmp_path):
    wrong = {"telegram_token": "1234567:" + "x" * 35, "discord_token": "not.the.token"}
    async with scene_in(tmp_path, **wrong) as scene, scene.running() as service:
        with pytest.raises((TelegramTokenRejected, DiscordTokenRejected)):
            await asyncio.wait_for(asyncio.shield(service), PATIENCE)


async def test_one_that_is_waited_for_keeps_it_alive(tmp_path):
    wrong = {"telegram_token": "1234567:" + "x" * 35}
    async with scene_in(tmp_path, late="discord", **wrong) as scene, scene.running() as service:
        await scene.stands("telegram", Stage.ENDED)
        await scene.stands("discord", Stage.WAITING)
        assert not service.done()
        await scene.discord.__aenter__()
        await scene.stands("discord", Stage.ON)


@pytest.mark.parametrize(
    "place",
    ["bot.channels.telegram.adapter.Adapter.hear", "bot.channels.discord.bot.DiscordBot.hear"],
)
async def test_one_that_dies_later_comes_back_by_itself(tmp_path, monkeypatch, place, capsys):
    platform = place.split(".")[2]
    async with scene_in(tmp_path) as scene:
        await scene.subscribe_many()
        async with scene.running():
            for name in PLATFORMS:
                await scene.stands(name, Stage.ON)
            await scene.until(lambda: scene.discord.gateway.connected)
            with monkeypatch.context() as broken:
                broken.setattr(place, dying)
                if platform == "telegram":
                    await scene.telegram.updates.poll(None, 1, 0)
                    scene.telegram.fail_always("*", "502")  # it is lost, and comes back to a bug
                    await scene.stands("telegram", Stage.WAITING)
                    scene.telegram.heal()
                else:
                    scene.discord.gateway.drop(4013)
                await scene.until(lambda: "platform died" in capsys.readouterr().out)
                assert scene.stage(other(platform)) is Stage.ON
            scene.clock.time = DUE
            for name in PLATFORMS:
                await scene.sent(name, FEW)
    assert len(scene.fake(platform).sent) == FEW


async def dying(self, *_):
    raise ValueError("a bug")


async def test_a_second_poller_ends_telegram_alone(tmp_path):
    async with scene_in(tmp_path) as scene:
        await scene.subscribe_many()
        async with scene.running() as service:
            await scene.until(lambda: scene.telegram.calls("getUpdates"))
            scene.telegram.fail_always("getUpdates", "409:terminated by other getUpdates request")
            await scene.telegram.updates.poll(None, 1, 0)
            await scene.stands("telegram", Stage.ENDED)
            scene.clock.time = DUE
            await scene.sent("discord", FEW)
            assert not service.done()


async def test_commands_that_discord_does_not_take_now_are_offered_again(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.channels.discord.registration.COMMANDS", 0.05)
    async with scene_in(tmp_path) as scene:
        scene.discord.fail_always("PUT /applications/{application_id}/commands", "429:60")
        async with scene.running():
            await scene.until(lambda: scene.discord.gateway.connected)
            assert scene.discord.syncs == 0
            scene.discord.heal()
            await scene.until(lambda: scene.discord.syncs == 1)


@pytest.mark.parametrize("when", ["at the start", "later"])
async def test_discord_may_be_deaf_while_it_still_sends(tmp_path, monkeypatch, capfd, when):
    """The gateway has an address of its own, which a firewall may not know."""
    monkeypatch.setattr("bot.channels.discord.bot.DEAF", 0.2)
    monkeypatch.setattr("discord.shard.ExponentialBackoff.delay", lambda backoff: 0.1)
    async with scene_in(tmp_path) as scene:
        await scene.subscribe_many()
        if when == "at the start":
            scene.discord.gateway.shut = True
        async with scene.running() as service:
            if when == "later":
                await scene.until(lambda: scene.discord.gateway.connected)
                scene.discord.gateway.shut = True
                scene.discord.gateway.drop()
            await scene.stands("discord", Stage.WAITING)
            assert "discord is not served since" in await status(scene)
            scene.clock.time = DUE
            await scene.sent("discord", FEW)
            assert not service.done()
            if when == "later":
                scene.discord.gateway.shut = False
                await scene.stands("discord", Stage.ON)
    said = "".join(capfd.readouterr())

    assert said.count("platform out of reach") == 1
    assert "Traceback" not in said


# What each platform's library makes of every page is told by its wire's tests.
@pytest.mark.parametrize(
    ("platform", "page"),
    [
        ("telegram", "page:200"),
        ("telegram", "page:503"),
        ("discord", "page:302"),
        ("discord", "page:403"),
    ],
)
async def test_a_network_that_wants_a_sign_in_first_costs_nobody_a_list(
    tmp_path, monkeypatch, platform, page
):
    """Whatever is asked, a page answers, amid the push and before; then all have their lists,
    once."""
    monkeypatch.setattr("bot.delivery.lane.PAUSE", 0.02)
    monkeypatch.setattr("bot.delivery.refusals.LONGEST_PAUSE", 0.1)
    async with scene_in(tmp_path) as scene:
        chats = await scene.subscribe_many()
        async with scene.running():
            await scene.stands(platform, Stage.ON)
            await scene.until(lambda: scene.discord.gateway.connected)
            scene.fake(platform).fail_always("*", page)
            scene.clock.time = DUE
            await scene.sent(other(platform), FEW)
            await asyncio.sleep(0.5)
            scene.fake(platform).heal()
            await scene.sent(platform, FEW)
        rooms = chats[PLATFORMS.index(platform)]
        assert [len(scene.fake(platform).messages(room)) for room in rooms] == [1] * FEW
        assert not await scene.rows(platform, "unknown")
