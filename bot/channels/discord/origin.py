"""Where an interaction came from: who sees what is answered there, and who let us in. Pure."""

# Tested in tests/bot/channels/discord/test_brought_along.py.

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import discord

from core.chats import ChatKey

if TYPE_CHECKING:
    from bot.channels.discord.bot import DiscordBot


def key_of(interaction: discord.Interaction) -> ChatKey:
    """The chat in which something was done."""
    return ChatKey(_account(interaction), str(interaction.channel_id))


def parent_of(interaction: discord.Interaction) -> ChatKey | None:
    """The channel of a thread, or the forum of a post; None elsewhere."""
    channel = interaction.channel
    if not isinstance(channel, discord.Thread):
        return None
    return ChatKey(_account(interaction), str(channel.parent_id))


def who_of(interaction: discord.Interaction) -> tuple[int, int]:
    """The ids of the person and the channel: there, one answer follows the other."""
    return interaction.user.id, interaction.channel_id or 0


def within_of(interaction: discord.Interaction) -> tuple[str, ...]:
    """The ids of the server where it was done, and of a thread's channel."""
    ids = (interaction.guild_id, getattr(interaction.channel, "parent_id", None))
    return tuple(str(each) for each in ids if each)


def has_company(interaction: discord.Interaction) -> bool:
    """Whether others are there: in a server, and where people talk among themselves."""
    return interaction.guild_id is not None or interaction.context.private_channel


def is_guest(interaction: discord.Interaction) -> bool:
    """Whether we are there only because a person brought us along.

    There we see nothing, cannot post, and have five messages after the first answer (developer
    documentation, Create Followup Message).
    """
    if interaction.guild_id is None:
        return interaction.context.private_channel
    return not interaction.is_guild_integration()


def is_own(interaction: discord.Interaction) -> bool:
    """Whether the pressed message is seen by its presser alone."""
    if not has_company(interaction):
        return True
    message = interaction.message
    return message is not None and message.flags.ephemeral


def _account(interaction: discord.Interaction) -> str:
    """The account that heard it."""
    return cast("DiscordBot", interaction.client).account
