"""Permissions come out as the library computes them."""

from __future__ import annotations

from typing import Any

import discord as library
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_library import Client
from tests.fakes.discord_rights import Right
from tests.fakes.discord_state import Channel

COMPARED = (
    Right.VIEW_CHANNEL
    | Right.SEND_MESSAGES
    | Right.CREATE_PUBLIC_THREADS
    | Right.SEND_MESSAGES_IN_THREADS
)
rights = st.lists(st.sampled_from(list(Right)), max_size=5, unique=True).map(
    lambda each: Right(sum(each))
)


def place(world: FakeDiscord, **options: Any) -> Channel:
    """The channel of a new guild."""
    channel = world.guild(world.user(), **options).system_channel
    assert channel
    return channel


@settings(max_examples=30)
@given(
    rights,
    st.lists(rights, max_size=3),
    st.lists(st.tuples(st.integers(0, 4), rights, rights), max_size=5),
)
def test_the_library_computes_the_same_permissions(
    everybody: Right, roles: list[Right], overwrites: list[tuple[int, Right, Right]]
) -> None:
    world = FakeDiscord()
    channel = place(world, bot=0)
    guild = channel.guild
    assert guild
    guild.roles[guild.id].permissions = everybody
    mine = [world.role(guild, permissions=each) for each in roles]
    guild.members[world.bot.id] = [role.id for role in mine]
    holders = [guild.id, world.bot.id, *(role.id for role in mine)]
    for index, allow, deny in overwrites:
        holder = holders[index % len(holders)]
        world.overwrite(channel, holder, int(holder == world.bot.id), allow=allow, deny=deny)

    client = Client()
    client._connection.user = library.ClientUser(state=client._connection, data=world.bot.json())  # type: ignore[arg-type]
    client._connection.shard_count = client.shard_count = 1
    seen = library.Guild(data=world.guild_json(guild), state=client._connection)  # type: ignore[arg-type]
    theirs = seen.get_channel(channel.id)
    assert theirs
    expected = theirs.permissions_for(seen.me).value

    ours = world.rights(world.bot, channel)
    assert ours & COMPARED & _implied(ours) == expected & COMPARED & _implied(ours)
    assert bool(ours & Right.VIEW_CHANNEL) == bool(expected & Right.VIEW_CHANNEL)


def _implied(ours: int) -> int:
    """What the library leaves: it hides a channel's other rights from who may not see it."""
    return COMPARED if ours & Right.VIEW_CHANNEL else Right.VIEW_CHANNEL


def test_an_owner_may_everything_and_a_stranger_nothing() -> None:
    world = FakeDiscord()
    channel = place(world)
    assert channel.guild
    world.deny(channel, *Right, who=channel.guild.roles[channel.guild.id])
    assert world.rights(channel.guild.owner, channel) & COMPARED == COMPARED
    assert world.rights(world.user(), channel) == 0
