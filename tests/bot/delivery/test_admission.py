"""The chats that the operator names, and the others: no list, no greeting, and a pause that ends by
itself."""

from __future__ import annotations

import asyncio
import datetime as dt
from contextlib import asynccontextmanager

import pytest
from discord.state import AutoShardedConnectionState

from bot.app.running import serve_platforms
from core.chats import NOT_ALLOWED, ChatKey, ChatSettings
from core.delivery import DeliveryState
from locales import Translator
from tests.bot.talk import StandingClock
from tests.chats import put_subscribed
from tests.discord_world import unhurried
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_library import connected_to
from tests.fakes.server import PATIENCE
from tests.fakes.telegram import FakeTelegram
from tests.telegram_world import LOOK, SWIFT, settings_for, time_passes
from tests.world import DATE, world

EVENING = (2026, 2, 5, 20)
DUE = dt.datetime(2026, 2, 6, 0, 30, tzinfo=dt.UTC)
DAY = dt.date(2026, 2, 5)
CHANNEL = "GET /channels/{channel_id}"


class Scene:
    """Both platforms, and a service that can be started again with other settings."""

    def __init__(self, telegram, discord, place, clock):
        self.telegram, self.discord, self.place, self.clock = telegram, discord, place, clock
        self.app = None

    @asynccontextmanager
    async def serving(self, *allowed, asleep=(), **more):
        """Inside, the service runs for the chats so named; `asleep` are platforms that are not to
        be waited for."""
        settings = settings_for(self.telegram, discord_token=self.discord.token, **more)
        if allowed:
            settings["paperboy_allowed_chats"] = ",".join(map(str, allowed))
        self.clock.time = (
            dt.datetime(*EVENING, tzinfo=dt.UTC) if self.app is None else self.clock.time
        )
        async with self.place.app(
            use_model=False, clock=self.clock, **settings, demo=True
        ) as self.app:
            stop = asyncio.Event()
            with connected_to(self.discord), unhurried():
                service = asyncio.get_running_loop().create_task(
                    serve_platforms(self.app, stop, rates=SWIFT, look=LOOK)
                )
                try:
                    for wanted in {"telegram", "discord"} - set(asleep):
                        await self.until(
                            lambda wanted=wanted: service.done() or self._listens(wanted)
                        )
                    yield
                finally:
                    stop.set()
                    async with asyncio.timeout(PATIENCE):
                        await service

    def _listens(self, platform):
        standing = self.app.standings.of(platform)
        return (
            standing
            and standing.stage == "on"
            and (platform == "telegram" or self.discord.gateway.connected)
        )

    async def until(self, predicate):
        return await self.discord.wait_for(predicate)

    async def subscribed(self, *rooms):
        """Let those chats and channels be subscribed, whoever is served now."""
        for room in rooms:
            await put_subscribed(
                self.app.storage,
                key_of(room),
                ChatSettings(language="en"),
                self.clock.now(),
                {},
                DUE,
            )

    async def paused(self, room):
        return (await self.app.storage.chats.get(key_of(room))).paused

    async def comes_to(self, room, reason):
        """Wait until the chat is paused for that reason, or for none."""
        async with asyncio.timeout(PATIENCE):
            while await self.paused(room) != reason:  # noqa: ASYNC110 (the store tells nobody)
                await asyncio.sleep(0.01)

    async def quiet(self):
        await time_passes()

    def got(self, room):
        """The first words of what the bot said there."""
        there = (
            self.telegram
            if hasattr(room, "stored") and room in self.telegram.chats.values()
            else self.discord
        )
        return [message.text[:7] for message in there.messages(room)]

    async def status(self):
        return "\n".join(await self.app.office.status(Translator("en")))


def key_of(room):
    is_channel = hasattr(room, "guild")
    return ChatKey("discord" if is_channel else "telegram", str(room.id))


