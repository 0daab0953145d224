"""The last weeks' papers, read once somebody wants to be told what fits them: without them nobody
knows which words are common.

Their lists are shown to nobody and cost no model. A day is read once, wherever the process dies; a
source that is down is asked again later.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import structlog

from core.editions.keys import ListKey, Shelf
from core.editions.policies import Policy
from core.errors import SourceError
from core.models import Paper
from core.ports import Clock, Hub
from core.waking import Pause, Waking

log = structlog.get_logger()

# This many days are looked back upon, unless this many papers of theirs are known already.
DAYS: Final = 30
ENOUGH: Final = 300
# How often it is looked whether there is something to do.
LOOK: Final = dt.timedelta(minutes=10)
# After this many days in a row that cannot be read, the source is down.
GIVEN_UP: Final = 2


class StoredPast(Protocol):
    """What is stored of the past."""

    async def save(self, key: ListKey, listed: Sequence[Paper]) -> None:
        """That list holds these papers."""

    async def read(self, shelf: Shelf, since: dt.date) -> set[dt.date]:
        """The days from then on that were read for the past alone."""

    async def known(self, shelf: Shelf, since: dt.date) -> set[dt.date]:
        """The days from then on whose papers are known."""

    async def count(self, since: dt.date) -> int:
        """How many papers of then or later are known."""


class Wishes(Protocol):
    """Who tells whether anybody wants anything."""

    async def any(self) -> bool:
        """Whether some chat has interests or votes."""


@dataclass(frozen=True, slots=True)
class PastProgress:
    """How many of the past days' lists are read."""

    done: int
    total: int


class PastReader:
    """Reads the past of one shelf, one day after the other."""

    def __init__(
        self, known: StoredPast, wanted: Wishes, hub: Hub, policy: Policy, clock: Clock
    ) -> None:
        self._known = known
        self._wanted = wanted
        self._hub = hub
        self._policy = policy
        self._clock = clock
        self._progress: PastProgress | None = None
        self._waking = Waking()
        self._pause = Pause()

    def progress(self) -> PastProgress | None:
        """How far it is; None while nothing is read."""
        return self._progress

    async def begin(self) -> PastProgress | None:
        """Look at once whether there is something to read; returns how far it is, and None where
        nothing is missing."""
        self.wake()
        if self._progress or self._pause.lasts(self._clock.now()) or not await self._wanted.any():
            return self._progress
        missing, total = await self._missing()
        if not missing:
            return None
        return PastProgress(total - len(missing), total)

    def wake(self) -> None:
        """Look at once whether there is something to read."""
        self._waking.wake()

    async def keep_up(self) -> None:
        """For ever: read what is missing, once somebody wants anything."""
        await self._waking.repeat(self.read, LOOK)

    async def read(self) -> bool:
        """Read the days that are missing, the newest first, where somebody wants anything; returns
        whether nothing is missing any more."""
        if self._pause.lasts(self._clock.now()):
            return False
        if not await self._wanted.any():
            return True
        missing, total = await self._missing()
        if not missing:
            return True
        log.info("reading the past", days=len(missing))
        try:
            failed = await self._read(missing, total)
        finally:
            self._progress = None
        if failed:
            self._pause.begin(self._clock.now())
        log.info("past read", failed=failed)
        return not failed

    async def _read(self, missing: list[dt.date], total: int) -> int:
        """Read these days; returns how many failed. After two in a row the source is down, and the
        others are left; one that is broken by itself keeps none of them from being read."""
        failed = 0
        in_a_row = 0
        done = total - len(missing)
        for day in missing:
            self._progress = PastProgress(done, total)
            key = self._policy.shelf.on(day)
            try:
                listings = await self._hub.listings(key)
            except SourceError as error:
                log.info("past not read", day=str(day), error=str(error))
                failed += 1
                in_a_row += 1
                if in_a_row == GIVEN_UP:
                    break
                continue
            await self._known.save(key, [listing.paper for listing in listings])
            in_a_row = 0
            done += 1
        return failed

    async def _missing(self) -> tuple[list[dt.date], int]:
        """The days still to be read, the newest first, and of how many they are the rest; none
        where enough is known without having begun."""
        days = list(_back(self._policy, self._clock.now()))
        shelf = self._policy.shelf
        begun = await self._known.read(shelf, days[-1])
        if not begun and await self._known.count(days[-1]) >= ENOUGH:
            return [], len(days)
        known = await self._known.known(shelf, days[-1])
        return [day for day in days if day not in known], len(days)


async def progress(known: StoredPast, policy: Policy, now: dt.datetime) -> PastProgress | None:
    """How far the past is read; None where none was read for itself."""
    days = list(_back(policy, now))
    shelf = policy.shelf
    if not await known.read(shelf, days[-1]):
        return None
    there = await known.known(shelf, days[-1])
    return PastProgress(sum(day in there for day in days), len(days))


def _back(policy: Policy, now: dt.datetime) -> Iterable[dt.date]:
    """The days of the past that can list papers, the newest first."""
    newest = policy.closed(now)
    for back in range(DAYS):
        day = newest - dt.timedelta(days=back)
        if policy.can_list(day):
            yield day
