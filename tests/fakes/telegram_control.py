"""What a test makes people do in the fake Telegram. Every function may be called from any
thread."""

from __future__ import annotations

import copy
import time

from tests.fakes.telegram_reacting import Reacting
from tests.fakes.telegram_replay import learn
from tests.fakes.telegram_state import GENERAL, Chat, Json, Message, Topic, User, Version
from tests.fakes.telegram_text import noticed
from tests.fakes.telegram_world import ANONYMOUS, CHANNEL_BOT, TELEGRAM, Query, locked

_GROUPS = -1000  # Basic groups count down from here,
_SUPERGROUPS = -1_001_000_000_000  # supergroups and channels from here.
_PEOPLE = 100_000
_ACTION_SHOWS = 5.0  # Seconds.


class Control(Reacting):
    """People, chats, and what happens in them."""

    @locked
    def user(
        self, name: str = "Ann", *, username: str | None = None, language: str | None = "en"
    ) -> User:
        """A new person."""
        user = User(_PEOPLE + next(self.ids), name, username, language)
        self.users[user.id] = user
        return user

    @locked
    def private(self, user: User | None = None, *, started: bool = True) -> Chat:
        """The person's private chat with the bot (a new person's by default), started or never
        spoken in."""
        user = user or self.user()
        chat = self.chats.setdefault(
            user.id, Chat(user.id, "private", person=user, started=started)
        )
        chat.members |= {user.id: "member", self.bot.id: "member"}
        return chat

    @locked
    def group(
        self,
        owner: User,
        title: str = "Readers",
        *,
        kind: str = "supergroup",
        forum: bool = False,
        bot: str = "member",
        username: str | None = None,
    ) -> Chat:
        """A new group, supergroup or channel, made by that person; `bot` is the bot's status in
        it."""
        base = _GROUPS if kind == "group" else _SUPERGROUPS
        chat = Chat(base - next(self.ids), kind, title, username, forum)
        chat.members = {owner.id: "creator", self.bot.id: bot}
        if forum:
            chat.topics[GENERAL] = Topic("General")
        self.chats[chat.id] = chat
        return chat

    def channel(self, owner: User, title: str = "News", *, bot: str = "administrator") -> Chat:
        """A new channel; link it with `group.linked = channel`."""
        return self.group(owner, title, kind="channel", bot=bot)

    @locked
    def join(self, chat: Chat, user: User, status: str = "member") -> User:
        """Give that person a status in the chat."""
        chat.members[user.id] = status
        return user

    @locked
    def topic(self, chat: Chat, name: str = "Papers", by: User | None = None) -> int:
        """A new topic in a forum: its thread id."""
        assert chat.forum, "only forums have topics"
        return self.add_topic(chat, name, by or self._owner(chat))

    @locked
    def close_topic(self, chat: Chat, thread: int, *, closed: bool = True) -> None:
        """Close a topic or open it again; 1 is the general one."""
        chat.topics[thread].closed = closed
        event = "forum_topic_closed" if closed else "forum_topic_reopened"
        self.service(
            chat, self._owner(chat), thread=thread if thread != GENERAL else None, **{event: {}}
        )

    @locked
    def delete_topic(self, chat: Chat, thread: int) -> None:
        """Delete a topic and what was said in it. Bots are not told."""
        chat.topics[thread].deleted = True
        for message in chat.stored.values():
            message.deleted = message.deleted or message.thread == thread

    @locked
    def say(
        self,
        chat: Chat,
        user: User | None,
        text: str,
        *,
        thread: int | None = None,
        reply_to: Message | int | None = None,
        edit_of: Message | None = None,
        sender_chat: Chat | None = None,
        file: tuple[str, bytes] | None = None,
        announced: int | None = None,
        picture: bool = False,
        behind: str = "",
    ) -> Json | None:
        """Somebody writes, or edits what they wrote: the update, or None when the bot does not get
        it (privacy mode).

        `sender_chat` speaks instead of a person: the group itself (an anonymous admin), its linked
        channel (an automatic forward where there is no user, else what an admin writes as it), or
        another channel. In a channel the user does not show.
        With a `file` (its name and its bytes, so many of them `announced`) or a `picture` the text is
        its caption. `behind` is the address to which the whole text is linked.
        """
        entities = noticed(text)
        if behind:
            entities = [{"type": "text_link", "offset": 0, "length": len(text), "url": behind}]
        if edit_of:
            edit_of.edits.append(Version(edit_of.text, edit_of.entities, None, None, edit_of.at))
            edit_of.text, edit_of.entities, edit_of.edited = text, entities, int(self.unix())
            return self._show(edit_of, "edited_")
        if chat.private:
            assert chat.members[self.bot.id] == "member", (
                "who has blocked the bot cannot write to it"
            )
            chat.started = True
        replied = reply_to.id if isinstance(reply_to, Message) else reply_to
        message = self.store(chat, text=text, entities=entities, thread=thread, reply_to=replied)
        message.sender, message.sender_chat = self._author(chat, user, sender_chat)
        if file:
            message.document = self.file(*file, announced)
        if picture:
            message.photo = {"file_id": f"photo-{message.id}", "file_unique_id": f"of-{message.id}"}
        if message.sender is TELEGRAM:
            message.extra = {"is_automatic_forward": True}
        return self._show(message)

    @locked
    def said(self, chat: Chat) -> Message:
        """The newest message that people left in the chat."""
        return next(message for message in reversed(chat.stored.values()) if not message.by_bot)

    @locked
    def press(
        self, message: Message, user: User, data: str, *, forged: bool = False, ago: float = 0.0
    ) -> Query:
        """Somebody presses the button with that data (see `Message.data`), so many seconds `ago`;
        forged data need not be on a button."""
        offered = [button.get("callback_data") for row in message.buttons for button in row]
        assert forged or data in offered, f"no button with {data!r} among {offered}"
        query = Query(str(10**15 + next(self.ids)), user, data, time.monotonic() - ago)
        self.queries[query.id] = query
        shown = {
            "id": query.id,
            "from": user.json(),
            "chat_instance": str(message.chat.id),
            "data": data,
        }
        self.updates.push({"callback_query": shown | {"message": message.json()}})
        return query

    @locked
    def sees_action(self, chat: Chat) -> bool:
        """Whether people there see the bot do something, such as typing."""
        since = max((each.at for each in chat.stored.values() if each.by_bot), default=0.0)
        since = max(since, time.monotonic() - _ACTION_SHOWS)
        return any(acted.at > since for acted in chat.actions)

    @locked
    def add_bot(self, chat: Chat, by: User, *, as_admin: bool = False) -> None:
        """Somebody adds the bot to a group or channel, or makes it an admin there."""
        new = not self.present(chat)
        self.become(chat, by, "administrator" if as_admin else "member")
        if new and chat.kind != "channel":
            self.service(chat, by, new_chat_members=[self.bot.json()])

    @locked
    def remove_bot(self, chat: Chat, by: User) -> None:
        """Somebody takes the bot out; it may be added again."""
        self.become(chat, by, "left")

    @locked
    def kick_bot(self, chat: Chat, by: User | None = None) -> None:
        """Somebody bans the bot from the chat."""
        self.become(chat, by or self._owner(chat), "kicked")

    @locked
    def block(self, user: User) -> None:
        """The person blocks the bot."""
        self.become(self.private(user), user, "kicked")

    @locked
    def unblock(self, user: User) -> None:
        """The person unblocks the bot."""
        self.become(self.chats[user.id], user, "member")

    @locked
    def deactivate(self, user: User) -> None:
        """The person deletes their account. Bots are not told."""
        user.deactivated = True

    @locked
    def restrict(self, chat: Chat, *, muted: bool = True) -> None:
        """Take away the bot's right to send messages, or give it back."""
        chat.muted = muted
        if chat.kind == "supergroup":
            self.become(chat, self._owner(chat), "restricted" if muted else "member")

    @locked
    def migrate(self, chat: Chat) -> Chat:
        """A group becomes a supergroup: the new chat. The bot is told in both."""
        owner = self._owner(chat)
        new = self.group(owner, chat.title)
        new.members = copy.copy(chat.members)
        self.service(chat, owner, migrate_to_chat_id=new.id)
        chat.migrated_to = new
        self.service(new, owner, migrate_from_chat_id=chat.id)
        return new

    @locked
    def inject(self, update: Json) -> Json:
        """Send the bot a recorded update, and know from now on the chats, messages and queries it
        speaks of.

        Its update_id is kept unless later ones are already out; returns the update as sent.
        """
        learn(self, update)
        return self.updates.push(update)

    def deliver_twice(self, count: int = 1) -> None:
        """Post each of the next updates to the webhook a second time."""
        self.updates.repeats += count

    def _owner(self, chat: Chat) -> User:
        return next(self.users[key] for key, status in chat.members.items() if status == "creator")

    def _author(
        self, chat: Chat, user: User | None, sender: Chat | None
    ) -> tuple[User | None, Chat | None]:
        if chat.kind == "channel":
            return None, chat
        if sender is None:
            return user, None
        if sender is chat:
            return ANONYMOUS, sender
        forwarded = user is None and sender is chat.linked
        return (TELEGRAM if forwarded else CHANNEL_BOT), sender

    def _show(self, message: Message, prefix: str = "") -> Json | None:
        kind = "channel_post" if message.chat.kind == "channel" else "message"
        return self.updates.push({prefix + kind: message.json()}) if self.sees(message) else None
