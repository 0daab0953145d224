"""Which trouble with the store an operator can mend, and of which kind it is. SQLite's words alone
do not always tell."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from core.errors import StoreTrouble, StoreUnavailable
from storage.engine import files

# SQLite's result codes for trouble with the file, the disk or another process; every other error is
# a bug of ours.
MENDABLE = {
    sqlite3.SQLITE_PERM: StoreTrouble.DENIED,
    sqlite3.SQLITE_CANTOPEN: StoreTrouble.DENIED,
    sqlite3.SQLITE_BUSY: StoreTrouble.LOCKED,
    sqlite3.SQLITE_LOCKED: StoreTrouble.LOCKED,
    sqlite3.SQLITE_PROTOCOL: StoreTrouble.LOCKED,
    sqlite3.SQLITE_READONLY: StoreTrouble.READ_ONLY,
    sqlite3.SQLITE_IOERR: StoreTrouble.DISK,
    sqlite3.SQLITE_CORRUPT: StoreTrouble.DAMAGED,
    sqlite3.SQLITE_FULL: StoreTrouble.FULL,
    sqlite3.SQLITE_NOTADB: StoreTrouble.FOREIGN,
}
# The same for what the system says of a file; all else is the disk's.
SAID_BY_SYSTEM = {
    errno.EACCES: StoreTrouble.DENIED,
    errno.EPERM: StoreTrouble.DENIED,
    errno.EROFS: StoreTrouble.READ_ONLY,
    errno.ENOSPC: StoreTrouble.FULL,
    errno.EDQUOT: StoreTrouble.FULL,
    errno.ENOENT: StoreTrouble.MISSING,
    errno.ENOTDIR: StoreTrouble.MISSING,
    errno.ELOOP: StoreTrouble.ADDRESS,
    errno.ENAMETOOLONG: StoreTrouble.ADDRESS,
    errno.EMFILE: StoreTrouble.CROWDED,
    errno.ENFILE: StoreTrouble.CROWDED,
}
# What both say also where something else has the name of a file that is kept beside the database.
PERHAPS_BESIDE = {
    StoreTrouble.DENIED,
    StoreTrouble.MISSING,
    StoreTrouble.ADDRESS,
    StoreTrouble.DISK,
}
# In such trouble a store may be read all the same.
TAKES_NOTHING = frozenset({StoreTrouble.FULL, StoreTrouble.DISK, StoreTrouble.READ_ONLY})
# What Python's driver says, without a code, of a text that is none.
_NO_TEXT = "Could not decode to UTF-8"
# SQLite takes what its processes share of the log in pieces of this size: with less room nothing
# can be opened.
LEAST_ROOM = 64 * 1024
# A connection's: the database, its log, what is shared of that, and a folder.
FILES = 4

Identity = tuple[int, int]


@contextmanager
def mendable(path: Path, identity: Identity | None = None) -> Iterator[None]:
    """Raises StoreUnavailable for errors that an operator can mend; lets others pass.

    With the `identity` the file had when it was opened, also when another file has its place by
    now: what is written to one that is gone would be lost.
    """
    if identity is not None and identity_of(path) != identity:
        raise StoreUnavailable(str(path), "", StoreTrouble.GONE)
    try:
        yield
    except (sqlite3.Error, DBAPIError) as error:
        cause: BaseException | None = error
        if isinstance(error, DBAPIError):
            cause = error.orig
        # The low byte is the kind of error; the rest only details it.
        trouble = MENDABLE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
        if isinstance(cause, sqlite3.OperationalError) and _NO_TEXT in str(cause):
            trouble = StoreTrouble.DAMAGED
        if trouble is None:
            raise
        raise _looked_at(path, str(cause), trouble) from error


@contextmanager
def mendable_files(path: Path) -> Iterator[None]:
    """Inside, what goes wrong with the store's files raises StoreUnavailable in the system's
    words."""
    try:
        yield
    except OSError as error:
        raise _said_by_system(path, error) from error


def identity_of(path: Path) -> Identity | None:
    """What tells the file from another of that name; None when it cannot be looked at."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def stranger_beside(path: Path) -> Path | None:
    """What has the name of a file that is kept beside the database and is none: a folder, a link
    that leads nowhere, a device."""
    try:
        real = Path(os.path.realpath(path))
    except OSError:  # the folder that we work in is gone
        return None
    for suffix in files.BESIDE:
        file = real.with_name(real.name + suffix)
        if os.path.lexists(file) and not os.path.isfile(file):
            return file
    return None


def _looked_at(path: Path, said: str, trouble: StoreTrouble) -> StoreUnavailable:
    """The trouble by what the system says, where SQLite has one word for several kinds."""
    if trouble in PERHAPS_BESIDE and (stranger := stranger_beside(path)) is not None:
        return StoreUnavailable(str(path), str(stranger), StoreTrouble.BESIDE)
    if trouble in (StoreTrouble.DENIED, StoreTrouble.DISK) and _is_full(path.parent):
        return StoreUnavailable(str(path), said, StoreTrouble.FULL)
    if trouble is StoreTrouble.DENIED:
        try:
            _open_as_many()
            os.stat(path)
            path.with_name(path.name + "-journal").exists()
        except OSError as error:
            return _said_by_system(path, error)
    return StoreUnavailable(str(path), said, trouble)


def _open_as_many() -> None:
    """Raise what the system says where not as many files can be opened as SQLite opens. Its own
    must not be: closing them again would end its locks on them."""
    with ExitStack() as opened:
        for _ in range(FILES):
            opened.callback(os.close, os.open(os.devnull, os.O_RDONLY))


def _said_by_system(path: Path, error: OSError) -> StoreUnavailable:
    trouble = SAID_BY_SYSTEM.get(error.errno or 0, StoreTrouble.DISK)
    if trouble in PERHAPS_BESIDE and (stranger := stranger_beside(path)) is not None:
        return StoreUnavailable(str(path), str(stranger), StoreTrouble.BESIDE)
    return StoreUnavailable(str(path), error.strerror or str(error), trouble)


def _is_full(folder: Path) -> bool:
    """Whether there is no room for another file, or for the least that SQLite wants."""
    try:
        room = os.statvfs(folder)
    except OSError:
        return False
    if room.f_bavail * room.f_frsize < LEAST_ROOM:
        return True
    # A file system that does not count its files says that it has none.
    counts_files = room.f_files > 0
    return counts_files and room.f_favail == 0
