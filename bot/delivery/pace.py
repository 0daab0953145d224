"""Whose message may begin when: a platform's limits, as a queue of turns. Pure: moments are seconds
of any clock.

Starts are spread evenly, because the strictest reading of "30 a second" is any second, and a burst
would fill it. A reply takes the next start before any push. A chat has one message under way at a
time, so its order holds, and one that must wait is passed over for the next that need not. Whom the
platform refuses is parked; `refusals` knows when a refusal means everybody.

A push is called up a moment before it may begin, so that it can be written down first, and only one
at a time is: whatever a crash interrupts, no more than that one was written down without having
begun.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from bot.delivery.refusals import Refusals, Scope
from core.chats import ChatKey

# How long before the next start a push is called up; time to write one row.
LEAD = 0.01
# A start that comes late brings the next ones forward, in all by this part of a gap. That makes up
# for a timer's slowness; more would let the jitter of the network squeeze too many messages into
# somebody else's second.
CATCH_UP = 1 / 3
# Pushes under way at once. A healthy server needs a handful; a slow one must not use up the
# connections of replies.
WIDTH = 100

MINUTE = 60.0
_MANY = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """What we allow ourselves: starts a second in all, seconds between two into one chat, messages
    a minute per group.

    Aim below what the platform allows: what counts is when messages arrive there.
    """

    per_second: float
    chat_gap: float = 0.0
    group_per_minute: int | None = None
    is_group: Callable[[ChatKey], bool] = lambda key: False


class Stage(Enum):
    """How far a turn has come. A called turn is next; a ready one is next and has been written
    down."""

    WAITING = "waiting"
    CALLED = "called"
    READY = "ready"
    RUNNING = "running"


@dataclass(eq=False)
class Turn:
    """A wish to send one message to a chat. `reply` turns go first.

    It is `chosen` to be the next one, and then has `began`, at these moments.
    """

    key: ChatKey
    reply: bool
    stage: Stage = field(default=Stage.WAITING, init=False)
    number: int = field(default=0, init=False)
    chosen: float = field(default=math.inf, init=False)
    began: float = field(default=math.inf, init=False)


class Queue:
    """The turns of one platform. All topics of a chat share its limits."""

    def __init__(self, rates: Rates) -> None:
        self._pace = _Pace(rates)
        self._refusals = Refusals()
        self._waiting: dict[bool, dict[str, deque[Turn]]] = {True: {}, False: {}}
        self._called: Turn | None = None
        self._busy: set[str] = set()
        # What began while we were careful and is under way.
        self._probes: set[Turn] = set()
        self._pushing = 0
        self._joined = 0

    def join(self, turn: Turn, *, first: bool = False) -> None:
        """Wait behind the chat's other turns of that kind, or before them."""
        self._joined += 1
        turn.number = self._joined
        line = self._waiting[turn.reply].setdefault(turn.key.chat_id, deque())
        if first:
            line.appendleft(turn)
        else:
            line.append(turn)

    def ready(self, turn: Turn) -> None:
        """The called turn has been written down and may begin."""
        turn.stage = Stage.READY

    def leave(self, turn: Turn) -> None:
        """The turn is over, or nobody wants it any more."""
        if turn.stage is Stage.WAITING:
            self._drop(turn)
            return
        self._busy.discard(turn.key.chat_id)
        if turn is self._called:
            self._called = None
            return
        self._probes.discard(turn)
        if not turn.reply:
            self._pushing -= 1

    def passed(self, turn: Turn) -> None:
        """The turn's message got through to the platform, whatever the platform made of it."""
        self._refusals.passed(turn.key.chat_id, turn.began)

    def refused(self, turn: Turn, now: float, seconds: float, scope: Scope) -> None:
        """The turn's message was refused: whoever is meant waits for so many seconds, or longer if
        that goes on."""
        chat, chosen = turn.key.chat_id, turn.chosen
        self._refusals.refused(chat, now, seconds, scope, reply=turn.reply, chosen=chosen)

    def halt(self, until: float) -> None:
        """Let nothing begin before that moment."""
        self._refusals.halt(until)

    def step(self, now: float) -> list[Turn]:
        """The turns that are called up or begin now, their stage set; ask again at `next_at()`."""
        moved: list[Turn] = []
        while turn := self._begin(now) or self._call_up(now):
            moved.append(turn)
        return moved

    def next_at(self) -> float:
        """When `step` will have something to do unless something changes before; inf while it has
        not."""
        if self._held():
            return math.inf
        moments = [self._start(at) for at, _ in self._open(reply=True)]
        if self._called is None and self._pushing < WIDTH:
            moments += [self._start(at) - LEAD for at, _ in self._open(reply=False)]
        elif self._called and self._called.stage is Stage.READY:
            moments.append(self._start(self._chat_start(self._called)))
        return min(moments, default=math.inf)

    def earliest(self, turn: Turn) -> float:
        """The moment before which the turn cannot begin, were it the first in its chat."""
        return self._start(self._chat_start(turn))

    def startable(self, by: float) -> int:
        """How many chats have a push waiting that could begin by then, were it only for the
        chat."""
        return sum(at <= by for at, _ in self._open(reply=False))

    def _begin(self, now: float) -> Turn | None:
        """The turn that begins now: a reply, else the push that is ready."""
        if self._held():
            return None
        turn = self._first(reply=True)
        if turn is None or self._start(self._chat_start(turn)) > now:
            turn = self._called
            if turn and turn.stage is not Stage.READY:
                turn = None
        if turn is None or self._start(self._chat_start(turn)) > now:
            return None
        if turn is self._called:
            self._called = None
            self._pushing += 1
        else:
            self._take(turn)
        if self._refusals.careful:
            self._probes.add(turn)
        turn.stage, turn.began, turn.chosen = Stage.RUNNING, now, min(turn.chosen, now)
        self._pace.begin(turn.key, now)
        return turn

    def _call_up(self, now: float) -> Turn | None:
        """The push that is next, one at a time."""
        turn = self._first(reply=False)
        if turn is None or self._called or self._pushing >= WIDTH or self._held():
            return None
        if self._start(self._chat_start(turn)) - LEAD > now:
            return None
        self._take(turn)
        turn.stage, turn.chosen = Stage.CALLED, now
        self._called = turn
        return turn

    def _held(self) -> bool:
        """Whether what is under way has to end first, because it will tell whether nobody gets
        through."""
        return self._refusals.careful and len(self._probes) >= self._refusals.room

    def _start(self, at: float) -> float:
        """When a chat that may be sent to at that moment can begin, with all the others."""
        return max(at, self._pace.next_start, self._refusals.everybody)

    def _chat_start(self, turn: Turn) -> float:
        """When the turn may begin, were it only for its chat."""
        return max(
            self._pace.chat_start(turn.key),
            self._refusals.until(turn.key.chat_id, reply=turn.reply),
        )

    def _first(self, *, reply: bool) -> Turn | None:
        """Whose chat may be sent to first; of those that got nothing lately, who came first.

        So the second part of a list goes to one chat while the first goes to another, and at the
        end none must wait.
        """
        if self._refusals.careful and (turn := self._unlike(reply=reply)):
            return turn
        return min(
            self._open(reply=reply), key=lambda each: (each[0], each[1].number), default=(0.0, None)
        )[1]

    def _unlike(self, *, reply: bool) -> Turn | None:
        """Whose chat tells most of whether everybody is refused: not refused before, from the other
        end of the line.

        Chats that stand together are often alike: they come in the order of their ids, all groups
        before all people.
        """
        now = self._start(-math.inf)
        fresh = [
            turn
            for at, turn in self._open(reply=reply)
            if at <= now and not self._refusals.is_known(turn.key.chat_id)
        ]
        return max(fresh, key=lambda turn: turn.number, default=None)

    def _take(self, turn: Turn) -> None:
        """Its chat is busy with it."""
        self._drop(turn)
        self._busy.add(turn.key.chat_id)

    def _drop(self, turn: Turn) -> None:
        lines = self._waiting[turn.reply]
        lines[turn.key.chat_id].remove(turn)
        if not lines[turn.key.chat_id]:
            del lines[turn.key.chat_id]

    def _open(self, *, reply: bool) -> Iterator[tuple[float, Turn]]:
        """The first turns of the chats that have none under way, and when their chats may be sent
        to."""
        for chat, line in self._waiting[reply].items():
            if chat not in self._busy:
                yield self._chat_start(line[0]), line[0]


