"""Detached work: it runs, its failures are logged, and it never outlives its home."""

from __future__ import annotations

import asyncio

import pytest

from bot.delivery.background import Background, apart
from core.errors import StoreUnavailable


async def test_work_runs_beside_whoever_spawned_it():
    done = asyncio.Event()

    async def work():
        done.set()

    async with Background() as background:
        background.spawn("work", work())
        await asyncio.wait_for(done.wait(), 1)


async def test_leaving_cancels_and_waits():
    steps = []
    started = asyncio.Event()

    async def work():
        try:
            started.set()
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0)
            steps.append("tidied")

    async with Background() as background:
        background.spawn("work", work())
        await started.wait()

    assert steps == ["tidied"]


async def test_a_failure_is_logged_and_stops_nobody(capsys):
    fine = asyncio.Event()

    async def fails():
        raise RuntimeError("out of ink")

    async def goes_on():
        await asyncio.sleep(0.01)
        fine.set()

    async with Background() as background:
        background.spawn("printing", fails())
        background.spawn("reading", goes_on())
        await asyncio.wait_for(fine.wait(), 1)

    logged = capsys.readouterr().out
    assert "background work failed" in logged
    assert "printing" in logged
    assert "out of ink" in logged


async def test_work_that_never_began_is_given_up_without_a_word():
    background = Background()
    with pytest.raises(KeyError):
        await _leave_at_once(background)


async def _leave_at_once(background):
    async with background:
        background.spawn("work", asyncio.sleep(60))
        raise KeyError


async def test_apart_lets_the_others_go_on_and_tells_the_failure_at_the_end():
    ended = []

    async def fails():
        raise KeyError("first")

    async def goes_on():
        await asyncio.sleep(0.05)
        ended.append("the other")

    async def closing():
        ended.append("closed")

    with pytest.raises(KeyError):
        await apart((fails(), goes_on()), closing=closing)

    assert ended == ["the other", "closed"]


async def test_apart_closes_before_it_ends_who_is_left():
    order, begun = [], asyncio.Event()

    async def lives():
        begun.set()
        try:
            await asyncio.sleep(60)
        finally:
            order.append("ended")

    async def closing():
        order.append("closing")

    task = asyncio.get_running_loop().create_task(apart([lives()], closing=closing))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert order == ["closing", "ended"]


async def test_a_store_that_is_away_is_told_in_one_line(capsys):
    tried = asyncio.Event()

    async def loop():
        tried.set()
        raise StoreUnavailable("postgresql://db/paperboy", "no route to host")

    async with Background() as background:
        background.keep("serve chats", loop)
        await tried.wait()

    logged = capsys.readouterr().out
    assert "serve chats" in logged
    assert "no route to host" in logged
    assert "Traceback" not in logged
    assert len(logged.splitlines()) == 1
