"""What is SQLite's alone: addresses, pragmas, connections, and which of its errors an operator can mend."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from core.errors import StoreUnavailable
from storage.database import Database

READERS = 4

# A transaction is on the disk before whoever asked for it hears that it is: a message that was sent, a number that was
# shown and a setting that was confirmed outlive a power cut. What that costs: docs/decisions/storage.md.
SYNCHRONOUS = "FULL"

# SQLite's result codes for trouble with the file, the disk or another process; every other error is a bug of ours.
MENDABLE = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOTADB,
    }
)


def path_of(url: str) -> Path:
    """The database file an address like `sqlite:///paperboy.db` names.

    Raises StoreUnavailable for another scheme, for an address without a file, or when the file's folder is missing.
    """
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        # What cannot be parsed may hold a password, so only its scheme is shown.
        raise StoreUnavailable(url.partition(":")[0], "not a database address") from None
    if address.get_backend_name() != "sqlite" or not address.database or address.database == ":memory:":
        raise StoreUnavailable(address.render_as_string(), "only sqlite:///FILE is supported")
    path = Path(address.database)
    if not path.parent.is_dir():
        raise StoreUnavailable(str(path), f"{os.strerror(errno.ENOENT)}: {path.parent}")
    return path


def connect(path: Path, patience: float) -> Database:
    """The store in that file, with connections opened as needed; `patience` is seconds to wait for a lock."""
    readers = _engine(path, patience, READERS, "BEGIN", "PRAGMA query_only = ON")
    durably = (f"PRAGMA synchronous = {SYNCHRONOUS}", "PRAGMA fullfsync = ON")
    # Taking the write lock at once is what makes waiting for it work: a read lock cannot be waited into a write lock.
    writer = _engine(path, patience, 1, "BEGIN IMMEDIATE", "PRAGMA foreign_keys = ON", *durably)
    return Database(readers, writer, partial(mendable, path))


@contextmanager
def mendable(path: Path) -> Iterator[None]:
    """Raises StoreUnavailable, in SQLite's own words, for errors that an operator can mend; lets others pass."""
    try:
        yield
    except (sqlite3.Error, DBAPIError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        # The low byte is the kind of error; the rest only details it.
        if getattr(cause, "sqlite_errorcode", 0) & 0xFF in MENDABLE:
            raise StoreUnavailable(str(path), str(cause)) from error
        raise


def _engine(path: Path, patience: float, size: int, begin: str, *pragmas: str) -> AsyncEngine:
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        # Without an isolation level the driver begins nothing by itself; the "begin" event below does.
        connect_args={"timeout": patience, "isolation_level": None},
        pool_size=size,
        max_overflow=0,
        json_serializer=partial(json.dumps, ensure_ascii=False),
    )

    def configure(connection: DBAPIConnection, record: Any) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    event.listen(engine.sync_engine, "connect", configure)
    event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine
