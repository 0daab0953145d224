"""A SQLite store copied to a file while it is in use, and put back from one; each copy is looked
through before it takes its name."""

from __future__ import annotations

import glob
import os
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from core.errors import (
    BackupExists,
    BackupUnsound,
    BackupUnwritable,
    StoreEmpty,
    StoreInPlace,
    StoreTrouble,
    StoreUnavailable,
)
from storage.engine import claims, files, halves, migrate
from storage.engine.sqlite import open_to_read
from storage.engine.trouble import mendable, mendable_files

# What SQLite keeps beside a database: changes that are not in it yet, and what processes share.
LOG, SHARED = "-wal", "-shm"
# What is told of damage at most: SQLite finds a line for each page.
FINDINGS = 300
# How much of a copy is made, and of a statement done, until a signal is heeded.
PAGES, STEPS = 1_000, 100_000


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds, by what was read of the copy itself."""

    file: Path
    size: int
    revision: str
    rows: Mapping[str, int]


def backup(path: Path, file: Path, patience: float, *, name: str) -> Copied:
    """Copy the store as of this moment into the file, whoever is writing to it meanwhile.

    In a folder it gets that `name`. The file has that name only when it was found to be whole and
    to hold as many rows as the store. Raises StoreEmpty, StoreUnavailable, BackupExists and
    BackupUnwritable.
    """
    with mendable_files(path):
        if files.is_empty(path):
            raise StoreEmpty(str(path))
        mode = files.mode_of(path)
    file = place_for(file, name)
    with backup_at(file, mode) as half:
        with mendable(path):
            revision, rows = _copied(open_in_use(path, patience), path, half)
        found = _sound(half)
        if found or _rows(half) != rows:
            raise StoreUnavailable(str(path), found or "row counts", StoreTrouble.DAMAGED)
    return Copied(file, file.stat().st_size, revision, rows)


def place_for(file: Path, name: str) -> Path:
    """The file itself, or the one of that `name` in the folder, from which halves are removed that
    are named like it and that nobody writes any more."""
    if not os.path.isdir(file):
        return file
    alike = re.sub(r"\d", "[0-9]", glob.escape(name)) + halves.PARTIAL
    with suppress(OSError):
        halves.remove_dead(file.glob(alike))
    return file / name


@contextmanager
def backup_at(file: Path, mode: int) -> Iterator[Path]:
    """A file for what is to be that backup. It takes its name at the end; whatever fails until
    then, nothing is left.

    Raises BackupExists and BackupUnwritable.
    """
    half = halves.half_of(file)
    with _writable(file, half):
        if os.path.lexists(file):
            raise BackupExists(str(file))
        owner = files.owner_of(file)
        if owner is not None:
            raise BackupUnwritable(str(file), f"a name that {owner.name} uses itself")
        with halves.written(half, mode):
            yield half
            files.put_in_place(half, file)


@contextmanager
def _writable(file: Path, half: Path) -> Iterator[None]:
    """Raises BackupUnwritable for what the system says of that file or of its half, and
    BackupExists while another writes that."""
    try:
        yield
    except FileExistsError:
        raise BackupExists(str(half)) from None
    except OSError as error:
        raise BackupUnwritable(str(file), error.strerror or str(error)) from error
    except StoreUnavailable as error:
        said = error.for_operator()
        if said["path"] != str(half):
            raise
        raise BackupUnwritable(str(file), str(said["reason"])) from error


def restore(file: Path, path: Path, patience: float, *, aside: str | None = None) -> Copied:
    """Put the backup in the store's place. The backup stays as it is.

    A store that is there is moved to the name `aside` beside it, whatever state it is in; without
    one it stays, and nothing is done. Raises BackupUnsound, StoreNewer, StoreClaimed, StoreInPlace
    and StoreUnavailable.
    """
    with claims.claimed(path), mendable_files(path):
        path = Path(os.path.realpath(path))
        there = path.is_file() and path.stat().st_size > 0
        if there and aside is None:
            raise StoreInPlace(str(path))
        _check_readable(file)
        if there and file.samefile(path):
            raise BackupUnsound(str(file), "the store itself")
        half = halves.half_of(path)
        with halves.written(half):
            revision, rows = _taken(file, half, patience)
            if there and aside is not None:
                _move_aside(path, path.with_name(aside), patience)
            for suffix in (LOG, SHARED):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            files.put_in_place(half, path)
        return Copied(path, path.stat().st_size, revision, rows)


def _copied(opened: sqlite3.Connection, path: Path, target: Path) -> tuple[str, Mapping[str, int]]:
    """Copy the database as of one moment; its revision then, and its rows by table."""
    with closing(opened) as source, _heeding(source):
        # The transaction keeps the moment: what is counted is what is copied.
        source.isolation_level = None
        source.execute("BEGIN")
        revision = migrate.revision_of(source, path)
        rows = _counted(source)
        with mendable(target), closing(sqlite3.connect(target)) as copy:
            source.backup(copy, pages=PAGES, progress=_heed)
        source.execute("ROLLBACK")
    return revision, rows


def _check_readable(file: Path) -> None:
    """Raises BackupUnsound, in the system's words, when that is no file that can be read."""
    try:
        with file.open("rb"):
            pass
    except OSError as error:
        raise BackupUnsound(str(file), error.strerror or str(error)) from None


