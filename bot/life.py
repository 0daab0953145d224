"""The life of each platform: it signs in, waits, is lost and comes back, whatever becomes of the others."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import structlog

from bot.background import Background, together
from bot.dispatch import Dispatcher
from bot.platform import Platform
from bot.problems import operator_text
from core.errors import PlatformRefused, PlatformUnreachable
from core.ports import Clock
from locales import Translator

# Seconds until a platform that is out of reach is tried again, and the most to which repeated failures double them.
PAUSE, LONGEST_PAUSE = 1.0, 60.0
# Seconds signed in after which what goes wrong then is a new trouble.
STEADY = 60.0

log = structlog.get_logger()


class Stage(StrEnum):
    """How far a platform has come: not signed in yet, signed in, waiting to be, or ended until somebody mends it."""

    STARTING = "starting"
    ON = "on"
    WAITING = "waiting"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a platform stands, since when, and what keeps it from being on."""

    stage: Stage
    since: dt.datetime
    error: Exception | None = None


class Standings:
    """Where each platform of this process stands, by its name."""

    def __init__(self) -> None:
        self._known: dict[str, Standing] = {}

    def note(self, platform: str, stage: Stage, at: dt.datetime, error: Exception | None = None) -> None:
        """From that moment on it stands there; the first moment counts while the stage stays the same."""
        before = self._known.get(platform)
        since = before.since if before and before.stage is stage else at
        self._known[platform] = Standing(stage, since, error)

    def of(self, platform: str) -> Standing | None:
        """Where the platform stands, or None when this process does not serve it."""
        return self._known.get(platform)

    def lines(self, t: Translator) -> Iterator[str]:
        """A line for each platform that is not on, with the reason."""
        for platform, standing in self._known.items():
            if standing.stage in (Stage.WAITING, Stage.ENDED):
                why = operator_text(t, standing.error) if standing.error else ""
                since = t.time(standing.since, dt.UTC)
                yield t.t(f"cli.status.platform.{standing.stage}", platform=platform, since=since, why=why)


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

    async def run(self, background: Background) -> None:
        """Sign in, push and hear for ever, again and again. Raises PlatformRefused when waiting would not help."""
        name, pause = self._platform.name, PAUSE
        self._note(Stage.STARTING)
        while True:
            begun = asyncio.get_running_loop().time()
            try:
                await self._once(background)
            except PlatformRefused as error:
                if not self._alone:  # else it is what Paperboy ends with
                    log.error("platform ended", platform=name, why=self._tell(error))
                self._note(Stage.ENDED, error)
                raise
            except PlatformUnreachable as error:
                self._wait(error)
            except Exception as error:  # a bug of ours or of the library's must not end the others
                log.exception("platform died", platform=name)
                self._note(Stage.WAITING, error)
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
            self._note(Stage.ON)
            await together((self._platform.hear(background), self._dispatcher.push(name)))

    def _wait(self, error: PlatformUnreachable) -> None:
        """It is out of reach: say so once."""
        before = self._standings.of(self._platform.name)
        if before is None or before.stage is not Stage.WAITING:
            log.warning("platform out of reach", platform=self._platform.name, why=self._tell(error))
        self._note(Stage.WAITING, error)

    def _note(self, stage: Stage, error: Exception | None = None) -> None:
        self._standings.note(self._platform.name, stage, self._clock.now(), error)
