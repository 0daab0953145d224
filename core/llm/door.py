"""Who may come to an endpoint now: nobody while it is shut out, one while something has to be found
out.

What is wrong with the endpoint itself, its key, its address, its account, shuts it out for a
minute: at once when it says so of the key, else when a second text is told the same. After that one
question goes ahead, and the others follow once it has come through.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from contextlib import AsyncExitStack

import structlog

from core.errors import ModelError
from core.ports import Clock

log = structlog.get_logger()

SHUT_OUT = dt.timedelta(minutes=1)
# Seconds that others wait for who finds out. A refusal comes sooner; an answer may take minutes.
SCOUTING = 10.0


class Door:
    """The way to one endpoint."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._scouting = asyncio.Lock()
        self._shut: tuple[ModelError, dt.datetime, dt.timedelta] | None = None
        self._probing = False
        self._strikes: dict[type[ModelError], set[str]] = {}

    async def enter(self, held: AsyncExitStack, *, finds_out: Callable[[], bool]) -> None:
        """Come in; if it `finds_out` something, as the only one who does, until `held` is left.

        Raises the error that shut it.
        """
        self.check()
        if self._shut:  # its time is over
            if self._probing:
                raise self._shut[0]
            self._probing = True
            held.callback(self._probed)
        if not finds_out():
            return
        try:
            async with asyncio.timeout(SCOUTING):
                await self._scouting.acquire()
        except TimeoutError:
            return
        if not finds_out():  # whoever went ahead has found out
            self._scouting.release()
            return
        held.callback(self._scouting.release)
        self.check()

    def check(self) -> None:
        """Raises the error for which the endpoint is shut out."""
        if self._shut:
            error, until, length = self._shut
            # A clock that was set back meanwhile must not keep it shut for longer.
            if dt.timedelta(0) < until - self._clock.now() <= length:
                raise error

    def came_through(self) -> None:
        """A question has been answered: nothing is wrong with the endpoint."""
        self._shut, self._strikes = None, {}

    def strike(
        self,
        error: ModelError,
        subject: str,
        *,
        certain: bool = False,
        length: dt.timedelta = SHUT_OUT,
    ) -> None:
        """The text of that subject was refused for the endpoint's sake; `certain` when any other
        would be as well."""
        struck = self._strikes.setdefault(type(error), set())
        struck.add(subject)
        if certain or len(struck) > 1:
            self.shut(error, length)

    def shut(self, error: ModelError, length: dt.timedelta = SHUT_OUT) -> None:
        """Let nobody come in for so long."""
        self._shut = (error, self._clock.now() + length, length)
        log.warning(
            "the model's endpoint is left alone for a while",
            error=str(error),
            seconds=length.total_seconds(),
        )

    def _probed(self) -> None:
        self._probing = False
