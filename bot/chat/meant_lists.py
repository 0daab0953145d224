"""The lists that people mean by a number, a letter or a title alone: the one that their chat last
saw, or the newest."""

# Tested in tests/bot/chat/test_meant.py.

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.request import Request
from bot.chat.views.prose import title_of
from core.editions.keys import ANNOUNCED, DAILY, ListKey
from core.editions.shelf import Shelves
from core.interests.interest import Picks
from storage import Storage


class MeantLists:
    """Which list is meant, and what stands there."""

    def __init__(self, storage: Storage, shelves: Shelves, languages: Sequence[str]) -> None:
        """`languages` are those in which a paper can have a title, beside its own."""
        self._storage = storage
        self._shelves = shelves
        self._languages = languages

    async def numbered(self, request: Request, key: ListKey | None = None) -> ListKey | None:
        """The list whose numbers are meant: that one, or the one that the chat last saw, or the
        newest; None where there is none. Letters alone have no numbers: the list before is
        meant."""
        key = key or request.chat.seen
        if key is None:
            return await self._shelves.newest()
        if key.shelf == ANNOUNCED:
            return await self._shelves.newest(DAILY, key.day)
        return key

    async def numbers(self, request: Request) -> tuple[ListKey | None, Sequence[int]]:
        """The list that the chat last saw, or the newest, and the numbers that are shown of it."""
        key = await self.numbered(request)
        if key is None:
            return None, ()
        stored = await self._storage.editions.get(key)
        if stored is None:
            return None, ()
        return key, [entry.rank for entry in stored.selected]

    async def titles(self, request: Request) -> tuple[ListKey | None, Sequence[tuple[int, str]]]:
        """The list that the chat last saw, or the newest, and its papers' titles by number: their
        own and those of their summaries in every language, as people read them."""
        key = await self.numbered(request)
        found: list[tuple[int, str]] = []
        if key is None:
            return None, found
        for language in self._languages:
            shown = await self._shelves.shown(key, language)
            if shown is None:
                return None, found
            for entry in shown.edition.entries:
                summary = shown.summaries.get(entry.paper.id)
                if summary and summary.title:
                    found.append((entry.rank, title_of(summary.title)))
                found.append((entry.rank, title_of(entry.paper.title)))
        return key, found

    async def picks(self, request: Request, key: ListKey | None) -> tuple[ListKey | None, Picks]:
        """What was shown beside that list; without one, beside the list that the chat last saw, or
        the newest."""
        key = key or request.chat.seen or await self._shelves.newest()
        shown: Picks | None = None
        if key and not request.is_guest:
            shown = await self._storage.picks.of(request.home.key, key)
        return key, shown or Picks()

    async def count(self, key: ListKey) -> int:
        """How many papers the stored list has."""
        stored = await self._storage.editions.get(key)
        if stored is None:
            return 0
        return len(stored.entries)
