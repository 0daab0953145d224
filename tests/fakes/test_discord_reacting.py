"""Who is told of signs under messages, as the real library hears of it."""

from __future__ import annotations

import discord as library
import pytest
from discord import Intents

from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_library import Client, running
from tests.fakes.discord_rights import Right


class Listener(Client):
    """Remembers what it is told of signs."""

    def __init__(self, *, intents: Intents) -> None:
        super().__init__(intents=intents)
        self.heard: list[library.RawReactionActionEvent] = []

    async def on_raw_reaction_add(self, event: library.RawReactionActionEvent) -> None:
        self.heard.append(event)

    async def on_raw_reaction_remove(self, event: library.RawReactionActionEvent) -> None:
        self.heard.append(event)


async def test_signs_are_told_one_by_one_to_who_wants_them(discord: FakeDiscord) -> None:
    ann = discord.user("Ann")
    guild = discord.guild(ann)
    assert guild.system_channel
    message = discord.say(guild.system_channel, ann, "hello")
    private = discord.say(discord.direct(ann), ann, "hello")
    deaf = Listener(intents=Intents(guilds=True))
    async with running(discord, deaf):
        discord.react(message, ann, "👍")
    listener = Listener(intents=Intents(guilds=True, guild_reactions=True, dm_reactions=True))
    async with running(discord, listener):
        discord.react(message, ann, "👍")  # is there already
        discord.react(message, ann, "👍🏽")
        discord.react(message, ann, "blob", own=7)
        discord.unreact(message, ann, "👍")
        discord.react(private, ann, "👎")
        discord.clear_reactions(message)
        await discord.wait_for(lambda: len(listener.heard) == 4)
    assert not deaf.heard
    told = [(each.event_type, each.emoji.name, each.emoji.id) for each in listener.heard]
    assert told == [
        ("REACTION_ADD", "👍🏽", None),
        ("REACTION_ADD", "blob", 7),
        ("REACTION_REMOVE", "👍", None),
        ("REACTION_ADD", "👎", None),
    ]
    added, _, removed, direct = listener.heard
    assert added.member is not None
    assert added.member.id == ann.id
    assert removed.member is None
    assert direct.guild_id is None


async def test_what_people_cannot_do(discord: FakeDiscord) -> None:
    ann, max_ = discord.user("Ann"), discord.user("Max")
    guild = discord.guild(ann)
    discord.join(guild, max_)
    channel = guild.system_channel
    assert channel
    message = discord.say(channel, ann, "hello")
    discord.deny(channel, Right.ADD_REACTIONS, who=max_)
    with pytest.raises(AssertionError, match="may be joined"):
        discord.react(message, max_, "👍")
    discord.react(message, ann, "👍")
    discord.react(message, max_, "👍")
    discord.deny(channel, Right.READ_MESSAGE_HISTORY, who=max_)
    with pytest.raises(AssertionError, match="cannot read"):
        discord.react(message, max_, "👍")
