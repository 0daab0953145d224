"""Files that are being written and are not whole yet: whoever is killed amid that leaves a half,
and whoever comes next takes it away.

Who writes one holds a lock of the system on it, by which a half is known from what a dead process
left.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from storage.engine import files

PARTIAL = ".partial"
# SQLite writes down beside a file how it was before.
_BESIDE = "-journal"


def half_of(file: Path) -> Path:
    """The name under which that file is written."""
    return file.with_name(file.name + PARTIAL)


@contextmanager
def written(half: Path, mode: int = files.PRIVATE) -> Iterator[None]:
    """Inside, that file is there, empty at first, and nobody takes it for a dead one's. What has no
    other name at the end is removed. Raises OSError: FileExistsError while another writes it."""
    remove_dead([half])
    handle = os.open(half, os.O_RDWR | os.O_CREAT | os.O_EXCL, files.PRIVATE)
    try:
        os.fchmod(handle, mode)
        with suppress(OSError):  # a file system that knows no locks
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        # Once it has its other name, somebody else may begin one of this name.
        if not _is_anothers(half, handle):
            _remove(half)
        os.close(handle)


def remove_dead(halves: Iterable[Path]) -> None:
    """Remove those of the files that nobody writes any more. Raises OSError."""
    for half in halves:
        with suppress(FileNotFoundError), open(half, "r+b") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:  # somebody writes it, or nobody can tell
                continue
            if not _is_anothers(half, file.fileno()):
                _remove(half)


def remove_left(path: Path) -> None:
    """Remove what is left of copies of that store, and of what was to be put in its place. To be
    called by who has claimed it; what cannot be removed stays."""
    ours = (half_of(path).name, f"{path.name}.backup-")
    for half in path.parent.glob("*" + PARTIAL):
        if half.name.startswith(ours):
            with suppress(OSError):
                remove_dead([half])


def _is_anothers(half: Path, handle: int) -> bool:
    """Whether that name is by now another file's than the one that is open."""
    try:
        return not os.path.samestat(os.stat(half), os.fstat(handle))
    except FileNotFoundError:
        return False


def _remove(half: Path) -> None:
    half.unlink(missing_ok=True)
    half.with_name(half.name + _BESIDE).unlink(missing_ok=True)
