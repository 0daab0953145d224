"""A worker that is killed amid a push is followed by another: nothing is lost, nothing comes
twice."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from core.working import to_hear, to_send
from storage import open_storage
from storage.workers import Alive
from tests.fakes.server import PATIENCE
from tests.fakes.telegram import FakeTelegram
from tests.storage.build import DAY
from tests.stores import Server
from tests.workers.crowd import crowd, holder, is_settled, wrong

pytestmark = pytest.mark.server

CHATS = 120
ROLES = ("send", "send", "listen", "listen")
SEND, HEAR = to_send("telegram"), to_hear("telegram")


async def until(look: Callable[[], Awaitable[object]]) -> None:
    async with asyncio.timeout(6 * PATIENCE):
        while not await look():  # noqa: ASYNC110 (other processes tell us nothing)
            await asyncio.sleep(0.1)


async def test_a_killed_worker_is_followed(database_server: Server, tmp_path: Path) -> None:
    url = database_server.emptied()
    telegram = FakeTelegram(limits=None)
    with telegram.in_thread(), crowd(url, telegram, tmp_path) as workers:
        async with open_storage(url) as storage:

            async def of(claim: str) -> Alive | None:
                return await holder(storage, claim)

            await workers.owe(CHATS, DAY)
            for number, role in enumerate(ROLES):
                workers.start(number, role)
            await until(lambda: of(SEND))
            await until(lambda: of(HEAR))
            await until(lambda: asyncio.sleep(0, len(workers.arrived()) > 20))
            first_to_send, first_to_hear = await of(SEND), await of(HEAR)
            assert first_to_send
            assert first_to_hear
            for number in {workers.number_of(first_to_send), workers.number_of(first_to_hear)}:
                workers.kill(number)
            await until(lambda: is_settled(storage))
            lost, twice, unknown = await wrong(storage, workers)
            assert (lost, twice) == (0, 0)
            assert unknown <= 20

            asking = telegram.private()
            assert telegram.say(asking, asking.person, "/help")
            await until(lambda: asyncio.sleep(0, telegram.messages(asking)))
