"""What the fake Discord remembers: people, guilds, channels, messages, and the shapes the API gives
them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tests.fakes.discord_rights import Overwrite

Json = dict[str, Any]

TEXT, DM, GROUP, CATEGORY, ANNOUNCEMENT, FORUM = 0, 1, 3, 4, 5, 15  # Kinds of channels,
ANNOUNCEMENT_THREAD, THREAD, PRIVATE_THREAD = 10, 11, 12  # and of threads.
THREADS = frozenset((ANNOUNCEMENT_THREAD, THREAD, PRIVATE_THREAD))
CROSSPOSTED, EPHEMERAL, LOADING = 1 << 0, 1 << 6, 1 << 7  # Flags of messages.
COMPONENTS_V2 = 1 << 15
_NEEDS_TAG = 1 << 4  # A flag of forums.
BUTTON, SELECTS = 2, frozenset((3, 5, 6, 7, 8))  # Types of components.
_COMMAND = re.compile(r"</([-_ \w]{1,100}):\d{1,20}>")  # A mention of a command.
_NESTED = ("components", "component", "accessory")


class Refusal(Exception):
    """An answer that is an error: a status, Discord's code and sentence, and the tree of a form's
    errors."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.errors = status, code, message, errors

    def json(self) -> Json:
        """The answer's body."""
        body: Json = {"message": self.message, "code": self.code}
        return body | ({"errors": self.errors} if self.errors else {})


_UNKNOWN = {
    10003: "Channel",
    10004: "Guild",
    10007: "Member",
    10008: "Message",
    10013: "User",
    10015: "Webhook",
    10062: "interaction",
}


def unknown(code: int) -> Refusal:
    """The 404 with that code."""
    return Refusal(404, code, f"Unknown {_UNKNOWN[code]}")


def missing_access() -> Refusal:
    """The 403 for what the bot may not see."""
    return Refusal(403, 50001, "Missing Access")


def missing_permissions() -> Refusal:
    """The 403 for what the bot may not do."""
    return Refusal(403, 50013, "Missing Permissions")


def iso(unix: float) -> str:
    """A moment as Discord writes it."""
    return dt.datetime.fromtimestamp(unix, dt.UTC).isoformat()


@dataclass(eq=False)
class User:
    """A person, or the bot. Who takes no direct messages (`dms` false) answers 403."""

    id: int
    name: str
    locale: str = "en-US"
    is_bot: bool = False
    dms: bool = True

    def json(self) -> Json:
        """A User of the API."""
        shown = {
            "id": str(self.id),
            "username": self.name,
            "discriminator": "0",
            "global_name": self.name,
        }
        return shown | {"avatar": None, "bot": self.is_bot, "public_flags": 0}


@dataclass(eq=False)
class Role:
    """A role; the one that everybody has bears the guild's id."""

    id: int
    name: str
    permissions: int = 0
    mentionable: bool = False
    managed: bool = False

    def json(self) -> Json:
        """A Role of the API."""
        shown: Json = {
            "id": str(self.id),
            "name": self.name,
            "permissions": str(self.permissions),
            "position": 0,
        }
        return shown | {
            "color": 0,
            "hoist": False,
            "managed": self.managed,
            "mentionable": self.mentionable,
        }


