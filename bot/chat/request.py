"""Who asks, where and in which language, and what they may. No platform is known here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.chat.audience import Audience
from bot.chat.panel import ANYWHERE, Features
from bot.chat.views import View
from core.chats import Chat
from core.sent import About
from locales import Translator

Notify = Callable[[View], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Charge:
    """What was counted since a moment, and for whom, so that it can be given back."""

    what: str
    since: dt.datetime
    askers: tuple[str, ...]
    amount: int = 1


May = Callable[[Audience], Awaitable[bool]]


async def anything(audience: Audience) -> bool:
    """The permission of somebody who sits at the machine itself."""
    return True


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks, in which language, on which day of theirs.

    `notify` shows a view while the answer is made, until another one or the answer replaces it.
    `may` tells whether who asks belongs to an audience; `delivers` says whether messages can be
    pushed to this chat, `place` what more they can do there.
    `person` is who asks, "" where there is only one; `about` is what the message is about to which
    they reply. `within` are the ids of what holds the chat, such as its
    server. An `insider` sits at the machine itself and may be told what the operator is. `charged`
    is what was counted for this request, so that one answer is counted once.
    """

    chat: Chat
    t: Translator
    today: dt.date
    notify: Notify
    may: May = anything
    delivers: bool = False
    place: Features = ANYWHERE
    person: str = ""
    about: About | None = None
    within: tuple[str, ...] = ()
    insider: bool = False
    charged: list[Charge] = field(default_factory=list)
