"""Queues: in order for the same member of a group, side by side otherwise, and never too many."""

from __future__ import annotations

import asyncio

from bot.chat.queues import AskerQueues, Ticket


async def take(ticket: Ticket | None, name: str, seen: list[str], *, early: bool = False) -> None:
    assert ticket
    async with ticket as over:
        seen.append(f"{name} begins")
        if early:
            over()
        await asyncio.sleep(0.01)
        seen.append(f"{name} ends")


async def test_one_after_another_for_the_same_member() -> None:
    queues, seen = AskerQueues(9), list[str]()

    await asyncio.gather(*(take(queues.join(1, 1), name, seen) for name in "abc"))

    assert seen == [f"{name} {what}" for name in "abc" for what in ("begins", "ends")]


async def test_others_do_not_wait() -> None:
    queues, seen = AskerQueues(9), list[str]()

    await asyncio.gather(*(take(queues.join(1, member), str(member), seen) for member in range(3)))

    assert seen[:3] == ["0 begins", "1 begins", "2 begins"]


async def test_the_next_may_be_let_in_early() -> None:
    queues, seen = AskerQueues(9), list[str]()

    await asyncio.gather(*(take(queues.join(1, 1), name, seen, early=True) for name in "ab"))

    assert seen[:2] == ["a begins", "b begins"]


async def test_a_group_is_only_so_large() -> None:
    queues, seen = AskerQueues(2), list[str]()
    two = [queues.join(1, 1), queues.join(1, 2)]

    assert queues.join(1, 3) is None
    other = queues.join(2, 1)
    await asyncio.gather(*(take(ticket, "x", seen) for ticket in (*two, other)))

    last = queues.join(1, 3)
    await take(last, "last", seen)
    assert seen[-1] == "last ends"
