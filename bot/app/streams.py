"""The standard streams, made fit for work: each is there, and what is said beside the work never
ends it."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

from core.errors import OutputUnwritable

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class _Beside(io.FileIO):
    """Standard error. A log that cannot be written (a full disk, a reader that is gone) is lost;
    what it tells of goes on."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except OSError:
            return memoryview(data).nbytes


class _Result(io.FileIO):
    """Standard output. What cannot be written there raises OutputUnwritable, but BrokenPipeError
    where a reader has read enough."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputUnwritable(error.strerror or str(error)) from error


def prepare() -> None:
    """Open the streams that are closed to nothing, lest the store's file become one of them; let
    the others behave as told above."""
    for name, how in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # The lowest free number is taken: that of the stream itself.
            nothing = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, open(nothing, how, closefd=False))  # noqa: SIM115 (it stays)
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    # A terminal that knows no Chinese shows question marks.
    sys.stdout = _over(_Result, sys.stdout, "replace")
    sys.stderr = _over(_Beside, sys.stderr, "backslashreplace")


def discard_output() -> None:
    """Let what is still to be written to standard output go nowhere: Python would complain of it
    when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _over(kind: type[io.FileIO], stream: object, errors: str) -> io.TextIOWrapper:
    """That stream, with its file written by another kind of writer."""
    assert isinstance(stream, io.TextIOWrapper)
    stream.flush()
    raw = kind(stream.fileno(), "w", closefd=False)
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=stream.encoding,
        errors=errors,
        line_buffering=kind is _Beside or stream.isatty(),
    )
