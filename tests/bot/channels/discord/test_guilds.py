"""Servers that let Paperboy in or throw it out, and those that only seem to."""

from __future__ import annotations

import pytest
from discord.state import AutoShardedConnectionState

from tests.discord_world import SLOT, discord_scene
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_control import Right
from tests.world import DATE

GREETING = {"en-GB": "I am Paperboy", "zh-TW": "我是论文报童", "fr": "I am Paperboy"}


@pytest.fixture
async def stage(tmp_path, monkeypatch):
    """The library waits for servers that were there before; what comes meanwhile counts as one of
    them."""
    begin = AutoShardedConnectionState.__init__

    def hasten(self, *arguments, **options):
        begin(self, *arguments, guild_ready_timeout=0.05, **options)

    monkeypatch.setattr(AutoShardedConnectionState, "__init__", hasten)
    async with discord_scene(tmp_path, {DATE: []}) as stage:
        await stage.quiet()
        yield stage


@pytest.mark.parametrize("locale", GREETING)
async def test_a_server_is_greeted_once_in_its_language(stage, locale):
    guild = stage.discord.guild(stage.discord.user(), bot=None, locale=locale)
    stage.discord.join_guild(guild)

    (greeting,) = await stage.next(guild.system_channel, 0)
    assert greeting.text.startswith(GREETING[locale])
    assert "/subscribe" in greeting.text
    await stage.quiet()
    assert len(stage.discord.messages(guild.system_channel)) == 1


async def test_a_greeting_can_be_pressed_and_who_presses_is_checked(stage):
    owner = stage.discord.user("Olga")
    guild = stage.discord.guild(owner, bot=None)
    stranger = stage.discord.join(guild, stage.discord.user("Max"))
    stage.discord.join_guild(guild)
    (greeting,) = await stage.next(guild.system_channel, 0)
    assert "</today:" in greeting.content + str(greeting.embeds)
    labels = [button["label"] for button in greeting.buttons]
    assert labels == ["Subscribe", "Read the list of 5 Feb", "All commands"]

    await stage.presses(greeting, stranger, "Subscribe")
    assert (await stage.known(guild.system_channel)).subscribed_at is None
    shown = await stage.presses(greeting, stranger, labels[1])
    assert "HY3D-Bench" in shown.text
    await stage.presses(greeting, owner, "Subscribe")
    assert (await stage.known(guild.system_channel)).subscribed_at is not None


async def test_the_word_of_a_lost_channel_can_be_pressed(stage):
    owner = stage.discord.user("Olga")
    guild = stage.discord.guild(owner)
    channel = stage.discord.channel(guild)
    await stage.uses(owner, channel, "subscribe", **SLOT)
    stage.discord.delete_channel(channel)
    (told,) = await stage.next(guild.system_channel, 0)
    assert "</subscribe:" in str(told.embeds) + told.content


async def test_starts_and_outages_are_no_news(tmp_path, monkeypatch):
    async with FakeDiscord(limits=None) as discord:
        guild = discord.guild(discord.user())
        for _ in range(2):
            async with discord_scene(tmp_path, discord=discord) as stage:
                discord.outage(guild)
                discord.outage(guild, over=True)
                await stage.quiet()
        monkeypatch.setattr("discord.AutoShardedClient.before_identify_hook", _at_once)
        async with discord_scene(tmp_path, discord=discord) as stage:
            before = discord.gateway.identifies
            discord.gateway.forget()
            discord.gateway.drop()
            await stage.until(lambda: discord.gateway.identifies > before)
            await stage.quiet()
        assert discord.messages(guild.system_channel) == []


async def test_where_there_is_no_place_for_it_nobody_is_greeted(stage):
    nowhere = stage.discord.guild(stage.discord.user(), bot=None, system=False)
    stage.discord.join_guild(nowhere)
    closed = stage.discord.guild(stage.discord.user(), bot=None)
    stage.discord.deny(closed.system_channel, Right.SEND_MESSAGES)
    stage.discord.join_guild(closed)
    await stage.quiet()

    assert stage.discord.sent == []


async def test_a_server_that_throws_us_out_is_left_alone_and_may_come_back(stage):
    owner = stage.discord.user()
    guild, other = stage.discord.guild(owner), stage.discord.guild(owner)
    channel, thread = guild.system_channel, stage.discord.thread(guild.system_channel)
    for place in (channel, thread, other.system_channel):
        await stage.uses(owner, place, "subscribe", **SLOT)
    await stage.uses(owner, channel, "lang", language="zh")
    before = len(stage.discord.sent)

    stage.discord.leave_guild(guild)
    await stage.quiet()
    reasons = [
        (await stage.known(place)).paused for place in (channel, thread, other.system_channel)
    ]
    assert reasons == ["kicked", "kicked", None]
    await stage.reach(2026, 2, 6, 0, 30)
    await stage.next(other.system_channel, 0)
    assert len(stage.discord.sent) == before + 1

    count = len(stage.discord.messages(channel))
    stage.discord.join_guild(guild)
    (greeting,) = await stage.next(channel, count)
    assert greeting.text.startswith("我是论文报童")
    assert (await stage.known(channel)).paused == "kicked"
    await stage.uses(owner, channel, "subscribe")
    known = await stage.known(channel)
    assert (known.paused, known.settings.zone) == (None, "Asia/Shanghai")


async def _at_once(*_, **__):
    """Instead of the library's five seconds before it identifies again."""
