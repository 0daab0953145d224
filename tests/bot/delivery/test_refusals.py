"""What refusals do to a queue of messages, on a clock of its own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.pace import Queue, Queued, Rates
from bot.delivery.refusals import FEW, Scope
from core.chats import ChatKey
from tests.bot.delivery.simulation import CLOSE, Simulation, most_within, push_of


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
