"""The lists there are, found for whoever shows them: a command, a button, a completion, the push.

What is shown is frozen first: from then on its numbers stay.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from core.editions.days import state_now
from core.editions.keys import DAILY, ListKey, Shelf
from core.editions.pipeline import Pipeline
from core.errors import (
    DateInFuture,
    DateNotListedYet,
    EditionEmpty,
    EditionUnreachable,
    NumberUnknown,
    SourceError,
    StoreUnavailable,
)
from core.interests.glossary import in_papers, ours
from core.models import Edition, EditionState
from core.ports import Clock, Store
from core.shown import ShownHits, ShownList, ShownPaper

# An open list is fetched again when somebody asks and the last look is older than this.
STALE = dt.timedelta(hours=1)


class Shelves:
    """All shelves with their lists. (A `Shelf` is only a name: the source and its shelf.)"""

    def __init__(self, store: Store, pipeline: Pipeline, clock: Clock) -> None:
        self._store = store
        self._pipeline = pipeline
        self._clock = clock

    async def newest(self, shelf: Shelf = DAILY, until: dt.date | None = None) -> ListKey | None:
        """The shelf's newest list that has entries, of no later day than `until`; or None."""
        return await self._store.editions.newest(shelf, until)

    async def last(self, count: int, until: dt.date) -> list[ListKey]:
        """The newest daily lists that have entries, of no later day than `until`, newest first."""
        found: list[ListKey] = []
        day = until
        while len(found) < count:
            key = await self._store.editions.newest(DAILY, day)
            if key is None:
                break
            found.append(key)
            day = key.day - dt.timedelta(days=1)
        return found

    async def shown(self, key: ListKey, language: str) -> ShownList | None:
        """The stored list as it is shown, its numbers fixed from now on; None when it is not
        stored."""
        shown = await self.peeked(key, language)
        if shown is None or shown.edition.frozen_at:
            return shown
        await self._store.editions.freeze(key, self._clock.now())
        # Read again once fixed, for a fetch may have moved the numbers meanwhile.
        return await self.peeked(key, language)

    async def peeked(self, key: ListKey, language: str) -> ShownList | None:
        """The stored list as it would be shown now: nothing is written, and its numbers may still
        move. None when it is not stored."""
        return await self._store.answers.of_list(key, language, self._clock.now().date())

    async def listed(self, key: ListKey, language: str, today: dt.date) -> ShownList:
        """The list as it is shown, with entries; fetched first when it is missing or may have
        grown. `today` is the day where it is asked for.

        Raises what says why there is none: DateInFuture, DateNotListedYet, EditionEmpty,
        EditionUnreachable; and DateInvalid for a shelf that is none of ours.
        """
        shown = await self.peeked(key, language)
        stored = shown.edition if shown else None
        if shown and stored and stored.frozen_at and stored.entries and self._is_fresh(stored):
            return shown
        edition = await self._fetched(key, today)
        return await self.shown(key, language) or ShownList(edition, {}, None, None)

    async def fetched(self, key: ListKey) -> Edition:
        """The stored edition, fetched first when it is missing or its list may have grown.

        Raises SourceError; and DateInvalid for a shelf that is none of ours, unless what is stored
        of it is still to be had.
        """
        stored = await self._store.editions.get(key)
        if stored is not None and self._is_fresh(stored):
            return stored
        return await self._pipeline.fetch(key)

    async def numbered(
        self, key: ListKey, number: int, language: str, today: dt.date
    ) -> ShownPaper:
        """The paper with that number in that list, its number fixed from now on; a list that is not
        stored is fetched first.

        Raises NumberUnknown, and what `listed` raises.
        """
        found = await self._store.answers.of_number(key, number, language)
        if found is None:
            stored = await self._store.editions.get(key)
            if stored is None or not stored.entries:
                stored = await self._fetched(key, today)
            found = await self._store.answers.of_number(key, number, language)
            if found is None:
                raise NumberUnknown(number, key.day, len(stored.entries))
        if found.frozen:
            return found
        await self._store.editions.freeze(key, self._clock.now())
        # Read again once fixed, for a fetch may have given the number to another paper meanwhile.
        return await self._store.answers.of_number(key, number, language) or found

    async def known(self, paper_id: str, language: str) -> ShownPaper | None:
        """The stored paper, in the list that leads to it, if one does, and its number there fixed
        from now on; or None."""
        found = await self._store.answers.of_paper(paper_id, language)
        if found is None or found.key is None or found.frozen:
            return found
        await self._store.editions.freeze(found.key, self._clock.now())
        return await self._store.answers.of_paper(paper_id, language)

    async def found(
        self, texts: Sequence[str], language: str, limit: int, offset: int = 0
    ) -> ShownHits:
        """The stored papers that hold all words of one of the texts, in Chinese or as papers in
        English have them, without the first `offset`, the numbers they are shown with fixed from
        now on."""
        words, *others = texts
        also = list(others)
        for text in texts:
            also += in_papers(text, ours())
        shown = await self._store.answers.of_search(words, language, limit, offset, also)
        if not shown.unfrozen:
            return shown
        await self._store.editions.freeze_all(shown.unfrozen, self._clock.now())
        return await self._store.answers.of_search(words, language, limit, offset, also)

    async def these(self, paper_ids: Sequence[str], language: str) -> ShownHits:
        """Those of the papers that are stored, in that order, the numbers they are shown with fixed
        from now on."""
        shown = await self._store.answers.of_papers(paper_ids, language)
        if not shown.unfrozen:
            return shown
        await self._store.editions.freeze_all(shown.unfrozen, self._clock.now())
        return await self._store.answers.of_papers(paper_ids, language)

    async def _fetched(self, key: ListKey, today: dt.date) -> Edition:
        """The edition as `fetched` gives it, with entries; the stored one if the source is down.

        Raises what `listed` raises.
        """
        try:
            edition = await self.fetched(key)
        except DateInFuture:
            if key.day > today:
                raise
            # East of Greenwich a day begins before the source's does.
            raise DateNotListedYet(key.day) from None
        except DateNotListedYet:
            raise
        except SourceError:
            stored = await self._store.editions.get(key)
            if stored is None or not stored.entries:
                raise EditionUnreachable(key.day, await self._nearest(key)) from None
            edition = stored
        except StoreUnavailable:
            # What takes nothing new, as a full disk, may well be read.
            stored = await self._store.editions.get(key)
            if stored is None or not stored.entries:
                raise
            edition = stored
        if edition.entries:
            return edition
        if edition.state is EditionState.OPEN:
            raise DateNotListedYet(key.day)
        raise EditionEmpty(key.day, await self._nearest(key))

    async def _nearest(self, key: ListKey) -> dt.date | None:
        """The nearest day with papers; None on a shelf whose lists no date alone names."""
        if key.shelf != DAILY:
            return None
        return await self._store.editions.nearest(key)

    def _is_fresh(self, stored: Edition) -> bool:
        """Whether nothing would be gained by fetching the list again."""
        if stored.entries and not self._pipeline.makes(stored.key):
            return True
        now = self._clock.now()
        state = state_now(stored, self._pipeline.policy(stored.key), now)
        if state is EditionState.CLOSED:
            return True
        if state is not EditionState.OPEN or stored.fetched_at is None:
            return False
        return now - STALE < stored.fetched_at <= now
