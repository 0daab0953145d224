"""A SQLite file at one end of a move."""

# Tested in tests/storage/test_moves.py.

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, NullPool, create_engine, event

from core.errors import StoreTrouble, StoreUnavailable
from storage.engine import claims, files, migrate, sqlite
from storage.engine.copies import open_in_use
from storage.engine.trouble import mendable, mendable_files


class FileEnd:
    """Implements storage.engine.ends.End."""

    def __init__(self, url: str, patience: float) -> None:
        self._path = sqlite.path_of(url)
        self._patience = patience

    @property
    def name(self) -> str:
        return str(self._path)

    @contextmanager
    def claimed(self) -> Iterator[None]:
        claimed: Callable[[Path], AbstractContextManager[None]] = claims.claimed
        if files.forbids_writing(self._path):
            claimed = claims.claimed_to_read
        with claimed(self._path):
            yield

    @contextmanager
    def reading(self, *, alone: bool = False) -> Iterator[Connection | None]:
        """Yields a connection to read by, None where nothing is stored. Whoever writes meanwhile is
        in nobody's way, and changes nothing of what is seen. Raises StoreUnavailable."""
        with mendable_files(self._path):
            if self._path.is_dir():
                said = os.strerror(errno.EISDIR)
                raise StoreUnavailable(self.name, said, StoreTrouble.FOREIGN)
            empty = files.is_empty(self._path)
        if empty:
            yield None
            return
        opened = partial(_opened_to_read, self._path, self._patience)
        with mendable(self._path), _connected(opened, "BEGIN") as connection, connection.begin():
            yield connection

    def revision(self, connection: Connection) -> str | None:
        return migrate.revision_there(connection, self._path)

    def identity(self, connection: Connection) -> str:
        return f"sqlite:{os.path.realpath(self._path)}"

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        migrate.prepare(self._path, self._patience, claimed=True, moving=True)
        opened = partial(sqlite.open_to_write, self._path, self._patience)
        with mendable(self._path), _connected(opened, "BEGIN IMMEDIATE") as connection:
            yield connection


@contextmanager
def _connected(opened: Callable[[], sqlite3.Connection], begin: str) -> Iterator[Connection]:
    """A connection whose transactions begin with that statement."""
    engine = create_engine("sqlite://", creator=opened, poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    with engine.connect() as connection:
        yield connection


def _opened_to_read(path: Path, patience: float) -> sqlite3.Connection:
    connection = open_in_use(path, patience)
    connection.isolation_level = None
    return connection
