"""Whose message may begin when: a platform's limits, as a queue of messages.

Pure: moments are seconds of any clock.

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

# How long before the next start a push is called up: time to write one row. At least, and at most;
# between them it is what writing has taken lately, for a store may be far away or busy.
LEAD, LONGEST_LEAD = 0.01, 0.5
# With each row that takes less, the time that is allowed for it goes down by this much.
_FASTER = 0.95
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

    @property
    def memory(self) -> float:
        """For how many seconds what a chat got limits what it gets."""
        return max(self.chat_gap, MINUTE if self.group_per_minute else 0.0)


class QueueStage(Enum):
    """How far a message has come. A called one is next; a ready one is next and written down."""

    WAITING = "waiting"
    CALLED = "called"
    READY = "ready"
    RUNNING = "running"


@dataclass(eq=False)
class Queued:
    """A message that waits for its moment. Replies go first.

    `chosen` and `began` are the moments at which it became the next one, and began.
    """

    key: ChatKey
    reply: bool
    stage: QueueStage = field(default=QueueStage.WAITING, init=False)
    number: int = field(default=0, init=False)
    chosen: float = field(default=math.inf, init=False)
    began: float = field(default=math.inf, init=False)


class Queue:
    """The messages of one platform. All topics of a chat share its limits."""

    def __init__(self, rates: Rates) -> None:
        self._pace = _Pace(rates)
        self._refusals = Refusals()
        self._waiting: dict[bool, dict[str, deque[Queued]]] = {True: {}, False: {}}
        self._called: Queued | None = None
        self._busy: set[str] = set()
        # What began while we were careful and is under way.
        self._probes: set[Queued] = set()
        self._pushing = 0
        self._joined = 0
        self._lead = LEAD

    def join(self, queued: Queued, *, first: bool = False) -> None:
        """Let it wait behind the chat's other messages of that kind, or before them."""
        self._joined += 1
        queued.number = self._joined
        waiting = self._waiting[queued.reply].setdefault(queued.key.chat_id, deque())
        if first:
            waiting.appendleft(queued)
        else:
            waiting.append(queued)

    def remember(self, key: ChatKey, at: float) -> None:
        """Note that somebody who sent before us sent something to the chat at that moment; of
        several, the first one first."""
        self._pace.count(key, at)

    def ready(self, queued: Queued, now: float) -> None:
        """Note that the called message has been written down and may begin."""
        queued.stage = QueueStage.READY
        lead = max(now - queued.chosen, _FASTER * self._lead)
        self._lead = min(max(lead, LEAD), LONGEST_LEAD)

    def leave(self, queued: Queued) -> None:
        """Note that the message is done with, or that nobody wants it any more."""
        if queued.stage is QueueStage.WAITING:
            self._drop(queued)
            return
        self._busy.discard(queued.key.chat_id)
        if queued is self._called:
            self._called = None
            return
        self._probes.discard(queued)
        if not queued.reply:
            self._pushing -= 1

    def passed(self, queued: Queued) -> None:
        """Note that the message reached the platform, whatever the platform made of it."""
        self._refusals.passed(queued.key.chat_id, queued.began)

    def refused(self, queued: Queued, now: float, seconds: float, scope: Scope) -> None:
        """Note that the message was refused: those in the scope wait for so many seconds.

        They wait longer if that goes on."""
        chat, chosen = queued.key.chat_id, queued.chosen
        self._refusals.refused(chat, now, seconds, scope, reply=queued.reply, chosen=chosen)

    def slow(self, part: float) -> None:
        """Use that part of the rate in all from now on."""
        self._pace.slow(part)

    def halt(self, until: float) -> None:
        """Let nothing begin before that moment."""
        self._refusals.halt(until)

    def step(self, now: float) -> list[Queued]:
        """The messages called up or begun now, their stage set; ask again at `next_at()`."""
        moved: list[Queued] = []
        while True:
            queued = self._begin(now) or self._call_up(now)
            if queued is None:
                return moved
            moved.append(queued)

    def next_at(self) -> float:
        """When `step` will have something to do unless something changes before; inf while it has
        not."""
        if self._held():
            return math.inf
        moments = [self._start(at) for at, _ in self._open(reply=True)]
        if self._called is None and self._pushing < WIDTH:
            moments += [self._start(at) - self._lead for at, _ in self._open(reply=False)]
        elif self._called and self._called.stage is QueueStage.READY:
            moments.append(self._start(self._chat_start(self._called)))
        return min(moments, default=math.inf)

    def earliest(self, queued: Queued) -> float:
        """The moment before which the message cannot begin, even as the first in its chat."""
        return self._start(self._chat_start(queued))

    def startable(self, by: float) -> int:
        """How many chats have a push waiting that their own limits let begin by then."""
        return sum(at <= by for at, _ in self._open(reply=False))

    def _begin(self, now: float) -> Queued | None:
        """The message that begins now: a reply, else the push that is ready."""
        if self._held():
            return None
        queued = self._first(reply=True)
        if queued is None or self._start(self._chat_start(queued)) > now:
            queued = self._called
            if queued and queued.stage is not QueueStage.READY:
                queued = None
        if queued is None or self._start(self._chat_start(queued)) > now:
            return None
        if queued is self._called:
            self._called = None
            self._pushing += 1
        else:
            self._take(queued)
        if self._refusals.careful:
            self._probes.add(queued)
        queued.stage = QueueStage.RUNNING
        queued.began = now
        queued.chosen = min(queued.chosen, now)
        self._pace.begin(queued.key, now)
        return queued

    def _call_up(self, now: float) -> Queued | None:
        """The push that is next, one at a time."""
        queued = self._first(reply=False)
        if queued is None or self._called or self._pushing >= WIDTH or self._held():
            return None
        if self._start(self._chat_start(queued)) - self._lead > now:
            return None
        self._take(queued)
        queued.stage = QueueStage.CALLED
        queued.chosen = now
        self._called = queued
        return queued

    def _held(self) -> bool:
        """Whether nothing may begin until what is under way shows if anybody gets through."""
        return self._refusals.careful and len(self._probes) >= self._refusals.room

    def _start(self, at: float) -> float:
        """When a chat that may be sent to at that moment can begin, with all the others."""
        return max(at, self._pace.next_start, self._refusals.everybody)

    def _chat_start(self, queued: Queued) -> float:
        """When the message may begin, as far as its chat alone is concerned."""
        return max(
            self._pace.chat_start(queued.key),
            self._refusals.until(queued.key.chat_id, reply=queued.reply),
        )

    def _first(self, *, reply: bool) -> Queued | None:
        """The message whose chat may be sent to first; among equal ones, the one that came first.

        So the second part of a list goes to one chat while the first goes to another, and at the
        end no chat has to wait for its second part.
        """
        if self._refusals.careful:
            queued = self._unlike(reply=reply)
            if queued:
                return queued
        _, first = min(
            self._open(reply=reply), key=lambda each: (each[0], each[1].number), default=(0.0, None)
        )
        return first

    def _unlike(self, *, reply: bool) -> Queued | None:
        """The message whose chat tells most of whether everybody is refused.

        That is a chat which was not refused before, from the other end of the queue: neighbours are
        often alike, since chats come in the order of their ids, all groups before all people.
        """
        now = self._start(-math.inf)
        fresh = [
            queued
            for at, queued in self._open(reply=reply)
            if at <= now and not self._refusals.is_known(queued.key.chat_id)
        ]
        return max(fresh, key=lambda each: each.number, default=None)

    def _take(self, queued: Queued) -> None:
        """Its chat is busy with it."""
        self._drop(queued)
        self._busy.add(queued.key.chat_id)

    def _drop(self, queued: Queued) -> None:
        chats = self._waiting[queued.reply]
        chats[queued.key.chat_id].remove(queued)
        if not chats[queued.key.chat_id]:
            del chats[queued.key.chat_id]

    def _open(self, *, reply: bool) -> Iterator[tuple[float, Queued]]:
        """Yields when each chat with nothing under way may be sent to, and its first message."""
        for chat, waiting in self._waiting[reply].items():
            if chat not in self._busy:
                yield self._chat_start(waiting[0]), waiting[0]


class _Pace:
    """When starts were, and so when the next may be."""

    def __init__(self, rates: Rates) -> None:
        self._rates = rates
        self._gap = 1 / rates.per_second
        self.next_start = -math.inf
        self._chats: dict[str, float] = {}
        self._minutes: dict[str, deque[float]] = {}

    def slow(self, part: float) -> None:
        """Use that part of the rate."""
        self._gap = 1 / (self._rates.per_second * part)

    def begin(self, key: ChatKey, now: float) -> None:
        """A message to that chat begins."""
        self.next_start = max(self.next_start, now - CATCH_UP * self._gap) + self._gap
        self.count(key, now)
        if len(self._chats) + len(self._minutes) > _MANY:
            self._forget(now)

    def count(self, key: ChatKey, at: float) -> None:
        """That chat gets a message at that moment."""
        if self._rates.chat_gap:
            self._chats[key.chat_id] = at + self._rates.chat_gap
        if self._rates.group_per_minute and self._rates.is_group(key):
            minute = self._minutes.setdefault(
                key.chat_id, deque(maxlen=self._rates.group_per_minute)
            )
            minute.append(at)

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
