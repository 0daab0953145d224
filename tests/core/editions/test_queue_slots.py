"""Places in a queue."""

from __future__ import annotations

import asyncio

from core.editions.queue_slots import QueueSlot


async def test_turns_are_taken_in_order_even_when_one_gives_up():
    order = []
    first, second, third = QueueSlot([]), None, None
    second = QueueSlot([first.passed])
    third = QueueSlot([first.passed, second.passed])

    async def take(turn, name):
        async with turn:
            order.append(name)
            await asyncio.sleep(0)
            order.append(name)

    async with asyncio.TaskGroup() as group:
        group.create_task(take(third, "third"))
        group.create_task(take(first, "first"))
        await asyncio.sleep(0.01)
        assert order == ["first", "first"]
        second.pass_on()

    assert order == ["first", "first", "third", "third"]
