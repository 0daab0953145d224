"""The life of each platform: it signs in, waits, is lost and comes back, on its own."""

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

# Seconds until a platform that is out of reach is tried again; each further failure doubles them.
PAUSE = 1.0
LONGEST_PAUSE = 60.0
# Once it was signed in for so many seconds, the next failure counts as the first.
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
        """`tell` puts an error into words for the operator; `alone` when no other is served."""
        self._platform = platform
        self._dispatcher = dispatcher
        self._admission = admission
        self._standings = standings
        self._tell = tell
        self._alone = alone
        # Set once the platform has signed in, or has failed to for the first time.
        self.tried = asyncio.Event()
        # Whether the last that the log says of the platform is that it is lost.
        self._lost = False

    async def run(self, background: Background) -> None:
        """Sign in, push and hear for ever, again and again. Raises PlatformRefused when waiting
        would not help."""
        name = self._platform.name
        pause = PAUSE
        await self._note(Stage.STARTING)
        while True:
            begun = asyncio.get_running_loop().time()
            try:
                await self._once(background)
            except PlatformRefused as error:
                if not self._alone:  # alone, it is what Paperboy ends with, and is told there
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
        """Sign in, then push and hear until one of them fails."""
        async with self._platform.signed_in(self._dispatcher):
            await self._back()
            await together((self._platform.hear(background, self._deaf), self._push()))

    async def _push(self) -> None:
        """Push what is owed, to whom it may be sent."""
        await self._admission.look()
        await self._dispatcher.push(self._platform.name)

    async def _deaf(self, trouble: PlatformUnreachable | None) -> None:
        """Note that nothing is heard although messages can be sent; None: it is heard again."""
        if trouble:
            await self._wait(trouble)
        else:
            await self._back()

    async def _back(self) -> None:
        """Note that it is on; log it if it was lost."""
        if self._lost:
            self._lost = False
            log.info("platform is back", platform=self._platform.name)
        await self._note(Stage.ON)

    async def _wait(self, error: PlatformUnreachable) -> None:
        """Note that it is out of reach; log it once."""
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
