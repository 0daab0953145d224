"""Who may come to an endpoint: nobody while it is shut out, one while something has to be found
out."""

from __future__ import annotations

import asyncio
import datetime as dt
from contextlib import AsyncExitStack

import pytest

from core.errors import ModelForbidden, ModelKeyRejected, ModelUnknown, ModelUnpaid
from core.llm.door import SCOUTING, SHUT_OUT, Door
from tests.core.asked import Clock
from tests.core.llm.timeless import run

KEY, UNPAID = ModelKeyRejected("h", "no"), ModelUnpaid("h", "no")
FORBIDDEN, UNKNOWN = ModelForbidden("h", "no"), ModelUnknown("h", "m", "")


def now() -> float:
    return asyncio.get_running_loop().time()


async def come(
    door: Door, entered: list[float], *, finds_out: bool = True, seconds: float = 1.0
) -> None:
    async with AsyncExitStack() as held:
        await door.enter(held, finds_out=lambda: finds_out)
        entered.append(now())
        await asyncio.sleep(seconds)


def entries(count: int, *, finds_out: bool, seconds: float = 1.0) -> list[float]:
    """When so many that come at once enter."""

    async def work() -> list[float]:
        door, entered = Door(Clock()), []
        await asyncio.gather(
            *(come(door, entered, finds_out=finds_out, seconds=seconds) for _ in range(count))
        )
        return entered

    return run(work())


def test_nobody_waits_where_nothing_has_to_be_found_out():
    assert entries(4, finds_out=False) == [0, 0, 0, 0]


def test_one_finds_out_while_the_others_wait():
    assert entries(4, finds_out=True) == [0, 1, 2, 3]


def test_who_waited_for_who_found_out_goes_in_at_once():
    async def work() -> list[float]:
        door, entered, known = Door(Clock()), [], []

        async def one() -> None:
            async with AsyncExitStack() as held:
                await door.enter(held, finds_out=lambda: not known)
                entered.append(now())
                await asyncio.sleep(1)
                known.append(True)

        await asyncio.gather(*(one() for _ in range(4)))
        return entered

    assert run(work()) == [0, 1, 1, 1]


def test_nobody_waits_long_for_who_finds_out():
    assert entries(4, finds_out=True, seconds=SCOUTING + 5) == [0, SCOUTING, SCOUTING, SCOUTING]


def test_who_gives_up_finding_out_lets_the_next_in():
    async def work() -> list[float]:
        door, entered = Door(Clock()), []
        async with asyncio.TaskGroup() as group:
            first = group.create_task(come(door, entered, seconds=9))
            group.create_task(come(door, entered))
            await asyncio.sleep(2)
            first.cancel()
        return entered

    assert run(work()) == [0, 2]


async def enters(door: Door) -> bool:
    """Whether somebody may come in now, and leave again."""
    try:
        async with AsyncExitStack() as held:
            await door.enter(held, finds_out=lambda: False)
    except (ModelKeyRejected, ModelUnpaid, ModelForbidden, ModelUnknown):
        return False
    return True


@pytest.mark.parametrize(
    ("strikes", "shut"),
    [
        pytest.param([(KEY, "1", True)], KEY, id="certain"),
        pytest.param([(FORBIDDEN, "1", False)], None, id="one text"),
        pytest.param([(FORBIDDEN, "1", False)] * 5, None, id="one text again and again"),
        pytest.param(
            [(FORBIDDEN, "1", False), (FORBIDDEN, "2", False)], FORBIDDEN, id="a second text"
        ),
        pytest.param(
            [(FORBIDDEN, "1", False), (UNPAID, "2", False)],
            None,
            id="a second text for another reason",
        ),
        pytest.param(
            [(FORBIDDEN, "1", False), (UNPAID, "2", False), (UNPAID, "3", False)],
            UNPAID,
            id="two for another reason",
        ),
        pytest.param(
            [(UNKNOWN, "1", False), None, (UNKNOWN, "2", False)], None, id="an answer in between"
        ),
    ],
)
async def test_what_shuts_it_out(strikes, shut):
    door = Door(Clock())
    for each in strikes:
        if each is None:
            door.came_through()
        else:
            error, subject, certain = each
            door.strike(error, subject, certain=certain)

    if shut is None:
        door.check()
    else:
        with pytest.raises(type(shut)) as caught:
            door.check()
        assert caught.value is shut


async def test_it_is_shut_out_for_a_while():
    clock = Clock()
    door = Door(clock)
    door.shut(KEY)
    opened = []
    for seconds in (0, 59, 1):
        clock.time += dt.timedelta(seconds=seconds)
        opened.append(await enters(door))

    assert dt.timedelta(minutes=1) == SHUT_OUT
    assert opened == [False, False, True]


async def test_it_may_be_shut_out_for_longer():
    clock = Clock()
    door = Door(clock)
    door.shut(KEY, dt.timedelta(hours=1))
    clock.time += dt.timedelta(minutes=59)
    assert not await enters(door)
    clock.time += dt.timedelta(minutes=1)
    assert await enters(door)


async def test_a_clock_that_was_set_back_does_not_keep_it_shut():
    clock = Clock()
    door = Door(clock)
    door.shut(KEY)
    clock.time -= dt.timedelta(days=365)

    assert await enters(door)


async def test_then_one_goes_ahead_and_the_others_follow_once_it_came_through():
    clock = Clock()
    door = Door(clock)
    door.shut(KEY)
    clock.time += SHUT_OUT
    async with AsyncExitStack() as held:
        await door.enter(held, finds_out=lambda: False)
        assert not await enters(door)
        door.came_through()
        assert await enters(door)
    assert await enters(door)


async def test_who_went_ahead_in_vain_is_followed_by_another_one():
    clock = Clock()
    door = Door(clock)
    door.shut(KEY)
    clock.time += SHUT_OUT
    assert await enters(door)  # it left without having come through
    async with AsyncExitStack() as held:
        await door.enter(held, finds_out=lambda: False)
        assert not await enters(door)


def test_who_waited_for_who_finds_out_is_told_that_it_was_shut_meanwhile():
    async def work() -> list[float]:
        door, entered = Door(Clock()), []

        async def first() -> None:
            async with AsyncExitStack() as held:
                await door.enter(held, finds_out=lambda: True)
                await asyncio.sleep(1)
                door.strike(KEY, "1", certain=True)

        results = await asyncio.gather(
            first(), come(door, entered), come(door, entered), return_exceptions=True
        )
        assert results == [None, KEY, KEY]
        return [*entered, now()]

    assert run(work()) == [1]
