"""What a platform's refusals mean: whether one chat has to wait, or everybody.

Pure: moments are seconds of any clock.

A refusal does not say whom it is for. Telegram limits what one chat gets (about one message a
second, 20 a minute in a group) and what a bot sends in all (about 30 a second), and answers both
with the same 429 (Bots FAQ, "My bot is hitting limits"). What tells them apart is what happens to
the others: while somebody else's message still gets through, it is the chat's own affair.

So a refusal parks its chat. A second chat, refused before anybody got through, makes us careful:
one message at a time, to a chat as unlike those as can be had. If that is refused too, everybody is
meant, and everybody waits; then again one message at a time until one gets through. Whoever was
refused before says nothing new when it is refused again, so one difficult chat never holds up the
others, however often it is tried.

What fails on the way, at a relay or for want of a connection, makes its own chat wait too, and when
others fail as well only a few are tried at a time.
"""

from __future__ import annotations

import math
from enum import Enum

# This many different chats refused in a row, with nobody getting through between them, make us
# careful. A server that refuses everybody refuses no more than these, what was under way by then,
# and one message more.
CAREFUL = 2
# How many may be under way while whatever is tried fails.
FEW = 5
# Seconds that repeated refusals lengthen the wait to, where the platform asks for less.
LONGEST_PAUSE = 60.0
# Seconds that we believe a platform. Waits of some hours were reported of Telegram; a number beyond
# a day is a mistake.
LONGEST_WAIT = 24 * 60 * 60.0
# Seconds that any refusal makes a chat wait at least, so that it queues again before the next one.
SHORTEST_WAIT = 0.05
_MANY = 1000


class Scope(Enum):
    """Who has to wait: the chat's messages of that kind, after one failed on the way; or the chat,
    or everybody, as the platform says."""

    KIND = "kind"
    CHAT = "chat"
    EVERYBODY = "everybody"


class Refusals:
    """Who has to wait for how long. A chat's replies and pushes are two kinds of messages."""

    def __init__(self) -> None:
        # Until when everybody waits.
        self.everybody = -math.inf
        self._parked: dict[tuple[str, bool], float] = {}
        # How often a chat has been refused since something last got through to it.
        self._strikes: dict[str, int] = {}
        # The chats refused since anybody got through, and until when each of them waits; those
        # where a message failed.
        self._row: dict[str, float] = {}
        self._failing: set[str] = set()
        # How often everybody has been halted since anybody got through.
        self._halts = 0
        # What gets through tells something of the refusals if it began after this moment.
        self._since = -math.inf
        # Since when we have been careful: what begins later tells whether everybody is refused.
        self._careful = math.inf

    @property
    def careful(self) -> bool:
        """Whether no more than `room` messages may be under way, until one gets through."""
        return self._careful < math.inf

    @property
    def room(self) -> int:
        """How many messages may be under way that began since we became careful."""
        if self._halts or self._row:
            return 1
        return FEW

    def until(self, chat: str, *, reply: bool) -> float:
        """Until when the chat's messages of that kind wait."""
        return self._parked.get((chat, reply), -math.inf)

    def is_known(self, chat: str) -> bool:
        """Whether the chat has been refused, and nothing has got through to it since."""
        return chat in self._strikes

    def passed(self, chat: str, began: float) -> None:
        """Note that a message to that chat, begun at that moment, reached the platform.

        What began before others were refused does not tell that it would get through now.
        """
        self._strikes.pop(chat, None)
        if began >= self._since:
            self._row.clear()
            self._failing.clear()
            self._halts = 0
            self._careful = math.inf

    def refused(
        self, chat: str, now: float, seconds: float, scope: Scope, *, reply: bool, chosen: float
    ) -> None:
        """Note that a message to that chat was refused, and is not taken for so many seconds.

        `chosen` is the moment at which it was chosen to be the next one. Repeated refusals make the
        wait longer.
        """
        known = self.is_known(chat)
        self._strikes[chat] = self._strikes.get(chat, 0) + 1
        until = now + _wait(seconds, self._strikes[chat])
        kinds: tuple[bool, ...] = (True, False)
        if scope is Scope.KIND:
            kinds = (reply,)
        for kind in kinds:
            self._parked[chat, kind] = max(until, self.until(chat, reply=kind))
        if not (self._row or self._failing or self._halts):
            self._since = now
        if scope is Scope.KIND:
            self._failing.add(chat)
        elif scope is Scope.EVERYBODY:
            self._halt(now, until)
        elif not known:
            self._weigh(chat, now, until, chosen)
        if max(len(self._row), len(self._failing), self._halts + 1) >= CAREFUL:
            self._careful = min(self._careful, now)
        if len(self._parked) + len(self._strikes) > _MANY:
            self._forget(now)

    def halt(self, until: float) -> None:
        """Let nobody send before that moment."""
        self.everybody = max(self.everybody, until)

    def _weigh(self, chat: str, now: float, until: float, chosen: float) -> None:
        """Halt everybody if the refusal of a chat that was not refused before means that."""
        self._row = {other: moment for other, moment in self._row.items() if moment > now}
        self._row[chat] = until
        if chosen >= self._careful:
            longer = now + _wait(0.0, self._halts + 1)
            self._halt(now, max(min(self._row.values()), longer))

    def _halt(self, now: float, until: float) -> None:
        """Halt everybody, because of a refusal at this moment."""
        self._halts += 1
        self._since = now
        self.halt(until)

    def _forget(self, now: float) -> None:
        """Drop what makes nobody wait any more, once it has become much."""
        self._parked = {kind: moment for kind, moment in self._parked.items() if moment > now}
        waiting = {chat for chat, _ in self._parked}
        self._strikes = {
            chat: strikes for chat, strikes in self._strikes.items() if chat in waiting
        }


def _wait(seconds: float, times: int) -> float:
    """Seconds to wait after so many refusals in a row, the last of which asked for `seconds`.

    From the second refusal on, at least 1, 2, 4 … seconds.
    """
    asked = min(max(SHORTEST_WAIT, seconds), LONGEST_WAIT)
    if times == 1:
        return asked
    return max(asked, min(2.0 ** min(times - 2, 30), LONGEST_PAUSE))
