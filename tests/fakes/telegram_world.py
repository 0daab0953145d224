"""The fake Telegram's world: who and what there is, which messages are stored, what the bot gets to
see."""

from __future__ import annotations

import functools
import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, TypeVar

from tests.fakes.telegram_state import (
    PRESENT,
    Chat,
    Json,
    Message,
    Refusal,
    Topic,
    User,
    bad,
    member,
)
from tests.fakes.telegram_updates import Updates

P = ParamSpec("P")
R = TypeVar("R")
W = TypeVar("W", bound="World")

BOT_ID = 7_000_000_001
ANONYMOUS = User(
    1087968824, "Group", "GroupAnonymousBot", is_bot=True
)  # Speaks for admins who hide.
CHANNEL_BOT = User(
    136817688, "Channel", "Channel_Bot", is_bot=True
)  # Speaks for people posting as a channel.
TELEGRAM = User(777000, "Telegram")  # Forwards a channel's posts into its discussion group.


@dataclass
class Query:
    """A pressed button, and what the bot answered to it; `at` is in monotonic seconds."""

    id: str
    user: User
    data: str
    at: float = field(default_factory=time.monotonic)
    answered: bool = False
    text: str = ""
    alert: bool = False
    url: str = ""


def locked(method: Callable[Concatenate[W, P], R]) -> Callable[Concatenate[W, P], R]:
    """Let one thread at a time into the world."""

    def alone(self: W, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with self.lock:
            return method(self, *args, **kwargs)

    return functools.update_wrapper(alone, method)


class World:
    """Chats by id, people by id, the bot, its updates. `sent` is every message of the bot in the
    order of arrival."""

    def __init__(
        self,
        *,
        privacy: bool = True,
        now: Callable[[], float] = time.time,
        number: int = 1,
    ) -> None:
        self.lock = threading.RLock()
        self.privacy, self.unix = privacy, now
        named = "paperboy_test_bot" if number == 1 else f"paperboy_test{number}_bot"
        self.bot = User(BOT_ID - 1 + number, "Paperboy", named, is_bot=True)
        self.users = {user.id: user for user in (self.bot, ANONYMOUS, CHANNEL_BOT, TELEGRAM)}
        self.chats: dict[int, Chat] = {}
        self.sent: list[Message] = []
        self.queries: dict[str, Query] = {}
        # What the files hold, by their ids.
        self.files: dict[str, bytes] = {}
        self.updates = Updates()
        # Each bot has people and chats of its own, unless a test lets it share some.
        self.ids = itertools.count(1 + (number - 1) * 1_000_000)

    def store(self, chat: Chat, **fields: Any) -> Message:
        """A new message in that chat."""
        chat.last_id += 1
        message = Message(chat, chat.last_id, at=time.monotonic(), date=int(self.unix()), **fields)
        chat.stored[message.id] = message
        if message.by_bot:
            self.sent.append(message)
        return message

    def file(self, name: str, content: bytes, announced: int | None) -> Json:
        """A Document of the Bot API, which says that it has so many bytes."""
        number = next(self.ids)
        self.files[f"document-{number}"] = content
        document = {"file_id": f"document-{number}", "file_unique_id": f"d{number}"}
        return document | {"file_name": name} | ({"file_size": announced} if announced else {})

    def service(
        self, chat: Chat, by: User, *, thread: int | None = None, **content: Any
    ) -> Message:
        """A message that tells what happened; bots see them all."""
        message = self.store(chat, sender=by, thread=thread, extra=content)
        if self.present(chat):
            self.updates.push({"message": message.json()})
        return message

    def present(self, chat: Chat) -> bool:
        """Whether the bot is in that chat (in a private one: neither blocked nor never spoken
        to)."""
        return chat.status(self.bot) in PRESENT and chat.started and not chat.migrated_to

    def sees(self, message: Message) -> bool:
        """Whether an ordinary message reaches the bot; in privacy mode groups show it what concerns
        it alone."""
        chat = message.chat
        if not self.present(chat):
            return False
        if (
            chat.kind in ("private", "channel")
            or not self.privacy
            or chat.status(self.bot) == "administrator"
        ):
            return True
        replied = chat.stored.get(message.reply_to or 0)
        return bool(replied and replied.by_bot) or any(
            self._concerns(message, entity) for entity in message.entities
        )

    def become(self, chat: Chat, by: User, status: str) -> None:
        """Give the bot another status in that chat, and tell it."""
        before = chat.status(self.bot)
        chat.members[self.bot.id] = status
        change = {
            "chat": chat.json(),
            "from": by.json(),
            "date": int(self.unix()),
            "old_chat_member": member(self.bot, before),
            "new_chat_member": member(self.bot, status),
        }
        self.updates.push({"my_chat_member": change})

    def find(self, chat_id: str) -> Chat:
        """The chat with that id or @name; raises Telegram's refusals for chats unknown or moved."""
        if not chat_id:
            raise bad("chat_id is empty")
        if chat_id.startswith("@"):
            chat = next(
                (chat for chat in self.chats.values() if chat.username == chat_id[1:]), None
            )
        else:
            chat = self.chats.get(int(chat_id)) if chat_id.lstrip("-").isdecimal() else None
        if chat is None:
            raise bad("chat not found")
        if chat.migrated_to:
            raise bad(
                "group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=chat.migrated_to.id,
            )
        return chat

    def enter(self, chat: Chat) -> None:
        """Raise Telegram's 403 for a chat that the bot may not speak in, for reasons of
        membership."""
        if chat.person:
            self._enter_private(chat, chat.person)
        elif (status := chat.status(self.bot)) not in PRESENT:
            out = (
                "was kicked from"
                if status == "kicked" and chat.kind != "channel"
                else "is not a member of"
            )
            raise Refusal(403, f"Forbidden: bot {out} the {chat.kind} chat")

    def _enter_private(self, chat: Chat, person: User) -> None:
        if person.deactivated:
            raise Refusal(403, "Forbidden: user is deactivated")
        if not chat.started:
            raise Refusal(403, "Forbidden: bot can't initiate conversation with a user")
        if chat.status(self.bot) == "kicked":
            raise Refusal(403, "Forbidden: bot was blocked by the user")

    def add_topic(self, chat: Chat, name: str, by: User) -> int:
        """A new topic; its id is that of the message that announces it."""
        created = {"name": name, "icon_color": 7322096}
        thread = chat.last_id + 1
        chat.topics[thread] = Topic(name)
        self.service(chat, by, thread=thread, forum_topic_created=created)
        return thread

    def _concerns(self, message: Message, entity: Json) -> bool:
        units = message.text.encode("utf-16-le")
        start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
        said = units[start:end].decode("utf-16-le").lower()
        name = f"@{self.bot.username}".lower()
        match entity["type"]:
            case "bot_command":
                return "@" not in said or said.endswith(name)
            case "mention":
                return said == name
            case _:
                return False
