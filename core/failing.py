"""Failures of steps are stored, and when each is tried again: by itself, at growing intervals, but
for what only people ask for."""

from __future__ import annotations

import datetime as dt

import structlog

from core.errors import PaperboyError, RequestError, StoreUnavailable
from core.exhaustion import exhaustion
from core.ports import Clock, Failures
from core.records import REPEATED, Failure, Step

log = structlog.get_logger()

# How long after a failure the step is tried again; after the last, somebody has to ask for it.
AGAIN = tuple(dt.timedelta(minutes=minutes) for minutes in (10, 20, 40, 60, 120, 240, 480, 960))
UNEXPECTED = "error.unexpected"


class Failing:
    """Notes failures of steps, and forgets them when the step has succeeded."""

    def __init__(self, failures: Failures, clock: Clock) -> None:
        self._failures = failures
        self._clock = clock

    async def note(
        self, error: Exception, date: dt.date, paper_id: str, step: Step, language: str
    ) -> None:
        """Store that the step failed for that paper of that date; raises StoreUnavailable.

        Any error is stored, even one that is a bug.
        """
        if isinstance(error, StoreUnavailable):
            raise error
        if isinstance(error, RequestError):
            return  # what cannot be had is no failure
        error = exhaustion(error) or error
        if isinstance(error, PaperboyError):
            key = error.key()
            data = {name: str(value) for name, value in error.for_operator().items()}
            log.warning(
                "step failed", paper=paper_id, step=step, language=language, error=str(error)
            )
        else:
            key = UNEXPECTED
            data = {"reason": type(error).__name__}
            log.error("step failed", paper=paper_id, step=step, language=language, exc_info=error)
        known = await self._failures.get(date, paper_id, step, language)
        tries = known.tries + 1 if known else 1
        now = self._clock.now()
        again = None
        if step in REPEATED and tries <= len(AGAIN):
            again = now + AGAIN[tries - 1]
        failure = Failure(
            date=date,
            paper_id=paper_id,
            step=step,
            language=language,
            key=key,
            data=data,
            at=now,
            tries=tries,
            again_at=again,
        )
        await self._failures.save(failure)

    async def clear(self, date: dt.date, paper_id: str, step: Step, language: str) -> None:
        """Forget the step's failure: it succeeded."""
        await self._failures.clear(date, paper_id, step, language)

    async def due(self, now: dt.datetime, limit: int) -> tuple[Failure, ...]:
        """The failures whose time has come again, the longest due first."""
        return await self._failures.due(now, limit)
