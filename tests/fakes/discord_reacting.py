"""Signs that people put under messages of the fake Discord, and what the bot is told of them."""

# Tested in tests/fakes/test_discord_reacting.py.

from __future__ import annotations

from tests.fakes.discord_gateway import Intent
from tests.fakes.discord_rights import Right
from tests.fakes.discord_state import Json, Message, User
from tests.fakes.discord_world import World, locked


class Reacting(World):
    """What people do with signs."""

    @locked
    def react(self, message: Message, user: User, sign: str, *, own: int | None = None) -> None:
        """Put a sign under the message; `own` is the id of one that a server has drawn.

        Who joins in needs to read the history; who is the first with a sign, the right to add it.
        """
        self._check(message, user)
        channel, emoji = message.channel, (sign, own)
        if channel.guild:
            rights = self.rights(user, channel)
            assert rights & Right.READ_MESSAGE_HISTORY, "who cannot read it cannot react"
            theirs = message.reactions.get(emoji)
            assert theirs or rights & Right.ADD_REACTIONS, "only signs that are there may be joined"
        people = message.reactions.setdefault(emoji, set())
        if user.id in people:
            return
        people.add(user.id)
        told = self._told(message, user, emoji)
        told |= {"message_author_id": str(message.author.id), "burst": False, "type": 0}
        if channel.guild:
            roles = [str(role) for role in channel.guild.members[user.id]]
            joined = self.moment()
            told["member"] = {
                "user": user.json(),
                "roles": roles,
                "joined_at": joined,
                "deaf": False,
                "mute": False,
                "flags": 0,
            }
        self._tell(message, "MESSAGE_REACTION_ADD", told)

    @locked
    def unreact(self, message: Message, user: User, sign: str, *, own: int | None = None) -> None:
        """Take one's own sign away again; who does so is not described."""
        self._check(message, user)
        message.reactions.get((sign, own), set()).remove(user.id)
        told = self._told(message, user, (sign, own)) | {"burst": False, "type": 0}
        self._tell(message, "MESSAGE_REACTION_REMOVE", told)

    @locked
    def clear_reactions(self, message: Message) -> None:
        """A moderator takes all signs away: one event, which names nobody."""
        message.reactions.clear()
        told = {"channel_id": str(message.channel.id), "message_id": str(message.id)}
        self._tell(message, "MESSAGE_REACTION_REMOVE_ALL", told)

    def _check(self, message: Message, user: User) -> None:
        assert not message.ephemeral, "nobody can react to what one person sees"
        assert not message.deleted, "nobody can react to what is gone"
        channel = message.channel
        assert channel.guild or user in (channel.person, self.bot), "these are others' messages"

    def _told(self, message: Message, user: User, emoji: tuple[str, int | None]) -> Json:
        sign, own = emoji
        return {
            "user_id": str(user.id),
            "channel_id": str(message.channel.id),
            "message_id": str(message.id),
            "emoji": {"id": None if own is None else str(own), "name": sign},
        }

    def _tell(self, message: Message, event: str, told: Json) -> None:
        intent = Intent.DIRECT_MESSAGE_REACTIONS
        if message.channel.guild:
            intent = Intent.GUILD_MESSAGE_REACTIONS
        self.tell(message.channel, event, told, intent)
