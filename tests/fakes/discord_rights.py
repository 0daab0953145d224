"""Discord's permissions: the bits, and how roles and a channel's overwrites make them up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntFlag
from typing import Any, NamedTuple


class Right(IntFlag):
    """The permissions this server knows, by Discord's bits."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    SEND_MESSAGES_IN_THREADS = 1 << 38
    USE_EXTERNAL_APPS = 1 << 50


ALL = (1 << 53) - 1
MEMBER = (  # What everybody may do in a new guild.
    Right.ADD_REACTIONS
    | Right.VIEW_CHANNEL
    | Right.SEND_MESSAGES
    | Right.EMBED_LINKS
    | Right.ATTACH_FILES
    | Right.READ_MESSAGE_HISTORY
    | Right.USE_APPLICATION_COMMANDS
    | Right.CREATE_PUBLIC_THREADS
    | Right.SEND_MESSAGES_IN_THREADS
    | Right.USE_EXTERNAL_APPS
)


class Overwrite(NamedTuple):
    """What a channel allows and denies to a role (kind 0) or a member (kind 1)."""

    kind: int
    allow: int = 0
    deny: int = 0

    def json(self, key: int) -> dict[str, Any]:
        """A permission overwrite of the API."""
        return {"id": str(key), "type": self.kind, "allow": str(self.allow), "deny": str(self.deny)}


def in_guild(permissions: Iterable[int], *, owner: bool) -> int:
    """What roles with those permissions (that of everybody among them) allow together."""
    if owner:
        return ALL
    together = 0
    for each in permissions:
        together |= each
    return ALL if together & Right.ADMINISTRATOR else together


def in_channel(
    base: int, everyone: int, roles: Iterable[int], member: int, overwrites: Mapping[int, Overwrite]
) -> int:
    """What is left of `base` in a channel, by the ids of the role of everybody, of the roles and of
    the member.

    Overwrites apply in Discord's order: everybody's, all roles' denials, all roles' permissions,
    the member's own.
    """
    if base == ALL:
        return base
    none = Overwrite(0)
    first = overwrites.get(everyone, none)
    base = base & ~first.deny | first.allow
    mine = [overwrites[role] for role in roles if role in overwrites and role != everyone]
    for each in mine:
        base &= ~each.deny
    for each in mine:
        base |= each.allow
    last = overwrites.get(member, none)
    base = base & ~last.deny | last.allow
    return base if base & Right.VIEW_CHANNEL else 0
