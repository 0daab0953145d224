"""The store's files themselves: who may read them, and how they get their names on the disk."""

from __future__ import annotations

import fcntl
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import structlog

log = structlog.get_logger()

PRIVATE = 0o600
# What is kept beside a database: its log, what processes share of that, a log of another kind, and
# who works with it.
BESIDE = ("-wal", "-shm", "-journal", "-claim")
_OTHERS = 0o007


def make_private(path: Path) -> None:
    """Create the database's file for its owner alone, unless it is there. Raises OSError."""
    with suppress(FileExistsError):
        os.close(os.open(_real(path), os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE))


def tighten(path: Path) -> None:
    """Let nobody but the owner read the database, its logs and its backups, and log that.

    A file that everybody may read is what most systems make unless told otherwise; nobody chose it
    for a file that says who reads what. One that only a group may read besides its owner was
    chosen, and stays. What SQLite makes beside the database has the database's permissions.
    """
    for file in _files_of(_real(path)):
        _tighten(file)


def mode_of(path: Path) -> int:
    """Who may do what with the file. Raises OSError."""
    return stat.S_IMODE(path.stat().st_mode)


def put_in_place(finished: Path, path: Path) -> None:
    """Give the finished file that name, in place of what has it, so that a power cut leaves one or
    the other whole."""
    _sync(finished)
    os.replace(finished, path)
    _sync(path.parent)


def forbids_writing(path: Path) -> Path | None:
    """The file, or the folder where SQLite keeps its log, if it may only be read; None when both
    may be written, or there is no database that may be read."""
    path = _real(path)
    if not path.is_file() or not _may(path, os.R_OK):
        return None
    for place in (path, path.parent):
        if not _may(place, os.W_OK):
            return place
    return None


def is_empty(path: Path) -> bool:
    """Whether nothing was ever written to the file, or there is none."""
    return not path.is_file() or path.stat().st_size == 0


def owner_of(path: Path) -> Path | None:
    """The file beside which one of that name is kept, if that is there: a database would take it
    for its own."""
    for suffix in BESIDE:
        name = path.name.removesuffix(suffix)
        if name not in ("", path.name) and os.path.isfile(path.with_name(name)):
            return path.with_name(name)
    return None


def _real(path: Path) -> Path:
    """The file itself, where links lead to it. Links that lead in a circle stay as they are."""
    return Path(os.path.realpath(path))


def _may(path: Path, how: int) -> bool:
    return os.access(path, how, effective_ids=os.access in os.supports_effective_ids)


def _files_of(path: Path) -> Iterator[Path]:
    yield path
    for suffix in ("-wal", "-shm", "-journal"):
        yield path.with_name(path.name + suffix)
    for file in path.parent.iterdir():
        if file.name.startswith(f"{path.name}.backup-"):
            yield file


def _tighten(file: Path) -> None:
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
        if mode & _OTHERS and file.is_file():
            os.chmod(file, PRIVATE)
            log.warning(
                "others could read this file; now its owner alone can",
                file=str(file),
                mode=f"{mode:o}",
            )
    except FileNotFoundError:
        pass
    except OSError as error:
        log.warning(
            "others may read this file, and it cannot be changed",
            file=str(file),
            reason=error.strerror,
        )


def _sync(path: Path) -> None:
    """Bring the file, or the names in the folder, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        if sys.platform == "darwin":
            # There fsync stops at the disk's own memory.
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
        else:
            os.fsync(handle)
    finally:
        os.close(handle)
