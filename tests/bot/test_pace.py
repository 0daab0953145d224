"""The queue of turns, on a clock of its own."""

from __future__ import annotations

import heapq
import itertools
import random
from collections import defaultdict, deque

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pace import LEAD, WIDTH, Queue, Rates, Stage, Turn
from core.chats import ChatKey

TELEGRAM = Rates(per_second=28.5, chat_gap=1.05, group_per_minute=19, is_group=lambda key: key.chat_id.startswith("-"))


CLOSE = 1e-6  # seconds lost in sums of floats


class Simulation:
    """Runs a queue: a push takes `writing` seconds to be written down, a message `latency` to be answered.

    Timers are up to `tardy` seconds late. `begun` holds when each turn began.
    """

    def __init__(self, rates=TELEGRAM, *, latency=0.06, writing=0.003, tardy=0.0, seed=1):
        self.queue, self.now = Queue(rates), 0.0
        self.latency, self.writing, self.tardy = latency, writing, tardy
        self.dice = random.Random(seed)
        self.begun: list[tuple[float, Turn]] = []
        self.called: list[tuple[float, Turn]] = []
        self._events: list = []
        self._count = itertools.count()

    def at(self, moment, action):
        heapq.heappush(self._events, (moment, next(self._count), action))

    def ask(self, chat, *, reply=False, at=0.0, thread="", first=False):
        turn = Turn(ChatKey("telegram", str(chat), thread), reply)
        self.at(at, lambda: self.queue.join(turn, first=first))
        return turn

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
        for turn in self.queue.step(self.now):
            if turn.stage is Stage.CALLED:
                self.called.append((self.now, turn))
                self.at(self.now + self.writing, lambda turn=turn: self.queue.ready(turn))
            else:
                self.begun.append((self.now, turn))
                self.at(self.now + self.latency, lambda turn=turn: self.queue.leave(turn))
        assert self.queue.step(self.now) == []

    def moments(self, chat=None):
        return [at for at, turn in self.begun if chat is None or turn.key.chat_id == str(chat)]


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


def test_a_push_uses_the_rate_and_never_more():
    simulation = push_of(Simulation(tardy=0.002), 200, 20).run()
    moments = simulation.moments()
    took = moments[-1] - moments[0]

    assert len(moments) == 440
    assert 439 / took >= 0.93 * 30
    assert most_within(moments, 1.0) <= 29
    # Whoever measures where they arrive, after ways that differ by 40 ms, still counts no more than 30.
    jittered = sorted(at + simulation.dice.uniform(0, 0.04) for at in moments)
    assert most_within(jittered, 1.0) <= 30


@pytest.mark.parametrize("stall", [0.02, 0.2, 3.0])
def test_after_a_stall_no_burst(stall):
    simulation = push_of(Simulation(), 200, 0)
    simulation.at(1.0, lambda: setattr(simulation, "now", 1.0 + stall))
    simulation.run()

    assert most_within(simulation.moments(), 1.0) <= 29
    assert min(late - early for early, late in itertools.pairwise(simulation.moments())) > 0.6 / 28.5


def test_one_chat_gets_a_message_a_second_in_order():
    simulation = Simulation()
    turns = [simulation.ask(1) for _ in range(5)]
    simulation.run()

    assert [turn for _, turn in simulation.begun] == turns
    assert min(b - a for a, b in itertools.pairwise(simulation.moments(1))) >= 1.05 - CLOSE


def test_topics_share_their_groups_limit():
    simulation = Simulation(latency=0.1)
    for thread in range(60):
        simulation.ask(-7, thread=str(thread))
    simulation.run()

    assert len(simulation.moments(-7)) == 60
    assert most_within(simulation.moments(-7), 60.0 - CLOSE) <= 19


def test_who_must_wait_holds_up_nobody():
    simulation = Simulation()
    for _ in range(30):
        simulation.ask(-7)
    others = [simulation.ask(chat, at=1.0) for chat in range(1, 57)]
    simulation.run()

    assert max(at for at, turn in simulation.begun if turn in others) < 1.0 + 60 / 28.5 + 0.1