@pytest.fixture
async def scene(tmp_path, monkeypatch):
    begin = AutoShardedConnectionState.__init__

    def hasten(self, *arguments, **options):
        begin(self, *arguments, guild_ready_timeout=0.05, **options)

    monkeypatch.setattr(AutoShardedConnectionState, "__init__", hasten)
    clock = StandingClock(*EVENING)
    telegram = FakeTelegram(limits=None, now=lambda: clock.now().timestamp())
    async with (
        FakeDiscord(limits=None) as discord,
        telegram,
        world(tmp_path, {DATE: []}, {}) as place,
    ):
        yield Scene(telegram, discord, place, clock)


@pytest.fixture
def rooms(scene):
    """By platform, a chat that stays and one that is named no more."""
    guild = scene.discord.guild(scene.discord.user())
    ann = scene.telegram.user()
    return {
        "telegram": (scene.telegram.private(ann), scene.telegram.group(ann)),
        "discord": (guild.system_channel, scene.discord.guild(scene.discord.user()).system_channel),
    }


@pytest.mark.parametrize("platform", ["telegram", "discord"])
async def test_one_that_is_named_no_more_gets_no_list_until_it_is_again(scene, rooms, platform):
    stays, leaves = rooms[platform]
    async with scene.serving():
        await scene.subscribed(stays, leaves)
    async with scene.serving(f"{platform}:{stays.id}"):
        await scene.comes_to(leaves, NOT_ALLOWED)
        scene.clock.time = DUE
        await scene.until(lambda: scene.got(stays))
        await scene.quiet()
        assert scene.got(stays) == ["Morning"]
        assert scene.got(leaves) == []
        told = f"{platform}: 1 paused, PAPERBOY_ALLOWED_CHATS does not name it"
        assert told in await scene.status()
        assert str(leaves.id) in await scene.status()
    async with scene.serving(f"{platform}:{stays.id}", leaves.id):
        await scene.until(lambda: scene.got(leaves))
        await scene.quiet()
        assert scene.got(stays) == scene.got(leaves) == ["Morning"]
        assert await scene.paused(leaves) is None
        assert "paused, PAPERBOY" not in await scene.status()


async def test_a_server_or_a_threads_channel_may_be_named(scene):
    owner = scene.discord.user()
    guild, other = scene.discord.guild(owner), scene.discord.guild(owner)
    thread = scene.discord.thread(scene.discord.channel(other, "papers"))
    fine = [guild.system_channel, scene.discord.thread(guild.system_channel), thread]
    strange = [other.system_channel, scene.discord.thread(other.system_channel)]
    async with scene.serving():
        await scene.subscribed(*fine, *strange)
    async with scene.serving(f"discord:{guild.id}", f"discord:{thread.parent.id}"):
        scene.clock.time = DUE
        await scene.until(lambda: all(map(scene.got, fine)))
        await scene.quiet()
        assert [await scene.paused(room) for room in (*fine, *strange)] == [None] * 3 + [
            NOT_ALLOWED
        ] * 2
        assert not any(map(scene.got, strange))
        helped = await scene.discord.slash(owner, thread, "help").wait_answer()
        assert helped.text.startswith("What I can do")


@pytest.mark.parametrize("fault", ["500", "page:403", "429:1"])
async def test_while_nobody_tells_what_holds_a_channel_it_is_owed_its_list(scene, fault):
    owner = scene.discord.user()
    guild = scene.discord.guild(owner)
    archived = scene.discord.thread(guild.system_channel)
    scene.discord.archive(archived)  # the gateway does not tell of it
    async with scene.serving():
        await scene.subscribed(archived)
    scene.discord.fail_always(CHANNEL, fault)
    async with scene.serving(f"discord:{guild.id}"):
        scene.clock.time = DUE
        await scene.until(lambda: sum(call.route == CHANNEL for call in scene.discord.history) > 1)
        assert await scene.paused(archived) is None
        assert scene.got(archived) == []
        scene.discord.heal()
        await scene.until(lambda: scene.got(archived))


async def test_a_channel_that_we_cannot_see_is_nobodys(scene):
    guild = scene.discord.guild(scene.discord.user())
    async with scene.serving():
        await scene.subscribed(guild.system_channel)
    scene.discord.leave_guild(guild)
    async with scene.serving(f"discord:{guild.id}"):
        await scene.comes_to(guild.system_channel, NOT_ALLOWED)


