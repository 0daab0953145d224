"""Several applications on one Discord in one deployment: a channel belongs to one of them."""

from __future__ import annotations

import pytest

from core.accounts import further
from core.chats import ChatKey
from tests.discord_world import SLOT, discord_scene
from tests.fakes.discord import FakeDiscord
from tests.telegram_world import time_passes
from tests.world import DATE

FIRST = "Morning papers · Thu, 5 Feb"


@pytest.fixture
async def stage(tmp_path):
    discord = FakeDiscord(limits=None)
    discord.another()
    async with discord, discord_scene(tmp_path, {DATE: []}, discord=discord) as stage:
        yield stage


def account(discord):
    return further("discord", str(discord.bot.id))


async def uses(discord, user, channel, name, **options):
    return await discord.slash(user, channel, name, options).wait_answer()


def lists(discord, channel):
    return [each for each in discord.messages(channel) if FIRST in str(each.json())]


async def test_each_serves_its_channels(stage):
    one, other = stage.discord.bots
    for discord, name in ((one, "discord"), (other, account(other))):
        owner = discord.user("Olga")
        channel = discord.guild(owner).system_channel
        done = await uses(discord, owner, channel, "subscribe", **SLOT)
        assert done.text.startswith("Done: ")
        known = await stage.app.storage.chats.get(ChatKey(name, str(channel.id)))
        assert known.gets_lists
        discord.there = channel
    await stage.reach(2026, 2, 6, 0, 30)
    for discord in (one, other):
        await stage.until(lambda discord=discord: lists(discord, discord.there))


async def test_a_channel_with_both_gets_one_list(stage):
    one, other = stage.discord.bots
    owner = one.user("Olga")
    channel = one.guild(owner).system_channel
    twin = other.share(channel)
    await uses(one, owner, channel, "subscribe", **SLOT)
    taken = await uses(other, owner, twin, "subscribe")
    assert "They come from this bot now" in taken.text
    await stage.reach(2026, 2, 6, 0, 30)
    await stage.until(lambda: other.messages(twin))
    await time_passes()
    assert not one.messages(channel)
    key = ChatKey(account(other), str(channel.id))
    assert (await stage.app.storage.chats.get(key)).settings.time.hour == 8


async def test_a_revoked_application_is_nobody_elses_trouble(stage):
    one, other = stage.discord.bots
    owner = other.user("Olga")
    channel = other.guild(owner).system_channel
    await uses(other, owner, channel, "subscribe", **SLOT)
    one.gateway.token = "another.one"
    one.fail_always("*", "401")
    one.gateway.drop(4004)
    await stage.reach(2026, 2, 6, 0, 30)
    await stage.until(lambda: lists(other, channel))
    assert (await uses(other, owner, channel, "help")).text
