"""The sign "is typing" above a chat, for as long as somebody there waits for an answer."""

# Tested in tests/bot/channels/telegram/test_signs.py.

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.channels.telegram.sender import meaning
from bot.channels.telegram.wire import UNREADABLE
from bot.delivery.dispatch import Dispatcher
from core.chats import ChatKey
from core.delivery import Uncertain, Unsent

log = structlog.get_logger()

# Seconds after which work is slow enough for a sign.
SLOW = 0.7
# Seconds after which the sign is given again: Telegram shows it for five.
AGAIN = 4.5
# Seconds between two signs, whichever chats they are for, so that messages keep their room.
GAP = 0.1
# Seconds until it is looked again whether the chat's limits leave room for a sign.
LOOK = 0.5
# Seconds for which a chat that refused a sign is let be.
REFUSED = 600.0


class Typing:
    """Gives the signs of one bot, to each chat no more than one at a time."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher) -> None:
        """A chat that the dispatcher would let wait gets no sign."""
        self._bot = bot
        self._dispatcher = dispatcher
        self._waiting: Counter[ChatKey] = Counter()
        self._shown: dict[ChatKey, asyncio.Task[None]] = {}
        self._next = 0.0
        self._refused: dict[ChatKey, float] = {}

    @asynccontextmanager
    async def while_working(self, key: ChatKey) -> AsyncIterator[None]:
        """Inside, the chat sees the sign, once that takes its time."""
        self._waiting[key] += 1
        if key not in self._shown:
            task = asyncio.get_running_loop().create_task(self._show(key), name="typing")
            self._shown[key] = task
        try:
            yield
        finally:
            self._waiting[key] -= 1
            if not self._waiting[key]:
                del self._waiting[key]
                self._shown.pop(key).cancel()

    async def _show(self, key: ChatKey) -> None:
        """Give the sign again and again, until cancelled or refused."""
        await asyncio.sleep(SLOW)
        while self._may(key):
            if not self._dispatcher.is_free(key):
                await asyncio.sleep(LOOK)
                continue
            await self._own_moment()
            try:
                await self._bot.send_chat_action(
                    int(key.chat_id), ChatAction.TYPING, message_thread_id=_thread(key)
                )
            except TelegramError as error:
                told = meaning(error)
                if not isinstance(told, Unsent | Uncertain):
                    log.info("a chat wants no sign", chat=key.chat_id, why=str(told))
                    self._refused[key] = _now() + REFUSED
                    return
            except UNREADABLE:
                pass  # Telegram took it, in words that the library does not know
            await asyncio.sleep(AGAIN)

    def _may(self, key: ChatKey) -> bool:
        """Whether the chat has refused no sign lately."""
        now = _now()
        self._refused = {chat: until for chat, until in self._refused.items() if until > now}
        return key not in self._refused

    async def _own_moment(self) -> None:
        """Wait until the signs for other chats leave room for one more."""
        at = max(_now(), self._next)
        self._next = at + GAP
        await asyncio.sleep(at - _now())


def _thread(key: ChatKey) -> int | None:
    if not key.thread_id:
        return None
    return int(key.thread_id)


def _now() -> float:
    return asyncio.get_running_loop().time()
