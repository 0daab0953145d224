"""What is like a paper among all that is stored, for who asks. numpy is loaded when somebody
does."""

# Tested in tests/bot/chat/test_nearby.py.

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.chat import views
from bot.chat.arguments import Wanted
from bot.chat.backgrounds import Backgrounds
from bot.chat.desk import Desk
from bot.chat.paging import SEARCH_LIMIT
from bot.chat.request import Request
from core.models import Paper
from storage import Storage

if TYPE_CHECKING:
    from core.interests.similar import Alike


class Nearby:
    """The use case behind `/similar` and its button."""

    def __init__(self, desk: Desk, storage: Storage, backgrounds: Backgrounds) -> None:
        self._desk = desk
        self._storage = storage
        self._backgrounds = backgrounds
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
            background = await self._backgrounds.current()
            terms = await asyncio.to_thread(similar.sought, paper, background)
            others = await self._storage.search.near(terms, similar.LOOKED_UP)
            return await asyncio.to_thread(similar.nearest, paper, others, background)
