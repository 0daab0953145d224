"""The queue of messages, on a clock of its own."""

from __future__ import annotations

import itertools
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.pace import LEAD, WIDTH, Queue, Queued, Rates
from core.chats import ChatKey
from tests.bot.delivery.simulation import CLOSE, TELEGRAM, Simulation, most_within, push_of


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
