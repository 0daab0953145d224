"""What Paperboy may do in a channel, as the library knows or an interaction tells; nothing is asked
here."""

# Tested in tests/bot/channels/discord/test_without_embeds.py.

from __future__ import annotations

from collections.abc import Mapping

import discord

from bot.chat.lacks import Lack, Lacks, Loss
from bot.chat.views.model import Span

# The sentence that says where permissions are given.
_REMEDY = "discord.remedy"
# What the day's thread wants.
THREADS = Lacks((Lack("discord.create_public_threads", Loss.THREADS),), _REMEDY)
# What a list wants in a forum, where it is a post, by the library's names.
_OF_POSTS = {
    "view_channel": Lack("discord.view_channel", Loss.LISTS),
    "send_messages": Lack("discord.create_posts", Loss.LISTS),
    "send_messages_in_threads": Lack("discord.send_messages_in_threads", Loss.LISTS),
    "embed_links": Lack("discord.embed_links", Loss.LOOKS),
    "mention_everyone": Lack("discord.mention_everyone", Loss.CALLS),
}


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


def lacks_of(interaction: discord.Interaction) -> Lacks:
    """What a list would lack in the channel of the interaction, in which Discord told us."""
    ours = interaction.app_permissions
    channel = interaction.channel
    in_thread = isinstance(channel, discord.Thread)
    writing = "send_messages"
    if in_thread:
        writing = "send_messages_in_threads"
    wanted = {"view_channel": Loss.LISTS, writing: Loss.LISTS}
    if isinstance(channel, discord.Thread) and channel.locked:
        wanted["manage_threads"] = Loss.LISTS
    wanted["embed_links"] = Loss.LOOKS
    if not in_thread:
        wanted["create_public_threads"] = Loss.THREADS
    wanted["mention_everyone"] = Loss.CALLS
    needed = {name: Lack(f"discord.{name}", loss) for name, loss in wanted.items()}
    return _missing(ours, needed)


def forum_lacks(ours: discord.Permissions) -> Lacks:
    """What lists would lack as posts of a forum, where we may do so much."""
    return _missing(ours, _OF_POSTS)


def called(channel: discord.abc.GuildChannel) -> Span:
    """What that channel is called."""
    return Span(f"#{channel.name}", channel=str(channel.id))


def here(interaction: discord.Interaction) -> Span:
    """What the channel is called."""
    name = getattr(interaction.channel, "name", None) or str(interaction.channel_id)
    return Span(f"#{name}", channel=str(interaction.channel_id))


def _missing(ours: discord.Permissions, needed: Mapping[str, Lack]) -> Lacks:
    """What of that we may not do, in its order."""
    found = [lack for name, lack in needed.items() if not getattr(ours, name)]
    return Lacks(tuple(found), _REMEDY)