@dataclass(eq=False)
class Guild:
    """A guild; `members` maps user ids to the ids of their roles. The bot may not be among them."""

    id: int
    name: str
    owner: User
    locale: str = "en-US"
    members: dict[int, list[int]] = field(default_factory=dict, repr=False)
    roles: dict[int, Role] = field(default_factory=dict, repr=False)
    channels: dict[int, Channel] = field(default_factory=dict, repr=False)
    system_channel: Channel | None = field(default=None, repr=False)

    def json(self, joined: str, bot: User) -> Json:
        """A Guild as GUILD_CREATE shows it to that bot."""
        shown = [channel for channel in self.channels.values() if not channel.deleted]
        empty = ("emojis", "stickers", "features", "voice_states", "presences", "stage_instances")
        return {
            **{name: [] for name in (*empty, "guild_scheduled_events", "soundboard_sounds")},
            "id": str(self.id),
            "name": self.name,
            "owner_id": str(self.owner.id),
            "preferred_locale": self.locale,
            "system_channel_id": str(self.system_channel.id) if self.system_channel else None,
            "member_count": len(self.members),
            "joined_at": joined,
            "large": False,
            "roles": [role.json() for role in self.roles.values()],
            "members": [self.member(bot, joined)],
            "channels": [channel.json() for channel in shown if not channel.is_thread],
            "threads": [
                channel.json() for channel in shown if channel.is_thread and not channel.archived
            ],
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "nsfw_level": 0,
            "mfa_level": 0,
            "premium_tier": 0,
        }

    def member(self, user: User, joined: str, permissions: int | None = None) -> Json:
        """A Member of the API; interactions show their permissions too."""
        shown: Json = {
            "user": user.json(),
            "roles": [str(role) for role in self.members.get(user.id, [])],
        }
        shown |= {
            "nick": None,
            "avatar": None,
            "joined_at": joined,
            "premium_since": None,
            "flags": 0,
        }
        shown |= {"deaf": False, "mute": False, "pending": False}
        return shown | ({} if permissions is None else {"permissions": str(permissions)})


@dataclass(eq=False)
class Channel:
    """A channel, a thread or forum post, the bot's direct messages with a `person`, or those of
    `people` among themselves.

    `tags` are those that a forum has, or a post bears; where `needs_tag`, each post must bear one.
    """

    id: int
    kind: int
    name: str = ""
    guild: Guild | None = field(default=None, repr=False)
    parent: Channel | None = field(default=None, repr=False)
    person: User | None = None
    people: tuple[User, ...] = ()
    opener: User | None = None
    archived: bool = False
    locked: bool = False
    deleted: bool = False
    created: str = ""
    tags: list[Json] = field(default_factory=list)
    needs_tag: bool = False
    overwrites: dict[int, Overwrite] = field(default_factory=dict, repr=False)
    stored: dict[int, Message] = field(default_factory=dict, repr=False)

    @property
    def is_thread(self) -> bool:
        """Whether it is a thread or a forum post."""
        return self.kind in THREADS

    def json(self) -> Json:
        """A Channel of the API."""
        last = str(next(reversed(self.stored))) if self.stored else None
        shown: Json = {"id": str(self.id), "type": self.kind, "last_message_id": last, "flags": 0}
        if self.person:
            return shown | {"recipients": [self.person.json()]}
        if self.people:
            return shown | {"recipients": [each.json() for each in self.people], "name": self.name}
        assert self.guild
        shown |= {"guild_id": str(self.guild.id), "name": self.name, "rate_limit_per_user": 0}
        shown["parent_id"] = str(self.parent.id) if self.parent else None
        if self.is_thread:
            return shown | self._thread()
        if self.kind == FORUM:
            shown |= {"available_tags": self.tags, "flags": _NEEDS_TAG if self.needs_tag else 0}
        overwrites = [overwrite.json(key) for key, overwrite in self.overwrites.items()]
        return shown | {
            "position": 0,
            "topic": None,
            "nsfw": False,
            "permission_overwrites": overwrites,
        }

    def _thread(self) -> Json:
        metadata: Json = {
            "archived": self.archived,
            "locked": self.locked,
            "auto_archive_duration": 1440,
        }
        metadata |= {"archive_timestamp": self.created, "create_timestamp": self.created}
        count, opener = len(self.stored), str(self.opener.id if self.opener else 0)
        shown: Json = {
            "owner_id": opener,
            "message_count": count,
            "total_message_sent": count,
            "member_count": 1,
        }
        if self.parent and self.parent.kind == FORUM:
            shown["applied_tags"] = [tag["id"] for tag in self.tags]
        return shown | {"thread_metadata": metadata}


class Version(NamedTuple):
    """What a message said before an edit, and when it was replaced (monotonic seconds)."""

    content: str
    embeds: list[Json]
    components: list[Json]
    replaced_at: float


