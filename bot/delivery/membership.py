"""What becomes of a chat that we are put out of, that is gone, or that moves.

Channels say what happened there, and the push what it met with; what follows from it is here, once.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import structlog

from core.accounts import kind_of
from core.chats import ChatKey
from core.delivery import DeliveryError
from storage import Storage

# Tells whoever can be told that this chat is paused, and why. Raises DeliveryError.
OnGone = Callable[[ChatKey, str], Awaitable[None]]

log = structlog.get_logger()


class Membership:
    """Pauses chats, moves them, and has it told, each once."""

    def __init__(self, storage: Storage, on_gone: OnGone | None, wake: Callable[[], None]) -> None:
        """`wake` is called when what is owed is owed elsewhere than before."""
        self._chats, self._accounts = storage.chats, storage.accounts
        self._on_gone = on_gone
        self._wake = wake
        # By chat, why it is paused, for those of which nobody has been told yet.
        self._untold: dict[ChatKey, str] = {}

    async def gone(self, key: ChatKey, reason: str, on_gone: OnGone | None = None) -> None:
        """Pause a chat to which nothing can be sent, and have it told. Raises StoreUnavailable.

        `on_gone` tells it where the platform must not be asked about the chat.
        """
        await self.lost(key, reason)
        await self.tell(key, on_gone)

    async def lost(self, key: ChatKey, reason: str) -> None:
        """Pause the chat; `tell` has it told afterwards. Raises StoreUnavailable."""
        chat = await self._chats.get(key)
        await self._chats.pause(key, reason)
        if chat.gets_lists:
            self._untold[key] = reason

    async def tell(self, key: ChatKey, on_gone: OnGone | None = None) -> None:
        """Have it told that the chat was lost, unless it has been told already."""
        reason = self._untold.pop(key, None)
        tell = on_gone or self._on_gone
        if reason is None or tell is None:
            return
        try:
            await tell(key, reason)
        except DeliveryError as error:
            log.info(
                "nobody could be told that a chat is paused",
                platform=key.platform,
                chat=key.chat_id,
                why=str(error),
            )

    async def left(self, key: ChatKey, reason: str) -> None:
        """Pause a chat that we were put out of, with all its threads. Raises StoreUnavailable.

        Nobody is told: nobody there could read it.
        """
        for thread in await self._chats.threads(key.platform, key.chat_id):
            await self._chats.pause(thread, reason)

    async def held(self, key: ChatKey, reason: str) -> None:
        """Let nothing be sent to the chat until it is released. Raises StoreUnavailable."""
        await self._chats.hold(key, reason)

    async def moved(self, key: ChatKey, chat_id: str) -> None:
        """Give that chat, without its threads, another id: settings and what it is owed stay.

        Raises StoreUnavailable.
        """
        await self._chats.move(key, replace(key, chat_id=chat_id))
        self._wake()

    async def all_moved(self, key: ChatKey, chat_id: str) -> None:
        """Give that chat with all its threads another id, whichever of our accounts knows it:
        another account may hear of it late, when the chat has been subscribed anew."""
        kind = kind_of(key.platform)
        known = {name for name in await self._accounts.all() if kind_of(name) == kind}
        for account in sorted(known | {key.platform}):
            for thread in await self._chats.threads(account, key.chat_id):
                await self._chats.move(thread, replace(thread, chat_id=chat_id))
        self._wake()
