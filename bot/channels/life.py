"""The life of each platform: it signs in, waits, is lost and comes back, on its own."""

# Tested in tests/test_apart.py.

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import structlog

from bot.channels.base import HeardInParts, Platform
from bot.channels.standings import Standings
from bot.delivery.admission import Admission
from bot.delivery.background import Background, together, until
from bot.delivery.dispatch import Dispatcher
from bot.delivery.outage import Outage
from core.errors import PlatformRefused, PlatformUnreachable, StoreUnavailable
from core.records import Stage
from core.working import LOOK, Alone, Claims, Share, to_hear, to_send

# Seconds until a platform that is out of reach is tried again; each further failure doubles them.
PAUSE = 1.0
LONGEST_PAUSE = 60.0
# Once it was signed in for so many seconds, the next failure counts as the first.
STEADY = 60.0
# What of a platform's rate is for replies where one worker hears there and another sends lists:
# neither knows when the other begins.
FOR_REPLIES = 0.2

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Duties:
    """What a worker does on a platform: send lists, and hear people. Each is done by one worker at
    a time; who does both does neither without the other, so that one paces all that is sent."""

    sends: bool = True
    hears: bool = True

    @property
    def any(self) -> bool:
        """Whether it does anything there."""
        return self.sends or self.hears

    def claims(self, platform: str) -> list[str]:
        """What is claimed for that."""
        names: list[str] = []
        if self.sends:
            names.append(to_send(platform))
        if self.hears:
            names.append(to_hear(platform))
        return names


EVERYTHING = Duties()


class _Several(Exception):
    """A platform is to be heard in several parts, which one worker need not do alone."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


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
        claims: Claims | None = None,
        duties: Duties = EVERYTHING,
    ) -> None:
        """`tell` puts an error into words for the operator; `alone` when no other is served;
        `claims` are shared with other workers, where there are any."""
        self._platform = platform
        self._dispatcher = dispatcher
        self._admission = admission
        self._standings = standings
        self._tell = tell
        self._alone = alone
        self._claims = claims or Alone()
        self._duties = duties
        # The platform, where several workers may hear it, and in how many parts it is wanted.
        self._parted: HeardInParts | None = None
        self._wanted = 0
        if self._claims.shared and duties.hears and isinstance(platform, HeardInParts):
            self._parted = platform
            self._wanted = platform.wanted_parts
        # Set once the platform has signed in, or has failed to for the first time.
        self.tried = asyncio.Event()
        # Whether the last that the log says of the platform is that it is lost.
        self._lost = False

    async def run(self, background: Background) -> None:
        """Sign in, push and hear for ever, again and again, whenever no other worker does. Raises
        PlatformRefused when waiting would not help."""
        if self._claims.shared:
            # Another may have it for ever.
            self.tried.set()
        outage = Outage("what other workers do is not known", platform=self._platform.name)
        while True:
            try:
                await self._turn(background)
            except StoreUnavailable as error:
                outage.met(error)
                await asyncio.sleep(PAUSE)

    async def _turn(self, background: Background) -> None:
        """Once no other worker does it: do it, until that is lost."""
        name = self._platform.name
        if self._parted is None:
            beside = self._platform.beside if self._duties.hears else ""
            async with self._claims.held(*self._duties.claims(name), beside=beside) as lost:
                await self._whole(background, lost)
            return
        async with self._claims.among(to_hear(name), self._wanted) as share:
            if share is not None:
                await self._while_ours(share.lost, background, share)
                return
        async with self._claims.once(*self._duties.claims(name)) as whole:
            if whole is not None:
                try:
                    await self._whole(background, whole)
                except _Several as found:
                    log.info("a platform is heard in parts", platform=name, parts=found.count)
                    self._wanted = found.count
                return
        await asyncio.sleep(LOOK)

    async def _whole(self, background: Background, lost: asyncio.Event) -> None:
        """Do all of it, until that is lost."""
        if self._claims.shared:
            # What a worker that died was sending.
            await self._dispatcher.recover()
        await self._while_ours(lost, background, None)

    async def _while_ours(
        self, lost: asyncio.Event, background: Background, share: Share | None
    ) -> None:
        name = self._platform.name
        if self._claims.shared:
            log.info("platform taken over", platform=name)
        try:
            await until(lost, self._live(background, share))
        finally:
            if share:
                self._dispatcher.slow(name, 1.0)
        log.warning("platform given up", platform=name)
        self._standings.leave(name)

    async def _live(self, background: Background, share: Share | None) -> None:
        name = self._platform.name
        pause = PAUSE
        await self._note(Stage.STARTING)
        while True:
            begun = asyncio.get_running_loop().time()
            try:
                await self._once(background, share)
            except _Several:
                raise
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

    async def _once(self, background: Background, share: Share | None) -> None:
        """Sign in, then push and hear until one of them fails."""
        async with self._platform.signed_in(self._dispatcher):
            works: list[Coroutine[Any, Any, None]] = []
            if self._parted and share:
                await self._back()
                works.append(self._parted.hear_parts(background, self._deaf, share))
                if self._duties.sends:
                    works.append(self._push_in_turn(share))
                else:
                    self._dispatcher.slow(self._platform.name, 1 / share.count)
                await together(works)
                return
            if self._parted and (count := await self._parted.parts()) > 1:
                raise _Several(count)
            await self._back()
            if self._duties.hears:
                works.append(self._platform.hear(background, self._deaf))
            if self._duties.sends:
                works.append(self._push())
            await together(works)

    async def _push_in_turn(self, share: Share) -> None:
        """Push whenever no other worker does; the rest of the rate is for all who hear."""
        name = self._platform.name
        while True:
            self._dispatcher.slow(name, FOR_REPLIES / share.count)
            async with self._claims.held(to_send(name)) as lost:
                # What a worker that died was sending.
                await self._dispatcher.recover()
                self._dispatcher.slow(name, 1 - FOR_REPLIES)
                await until(lost, self._push())

    async def _push(self) -> None:
        """Push what is owed, to whom it may be sent. That is asked again for each message, so
        nothing waits until all chats have been looked at."""
        await together((self._dispatcher.push(self._platform.name), self._admission.look()))

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
