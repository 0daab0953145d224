"""Who works with a store: one process at a time, for what it reads, sends and counts it keeps in
mind.

The claim is a lock of the system on a file beside the database. The system ends it with its
process, however that dies, so a dead one's claim needs no clearing away. It holds among all
processes of one machine's kernel, containers that share the folder included. The file stays when
the claim has ended: to remove it would let two processes lock two files of that name.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import socket
import stat
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TypedDict

import structlog

from core.errors import StoreClaimed, StoreTrouble, StoreUnavailable
from storage.engine import files
from storage.engine.trouble import mendable_files

log = structlog.get_logger()

SUFFIX = "-claim"
# What file systems say that know no such locks.
NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL})
# Whoever has just claimed a store is still writing down who it is. Seconds between two looks.
TRIES = 20
PAUSE = 0.01
LONGEST = 500
# Seconds for which an upgrade by another process is waited for.
UPGRADE = 60.0


class _Holder(TypedDict):
    """Who has a claim, and whether for an upgrade alone."""

    process: str
    host: str
    upgrading: bool


@contextmanager
def claimed(path: Path, *, upgrading: bool = False) -> Iterator[None]:
    """Meanwhile no other process can claim the database in that file, be it there yet or not. When
    it is only claimed to be brought to a new schema (`upgrading`), others may wait for that.

    Raises StoreClaimed when one has, StoreUnavailable when no file can be made beside it.
    """
    handle = _locked(path)
    try:
        holder = {"process": os.getpid(), "host": socket.gethostname(), "upgrading": upgrading}
        _write(handle, holder)
        yield
    finally:
        _write(handle, None)
        os.close(handle)


@contextmanager
def claimed_to_read(path: Path) -> Iterator[None]:
    """Inside, nobody else may write that database, which may only be read and where no claim file
    can be made: without one, nobody who may write has worked with it."""
    with ExitStack() as held:
        with mendable_files(path), suppress(FileNotFoundError):
            file = claim_file(path)
            handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
            held.callback(os.close, handle)
            _require_file(handle, file, path)
            _lock(handle, path)
        yield


def _locked(path: Path) -> int:
    """The open file whose lock is ours."""
    file = claim_file(path)
    while True:
        with mendable_files(path):
            handle = _opened(file, path)
        try:
            _lock(handle, path)
            if _is_still(file, handle):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def claim_file(path: Path) -> Path:
    """The file that is locked, beside the database itself where links lead to it."""
    real = Path(os.path.realpath(path))
    return real.with_name(real.name + SUFFIX)


def _opened(file: Path, path: Path) -> int:
    """The claim's file, which whoever may write the database may write too."""
    mode = files.PRIVATE
    with suppress(FileNotFoundError):
        mode = stat.S_IMODE(path.stat().st_mode)
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_NONBLOCK, mode)
    try:
        _require_file(handle, file, path)
    except StoreUnavailable:
        os.close(handle)
        raise
    # Somebody else's file keeps the permissions that it has.
    with suppress(OSError):
        os.fchmod(handle, mode)
    return handle


def _require_file(handle: int, file: Path, path: Path) -> None:
    """Raise StoreUnavailable unless it is a file: what is done to ours would be done to a device
    of the machine's, and a folder or a pipe holds no name."""
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        raise StoreUnavailable(str(path), str(file), StoreTrouble.BESIDE)


def _lock(handle: int, path: Path) -> None:
    """Lock the open file. Raises StoreClaimed when another process has done so."""
    for _attempt in range(TRIES):
        if _is_locked(handle, path):
            return
        holder = _holder(handle)
        if holder is not None:
            raise StoreClaimed(str(path), **holder)
        # It has just come, or is just leaving.
        time.sleep(PAUSE)
    raise StoreClaimed(str(path), "?", "?")


def _is_locked(handle: int, path: Path) -> bool:
    """Lock the open file; False when another process has."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if isinstance(error, BlockingIOError) or error.errno == errno.EACCES:
            return False
        if error.errno not in NO_LOCKS:
            with mendable_files(path):
                raise
        log.warning(
            "this file system knows no locks: nothing keeps a second Paperboy from the store",
            path=str(path),
            reason=error.strerror,
        )
    return True


def _is_still(file: Path, handle: int) -> bool:
    """Whether the locked file still has its name: somebody may have removed it meanwhile."""
    try:
        return os.path.samestat(os.stat(file), os.fstat(handle))
    except FileNotFoundError:
        return False


def _write(handle: int, holder: object) -> None:
    """Write down who holds it; on a full disk that cannot be, and the lock is held all the same."""
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.pwrite(handle, json.dumps(holder).encode(), 0)


def _holder(handle: int) -> _Holder | None:
    """What the process that has the claim wrote down; None when that is nothing."""
    try:
        found = json.loads(os.pread(handle, LONGEST, 0))
        return _Holder(
            process=str(found["process"]),
            host=str(found["host"]),
            upgrading=found.get("upgrading") is True,
        )
    except (ValueError, TypeError, KeyError):
        return None
