"""Calls: what one worker says, all others hear; a connection that is cut is told."""

from __future__ import annotations

import asyncio
import datetime as dt
from contextlib import aclosing

import pytest
from sqlalchemy import make_url

from core.errors import StoreUnavailable
from storage import open_storage
from storage.engine import postgres
from storage.engine.base import Connection
from storage.engine.postgres.calls import Calls
from storage.turns import alone
from storage.workers import Holding
from tests.fakes.server import PATIENCE
from tests.stores import EMPTIED, Server

MINUTE = dt.timedelta(minutes=1)


def calls_of(server: Server) -> Calls:
    return Calls(make_url(server.url(EMPTIED)).set(drivername="postgresql+psycopg"))


async def test_what_one_says_the_others_hear(database_server: Server) -> None:
    one, other = calls_of(database_server), calls_of(database_server)
    async with asyncio.timeout(PATIENCE), aclosing(one.heard()) as heard:
        assert await anext(heard) == ""
        for topic in ("owed", "sources"):
            await other.say(topic)
            assert await anext(heard) == topic


async def test_who_is_connected_is_alive_and_nobody_else(database_server: Server) -> None:
    async with open_storage(database_server.emptied()) as store:
        workers = store.workers
        for owner in ("ann", "ben"):
            await workers.begin(owner, MINUTE)
        assert await workers.claim("ann", ["send"])
        async with (
            asyncio.timeout(PATIENCE),
            aclosing(calls_of(database_server).present(15)) as present,
        ):
            await anext(present)
            assert await workers.renew("ann", MINUTE, Holding(claims=["send"], presence=15))
            assert not await workers.claim("ben", ["send"])
            assert await workers.taken("ben") == {"send"}
        assert await workers.taken("ben") == set()
        assert await workers.claim("ben", ["send"])
        assert not await workers.renew("ann", MINUTE, Holding())


async def test_who_hears_no_more_is_told(database_server: Server) -> None:
    async with asyncio.timeout(PATIENCE), aclosing(calls_of(database_server).heard()) as heard:
        await anext(heard)
        database_server.run(
            "postgres",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'",
        )
        with pytest.raises(StoreUnavailable):
            await anext(heard)


async def test_who_vanishes_amid_a_decision_holds_nobody_up(
    database_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = postgres.WRITING_LIMITS | {"idle_in_transaction_session_timeout": "300ms"}
    monkeypatch.setattr(postgres, "WRITING_LIMITS", quick)
    address = calls_of(database_server)._address
    one, other = postgres.connect(address), postgres.connect(address)
    deciding, back = asyncio.Event(), asyncio.Event()
    begun = 0

    async def vanish(connection: Connection) -> None:
        nonlocal begun
        begun += 1
        await alone(connection)
        deciding.set()
        await back.wait()
        await alone(connection)

    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        lost = group.create_task(one.write(vanish))
        await deciding.wait()
        assert await other.write(alone)
        back.set()
        await lost
    assert begun == 2, "what it had decided was kept"
    await one.close()
    await other.close()
