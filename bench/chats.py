"""Ten thousand chats whose hour has come at the same moment: finding them, and owing them their
lists."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Iterable

from bench.figures import Figure, ahead, percentile
from bench.place import Place
from bench.stall import longest_stall
from bot.app.archives import ensure_demo
from bot.app.root import open_app
from bot.app.service import spare_the_loop
from bot.app.settings import Settings
from bot.channels.telegram.outbox import bodies
from bot.delivery.due import BATCH
from bot.delivery.newsroom import Newsroom
from bot.delivery.press import Press
from bot.delivery.schedule import decide, too_late
from core.chats import ChatKey, ChatSettings
from core.editions.keys import DAILY
from storage import Storage
from tests.chats import put_subscribed

CHATS = 10_000
NOW = dt.datetime(2026, 2, 6, 0, 30, tzinfo=dt.UTC)  # 08:30 in Shanghai
SINCE = dt.datetime(2026, 2, 5, 9, tzinfo=dt.UTC)
AHEAD = 10.0  # times, of looking at every chat
STALL = 50.0  # ms, whatever the machine


class _Clock:
    def now(self) -> dt.datetime:
        return NOW


def measure(place: Place) -> Iterable[Figure]:
    """Finding who is due, batch by batch; the loop's longest stall while all are served."""
    return asyncio.run(_measured(place))


async def _measured(place: Place) -> list[Figure]:
    settings = Settings(database_url=f"sqlite:///{place.folder / 'chats.db'}")
    async with open_app(settings, clock=_Clock()) as app:
        await ensure_demo(app)
        await _subscribe(app.storage)
        room = Newsroom(
            app.storage,
            app.pipeline,
            app.policies,
            app.budget,
            app.office.gate,
            app.clock,
            Press(
                shown=app.office.desk.shelves.shown,
                renderers={"telegram": bodies},
                translators=app.translators,
            ),
            zone=settings.zone,
            wake=lambda: None,
        )
        naive = await _all_chats(app.storage, room)
        checking = await _checked(app.storage, room)
        finding: list[float] = []

        async def serve_all() -> None:
            while True:
                begun = time.perf_counter()
                chats = await app.storage.chats.due(NOW, BATCH, {"telegram": bodies})
                finding.append(1000 * (time.perf_counter() - begun))
                if not chats:
                    return
                await room.serve(NOW)

        spare_the_loop()  # as the service does
        begun = time.perf_counter()
        stall = await longest_stall(serve_all)
        seconds = time.perf_counter() - begun
        owed = (await app.storage.deliveries.counts()).popitem()[1]
    assert owed == CHATS, owed
    return [
        ahead(
            what=f"{CHATS:,} chats due at once: finding the next {BATCH}, p99",
            ours=percentile(finding, 0.99),
            unit="ms",
            least=AHEAD,
            naive=naive,
            naively="looking at every chat",
        ),
        Figure(
            what=f"{CHATS:,} chats: finding those whose time cannot be right, p99",
            ours=checking,
            unit="ms",
            naive=naive,
            naively="looking at every chat",
        ),
        Figure(what="the same: deciding, rendering and owing all lists", ours=seconds, unit="s"),
        Figure(what="the same: the event loop's longest stall", ours=stall, unit="ms", limit=STALL),
    ]


async def _subscribe(storage: Storage) -> None:
    for number in range(CHATS):
        key = ChatKey("telegram", str(1_000_000 + number))
        await put_subscribed(storage, key, ChatSettings(silent=number % 2 == 0), SINCE, {}, NOW)


async def _checked(storage: Storage, room: Newsroom) -> float:
    """Milliseconds until it is known that no chat is looked at later than its next slot."""
    took: list[float] = []
    for _ in range(50):
        begun = time.perf_counter()
        assert not too_late(await storage.chats.furthest(), room.zone, NOW)
        took.append(1000 * (time.perf_counter() - begun))
    return percentile(took, 0.99)


async def _all_chats(storage: Storage, room: Newsroom) -> float:
    """Milliseconds to load every chat and decide for each, as without an index of who is due."""
    begun = time.perf_counter()
    policy = room.policies[DAILY]
    known = await storage.editions.days(policy, SINCE.date(), NOW)
    days = {day.date: day for day in known}
    for chat in await storage.chats.due(NOW, CHATS, room.press.renderers):
        decide(chat, policy, room.zone, NOW, days)
    return 1000 * (time.perf_counter() - begun)
