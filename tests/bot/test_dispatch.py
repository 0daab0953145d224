"""Replies, and what holds for replies and pushes alike."""

from __future__ import annotations

import asyncio
import time
from itertools import pairwise

import pytest

from bot.pace import Rates
from core.delivery import Gone, Limited
from tests.bot.dispatching import Scene, key, scene_in


@pytest.fixture
async def scene(tmp_path):
    async with scene_in(tmp_path) as scene:
        yield scene


async def test_a_limit_holds_up_everything_and_loses_nothing(scene):
    await scene.owe([str(number) for number in range(20)])
    scene.platform.troubles["5", 1] = [Limited(0.4)]
    async with scene.running():
        while not scene.platform.arrived:  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        await asyncio.sleep(0.1)

        assert await scene.dispatcher.reply(key("99"), lambda: scene.platform.answer("99")) == "answered"

        await scene.settle()
    starts = sorted(scene.platform.starts + scene.platform.replied)
    pause = max((later - early, early) for early, later in pairwise(starts))

    assert pause[0] >= 0.38
    assert min(at for at in scene.platform.replied) >= pause[1] + 0.38
    assert len(scene.platform.arrived) == len(set(scene.platform.arrived)) == 40


async def test_a_reply_is_answered_amid_a_push(scene):
    await scene.owe([str(number) for number in range(200)], parts=1)
    async with scene.running():
        while len(scene.platform.arrived) < 20:  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        asked = time.monotonic()
        await scene.dispatcher.reply(key("7777"), lambda: scene.platform.answer("7777"))

        assert time.monotonic() - asked < 0.1
        assert len(scene.platform.arrived) < 150


async def test_a_limited_reply_is_tried_again(scene):
    answer = await scene.dispatcher.reply(key("1"), lambda: scene.platform.answer("1", Limited(0.1), Limited(0.1)))

    assert answer == "answered"
    assert scene.platform.replied[2] - scene.platform.replied[0] >= 0.2


async def test_a_reply_is_not_tried_forever(scene):
    with pytest.raises(Limited):
        await scene.dispatcher.reply(key("1"), lambda: scene.platform.answer("1", *[Limited(0.01)] * 9))

    assert len(scene.platform.replied) == 3


async def test_a_reply_raises_what_went_wrong_at_once(scene):
    with pytest.raises(Gone):
        await scene.dispatcher.reply(key("1"), lambda: scene.platform.answer("1", Gone("blocked")))

    assert len(scene.platform.replied) == 1


async def test_a_reply_given_up_lets_the_next_pass(scene):
    slow = Rates(per_second=4.0)
    scene = Scene(scene.storage, slow)
    tasks = [
        asyncio.get_running_loop().create_task(scene.dispatcher.reply(key("1"), lambda: scene.platform.answer("1")))
        for _ in range(3)
    ]
    await asyncio.sleep(0.05)
    tasks[1].cancel()

    assert await asyncio.wait_for(tasks[2], 0.5) == "answered"
