"""Several tokens: they spread over the workers, and a worker that is killed amid a push is followed,
whichever tokens it had."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from core.working import to_hear, to_send
from storage import Storage, open_storage
from tests.fakes.telegram import FakeTelegram
from tests.storage.build import DAY
from tests.stores import Server
from tests.workers.crowd import crowd, holder, is_settled, wrong
from tests.workers.test_handover import until

pytestmark = pytest.mark.server

CHATS = 120


async def held(storage: Storage, telegram: FakeTelegram) -> list[str] | None:
    """Who sends with each token, once all are served."""
    holders = [await holder(storage, to_send(bot.account)) for bot in telegram.bots]
    owners = [each.owner for each in holders if each]
    return owners if len(owners) == len(telegram.bots) else None


async def test_tokens_spread_over_workers_and_are_followed(
    database_server: Server, tmp_path: Path
) -> None:
    url = database_server.emptied()
    telegram = FakeTelegram(limits=None)
    for _ in range(3):
        telegram.another()
    with telegram.in_thread(), crowd(url, telegram, tmp_path) as workers:
        async with open_storage(url) as storage:
            for number in range(2):
                workers.start(number)
            await until(lambda: held(storage, telegram))
            owners = await held(storage, telegram)
            assert owners
            assert len(set(owners)) == 2, "one worker has them all"

            await workers.owe(CHATS, DAY)
            await until(lambda: asyncio.sleep(0, len(workers.arrived()) > 20))
            first = await holder(storage, to_send(telegram.account))
            assert first
            workers.kill(workers.number_of(first))
            await until(lambda: is_settled(storage))
            lost, twice, unknown = await wrong(storage, workers)
            assert (lost, twice) == (0, 0)
            assert unknown <= 20

            await until(lambda: held(storage, telegram))
            assert len(set(await held(storage, telegram) or ())) == 1
            await until(lambda: holder(storage, to_hear(telegram.others[-1].account)))
            for bot in telegram.bots:
                asking = bot.private()
                assert bot.say(asking, asking.person, "/help")
                await until(lambda bot=bot, asking=asking: asyncio.sleep(0, bot.messages(asking)))
