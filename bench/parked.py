"""Answers to people during a push in which Telegram refuses one chat all the time, against those
when it refuses none.

A hundred people ask, one every 80 ms, while lists go to others. Beside ours: the library's own rate
limiter, which lets everybody wait when one is refused.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from telegram.error import TelegramError

from bench.figures import Figure, percentile
from bench.place import Place
from bench.pushed import dispatching, ended, limited_by_the_library, owe, text, to_telegram
from storage import open_storage
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_library import bot_of

CHATS, PARTS = 120, (1, 2)
ASKED, EVERY = 100, 0.08
LATENCY = 0.06
WAIT = 5  # seconds that the one chat is to wait, each time
TIMES = 2.0

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
        await owe(storage, [to_telegram(chat, part) for chat in chats for part in PARTS])
        dispatcher, reply = dispatching(storage, bot)
        running = asyncio.get_running_loop().create_task(dispatcher.run())
        try:
            yield reply
        finally:
            await ended(running)


@asynccontextmanager
async def _by_the_library(
    telegram: FakeTelegram, chats: list[int], folder: Path
) -> AsyncIterator[Reply]:
    """All at once, as the library's limiter lets them."""
    with limited_by_the_library(telegram) as bot:

        async def serve(chat: int) -> None:
            for part in PARTS:
                with suppress(TelegramError):
                    await bot.send_message(chat, text(part))

        async with bot:
            pushing = asyncio.get_running_loop().create_task(_all(map(serve, chats)))
            try:
                yield lambda chat: bot.send_message(chat, text(9))
            finally:
                await ended(pushing)


async def _all(works: Iterable[Awaitable[None]]) -> None:
    await asyncio.gather(*works)