def test_one_message_is_under_way_in_a_chat():
    simulation = Simulation(Rates(per_second=1000), latency=0.5)
    simulation.ask(1)
    simulation.ask(1, reply=True)
    simulation.ask(1, thread="3")
    simulation.run()

    assert min(b - a for a, b in itertools.pairwise(simulation.moments(1))) >= 0.5


def test_a_reply_overtakes_a_push():
    simulation = push_of(Simulation(), 100, 0)
    reply = simulation.ask(9999, reply=True, at=3.0)
    simulation.run()
    [at] = [at for at, turn in simulation.begun if turn is reply]

    assert at - 3.0 <= 1 / 28.5 + 1e-6
    assert most_within(simulation.moments(), 1.0) <= 29


def test_a_retried_reply_keeps_its_place():
    simulation = Simulation()
    second = simulation.ask(1, reply=True)
    first = simulation.ask(1, reply=True, first=True)
    simulation.run()

    assert [turn for _, turn in simulation.begun] == [first, second]


def test_a_halt_holds_up_everything():
    simulation = push_of(Simulation(), 100, 0)
    simulation.ask(9999, reply=True, at=1.5)
    simulation.at(1.0, lambda: simulation.queue.halt(8.0))
    simulation.run()

    assert not [at for at in simulation.moments() if 1.0 < at < 8.0]
    assert most_within([at for at in simulation.moments() if at >= 8], 1.0) <= 29
    assert next(turn.reply for at, turn in simulation.begun if at >= 8)


def test_what_is_called_up_begins_next_and_is_one():
    simulation = push_of(Simulation(), 20, 0).run()
    called = dict((id(turn), at) for at, turn in simulation.called)
    waits = [at - called[id(turn)] for at, turn in simulation.begun]

    assert max(waits) <= LEAD + 1e-9
    assert all(
        before <= later for (before, _), (later, _) in zip(simulation.begun, simulation.called[1:], strict=False)
    )


def test_the_second_part_follows_soon():
    simulation = push_of(Simulation(), 40, 0).run()
    gaps = [b - a for chat in range(1, 41) for a, b in itertools.pairwise(simulation.moments(chat))]

    assert max(gaps) < 2.0


def test_a_slow_server_leaves_room_for_replies():
    simulation = push_of(Simulation(latency=30.0), 300, 0, parts=1)
    reply = simulation.ask(9999, reply=True, at=20.0)
    simulation.run(until=29.0)

    assert len(simulation.begun) == WIDTH + 1
    assert reply in [turn for at, turn in simulation.begun if at < 20.05]


def test_a_turn_given_up_is_in_nobodys_way():
    queue = Queue(TELEGRAM)
    waiting, called, other = (Turn(ChatKey("telegram", chat), False) for chat in "112")
    for turn in (called, waiting, other):
        queue.join(turn)

    assert queue.step(0.0) == [called]

    queue.leave(waiting)
    queue.leave(called)

    assert queue.step(0.0) == [other]


@given(st.data())
@settings(max_examples=60)
def test_all_begin_within_the_limits_and_in_order(data):
    chats = st.integers(-3, 6)
    wishes = data.draw(st.lists(st.tuples(chats, st.booleans(), st.floats(0, 5)), max_size=60))
    simulation = Simulation(latency=data.draw(st.floats(0, 2)), writing=data.draw(st.floats(0, 0.1)), tardy=0.003)
    turns = defaultdict(list)
    for chat, reply, at in sorted(wishes, key=lambda wish: wish[2]):
        turns[chat, reply].append(simulation.ask(chat, reply=reply, at=at))
    simulation.run()

    begun = [turn for _, turn in simulation.begun]
    assert len(begun) == len(wishes)
    assert most_within(simulation.moments(), 1.0) <= 29
    for (chat, _), asked in turns.items():
        assert sorted(asked, key=begun.index) == asked
        assert all(b - a >= 1.05 - CLOSE for a, b in itertools.pairwise(simulation.moments(chat)))
        assert chat >= 0 or most_within(simulation.moments(chat), 60.0 - CLOSE) <= 19
