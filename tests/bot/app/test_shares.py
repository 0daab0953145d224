"""A worker's share of what several do in parts."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from bot.app import shares
from bot.app import worker as workers
from bot.app.worker import Worker
from bot.delivery.background import until
from core.llm.budget import Budget
from storage import Storage, open_storage
from storage.workers import Identity

DAY = dt.date(2026, 2, 5)
HEAR = "hear discord"
PATIENCE = 20


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Signs of life come often, and so are parts looked at."""
    monkeypatch.setattr(workers, "BEAT", 0.05)
    monkeypatch.setattr(shares, "LOOK", 0.05)


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    async with open_storage(f"sqlite:///{tmp_path / 'paperboy.db'}") as opened:
        yield opened


class Doing:
    """Workers of one store that do something in parts: who does which, and how often a part was
    begun."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.mine: dict[str, set[int]] = {}
        self.begun = 0
        self.strict = True
        self.counts: dict[str, int] = {}

    @asynccontextmanager
    async def at(self, name: str, count: int) -> AsyncIterator[Worker]:
        """Inside, a worker of that name does parts, which wants so many."""
        worker = Worker(self.storage, Identity(name), Budget(100, DAY))
        mine = self.mine[name] = set()

        async def do(number: int, begun: asyncio.Event) -> None:
            twice = any(number in each for each in self.mine.values())
            assert not (self.strict and twice), "done twice"
            mine.add(number)
            self.begun += 1
            begun.set()
            try:
                await asyncio.Event().wait()
            finally:
                mine.discard(number)

        async def work() -> None:
            while True:
                async with worker.among(HEAR, count) as share:
                    if share:
                        self.counts[name] = share.count
                        await until(share.lost, share.keep(do))
                await asyncio.sleep(0.02)

        async with worker.working(), asyncio.TaskGroup() as group:
            working = group.create_task(work())
            yield worker
            working.cancel()
        del self.mine[name]

    def sizes(self) -> list[int]:
        """How many parts each does, the fewest first."""
        return sorted(map(len, self.mine.values()))

    async def until(self, look: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not look():  # noqa: ASYNC110 (workers tell us nothing)
                await asyncio.sleep(0.02)


@pytest.fixture
def doing(storage: Storage) -> Doing:
    return Doing(storage)


async def test_one_does_all_parts_until_others_come_and_again_when_they_are_gone(
    doing: Doing,
) -> None:
    async with doing.at("ann", 5):
        await doing.until(lambda: doing.sizes() == [5])
        async with doing.at("ben", 5), doing.at("cho", 5):
            await doing.until(lambda: doing.sizes() == [1, 2, 2])
            # No more than had to change hands did.
            assert doing.begun == 5 + 3
        await doing.until(lambda: doing.sizes() == [5])
    assert await doing.storage.workers.all() == []


async def test_those_who_come_later_do_it_in_as_many_parts_as_it_is_done_in(doing: Doing) -> None:
    async with doing.at("ann", 4):
        await doing.until(lambda: doing.sizes() == [4])
        async with doing.at("ben", 8), doing.at("cho", 0):
            await doing.until(lambda: doing.sizes() == [1, 1, 2])
    assert doing.counts == {"ann": 4, "ben": 4, "cho": 4}
    async with doing.at("ben", 8):
        await doing.until(lambda: doing.sizes() == [8])


async def test_nobody_does_parts_while_another_does_all_nor_the_other_way_round(
    storage: Storage,
) -> None:
    async with AsyncExitStack() as stack:
        ann, ben = (Worker(storage, Identity(name), Budget(9, DAY)) for name in ("ann", "ben"))
        for each in (ann, ben):
            await stack.enter_async_context(each.working())
        async with ann.once(HEAR) as whole, ben.among(HEAR, 4) as none:
            assert (whole is None, none) == (False, None)
        async with ben.among(HEAR, 4) as share, ann.once("send discord", HEAR) as no_whole:
            assert (share is None, no_whole) == (False, None)
        async with ben.among("hear discord@7", 4) as other, ann.once(HEAR) as whole:
            assert other
            assert whole
        for wanted in (0, 1):
            async with ann.among(HEAR, wanted) as nothing:
                assert nothing is None


async def test_who_is_taken_for_dead_does_nothing_any_more(doing: Doing) -> None:
    doing.strict = False  # it learns of that a moment after it happened
    async with doing.at("ann", 2), doing.at("ben", 2):
        await doing.until(lambda: doing.sizes() == [1, 1])
        begun = doing.begun
        await doing.storage.workers.end("ann")
        # It comes back under another name, and gets a part again.
        await doing.until(lambda: doing.begun > begun and doing.sizes() == [1, 1])


async def test_what_a_part_dies_of_is_raised(storage: Storage) -> None:
    async def do(number: int, begun: asyncio.Event) -> None:
        begun.set()
        if number == 1:
            raise OSError("part 1")
        await asyncio.Event().wait()

    worker = Worker(storage, Identity("ann"), Budget(9, DAY))
    async with worker.working(), worker.among(HEAR, 3) as share:
        assert share
        with pytest.raises(OSError, match="part 1"):
            await asyncio.wait_for(share.keep(do), PATIENCE)
        assert await storage.workers.parts("ben", HEAR) == [("ann", "hear discord#ann/3")]
