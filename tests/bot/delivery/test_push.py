"""What is owed goes out once, in order, and the ledger tells what became of it."""

from __future__ import annotations

import asyncio
import datetime as dt
import time

import pytest

from bot.delivery.pace import Rates
from core.delivery import DeliveryKind, Gone, Limited, Moved, Rejected, Uncertain, Unsent
from core.editions.keys import DAILY
from tests.bot.dispatching import (
    DAY,
    FAILED,
    NOON,
    OWED,
    SENDING,
    SENT,
    UNKNOWN,
    key,
    owed,
    scene_in,
)
from tests.stores import full_disk


@pytest.fixture
async def scene(tmp_path):
    async with scene_in(tmp_path) as scene:
        yield scene


async def test_everybody_gets_every_part_once_and_in_order(scene):
    chats = [str(number) for number in range(60)]
    await scene.owe(chats, parts=3)
    await scene.pushed()

    assert sorted(scene.platform.arrived) == sorted(
        (chat, part) for chat in chats for part in (1, 2, 3)
    )
    for chat in chats:
        assert [part for where, part in scene.platform.arrived if where == chat] == [1, 2, 3]
    assert await scene.storage.deliveries.counts() == {SENT: 180}
    rows = await scene.storage.deliveries.of(key("7"), DAILY.on(DAY))
    assert [scene.platform.arrived[int(row.message_id) - 1] for row in rows] == [
        ("7", 1),
        ("7", 2),
        ("7", 3),
    ]


async def test_what_is_owed_later_goes_out_when_told(scene):
    async with scene.running():
        await scene.owe(["2"])
        await scene.settle()
        await scene.owe(["1"])  # stands before the other in the ledger
        await scene.settle()

    assert scene.platform.arrived == [("2", 1), ("2", 2), ("1", 1), ("1", 2)]


async def test_who_follows_another_knows_what_chats_just_got(tmp_path, monkeypatch):
    now = [NOON]
    monkeypatch.setattr("tests.bot.dispatching.NoonClock.now", lambda clock: now[0])
    async with scene_in(tmp_path, Rates(per_second=400.0, chat_gap=0.5)) as scene:
        await scene.owe(["1"], parts=1)
        await scene.pushed()
        now[0] += dt.timedelta(seconds=0.1)
        scene.use(scene.platform)
        await scene.owe(["1", "2"], kind=DeliveryKind.THREAD)
        await scene.pushed()

    assert scene.platform.arrived[1] == ("2", 1)
    first, _, again, *_ = scene.platform.starts
    assert again - first > 0.3


async def test_sending_is_written_before_and_sent_after(scene):
    await scene.owe(["1"], parts=1)
    scene.platform.latency = 0.2
    async with scene.running():
        while not scene.platform.arrived:  # noqa: ASYNC110
            await asyncio.sleep(0.005)

        assert await scene.states("1") == [SENDING]

        await scene.settle()

    assert await scene.states("1") == [SENT]


async def test_what_may_have_arrived_is_not_repeated(scene):
    await scene.owe(["1", "2"])
    scene.platform.troubles["1", 1] = [Uncertain("time-out")]
    scene.platform.troubles["2", 1] = [ValueError("a bug in the sender")]
    await scene.pushed()

    assert sorted(scene.platform.arrived) == [("1", 1), ("1", 2), ("2", 2)]
    assert await scene.states("1") == [UNKNOWN, SENT]
    assert await scene.states("2") == [UNKNOWN, SENT]


async def test_what_was_not_sent_is_tried_again_before_the_next_part(scene):
    await scene.owe(["1", "2"])
    scene.platform.troubles["1", 1] = [Unsent("refused")]
    await scene.pushed()

    assert scene.platform.arrived == [("2", 1), ("2", 2), ("1", 1), ("1", 2)]


