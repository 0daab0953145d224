"""Chats: where lists go, and what each chat chose. Frozen data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from core.editions.keys import ListKey, Shelf

# Why a chat is paused that the operator does not let be served; it ends by itself once that has
# changed.
NOT_ALLOWED = "not_allowed"


@dataclass(frozen=True, slots=True)
class ChatKey:
    """Where messages go: platform, chat id, thread id ("" outside threads)."""

    platform: str
    chat_id: str
    thread_id: str = ""


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
    `mute` never is. `mention` is the id of a role that a list calls, and `daily_thread` opens a
    thread under each list, where the platform has such things.
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
    mention: str | None = None
    daily_thread: bool = False

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
    that is not known or not needed.
    """

    key: ChatKey
    settings: ChatSettings = ChatSettings()
    seen: ListKey | None = None
    subscribed_at: dt.datetime | None = None
    through: Mapping[Shelf, dt.date] = field(default_factory=dict)
    next_due: dt.datetime | None = None
    paused: str | None = None
    title: str = ""

    @property
    def gets_lists(self) -> bool:
        """Whether it is subscribed and nothing keeps its lists from it."""
        return self.subscribed_at is not None and self.paused is None
