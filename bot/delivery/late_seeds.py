"""Papers of interest that could not be fetched when they were asked for: fetched later."""

from __future__ import annotations

import asyncio

from core.interests.seeds import A_REQUEST, fetched
from core.ports import Library
from storage import Storage

# Seconds between two looks for what could not be fetched when it was asked for, and how many
# requests a look makes at most.
LOOK, REQUESTS = 3600.0, 5


class LateSeeds:
    """Fetches later what could not be fetched when it was asked for."""

    def __init__(self, storage: Storage, library: Library) -> None:
        self._storage = storage
        self._library = library
        # The last id that was asked for: what the source lacks must not keep others waiting.
        self._after = ""

    async def keep_up(self) -> None:
        """For ever: fetch what is missing."""
        while True:
            await self.fetch()
            await asyncio.sleep(LOOK)

    async def fetch(self) -> int:
        """Ask for the next papers that are missing, until all were asked for or the source has
        none of them; returns how many came."""
        came = 0
        for _ in range(REQUESTS):
            unknown = await self._storage.interests.unknown_papers(self._after, A_REQUEST)
            if not unknown:
                self._after = ""
                break
            found = await fetched(unknown, self._storage.papers, self._library, _in_silence)
            came += len(found)
            self._after = unknown[-1] if len(unknown) == A_REQUEST else ""
            if not found or not self._after:
                break
        return came


async def _in_silence(done: int, count: int) -> None:
    """Nobody waits for it."""
