"""Which of a platform's accounts answers for a chat, where one deployment serves several."""

# Tested in tests/bot/channels/telegram/test_several_bots.py.

from __future__ import annotations

from collections.abc import Iterable

from core.accounts import kind_of
from core.chats import ChatKey
from storage import Storage


class Homes:
    """The accounts of each platform: those that are served, and those that were. Where a platform
    has one, nothing is asked."""

    def __init__(
        self,
        storage: Storage,
        served: Iterable[str],
        known: Iterable[str],
        bots: Iterable[str] = (),
    ) -> None:
        """`bots` are the ids of those that are served."""
        self._homes = storage.homes
        self._bots = frozenset(bots)
        self._served = frozenset(served)
        self._names: dict[str, set[str]] = {}
        for name in (*self._served, *known):
            self._names.setdefault(kind_of(name), set()).add(name)

    async def of(self, key: ChatKey) -> ChatKey:
        """The chat as the account knows it that it belongs to. From one that is not served any more
        it comes to the account that heard it."""
        names = self._others(key)
        return await self._homes.of(key, names, self._served) if names else key

    async def is_own(self, key: ChatKey) -> bool:
        """Whether what is said there to nobody in particular is for this account: the chat is its
        own, or from now on, where it was nobody's."""
        names = self._others(key)
        return not names or await self._homes.is_own(key, names, self._served)

    def is_ours(self, bot: str) -> bool:
        """Whether the bot with that id is one of ours."""
        return bot in self._bots

    async def take(self, key: ChatKey) -> bool:
        """The chat belongs to that account from now on; returns whether lists came from
        another."""
        names = self._others(key)
        return bool(names) and await self._homes.take(key, names)

    def _others(self, key: ChatKey) -> set[str]:
        """All accounts of the platform, where it has several and this one is served."""
        names = self._names.get(kind_of(key.platform), set())
        if len(names) < 2 or key.platform not in self._served:
            return set()
        return names
