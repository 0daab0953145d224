"""What Paperboy may do in a channel, as far as the library knows: nothing is asked here."""

# Tested in tests/bot/channels/discord/test_without_embeds.py.

from __future__ import annotations

import discord


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


def may_write(permissions: discord.Permissions, *, in_thread: bool) -> bool:
    """Whether messages can be sent with these permissions."""
    if in_thread:
        return permissions.view_channel and permissions.send_messages_in_threads
    return permissions.view_channel and permissions.send_messages
