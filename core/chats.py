"""Chats: where lists go, and what each chat chose. Frozen data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from core.accounts import kind_of
from core.editions.keys import ListKey, Shelf

# Why a chat is paused that the operator does not let be served; it ends by itself once that has
# changed.
NOT_ALLOWED = "not_allowed"
# Why a chat is paused whose rows are to go, while a list may still be on its way to it.
FORGOTTEN = "forgotten"


@dataclass(frozen=True, slots=True)
class ChatKey:
    """Where messages go: platform (where it has several accounts, whose: see `core.accounts`), chat
    id, thread id ("" outside threads)."""

    platform: str
    chat_id: str
    thread_id: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on a platform, by their id there."""

    platform: str
    id: str

    @property
    def asker(self) -> str:
        """The name under which is counted what they ask for, in whichever chat."""
        return f"{self.platform}:person:{self.id}"


class BanKind(StrEnum):
    """What an operator keeps from a chat or a person. SILENCED: lists. BANNED: answers too."""

    SILENCED = "silenced"
    BANNED = "banned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """What is kept from a chat with its threads, from one thread, or from a person, by all accounts
    of the platform.

    Of a platform's ids no two are alike, so `key.chat_id` may be a person's: then nobody answers
    them anywhere, and their private chat, where it has the same id, gets no lists. `until` is when
    it ends by itself, if it does.
    """

    key: ChatKey
    kind: BanKind
    since: dt.datetime
    until: dt.datetime | None = None

    def covers(self, key: ChatKey) -> bool:
        """Whether that chat is meant."""
        kinds = kind_of(self.key.platform), kind_of(key.platform)
        same = (kinds[0], self.key.chat_id) == (kinds[1], key.chat_id)
        return same and self.key.thread_id in ("", key.thread_id)


def ban_on(key: ChatKey, bans: Iterable[Ban]) -> Ban | None:
    """What is kept from the chat: of several bans that cover it, the one that keeps most; or
    None."""
    covering = [ban for ban in bans if ban.covers(key)]
    return max(covering, key=lambda ban: ban.kind is BanKind.BANNED, default=None)


EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class Hour:
    """When a chat wants its list: a local time, on local weekdays (0 is Monday); no zone means the
    operator's."""

    time: dt.time
    zone: str | None
    weekdays: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatSettings:
    """What a chat chose. None means: as the operator set it (language, zone), or no limit (most,
    least_score).

    `weekdays` are the chat's local days on which it wants its list (0 is Monday). A paper that
    matches a word of `include` is listed even when it was not selected; one that matches a word of
    `mute` never is. `empty_days` tells of days without papers that could have had some,
    `empty_weekends` of the others too. `mention` is the id of a role that a list calls,
    `daily_thread` opens a thread under each list, and `publish` shows lists in all places that
    follow this one, where the platform has such things. For a chat with interests there are so many
    `picks` a day, one of which may `explore` what it thinks of other papers; where it wants
    `only_fitting` ones, its list holds no others. Out of what arXiv announces in `categories` there
    are picks, too. What the operator tells all chats comes too, unless it wants no `announcements`.
    """

    language: str | None = None
    time: dt.time = dt.time(8, 30)
    zone: str | None = None
    weekdays: tuple[int, ...] = EVERY_DAY
    most: int | None = None
    least_score: float | None = None
    include: tuple[str, ...] = ()
    mute: tuple[str, ...] = ()
    silent: bool = False
    previews: bool = False
    empty_days: bool = True
    empty_weekends: bool = False
    mention: str | None = None
    daily_thread: bool = False
    publish: bool = False
    picks: int = 5
    explore: bool = True
    only_fitting: bool = False
    categories: tuple[str, ...] = ()
    announcements: bool = True

    @property
    def hour(self) -> Hour:
        """When the chat wants its list."""
        return Hour(self.time, self.zone, self.weekdays)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A chat, its settings and where it stands.

    `seen` is the edition it last saw, which `/paper N` refers to. `through` is, by shelf, the
    newest day whose edition is settled for it: sent, said to be empty, or collapsed into one line.
    `next_due` is when the schedule looks at it again; None while it is not subscribed or is paused.
    `paused` is the reason why nothing can be sent to it. `title` is what people call it, "" where
    that is not known or not needed. `introduced` says that it has been told, once, that interests
    can be had, `told_of_sources` that other sources can.
    """

    key: ChatKey
    settings: ChatSettings = ChatSettings()
    seen: ListKey | None = None
    subscribed_at: dt.datetime | None = None
    through: Mapping[Shelf, dt.date] = field(default_factory=dict)
    next_due: dt.datetime | None = None
    paused: str | None = None
    title: str = ""
    introduced: bool = False
    told_of_sources: bool = False

    @property
    def gets_lists(self) -> bool:
        """Whether it is subscribed and nothing keeps its lists from it."""
        return self.subscribed_at is not None and self.paused is None


def inheriting(chat: Chat, parent: Chat | None) -> Chat:
    """The chat as it stands within its parent, such as a thread in its channel: as long as it chose
    nothing, the parent's choices are its own; its numbers are the parent's until it sees a list.

    Roles, threads and followers of lists are the parent's alone.
    """
    if parent is None:
        return chat
    settings = chat.settings
    if settings == ChatSettings() and chat.subscribed_at is None:
        settings = replace(parent.settings, mention=None, daily_thread=False, publish=False)
    return replace(chat, settings=settings, seen=chat.seen or parent.seen)
