"""Answers to people during a push in which Telegram refuses one chat all the time, against those
when it refuses none.

A hundred people ask, one every 80 ms, while lists go to others. Beside ours: the library's own rate
limiter, which lets everybody wait when one is refused.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import logging
import time
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, ExtBot

from bench.figures import Figure, percentile
from bench.place import Place
from bot.app.root import SystemClock
from bot.channels.telegram.sender import TelegramSender, telegram_rates
from bot.delivery.dispatch import Dispatcher
from core.chats import Chat, ChatKey
from core.delivery import Delivery, DeliveryKind
from core.editions.keys import DAILY
from storage import open_storage
from tests.chats import put
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_library import bot_of

CHATS, PARTS = 120, 2
ASKED, EVERY = 100, 0.08
LATENCY = 0.06
WAIT = 5  # seconds that the one chat is to wait, each time
TIMES = 2.0
DATE = dt.date(2026, 2, 3)
TEXT = "A paper of the day, its score and the one line that says most about it. " * 10

Reply = Callable[[int], Awaitable[object]]
Pushing = Callable[[FakeTelegram, list[int], Path], AbstractAsyncContextManager[Reply]]


def measure(place: Place) -> Iterable[Figure]:
    """The p99 of replies while one chat is refused, as so many times the p99 without."""
    without, beside = _replies(_dispatched, refused=False), _replies(_dispatched, refused=True)
    limiter = _replies(_by_the_library, refused=True)
    yield Figure(
        what=f"p99 of {ASKED} replies amid a push, one chat refused: times that without ({_p99(without):.0f} ms)",
        ours=_p99(beside) / _p99(without),
        unit="×",
        limit=TIMES,
        naive=_p99(limiter) / _p99(without),
        naively="AIORateLimiter",
    )


def _p99(milliseconds: list[float]) -> float:
    return percentile(milliseconds, 0.99)


def _replies(pushing: Pushing, *, refused: bool) -> list[float]:
    """How many ms each reply took."""
    with FakeTelegram(latency=LATENCY).in_thread() as telegram, TemporaryDirectory() as folder:
        shut = telegram.group(telegram.user())
        chats = [shut.id, *(telegram.private().id for _ in range(CHATS))]
        people = [telegram.private().id for _ in range(ASKED)]
        if refused:
            telegram.fail_always(str(shut.id), f"429:{WAIT}")

        async def run() -> list[float]:
            async with (
                pushing(telegram, chats, Path(folder)) as reply,
                asyncio.TaskGroup() as group,
            ):
                asked = []
                for person in people:
                    asked.append(group.create_task(_timed(reply, person)))
                    await asyncio.sleep(EVERY)
            return [task.result() for task in asked]

        return asyncio.run(run())


async def _timed(reply: Reply, person: int) -> float:
    begun = time.perf_counter()
    with suppress(TelegramError):
        await reply(person)
    return 1000 * (time.perf_counter() - begun)


@asynccontextmanager
async def _dispatched(
    telegram: FakeTelegram, chats: list[int], folder: Path
) -> AsyncIterator[Reply]:
    """Ours, with its ledger on disk. What is yielded sends a reply."""
    async with open_storage(f"sqlite:///{folder / 'push.db'}") as storage, bot_of(telegram) as bot:
        keys = [ChatKey("telegram", str(chat)) for chat in chats]
        for key in keys:
            await put(storage, Chat(key=key, subscribed_at=SystemClock().now()))
        owed = [_delivery(key, part) for key in keys for part in range(1, PARTS + 1)]
        await storage.deliveries.owe(owed, [], SystemClock().now())
        sender = TelegramSender(bot)
        dispatcher = Dispatcher(
            {"telegram": sender}, storage, SystemClock(), {"telegram": telegram_rates()}
        )

        async def reply(chat: int) -> str:
            key = ChatKey("telegram", str(chat))
            return await dispatcher.reply(key, lambda: sender.send(_delivery(key, 9)))

        running = asyncio.get_running_loop().create_task(dispatcher.run())
        try:
            yield reply
        finally:
            await _ended(running)


@asynccontextmanager
async def _by_the_library(
    telegram: FakeTelegram, chats: list[int], folder: Path
) -> AsyncIterator[Reply]:
    """All at once, as the library's limiter lets them."""
    logging.getLogger("telegram.ext.AIORateLimiter").setLevel(
        logging.CRITICAL
    )  # it logs each message it gives up
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library warns of its own attributes
        limiter = AIORateLimiter(max_retries=3)
        bot: ExtBot[None] = ExtBot(telegram.token, base_url=telegram.base_url, rate_limiter=limiter)

        async def serve(chat: int) -> None:
            for _ in range(PARTS):
                with suppress(TelegramError):
                    await bot.send_message(chat, TEXT)

        async with bot:
            pushing = asyncio.get_running_loop().create_task(_all(map(serve, chats)))
            try:
                yield lambda chat: bot.send_message(chat, TEXT)
            finally:
                await _ended(pushing)


async def _all(works: Iterable[Awaitable[None]]) -> None:
    await asyncio.gather(*works)


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def _delivery(key: ChatKey, part: int) -> Delivery:
    body = {"text": f"{part}. {TEXT}", "keyboard": [], "silent": False, "previews": False}
    return Delivery(
        key=key, list_key=DAILY.on(DATE), kind=DeliveryKind.LIST, part=part, body=json.dumps(body)
    )
