"""The life of each platform: it signs in, waits, is lost and comes back, whatever becomes of the
others."""

# Tested in tests/test_apart.py.

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog

from bot.channels.base import Platform
from bot.channels.standings import Standings
from bot.delivery.admission import Admission
from bot.delivery.background import Background, together
from bot.delivery.dispatch import Dispatcher
from core.errors import PlatformRefused, PlatformUnreachable
from core.records import Stage

# Seconds until a platform that is out of reach is tried again, and the most to which repeated
# failures double them.
PAUSE, LONGEST_PAUSE = 1.0, 60.0
# Seconds signed in after which what goes wrong then is a new trouble.
STEADY = 60.0

log = structlog.get_logger()


class Life:
    """The life of one platform."""

    def __init__(
        self,
        platform: Platform,
        dispatcher: Dispatcher,
        admission: Admission,
        standings: Standings,
        tell: Callable[[BaseException], str],
        *,
        alone: bool = False,
    ) -> None:
        """`tell` says an error as the operator reads it in the log. `alone` when there is no other
        platform."""
        self._platform, self._dispatcher, self._alone = platform, dispatcher, alone
        self._admission, self._standings, self._tell = admission, standings, tell
        # Set once the platform has signed in, or has failed to for the first time.
        self.tried = asyncio.Event()
        # Whether the log says last that the platform is lost.
        self._lost = False

    async def run(self, background: Background) -> None:
        """Sign in, push and hear for ever, again and again. Raises PlatformRefused when waiting
        would not help."""
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
                self._lost = True
                await self._note(Stage.WAITING, error)
            if asyncio.get_running_loop().time() - begun > STEADY:
                pause = PAUSE
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _once(self, background: Background) -> None:
        async with self._platform.signed_in(self._dispatcher):
            await self._back()
            await together((self._platform.hear(background, self._deaf), self._push()))

    async def _push(self) -> None:
        """Push what is owed, to whom it may be sent."""
        await self._admission.look()
        await self._dispatcher.push(self._platform.name)

    async def _deaf(self, trouble: PlatformUnreachable | None) -> None:
        """Nothing is heard although messages can be sent; None: it is heard again."""
        await (self._wait(trouble) if trouble else self._back())

    async def _back(self) -> None:
        """It is on; say so if it was lost."""
        if self._lost:
            self._lost = False
            log.info("platform is back", platform=self._platform.name)
        await self._note(Stage.ON)

    async def _wait(self, error: PlatformUnreachable) -> None:
        """It is out of reach: say so once."""
        if not self._lost:
            self._lost = True
            log.warning(
                "platform out of reach", platform=self._platform.name, why=self._tell(error)
            )
        await self._note(Stage.WAITING, error)

    async def _note(self, stage: Stage, error: Exception | None = None) -> None:
        await self._standings.note(self._platform.name, stage, error)
        if stage is not Stage.STARTING:
            self.tried.set()
