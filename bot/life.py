"""The life of each platform: it signs in, waits, is lost and comes back, whatever becomes of the others."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Iterable

import structlog

from bot.background import Background, together
from bot.dispatch import Dispatcher
from bot.platform import Platform
from bot.problems import failure_text
from core.errors import PaperboyError, PlatformRefused, PlatformUnreachable, StoreUnavailable
from core.failing import UNEXPECTED
from core.ports import Clock
from core.records import Stage, Standing
from locales import Translator
from storage import Storage

# Seconds until a platform that is out of reach is tried again, and the most to which repeated failures double them.
PAUSE, LONGEST_PAUSE = 1.0, 60.0
# Seconds signed in after which what goes wrong then is a new trouble.
STEADY = 60.0

log = structlog.get_logger()


class Standings:
    """Where each platform of this process stands, by its name; written down for `status`, which is another process."""

    def __init__(self, storage: Storage) -> None:
        self._platforms = storage.platforms
        self._known: dict[str, Standing] = {}

    async def note(self, platform: str, stage: Stage, at: dt.datetime, error: Exception | None = None) -> None:
        """From that moment on it stands there; the first moment counts while the stage stays the same."""
        before = self._known.get(platform)
        since = before.since if before and before.stage is stage else at
        key, data = _told(error)
        standing = Standing(platform=platform, stage=stage, since=since, key=key, data=data)
        self._known[platform] = standing
        if standing != before:
            try:
                await self._platforms.save(standing)
            except StoreUnavailable as trouble:
                log.warning("where a platform stands is not written down", reason=str(trouble))

    async def begin(self, platforms: Iterable[str]) -> None:
        """From now on these are served, and no others."""
        try:
            await self._platforms.keep(platforms)
        except StoreUnavailable as trouble:
            log.warning("where a platform stands is not written down", reason=str(trouble))

    def of(self, platform: str) -> Standing | None:
        """Where the platform stands, or None when this process does not serve it."""
        return self._known.get(platform)


def standing_text(t: Translator, standing: Standing) -> str | None:
    """What there is to tell of where a platform stands; None when it is on, or about to be."""
    if standing.stage not in (Stage.WAITING, Stage.ENDED):
        return None
    since, why = t.time(standing.since, dt.UTC), failure_text(t, standing)
    return t.t(f"cli.status.platform.{standing.stage}", platform=standing.platform, since=since, why=why)


class Life:
    """The life of one platform."""

    def __init__(
        self,
        platform: Platform,
        dispatcher: Dispatcher,
        standings: Standings,
        clock: Clock,
        tell: Callable[[BaseException], str],
        *,
        alone: bool = False,
    ) -> None:
        """`tell` says an error as the operator reads it in the log. `alone` when there is no other platform."""
        self._platform, self._dispatcher, self._alone = platform, dispatcher, alone
        self._standings, self._clock, self._tell = standings, clock, tell
        # Set once the platform has signed in, or has failed to for the first time.
        self.tried = asyncio.Event()

    async def run(self, background: Background) -> None:
        """Sign in, push and hear for ever, again and again. Raises PlatformRefused when waiting would not help."""
        name, pause = self._platform.name, PAUSE
        await self._note(Stage.STARTING)
        while True:
            begun = asyncio.get_running_loop().time()
            try:
                await self._once(background)
            except PlatformRefused as error:
                if not self._alone:  # else it is what Paperboy ends with
                    log.error("platform ended", platform=name, why=self._tell(error))
                await self._note(Stage.ENDED, error)
                raise
            except PlatformUnreachable as error:
                await self._wait(error)
            except Exception as error:  # a bug of ours or of the library's must not end the others
                log.exception("platform died", platform=name)
                await self._note(Stage.WAITING, error)
            if asyncio.get_running_loop().time() - begun > STEADY:
                pause = PAUSE
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _once(self, background: Background) -> None:
        name = self._platform.name
        async with self._platform.signed_in(self._dispatcher):
            before = self._standings.of(name)
            if before and before.stage is Stage.WAITING:
                log.info("platform is back", platform=name)
            await self._note(Stage.ON)
            await together((self._platform.hear(background), self._dispatcher.push(name)))

    async def _wait(self, error: PlatformUnreachable) -> None:
        """It is out of reach: say so once."""
        before = self._standings.of(self._platform.name)
        if before is None or before.stage is not Stage.WAITING:
            log.warning("platform out of reach", platform=self._platform.name, why=self._tell(error))
        await self._note(Stage.WAITING, error)

    async def _note(self, stage: Stage, error: Exception | None = None) -> None:
        await self._standings.note(self._platform.name, stage, self._clock.now(), error)
        if stage is not Stage.STARTING:
            self.tried.set()


def _told(error: Exception | None) -> tuple[str, dict[str, str]]:
    """The error's key and data, as they are written down."""
    if isinstance(error, PaperboyError):
        return error.key(), {name: str(value) for name, value in error.for_operator().items()}
    return ("", {}) if error is None else (UNEXPECTED, {"reason": type(error).__name__})
