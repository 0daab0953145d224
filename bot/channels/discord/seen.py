"""Which list somebody saw last where nobody else did, so that their numbers mean it. Pure.

What all see in a chat is stored; what one person looks at alone is remembered until the service
ends, for so many people.
"""

from __future__ import annotations

from typing import NamedTuple

from core.chats import ChatKey
from core.editions.keys import ListKey
from core.sent import About

MOST = 1_000  # people in their channels


class _Seen(NamedTuple):
    """The list, and the one that the chat had seen by then."""

    own: ListKey
    of_chat: ListKey | None


class SeenAlone:
    """The lists that people saw alone, by channel and person. Where a list `of_chat` is taken, it
    is the one that all saw there last."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._seen: dict[tuple[ChatKey, str], _Seen] = {}

    def note(self, key: ChatKey, person: str, about: About | None, of_chat: ListKey | None) -> None:
        """They have been shown alone what is about that; only whole lists count."""
        if about is None or about.list_key is None or about.number is not None:
            return
        self._seen.pop((key, person), None)
        self._seen[key, person] = _Seen(about.list_key, of_chat)
        while len(self._seen) > self._most:
            del self._seen[next(iter(self._seen))]

    def of(self, key: ChatKey, person: str, of_chat: ListKey | None) -> ListKey | None:
        """The list that their numbers mean: the one they saw alone, unless all have seen another
        since."""
        seen = self._seen.get((key, person))
        if seen is None or seen.of_chat != of_chat:
            return of_chat
        return seen.own
