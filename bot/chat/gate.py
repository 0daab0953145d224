"""Who is served, and how much they may have of what costs something.

The counts are in the store, so that no restart forgets them.

A stranger must not spend the day's tokens, and no single member may keep a group's queue busy.
Whoever sits at the machine itself is not counted.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.chat.audience import Audience
from bot.chat.request import Charge, Request
from core.accounts import kind_of
from core.chats import ChatKey, Person
from core.errors import (
    ChatNotServed,
    ChatQuestionsSpent,
    ChatReadingsSpent,
    PersonQuestionsSpent,
    PersonReadingsSpent,
    StoreUnavailable,
    TooManyAnswers,
)
from core.keeping import COUNTS
from core.ports import Clock
from storage import Storage


class What(StrEnum):
    """What is counted: questions and readings by UTC day, answers, presses and reactions by
    minute."""

    QUESTION = "question"
    READING = "reading"
    ANSWER = "answer"
    PRESS = "press"
    REACTION = "reaction"


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much a chat and a person may have."""

    chat: int
    person: int


# Nobody reads more answers in a minute, and Telegram takes 20 messages a minute into a group. A
# press mostly changes the message its button stands under, and somebody who looks for the right
# hour in the settings presses often. Reactions get no answer, and many people react at once.
BY_THE_MINUTE = {
    What.ANSWER: Allowance(chat=30, person=10),
    What.PRESS: Allowance(chat=60, person=30),
    What.REACTION: Allowance(chat=300, person=30),
}
_WARNED = "warned"


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
        self._counts = storage.allowances
        self._bans = storage.bans
        self._clock = clock
        self._limits = {**BY_THE_MINUTE, **limits}
        self._allowed = frozenset(allowed)
        # What was counted in this minute while the store took nothing.
        self._minute: dt.datetime | None = None
        self._here: Counter[tuple[str, str]] = Counter()

    def serves(self, key: ChatKey, within: Sequence[str] = ()) -> bool:
        """Whether the chat is served; `within` are the ids of what holds it, such as its server."""
        if not self._allowed:
            return True
        ids, kind = (key.chat_id, *within), kind_of(key.platform)
        return any(each in self._allowed or f"{kind}:{each}" in self._allowed for each in ids)

    async def speaks(self, key: ChatKey, within: Sequence[str] = ()) -> bool:
        """Whether we say anything there of ourselves: the chat is served, and not banned."""
        return self.serves(key, within) and not await self._bans.is_banned(key, within)

    async def hears(self, request: Request) -> bool:
        """Whether who asks gets anything there: neither is banned, and the chat is served, or it is
        the operator who asks."""
        key = request.chat.key
        heard = self.serves(key, request.within)
        if heard:
            heard = not await self._bans.is_banned(key, _others(request))
        return heard or await request.may(Audience.OPERATOR)

    def require(self, key: ChatKey, within: Sequence[str] = ()) -> None:
        """Raises ChatNotServed when that chat is not served."""
        if not self.serves(key, within):
            raise ChatNotServed(f"{key.platform}:{key.chat_id}")

    async def admit(self, request: Request, what: What) -> bool:
        """Whether to answer; False for who is banned, and when there were too many and that has
        been said already.

        Raises ChatNotServed, StoreUnavailable. Raises TooManyAnswers once a minute for the chat's
        messages, and for each press of a button, whose answer only the presser sees.
        """
        if request.insider:
            return True
        key = request.chat.key
        minute = self._clock.now().replace(second=0, microsecond=0)
        try:
            banned = await self._bans.is_banned(key, _others(request))
        except StoreUnavailable:
            # Nobody can be looked up; that is said no more often than anything.
            if await self._spent(what, minute, self._askers(request, what)) is None:
                raise
            return False
        if banned and not await request.may(Audience.OPERATOR):
            return False
        if not self.serves(key, request.within) and not await request.may(Audience.OPERATOR):
            self.require(key, request.within)
        refused = await self._spent(what, minute, self._askers(request, what))
        if refused is None:
            return True
        if what is What.REACTION:
            return False
        if what is What.PRESS:
            raise TooManyAnswers
        warned_before = await self._spent(_WARNED, minute, [(refused, 1)])
        if warned_before is None:
            raise TooManyAnswers
        return False

    async def _spent(
        self, what: str, minute: dt.datetime, askers: Sequence[tuple[str, int]]
    ) -> str | None:
        """Count it in that minute; the first asker whose limit that would exceed, or None. While
        the store takes nothing, as on a full disk, it is counted here: what is there can be read.
        """
        try:
            return await self._counts.spend(what, minute, askers)
        except StoreUnavailable:
            if self._minute != minute:
                self._minute = minute
                self._here.clear()
            for who, most in askers:
                if self._here[what, who] >= most:
                    return who
            self._here.update((what, who) for who, _ in askers)
            return None

    async def charge(self, request: Request, what: What, amount: int = 1) -> Charge:
        """Count that amount; raises the error that says whose allowance is used up for today."""
        now = self._clock.now()
        since = now.replace(hour=0, minute=0, second=0, microsecond=0)
        askers: list[tuple[str, int]] = []
        if not request.insider:
            askers = self._askers(request, what)
        refused = await self._counts.spend(what, since, askers, amount)
        if refused is None:
            return Charge(what, since, tuple(asker for asker, _ in askers), amount)
        limits = self._limits[what]
        chat, _ = askers[0]
        of_chat = refused == chat
        if what is What.QUESTION:
            if of_chat:
                raise ChatQuestionsSpent(limits.chat)
            raise PersonQuestionsSpent(limits.person)
        if of_chat:
            raise ChatReadingsSpent(limits.chat)
        raise PersonReadingsSpent(limits.person)

    async def once(self, what: str, of: str, since: dt.datetime) -> Charge | None:
        """Count what is done only once, from that moment on; None when it has been done before."""
        if await self._counts.spend(what, since, [(of, 1)]):
            return None
        return Charge(what, since, (of,))

    async def give_back(self, charge: Charge) -> None:
        """Take back what was counted, for it was of no use."""
        await self._counts.give_back(charge.what, charge.since, charge.askers, charge.amount)

    async def forget(self, now: dt.datetime) -> None:
        """Forget the counts of minutes and days that are long over by then."""
        await self._counts.forget(now - COUNTS)

    def _askers(self, request: Request, what: What) -> list[tuple[str, int]]:
        """The chat and the person with their limits; a person's count is the same in every chat."""
        key = request.chat.key
        limits = self._limits[what]
        chat = (f"{kind_of(key.platform)}:{key.chat_id}", limits.chat)
        if not request.person:
            return [chat]
        return [chat, (Person(kind_of(key.platform), request.person).asker, limits.person)]


def _others(request: Request) -> list[str]:
    """The ids that may be banned besides the chat's: of who asks, and of what holds the chat."""
    return [each for each in (request.person, *request.within) if each]
