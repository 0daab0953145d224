"""What is like a paper among all that is stored, for who asks. numpy is loaded when somebody
does."""

# Tested in tests/bot/chat/test_nearby.py.

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.chat import views
from bot.chat.arguments import Wanted
from bot.chat.desk import Desk
from bot.chat.paging import SEARCH_LIMIT
from bot.chat.request import Request
from core.models import Paper
from core.ports import Clock
from storage import Storage

if TYPE_CHECKING:
    from core.interests.background import Background
    from core.interests.similar import Alike

# By so many of the papers that were stored last it is known which words are rare. It is learned
# anew each day, and when there are so many more of them that it makes a difference.
LEARNED_FROM = 1_500
MORE = 100


@dataclass(frozen=True, slots=True)
class _Learned:
    background: Background
    day: dt.date
    papers: int


class Nearby:
    """The use case behind `/similar` and its button."""

    def __init__(self, desk: Desk, storage: Storage, clock: Clock) -> None:
        self._desk = desk
        self._storage = storage
        self._clock = clock
        self._learned: _Learned | None = None
        # What is compared takes the processor for a moment: one after the other.
        self._one = asyncio.Lock()

    async def similar(self, request: Request, wanted: Wanted, page: int = 1) -> views.View:
        """That page of the stored papers nearest to one; the first where there are no more. A paper
        that is not stored comes from its source.

        Raises RequestError or SourceError.
        """
        found = await self._desk.find(request, wanted)
        alike = await self._nearest(found.known)
        start = (page - 1) * SEARCH_LIMIT
        if start >= len(alike):
            start = 0
        here = alike[start : start + SEARCH_LIMIT]
        ids = [each.paper.id for each in here]
        shown = await self._desk.shelves.these(ids, request.t.language)
        return views.similar_view(
            request.t,
            found.known,
            views.title_line(found.known, found.summary, None).text,
            shown.hits,
            shown.titles,
            {each.paper.id: each.shared for each in here},
            total=len(alike),
            start=start,
        )

    async def _nearest(self, paper: Paper) -> Sequence[Alike]:
        from core.interests import similar

        async with self._one:
            background = await self._background()
            terms = await asyncio.to_thread(similar.sought, paper, background)
            others = await self._storage.search.near(terms, similar.LOOKED_UP)
            return await asyncio.to_thread(similar.nearest, paper, others, background)

    async def _background(self) -> Background:
        """What the papers stored last tell."""
        from core.interests.similar import learned

        today = self._clock.now().date()
        papers = min(await self._storage.papers.count(), LEARNED_FROM)
        known = self._learned
        if known is None or known.day != today or papers >= known.papers + MORE:
            last = await self._storage.papers.last(papers)
            known = _Learned(await asyncio.to_thread(learned, last), today, papers)
            self._learned = known
        return known.background