@dataclass(eq=False)
class Message:
    """A stored message; `at` is monotonic seconds. `edits` holds what it said before.

    An `ephemeral` one is seen by `only` and by nobody else, and is not among its channel's.
    """

    channel: Channel
    id: int
    at: float
    created: str
    author: User
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    mentions: Json = field(default_factory=dict)
    flags: int = 0
    nonce: str | None = None
    reference: Json | None = None
    snapshots: list[Json] = field(default_factory=list)
    only: User | None = None
    thread: Channel | None = field(default=None, repr=False)
    interaction: Json | None = None
    edits: list[Version] = field(default_factory=list, repr=False)
    edited: str | None = None
    deleted: bool = False
    # Who put each sign under it: a sign's name, and its id where a server has drawn it.
    reactions: dict[tuple[str, int | None], set[int]] = field(default_factory=dict, repr=False)

    @property
    def by_bot(self) -> bool:
        """Whether the bot wrote it."""
        return self.author.is_bot

    @property
    def ephemeral(self) -> bool:
        """Whether one person alone sees it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether it is still "thinking"."""
        return bool(self.flags & LOADING)

    @property
    def text(self) -> str:
        """All the text it shows, a line for each part: content, embeds, text displays. Commands that
        can be pressed read as their names."""
        parts = [self.content]
        for embed in self.embeds:
            parts += embed_texts(embed)
        parts += [part["content"] for part in walk(self.components) if part["type"] == 10]
        return _COMMAND.sub(r"/\1", "\n".join(part for part in parts if part))

    @property
    def buttons(self) -> list[Json]:
        """Its buttons, in order."""
        return [part for part in walk(self.components) if part["type"] == BUTTON]

    @property
    def selects(self) -> list[Json]:
        """Its select menus, in order."""
        return [part for part in walk(self.components) if part["type"] in SELECTS]

    def custom_id(self, label: str) -> str:
        """The custom id of the button with that label."""
        found = [
            button["custom_id"]
            for button in self.buttons
            if button.get("label", "").strip() == label
        ]
        assert found, f"no button {label!r} in {[button.get('label') for button in self.buttons]}"
        return str(found[0])

    def json(self) -> Json:
        """A Message of the API."""
        mentions = {"mention_everyone": False, "mentions": [], "mention_roles": []} | self.mentions
        shown: Json = {
            "id": str(self.id),
            "channel_id": str(self.channel.id),
            "author": self.author.json(),
        }
        shown |= {
            "content": self.content,
            "embeds": self.embeds,
            "components": self.components,
            "flags": self.flags,
        }
        shown |= {
            "timestamp": self.created,
            "edited_timestamp": self.edited,
            "attachments": [_shown(each) for each in self.attachments],
        }
        shown |= {"tts": False, "pinned": False, "type": 20 if self.interaction else 0, **mentions}
        optional = {
            "nonce": self.nonce,
            "message_reference": self.reference,
            "message_snapshots": self.snapshots or None,
            "interaction_metadata": self.interaction,
        }
        optional["thread"] = self.thread.json() if self.thread else None
        return shown | {name: value for name, value in optional.items() if value is not None}


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component, the nested ones after what holds them."""
    for component in components:
        yield component
        for name in _NESTED:
            inside = component.get(name) or []
            yield from walk(inside if isinstance(inside, list) else [inside])


def embed_texts(embed: Json) -> list[str]:
    """The texts of an embed that count towards the 6,000 characters, in the order they are
    shown."""
    texts = [embed.get("author", {}).get("name"), embed.get("title"), embed.get("description")]
    for each in embed.get("fields", []):
        texts += [each.get("name"), each.get("value")]
    return [text for text in (*texts, embed.get("footer", {}).get("text")) if text]


def _shown(attachment: Json) -> Json:
    """An attachment as Discord tells of it: its bytes are fetched apart."""
    return {name: value for name, value in attachment.items() if name != "content"}
