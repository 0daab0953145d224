"""The routes of channels: messages sent, edited, read and deleted, threads and posts opened."""

from __future__ import annotations

import time
from typing import Any

from tests.fakes.discord_draft import Draft, draft_of, mentions_of
from tests.fakes.discord_form import Form, refused
from tests.fakes.discord_limits import CROSSPOST, DELETE, EDIT, OPEN_POST, SEND
from tests.fakes.discord_rest import Ask, Route
from tests.fakes.discord_rights import Right
from tests.fakes.discord_state import (
    ANNOUNCEMENT,
    CATEGORY,
    CROSSPOSTED,
    EPHEMERAL,
    FORUM,
    TEXT,
    Channel,
    Json,
    Message,
    Refusal,
    Version,
    missing_permissions,
    unknown,
)
from tests.fakes.discord_world import World

_CHANNEL = "/channels/{channel_id}"
_MESSAGE = "/channels/{channel_id}/messages/{message_id}"


class Sending:
    """Messages and threads. A nonce is remembered for `nonce_seconds` of the limits' seconds."""

    def __init__(self, world: World, *, utf16_too: bool, nonce_seconds: float = 180.0) -> None:
        self.world, self.utf16_too, self.nonce_seconds = world, utf16_too, nonce_seconds
        self.routes = [
            Route(SEND, self.send),
            Route(EDIT, self.edit),
            Route(DELETE, self.delete),
            Route(f"GET {_MESSAGE}", self.message),
            Route(f"GET {_CHANNEL}/messages", self.messages),
            Route(f"GET {_CHANNEL}", self.channel),
            Route(f"PATCH {_CHANNEL}", self.change_channel),
            Route(f"POST {_CHANNEL}/typing", self.typing),
            Route(OPEN_POST, self.open_thread),
            Route(CROSSPOST, self.crosspost),
            Route("GET /guilds/{guild_id}/threads/active", self.active_threads),
            Route(f"POST {_MESSAGE}/threads", self.open_thread_on),
        ]

    def send(self, ask: Ask) -> Json:
        """POST a message; one with an enforced nonce already used here gives the message it was
        used for."""
        channel = self._channel(ask)
        rights = self._may_speak(channel)
        draft = draft_of(ask, ask.json, utf16_too=self.utf16_too)
        self._may_show(channel, draft, rights)
        if draft.enforce_nonce and (earlier := self._used(channel, draft.nonce)):
            self.world.recognized += 1
            return earlier.json()
        return self.post(channel, draft, ask.json, rights).json()

    def post(self, channel: Channel, draft: Draft, body: Json, rights: int, **more: Any) -> Message:
        """Store the draft as the bot's message."""
        mentions = mentions_of(
            self.world, channel, draft.content, body.get("allowed_mentions"), rights
        )
        if reference := body.get("message_reference"):
            more["reference"] = self._replied(channel, reference)
        if channel.archived:
            channel.archived = False
            self.world.tell(channel, "THREAD_UPDATE", channel.json())
        fields = draft.fields() | {"flags": draft.flags & ~EPHEMERAL} | more
        return self.world.store(
            channel, self.world.bot, mentions=mentions, nonce=draft.nonce, **fields
        )

    def edit(self, ask: Ask) -> Json:
        """PATCH a message of the bot's; what the body leaves out stays."""
        message = self._message(ask)
        if not message.by_bot:
            raise Refusal(403, 50005, "Cannot edit a message authored by another user")
        if message.channel.archived:
            raise Refusal(400, 50083, "Thread is archived")
        draft = draft_of(ask, ask.json, utf16_too=self.utf16_too, old=message)
        self._may_show(message.channel, draft, self.world.rights(self.world.bot, message.channel))
        return self.change(message, draft).json()

    def change(self, message: Message, draft: Draft) -> Message:
        """Let the message show the draft."""
        before = Version(message.content, message.embeds, message.components, time.monotonic())
        message.edits.append(before)
        for name, value in draft.fields().items():
            setattr(message, name, value)
        message.edited = self.world.moment()
        if not message.ephemeral:
            self.world.show(message, "MESSAGE_UPDATE")
        return message

    def delete(self, ask: Ask) -> None:
        """DELETE a message: the bot's own, or with the permission any."""
        message = self._message(ask)
        if (
            not message.by_bot
            and not self.world.rights(self.world.bot, message.channel) & Right.MANAGE_MESSAGES
        ):
            raise missing_permissions()
        self.remove(message)

    def remove(self, message: Message) -> None:
        """Delete the message."""
        message.deleted = True
        if not message.ephemeral:
            gone = {"id": str(message.id), "channel_id": str(message.channel.id)}
            self.world.tell(
                message.channel,
                "MESSAGE_DELETE",
                gone,
                1 << 9 if message.channel.guild else 1 << 12,
            )

    def message(self, ask: Ask) -> Json:
        """GET a message."""
        return self._message(ask, read=True).json()

    def messages(self, ask: Ask) -> list[Json]:
        """GET the newest messages, newest first."""
        channel = self._channel(ask)
        self._require(channel, Right.READ_MESSAGE_HISTORY)
        there = [message for message in reversed(channel.stored.values()) if not message.deleted]
        return [message.json() for message in there[: int(ask.query.get("limit", 50))]]

    def channel(self, ask: Ask) -> Json:
        """GET a channel."""
        return self._channel(ask).json()

    def change_channel(self, ask: Ask) -> Json:
        """PATCH a channel's or thread's name, a thread's archive and lock."""
        channel = self._channel(ask)
        mine = channel.opener is self.world.bot and not ask.json.get("locked")
        if not mine:
            self._require(
                channel, Right.MANAGE_THREADS if channel.is_thread else Right.MANAGE_CHANNELS
            )
        for name in ("name", "archived", "locked"):
            setattr(channel, name, ask.json.get(name, getattr(channel, name)))
        event = "THREAD_UPDATE" if channel.is_thread else "CHANNEL_UPDATE"
        self.world.tell(channel, event, channel.json())
        return channel.json()

    def crosspost(self, ask: Ask) -> Json:
        """POST that a message is published to all who follow its announcement channel."""
        message = self._message(ask)
        if message.channel.kind != ANNOUNCEMENT:
            raise Refusal(400, 50024, "Cannot execute action on this channel type")
        rights = self._require(message.channel, Right.SEND_MESSAGES)
        if not message.by_bot and not rights & Right.MANAGE_MESSAGES:
            raise missing_permissions()
        if message.flags & CROSSPOSTED:
            raise Refusal(400, 40033, "This message has already been crossposted")
        message.flags |= CROSSPOSTED
        self.world.show(message, "MESSAGE_UPDATE")
        return message.json()

    def active_threads(self, ask: Ask) -> Json:
        """GET the guild's threads and posts that are not archived and that the bot may see."""
        guild = self.world.find_guild(ask.id("guild_id"))
        threads: list[Json] = []
        for channel in guild.channels.values():
            seen = self.world.rights(self.world.bot, channel) & Right.VIEW_CHANNEL
            if channel.is_thread and not channel.archived and not channel.deleted and seen:
                threads.append(channel.json())
        return {"threads": threads, "members": []}

    def typing(self, ask: Ask) -> None:
        """POST that the bot is typing."""
        self._may_speak(self._channel(ask))

    def open_thread(self, ask: Ask) -> Json:
        """POST a thread without a message, or a post in a forum."""
        parent = self._channel(ask)
        name = self._thread_name(ask)
        if parent.kind == FORUM:
            return self._open_post(ask, parent, name)
        if parent.kind not in (TEXT, ANNOUNCEMENT):
            raise Refusal(400, 50024, "Cannot execute action on this channel type")
        self._require(parent, Right.CREATE_PUBLIC_THREADS)
        return self.world.add_thread(parent, name, self.world.bot).json()

    def open_thread_on(self, ask: Ask) -> Json:
        """POST a thread that hangs on a message; it bears the message's id."""
        message = self._message(ask)
        if message.channel.kind not in (TEXT, ANNOUNCEMENT):
            raise Refusal(400, 50024, "Cannot execute action on this channel type")
        self._require(message.channel, Right.CREATE_PUBLIC_THREADS)
        if message.thread:
            raise Refusal(400, 160004, "A thread has already been created for this message")
        name = self._thread_name(ask)
        message.thread = self.world.add_thread(message.channel, name, self.world.bot, message.id)
        return message.thread.json()

    def _open_post(self, ask: Ask, forum: Channel, name: str) -> Json:
        rights = self._require(forum, Right.SEND_MESSAGES)
        if not isinstance(ask.json.get("message"), dict):
            raise refused(("message",), "BASE_TYPE_REQUIRED", "This field is required")
        draft = draft_of(ask, ask.json["message"], utf16_too=self.utf16_too)
        self._may_show(forum, draft, rights)
        tags = self._tags(ask, forum, rights)
        thread = self.world.add_thread(forum, name, self.world.bot)
        thread.tags = tags
        # Discord takes no nonce here: what is sent twice is there twice.
        draft.nonce = None
        message = self.post(thread, draft, ask.json["message"], rights, message_id=thread.id)
        return thread.json() | {"message": message.json()}

    def _tags(self, ask: Ask, forum: Channel, rights: int) -> list[Json]:
        """The tags that the new post is to bear."""
        form = Form(utf16_too=self.utf16_too)
        named = [str(each) for each in form.items(ask.json, "applied_tags", (), 5)]
        form.check()
        if forum.needs_tag and not named:
            message = "A tag is required to create a forum post in this channel"
            raise Refusal(400, 40067, message)
        found = [tag for tag in forum.tags if tag["id"] in named]
        if len(found) < len(named):
            raise refused(("applied_tags",), "GUILD_FORUM_TAG_UNKNOWN", "Unknown tag")
        if any(tag["moderated"] for tag in found) and not rights & Right.MANAGE_THREADS:
            raise missing_permissions()
        return found

    def _thread_name(self, ask: Ask) -> str:
        form = Form(utf16_too=self.utf16_too)
        name = form.text(ask.json, "name", (), 100, 1)
        form.check()
        return name

    def _channel(self, ask: Ask) -> Channel:
        return self.world.find(ask.id("channel_id"))

    def _message(self, ask: Ask, *, read: bool = False) -> Message:
        channel = self._channel(ask)
        if read:
            self._require(channel, Right.READ_MESSAGE_HISTORY)
        message = channel.stored.get(ask.id("message_id"))
        if message is None or message.deleted:
            raise unknown(10008)
        return message

    def _require(self, channel: Channel, right: Right) -> int:
        """The bot's rights there; raises a 403 Refusal without that one."""
        rights = self.world.rights(self.world.bot, channel)
        if not rights & right:
            raise missing_permissions()
        return rights

    def _may_speak(self, channel: Channel) -> int:
        """The bot's rights in a channel that it may speak in; raises a Refusal where it may not."""
        if channel.kind in (FORUM, CATEGORY):
            raise Refusal(400, 50008, "Cannot send messages in a non-text channel")
        if channel.person and not self.world.reachable(channel.person):
            raise Refusal(403, 50007, "Cannot send messages to this user")
        rights = self._require(
            channel, Right.SEND_MESSAGES_IN_THREADS if channel.is_thread else Right.SEND_MESSAGES
        )
        if channel.locked and not rights & Right.MANAGE_THREADS:
            raise Refusal(403, 160005, "Thread is locked")
        return rights

    def _may_show(self, channel: Channel, draft: Draft, rights: int) -> None:
        if (draft.embeds and not rights & Right.EMBED_LINKS) or (
            draft.attachments and not rights & Right.ATTACH_FILES
        ):
            raise missing_permissions()

    def _used(self, channel: Channel, nonce: str | None) -> Message | None:
        """The message that the bot sent here with that nonce a short while ago."""
        since = time.monotonic() - self.nonce_seconds / self.world.speed
        for message in reversed(channel.stored.values()):
            if message.at < since:
                return None
            if message.by_bot and message.nonce == nonce:
                return message
        return None

    def _replied(self, channel: Channel, reference: Json) -> Json | None:
        message = channel.stored.get(int(reference.get("message_id") or 0))
        if message and not message.deleted:
            return {"message_id": str(message.id), "channel_id": str(channel.id)}
        if reference.get("fail_if_not_exists", True):
            raise refused(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        return None
