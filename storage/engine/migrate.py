"""Bringing a SQLite file to today's schema, be it empty, of an older schema, or of a newer one."""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, NullPool, create_engine, event

from core.errors import StoreClaimed, StoreTrouble, StoreUnavailable
from storage.engine import claims, files, halves
from storage.engine.marks import UNFINISHED
from storage.engine.revisions import (
    MIGRATIONS,
    OURS,
    VERSION,
    is_newer,
    is_todays,
    revisions,
    upgrade,
)
from storage.engine.sqlite import open_to_read
from storage.engine.trouble import mendable, mendable_files

PAUSE = 0.05  # seconds until it is seen again whether somebody else is done
# A statement that reads → its rows.
Ask = Callable[[str], Sequence[Sequence[Any]]]


def prepare(
    path: Path,
    patience: float,
    migrations: Path = MIGRATIONS,
    *,
    claimed: bool = False,
    moving: bool = False,
) -> None:
    """Make the file ready for this version, waiting at most `patience` seconds for a lock.

    A database behind this version is copied to `<path>.backup-<revision>` first. All steps are one
    transaction under the write lock, so two processes may do this at once. But while a process of
    the version before works with the file, its schema stays: unless it is `claimed` already, it is
    claimed for that. Only for `moving` will the half of a store do. Raises StoreUnavailable,
    StoreNewer and StoreClaimed.
    """
    with mendable_files(path), mendable(path):
        if path.exists() and not path.is_file():
            said = os.strerror(errno.EISDIR) if path.is_dir() else "no regular file"
            raise StoreUnavailable(str(path), said, StoreTrouble.FOREIGN)
        files.make_private(path)
        ready = _is_ready(path, patience, migrations, moving=moving)
        files.tighten(path)
        if ready:
            return
        if claimed or files.is_empty(path):
            _make_ready(path, patience, migrations, moving=moving)
        else:
            _make_ready_claimed(path, patience, migrations)


def check(path: Path, patience: float, migrations: Path = MIGRATIONS) -> None:
    """See that a file which may only be read is of this version. Raises StoreUnavailable and
    StoreNewer."""
    try:
        with mendable(path), closing(open_to_read(path, patience)) as connection:
            known = revisions(migrations)
            current = _revision(
                lambda statement: connection.execute(statement).fetchall(), path, known
            )
    except StoreUnavailable as error:
        if error.trouble in (StoreTrouble.DENIED, StoreTrouble.READ_ONLY):
            error.trouble = StoreTrouble.UNCLOSED
        raise
    if not is_todays(current, str(path), known):
        raise StoreUnavailable(str(path), "an older schema", StoreTrouble.OUTDATED)


def revision_of(connection: sqlite3.Connection, path: Path) -> str:
    """The revision of a store, also of one to come. Raises StoreUnavailable when it is none."""
    found = _revision(
        lambda statement: connection.execute(statement).fetchall(), path, revisions(MIGRATIONS)
    )
    if found is None:
        raise StoreUnavailable(str(path), "an empty database", StoreTrouble.FOREIGN)
    return found


def revision_there(connection: Connection, path: Path) -> str | None:
    """The revision of what is there, be it a store or the half of one; None when it is empty.
    Raises StoreUnavailable when it is another program's."""
    return _revision(
        lambda statement: connection.exec_driver_sql(statement).all(),
        path,
        revisions(MIGRATIONS),
        moving=True,
    )


def refuse_newer(revision: str, path: Path) -> None:
    """Raises StoreNewer when that revision is none that this version knows."""
    is_todays(revision, str(path), revisions(MIGRATIONS))


def backup(path: Path, revision: str) -> Path:
    """Copy the database as of its last commit to `<path>.backup-<revision>`, whole or not at all;
    returns the copy.

    The copy is on the disk and as private as the database. Raises OSError and sqlite3.Error.
    """
    copy = path.with_name(f"{path.name}.backup-{revision}")
    halves.remove_left(path)
    half = halves.half_of(copy)
    with halves.written(half, files.mode_of(path)):
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(half)) as target:
            source.backup(target)
        files.put_in_place(half, copy)
    return copy


def _is_ready(path: Path, patience: float, migrations: Path, *, moving: bool = False) -> bool:
    """Whether there is nothing to do. This takes no lock, so a start waits for no writer."""
    known = revisions(migrations)
    with closing(sqlite3.connect(path, timeout=patience)) as connection:
        current = _revision(
            lambda statement: connection.execute(statement).fetchall(), path, known, moving=moving
        )
        (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    return is_todays(current, str(path), known) and mode == "wal"


def _make_ready_claimed(path: Path, patience: float, migrations: Path) -> None:
    """Make it ready while nobody else works with it, or see that somebody else does."""
    began = time.monotonic()
    while True:
        try:
            with claims.claimed(path, upgrading=True):
                _make_ready(path, patience, migrations)
            return
        except StoreClaimed as error:
            if _is_ready(path, patience, migrations):
                return
            longest = claims.UPGRADE if error.upgrading else patience
            if time.monotonic() - began >= longest:
                raise
        time.sleep(PAUSE)


def _make_ready(path: Path, patience: float, migrations: Path, *, moving: bool = False) -> None:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        connect_args={"timeout": patience, "isolation_level": None},
        poolclass=NullPool,
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.begin() as connection:
        _migrate(connection, path, migrations, moving=moving)
    with closing(sqlite3.connect(path, timeout=patience, isolation_level=None)) as plain:
        _write_ahead(plain, patience)


def _migrate(connection: Connection, path: Path, migrations: Path, *, moving: bool) -> None:
    known = revisions(migrations)
    current = _revision(
        lambda statement: connection.exec_driver_sql(statement).all(), path, known, moving=moving
    )
    if is_todays(current, str(path), known):
        return
    if current is not None:
        backup(path, current)
    upgrade(connection, migrations)


def _revision(ask: Ask, path: Path, known: Sequence[str], *, moving: bool = False) -> str | None:
    """The database's revision; None when it is empty.

    Raises StoreUnavailable when it is another program's, which may use Alembic as well, or no more
    what it was, and unless it is `moving`, when it is the half of a store.
    """
    tables = {name for (name,) in ask("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return None
    if UNFINISHED in tables and not moving:
        raise StoreUnavailable(str(path), UNFINISHED, StoreTrouble.UNFINISHED)
    found: Sequence[Sequence[Any]] = []
    if VERSION in tables:
        found = ask(f"SELECT version_num FROM {VERSION}")
    if not tables >= OURS and not is_newer(found, known):
        raise StoreUnavailable(str(path), "another_program", StoreTrouble.FOREIGN)
    if len(found) != 1:
        raise StoreUnavailable(str(path), f"{len(found)} rows in {VERSION}", StoreTrouble.DAMAGED)
    return str(found[0][0])


def _write_ahead(connection: sqlite3.Connection, patience: float) -> None:
    """Let readers and a writer work at once. We wait for the lock ourselves: SQLite may not."""
    deadline = time.monotonic() + patience
    while connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() >= deadline:
                raise
            time.sleep(0.02)
