"""The fake Discord's world: who and what there is, which messages are stored, what the bot gets to
see."""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

from tests.fakes.discord_gateway import Gateway, Intent
from tests.fakes.discord_rights import ALL, Overwrite, Right, in_channel, in_guild
from tests.fakes.discord_state import (
    ANNOUNCEMENT,
    ANNOUNCEMENT_THREAD,
    THREAD,
    Channel,
    Guild,
    Json,
    Message,
    User,
    iso,
    missing_access,
    unknown,
)

P = ParamSpec("P")
R = TypeVar("R")
W = TypeVar("W", bound="World")

_EPOCH = 1_420_070_400_000  # Discord's ids count milliseconds from the first of January 2015.


def locked(method: Callable[Concatenate[W, P], R]) -> Callable[Concatenate[W, P], R]:
    """Let one thread at a time into the world."""

    def alone(self: W, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with self.lock:
            return method(self, *args, **kwargs)

    return functools.update_wrapper(alone, method)


class World:
    """Guilds, channels and people by id, the bot, its gateway. `sent` is the bot's messages in
    order of arrival.

    `recognized` counts the sends that were answered with an earlier message, by their nonce.
    """

    def __init__(self, *, speed: float = 1.0, now: Callable[[], float] = time.time) -> None:
        self.lock = threading.RLock()
        self.speed, self.unix = speed, now
        self._last = 0
        self.bot = User(self.snowflake(), "paperboy", is_bot=True)
        self.users = {self.bot.id: self.bot}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.sent: list[Message] = []
        self.recognized = 0
        self.without_commands: set[int] = set()  # Guilds that let the bot in without its commands.
        self.installers: set[int] = set()  # People who have the bot in their own account.
        # What files hold that were sent with commands, and where they can be fetched.
        self.attached: dict[int, bytes] = {}
        self.cdn = ""
        self.gateway = Gateway(self._greeting, self.lock, speed)

    def snowflake(self) -> int:
        """A new id, unlike all others in its milliseconds, by which shards are chosen."""
        with self.lock:
            self._last = max(self._last + 1, int(self.unix() * 1000) - _EPOCH)
            return self._last << 22

    def moment(self) -> str:
        """The present, as Discord writes it."""
        return iso(self.unix())

    def present(self, guild: Guild) -> bool:
        """Whether the bot is in that guild."""
        return self.bot.id in guild.members

    def reachable(self, user: User) -> bool:
        """Whether that person takes direct messages from the bot: they share a guild or have
        installed it, and have not shut it out."""
        return user.dms and (user.id in self.installers or self.shares_guild(user))

    def shares_guild(self, user: User) -> bool:
        """Whether that person and the bot are in the same guild."""
        return any(
            self.present(guild) and user.id in guild.members for guild in self.guilds.values()
        )

    def remove_bot(self, guild: Guild) -> None:
        """Take the bot out of that guild, and tell it."""
        self.gateway.publish(
            "GUILD_DELETE", {"id": str(guild.id)}, Intent.GUILDS, guild_id=guild.id
        )
        del guild.members[self.bot.id]

    def rights(self, user: User, place: Channel | Guild) -> int:
        """What that person may do there, as permission bits; a thread has those of its parent."""
        if isinstance(place, Channel) and place.parent and place.is_thread:
            place = place.parent
        guild = place.guild if isinstance(place, Channel) else place
        if guild is None:
            return ALL & ~(Right.ADMINISTRATOR | Right.MANAGE_GUILD)
        if user.id not in guild.members:
            return 0
        mine = [role for role in guild.members[user.id] if role in guild.roles]
        allowed = [guild.roles[role].permissions for role in (guild.id, *mine)]
        base = in_guild(allowed, owner=guild.owner is user)
        return (
            in_channel(base, guild.id, mine, user.id, place.overwrites)
            if isinstance(place, Channel)
            else base
        )

    def find(self, channel_id: int) -> Channel:
        """The channel with that id, if the bot may see it; raises Discord's refusals."""
        channel = self.channels.get(channel_id)
        if channel is None or channel.deleted:
            raise unknown(10003)
        if channel.people:
            raise missing_access()
        if channel.guild and not self.rights(self.bot, channel) & Right.VIEW_CHANNEL:
            raise missing_access()
        return channel

    def find_guild(self, guild_id: int) -> Guild:
        """The guild with that id, if the bot is in it; raises Discord's refusals."""
        guild = self.guilds.get(guild_id)
        if guild is None or not self.present(guild):
            raise unknown(10004)
        return guild

    def installed(self, user: User, channel: Channel) -> dict[str, str]:
        """Whose installations let that person use the bot there (`authorizing_integration_owners`):
        the guild's or the bot's direct messages ("0"), their own ("1"); {} for none."""
        owners: dict[str, str] = {}
        if channel.guild and self.present(channel.guild):
            if channel.guild.id not in self.without_commands:
                owners["0"] = str(channel.guild.id)
        elif channel.person and (user.id not in self.installers or self.shares_guild(user)):
            owners["0"] = "0"
        if user.id in self.installers:
            owners["1"] = str(user.id)
        return owners

    def direct(self, user: User) -> Channel:
        """The bot's direct messages with that person."""
        for channel in self.channels.values():
            if channel.person is user:
                return channel
        channel = Channel(self.snowflake(), 1, person=user, created=self.moment())
        self.channels[channel.id] = channel
        return channel

    def add_thread(
        self, parent: Channel, name: str, opener: User, channel_id: int | None = None
    ) -> Channel:
        """A new thread or forum post; one that hangs on a message bears the message's id."""
        kind = ANNOUNCEMENT_THREAD if parent.kind == ANNOUNCEMENT else THREAD
        thread = Channel(
            channel_id or self.snowflake(), kind, name, parent.guild, parent, opener=opener
        )
        thread.created = self.moment()
        self.channels[thread.id] = thread
        assert parent.guild
        parent.guild.channels[thread.id] = thread
        self.tell(thread, "THREAD_CREATE", thread.json() | {"newly_created": True})
        return thread

    def store(
        self, channel: Channel, author: User, message_id: int | None = None, **fields: Any
    ) -> Message:
        """A new message in that channel; an ephemeral one is kept out of it."""
        created, key = self.moment(), message_id or self.snowflake()
        message = Message(channel, key, time.monotonic(), created, author, **fields)
        if not message.ephemeral:
            channel.stored[message.id] = message
            self.show(message, "MESSAGE_CREATE")
        if author is self.bot:
            self.sent.append(message)
        return message

    def show(self, message: Message, event: str) -> None:
        """Tell the bot of a message. Without the intent, only its own, its direct and those naming
        it have content."""
        channel, shown = message.channel, message.json()
        intent = Intent.GUILD_MESSAGES if channel.guild else Intent.DIRECT_MESSAGES
        named = any(user["id"] == str(self.bot.id) for user in shown["mentions"])
        private = bool(channel.guild) and not message.by_bot and not named
        self.tell(channel, event, shown, intent, private=private)

    def tell(
        self,
        place: Channel | Guild,
        event: str,
        data: Json,
        intent: int | None = None,
        **more: bool,
    ) -> None:
        """Send the bot an event of that channel or guild, if it is there and wants it."""
        guild = place.guild if isinstance(place, Channel) else place
        if isinstance(place, Channel) and place.people:
            return
        if guild is None:
            self.gateway.publish(event, data, intent or Intent.DIRECT_MESSAGES, **more)
        elif self.present(guild):
            self.gateway.publish(
                event,
                data | {"guild_id": str(guild.id)},
                intent or Intent.GUILDS,
                guild_id=guild.id,
                **more,
            )

    def overwrite(
        self, channel: Channel, key: int, kind: int, *, allow: int = 0, deny: int = 0
    ) -> None:
        """Allow and deny a role (kind 0) or member (kind 1) something in a channel, and tell the
        bot."""
        old = channel.overwrites.get(key, Overwrite(kind))
        channel.overwrites[key] = Overwrite(
            kind, (old.allow | allow) & ~deny, (old.deny | deny) & ~allow
        )
        self.tell(channel, "CHANNEL_UPDATE", channel.json())

    def guild_json(self, guild: Guild) -> Json:
        """The guild as the bot sees it."""
        return guild.json(self.moment(), self.bot)

    def _greeting(self) -> tuple[Json, list[Json]]:
        """The bot's user, and the guilds it is in."""
        with self.lock:
            return self.bot.json(), [
                self.guild_json(guild) for guild in self.guilds.values() if self.present(guild)
            ]