async def test_what_alone_never_gets_through_fails(scene, monkeypatch):
    monkeypatch.setattr("bot.delivery.push.TRIES", 3)
    monkeypatch.setattr("bot.delivery.lane.PAUSE", 0.05)
    monkeypatch.setattr("bot.delivery.refusals.LONGEST_PAUSE", 0.05)
    await scene.owe(["1"])
    scene.platform.troubles["1", 1] = [Unsent("out of order")] * 3
    async with scene.running():
        while await scene.states("1") != [FAILED, SENT]:
            await scene.dispatcher.reply(key("2"), lambda: scene.platform.answer("2"))

    assert (await scene.storage.deliveries.of(key("1"), DAILY.on(DAY)))[0].error == "out of order"


async def test_a_rejected_part_goes_plain_once(scene):
    await scene.owe(["1", "2"])
    scene.platform.troubles["1", 1] = [Rejected("bad entity")]
    scene.platform.troubles["2", 1] = [Rejected("bad entity"), Rejected("message is too long")]
    await scene.pushed()

    assert scene.platform.plain == [("1", 1)]
    assert await scene.states("1") == [SENT, SENT]
    assert await scene.states("2") == [FAILED, SENT]
    assert (await scene.storage.deliveries.of(key("2"), DAILY.on(DAY)))[
        0
    ].error == "message is too long"


async def test_a_chat_that_is_gone_is_paused(scene):
    await scene.owe(["1", "2"], parts=3)
    scene.platform.troubles["1", 2] = [Gone("kicked")]
    await scene.pushed()

    assert [place for place in scene.platform.arrived if place[0] == "1"] == [("1", 1)]
    assert (await scene.storage.chats.get(key("1"))).paused == "kicked"
    assert await scene.states("1") == [SENT, FAILED]
    assert await scene.states("2") == [SENT, SENT, SENT]
    assert scene.gone == [("1", "kicked")]


async def test_a_chat_that_moved_gets_its_list_there(scene):
    await scene.owe(["-5"])
    scene.platform.troubles["-5", 1] = [Moved("-1005")]
    await scene.pushed()

    assert scene.platform.arrived == [("-1005", 1), ("-1005", 2)]
    assert await scene.states("-1005") == [SENT, SENT]
    assert (await scene.storage.chats.get(key("-1005"))).subscribed_at == NOON


async def test_stopping_lets_what_is_under_way_arrive(scene):
    chats = [str(number) for number in range(100)]
    await scene.owe(chats)
    scene.platform.latency = 0.3
    async with scene.running():
        await asyncio.sleep(0.25)
    counts = await scene.storage.deliveries.counts()

    assert counts == {SENT: len(scene.platform.arrived), OWED: 200 - len(scene.platform.arrived)}
    assert len(scene.platform.arrived) > 0

    await scene.pushed()

    assert len(scene.platform.arrived) == len(set(scene.platform.arrived)) == 200


async def test_stopping_does_not_wait_for_ever(scene, monkeypatch):
    monkeypatch.setattr("bot.delivery.push.GRACE", 0.1)
    await scene.owe(["1", "2"])
    scene.platform.latency = 60.0
    async with scene.running():
        while len(scene.platform.arrived) < 2:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        began = time.monotonic()

    assert time.monotonic() - began < scene.platform.latency / 4
    assert await scene.states("1") == [UNKNOWN, OWED]
    assert await scene.states("2") == [UNKNOWN, OWED]


async def test_stopped_at_any_moment_nothing_is_lost_or_doubled(scene):
    await scene.owe([str(number) for number in range(40)])
    for moment in range(12):
        async with scene.running():
            await asyncio.sleep(0.001 * moment)
        counts = await scene.storage.deliveries.counts()

        assert counts.get(SENT, 0) == len(scene.platform.arrived)
        assert counts.keys() <= {SENT, OWED}

    await scene.pushed()

    assert len(scene.platform.arrived) == len(set(scene.platform.arrived)) == 80


async def test_after_a_crash_what_was_being_sent_is_unknown(scene):
    await scene.owe(["1"])
    await scene.storage.deliveries.sending(owed("1", 1), NOON)
    await scene.pushed()

    assert scene.platform.arrived == [("1", 2)]
    assert await scene.states("1") == [UNKNOWN, SENT]


