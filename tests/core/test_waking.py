"""A loop looks again when it is time, and at once when it is woken, also amid its work."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest

from core.waking import PAUSE, Pause, Waking
from tests.fakes.server import PATIENCE


class Enough(Exception):
    """The loop has looked as often as was to be seen."""


async def test_what_is_said_amid_the_work_counts() -> None:
    waking, looked = Waking(), 0

    async def look() -> None:
        nonlocal looked
        looked += 1
        if looked == 2:
            raise Enough
        waking.wake()

    with pytest.raises(Enough):
        async with asyncio.timeout(PATIENCE):
            await waking.repeat(look, dt.timedelta(hours=1))


async def test_it_looks_when_it_is_time() -> None:
    looked = 0

    async def look() -> None:
        nonlocal looked
        looked += 1
        if looked == 3:
            raise Enough

    with pytest.raises(Enough):
        async with asyncio.timeout(PATIENCE):
            await Waking().repeat(look, dt.timedelta(milliseconds=1))


def test_a_pause_ends_when_it_is_over_when_somebody_ends_it_and_when_the_clock_is_put_back() -> (
    None
):
    noon, pause = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC), Pause()
    assert not pause.lasts(noon)

    pause.begin(noon)

    assert [
        pause.lasts(noon + passed) for passed in (dt.timedelta(), PAUSE / 2, PAUSE, -PAUSE / 2)
    ] == [True, True, False, False]
    pause.end()
    assert not pause.lasts(noon)
