"""Who is served, and how much of what costs something: by the store's counts, so that no restart
forgets them.

A stranger must not spend the day's tokens, nor one member keep a group's queue busy. Who sits at
the machine itself is not counted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.chat.audience import Audience
from bot.chat.request import Charge, Request
from core.chats import ChatKey
from core.errors import (
    ChatNotServed,
    ChatQuestionsSpent,
    ChatReadingsSpent,
    PersonQuestionsSpent,
    PersonReadingsSpent,
    TooManyAnswers,
)
from core.ports import Clock
from storage import Storage


class What(StrEnum):
    """What is counted: questions and readings by the UTC day, answers and presses of buttons by the
    minute."""

    QUESTION = "question"
    READING = "reading"
    ANSWER = "answer"
    PRESS = "press"


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much a chat and a person may have."""

    chat: int
    person: int


# A minute. Two eyes can read no more answers, and Telegram takes 20 messages a minute into a group.
# A press mostly changes the message it stands under: who looks for the right hour in the settings
# presses often.
BY_THE_MINUTE = {
    What.ANSWER: Allowance(chat=30, person=10),
    What.PRESS: Allowance(chat=60, person=30),
}
_WARNED = "warned"
_MINUTE, _DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)


class Gate:
    """Admits what is asked, or says why not."""

    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        limits: Mapping[What, Allowance],
        allowed: Collection[str],
    ) -> None:
        """`allowed` names the chats that are served, as `telegram:-100123` or the id alone; empty
        means all."""
        self._counts, self._clock = storage.allowances, clock
        self._limits = {**BY_THE_MINUTE, **limits}
        self._allowed = frozenset(allowed)

    def serves(self, key: ChatKey, within: Sequence[str] = ()) -> bool:
        """Whether that chat is served; `within` are the ids of what holds it, such as its
        server."""
        if not self._allowed:
            return True
        ids = (key.chat_id, *within)
        return any(
            each in self._allowed or f"{key.platform}:{each}" in self._allowed for each in ids
        )

    def require(self, key: ChatKey, within: Sequence[str] = ()) -> None:
        """Raises ChatNotServed when that chat is not served."""
        if not self.serves(key, within):
            raise ChatNotServed(f"{key.platform}:{key.chat_id}")

    async def admit(self, request: Request, what: What) -> bool:
        """Whether the request is to be answered: silence is False, when it has been said already
        that it is too much.

        Raises ChatNotServed; and TooManyAnswers, once a minute into the chat, and to each press,
        which only its presser is shown.
        """
        if request.insider:
            return True
        key = request.chat.key
        if not self.serves(key, request.within) and not await request.may(Audience.OPERATOR):
            self.require(key, request.within)
        minute = self._clock.now().replace(second=0, microsecond=0)
        full = await self._counts.spend(what, minute, self._askers(request, what))
        if full is None:
            return True
        if what is What.PRESS or await self._counts.spend(_WARNED, minute, [(full, 1)]) is None:
            raise TooManyAnswers
        return False

    async def charge(self, request: Request, what: What, amount: int = 1) -> Charge:
        """Count so many; raises the error that says that chat or person have had theirs today."""
        now = self._clock.now()
        since = now.replace(hour=0, minute=0, second=0, microsecond=0)
        askers = [] if request.insider else self._askers(request, what)
        full = await self._counts.spend(what, since, askers, amount)
        if full is None:
            return Charge(what, since, tuple(asker for asker, _ in askers), amount)
        limits, of_chat = self._limits[what], full == askers[0][0]
        if what is What.QUESTION:
            if of_chat:
                raise ChatQuestionsSpent(limits.chat)
            raise PersonQuestionsSpent(limits.person)
        if of_chat:
            raise ChatReadingsSpent(limits.chat)
        raise PersonReadingsSpent(limits.person)

    async def give_back(self, charge: Charge) -> None:
        """What was counted was of no use."""
        await self._counts.give_back(charge.what, charge.since, charge.askers, charge.amount)

    async def forget(self) -> None:
        """Forget the counts of spans that are over."""
        await self._counts.forget(self._clock.now() - 2 * _DAY)

    def _askers(self, request: Request, what: What) -> list[tuple[str, int]]:
        """The chat and the person with their limits; a person's count is the same in every chat."""
        key, limits = request.chat.key, self._limits[what]
        chat = (f"{key.platform}:{key.chat_id}", limits.chat)
        if not request.person:
            return [chat]
        return [chat, (f"{key.platform}:person:{request.person}", limits.person)]
