"""Who is banned on Discord gets nothing, and neither does a banned server."""

from __future__ import annotations

import pytest

from core.chats import Ban, BanKind, ChatKey
from tests.discord_world import SLOT


async def ban(stage, banned, kind=BanKind.BANNED):
    key = ChatKey("discord", str(banned))
    await stage.app.storage.bans.put(Ban(key=key, kind=kind, since=stage.clock.now()))


@pytest.mark.parametrize("kind", ["person", "channel", "server"])
async def test_who_is_banned_gets_nothing(stage, kind):
    ann, max_ = stage.discord.user("Ann"), stage.discord.user("Max")
    guild = stage.discord.guild(ann)
    stage.discord.join(guild, max_)
    channel = guild.system_channel
    found = await stage.uses(max_, channel, "search", words="bench")
    report = await stage.uses(max_, channel, "paper", number="3", day="2026-02-05")
    assert await stage.typing(max_, channel, "paper", "number", "")
    await ban(stage, {"person": max_.id, "channel": channel.id, "server": guild.id}[kind])

    assert await stage.typing(max_, channel, "paper", "number", "") == []
    pressed = [
        await stage.presses(found.original, max_, "Show everyone"),
        await stage.presses(report.original, max_, "Show everyone"),
        await stage.presses(report.original, max_, "Ask"),
        await stage.uses(max_, channel, "today"),
    ]
    for each in pressed:
        assert each.modal is None
        assert each.ephemeral
        assert "HY3D" not in each.text
    assert len({each.text for each in pressed}) == 1
    assert stage.discord.messages(channel) == []
    others = await stage.typing(ann, channel, "paper", "number", "")
    assert bool(others) == (kind == "person")


async def test_a_banned_server_hears_nothing_of_what_it_lost(stage):
    ann = stage.discord.user("Ann")
    told, untold = stage.discord.guild(ann), stage.discord.guild(ann)
    for guild in (told, untold):
        lost = stage.discord.channel(guild, "lost")
        await stage.uses(ann, lost, "subscribe", **SLOT)
        if guild is untold:
            await ban(stage, guild.id)
        stage.discord.delete_channel(lost)
    await stage.next(told.system_channel, 0)
    await stage.quiet()

    assert stage.discord.messages(untold.system_channel) == []


async def test_where_lists_are_silenced_none_is_promised(stage):
    ann = stage.discord.user("Ann")
    channel = stage.discord.guild(ann).system_channel
    await ban(stage, channel.id, BanKind.SILENCED)
    done = await stage.uses(ann, channel, "subscribe", **SLOT)
    panel = await stage.uses(ann, channel, "settings")

    for each in (done, panel):
        assert "sends no lists here for now" in each.text
        assert "Next delivery" not in each.text
    assert "come here" not in done.text
    assert (await stage.known(channel)).subscribed_at
