"""Turns: in order for the same member of a crowd, beside each other otherwise, and never too
many."""

from __future__ import annotations

import asyncio

from bot.chat.turns import Turn, Turns


async def take(turn: Turn | None, name: str, seen: list[str], *, early: bool = False) -> None:
    assert turn
    async with turn as over:
        seen.append(f"{name} begins")
        if early:
            over()
        await asyncio.sleep(0.01)
        seen.append(f"{name} ends")


async def test_one_after_another_for_the_same_member() -> None:
    turns, seen = Turns(9), list[str]()

    await asyncio.gather(*(take(turns.join(1, 1), name, seen) for name in "abc"))

    assert seen == [f"{name} {what}" for name in "abc" for what in ("begins", "ends")]


async def test_others_do_not_wait() -> None:
    turns, seen = Turns(9), list[str]()

    await asyncio.gather(*(take(turns.join(1, member), str(member), seen) for member in range(3)))

    assert seen[:3] == ["0 begins", "1 begins", "2 begins"]


async def test_a_turn_may_end_early() -> None:
    turns, seen = Turns(9), list[str]()

    await asyncio.gather(*(take(turns.join(1, 1), name, seen, early=True) for name in "ab"))

    assert seen[:2] == ["a begins", "b begins"]


async def test_a_crowd_is_only_so_large() -> None:
    turns, seen = Turns(2), list[str]()
    two = [turns.join(1, 1), turns.join(1, 2)]

    assert turns.join(1, 3) is None
    other = turns.join(2, 1)
    await asyncio.gather(*(take(turn, "x", seen) for turn in (*two, other)))

    last = turns.join(1, 3)
    await take(last, "last", seen)
    assert seen[-1] == "last ends"
