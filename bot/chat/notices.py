"""What is shown while an answer is being made: the newest notice, and never two at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog

from bot.chat.views import View

log = structlog.get_logger()

# Seconds between two notices of one answer. More often nobody reads them, and platforms count each.
BETWEEN = 5.0


class Notices:
    """Shows the notices of one answer in the background: the work that it is about never waits.

    A newer notice takes the place of one that has not been shown yet.
    """

    def __init__(
        self, show: Callable[[View], Awaitable[None]], *, between: float | None = None
    ) -> None:
        """`show` is called with one view at a time, `between` (or BETWEEN) seconds apart."""
        self._show = show
        self._between = BETWEEN if between is None else between
        self._newest: View | None = None
        self._showing: asyncio.Task[None] | None = None
        # Set while a view is on its way, so that it is not cut off there.
        self._idle = asyncio.Event()
        self._idle.set()

    @asynccontextmanager
    async def while_working(self) -> AsyncIterator[None]:
        """Inside, notices are shown. On leaving, the one under way arrives; no other is begun."""
        try:
            yield
            self._newest = None
            await self._idle.wait()
        finally:
            await self._end()

    def give(self, view: View) -> None:
        """Have the view shown as soon as may be."""
        self._newest = view
        if self._showing is None:
            self._showing = asyncio.get_running_loop().create_task(self._all(), name="notices")

    async def _all(self) -> None:
        while self._newest is not None:
            view, self._newest = self._newest, None
            self._idle.clear()
            try:
                await self._show(view)
            finally:
                self._idle.set()
            await asyncio.sleep(self._between)
        self._showing = None

    async def _end(self) -> None:
        """Stop showing. What went wrong with a notice must not cost anybody the answer."""
        showing, self._showing = self._showing, None
        if showing is None:
            return
        showing.cancel()
        (ended,) = await asyncio.gather(showing, return_exceptions=True)
        if isinstance(ended, Exception):
            log.error("a notice was not shown", exc_info=ended)
