"""Papers that somebody asked for and no list has shown: fetched, so that others can be compared.

Nothing is asked for that is stored, and a hundred papers cost one request.
"""

# Tested in tests/bot/chat/test_steering.py.

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Protocol

import structlog

from core.errors import SourceError
from core.models import Paper
from core.ports import Library

log = structlog.get_logger()

A_REQUEST = 100
# Seconds between two looks for what could not be fetched when it was asked for, and how many
# requests a look makes at most.
LOOK, REQUESTS = 3600.0, 5

# Is told how many papers were asked for, of how many.
Progress = Callable[[int, int], Awaitable[None]]


class Seeds(Protocol):
    """The papers that chats asked for."""

    async def unknown_papers(self, after: str, limit: int) -> list[str]:
        """The first ids behind that one whose papers are not stored."""


class StoredPapers(Protocol):
    """The stored papers."""

    async def many(self, paper_ids: Iterable[str]) -> Mapping[str, Paper]:
        """Those of the papers that are stored, by id."""

    async def save(self, papers: Iterable[Paper]) -> None:
        """Store them."""


async def fetched(
    paper_ids: Sequence[str], stored: StoredPapers, library: Library, progress: Progress
) -> Mapping[str, Paper]:
    """The papers by id, those that are not stored fetched and stored first. What the source lacks
    is not among them, nor what it could not be asked for now."""
    known = dict(await stored.many(paper_ids))
    unknown = [each for each in dict.fromkeys(paper_ids) if each not in known]
    for start in range(0, len(unknown), A_REQUEST):
        await progress(start, len(unknown))
        try:
            found = await library.papers(unknown[start : start + A_REQUEST])
        except SourceError as error:
            log.warning("papers of interest were not fetched", error=str(error))
            break
        await stored.save(found)
        known |= {paper.id: paper for paper in found}
    return known


class LateSeeds:
    """Fetches later what could not be fetched when it was asked for."""

    def __init__(self, seeds: Seeds, stored: StoredPapers, library: Library) -> None:
        self._seeds = seeds
        self._stored = stored
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
            unknown = await self._seeds.unknown_papers(self._after, A_REQUEST)
            if not unknown:
                self._after = ""
                break
            found = await fetched(unknown, self._stored, self._library, _in_silence)
            came += len(found)
            self._after = unknown[-1] if len(unknown) == A_REQUEST else ""
            if not found or not self._after:
                break
        return came


async def _in_silence(done: int, count: int) -> None:
    """Nobody waits for it."""
