"""What the fake Telegram remembers: people, chats, messages, and the shapes the Bot API gives
them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

Json = dict[str, Any]

ADMIN_RIGHTS = [
    "can_be_edited",
    "can_manage_chat",
    "can_change_info",
    "can_delete_messages",
    "can_invite_users",
    "can_restrict_members",
    "can_pin_messages",
    "can_promote_members",
    "can_manage_video_chats",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_manage_topics",
    "can_post_messages",
    "can_edit_messages",
    "is_anonymous",
]
MEMBER_RIGHTS = [
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
]
PRESENT = frozenset(("creator", "administrator", "member", "restricted"))
GENERAL = 1  # The thread id of a forum's general topic; real servers refuse to be sent it.


class Refusal(Exception):
    """An answer that is not ok: a status, Telegram's sentence, and its response parameters."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters

    def json(self) -> Json:
        """The answer's body."""
        body: Json = {"ok": False, "error_code": self.status, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad(reason: str, **parameters: int) -> Refusal:
    """A 400 with that reason."""
    return Refusal(400, f"Bad Request: {reason}", **parameters)


@dataclass(eq=False)
class User:
    """A person, or a bot. `deactivated` accounts answer 403."""

    id: int
    first_name: str
    username: str | None = None
    language: str | None = "en"
    is_bot: bool = False
    deactivated: bool = False

    def json(self) -> Json:
        """A User of the Bot API."""
        optional = {
            "username": self.username,
            "language_code": None if self.is_bot else self.language,
        }
        return {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
            **_present(optional),
        }


@dataclass
class Topic:
    """A forum topic."""

    name: str
    closed: bool = False
    deleted: bool = False


class Acted(NamedTuple):
    """What the bot was shown doing, such as typing; `at` is in monotonic seconds."""

    at: float
    action: str
    thread: int | None


@dataclass(eq=False)
class Chat:
    """A chat: `kind` is private, group, supergroup or channel; `members` maps user ids to their
    status.

    `started` is false while a person has never written to the bot; `muted` when the bot may not
    send here.
    """

    id: int
    kind: str
    title: str = ""
    username: str | None = None
    forum: bool = False
    person: User | None = None
    started: bool = True
    muted: bool = False
    migrated_to: Chat | None = field(default=None, repr=False)
    linked: Chat | None = field(default=None, repr=False)
    members: dict[int, str] = field(default_factory=dict, repr=False)
    topics: dict[int, Topic] = field(default_factory=dict, repr=False)
    stored: dict[int, Message] = field(default_factory=dict, repr=False)
    actions: list[Acted] = field(default_factory=list, repr=False)
    last_id: int = 1  # Ids count up in each chat by itself, so that mixing up chats shows.

    @property
    def private(self) -> bool:
        """Whether this is a person's chat with the bot."""
        return self.kind == "private"

    def status(self, user: User) -> str:
        """The status of that user here; strangers have left."""
        return self.members.get(user.id, "left")

    def json(self) -> Json:
        """A Chat of the Bot API."""
        named: Json
        if self.person:
            named = {"first_name": self.person.first_name, "username": self.person.username}
        else:
            named = {"title": self.title, "username": self.username, "is_forum": self.forum or None}
        return {"id": self.id, "type": self.kind, **_present(named)}


class Version(NamedTuple):
    """What a message said before an edit, and when it was replaced (monotonic seconds)."""

    text: str
    entities: list[Json]
    html: str | None
    markup: Json | None
    replaced_at: float


@dataclass(eq=False)
class Message:
    """A stored message. `html` is the text as the bot sent it, `text` and `entities` what people
    see.

    `at` is monotonic seconds, `date` a Unix time; `thread` is None outside topics and in the
    general one. A photo's caption is its `text`. `edits` holds what it said before.
    """

    chat: Chat
    id: int
    at: float
    date: int
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    html: str | None = None
    markup: Json | None = None
    sender: User | None = None
    sender_chat: Chat | None = None
    by_bot: bool = False
    thread: int | None = None
    reply_to: int | None = None
    silent: bool = False
    preview: Json | None = None
    photo: Json | None = None
    document: Json | None = None
    extra: Json = field(default_factory=dict)
    edits: list[Version] = field(default_factory=list, repr=False)
    edited: int | None = None
    deleted: bool = False
    reactions: dict[int, list[str]] = field(default_factory=dict, repr=False)

    @property
    def buttons(self) -> list[list[Json]]:
        """The inline keyboard, row by row."""
        return list((self.markup or {}).get("inline_keyboard", []))

    def data(self, label: str) -> str:
        """The callback data of the button with that label."""
        found = [
            button for row in self.buttons for button in row if button["text"].strip() == label
        ]
        assert found, (
            f"no button {label!r} in {[[button['text'] for button in row] for row in self.buttons]}"
        )
        return str(found[0]["callback_data"])

    def json(self, *, nested: bool = True) -> Json:
        """A Message of the Bot API; a deleted one is inaccessible. Replies are shown one level
        deep."""
        known: Json = {"message_id": self.id, "chat": self.chat.json()}
        if self.deleted:
            return known | {"date": 0}
        optional: Json = {
            "from": self.sender and self.sender.json(),
            "sender_chat": self.sender_chat and self.sender_chat.json(),
            "message_thread_id": self.thread,
            "is_topic_message": bool(self.chat.forum and self.thread) or None,
            "edit_date": self.edited,
            "reply_to_message": self._replied() if nested else None,
            "link_preview_options": self.preview,
            "reply_markup": self.markup if self.buttons else None,
            **self._content(),
        }
        return known | {"date": self.date} | _present(optional) | self.extra

    def _content(self) -> Json:
        if self.document:
            return {
                "document": self.document,
                "caption": self.text or None,
                "caption_entities": self.entities or None,
            }
        if not self.photo:
            return {"text": self.text or None, "entities": self.entities or None}
        sizes = [
            {"width": 90, "height": 60, **self.photo},
            {"width": 900, "height": 600, **self.photo},
        ]
        return {
            "photo": sizes,
            "caption": self.text or None,
            "caption_entities": self.entities or None,
        }

    def _replied(self) -> Json | None:
        # In a topic, a message that answers nothing else answers the topic's first message.
        replied = self.chat.stored.get(
            self.reply_to or (self.thread if self.chat.forum else None) or 0
        )
        return (
            replied.json(nested=False)
            if replied and replied is not self and not replied.deleted
            else None
        )


def member(user: User, status: str, *, anonymous: bool = False) -> Json:
    """A ChatMember of the Bot API."""
    shape: Json = {"user": user.json(), "status": status}
    match status:
        case "creator":
            return shape | {"is_anonymous": anonymous}
        case "administrator":
            return (
                shape
                | dict.fromkeys(ADMIN_RIGHTS, True)
                | {"can_be_edited": False, "is_anonymous": anonymous}
            )
        case "restricted":
            return (
                shape | dict.fromkeys(MEMBER_RIGHTS, False) | {"is_member": True, "until_date": 0}
            )
        case "kicked":
            return shape | {"until_date": 0}
        case _:
            return shape


def _present(fields: Json) -> Json:
    return {name: value for name, value in fields.items() if value is not None}
