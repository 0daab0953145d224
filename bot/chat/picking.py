"""What of a day fits a chat: its picks, and which entries of the list are marked for it.

What was shown once is shown for good: letters do not change when interests do.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import structlog

from bot.chat.backgrounds import Backgrounds
from bot.chat.beside import papers_named, titles
from core.chats import Chat, ChatKey
from core.interests.interest import Asked, Pick, Picks
from core.ports import Clock
from core.shown import ShownList
from storage import Storage

if TYPE_CHECKING:
    from bot.chat.mornings import Mornings

log = structlog.get_logger()

NOTHING = Picks()


class Picker:
    """Chooses for each chat."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock
        self.backgrounds: Final = Backgrounds(storage, clock)
        self._mornings: Mornings | None = None

    async def beside(self, chat: Chat, shown: ShownList, *, peek: bool = False) -> Picks:
        """What stands beside that list in the chat, fixed from now on; with `peek` only what would.

        Whatever goes wrong is logged, and the list stands alone.
        """
        found = await self.beside_all([chat], shown, peek=peek)
        return found.get(chat.key, NOTHING)

    async def beside_all(
        self, chats: Sequence[Chat], shown: ShownList, *, peek: bool = False
    ) -> Mapping[ChatKey, Picks]:
        """The same for several chats at once. Those are missing that want nothing, and those whose
        picks went wrong; nothing stands beside the list of those that nothing fits."""
        stored: dict[ChatKey, Picks] = {}
        try:
            keys = [chat.key for chat in chats]
            stored = await self._storage.picks.of_all(keys, shown.edition.key)
            missing = [chat for chat in chats if chat.key not in stored]
            chosen = await self._chosen(missing, shown)
            fixed = {key: picks for key, picks in chosen.items() if picks != NOTHING}
            if fixed and not peek:
                now = self._clock.now()
                chosen |= await self._storage.picks.freeze_all(shown.edition.key, fixed, now)
        except Exception:
            # A chat's list is worth more than what stands beside it.
            log.exception("nothing picked", day=str(shown.edition.key), chats=len(chats))
            return stored
        return stored | chosen

    async def titles(self, picks: Collection[Pick], language: str) -> dict[str, str]:
        """The titles of the papers that the picks' reasons name, by id, in that language where
        there are such."""
        return await titles(self._storage, papers_named(picks), language)

    async def _chosen(self, chats: Sequence[Chat], shown: ShownList) -> dict[ChatKey, Picks]:
        """What is picked for those of the chats that want anything; `NOTHING` where nothing
        fits."""
        if not chats or not shown.edition.entries:
            return {}
        asked = await self._storage.interests.of_all([chat.key for chat in chats])
        wanting: list[tuple[Chat, Asked]] = []
        for chat in chats:
            wants = asked.get(chat.key)
            if wants and wants.wants:
                wanting.append((chat, wants))
        if not wanting:
            return {}
        if self._mornings is None:
            self._mornings = await asyncio.to_thread(_mornings, self._storage, self.backgrounds)
        return await self._mornings.chosen(wanting, shown.edition)


def _mornings(storage: Storage, backgrounds: Backgrounds) -> Mornings:
    """Loads numpy, which takes a while, and which Paperboy does without until somebody wants
    anything."""
    from bot.chat.mornings import Mornings

    return Mornings(storage, backgrounds)
