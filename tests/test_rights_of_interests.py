"""Who may do what with a group's interests, on both platforms, after a restart, by old buttons and
forged ones: everybody looks and votes, admins alone change what counts."""

from __future__ import annotations

import datetime as dt
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from bot.chat.actions import Action, Typed, Verb, write_action
from bot.chat.targets import Change, Field, Listed
from bot.chat.views.interests import key_of, muted_name
from core.chats import ChatKey
from core.editions.keys import DAILY
from core.interests.interest import Interest, Kind
from tests.discord_world import SLOT, discord_scene
from tests.fakes.discord import FakeDiscord
from tests.fakes.telegram import FakeTelegram
from tests.telegram_world import scene

LIST = DAILY.on(dt.date(2026, 2, 5))
RETRIEVAL = key_of(Interest(kind=Kind.WORDS, value="retrieval"))
LATER = (2026, 2, 6, 4)

# What only admins may do, in an order in which each of them changes something.
CHANGES = [
    Action(Verb.INTEREST, Change(RETRIEVAL, "more")),
    Action(Verb.INTEREST, Change(RETRIEVAL, "less")),
    Action(Verb.INTEREST, Change(muted_name("video"), "unmute")),
    Action(Verb.INTEREST, Change(RETRIEVAL, "mute")),
    Action(Verb.RUN, Typed("/interests agents")),
    Action(Verb.INTEREST, Change(key_of(Interest(kind=Kind.WORDS, value="agents")), "remove")),
    Action(Verb.RUN, Typed("/interests unmute retrieval")),
    Action(Verb.RUN, Typed("/interests author Ann One")),
    Action(Verb.RUN, Typed("/interests reset yes")),
    Action(Verb.RUN, Typed("/interests mute 3D")),
    Action(Verb.RUN, Typed("/interests forget yes")),
]
# What everybody may.
LOOKS = [
    Action(Verb.INTERESTS),
    Action(Verb.INTERESTS, Field(RETRIEVAL)),
    Action(Verb.INTERESTS, Field("muted")),
    Action(Verb.RUN, Typed("/interests export")),
    Action(Verb.RUN, Typed("/interests import")),
    Action(Verb.SIMILAR, Listed(LIST, 1)),
]
VOTES = [Action(Verb.LIKE, Listed(LIST, 1)), Action(Verb.DISLIKE, Listed(LIST, 2))]
MINE = Action(Verb.RUN, Typed("/interests forget my votes"))
# What none of our buttons says.
BROKEN = [
    Action(Verb.INTEREST, Change("aaaaaaaaaa", "remove")),
    Action(Verb.INTEREST, Change(RETRIEVAL, "dance")),
    Action(Verb.INTEREST, Change(muted_name("nothing"), "unmute")),
    Action(Verb.INTERESTS, Field("pagezzzz")),
]


@dataclass
class Group:
    """A group on a platform: somebody presses a button there, an admin or a member."""

    app: object
    key: ChatKey
    presses: object
    admin: object
    member: object

    async def state(self):
        """All that counts there; of votes whose they are."""
        storage = self.app.storage
        chat = await storage.chats.get(self.key)
        interests = await storage.interests.of(self.key)
        return interests, chat.settings.mute

    async def votes(self):
        votes = await self.app.storage.interests.votes(self.key)
        return sorted((vote.person, vote.up) for vote in votes)


@asynccontextmanager
async def telegram_group(folder):
    telegram = FakeTelegram(limits=None)
    ann, bob = telegram.user("Ann"), telegram.user("Bob")
    group = telegram.group(ann)
    telegram.join(group, bob)
    async with scene(folder, telegram=telegram) as stage:
        await stage.says(group, ann, "/subscribe 08:30 Asia/Shanghai")
        await stage.says(group, ann, "/interests retrieval, mute video")
        old = await stage.says(group, ann, "/interests")
    async with scene(folder, telegram=telegram, at=LATER) as stage:

        async def presses(user, action):
            stage.clock.pass_(minutes=2)
            return await stage.forges(old, user, write_action(action))

        yield Group(stage.app, ChatKey("telegram", str(group.id)), presses, ann, bob)


@asynccontextmanager
async def discord_group(folder):
    async with FakeDiscord(limits=None) as discord:
        ann, bob = discord.user("Ann"), discord.user("Bob")
        guild = discord.guild(ann)
        discord.join(guild, bob)
        channel = guild.system_channel
        async with discord_scene(folder, discord=discord) as stage:
            await stage.uses(ann, channel, "subscribe", **SLOT)
            await stage.uses(ann, channel, "interests", wishes="retrieval, mute video")
            # Each one's own, which nobody else sees.
            old = {}
            for user in (ann, bob):
                old[user.id] = (await stage.uses(user, channel, "interests")).messages[-1]
        async with discord_scene(folder, discord=discord, at=LATER) as stage:

            async def presses(user, action):
                stage.clock.pass_(minutes=2)
                pressed = discord.press(old[user.id], user, write_action(action), forged=True)
                await pressed.wait_answer()

            yield Group(stage.app, ChatKey("discord", str(channel.id)), presses, ann, bob)


@pytest.mark.parametrize("place", [telegram_group, discord_group])
async def test_everybody_looks_and_votes_and_admins_change(tmp_path, place):
    async with place(tmp_path) as group:
        before = await group.state()
        for action in (*CHANGES, *LOOKS, *BROKEN):
            await group.presses(group.member, action)
            assert await group.state() == before, action
        for action in (*LOOKS, *BROKEN):
            await group.presses(group.admin, action)
            assert await group.state() == before, action

        for user in (group.member, group.admin):
            for action in VOTES:
                await group.presses(user, action)
        ids = sorted(str(user.id) for user in (group.member, group.admin))
        assert await group.votes() == [(each, up) for each in ids for up in (False, True)]
        # A second press takes one back, and everybody may have their own forgotten.
        await group.presses(group.member, VOTES[0])
        await group.presses(group.member, MINE)
        assert {person for person, _ in await group.votes()} == {str(group.admin.id)}

        for action in CHANGES:
            state = await group.state()
            await group.presses(group.admin, action)
            assert await group.state() != state or action is CHANGES[-1], action
        assert await group.state() == ([], ("3D",))
        assert await group.votes() == []
