"""The morning push to 650 Telegram chats, against a server that takes the published limits at their
word.

Two parts for each of 600 private chats and 50 groups, 60 ms until an answer, and who is refused
once is locked out. Beside ours, on fewer chats to keep it short: one message after the other, and
the library's own rate limiter.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from telegram import Bot
from telegram.error import TelegramError

from bench.figures import Figure, paced
from bench.place import Place
from bench.pushed import (
    dispatching,
    ended,
    limited_by_the_library,
    owe,
    settled,
    text,
    to_telegram,
)
from bot.channels.telegram.requests import CONNECTIONS
from bot.channels.telegram.wire import TelegramRequest
from storage import open_storage
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_state import Chat as Room

PRIVATE, GROUPS, PARTS = 600, 50, 2
FEW, FEW_GROUPS = 140, 10
LATENCY = 0.06
ALLOWED, SHARE = 30, 0.93
REPLY = 200.0  # ms


@dataclass
class Morning:
    """A server with so many chats, and what became of a push to them."""

    telegram: FakeTelegram
    private: int
    groups: int
    rooms: list[Room] = field(default_factory=list)
    asked: Room | None = None
    reply_ms: float = 0.0

    def __post_init__(self) -> None:
        self.rooms = [self.telegram.private() for _ in range(self.private)]
        self.rooms += [self.telegram.group(self.telegram.user()) for _ in range(self.groups)]
        self.asked = self.telegram.private()

    @property
    def count(self) -> int:
        """How many messages are to be pushed."""
        return PARTS * len(self.rooms)

    async def ask(self, after: float, reply: Callable[[int], Awaitable[object]]) -> None:
        """After so many seconds somebody else wants an answer."""
        assert self.asked
        await asyncio.sleep(after)
        begun = time.perf_counter()
        with suppress(TelegramError):
            await reply(self.asked.id)
        self.reply_ms = 1000 * (time.perf_counter() - begun)

    def rate(self) -> float:
        """Messages a second, from the first that arrived to the last."""
        at = [message.at for message in self.telegram.sent]
        return (len(at) - 1) / (at[-1] - at[0])

    def wrong(self) -> int:
        """How many messages were lost, arrived twice or out of order, or were refused."""
        wrong = self.telegram.refused
        for room in self.rooms:
            parts = [int(message.text[0]) for message in self.telegram.messages(room)]
            lost, more = PARTS - len(set(parts)), len(parts) - len(set(parts))
            wrong += lost + more + sum(late > early for late, early in itertools.pairwise(parts))
        return wrong


def measure(place: Place) -> Iterable[Figure]:
    """How long the push takes, what went wrong, and how long a reply asked for in the middle
    took."""
    ours = _morning(PRIVATE, GROUPS, lambda morning: _dispatched(morning, place.folder / "push.db"))
    loop = _morning(FEW, FEW_GROUPS, _one_by_one)
    limiter = _morning(FEW, FEW_GROUPS, _by_the_library)
    what = f"push of {ours.count:,} messages"
    yield paced(what, ours, SHARE * ALLOWED, loop)
    yield Figure(
        what=f"{what}: lost, twice, out of order or refused",
        ours=ours.wrong(),
        unit="",
        limit=0,
        naive=limiter.wrong(),
        naively=f"AIORateLimiter, already of {limiter.count}",
    )
    yield Figure(
        what=f"{what}: a reply in the middle",
        ours=ours.reply_ms,
        unit="ms",
        limit=REPLY,
        naive=limiter.reply_ms,
        naively=f"AIORateLimiter, amid {limiter.count}",
    )


def _morning(private: int, groups: int, push: Callable[[Morning], Awaitable[None]]) -> Morning:
    with FakeTelegram(latency=LATENCY).in_thread() as telegram:
        morning = Morning(telegram, private, groups)

        async def run() -> None:
            await push(morning)

        asyncio.run(run())
        return morning


async def _dispatched(morning: Morning, path: Path) -> None:
    """Ours, with its ledger on disk."""
    async with open_storage(f"sqlite:///{path}") as storage, _bot(morning.telegram) as bot:
        owed = [
            to_telegram(room.id, part) for room in morning.rooms for part in range(1, PARTS + 1)
        ]
        await owe(storage, owed)
        dispatcher, reply = dispatching(storage, bot)
        running = asyncio.gather(dispatcher.run(), morning.ask(morning.count / ALLOWED / 2, reply))
        await settled(storage)
        await ended(running)


async def _one_by_one(morning: Morning) -> None:
    """A plain loop: the first part to everybody, then the second."""
    async with _bot(morning.telegram) as bot:
        for part, room in itertools.product(range(1, PARTS + 1), morning.rooms):
            with suppress(TelegramError):
                await bot.send_message(room.id, text(part))


async def _by_the_library(morning: Morning) -> None:
    """All chats at once, as the library's own limiter lets them, with three retries."""
    with limited_by_the_library(morning.telegram) as bot:

        async def serve(room: Room) -> None:
            for part in range(1, PARTS + 1):
                with suppress(TelegramError):
                    await bot.send_message(room.id, text(part))

        async with bot:
            asking = morning.ask(3.0, lambda chat_id: bot.send_message(chat_id, text(9)))
            await asyncio.gather(asking, *map(serve, morning.rooms))


def _bot(telegram: FakeTelegram) -> Bot:
    request = TelegramRequest(connection_pool_size=CONNECTIONS)
    return Bot(telegram.token, base_url=telegram.base_url, request=request)
