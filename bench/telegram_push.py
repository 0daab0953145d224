"""The morning push to 650 Telegram chats, against a server that takes the published limits at their
word.

Two parts for each of 600 private chats and 50 groups, 60 ms until an answer, and who is refused
once is locked out. Beside ours, on fewer chats to keep it short: one message after the other, and
the library's own rate limiter.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
import json
import logging
import time
import warnings
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from telegram import Bot
from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, ExtBot

from bench.figures import Figure, paced
from bench.place import Place
from bot.app.root import SystemClock
from bot.channels.telegram.requests import CONNECTIONS
from bot.channels.telegram.sender import TelegramSender, telegram_rates
from bot.channels.telegram.wire import TelegramRequest
from bot.delivery.dispatch import Dispatcher
from core.chats import Chat, ChatKey
from core.delivery import Delivery, DeliveryKind, DeliveryState
from core.editions.keys import DAILY
from storage import open_storage
from tests.chats import put
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_state import Chat as Room

PRIVATE, GROUPS, PARTS = 600, 50, 2
FEW, FEW_GROUPS = 140, 10
LATENCY = 0.06
ALLOWED, SHARE = 30, 0.93
REPLY = 200.0  # ms
UNSETTLED = {DeliveryState.OWED, DeliveryState.SENDING}
DATE = dt.date(2026, 2, 3)
LINE = "A paper of the day, its score and the one line that says most about it. "


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
        keys = [ChatKey("telegram", str(room.id)) for room in morning.rooms]
        for key in keys:
            await put(storage, Chat(key=key, subscribed_at=SystemClock().now()))
        owed = [_delivery(key, part) for key in keys for part in range(1, PARTS + 1)]
        await storage.deliveries.owe(owed, [], SystemClock().now())
        sender = TelegramSender(bot)
        dispatcher = Dispatcher(
            {"telegram": sender}, storage, SystemClock(), {"telegram": telegram_rates()}
        )

        async def reply(chat_id: int) -> str:
            key = ChatKey("telegram", str(chat_id))
            return await dispatcher.reply(key, lambda: sender.send(_delivery(key, 9)))

        running = asyncio.gather(dispatcher.run(), morning.ask(morning.count / ALLOWED / 2, reply))
        while UNSETTLED & (await storage.deliveries.counts()).keys():  # noqa: ASYNC110  (the store tells nobody)
            await asyncio.sleep(0.2)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def _one_by_one(morning: Morning) -> None:
    """A plain loop: the first part to everybody, then the second."""
    async with _bot(morning.telegram) as bot:
        for part, room in itertools.product(range(1, PARTS + 1), morning.rooms):
            with suppress(TelegramError):
                await bot.send_message(room.id, _text(part))


async def _by_the_library(morning: Morning) -> None:
    """All chats at once, as the library's own limiter lets them, with three retries."""
    limiter = AIORateLimiter(max_retries=3)
    logging.getLogger("telegram.ext.AIORateLimiter").setLevel(
        logging.CRITICAL
    )  # it logs each message it gives up

    async def serve(room: Room) -> None:
        for part in range(1, PARTS + 1):
            with suppress(TelegramError):
                await bot.send_message(room.id, _text(part))

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library warns of its own attributes
        bot: ExtBot[None] = ExtBot(
            morning.telegram.token, base_url=morning.telegram.base_url, rate_limiter=limiter
        )
        async with bot:
            asking = morning.ask(3.0, lambda chat_id: bot.send_message(chat_id, _text(9)))
            await asyncio.gather(asking, *map(serve, morning.rooms))


def _bot(telegram: FakeTelegram) -> Bot:
    request = TelegramRequest(connection_pool_size=CONNECTIONS)
    return Bot(telegram.token, base_url=telegram.base_url, request=request)


def _text(part: int) -> str:
    return f"{part}. {LINE * 10}"


def _delivery(key: ChatKey, part: int) -> Delivery:
    body = {"text": _text(part), "keyboard": [], "silent": False, "previews": False}
    return Delivery(
        key=key, list_key=DAILY.on(DATE), kind=DeliveryKind.LIST, part=part, body=json.dumps(body)
    )
