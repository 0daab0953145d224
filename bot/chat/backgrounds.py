"""What past papers tell, for all who compare papers: it takes megabytes, so it is in memory once.

numpy is loaded when somebody compares.
"""

# Tested in tests/bot/chat/test_nearby.py.

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.ports import Clock
from storage import Storage

if TYPE_CHECKING:
    from core.interests.background import Background
    from core.interests.morning import PastPaper

# By this many of the papers that were stored last it is known which words are rare. It is learned
# anew each day, and when there are this many more of them that it makes a difference.
LEARNED_FROM: Final = 1_500
MORE: Final = 100
# What is told before a list that is this many days old is as good for papers of today.
_DAYS: Final = 7
# Papers that are read at once, and made numbers before the next ones are read.
_AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True)
class LearnedBackground:
    """What so many papers tell, and on which day that was learned."""

    background: Background
    day: dt.date
    papers: int


class Backgrounds:
    """Keeps what was learned last."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock
        # Who learns needs the memory of many papers: one after the other.
        self._one = asyncio.Lock()
        # What is in memory now.
        self.learned: LearnedBackground | None = None

    async def current(self) -> Background:
        """What the papers stored last tell."""
        async with self._one:
            papers = min(await self._storage.papers.count(), LEARNED_FROM)
            today = self._clock.now().date()
            known = self.learned
            if known is None or known.day != today or papers >= known.papers + MORE:
                last = await self._storage.papers.last(papers)
                numbers = await as_numbers_of(self._storage, last)
                known = LearnedBackground(await asyncio.to_thread(_told_by, numbers), today, papers)
                self.learned = known
            return known.background

    def keep(self, background: Background, day: dt.date) -> None:
        """Take what the papers before that day's list tell for what those stored last do, where it
        is as good: then nothing else is learned today."""
        today = self._clock.now().date()
        if background.papers >= LEARNED_FROM and day >= today - dt.timedelta(days=_DAYS):
            self.learned = LearnedBackground(background, today, background.papers)


async def as_numbers_of(storage: Storage, ids: Sequence[str]) -> list[PastPaper]:
    """The stored papers with those ids as numbers, in their order: few of their texts are in memory
    at a time."""
    from core.interests.morning import as_numbers

    numbers: list[PastPaper] = []
    for begin in range(0, len(ids), _AT_ONCE):
        some = ids[begin : begin + _AT_ONCE]
        papers = await storage.papers.many(some)
        stored = [papers[each] for each in some if each in papers]
        numbers += await asyncio.to_thread(as_numbers, stored)
    return numbers


def _told_by(papers: Sequence[PastPaper]) -> Background:
    from core.interests.background import learn

    return learn([paper.features for paper in papers])
