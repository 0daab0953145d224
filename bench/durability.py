"""What it costs that a transaction is on the disk before anybody hears of it, beside SQLite's usual
way in WAL mode.

`synchronous = NORMAL` brings transactions to the disk some hundreds at a time: a power cut takes
the last ones along.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from bench.figures import Figure, Times
from bench.place import Place
from core.chats import ChatKey
from core.delivery import Delivery, DeliveryKind
from core.editions.keys import DAILY
from core.editions.progress import NoProgress
from storage import open_storage
from storage.engine import sqlite
from tests.bot.talk import StandingClock, Talk
from tests.fakes.hub import item
from tests.world import DATE, busy_day, full_texts, world

PAPERS, LATENCY, AT_ONCE = 35, 0.2, 8
MESSAGES, LISTS = 600, 40
NOON = dt.datetime(2026, 2, 3, 12, tzinfo=dt.UTC)
LONGER = 1.1  # times what a day takes when nothing is synced

Work = Callable[[Path], Coroutine[Any, Any, float]]


def measure(place: Place) -> Iterable[Figure]:
    """A day, the two rows written for a message, and the first `/date` of a day: each both ways, in
    turns."""
    days = _both(place, "day", _day)
    yield Figure(
        what=f"a day of {PAPERS} papers, {LATENCY:g} s a call, every transaction on the disk",
        ours=days["FULL"],
        unit="s",
        limit=Times(LONGER, days["NORMAL"], "synchronous = NORMAL"),
        naive=days["NORMAL"],
        naively="synchronous = NORMAL",
    )
    rows = _both(place, "rows", _rows)
    yield Figure(
        what="writing down a message before and after it is sent, one by one",
        ours=1000 * rows["FULL"] / MESSAGES,
        unit="ms",
        naive=1000 * rows["NORMAL"] / MESSAGES,
        naively="synchronous = NORMAL",
    )
    lists = _both(place, "lists", _lists)
    yield Figure(
        what="the first /date of a day, which fixes its numbers: median",
        ours=1000 * lists["FULL"],
        unit="ms",
        naive=1000 * lists["NORMAL"],
        naively="synchronous = NORMAL",
    )


def _both(place: Place, name: str, work: Work) -> dict[str, float]:
    """The seconds it takes each way; the better of two turns, so that other work on the machine
    counts less."""
    seconds: dict[str, float] = {}
    for turn in range(2):
        for mode in ("NORMAL", "FULL"):
            folder = place.folder / f"{name}-{mode}-{turn}"
            folder.mkdir()
            with _synchronous(mode):
                took = asyncio.run(work(folder))
            seconds[mode] = min(took, seconds.get(mode, took))
    return seconds


@contextmanager
def _synchronous(mode: str) -> Iterator[None]:
    usual, sqlite.SYNCHRONOUS = sqlite.SYNCHRONOUS, mode
    try:
        yield
    finally:
        sqlite.SYNCHRONOUS = usual


async def _day(folder: Path) -> float:
    day = busy_day(PAPERS)
    async with (
        world(folder, {DATE: day}, full_texts(day), latency=LATENCY) as place,
        place.app(paperboy_concurrency=AT_ONCE) as app,
    ):
        begun = time.perf_counter()
        await app.pipeline.ingest(DAILY.on(dt.date.fromisoformat(DATE)), NoProgress())
        return time.perf_counter() - begun


async def _rows(folder: Path) -> float:
    async with open_storage(f"sqlite:///{folder / 'paperboy.db'}") as storage:
        owed = [_delivery(number) for number in range(MESSAGES)]
        await storage.deliveries.owe(owed, [], NOON)
        begun = time.perf_counter()
        for delivery in owed:
            await storage.deliveries.sending(delivery, NOON)
            await storage.deliveries.sent(delivery, "1", NOON)
        return time.perf_counter() - begun


def _delivery(number: int) -> Delivery:
    key = ChatKey("telegram", str(number))
    return Delivery(
        key=key,
        list_key=DAILY.on(NOON.date()),
        kind=DeliveryKind.LIST,
        part=0,
        body="A list. " * 100,
    )


async def _lists(folder: Path) -> float:
    dates = [dt.date(2025, 9, 1) + dt.timedelta(days=back) for back in range(LISTS)]
    lab = {"fullname": "Qwen"}
    days = {
        str(date): [
            item(f"{date:%y%m.%d}{n:03}", f"Paper {n} of {date}", organization=lab)
            for n in range(20)
        ]
        for date in dates
    }
    async with (
        world(folder, days, {}) as place,
        place.app(use_model=False, clock=StandingClock(2026, 2, 3)) as app,
    ):
        for date in dates:
            await app.pipeline.summaries(await app.pipeline.fetch(DAILY.on(date)), "zh")
        talk, took = Talk(app), []
        for date in dates:
            begun = time.perf_counter()
            await talk.view(f"/date {date}")
            took.append(time.perf_counter() - begun)
        return median(took)
