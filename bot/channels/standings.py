"""Where each platform stands, written down for `status`, which is another process, and for the next
start.

A platform that was out of reach when Paperboy stopped is out of reach, for all one knows, until it
has signed in. What is written down tells only as long as somebody lives who would write down
something else: so every minute brings a sign of life, and a process that dies leaves none.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

import structlog

from bot.chat.problems import failure_text
from core.errors import PaperboyError, StoreUnavailable
from core.failing import UNEXPECTED
from core.ports import Clock
from core.records import Stage, Standing
from locales import Translator
from storage import Storage

# How often the living give a sign, and after how long without one they are taken for dead.
BEAT, DEAD = dt.timedelta(minutes=1), dt.timedelta(minutes=3)

log = structlog.get_logger()


class Standings:
    """Where each platform of this process stands, by its name."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._platforms, self._clock = storage.platforms, clock
        self._known: dict[str, Standing] = {}
        # How platforms had ended before they were started again.
        self._ended: dict[str, Standing] = {}

    async def begin(self, platforms: Iterable[str]) -> None:
        """From now on these are served, and no others; what is known of them counts until something
        else is noted."""
        names = list(platforms)
        try:
            await self._platforms.keep(names)
            stored = {standing.platform: standing for standing in await self._platforms.all()}
        except StoreUnavailable as trouble:
            log.warning("where the platforms stood is not known", reason=trouble.reason)
            stored = {}
        for name in names:
            before = stored.get(name)
            if before and before.stage is Stage.WAITING:
                self._known[name] = before
            elif before and before.stage is Stage.ENDED:
                self._ended[name] = before
        await self.live()

    async def clear(self) -> None:
        """Forget the platforms that nobody serves: what became of them says nothing to who has
        none."""
        now = self._clock.now()
        try:
            stored = await self._platforms.all()
            await self._platforms.keep(
                [standing.platform for standing in stored if is_alive(standing, now)]
            )
        except StoreUnavailable as trouble:
            log.warning("where the platforms stood is not known", reason=trouble.reason)

    async def note(self, platform: str, stage: Stage, error: Exception | None = None) -> None:
        """From now on it stands there; the first moment counts while the stage stays the same."""
        before = self._known.get(platform)
        if stage is Stage.STARTING and before and before.stage is Stage.WAITING:
            return  # it is not on for that
        key, data = _told(error)
        since = self._clock.now()
        if before and before.stage is stage:
            since = before.since
        elif (end := self._ended.get(platform)) and (end.stage, end.key) == (stage, key):
            since = end.since  # started again, to end of the same
        if stage is Stage.ON:
            self._ended.pop(platform, None)
        self._known[platform] = Standing(
            platform=platform, stage=stage, since=since, key=key, data=data
        )
        if self._known[platform] != before:
            await self.live()

    def of(self, platform: str) -> Standing | None:
        """Where the platform stands, or None when this process does not serve it."""
        return self._known.get(platform)

    async def keep_alive(self) -> None:
        """For ever: a sign of life now and then, which also writes down what could not be written
        when it was noted."""
        while True:
            await asyncio.sleep(BEAT.total_seconds())
            await self.live()

    async def live(self) -> None:
        """Write down where all stand, and that somebody is there."""
        await self._write(self._clock.now())

    async def end(self) -> None:
        """Write down that nobody is there any more."""
        await self._write(None)

    async def _write(self, seen_at: dt.datetime | None) -> None:
        try:
            await self._platforms.save(
                *(replace(standing, seen_at=seen_at) for standing in self._known.values())
            )
        except StoreUnavailable as trouble:
            log.warning("where the platforms stand is not written down", reason=trouble.reason)


def is_alive(standing: Standing, now: dt.datetime) -> bool:
    """Whether a process serves the platform, or tries to. A clock that was ahead has seen
    nobody."""
    return standing.seen_at is not None and abs(now - standing.seen_at) <= DEAD


def standing_text(
    t: Translator, standing: Standing, now: dt.datetime, *, configured: bool = True
) -> str | None:
    """What there is to tell of where a platform stands; None when it is on, or about to be.

    That nobody serves it is nothing to tell where it is not `configured`.
    """
    name, since = standing.platform, t.time(standing.since, dt.UTC)
    if standing.stage is Stage.ENDED:
        return t.t(
            "cli.status.platform.ended", platform=name, since=since, why=failure_text(t, standing)
        )
    if is_alive(standing, now):
        waits = standing.stage is Stage.WAITING
        why = failure_text(t, standing) if waits else ""
        return (
            t.t("cli.status.platform.waiting", platform=name, since=since, why=why)
            if waits
            else None
        )
    if not configured:
        return None
    if standing.seen_at is None:
        return t.t("cli.status.platform.stopped", platform=name)
    return t.t("cli.status.platform.dead", platform=name, seen=t.time(standing.seen_at, dt.UTC))


def _told(error: Exception | None) -> tuple[str, dict[str, str]]:
    """The error's key and data, as they are written down."""
    if isinstance(error, PaperboyError):
        return error.key(), {name: str(value) for name, value in error.for_operator().items()}
    return ("", {}) if error is None else (UNEXPECTED, {"reason": type(error).__name__})
