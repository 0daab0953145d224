"""What our messages are about: noted when one is sent or changed, looked up for replies to it."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from typing import TypeVar

import structlog

from bot.chat.targets import Known, Listed, Which
from core.chats import ChatKey
from core.errors import StoreUnavailable
from core.ports import Clock
from core.sent import About
from storage import Storage

log = structlog.get_logger()
Found = TypeVar("Found")

# What a message is about that shows neither a list nor a paper, such as the settings.
NOTHING = About()


class SentMessages:
    """The one place where channels note and look up what a message is about."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._messages = storage.messages
        self._clock = clock
        # What is being written: somebody quick may reply before it is stored.
        self._under_way: dict[tuple[ChatKey, str], About] = {}

    async def note(self, key: ChatKey, message_id: str, about: About | None) -> None:
        """Remember what the chat's message is about, or that it is about nothing.

        The message has been sent already: when the store cannot be written, that is only logged.
        """
        if not message_id:
            return
        noted = about or NOTHING
        self._under_way[key, message_id] = noted
        try:
            if about is not None or await self._messages.about(key, message_id):
                await self._messages.save(key, message_id, noted, self._clock.now())
        except StoreUnavailable as error:
            log.warning("a sent message is not remembered", reason=error.reason)
        finally:
            # What it has been turned into meanwhile may still be under way.
            if self._under_way.get((key, message_id)) is noted:
                del self._under_way[key, message_id]

    async def note_together(
        self, key: ChatKey, message_ids: Sequence[str], about: About | None
    ) -> None:
        """Remember that these messages of the chat show one view together."""
        known = [each for each in message_ids if each]
        if len(known) < 2:
            return
        try:
            for each in known:
                now = self._clock.now()
                await self._messages.save(key, each, about or NOTHING, now, known)
        except StoreUnavailable as error:
            log.warning("sent messages are not remembered together", reason=error.reason)

    async def together(self, key: ChatKey, message_id: str) -> tuple[str, ...]:
        """The messages that show one view with that one, in order; () when it does so alone, or
        the store cannot be read."""
        return await _looked_up(self._messages.together(key, message_id), ())

    async def thread_of(self, key: ChatKey, message_id: str) -> ChatKey:
        """Where in the chat that message of ours stands: in a thread, or in the chat itself."""
        return await _looked_up(self._messages.thread_of(key, message_id), key)

    async def about(self, key: ChatKey, message_id: str) -> About | None:
        """What the chat's message is about, pushed messages included; None when that is not known,
        or the store cannot be read."""
        if about := self._under_way.get((key, message_id)):
            return about
        return await _looked_up(self._messages.about(key, message_id), None)


async def _looked_up(found: Awaitable[Found], otherwise: Found) -> Found:
    """What the store has, or what goes for it while the store cannot be read."""
    try:
        return await found
    except StoreUnavailable as error:
        log.warning("a sent message is not looked up", reason=error.reason)
        return otherwise


def paper_of(about: About | None) -> Which | None:
    """The one paper that a message is about, by its number where it has one; or None."""
    if about is None:
        return None
    if about.list_key and about.number:
        return Listed(about.list_key, about.number)
    if about.paper_id:
        return Known(about.paper_id)
    return None
