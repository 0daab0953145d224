"""What the measurements of pushes have in common: messages owed to chats, and what sends them."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import logging
import warnings
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from telegram import Bot
from telegram.ext import AIORateLimiter, ExtBot

from bot.app.root import SystemClock
from bot.channels.telegram.sender import TelegramSender, telegram_rates
from bot.delivery.dispatch import Dispatcher
from core.chats import Chat, ChatKey
from core.delivery import Delivery, DeliveryKind, DeliveryState
from core.editions.keys import DAILY
from storage import Storage
from tests.chats import put
from tests.fakes.telegram import FakeTelegram

LINE = "A paper of the day, its score and the one line that says most about it. "
_DATE = dt.date(2026, 2, 3)
_UNSETTLED = {DeliveryState.OWED, DeliveryState.SENDING}


def delivery(key: ChatKey, part: int, body: dict[str, object]) -> Delivery:
    """A part of the day's list for that chat."""
    return Delivery(
        key=key,
        list_key=DAILY.on(_DATE),
        kind=DeliveryKind.LIST,
        part=part,
        body=json.dumps(body),
    )


def to_telegram(chat: int, part: int) -> Delivery:
    """A part of the day's list for that chat of Telegram, which begins with its number."""
    body = {"text": text(part), "keyboard": [], "silent": False, "previews": False}
    return delivery(ChatKey("telegram", str(chat)), part, body)


def text(part: int) -> str:
    """What stands in a part."""
    return f"{part}. {LINE * 10}"


async def owe(storage: Storage, owed: Sequence[Delivery]) -> None:
    """Subscribe the chats of these messages, and owe them."""
    for key in dict.fromkeys(each.key for each in owed):
        await put(storage, Chat(key=key, subscribed_at=SystemClock().now()))
    await storage.deliveries.owe(owed, [], SystemClock().now())


async def settled(storage: Storage) -> None:
    """Wait until nothing is owed any more."""
    while _UNSETTLED & (await storage.deliveries.counts()).keys():  # noqa: ASYNC110  (the store tells nobody)
        await asyncio.sleep(0.2)


def dispatching(
    storage: Storage, bot: Bot
) -> tuple[Dispatcher, Callable[[int], Awaitable[object]]]:
    """What sends to Telegram what is owed, and what sends a reply to a chat meanwhile."""
    sender = TelegramSender(bot)
    dispatcher = Dispatcher(
        {"telegram": sender}, storage, SystemClock(), {"telegram": telegram_rates()}
    )

    async def reply(chat: int) -> str:
        answer = to_telegram(chat, 9)
        return await dispatcher.reply(answer.key, lambda: sender.send(answer))

    return dispatcher, reply


@contextmanager
def limited_by_the_library(telegram: FakeTelegram) -> Iterator[ExtBot[None]]:
    """A bot with the library's own limiter, which tries three times more."""
    # It logs each message it gives up.
    logging.getLogger("telegram.ext.AIORateLimiter").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library warns of its own attributes
        limiter: Any = AIORateLimiter(max_retries=3)
        yield ExtBot(telegram.token, base_url=telegram.base_url, rate_limiter=limiter)


async def ended(task: asyncio.Future[Any]) -> None:
    """Cancel it, and wait until it is."""
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
