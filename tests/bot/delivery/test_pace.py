"""The queue of messages, on a clock of its own."""

from __future__ import annotations

import heapq
import itertools
import random
from collections import defaultdict, deque

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.pace import LEAD, WIDTH, Queue, Queued, Rates, Stage
from bot.delivery.refusals import FEW, Scope
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
            if queued.stage is Stage.CALLED:
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


def test_a_push_uses_the_rate_and_never_more():
    simulation = push_of(Simulation(tardy=0.002), 200, 20).run()
    moments = simulation.moments()
    took = moments[-1] - moments[0]

    assert len(moments) == 440
    assert 439 / took >= 0.93 * 30
    assert most_within(moments, 1.0) <= 29
    # Whoever measures where they arrive, after ways that differ by 40 ms, still counts no more than
    # 30.
    jittered = sorted(at + simulation.dice.uniform(0, 0.04) for at in moments)
    assert most_within(jittered, 1.0) <= 30


@pytest.mark.parametrize("stall", [0.02, 0.2, 3.0])
def test_after_a_stall_no_burst(stall):
    simulation = push_of(Simulation(), 200, 0)
    simulation.at(1.0, lambda: setattr(simulation, "now", 1.0 + stall))
    simulation.run()

    assert most_within(simulation.moments(), 1.0) <= 29
    assert (
        min(late - early for early, late in itertools.pairwise(simulation.moments())) > 0.6 / 28.5
    )


def test_one_chat_gets_a_message_a_second_in_order():
    simulation = Simulation()
    messages = [simulation.ask(1) for _ in range(5)]
    simulation.run()

    assert [queued for _, queued in simulation.begun] == messages
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

    assert max(at for at, queued in simulation.begun if queued in others) < 1.0 + 60 / 28.5 + 0.1


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
    [at] = [at for at, queued in simulation.begun if queued is reply]

    assert at - 3.0 <= 1 / 28.5 + 1e-6
    assert most_within(simulation.moments(), 1.0) <= 29


def test_a_retried_reply_keeps_its_place():
    simulation = Simulation()
    second = simulation.ask(1, reply=True)
    first = simulation.ask(1, reply=True, first=True)
    simulation.run()

    assert [queued for _, queued in simulation.begun] == [first, second]


def test_a_halt_holds_up_everything():
    simulation = push_of(Simulation(), 100, 0)
    simulation.ask(9999, reply=True, at=1.5)
    simulation.at(1.0, lambda: simulation.queue.halt(8.0))
    simulation.run()

    assert not [at for at in simulation.moments() if 1.0 < at < 8.0]
    assert most_within([at for at in simulation.moments() if at >= 8], 1.0) <= 29
    assert next(queued.reply for at, queued in simulation.begun if at >= 8)


