"""What a machine says that gives no more, told from other errors."""

from __future__ import annotations

import errno
import os
import resource
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from core.exhaustion import exhaustion, no_more_files


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.EMFILE, "Too many open files"), "Too many open files"),
        (OSError(errno.ENFILE, os.strerror(errno.ENFILE), "/x"), os.strerror(errno.ENFILE)),
        (BlockingIOError(errno.EAGAIN, "no process"), "no process"),
        (MemoryError(), "Cannot allocate memory"),
        (RuntimeError("can't start new thread"), "can't start new thread"),
    ],
)
def test_what_is_exhausted_is_told_in_the_systems_words(error: Exception, said: str) -> None:
    found = exhaustion(error)
    assert found
    assert found.for_operator() == {"reason": said}


@pytest.mark.parametrize(
    "error", [None, OSError(), OSError(errno.ENOENT, "x"), RuntimeError("thread"), ValueError()]
)
def test_other_errors_are_not(error: Exception | None) -> None:
    assert exhaustion(error) is None


def test_whether_more_files_can_be_opened() -> None:
    assert not no_more_files()
    with no_files_left():
        found = no_more_files()
    assert found


@contextmanager
def no_files_left() -> Iterator[None]:
    """Meanwhile this process can open no more."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    with ExitStack() as after:
        last = os.open(os.devnull, os.O_RDONLY)
        after.callback(os.close, last)
        after.callback(resource.setrlimit, resource.RLIMIT_NOFILE, before)
        resource.setrlimit(resource.RLIMIT_NOFILE, (last + 1, before[1]))
        yield
