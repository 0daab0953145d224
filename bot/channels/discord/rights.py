"""What Paperboy may do in a channel, as the library knows or an interaction tells; nothing is asked
here."""

# Tested in tests/bot/channels/discord/test_without_embeds.py.

from __future__ import annotations

import discord

from bot.chat.lacks import Lack, Lacks, Loss
from bot.chat.views.model import Span

# What the day's thread wants.
THREADS = Lacks((Lack("discord.create_public_threads", Loss.THREADS),), "discord.remedy")


def permissions_in(client: discord.Client, channel_id: str) -> discord.Permissions | None:
    """What we may do in the channel; None where that is not known, as in direct messages."""
    channel = client.get_channel(int(channel_id))
    if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return None
    me = channel.guild.me
    # The library has no member before the server is there, whatever its types say.
    if me is None or (isinstance(channel, discord.Thread) and channel.parent is None):
        return None
    return channel.permissions_for(me)


def may_embed(client: discord.Client, channel_id: str) -> bool:
    """Whether embeds may be shown there, as far as is known."""
    known = permissions_in(client, channel_id)
    return known is None or known.embed_links


def may_write(permissions: discord.Permissions, *, in_thread: bool) -> bool:
    """Whether messages can be sent with these permissions."""
    if in_thread:
        return permissions.view_channel and permissions.send_messages_in_threads
    return permissions.view_channel and permissions.send_messages


def lacks_of(interaction: discord.Interaction) -> Lacks:
    """What a list would lack in the channel of the interaction, in which Discord told us."""
    ours = interaction.app_permissions
    channel = interaction.channel
    in_thread = isinstance(channel, discord.Thread)
    writing = "send_messages"
    if in_thread:
        writing = "send_messages_in_threads"
    needed = [("view_channel", Loss.LISTS), (writing, Loss.LISTS)]
    if isinstance(channel, discord.Thread) and channel.locked:
        needed.append(("manage_threads", Loss.LISTS))
    needed.append(("embed_links", Loss.LOOKS))
    if not in_thread:
        needed.append(("create_public_threads", Loss.THREADS))
    needed.append(("mention_everyone", Loss.CALLS))
    missing: list[Lack] = []
    for name, loss in needed:
        if not getattr(ours, name):
            missing.append(Lack(f"discord.{name}", loss))
    return Lacks(tuple(missing), "discord.remedy")


def forum_lacks(ours: discord.Permissions) -> Lacks:
    """What lists would lack as posts of a forum, where we may do so much."""
    needed = (
        ("view_channel", "view_channel", Loss.LISTS),
        ("send_messages", "create_posts", Loss.LISTS),
        ("send_messages_in_threads", "send_messages_in_threads", Loss.LISTS),
        ("embed_links", "embed_links", Loss.LOOKS),
        ("mention_everyone", "mention_everyone", Loss.CALLS),
    )
    missing: list[Lack] = []
    for permission, name, loss in needed:
        if not getattr(ours, permission):
            missing.append(Lack(f"discord.{name}", loss))
    return Lacks(tuple(missing), "discord.remedy")


def called(channel: discord.abc.GuildChannel) -> Span:
    """What that channel is called."""
    return Span(f"#{channel.name}", channel=str(channel.id))


def here(interaction: discord.Interaction) -> Span:
    """What the channel is called."""
    name = getattr(interaction.channel, "name", None) or str(interaction.channel_id)
    return Span(f"#{name}", channel=str(interaction.channel_id))
