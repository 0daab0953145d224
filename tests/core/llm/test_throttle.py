"""Who may ask next, on a clock that only counts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack

import pytest

from core.llm.pace import FIRST_PAUSES, MARGIN, KnownLimits
from core.llm.refusals import Kind, Refusal
from core.llm.throttle import Throttle
from tests.core.llm.timeless import run

RATE = Refusal(kind=Kind.RATE, status=429)
PAUSE = FIRST_PAUSES[0] * MARGIN


def now() -> float:
    return asyncio.get_running_loop().time()


async def ask(
    throttle: Throttle,
    began: list[tuple[str, float]],
    name: str,
    *,
    urgent: bool = False,
    tokens: int = 100,
    seconds: float = 1.0,
) -> None:
    """A request that takes so long and is answered."""
    async with throttle.turn(tokens, urgent=urgent, number=throttle.number()) as turn:
        began.append((name, round(now(), 6)))
        await asyncio.sleep(seconds)
        turn.accepted()


async def gathered(throttle: Throttle, *names: str, **options: float) -> list[tuple[str, float]]:
    """When each of them began; those in capitals are urgent."""
    began: list[tuple[str, float]] = []
    await asyncio.gather(
        *(ask(throttle, began, name, urgent=name.isupper(), **options) for name in names)
    )
    return began


def test_so_many_at_once():
    assert run(gathered(Throttle(2), *"abcde")) == [
        ("a", 0),
        ("b", 0),
        ("c", 1),
        ("d", 1),
        ("e", 2),
    ]


def test_the_urgent_go_first_and_each_in_the_order_they_came():
    assert run(gathered(Throttle(1), *"abCdE")) == [
        ("a", 0),
        ("C", 1),
        ("E", 2),
        ("b", 3),
        ("d", 4),
    ]


def test_who_comes_back_keeps_the_place():
    async def work() -> list[str]:
        throttle, began = Throttle(1), []
        numbers = [throttle.number() for _ in range(3)]

        async def come(name: str, number: int) -> None:
            async with throttle.turn(100, urgent=False, number=number):
                began.append(name)
                await asyncio.sleep(1)

        await asyncio.gather(
            come("third", numbers[2]), come("second", numbers[1]), come("first", numbers[0])
        )
        return began

    assert run(work()) == ["third", "first", "second"]  # the third began before the others came


def test_a_pace_is_kept_to():
    throttle = Throttle(8)
    throttle.pace.recall(KnownLimits(interval=6.0))

    assert run(gathered(throttle, *"abcd")) == [("a", 0), ("b", 6), ("c", 12), ("d", 18)]


def test_a_pace_of_tokens_is_kept_to():
    throttle = Throttle(8)
    throttle.pace.recall(KnownLimits(per_token=0.01))

    assert run(gathered(throttle, *"abc", tokens=500)) == [("a", 0), ("b", 5), ("c", 10)]


def test_no_more_at_once_than_was_learned():
    throttle = Throttle(8)
    throttle.pace.recall(KnownLimits(at_once=1))

    assert run(gathered(throttle, *"abc")) == [("a", 0), ("b", 1), ("c", 2)]


@pytest.mark.parametrize(("told", "at_once"), [(None, 3), (2, 2), (1, 1), (9, 9)])
def test_too_many_at_once(told: int | None, at_once: int):
    async def work() -> int | None:
        throttle = Throttle(8)
        async with AsyncExitStack() as held:
            turns = [
                await held.enter_async_context(
                    throttle.turn(1, urgent=False, number=throttle.number())
                )
                for _ in range(4)
            ]
            turns[0].refused(Refusal(kind=Kind.CONCURRENCY, status=429, per_minute=told))
        return throttle.pace.allowed.at_once

    assert run(work()) == at_once


def test_fewer_at_once_are_never_more_again():
    async def work() -> int | None:
        throttle = Throttle(8)
        throttle.fewer(2)
        throttle.fewer(5)
        throttle.fewer(None)
        return throttle.pace.allowed.at_once

    assert run(work()) == 1


def refusing(count: int) -> Callable[[Throttle, list[tuple[str, float]], str], object]:
    """Who is refused so many times in all before anybody is answered."""
    left = [count]

    async def come(throttle: Throttle, began: list[tuple[str, float]], name: str) -> None:
        number = throttle.number()
        while True:
            async with throttle.turn(100, urgent=False, number=number) as turn:
                began.append((name, round(now(), 6)))
                await asyncio.sleep(0.5)
                if left[0]:
                    left[0] -= 1
                    turn.refused(RATE)
                    continue
                turn.accepted()
                return

    return come


def test_a_refusal_pauses_everybody_and_one_goes_ahead():
    async def work() -> list[tuple[str, float]]:
        throttle, began, come = Throttle(2), [], refusing(1)
        await asyncio.gather(*(come(throttle, began, name) for name in "abc"))
        return began

    # Of the two the first was refused; when it has gone ahead and was answered the third may come,
    # at the rate that was learned: one from the beginning until halfway through the pause.
    ahead = 0.5 + PAUSE
    interval = (0.5 + ahead) / 2 * MARGIN
    assert run(work()) == [("a", 0), ("b", 0), ("a", ahead), ("c", pytest.approx(ahead + interval))]


def test_how_long_the_pause_is_still():
    async def work() -> list[float]:
        throttle = Throttle(1)
        pauses = [throttle.pause]
        async with throttle.turn(1, urgent=False, number=0) as turn:
            turn.refused(RATE)
        pauses.append(throttle.pause)
        await asyncio.sleep(1)
        pauses.append(throttle.pause)
        await asyncio.sleep(5)
        return [*pauses, throttle.pause]

    assert run(work()) == pytest.approx([0, PAUSE, PAUSE - 1, 0])


def test_who_gives_up_waiting_leaves_the_line():
    async def work() -> list[tuple[str, float]]:
        throttle, began = Throttle(1), []
        async with asyncio.TaskGroup() as group:
            group.create_task(ask(throttle, began, "a", seconds=10))
            waiting = group.create_task(ask(throttle, began, "b"))
            group.create_task(ask(throttle, began, "c"))
            await asyncio.sleep(5)
            waiting.cancel()
        return began

    assert run(work()) == [("a", 0), ("c", 10)]


def test_who_gives_up_in_the_moment_the_turn_comes_passes_it_on():
    async def work() -> list[tuple[str, float]]:
        throttle, began = Throttle(1), []

        async def first() -> None:
            async with throttle.turn(1, urgent=False, number=throttle.number()):
                await asyncio.sleep(1)
            waiting.cancel()  # its turn was given to it just now

        async with asyncio.TaskGroup() as group:
            group.create_task(first())
            await asyncio.sleep(0)
            waiting = group.create_task(ask(throttle, began, "b"))
            group.create_task(ask(throttle, began, "c"))
        return began

    assert run(work()) == [("c", 1)]


def test_who_breaks_off_while_asking_makes_room():
    async def work() -> list[tuple[str, float]]:
        throttle, began = Throttle(1), []
        with pytest.raises(RuntimeError):
            async with throttle.turn(1, urgent=False, number=0):
                raise RuntimeError
        await ask(throttle, began, "b")
        return began

    assert run(work()) == [("b", 0)]


def test_a_probe_that_breaks_off_lets_the_next_go_ahead():
    async def work() -> list[tuple[str, float]]:
        throttle, began = Throttle(2), []
        async with throttle.turn(1, urgent=False, number=0) as turn:
            turn.refused(RATE)
        with pytest.raises(RuntimeError):
            async with throttle.turn(1, urgent=False, number=1):
                raise RuntimeError
        await ask(throttle, began, "b")
        return began

    assert run(work()) == [("b", PAUSE)]


def test_nobody_waits_behind_a_pause_that_is_over():
    """A thousand, a few at a time, with a pause among them: all come through."""

    async def work() -> tuple[int, float]:
        throttle, began, come = Throttle(8), [], refusing(9)
        await asyncio.gather(*(come(throttle, began, str(number)) for number in range(1_000)))
        return len(began), now()

    begun, seconds = run(work())

    assert begun == 1_009
    assert seconds < 1_000
