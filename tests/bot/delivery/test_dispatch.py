"""Replies, and what holds for replies and pushes alike."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from bot.delivery.pace import Rates
from core.delivery import Gone, Limited, LimitedForAll, Uncertain, Unsent
from tests.bot.dispatching import OWED, Scene, key, scene_in


@pytest.fixture
async def scene(tmp_path):
    async with scene_in(tmp_path) as scene:
        yield scene


async def test_a_limited_chat_is_parked_and_nobody_else_waits(scene):
    await scene.owe([str(number) for number in range(20)])
    scene.platform.troubles["5", 1] = [Limited(0.5)]
    async with scene.running():
        await scene.arrived(1)
        assert (
            await scene.dispatcher.reply(key("99"), lambda: scene.platform.answer("99"))
            == "answered"
        )
        await scene.arrived(38)
        assert ("5", 1) not in scene.platform.arrived
        await scene.settle()

    assert len(scene.platform.arrived) == len(set(scene.platform.arrived)) == 40
    assert scene.platform.arrived[-2:] == [("5", 1), ("5", 2)]


async def test_when_the_platform_says_so_everybody_waits(scene):
    await scene.owe([str(number) for number in range(20)])
    scene.platform.troubles["5", 1] = [LimitedForAll(0.4)]
    async with scene.running():
        await scene.settle()
    pause = max(later - early for early, later in pairwise(scene.platform.starts))

    assert pause >= 0.38
    assert len(scene.platform.arrived) == len(set(scene.platform.arrived)) == 40


async def test_when_all_are_refused_few_are_asked(scene):
    chats = [str(number) for number in range(200)]
    await scene.owe(chats, parts=1)
    scene.platform.shut_for(1.0, Limited)
    await scene.pushed()

    assert len(scene.platform.arrived) == 200
    assert len(scene.platform.starts) - 200 <= 8


async def test_a_chat_that_is_always_limited_holds_up_nobody_and_loses_nothing(scene):
    await scene.owe(["5"], parts=2)
    await scene.owe([str(number) for number in range(10, 60)])
    scene.platform.troubles["5", 1] = [Limited(0.01)] * 10_000
    async with scene.running():
        await scene.arrived(100)
        assert scene.platform.troubles["5", 1]
    assert await scene.states("5") == [OWED, OWED]
    (waiting, *_) = await scene.storage.deliveries.refused(5)

    assert (waiting.key, waiting.part, waiting.error) == (key("5"), 1, "429 · 0.01 s")


async def test_a_reply_is_answered_amid_a_push(scene):
    await scene.owe([str(number) for number in range(200)], parts=1)
    async with scene.running():
        await scene.arrived(20)
        before = len(scene.platform.arrived)
        await scene.dispatcher.reply(key("7777"), lambda: scene.platform.answer("7777"))

        # Before all but those under way and the one that was next.
        assert len(scene.platform.arrived) - before < 30


async def test_a_limited_reply_is_tried_again(scene):
    answer = await scene.dispatcher.reply(
        key("1"), lambda: scene.platform.answer("1", Limited(0.1), Limited(0.1))
    )

    assert answer == "answered"
    assert scene.platform.replied[2] - scene.platform.replied[0] >= 0.2


async def test_a_reply_is_not_tried_forever(scene, monkeypatch):
    monkeypatch.setattr("bot.delivery.dispatch.REPLY_PATIENCE", 0.5)
    with pytest.raises(Limited):
        await scene.dispatcher.reply(
            key("1"), lambda: scene.platform.answer("1", *[Limited(0.2)] * 9)
        )

    assert 2 <= len(scene.platform.replied) <= 4


async def test_a_reply_that_would_come_too_late_is_given_up_at_once(scene):
    for _ in range(2):
        with pytest.raises(Limited if not scene.platform.replied else Unsent):
            await asyncio.wait_for(
                scene.dispatcher.reply(
                    key("1"), lambda: scene.platform.answer("1", Limited(3600.0))
                ),
                5,
            )

    assert len(scene.platform.replied) == 1
    assert await scene.dispatcher.reply(key("2"), lambda: scene.platform.answer("2")) == "answered"


@pytest.mark.parametrize(
    "errors", [[Unsent("502")], [Unsent("502"), Limited(0.1), Unsent("refused")]]
)
async def test_a_reply_that_did_not_leave_is_sent_again_before_the_next(scene, monkeypatch, errors):
    monkeypatch.setattr("bot.delivery.lane.PAUSE", 0.05)
    monkeypatch.setattr("bot.delivery.refusals.LONGEST_PAUSE", 0.1)
    said, troubles = [], list(errors)

    async def say(word):
        if word == "first" and troubles:
            raise troubles.pop(0)
        said.append(word)

    async with asyncio.TaskGroup() as group:
        for word in ("first", "second", "third"):
            group.create_task(scene.dispatcher.reply(key("1"), lambda word=word: say(word)))

    assert said == ["first", "second", "third"]


@pytest.mark.parametrize("repeatable", [True, False])
async def test_a_reply_in_doubt_is_repeated_where_that_does_no_harm(scene, monkeypatch, repeatable):
    monkeypatch.setattr("bot.delivery.lane.PAUSE", 0.05)
    answering = scene.dispatcher.reply(
        key("1"), lambda: scene.platform.answer("1", Uncertain("time-out")), repeatable=repeatable
    )
    if repeatable:
        assert await answering == "answered"
    else:
        with pytest.raises(Uncertain):
            await answering

    assert len(scene.platform.replied) == 1 + repeatable


async def test_a_reply_raises_what_went_wrong_at_once(scene):
    with pytest.raises(Gone):
        await scene.dispatcher.reply(key("1"), lambda: scene.platform.answer("1", Gone("blocked")))

    assert len(scene.platform.replied) == 1


async def test_a_reply_given_up_lets_the_next_pass(scene):
    slow = Rates(per_second=4.0)
    scene = Scene(scene.storage, slow)
    tasks = [
        asyncio.get_running_loop().create_task(
            scene.dispatcher.reply(key("1"), lambda: scene.platform.answer("1"))
        )
        for _ in range(3)
    ]
    await asyncio.sleep(0.05)
    tasks[1].cancel()

    assert await asyncio.wait_for(tasks[2], 0.5) == "answered"
