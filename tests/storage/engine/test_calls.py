"""Calls: what one worker says, all others hear; a connection that is cut is told."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

import pytest
from sqlalchemy import make_url

from core.errors import StoreUnavailable
from storage.engine.postgres.calls import Calls
from tests.stores import Server


def calls_of(server: Server) -> Calls:
    return Calls(make_url(server.emptied()).set(drivername="postgresql+psycopg"))


async def test_what_one_says_the_others_hear(database_server: Server) -> None:
    one, other = calls_of(database_server), calls_of(database_server)
    async with asyncio.timeout(20), aclosing(one.heard()) as heard:
        assert await anext(heard) == ""
        for topic in ("owed", "sources"):
            await other.say(topic)
            assert await anext(heard) == topic


async def test_who_hears_no_more_is_told(database_server: Server) -> None:
    async with asyncio.timeout(20), aclosing(calls_of(database_server).heard()) as heard:
        await anext(heard)
        database_server.run(
            "postgres",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'",
        )
        with pytest.raises(StoreUnavailable):
            await anext(heard)
