"""Shards: into how many an application's servers are divided, and when the session of one begins.

Discord sends what happens in a server to the shard that the server's id names, and what happens in
direct messages to shard 0. Of the shards that are alike modulo `concurrency`, one may identify in
five seconds, whichever worker it belongs to; and a day allows so many sessions, after which Discord
revokes the token of who begins one more (developer documentation, Gateway: Sharding, Session Start
Limit Object).
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from bot.channels.discord.errors import DiscordStartsUsed
from core.errors import StoreUnavailable
from storage.paces import Paces

# Seconds between two sessions of a bucket, as Discord counts them, and what is added because they
# arrive there now sooner and now later.
GAP, MARGIN = 5.0, 0.5
# Seconds for which a turn is waited for at once: the connection that waits is given up after sixty.
LONGEST = 20.0
# Seconds for which what Discord has told of the starts is believed.
FRESH = 60.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Gateway:
    """What Discord tells before a session: where the gateway is, how many shards it recommends, how
    many sessions are left, in how many seconds there are more, and how many may begin at once."""

    address: str
    recommended: int
    left: int
    renewed: float
    concurrency: int

    def allow(self, sessions: int) -> None:
        """Raises DiscordStartsUsed where fewer are left."""
        if self.left < sessions:
            raise DiscordStartsUsed(math.ceil(self.renewed / 60))


class Starts:
    """Says when sessions may begin, together with all workers. One application's."""

    def __init__(self, account: str, paces: Paces, wanted: int | None) -> None:
        """`wanted` is the number of shards that the operator has set; None, as 0: what Discord
        recommends."""
        self._account = account
        self._paces = paces
        self.wanted = wanted or 0
        self._known: tuple[Gateway, float] | None = None

    @property
    def recommended(self) -> int:
        """The number of shards that Discord recommended last; 0 where it was not asked."""
        return self._known[0].recommended if self._known else 0

    async def gateway(self, ask: Callable[[], Awaitable[Gateway]], *, new: bool = False) -> Gateway:
        """What Discord tells now, which is asked for where it is old, or `new` is wanted."""
        now = asyncio.get_running_loop().time()
        if self._known is None or new or now - self._known[1] >= FRESH:
            self._known = await ask(), now
        return self._known[0]

    async def turn(self, shard: int) -> None:
        """Wait until the shard may identify."""
        concurrency = max(self._known[0].concurrency, 1) if self._known else 1
        name = f"identify {self._account} {shard % concurrency}"
        while True:
            try:
                wait = await self._paces.turn(name, GAP + MARGIN, LONGEST)
            except StoreUnavailable as error:
                log.warning("a pace is not shared", reason=error.reason)
                wait = GAP
            await asyncio.sleep(min(wait, LONGEST))
            if wait <= LONGEST:
                return