def test_what_is_called_up_begins_next_and_is_one():
    simulation = push_of(Simulation(), 20, 0).run()
    called = dict((id(queued), at) for at, queued in simulation.called)
    waits = [at - called[id(queued)] for at, queued in simulation.begun]

    assert max(waits) <= LEAD + 1e-9
    assert all(
        before <= later
        for (before, _), (later, _) in zip(simulation.begun, simulation.called[1:], strict=False)
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
    assert reply in [queued for at, queued in simulation.begun if at < 20.05]


def test_a_message_given_up_is_in_nobodys_way():
    queue = Queue(TELEGRAM)
    waiting, called, other = (Queued(ChatKey("telegram", chat), False) for chat in "112")
    for queued in (called, waiting, other):
        queue.join(queued)

    assert queue.step(0.0) == [called]

    queue.leave(waiting)
    queue.leave(called)

    assert queue.step(0.0) == [other]


@given(st.data())
@settings(max_examples=30)
def test_all_begin_within_the_limits_and_in_order(data):
    chats = st.integers(-3, 6)
    wishes = data.draw(st.lists(st.tuples(chats, st.booleans(), st.floats(0, 5)), max_size=60))
    simulation = Simulation(
        latency=data.draw(st.floats(0, 2)), writing=data.draw(st.floats(0, 0.1)), tardy=0.003
    )
    messages = defaultdict(list)
    for chat, reply, at in sorted(wishes, key=lambda wish: wish[2]):
        messages[chat, reply].append(simulation.ask(chat, reply=reply, at=at))
    simulation.run()

    begun = [queued for _, queued in simulation.begun]
    assert len(begun) == len(wishes)
    assert most_within(simulation.moments(), 1.0) <= 29
    for (chat, _), asked in messages.items():
        assert sorted(asked, key=begun.index) == asked
        assert all(b - a >= 1.05 - CLOSE for a, b in itertools.pairwise(simulation.moments(chat)))
        assert chat >= 0 or most_within(simulation.moments(chat), 60.0 - CLOSE) <= 19


def refusing(*chats, seconds=25.0, scope=Scope.CHAT):
    """A platform that takes nothing for those chats."""
    return lambda queued, at: (seconds, scope) if int(queued.key.chat_id) in chats else None


@given(
    st.lists(st.tuples(st.integers(1, 40), st.booleans(), st.floats(0, 20)), max_size=60),
    st.integers(1, 40),
    st.floats(0, 100),
    st.sampled_from((Scope.CHAT, Scope.KIND)),
)
@settings(max_examples=30)
def test_a_parked_chat_delays_no_other(wishes, bad, seconds, scope):
    def simulated(refuse, wanted):
        simulation = Simulation(refuse=refuse)
        for chat, reply, at in wanted:
            simulation.ask(chat, reply=reply, at=at)
        return simulation.run(until=300.0)

    others = [wish for wish in wishes if wish[0] != bad]
    without = simulated(lambda queued, at: None, others)
    beside = simulated(refusing(bad, seconds=seconds, scope=scope), wishes)
    ended = sorted(at for at, _ in without.passed())
    late = sorted(at for at, chat in beside.passed() if chat != bad)

    assert len(late) == len(ended)
    # All that its tries cost the others are the starts that they took.
    tries = len(beside.moments(bad))
    assert all(b <= a + (tries + 1) / 28.5 + 1e-6 for a, b in zip(ended, late, strict=True))


@given(st.sets(st.integers(1, 60), max_size=12), st.floats(0, 50))
@settings(max_examples=15)
def test_chats_that_are_always_refused_do_not_hold_the_push(bad, seconds):
    simulation = push_of(Simulation(refuse=refusing(*bad, seconds=seconds)), 60, 0).run(
        until=1000.0
    )
    got = [chat for _, chat in simulation.passed()]

    assert sorted(got) == sorted(chat for chat in range(1, 61) for _ in (1, 2) if chat not in bad)
    # At worst they stand where they look like everybody: then each of them but two, once.
    wait = max(len(bad) - 2, 0) * max(seconds, 60.0)
    assert not got or simulation.passed()[-1][0] <= 2 * 60 / 28.5 + 2.5 + wait


@pytest.mark.parametrize("latency", [0.01, 0.05, 0.06, 0.07, 0.08, 0.1, 0.4])
@pytest.mark.parametrize("bad", [(5, 6), range(-12, 0)])
def test_chats_of_a_kind_that_are_always_refused_cost_nothing(bad, latency):
    """Two of them anywhere; or all groups, which come before all people."""
    simulation = Simulation(refuse=refusing(*bad), latency=latency)
    for chat in (*range(-12, 0), *range(1, 61)):
        simulation.ask(chat)
    simulation.run(until=60.0)

    assert simulation.passed()[-1][0] <= 85 / 28.5 + 2.5 + 2 * latency
    assert len(simulation.passed()) == 72 - len(bad)


@pytest.mark.parametrize("latency", [0.02, 1.0])
def test_when_everybody_is_refused_everybody_waits(latency):
    """Refused from the tenth second to the fortieth, and told so; then again, as real servers do,
    when tried sooner."""

    def refuse(queued, at):
        return (40 - at, Scope.CHAT) if 10 <= at < 40 else None

    simulation = push_of(Simulation(latency=latency, refuse=refuse), 220, 0).run(until=200.0)

    assert len(simulation.passed()) == 440
    # What was under way when the first word of it came, and two to be sure.
    assert len(simulation.refused) <= latency * 28.5 + 4
    assert not [at for at in simulation.moments() if 10 + 2 * latency + 0.3 < at < 40]


def test_a_refusal_that_goes_on_is_tried_less_and_less():
    simulation = push_of(Simulation(refuse=lambda queued, at: (1.0, Scope.CHAT)), 1000, 0).run(
        until=3600.0
    )

    assert len(simulation.refused) <= 3 + 60 + 10


def test_everybody_at_the_platforms_word():
    def refuse(queued, at):
        return (5.0, Scope.EVERYBODY) if queued.key.chat_id == "3" and at < 5 else None

    simulation = push_of(Simulation(refuse=refuse), 100, 0).run()
    first = simulation.refused[0][0]

    assert not [at for at in simulation.moments() if first < at < first + 5]
    assert len(simulation.passed()) == 200


def test_on_a_dead_way_few_are_tried_at_a_time():
    broken = Simulation(
        latency=5.0, refuse=lambda queued, at: (1.0, Scope.KIND) if at < 100 else None
    )
    push_of(broken, 250, 0).run(until=1000.0)
    late = [at for at in broken.moments() if 10 < at < 100]

    assert most_within(late, 5.0 - CLOSE) <= FEW
    assert len(broken.passed()) == 500


def test_what_began_before_says_nothing():
    """Messages that were on their way tell nothing of a platform that refuses everybody since,
    taken or not."""
    queue = Queue(Rates(per_second=1000))
    messages = [Queued(ChatKey("telegram", str(chat)), True) for chat in range(8)]
    for moment, queued in enumerate(messages[:5]):
        queue.join(queued)
        assert queue.step(moment / 100) == [queued]
    for queued in messages[:3]:
        queue.refused(queued, 1.0, 30.0, Scope.CHAT)
        queue.leave(queued)
    queue.passed(messages[3])
    queue.leave(messages[3])
    for queued in messages[5:]:
        queue.join(queued)

    assert queue.step(2.0) == [messages[7]]
    assert queue.step(3.0) == []

    queue.refused(messages[7], 4.0, 30.0, Scope.CHAT)
    queue.leave(messages[7])
    queue.passed(messages[4])
    queue.leave(messages[4])

    assert queue.step(5.0) == []
    assert queue.next_at() == 31.0
    assert queue.step(31.0) == [messages[6]]

    queue.passed(messages[6])
    queue.leave(messages[6])

    assert queue.step(32.0) == [messages[5]]


def test_what_somebody_else_sent_counts_for_a_chats_limits():
    simulation = Simulation()
    for second in range(19):
        simulation.queue.remember(ChatKey("telegram", "-1"), -50.0 + second)
    simulation.queue.remember(ChatKey("telegram", "1"), -0.5)
    for chat in (-1, 1, 2):
        simulation.ask(chat)
    simulation.run()

    assert simulation.moments(2) == pytest.approx([simulation.writing])
    assert simulation.moments(1) == pytest.approx([0.55])
    assert simulation.moments(-1) == pytest.approx([10.0])


@pytest.mark.parametrize("writing", [0.003, 0.02, 0.033])
def test_a_store_that_is_slow_to_write_costs_no_start(writing):
    simulation = Simulation(writing=writing)
    push_of(simulation, private=300, groups=0, parts=1)
    begun = simulation.run().moments()

    # The first ones show how long it takes.
    assert begun[-1] - begun[9] == pytest.approx(290 / TELEGRAM.per_second, rel=0.01)