async def test_a_list_that_was_owed_when_a_chat_was_left_out_by_mistake_still_comes(scene, rooms):
    chat, _ = rooms["telegram"]
    async with scene.serving():
        await scene.subscribed(chat)
        scene.telegram.fail_always("sendMessage", "502")
        scene.clock.time = DUE
        await scene.until(lambda: scene.telegram.calls("sendMessage"))
    scene.telegram.heal()
    async with scene.serving("telegram:1"):
        await scene.comes_to(chat, NOT_ALLOWED)
        assert (await scene.app.storage.deliveries.counts()).get(DeliveryState.OWED) is None
    async with scene.serving(f"telegram:{chat.id}"):
        await scene.until(lambda: scene.got(chat))
        await scene.quiet()
        assert scene.got(chat) == ["Morning"]


async def test_one_that_moves_to_a_number_that_is_not_named_is_held(scene, rooms):
    _, group = rooms["telegram"]
    async with scene.serving(f"telegram:{group.id}"):
        await scene.subscribed(group)
        new = scene.telegram.migrate(group)
        scene.clock.time = DUE
        await scene.comes_to(new, NOT_ALLOWED)
        await scene.quiet()
        assert scene.got(group) == scene.got(new) == []


async def test_one_that_blocks_us_stays_paused_for_that(scene, rooms):
    chat, _ = rooms["telegram"]
    async with scene.serving():
        await scene.subscribed(chat)
        await scene.app.storage.chats.pause(key_of(chat), "blocked")
    for allowed in ("telegram:1", f"telegram:{chat.id}"):
        async with scene.serving(allowed):
            await scene.quiet()
            assert await scene.paused(chat) == "blocked"
            assert "telegram: 1 paused, Paperboy is blocked there" in await scene.status()


async def test_even_the_operator_cannot_have_lists_sent_where_nobody_is_served(scene, rooms):
    ann = scene.telegram.user("Ann")
    mine = scene.telegram.private(ann)
    async with scene.serving("telegram:1", telegram_operators=str(ann.id)):
        for text, answer in (
            ("/help", "What I can do"),
            ("/subscribe 08:30", "This bot serves the chats"),
        ):
            before = len(scene.telegram.messages(mine))
            scene.telegram.say(mine, ann, text)
            await scene.until(lambda before=before: len(scene.telegram.messages(mine)) > before)
            assert scene.telegram.messages(mine)[-1].text.startswith(answer)
        assert not await scene.app.storage.chats.subscribed("telegram")


async def test_where_nobody_is_served_nobody_is_greeted(scene):
    ann = scene.telegram.user("Ann")
    group, named = (scene.telegram.group(ann, bot="left") for _ in range(2))
    guild, welcome = (scene.discord.guild(scene.discord.user(), bot=None) for _ in range(2))
    async with scene.serving(f"telegram:{named.id}", f"discord:{welcome.id}"):
        await scene.quiet()
        for each in (group, named):
            scene.telegram.add_bot(each, ann)
        for each in (guild, welcome):
            scene.discord.join_guild(each)
        await scene.until(lambda: scene.got(named) and scene.got(welcome.system_channel))
        await scene.quiet()

    assert scene.got(group) == scene.got(guild.system_channel) == []


async def test_nothing_is_completed_for_whom_nobody_serves(scene, rooms):
    stays, leaves = rooms["discord"]
    async with scene.serving(f"discord:{stays.id}"):
        for channel, some in ((stays, True), (leaves, False)):
            asked = scene.discord.autocomplete(channel.guild.owner, channel, "paper", "number", "1")
            assert bool((await asked.wait_answer()).choices) is some


async def test_a_deleted_channel_is_not_told_of_where_nobody_is_served(scene):
    guild = scene.discord.guild(scene.discord.user())
    named = scene.discord.channel(guild, "papers")
    async with scene.serving(f"discord:{named.id}"):
        await scene.subscribed(named)
        await scene.quiet()
        scene.discord.delete_channel(named)
        await scene.comes_to(named, "not_found")
        await scene.quiet()

    assert scene.got(guild.system_channel) == []
