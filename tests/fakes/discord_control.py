"""What a test makes of the fake Discord: people, guilds, channels, permissions. To be called from
any thread."""

from __future__ import annotations

from typing import Any

from tests.fakes.discord_gateway import Intent
from tests.fakes.discord_reacting import Reacting
from tests.fakes.discord_rights import MEMBER, Right
from tests.fakes.discord_state import (
    ANNOUNCEMENT,
    DM,
    FORUM,
    GROUP,
    TEXT,
    Channel,
    Guild,
    Json,
    Message,
    Role,
    User,
)
from tests.fakes.discord_world import locked

__all__ = ["Control", "Right"]


class Control(Reacting):
    """People, guilds and channels, and what becomes of them."""

    @locked
    def user(self, name: str = "Ann", *, locale: str = "en-US") -> User:
        """A new person."""
        user = User(self.snowflake(), name, locale)
        self.users[user.id] = user
        return user

    @locked
    def guild(
        self,
        owner: User,
        name: str = "Readers",
        *,
        bot: int | None = MEMBER,
        locale: str = "en-US",
        system: bool = True,
    ) -> Guild:
        """A new guild with a first text channel, made by that person; `bot` is what the bot may do,
        None without it.

        The first channel is the system channel, unless there is to be none.
        """
        self._last += (
            len(self.guilds) % 3
        )  # Without this, guilds made alike would all have one shard.
        guild = Guild(self.snowflake(), name, owner, locale)
        guild.members[owner.id] = []
        guild.roles[guild.id] = Role(guild.id, "@everyone", MEMBER)
        self.guilds[guild.id] = guild
        channel = self.channel(guild, "general")
        guild.system_channel = channel if system else None
        if bot is not None:
            self.join_guild(guild, bot, known=True)
        return guild

    @locked
    def channel(self, guild: Guild, name: str = "papers", *, kind: int = TEXT) -> Channel:
        """A new channel: TEXT, ANNOUNCEMENT, FORUM, …"""
        channel = Channel(self.snowflake(), kind, name, guild, created=self.moment())
        self.channels[channel.id] = guild.channels[channel.id] = channel
        self.tell(guild, "CHANNEL_CREATE", channel.json())
        return channel

    def announcements(self, guild: Guild, name: str = "news") -> Channel:
        """A new announcement channel."""
        return self.channel(guild, name, kind=ANNOUNCEMENT)

    def forum(self, guild: Guild, name: str = "forum") -> Channel:
        """A new forum."""
        return self.channel(guild, name, kind=FORUM)

    @locked
    def tag(self, forum: Channel, name: str, *, moderated: bool = False) -> Json:
        """A new tag of that forum, whose posts each need one from now on."""
        tag: Json = {"id": str(self.snowflake()), "name": name, "moderated": moderated}
        tag |= {"emoji_id": None, "emoji_name": None}
        forum.tags.append(tag)
        forum.needs_tag = True
        self.tell(forum, "CHANNEL_UPDATE", forum.json())
        return tag

    @locked
    def thread(self, parent: Channel, name: str = "Papers", by: User | None = None) -> Channel:
        """A new thread in a channel, or post in a forum."""
        assert parent.guild, "direct messages have no threads"
        return self.add_thread(parent, name, by or parent.guild.owner)

    @locked
    def private(self, user: User | None = None) -> Channel:
        """The bot's direct messages with that person, a new one by default."""
        return self.direct(user or self.user())

    @locked
    def group(self, *people: User) -> Channel:
        """Private messages of people among themselves, where no bot is."""
        kind = GROUP if len(people) > 2 else DM
        channel = Channel(self.snowflake(), kind, people=people, created=self.moment())
        self.channels[channel.id] = channel
        return channel

    @locked
    def install(self, user: User) -> User:
        """The person adds the bot to their own account, so that it goes wherever they go."""
        self.installers.add(user.id)
        return user

    @locked
    def role(
        self,
        guild: Guild,
        name: str = "readers",
        *,
        permissions: int = 0,
        mentionable: bool = False,
    ) -> Role:
        """A new role."""
        role = Role(self.snowflake(), name, permissions, mentionable)
        guild.roles[role.id] = role
        self.tell(guild, "GUILD_ROLE_CREATE", {"role": role.json()})
        return role

    @locked
    def delete_role(self, guild: Guild, role: Role) -> None:
        """Somebody deletes the role: nobody has it any more."""
        del guild.roles[role.id]
        for roles in guild.members.values():
            if role.id in roles:
                roles.remove(role.id)
        self.tell(guild, "GUILD_ROLE_DELETE", {"role_id": str(role.id)})

    @locked
    def join(self, guild: Guild, user: User, *roles: Role, manager: bool = False) -> User:
        """Make that person a member with those roles; a manager has one with Manage Server."""
        mine = (
            [*roles, self.role(guild, "managers", permissions=Right.MANAGE_GUILD)]
            if manager
            else roles
        )
        guild.members[user.id] = [role.id for role in mine]
        return user

    @locked
    def join_guild(
        self, guild: Guild, permissions: int = MEMBER, *, commands: bool = True, known: bool = False
    ) -> None:
        """Somebody adds the bot, with those permissions, and with or without its commands.

        The bot of a `known` guild is told as if it had been in it before it signed in.
        """
        role = Role(self.snowflake(), self.bot.name, permissions, managed=True)
        guild.roles[role.id] = role
        guild.members[self.bot.id] = [role.id]
        self.without_commands.discard(guild.id)
        if not commands:
            self.without_commands.add(guild.id)
        data = self.guild_json(guild) | ({"unavailable": False} if known else {})
        self.gateway.publish("GUILD_CREATE", data, Intent.GUILDS, guild_id=guild.id)

    @locked
    def leave_guild(self, guild: Guild) -> None:
        """Somebody removes the bot."""
        self.remove_bot(guild)

    @locked
    def outage(self, guild: Guild, *, over: bool = False) -> None:
        """The guild becomes unavailable for a while, or is back."""
        if over:
            data = self.guild_json(guild) | {"unavailable": False}
            self.gateway.publish("GUILD_CREATE", data, Intent.GUILDS, guild_id=guild.id)
        else:
            data = {"id": str(guild.id), "unavailable": True}
            self.gateway.publish("GUILD_DELETE", data, Intent.GUILDS, guild_id=guild.id)

    @locked
    def delete_channel(self, channel: Channel) -> None:
        """Somebody deletes the channel with its threads, or the thread."""
        channel.deleted = True
        assert channel.guild, "direct messages cannot be deleted"
        for each in channel.guild.channels.values():
            each.deleted = each.deleted or each.parent is channel
        self.tell(
            channel, "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE", channel.json()
        )

    @locked
    def delete_message(self, message: Message) -> None:
        """Somebody deletes the message."""
        message.deleted = True
        gone = {"id": str(message.id), "channel_id": str(message.channel.id)}
        self.tell(message.channel, "MESSAGE_DELETE", gone, Intent.GUILD_MESSAGES)

    @locked
    def deny(self, channel: Channel, *rights: Right, who: User | Role | None = None) -> None:
        """Take rights away in a channel, from the bot by default."""
        who = who or self.bot
        for right in rights:
            self.overwrite(channel, who.id, int(isinstance(who, User)), deny=right)

    @locked
    def allow(self, channel: Channel, *rights: Right, who: User | Role | None = None) -> None:
        """Give rights in a channel, to the bot by default."""
        who = who or self.bot
        for right in rights:
            self.overwrite(channel, who.id, int(isinstance(who, User)), allow=right)

    @locked
    def archive(self, thread: Channel, *, archived: bool = True, locked: bool = False) -> None:
        """Somebody archives a thread (and locks it), or takes it out again."""
        thread.archived, thread.locked = archived, locked
        self.tell(thread, "THREAD_UPDATE", thread.json())

    @locked
    def say(self, channel: Channel, user: User, text: str, **more: Any) -> Message:
        """Somebody writes. The bot hears of it with the intents for it, and reads it if it may.

        `more` are the message's other fields, such as `embeds` or `snapshots`.
        """
        assert channel.person in (None, user), "these are somebody else's direct messages"
        named = [self.bot.json()] if f"<@{self.bot.id}>" in text else []
        return self.store(channel, user, content=text, mentions={"mentions": named}, **more)

    @locked
    def block(self, user: User, *, blocked: bool = True) -> None:
        """The person takes no direct messages from the bot any more, or does again."""
        user.dms = not blocked
