"""Papers that somebody asked for and no list has shown: fetched, so that others can be compared.

Nothing is asked for that is stored, and a hundred papers cost one request.
"""

# Tested in tests/bot/chat/test_steering.py.

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Protocol

import structlog

from core.errors import SourceError
from core.models import Paper
from core.ports import Library

log = structlog.get_logger()

A_REQUEST = 100

# Is told how many papers were asked for, of how many.
Progress = Callable[[int, int], Awaitable[None]]


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
