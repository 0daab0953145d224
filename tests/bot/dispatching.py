"""A ledger, a platform that keeps its rules, and the dispatcher between them."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections import defaultdict
from contextlib import asynccontextmanager, suppress

from bot.delivery.dispatch import Dispatcher
from bot.delivery.pace import Rates
from core.chats import Chat, ChatKey
from core.delivery import Delivery, DeliveryKind, DeliveryState, Uncertain
from core.editions.keys import DAILY
from storage import open_storage
from tests.chats import put

NOON = dt.datetime(2026, 2, 4, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 2, 3)
LIST = DAILY.on(DAY)
FAST = Rates(per_second=400.0)
SENT, UNKNOWN, OWED, FAILED, SENDING = (
    DeliveryState.SENT,
    DeliveryState.UNKNOWN,
    DeliveryState.OWED,
    DeliveryState.FAILED,
    DeliveryState.SENDING,
)


class NoonClock:
    def now(self):
        return NOON


class Platform:
    """Takes messages, one at a time into a chat, and notes them as (chat id, part, plain).

    `troubles` holds the errors to raise by (chat id, part), one for each try; an Uncertain message
    does arrive. `shut_for` makes it refuse everybody from now on for so long.
    """

    def __init__(self, latency=0.005, idempotent_for=dt.timedelta(0)):
        self.latency, self.idempotent_for = latency, idempotent_for
        self.arrived, self.starts, self.plain = [], [], []
        self.troubles = defaultdict(list)
        self.replied = []
        self._busy = set()
        self._shut = 0.0, Uncertain

    def shut_for(self, seconds, error):
        self._shut = time.monotonic() + seconds, error

    async def send(self, delivery, *, plain=False):
        place = delivery.key.chat_id, delivery.part
        async with self._only_one(delivery.key.chat_id):
            self.starts.append(time.monotonic())
            trouble = self.troubles[place].pop(0) if self.troubles[place] else None
            until, error = self._shut
            if until > time.monotonic():
                trouble = error(until - time.monotonic())
            if trouble and not isinstance(trouble, Uncertain):
                raise trouble
            self.arrived.append(place)
            number = len(self.arrived)
            self.plain += [place] if plain else []
            await asyncio.sleep(self.latency)
            if trouble:
                raise trouble
            return str(number)

    async def answer(self, chat_id, *errors):
        """A reply; raises the errors, one at each call."""
        self.replied.append(time.monotonic())
        async with self._only_one(chat_id):
            await asyncio.sleep(self.latency)
        if len(self.replied) <= len(errors):
            raise errors[len(self.replied) - 1]
        return "answered"

    @asynccontextmanager
    async def _only_one(self, chat_id):
        assert chat_id not in self._busy, "two messages under way in one chat"
        self._busy.add(chat_id)
        try:
            yield
        finally:
            self._busy.discard(chat_id)


class Scene:
    """A ledger, a platform, and the dispatcher between them."""

    def __init__(self, storage, rates=FAST):
        self.storage, self.platform, self.gone, self._rates = storage, Platform(), [], rates
        self.use(self.platform)
        self._task = None

    def use(self, sender):
        """From now on, send through that."""
        self.dispatcher = Dispatcher(
            {"telegram": sender},
            self.storage,
            NoonClock(),
            {"telegram": self._rates},
            on_gone=self._note_gone,
        )

    async def _note_gone(self, key, reason):
        self.gone.append((key.chat_id, reason))

    async def owe(self, chats, parts=2, **changes):
        """Owe each of the chats a list of so many parts; they are subscribed."""
        for chat in chats:
            await put(self.storage, Chat(key=key(chat), subscribed_at=NOON))
        rows = [owed(chat, part, **changes) for chat in chats for part in range(1, parts + 1)]
        await self.storage.deliveries.owe(rows, [], NOON)
        self.dispatcher.wake()

    async def states(self, chat):
        return [row.state for row in await self.storage.deliveries.of(key(chat), DAILY.on(DAY))]

    @asynccontextmanager
    async def running(self):
        """The dispatcher runs inside, and is stopped at the end."""
        self._task = asyncio.get_running_loop().create_task(self.dispatcher.run())
        try:
            yield
        finally:
            await self.stop()

    async def stop(self):
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        assert not [task for task in asyncio.all_tasks() if task.get_name().startswith("push")]

    async def arrived(self, count, seconds=60):
        """Wait until so many messages have arrived."""
        async with asyncio.timeout(seconds):
            while len(self.platform.arrived) < count:  # noqa: ASYNC110
                await asyncio.sleep(0.001)

    async def settle(self, seconds=60):
        """Wait until nothing is owed or on its way."""
        async with asyncio.timeout(seconds):
            while {OWED, SENDING} & (await self.storage.deliveries.counts()).keys():  # noqa: ASYNC110
                await asyncio.sleep(0.005)

    async def pushed(self):
        """Run until all is settled."""
        async with self.running():
            await self.settle()


def key(chat, thread=""):
    return ChatKey("telegram", str(chat), thread)


def owed(chat, part=1, **changes):
    said = {"list_key": LIST, "kind": DeliveryKind.LIST, "body": "{}"} | changes
    return Delivery(key=key(chat), part=part, **said)


@asynccontextmanager
async def scene_in(folder, rates=FAST):
    """A scene whose store is a file in that folder."""
    async with open_storage(f"sqlite:///{folder / 'paperboy.db'}") as storage:
        yield Scene(storage, rates)
