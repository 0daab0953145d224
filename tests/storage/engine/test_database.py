"""Transactions under cancellation and among tasks."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
import threading
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from core.chats import ChatKey, ChatSettings
from core.errors import StoreUnavailable
from core.records import Spending
from storage import Storage, open_storage
from storage.serving import Settled
from tests.chats import put_subscribed
from tests.fakes.server import PATIENCE
from tests.storage import build
from tests.storage.build import DAY, LIST, NOON, digest, edition, entry, paper, settled, summary

KEY = ChatKey("terminal", "1")


async def finished(work: Coroutine[Any, Any, Any], seconds: float, times: int) -> bool:
    """Whether the work came to its end before its task was cancelled, that often, after so many
    seconds."""
    task = asyncio.get_running_loop().create_task(work)
    await asyncio.sleep(seconds)
    for _ in range(times):
        task.cancel()
        await asyncio.sleep(0)
    await asyncio.wait([task])
    if not task.cancelled():
        task.result()
    return not task.cancelled()


def unlocked(path: Path) -> bool:
    """Whether another program could write at once: no transaction was left open."""
    with closing(sqlite3.connect(path, timeout=0.0, isolation_level=None)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
    return True


async def save_edition(store: Storage) -> None:
    await store.editions.save(edition(entry(1, paper(2)), entry(2, paper(1)), entry(3, paper(3))))


async def save_digest(store: Storage) -> None:
    archive = digest(
        entry(1, paper(2)), entry(2, paper(1)), entry(3, paper(3)), summaries=(summary(3),)
    )
    await store.archives.save_digest(archive, NOON)


@pytest.mark.parametrize("write", [save_edition, save_digest])
@pytest.mark.parametrize("times", [1, 3], ids=["once", "three times"])
async def test_cancelled_at_any_moment_all_or_nothing_is_written(
    path: Path, write: Callable[[Storage], Coroutine[Any, Any, None]], times: int
) -> None:
    before = edition(entry(1, paper(1)), entry(2, paper(2)))
    async with open_storage(f"sqlite:///{path}", patience=0.0) as store:
        await store.editions.save(before)
        cancelled = 0
        while not await finished(write(store), cancelled * 0.0001, times):
            cancelled += 1
            assert unlocked(path)
            stored = await store.editions.get(LIST)
            assert stored is not None
            assert len(stored.entries) in (2, 3)
            assert bool(await store.search.find("Paper 3")) == (len(stored.entries) == 3)
            await store.spending.record(DAY, "a", Spending(1), on_demand=False)

        assert cancelled > 5
        assert (await store.spending.spent(DAY)).calls == cancelled


async def owe_and_settle(store: Storage) -> None:
    rows = [build.delivery(KEY, part) for part in range(1, 1201)]
    await store.deliveries.owe(rows, [Settled(KEY, settled(0), None)], NOON)


async def move(store: Storage) -> None:
    await store.chats.move(KEY, ChatKey("terminal", "2"))


@pytest.mark.parametrize(("write", "owed"), [(owe_and_settle, {0, 1200}), (move, {2})])
async def test_a_chat_and_its_deliveries_change_together(
    path: Path, write: Callable[[Storage], Coroutine[Any, Any, None]], owed: set[int]
) -> None:
    async with open_storage(f"sqlite:///{path}", patience=0.0) as store:
        done, cancelled, seconds = False, 0, 0.0
        while not done:
            for key in (KEY, ChatKey("terminal", "2")):
                await store.chats.unsubscribe(key)
            await put_subscribed(store, KEY, ChatSettings(), NOON, {}, NOON)
            if write is move:
                await store.deliveries.owe([build.delivery(KEY, part) for part in (1, 2)], [], NOON)
            done = await finished(write(store), seconds, 1)
            cancelled += 1
            # What takes long is not cancelled more often than what is quick.
            seconds = max(seconds + 0.0002, seconds * 1.3)
            assert unlocked(path)
            rows = await store.deliveries.owed("terminal", 1500)
            assert len(rows) in owed
            for row in rows[:1]:
                chat = await store.chats.get(row.key)
                assert chat.subscribed_at == NOON
                assert (chat.through == settled(0)) == (write is owe_and_settle)

        assert cancelled > 3


async def test_a_writer_cancelled_before_its_turn_writes_nothing(store: Storage) -> None:
    loop = asyncio.get_running_loop()
    first = loop.create_task(save_edition(store))
    second = loop.create_task(store.spending.record(DAY, "a", Spending(1), on_demand=False))
    await asyncio.sleep(0)
    second.cancel()
    await asyncio.wait([first, second])

    assert second.cancelled()
    assert await store.spending.spent(DAY) == Spending()


async def test_trouble_in_a_cancelled_write_is_not_mislaid(
    store: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    assert not await finished(store.readings.save_summary(summary(9)), 0.0, 1)
    gc.collect()

    assert caplog.records == []


@pytest.mark.parametrize("times", [1, 3], ids=["once", "three times"])
async def test_a_cancelled_reader_leaves_its_place_to_others(path: Path, times: int) -> None:
    async with open_storage(f"sqlite:///{path}") as store:
        cancelled = 0
        # From the quickest machine's first step to the slowest one's last.
        while not await finished(store.chats.get(KEY), 0.00001 * 1.4**cancelled, times):
            cancelled += 1
        assert cancelled > 3

        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*(store.chats.get(KEY) for _ in range(20)))

    # A connection's thread says it is done a moment before it is.
    for connection in [
        thread for thread in threading.enumerate() if "_connection_worker" in thread.name
    ]:
        connection.join(1.0)
        assert not connection.is_alive(), "a connection was leaked"


async def test_one_tasks_rollback_keeps_the_others_writes(store: Storage) -> None:
    await store.papers.save([paper(1)])
    fails: list[Awaitable[None]] = [store.readings.save_summary(summary(9)) for _ in range(10)]
    writes: list[Awaitable[None]] = [
        store.spending.record(DAY, "a", Spending(1), on_demand=False) for _ in range(10)
    ]
    outcomes = await asyncio.gather(
        *(each for pair in zip(fails, writes, strict=True) for each in pair), return_exceptions=True
    )

    assert [type(outcome) for outcome in outcomes] == [IntegrityError, type(None)] * 10
    assert (await store.spending.spent(DAY)).calls == 10


def commits(path: Path) -> int:
    """How many transactions stand in the write-ahead log: each ends in a frame that says how large
    the file is then."""
    log = path.with_name(path.name + "-wal").read_bytes()
    page = int.from_bytes(log[8:12])
    return sum(bool(int.from_bytes(log[at + 4 : at + 8])) for at in range(32, len(log), 24 + page))


async def test_writers_who_wait_share_a_transaction(path: Path) -> None:
    async with open_storage(f"sqlite:///{path}") as store:
        await asyncio.gather(
            *(
                store.spending.record(DAY, f"model {number}", Spending(1), on_demand=False)
                for number in range(100)
            )
        )

        assert (await store.spending.spent(DAY)).calls == 100
        assert commits(path) < 10


async def test_writers_who_wait_are_all_told_of_the_same_trouble(path: Path) -> None:
    async with open_storage(f"sqlite:///{path}", patience=0.0) as store:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            writes = (
                store.spending.record(DAY, "a", Spending(1), on_demand=False) for _ in range(10)
            )
            outcomes = await asyncio.gather(*writes, return_exceptions=True)

        assert [type(outcome) for outcome in outcomes] == [StoreUnavailable] * 10
        assert await store.spending.spent(DAY) == Spending()


async def test_a_cancelled_task_may_still_write_what_it_leaves_behind(store: Storage) -> None:
    async def last_words() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await store.spending.record(DAY, "a", Spending(1), on_demand=False)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(last_words()) for _ in range(3)]
        await asyncio.sleep(0)
        for task in tasks:
            task.cancel()

    assert (await store.spending.spent(DAY)).calls == 3


@pytest.mark.parametrize("times", [1, 3], ids=["once", "three times"])
async def test_cancelled_among_others_at_any_moment(path: Path, times: int) -> None:
    async with open_storage(f"sqlite:///{path}") as store:
        done = cancelled = 0
        while cancelled < 40 or done == 0:
            others = asyncio.gather(
                *(store.spending.record(DAY, "a", Spending(1), on_demand=False) for _ in range(5))
            )
            done += await finished(
                store.spending.record(DAY, "b", Spending(1), on_demand=False),
                cancelled * 0.00005,
                times,
            )
            await others
            cancelled += 1

        accounts = {each.model: each.spending.calls for each in await store.spending.recent(1)}
        assert accounts["a"] == 5 * cancelled
        assert done <= accounts["b"] <= cancelled
        assert unlocked(path)


async def test_two_stores_take_turns_on_one_file(path: Path) -> None:
    url = f"sqlite:///{path}"
    async with open_storage(url) as one, open_storage(url) as two:
        await asyncio.gather(
            *(
                each.spending.record(DAY, "a", Spending(1), on_demand=False)
                for each in (one, two) * 20
            )
        )

        assert (await one.spending.spent(DAY)).calls == 40


async def test_a_reader_sees_one_state_while_others_write(store: Storage) -> None:
    await store.editions.save(edition(entry(1), listed=1))

    async def grow() -> None:
        for count in range(2, 30):
            await store.editions.save(
                edition(*(entry(rank) for rank in range(1, count + 1)), listed=count)
            )

    async def look() -> None:
        for _ in range(30):
            stored = await store.editions.get(LIST)
            assert stored is not None
            assert stored.listed == len(stored.entries)

    await asyncio.gather(grow(), look(), look())


async def test_a_store_closed_amid_writes_finishes_them(path: Path) -> None:
    async with open_storage(f"sqlite:///{path}") as store:
        writes = asyncio.gather(*(store.papers.save([build.paper(number)]) for number in range(5)))
        await asyncio.sleep(0)
    await writes

    async with open_storage(f"sqlite:///{path}") as store:
        assert (await store.editions.totals()).papers == 5
