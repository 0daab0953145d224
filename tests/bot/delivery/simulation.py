"""A queue of messages and a platform that answers them, on a clock of their own."""

from __future__ import annotations

import heapq
import itertools
import random
from collections import deque

from bot.delivery.pace import Queue, Queued, QueueStage, Rates
from core.chats import ChatKey

TELEGRAM = Rates(
    per_second=28.5,
    chat_gap=1.05,
    group_per_minute=19,
    is_group=lambda key: key.chat_id.startswith("-"),
)
CLOSE = 1e-6  # seconds lost in sums of floats


class Simulation:
    """Runs a queue: a push takes `writing` seconds to be written down, a message `latency` to be
    answered.

    Timers are up to `tardy` seconds late. `begun` holds when each message began, `refused` when
    one was refused: `refuse` says for how many seconds and whom, or None, when the platform gets a
    message at a moment. Who is refused asks again.
    """

    def __init__(
        self,
        rates=TELEGRAM,
        *,
        latency=0.06,
        writing=0.003,
        tardy=0.0,
        seed=1,
        refuse=lambda queued, at: None,
    ):
        self.queue, self.now = Queue(rates), 0.0
        self.refuse, self.refused = refuse, []
        self.latency, self.writing, self.tardy = latency, writing, tardy
        self.dice = random.Random(seed)
        self.begun: list[tuple[float, Queued]] = []
        self.called: list[tuple[float, Queued]] = []
        self._events: list = []
        self._count = itertools.count()

    def at(self, moment, action):
        heapq.heappush(self._events, (moment, next(self._count), action))

    def ask(self, chat, *, reply=False, at=0.0, thread="", first=False):
        queued = Queued(ChatKey("telegram", str(chat), thread), reply)
        self.at(at, lambda: self.queue.join(queued, first=first))
        return queued

    def run(self, until=3600.0):
        while True:
            self._step()
            wake = self.queue.next_at() + self.dice.uniform(0, self.tardy)
            moment = min(wake, self._events[0][0] if self._events else wake)
            if moment > until or moment == float("inf"):
                return self
            assert moment >= self.now
            self.now = moment
            while self._events and self._events[0][0] <= self.now:
                heapq.heappop(self._events)[2]()

    def _step(self):
        for queued in self.queue.step(self.now):
            if queued.stage is QueueStage.CALLED:
                self.called.append((self.now, queued))
                self.at(
                    self.now + self.writing,
                    lambda queued=queued: self.queue.ready(queued, self.now),
                )
            else:
                self.begun.append((self.now, queued))
                answer = self.refuse(queued, self.now)
                self.at(
                    self.now + self.latency,
                    lambda queued=queued, answer=answer: self._answered(queued, answer),
                )
        assert self.queue.step(self.now) == []

    def _answered(self, queued, answer):
        if answer is None:
            self.queue.passed(queued)
        else:
            self.queue.refused(queued, self.now, *answer)
            self.refused.append((self.now, queued))
        self.queue.leave(queued)
        if answer is not None:
            again = Queued(queued.key, queued.reply)
            self.queue.join(again, first=True)

    def passed(self):
        """The chats whose messages got through, in order, and when they began."""
        refused = {id(queued) for _, queued in self.refused}
        return [
            (at, int(queued.key.chat_id)) for at, queued in self.begun if id(queued) not in refused
        ]

    def moments(self, chat=None):
        return [at for at, queued in self.begun if chat is None or queued.key.chat_id == str(chat)]


def most_within(moments, seconds):
    """The most of the moments that lie within any such stretch."""
    window, most = deque(), 0
    for moment in moments:
        window.append(moment)
        while window[0] <= moment - seconds:
            window.popleft()
        most = max(most, len(window))
    return most


def push_of(simulation, private, groups, parts=2):
    for chat in [*range(1, private + 1), *range(-groups, 0)]:
        for _part in range(parts):
            simulation.ask(chat)
    return simulation