class _Pace:
    """When starts were, and so when the next may be."""

    def __init__(self, rates: Rates) -> None:
        self._rates = rates
        self._gap = 1 / rates.per_second
        self.next_start = -math.inf
        self._chats: dict[str, float] = {}
        self._minutes: dict[str, deque[float]] = {}

    def begin(self, key: ChatKey, now: float) -> None:
        """A message to that chat begins."""
        self.next_start = max(self.next_start, now - CATCH_UP * self._gap) + self._gap
        if self._rates.chat_gap:
            self._chats[key.chat_id] = now + self._rates.chat_gap
        if self._rates.group_per_minute and self._rates.is_group(key):
            minute = self._minutes.setdefault(
                key.chat_id, deque(maxlen=self._rates.group_per_minute)
            )
            minute.append(now)
        if len(self._chats) + len(self._minutes) > _MANY:
            self._forget(now)

    def chat_start(self, key: ChatKey) -> float:
        """When the limits of that chat alone let its next message begin."""
        start = self._chats.get(key.chat_id, -math.inf)
        minute = self._minutes.get(key.chat_id)
        if minute and len(minute) == minute.maxlen:
            return max(start, minute[0] + MINUTE)
        return start

    def _forget(self, now: float) -> None:
        """Drop what limits nothing any more, once it has become much."""
        self._chats = {chat: at for chat, at in self._chats.items() if at > now}
        self._minutes = {
            chat: minute for chat, minute in self._minutes.items() if minute[-1] > now - MINUTE
        }
