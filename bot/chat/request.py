"""Who asks, where and in which language, and what they may. No platform is known here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.chat.audience import Audience
from bot.chat.panel import ANYWHERE, Features
from bot.chat.views import Span, View
from core.accounts import kind_of
from core.changelog import Author
from core.chats import Chat, ChatKey, inheriting
from core.errors import StoreUnavailable
from core.sent import About
from locales import Translator

Notify = Callable[[View], Awaitable[None]]


async def nobody(view: View) -> None:
    """Tells nothing: nobody waits for a notice."""


@dataclass(frozen=True, slots=True)
class Charge:
    """What was counted since a moment, and for whom, so that it can be given back."""

    what: str
    since: dt.datetime
    askers: tuple[str, ...]
    amount: int = 1


# A person's id → how they are named there.
Named = Callable[[str], Awaitable[Span]]
May = Callable[[Audience], Awaitable[bool]]


async def anything(audience: Audience) -> bool:
    """The permission of somebody who sits at the machine itself."""
    return True


async def by_id(person: str) -> Span:
    """The person, where nobody can say what they are called."""
    return Span(person)


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks, in which language, on which day of theirs.

    `notify` shows a view while the answer is made, until another one or the answer replaces it.
    `may` tells whether who asks belongs to an audience; `delivers` says whether messages can be
    pushed to this chat, `place` what more they can do there. `person` is who asks, "" where there
    is only one; `own` is the chat that they have with us alone, None where that is not known;
    `about` is what the message is about to which they reply. `within` are the ids of what holds the
    chat, such as its server; `parent` is the chat that holds it, as a channel does its threads.
    `alone` says that others are there who do not see the answer. An `insider` sits at the machine
    itself and may be told what the operator is. `charged` is what was counted for this request, so
    that one answer is counted once. `named` says how somebody is called there. `here` is the chat
    as the account knows it that was asked, where it belongs to another. `unread` is why the store
    could not tell what the chat has chosen: then it can only be answered that this is so.
    """

    chat: Chat
    t: Translator
    today: dt.date
    notify: Notify
    may: May = anything
    delivers: bool = False
    place: Features = ANYWHERE
    person: str = ""
    own: ChatKey | None = None
    about: About | None = None
    within: tuple[str, ...] = ()
    insider: bool = False
    alone: bool = False
    charged: list[Charge] = field(default_factory=list)
    parent: Chat | None = None
    named: Named = by_id
    here: ChatKey | None = None
    unread: StoreUnavailable | None = None

    def author(self, at: dt.datetime) -> Author:
        """Who asks, as who changes something at that moment."""
        return Author(person=self.person, at=at, alone=self.in_private, stands=self.within_parent)

    def within_parent(self, stored: Chat) -> Chat:
        """The stored chat with what it has from the chat that holds it."""
        return inheriting(stored, self.parent)

    @property
    def home(self) -> Chat:
        """The chat whose interests count here: a thread that gets no lists of its own has those of
        the chat that holds it."""
        if self.parent is None or self.chat.subscribed_at is not None:
            return self.chat
        return self.parent

    @property
    def is_seen(self) -> bool:
        """Whether the chat sees the answer, so that its numbers mean the list it shows."""
        return not self.alone and not self.is_guest

    @property
    def is_guest(self) -> bool:
        """Whether we are only here because who asks brought us along."""
        return bool(self.place.invite)

    @property
    def in_private(self) -> bool:
        """Whether nobody else is in the chat."""
        own, key = self.own, self.chat.key
        if own is None:
            return False
        return (kind_of(own.platform), own.chat_id) == (kind_of(key.platform), key.chat_id)
