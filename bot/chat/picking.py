"""What of a day fits a chat: its picks, and which entries of the list are marked for it.

What was shown once is shown for good: letters do not change when interests do.
"""

from __future__ import annotations

from core.chats import Chat
from core.interests.interest import Picks
from core.ports import Clock
from core.shown import ShownList
from storage import Storage

NOTHING = Picks()


class Picker:
    """Chooses for each chat."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def beside(self, chat: Chat, shown: ShownList) -> Picks:
        """What stands beside that list in the chat, fixed from now on."""
        stored = await self._storage.picks.of(chat.key, shown.edition.key)
        return stored or NOTHING
