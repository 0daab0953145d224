"""A worker: what it claims is its own while it gives signs of life, and it learns of the loss."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path

import pytest

from bot.app import worker as workers
from bot.app.worker import StorePace, Worker
from core.llm.budget import Budget
from core.records import Spending
from core.working import Alone, to_hear, to_send
from storage import Storage, open_storage
from storage.workers import Identity

DAY = dt.date(2026, 2, 5)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Signs of life come often."""
    monkeypatch.setattr(workers, "BEAT", 0.02)


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    async with open_storage(f"sqlite:///{tmp_path / 'paperboy.db'}") as opened:
        yield opened


@pytest.fixture
async def two(storage: Storage) -> AsyncIterator[list[Worker]]:
    """Two workers of one store."""
    async with AsyncExitStack() as stack:
        both = [Worker(storage, Identity(name), Budget(100, DAY)) for name in ("ann", "ben")]
        for each in both:
            await stack.enter_async_context(each.working())
        yield both


async def test_what_one_does_no_other_does(two: list[Worker]) -> None:
    ann, ben = two
    async with ann.tried("read it") as mine, ben.tried("read it") as others:
        assert (mine, others) == (True, False)
    async with ben.tried("read it") as others:
        assert others


async def test_two_tasks_of_one_worker_do_not_do_the_same_either(two: list[Worker]) -> None:
    ann, _ = two
    async with ann.tried("read it") as one, ann.tried("read it") as other:
        assert (one, other) == (True, False)


async def test_who_waits_follows_whoever_ends(two: list[Worker]) -> None:
    ann, ben = two
    order: list[str] = []

    async def follow() -> None:
        async with ben.held("send", "hear", look=0.02):
            order.append("ben")

    async with asyncio.TaskGroup() as group, ann.held("send"):
        group.create_task(follow())
        await asyncio.sleep(0.1)
        order.append("ann")
    assert order == ["ann", "ben"]


async def test_who_serves_more_tokens_lets_others_come_before(two: list[Worker]) -> None:
    ann, ben = two

    async def starts() -> tuple[float, float]:
        return await ann._head_start(), await ben._head_start()

    async with AsyncExitStack() as stack:
        assert await starts() == (0, 0)
        await stack.enter_async_context(ann.held(to_send("a"), to_hear("a")))
        await stack.enter_async_context(ann.held("rounds"))
        assert await starts() == (workers.HEAD_START, 0)
        await stack.enter_async_context(ann.held(to_send("b"), to_hear("b")))
        assert await starts() == (2 * workers.HEAD_START, 0)
        await stack.enter_async_context(ben.held(to_send("c")))
        assert await starts() == (workers.HEAD_START, 0)
        for number in range(9):
            await stack.enter_async_context(ben.held(to_send(str(number))))
        assert await starts() == (0, workers.LONGEST_START)


async def test_a_worker_without_company_waits_for_nobody(storage: Storage) -> None:
    one = Worker(storage, Identity("ann"), Budget(100, DAY))
    async with one.working(), one.held(to_send("a")), one.held(to_send("b")):
        assert await one._head_start() == 0


async def test_what_is_held_beside_the_same_is_one_workers(two: list[Worker]) -> None:
    ann, ben = two
    order: list[str] = []

    async def follow() -> None:
        async with ben.held("send c", look=0.02, beside="door"):
            order.append("ben")

    async with asyncio.TaskGroup() as group, ann.held("send a", beside="door"):
        async with ann.held("send b", beside="door"):
            group.create_task(follow())
            await asyncio.sleep(0.1)
        await asyncio.sleep(0.1)
        order.append("ann")
    assert order == ["ann", "ben"]


async def test_what_was_lost_is_held_anew_once_all_have_left(
    storage: Storage, two: list[Worker]
) -> None:
    ann, _ = two
    again = asyncio.Event()

    async def come_back() -> None:
        async with ann.held("send b", look=0.02, beside="door"):
            again.set()

    async with asyncio.TaskGroup() as group:
        async with ann.held("send a", beside="door") as lost:
            await storage.workers.end("ann")
            await asyncio.wait_for(lost.wait(), 5)
            group.create_task(come_back())
            await asyncio.sleep(0.2)
            assert not again.is_set()
        await asyncio.wait_for(again.wait(), 5)


async def test_a_worker_that_was_taken_for_dead_loses_its_claims(
    storage: Storage, two: list[Worker]
) -> None:
    ann, ben = two
    async with ann.held("send") as lost:
        await storage.workers.end("ann")
        await asyncio.wait_for(lost.wait(), 5)
        async with ben.tried("send") as taken:
            assert taken
    async with ann.held("send") as lost:
        assert not lost.is_set()
    assert "ann" not in [each.owner for each in await storage.workers.all()]


async def test_a_worker_that_gives_no_sign_knows_that_it_lost_them(
    two: list[Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, _ = two
    monkeypatch.setattr(workers, "SPAN", dt.timedelta(seconds=0.3))
    async with ann.held("send") as lost:
        # One more sign, which is believed for less.
        await asyncio.sleep(0.1)
        monkeypatch.setattr(workers, "BEAT", 60.0)
        await asyncio.wait_for(lost.wait(), 5)


async def test_a_sign_of_life_tells_the_role(storage: Storage) -> None:
    identity = Identity("cat")
    async with Worker(storage, identity, Budget(100, DAY)).working():
        identity.role = "read"
        async with asyncio.timeout(10):
            while [each.role for each in await storage.workers.all()] != ["read"]:  # noqa: ASYNC110
                await asyncio.sleep(0.01)


async def test_two_share_a_days_tokens(storage: Storage, two: list[Worker]) -> None:
    ann, ben = (each._budget for each in two)
    with ExitStack() as held:
        assert await ann.hold(held, 60, DAY)
        with ExitStack() as more:
            assert not await ben.hold(more, 60, DAY, patient=False)
            assert await ben.hold(more, 40, DAY)
    await storage.spending.record(DAY, "m", Spending(1, 50), on_demand=False)
    with ExitStack() as more:
        # Nobody will give back what has been spent.
        assert not await ben.hold(more, 60, DAY)


async def test_who_answers_people_learns_that_all_has_been_read(two: list[Worker]) -> None:
    reader, listener = (each._budget for each in two)
    with ExitStack() as held:
        assert not await listener.hold(held, 60, DAY, on_demand=True)
        reader.release(DAY)
        async with asyncio.timeout(10):
            while listener.released != DAY:  # noqa: ASYNC110 (a sign of life tells it)
                await asyncio.sleep(0.02)
        assert await listener.hold(held, 60, DAY, on_demand=True)


async def test_who_waits_for_tokens_gets_what_another_worker_gives_back(
    two: list[Worker],
) -> None:
    ann, ben = (each._budget for each in two)
    with ExitStack() as more:
        async with asyncio.TaskGroup() as group:
            with ExitStack() as held:
                assert await ann.hold(held, 60, DAY)
                waiting = group.create_task(ben.hold(more, 60, DAY))
                await asyncio.sleep(0.1)
                assert not waiting.done()
        assert waiting.result()


async def test_two_share_a_pace(storage: Storage) -> None:
    one, other = StorePace(storage, "a"), StorePace(storage, "a")

    assert await one.turn(50.0, 0.0) == 0.0
    assert await other.turn(50.0, 1.0) > 40
    await other.hold(500.0)
    assert await one.turn(50.0, 1.0) > 400


async def test_alone_nothing_is_asked_and_nothing_lost() -> None:
    alone = Alone()
    async with alone.tried("a") as ours, alone.held("a") as lost, alone.held("a", "b"):
        assert ours
        assert not lost.is_set()
