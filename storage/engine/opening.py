"""Which engine a store's address chooses, and opening it: the one place that knows all of them."""

from __future__ import annotations

import asyncio
import errno
import os
import time
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from core.errors import StoreClaimed, StoreTrouble, StoreUnavailable
from storage.engine import claims, files, halves, migrate, sqlite
from storage.engine.addresses import is_server, server_address
from storage.engine.base import Calls
from storage.engine.database import Database


@dataclass(frozen=True, slots=True)
class Opened:
    """The ways into a store of today's schema; `read_only` when nothing can be written to it.

    Where several processes may work with it, `deciding` are connections for what they decide about
    each other, and by `calls` they tell each other what is new.
    """

    database: Database
    read_only: bool
    deciding: Database | None = None
    calls: Calls | None = None


@asynccontextmanager
async def opened(
    url: str, *, patience: float, reading: bool, working: bool
) -> AsyncIterator[Opened]:
    """The store at that address, on the engine that it chooses, brought to today's schema first.

    The parameters and what it raises are those of `storage.open_storage`.
    """
    if is_server(url):
        chosen = _server(url, patience=patience, reading=reading, working=working)
    else:
        chosen = _file(url, patience=patience, reading=reading, working=working)
    async with chosen as store:
        yield store


@asynccontextmanager
async def _server(
    url: str, *, patience: float, reading: bool, working: bool
) -> AsyncIterator[Opened]:
    """The store in a database on a PostgreSQL server."""
    address = server_address(url)
    # What it needs of SQLAlchemy takes 6 MB, which SQLite has no use for.
    from storage.engine import postgres
    from storage.engine.postgres import schema

    address = postgres.patient(address, patience)
    read_only = await asyncio.to_thread(schema.prepare, address, reading=reading)
    database = postgres.connect(address)
    deciding = postgres.connect(address) if working else None
    calls = postgres.Calls(address) if working else None
    try:
        yield Opened(database, read_only, deciding, calls)
    finally:
        await asyncio.shield(database.close())
        if deciding is not None:
            await asyncio.shield(deciding.close())


@asynccontextmanager
async def _file(
    url: str, *, patience: float, reading: bool, working: bool
) -> AsyncIterator[Opened]:
    """The store in a file of SQLite's."""
    path = sqlite.path_of(url)
    forbidden = files.forbids_writing(path)
    if forbidden and not reading:
        raise StoreUnavailable(
            str(path), f"{os.strerror(errno.EACCES)}: {forbidden}", StoreTrouble.READ_ONLY
        )
    with ExitStack() as claim:
        if working:
            await _claim(claim, path)
            halves.remove_left(path)
        read_only = forbidden is not None or await _only_readable(
            path, patience, reading=reading, claimed=working
        )
        if read_only:
            await asyncio.to_thread(migrate.check, path, patience)
            database = sqlite.connect_to_read(path, patience)
        else:
            database = sqlite.connect(path, patience)
        try:
            yield Opened(database, read_only)
        finally:
            await asyncio.shield(database.close())


async def _claim(claim: ExitStack, path: Path) -> None:
    """Claim the file for as long as `claim` is open, waiting for one that only upgrades it."""
    deadline = time.monotonic() + claims.UPGRADE
    while True:
        try:
            claim.enter_context(claims.claimed(path))
            return
        except StoreClaimed as error:
            if not error.upgrading or time.monotonic() >= deadline:
                raise
        await asyncio.sleep(migrate.PAUSE)


async def _only_readable(path: Path, patience: float, *, reading: bool, claimed: bool) -> bool:
    """Whether the file can only be read, for the disk is full; else it is ready for writing."""
    try:
        await asyncio.to_thread(migrate.prepare, path, patience, claimed=claimed)
    except StoreUnavailable as error:
        if not reading or error.trouble is not StoreTrouble.FULL or files.is_empty(path):
            raise
        return True
    return False
