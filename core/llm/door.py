"""Who may ask an endpoint now: nobody while it is shut out, only one while it is being found out.

Trouble with the endpoint itself (its key, its address, its account) shuts it out for a minute: at
once when it says that the key is wrong, else when a second text meets the same. After the minute
one question goes ahead, and the others follow once it has been answered.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import NamedTuple

import structlog

from core.errors import ModelError
from core.ports import Clock

log = structlog.get_logger()

SHUT_OUT = dt.timedelta(minutes=1)
# Seconds that others wait for the one that finds out. A refusal comes sooner; an answer may take
# minutes.
SCOUTING = 10.0


class _Shut(NamedTuple):
    """Why nobody may ask, until when, and how long that was from the beginning."""

    error: ModelError
    until: dt.datetime
    length: dt.timedelta


class Door:
    """The way to one endpoint."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._scouting = asyncio.Lock()
        self._shut: _Shut | None = None
        self._probing = False
        self._strikes: dict[type[ModelError], set[str]] = {}

    async def enter(self, held: AsyncExitStack, *, finds_out: Callable[[], bool]) -> None:
        """Come in; raises the error that shut the door.

        One that `finds_out` something keeps others that do so waiting until `held` is left.
        """
        self.check()
        if self._shut:  # its time is over
            if self._probing:
                raise self._shut.error
            self._probing = True
            held.callback(self._probed)
        if not finds_out():
            return
        try:
            async with asyncio.timeout(SCOUTING):
                await self._scouting.acquire()
        except TimeoutError:
            return
        if not finds_out():  # the one that went ahead has found it out
            self._scouting.release()
            return
        held.callback(self._scouting.release)
        self.check()

    def check(self) -> None:
        """Raise the error for which the endpoint is shut out, if it is."""
        if self._shut:
            left = self._shut.until - self._clock.now()
            # A clock that was set back meanwhile must not keep it shut for longer.
            if dt.timedelta(0) < left <= self._shut.length:
                raise self._shut.error

    def came_through(self) -> None:
        """Forget all trouble: a question has been answered."""
        self._shut = None
        self._strikes = {}

    def strike(
        self,
        error: ModelError,
        subject: str,
        *,
        certain: bool = False,
        length: dt.timedelta = SHUT_OUT,
    ) -> None:
        """Note that this subject's text was refused because of the endpoint itself.

        `certain` says that any other text would be refused as well.
        """
        struck = self._strikes.setdefault(type(error), set())
        struck.add(subject)
        if certain or len(struck) > 1:
            self.shut(error, length)

    def shut(self, error: ModelError, length: dt.timedelta = SHUT_OUT) -> None:
        """Let nobody come in for so long."""
        self._shut = _Shut(error, self._clock.now() + length, length)
        log.warning(
            "the model's endpoint is left alone for a while",
            error=str(error),
            seconds=length.total_seconds(),
        )

    def _probed(self) -> None:
        self._probing = False