def _taken(file: Path, target: Path, patience: float) -> tuple[str, Mapping[str, int]]:
    """Copy a backup, and look through the copy. Raises BackupUnsound and StoreNewer."""
    try:
        with mendable(file):
            revision, rows = _copied(open_to_read(file, patience), file, target)
        found = _sound(target)
    except StoreUnavailable as error:
        if error.trouble is StoreTrouble.FULL:
            raise
        raise BackupUnsound(str(file), str(error.for_operator()["reason"])) from error
    if found:
        raise BackupUnsound(str(file), found)
    migrate.refuse_newer(revision, file)
    return revision, rows


def open_in_use(path: Path, patience: float) -> sqlite3.Connection:
    """A connection that reads a store to which others may write meanwhile."""
    if files.forbids_writing(path):
        return open_to_read(path, patience)
    connection = sqlite3.connect(path, timeout=patience)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _heed(*_: int) -> None:
    """Let a signal that has come end this: Python looks for one wherever a function of its own is
    called."""


@contextmanager
def _heeding(connection: sqlite3.Connection) -> Iterator[None]:
    """Inside, Ctrl-C ends what the connection does. SQLite drops the error by which it was ended
    and says that it was."""
    connection.set_progress_handler(_heed, STEPS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise KeyboardInterrupt from error
        raise


def _rows(path: Path) -> Mapping[str, int]:
    with closing(open_to_read(path, 0)) as connection:
        return _counted(connection)


def _counted(connection: sqlite3.Connection) -> Mapping[str, int]:
    """How many rows each table has, those of the full text's own excepted."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        " AND name NOT LIKE 'sqlite|_%' ESCAPE '|' ORDER BY name"
    ).fetchall()
    rows: dict[str, int] = {}
    for (table,) in tables:
        quoted = table.replace('"', '""')
        (rows[table],) = connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()
    return rows


def _sound(path: Path) -> str:
    """What is wrong with the database in that file; nothing when it is whole."""
    with mendable(path), closing(open_to_read(path, 0)) as connection, _heeding(connection):
        found = [str(line) for (line,) in connection.execute("PRAGMA integrity_check").fetchall()]
    if found == ["ok"]:
        return ""
    return "; ".join(found)[:FINDINGS]


def _move_aside(path: Path, aside: Path, patience: float) -> None:
    """Give the store another name, its log with it where that holds changes still."""
    if aside.exists():
        raise BackupExists(str(aside))
    # What cannot be opened any more is kept as it is.
    with suppress(sqlite3.Error), closing(sqlite3.connect(path, timeout=patience)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    log = path.with_name(path.name + LOG)
    if log.exists() and log.stat().st_size:
        _also_named(log, aside.with_name(aside.name + LOG))
    _also_named(path, aside)


def _also_named(file: Path, name: Path) -> None:
    """Give the file a second name, or where a file can have but one, that one instead."""
    try:
        os.link(file, name)
    except OSError:
        os.rename(file, name)
