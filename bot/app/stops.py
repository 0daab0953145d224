"""What ends Paperboy from outside: Ctrl-C, whoever ends processes (SIGTERM), and a terminal that
closes (SIGHUP)."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from types import FrameType

EXIT_INTERRUPTED = 130


def as_event() -> asyncio.Event:
    """An event that each of them sets. A terminal that closes does not where `nohup` says so."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
            loop.add_signal_handler(number, stop.set)
    return stop


def as_interruptions() -> Callable[[], None]:
    """From here on the others end what runs as Ctrl-C does, so that nothing half-written is left.

    What is returned is to be called at the end: it dies of the signal that came, if one did, for
    whoever started Paperboy wants to know.
    """
    came: list[int] = []

    def interrupt(number: int, frame: FrameType | None) -> None:
        came.append(number)
        signal.raise_signal(signal.SIGINT)  # inside asyncio, it cancels

    def die() -> None:
        for number in came[:1]:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)

    # asyncio cancels in order only where Ctrl-C has Python's own handler. A background job of a
    # script has not, and KeyboardInterrupt raised anywhere may be swallowed: the command runs on.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, interrupt)
    return die
