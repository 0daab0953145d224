"""Turns: what workers decide about each other is decided by one of them at a time."""

# Tested in tests/storage/test_workers.py.

from __future__ import annotations

import datetime as dt
from typing import Final

from storage.engine.base import Connection
from storage.engine.engines import engine_of

_WORKERS: Final = "workers"


async def alone(connection: Connection) -> dt.datetime:
    """The present moment by the store's own clock, from which on no other worker decides anything
    until the transaction ends.

    All such decisions wait for one lock, so that none can wait for another in a circle.
    """
    engine = engine_of(connection)
    await engine.alone(connection, [_WORKERS])
    return await engine.moment(connection)
