"""What can be set in a place on Discord, as an interaction tells; nothing is asked here."""

from __future__ import annotations

import discord

from bot.channels.discord.origin import is_guest
from bot.channels.discord.rights import called, forum_lacks, here, lacks_of
from bot.chat.panel import Features


def place_of(interaction: discord.Interaction, invite: str) -> Features:
    """What can be set where that was asked: roles that can be mentioned, threads under messages,
    whether lists are published, and what the forum of a post has; and `invite`, where we are only a
    guest.

    Lists are embeds, which never show the previews of links. Nothing is typed behind `/settings`.
    """
    if is_guest(interaction):
        return Features(previews=False, types_settings=False, invite=invite)
    guild = interaction.guild
    if guild is None:
        return Features(previews=False, types_settings=False, files="option")
    may_mention_all = interaction.app_permissions.mention_everyone
    roles: dict[str, str] = {}
    for role in guild.roles:
        if not role.is_default() and (role.mentionable or may_mention_all):
            roles[str(role.id)] = role.name
    channel = interaction.channel
    forum: Features | None = None
    if isinstance(channel, discord.Thread) and isinstance(channel.parent, discord.ForumChannel):
        forum = Features(
            roles,
            previews=False,
            types_settings=False,
            here=called(channel.parent),
            lacks=forum_lacks(interaction.app_permissions),
            posts=True,
        )
    return Features(
        roles,
        threads=isinstance(channel, discord.TextChannel),
        publishes=isinstance(channel, discord.TextChannel) and channel.is_news(),
        previews=False,
        types_settings=False,
        files="option",
        here=here(interaction),
        lacks=lacks_of(interaction),
        forum=forum,
    )
