"""A loop in which nobody waits: where nothing happens, its clock jumps to whatever is due next.

So an endpoint that wants to be left alone for a minute costs a test a few milliseconds. Sockets and
threads are real ones: time stands while they work, as long as they take less than `QUIET` to do so.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")
# Real seconds in which nothing comes before the clock jumps, the same while a thread is known to be
# at work (on a busy machine it may take long), and how far it jumps at once: others may be, too.
QUIET, AT_WORK, FARTHEST = 0.02, 0.5, 2.0


class _Selector(selectors.DefaultSelector):
    """Waits for files, but not for long."""

    def __init__(self) -> None:
        super().__init__()
        self.jumped = 0.0
        self.at_work = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """What is ready; where that is nothing, the time that would have been waited for it has
        passed."""
        quiet = AT_WORK if self.at_work else QUIET
        if timeout is None or timeout <= quiet:
            return super().select(timeout)
        found = super().select(quiet)
        if not found:
            self.jumped += min(timeout - quiet, FARTHEST)
        return found


class JumpingLoop(asyncio.SelectorEventLoop):
    """The loop. Its `time` is real seconds and those that were jumped over."""

    def __init__(self) -> None:
        self._jumps = _Selector()
        super().__init__(self._jumps)

    def run_in_executor(self, *what: Any) -> asyncio.Future[Any]:
        """Work of a thread, for which time stands as long as it takes less than `AT_WORK`."""
        self._jumps.at_work += 1
        work = super().run_in_executor(*what)
        work.add_done_callback(self._done)
        return work

    def _done(self, work: asyncio.Future[Any]) -> None:
        self._jumps.at_work -= 1

    def time(self) -> float:
        """Seconds of its clock."""
        return super().time() + self._jumps.jumped


def run_jumping(work: Coroutine[Any, Any, Result]) -> Result:
    """What the work comes to, in such a loop."""
    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        return runner.run(work)
