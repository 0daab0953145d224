"""Votes on Discord: buttons, commands and signs under messages, by Discord's real rules."""

from __future__ import annotations

import asyncio

from core.chats import ChatKey
from tests.discord_world import SLOT, THIRD, DiscordScene, discord_scene
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_state import Channel, Message, User
from tests.fakes.server import PATIENCE

HY3D = "2602.03907"


async def votes(stage: DiscordScene, channel: Channel) -> list[tuple[str, bool]]:
    """Who voted in the channel, and how."""
    key = ChatKey("discord", str(channel.id))
    return [(each.person, each.up) for each in await stage.app.storage.interests.votes(key)]


async def voted(stage: DiscordScene, channel: Channel, *expected: tuple[str, bool]) -> bool:
    """Wait until those are the votes of the channel."""
    async with asyncio.timeout(PATIENCE):
        while set(await votes(stage, channel)) != set(expected):  # noqa: ASYNC110  (the store tells nobody)
            await asyncio.sleep(0.02)
    return True


async def shown(stage: DiscordScene, user: User, channel: Channel) -> Message:
    """A paper's report that everybody in the channel sees."""
    mine = await stage.uses(user, channel, "paper", **THIRD)
    if not mine.ephemeral:
        return mine.original
    return (await stage.presses(mine.original, user, "Show everyone")).original


async def test_a_button_s_notice_is_its_presser_s_alone(stage, ann, channel):
    await stage.uses(ann, channel, "subscribe", **SLOT)
    public = await shown(stage, ann, channel)
    assert [button["label"] for button in public.buttons][:2] == ["👍", "👎"]
    said = len(stage.discord.messages(channel))
    liked = await stage.presses(public, ann, "👍")
    assert liked.ephemeral
    assert liked.text.startswith("👍 3. HY3D-Bench")
    assert [button["label"] for button in public.buttons][:2] == ["👍", "👎"]
    assert await voted(stage, channel, (str(ann.id), True))
    back = await stage.presses(public, ann, "👍")
    assert back.text.endswith("taken back.")
    assert await votes(stage, channel) == []
    disliked = await stage.uses(ann, channel, "dislike", **THIRD)
    assert disliked.ephemeral
    assert await votes(stage, channel) == [(str(ann.id), False)]
    assert len(stage.discord.messages(channel)) == said


async def test_alone_with_us_the_buttons_tell_the_vote(stage, ann):
    private = stage.discord.direct(ann)
    card = (await stage.uses(ann, private, "paper", **THIRD)).original
    words, embeds = card.content, card.embeds

    def labels() -> list[str]:
        return [button["label"] for button in card.buttons][:2]

    first = await stage.presses(card, ann, "👍")
    assert "Interests" in [button["label"] for button in first.original.buttons]
    await stage.until(lambda: labels() == ["✓ 👍", "👎"])
    await stage.presses(card, ann, "👎")
    await stage.until(lambda: labels() == ["👍", "✓ 👎"])
    await stage.presses(card, ann, "✓ 👎")
    await stage.until(lambda: labels() == ["👍", "👎"])
    assert (card.content, card.embeds) == (words, embeds)
    assert await votes(stage, private) == []


async def test_signs_count_in_servers_and_alone_with_us(stage, ann, channel):
    await stage.uses(ann, channel, "subscribe", **SLOT)
    public = await shown(stage, ann, channel)
    before = len(stage.discord.messages(channel))
    stage.discord.react(public, ann, "👍🏽")
    assert await voted(stage, channel, (str(ann.id), True))
    # Two of hers: while one is left, so is the vote.
    stage.discord.react(public, ann, "❤️")
    stage.discord.unreact(public, ann, "👍🏽")
    await stage.quiet()
    assert await votes(stage, channel) == [(str(ann.id), True)]
    stage.discord.unreact(public, ann, "❤️")
    assert await voted(stage, channel)
    private = stage.discord.direct(ann)
    own = await shown(stage, ann, private)
    stage.discord.react(own, ann, "👎")
    assert await voted(stage, private, ("", False))
    assert len(stage.discord.messages(channel)) == before


async def test_what_is_no_vote(stage, ann, channel):
    await stage.uses(ann, channel, "subscribe", **SLOT)
    public = await shown(stage, ann, channel)
    hers = stage.discord.say(channel, ann, "2602.03907")
    robot = stage.discord.user("Robot")
    robot.is_bot = True
    stage.discord.join(channel.guild, robot)
    stage.discord.react(hers, ann, "👍")
    stage.discord.react(public, ann, "😢")
    stage.discord.react(public, ann, "like", own=7)
    stage.discord.react(public, robot, "👍")
    stage.discord.react(public, stage.discord.bot, "👍")
    await stage.quiet()
    assert await votes(stage, channel) == []
    stage.discord.react(public, ann, "👍")
    assert await voted(stage, channel, (str(ann.id), True))
    # A moderator who tidies up has no opinion.
    stage.discord.clear_reactions(public)
    await stage.quiet()
    assert await votes(stage, channel) == [(str(ann.id), True)]


async def test_a_thread_without_lists_votes_in_its_channel(stage, ann, channel):
    await stage.uses(ann, channel, "subscribe", **SLOT)
    thread = stage.discord.thread(channel, "Monday")
    public = await shown(stage, ann, thread)
    stage.discord.react(public, ann, "👍")
    assert await voted(stage, channel, (str(ann.id), True))
    assert await votes(stage, thread) == []


async def test_a_sign_is_taken_back_after_a_restart(tmp_path):
    async with FakeDiscord(limits=None) as discord:
        ann = discord.user("Ann")
        channel = discord.guild(ann).system_channel
        async with discord_scene(tmp_path, discord=discord) as stage:
            await stage.uses(ann, channel, "subscribe", **SLOT)
            public = await shown(stage, ann, channel)
            discord.react(public, ann, "👍")
            assert await voted(stage, channel, (str(ann.id), True))
        async with discord_scene(tmp_path, discord=discord, at=(2026, 2, 6, 4)) as stage:
            discord.unreact(public, ann, "👍")
            assert await voted(stage, channel)


async def test_where_we_are_guests_a_vote_is_refused_in_a_sentence(stage, ann):
    guild = stage.discord.guild(stage.discord.user("Olga"), bot=None)
    stage.discord.join(guild, ann)
    stage.discord.install(ann)
    mine = await stage.uses(ann, guild.system_channel, "like", **THIRD)
    assert mine.text.startswith("Votes count where I am")
    assert await votes(stage, guild.system_channel) == []
