"""Whether an error is this machine's, which gives us no more of what we need, or knows no name:
then it is no bug of ours, and no trouble of the place that was asked."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Iterable
from enum import StrEnum

from core.errors import MachineExhausted

TOO_MANY_FILES = frozenset({errno.EMFILE, errno.ENFILE})
_EXHAUSTED = TOO_MANY_FILES | {errno.EAGAIN, errno.ENOMEM}
# What Python says where the system begins no thread, without its number.
_NO_THREAD = "can't start new thread"


class HereFault(StrEnum):
    """Why nothing has left this machine; also keys below `reason.` in the catalogs."""

    FILES = "files"  # no more can be opened, and so no connection made
    NAME = "name"  # nobody here knows the place's name


def exhaustion(error: BaseException | None) -> MachineExhausted | None:
    """The error as one of the machine's, if it is one."""
    if isinstance(error, OSError) and error.errno in _EXHAUSTED:
        return MachineExhausted(error.strerror or str(error))
    if isinstance(error, MemoryError):
        return MachineExhausted(os.strerror(errno.ENOMEM))
    if isinstance(error, RuntimeError) and _NO_THREAD in str(error):
        return MachineExhausted(_NO_THREAD)
    return None


def fault_here(causes: Iterable[BaseException]) -> HereFault | None:
    """Why nothing has left this machine, by the causes of a library's error; None for any other."""
    found = None
    for cause in causes:
        if isinstance(cause, OSError) and cause.errno in TOO_MANY_FILES:
            return HereFault.FILES
        if isinstance(cause, socket.gaierror):
            # To look a name up takes files too, and the library does not say that there are none.
            found = HereFault.FILES if no_more_files() else HereFault.NAME
    return found


def no_more_files() -> bool:
    """Whether no more files can be opened just now."""
    try:
        os.close(os.open(os.devnull, os.O_RDONLY))
    except OSError as error:
        return error.errno in TOO_MANY_FILES
    return False
