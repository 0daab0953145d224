"""Which list somebody saw last where nobody else did, so that their numbers mean it.

What all see in a chat is stored with it; what one person looks at alone is stored for some days.
Where we are guests nothing is stored: there it is remembered until the service ends, for so many
people.
"""

from __future__ import annotations

import structlog

from core.chats import ChatKey
from core.editions.keys import ListKey
from core.errors import StoreUnavailable
from core.keeping import SEEN
from core.ports import Clock
from core.sent import About
from storage.seen import Seen, SeenLists

log = structlog.get_logger()

MOST = 1_000  # people in their channels, where we are guests


class SeenAlone:
    """The lists that people saw alone, by channel and person. Where a list `of_chat` is taken, it
    is the one that all saw there last; a `guest` is who brought us along."""

    def __init__(self, stored: SeenLists, clock: Clock, most: int = MOST) -> None:
        self._stored = stored
        self._clock = clock
        self._most = most
        self._guests: dict[tuple[ChatKey, str], Seen] = {}

    async def note(
        self,
        key: ChatKey,
        person: str,
        about: About | None,
        of_chat: ListKey | None,
        *,
        guest: bool = False,
    ) -> None:
        """They have been shown alone what is about that; only whole lists count. They have been
        answered: when the store cannot be written, that is only logged."""
        if about is None or about.list_key is None or about.number is not None:
            return
        seen = Seen(about.list_key, of_chat)
        if guest:
            self._remember(key, person, seen)
            return
        try:
            await self._stored.note(key, person, seen, self._clock.now())
        except StoreUnavailable as error:
            log.warning("a list seen alone is not remembered", reason=error.reason)

    async def of(
        self, key: ChatKey, person: str, of_chat: ListKey | None, *, guest: bool = False
    ) -> ListKey | None:
        """The list that their numbers mean: the one they saw alone, unless all have seen another
        since. Raises StoreUnavailable."""
        if guest:
            seen = self._guests.get((key, person))
        else:
            seen = await self._stored.of(key, person, self._clock.now() - SEEN)
        if seen is None or seen.of_chat != of_chat:
            return of_chat
        return seen.own

    def _remember(self, key: ChatKey, person: str, seen: Seen) -> None:
        self._guests.pop((key, person), None)
        self._guests[key, person] = seen
        while len(self._guests) > self._most:
            del self._guests[next(iter(self._guests))]
