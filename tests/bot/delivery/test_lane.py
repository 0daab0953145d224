"""Waiting for one's moment in a lane, in a real loop."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot.delivery.lane import Lane
from bot.delivery.pace import Rates
from core.chats import ChatKey

HERE, THERE = ChatKey("telegram", "1"), ChatKey("telegram", "2")


async def push(lane, key, began, write=0.0):
    async with lane.push(key) as slot:
        await asyncio.sleep(write)
        await slot.begin()
        began.append((key, time.monotonic()))


async def reply(lane, key, began):
    async with lane.reply(key):
        began.append((key, time.monotonic()))


async def test_turns_come_at_the_rate():
    lane, began = Lane(Rates(per_second=50)), []
    start = time.monotonic()
    await asyncio.gather(*(push(lane, ChatKey("telegram", str(n)), began) for n in range(20)))

    assert time.monotonic() - start >= 19 / 50 - 0.01


async def test_a_push_that_is_slow_to_write_down_lets_replies_pass():
    lane, began = Lane(Rates(per_second=100)), []
    async with asyncio.TaskGroup() as group:
        group.create_task(push(lane, HERE, began, write=0.3))
        await asyncio.sleep(0.05)
        group.create_task(reply(lane, THERE, began))

    assert [key for key, _ in began] == [THERE, HERE]


async def test_who_gives_up_while_waiting_leaves_the_line():
    lane, began = Lane(Rates(per_second=1000, chat_gap=0.1)), []
    await reply(lane, HERE, began)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.02):
            await push(lane, HERE, began)
    await push(lane, HERE, began)

    assert len(began) == 2
    assert lane.startable(10.0) == 0


async def test_who_gives_up_when_next_makes_room():
    lane, began = Lane(Rates(per_second=1000)), []
    lane.halt(0.1)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await push(lane, HERE, began, write=0.01)
    await push(lane, THERE, began)

    assert [key for key, _ in began] == [THERE]


async def test_nothing_is_left_behind_when_all_is_done():
    lane, began = Lane(Rates(per_second=1000)), []
    await asyncio.gather(push(lane, HERE, began), reply(lane, THERE, began))
    scheduled = [
        handle for handle in asyncio.get_running_loop()._scheduled if not handle.cancelled()
    ]

    assert scheduled == []
