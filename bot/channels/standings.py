"""Where each platform stands, written down for `status`, another process, and for the next start.

A platform that was out of reach when Paperboy stopped is taken to be out of reach until it has
signed in. What is written down is true only while the process that wrote it lives, and could write
something else: so it writes a sign of life every minute.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

import structlog

from bot.chat.problems import failure_text
from core.errors import PaperboyError, StoreUnavailable
from core.exhaustion import exhaustion
from core.failing import UNEXPECTED
from core.ports import Clock
from core.records import Stage, Standing
from locales import Translator
from storage import Storage

# How often a process gives a sign of life.
BEAT = dt.timedelta(minutes=1)
# After how long without a sign it is taken for dead.
DEAD = dt.timedelta(minutes=3)

log = structlog.get_logger()


class Standings:
    """Where each platform of this process stands, by its name."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._platforms = storage.platforms
        self._clock = clock
        self._known: dict[str, Standing] = {}
        # How platforms had ended before they were started again.
        self._ended: dict[str, Standing] = {}

    async def begin(self, platforms: Iterable[str]) -> None:
        """Serve these from now on, and no others; what is stored of them still counts."""
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

    async def join(self, platforms: Iterable[str]) -> None:
        """Serve some of these from now on, as one of several workers, which all know the same; only
        what is noted from now on is told."""
        try:
            await self._platforms.keep(list(platforms))
        except StoreUnavailable as trouble:
            log.warning("where the platforms stood is not known", reason=trouble.reason)

    def leave(self, platform: str) -> None:
        """Say nothing more of it: another worker does."""
        self._known.pop(platform, None)

    async def clear(self) -> None:
        """Forget the platforms that no process serves."""
        now = self._clock.now()
        try:
            stored = await self._platforms.all()
            alive = [standing.platform for standing in stored if is_alive(standing, now)]
            await self._platforms.keep(alive)
        except StoreUnavailable as trouble:
            log.warning("where the platforms stood is not known", reason=trouble.reason)

    async def note(self, platform: str, stage: Stage, error: Exception | None = None) -> None:
        """Note where it stands; its first moment there counts while the stage stays the same."""
        before = self._known.get(platform)
        if stage is Stage.STARTING and before and before.stage is Stage.WAITING:
            return  # starting again does not mean that it is in reach
        key, data = _told(error)
        since = self._clock.now()
        end = self._ended.get(platform)
        if before and before.stage is stage:
            since = before.since
        elif end and end.stage is stage and end.key == key:
            since = end.since  # started again, and ended for the same reason
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
        """For ever: give signs of life, which also write down what could not be written before."""
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
            seen = [replace(standing, seen_at=seen_at) for standing in self._known.values()]
            await self._platforms.save(*seen)
        except StoreUnavailable as trouble:
            log.warning("where the platforms stand is not written down", reason=trouble.reason)


def is_alive(standing: Standing, now: dt.datetime) -> bool:
    """Whether a process serves the platform, or tries to; a sign from the future proves nothing."""
    return standing.seen_at is not None and abs(now - standing.seen_at) <= DEAD


def standing_text(
    t: Translator, standing: Standing, now: dt.datetime, *, configured: bool = True
) -> str | None:
    """What there is to tell of where a platform stands; None when it is on, or about to be.

    A platform that nobody serves is worth a word only where it is `configured`.
    """
    name = standing.platform
    since = t.time(standing.since, dt.UTC)
    if standing.stage is Stage.ENDED:
        why = failure_text(t, standing)
        return t.t("cli.status.platform.ended", platform=name, since=since, why=why)
    if is_alive(standing, now):
        if standing.stage is not Stage.WAITING:
            return None
        why = failure_text(t, standing)
        return t.t("cli.status.platform.waiting", platform=name, since=since, why=why)
    if not configured:
        return None
    if standing.seen_at is None:
        return t.t("cli.status.platform.stopped", platform=name)
    return t.t("cli.status.platform.dead", platform=name, seen=t.time(standing.seen_at, dt.UTC))


def _told(error: Exception | None) -> tuple[str, dict[str, str]]:
    """The error's key and data, as they are written down."""
    error = exhaustion(error) or error
    if isinstance(error, PaperboyError):
        return error.key(), {name: str(value) for name, value in error.for_operator().items()}
    if error is None:
        return "", {}
    return UNEXPECTED, {"reason": type(error).__name__}