async def test_how_long_ago_a_clock_was_ahead_nobody_knows(scene):
    scene.platform.idempotent_for = dt.timedelta(minutes=2)
    await scene.owe(["1"], parts=1, tried_at=NOON - dt.timedelta(minutes=1))
    await scene.owe(["2"], parts=1, tried_at=NOON + dt.timedelta(minutes=1))
    await scene.pushed()

    assert scene.platform.arrived == [("1", 1)]
    assert [await scene.states(chat) for chat in ("1", "2")] == [[SENT], [UNKNOWN]]


async def test_who_unsubscribes_meanwhile_gets_nothing_more(scene):
    scene.platform.latency = 0.1
    await scene.owe(["1"], parts=3)
    async with scene.running():
        while not scene.platform.arrived:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        await scene.storage.chats.unsubscribe(key("1"))
        await scene.settle()

    assert scene.platform.arrived == [("1", 1)]


async def test_what_fails_while_nothing_gets_through_never_counts(scene, monkeypatch):
    monkeypatch.setattr("bot.delivery.push.TRIES", 3)
    monkeypatch.setattr("bot.delivery.lane.PAUSE", 0.05)
    monkeypatch.setattr("bot.delivery.refusals.LONGEST_PAUSE", 0.05)
    await scene.owe(["1", "2", "3"])
    for chat in ("1", "2", "3"):
        scene.platform.troubles[chat, 1] = [Unsent("no way out")] * 8
    await scene.pushed()

    assert await scene.storage.deliveries.counts() == {SENT: 6}


async def test_many_chats_that_must_wait_do_not_hold_up_the_others(scene):
    stuck = [str(number) for number in range(100, 260)]  # more than one reading of the ledger holds
    for chat in stuck:
        scene.platform.troubles[chat, 1] = [Unsent("refused")] * 50
    await scene.owe([*stuck, *(str(number) for number in range(900, 930))], parts=1)
    async with scene.running():
        await scene.arrived(30, 60)

    assert (await scene.storage.deliveries.counts()) == {SENT: 30, OWED: 160}


async def test_a_store_that_takes_nothing_is_told_once_and_written_when_it_does(
    scene, capsys, monkeypatch
):
    monkeypatch.setattr("bot.delivery.push.STORE_PAUSE", 0.01)
    monkeypatch.setattr("bot.delivery.push.STORE_TRIES", 2)
    await scene.owe(["1", "2", "3"])
    tries, sent = [], scene.storage.deliveries.sent

    async def written(*what):
        tries.append(what)
        return await sent(*what)

    monkeypatch.setattr(scene.storage.deliveries, "sent", written)
    async with scene.running():
        while not scene.platform.arrived:  # noqa: ASYNC110
            await asyncio.sleep(0)
        with full_disk():
            while len(tries) < 9:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            await scene.dispatcher.reply(key("1"), lambda: scene.platform.answer("1"))
        await scene.settle()

    assert sorted(scene.platform.arrived) == [(chat, part) for chat in "123" for part in (1, 2)]
    for chat in "123":
        assert await scene.states(chat) == [SENT, SENT]
    told = capsys.readouterr().out
    assert told.count("[warning  ] the ledger cannot be written") == 1


async def test_who_waits_long_is_told_once(scene, capsys, monkeypatch):
    monkeypatch.setattr("bot.delivery.push.LONG", dt.timedelta(0))
    monkeypatch.setattr("bot.delivery.refusals.LONGEST_PAUSE", 0.05)
    await scene.owe(["1"], parts=1)
    scene.platform.troubles["1", 1] = [Limited(0.05)] * 4
    await scene.pushed()

    assert capsys.readouterr().out.count("a message is not taken for long") == 1
    assert await scene.states("1") == [SENT]
    assert (await scene.storage.deliveries.of(key("1"), DAILY.on(DAY)))[0].error is None
