"""A day is read by several workers, of which the one that reads is killed again and again.

`test_readings.py` does it with few papers, `python -m bench.read_by_many` with a whole day.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import make_url, select

from bot.app.root import SystemClock
from core.editions.keys import DAILY
from core.editions.policies import POLICIES
from core.reading.reader import STOPGAPS
from core.records import Step
from storage import Storage, open_storage
from storage.engine import postgres
from storage.work_tables import replies
from tests.fakes.server import PATIENCE
from tests.fakes.telegram import FakeTelegram
from tests.workers.crowd import crowd, holder
from tests.world import World, busy_day, full_texts, world

LANGUAGE = "zh"
WORKERS = 3
LATENCY = 1.0
KIND_OF = {Step.SUMMARIZE: "summary", Step.DEEP_READ: "report"}
KINDS = tuple(KIND_OF.values())
Text = tuple[str, str]


@dataclass
class Told:
    """What became of the day: texts that are there, written by a model or in its stead; texts that
    were asked for more often than once and once more for each kill amid that; the calls that were
    under way at a kill; the day's tokens as they were booked, and as the model used them."""

    papers: int
    written: int = 0
    stopgaps: int = 0
    killed: int = 0
    calls: int = 0
    in_flight: int = 0
    twice: list[Text] = field(default_factory=list)
    tokens: int = 0
    used: int = 0
    seconds: float = 0.0


async def read_by_many(
    folder: Path, url: str, papers: int, every: float, *, cap: int | None = None
) -> Told:
    """Let workers read a day, and kill the one that does whenever the model has been asked for so
    many seconds."""
    day = POLICIES[DAILY].closed(SystemClock().now())
    items = busy_day(papers)
    for item in items:
        # Of a lab that everybody follows, so that each paper gets a report.
        item["organization"] = {"fullname": "Qwen"}
        inner = item["paper"]
        assert isinstance(inner, dict)
        inner["organization"] = item["organization"]
    told = Told(papers)
    allowed: Counter[Text] = Counter()
    pages = full_texts(items)
    async with world(folder, {day.isoformat(): items}, pages, latency=LATENCY) as place:
        more = place.variables(
            database_url=None, paperboy_languages=LANGUAGE, paperboy_daily_tokens=cap
        )
        with crowd(url, FakeTelegram(), folder, more=more) as workers:
            async with open_storage(url) as storage:
                begun = time.monotonic()
                for number in range(WORKERS):
                    workers.start(number, "read")
                asking: float | None = None
                before = 0
                while not await _is_read(storage, place, day):
                    await asyncio.sleep(0.2)
                    if asking is None and len(place.model.prompts) > before:
                        asking = time.monotonic()
                    if asking is None or time.monotonic() - asking < every:
                        _in_time(begun)
                        continue
                    reader = await holder(storage, f"read {DAILY.on(day)}")
                    number = workers.number_of(reader) if reader else 0
                    workers.kill(number)
                    under_way = await _under_way(url)
                    allowed.update(under_way)
                    told.in_flight += len(under_way)
                    workers.start(number, "read")
                    asking, before = None, len(place.model.prompts)
                told.seconds = time.monotonic() - begun
                told.killed = workers.killed
                told.written = len(await _written(storage, place))
                told.stopgaps = await _count(storage, place) - told.written
                told.tokens = (await storage.spending.spent(SystemClock().now().date())).tokens
        calls = _calls(place)
        told.calls = calls.total()
        told.used = place.model.used
        told.twice = [text for text, count in calls.items() if count > 1 + allowed[text]]
    return told


async def _under_way(url: str) -> list[Text]:
    """What was asked and had no answer when the one that reads was killed."""
    database = postgres.connect(make_url(url))
    asked = replies.c
    try:
        rows = await database.rows(select(asked.step, asked.paper_id).where(asked.body.is_(None)))
    finally:
        await database.close()
    return [(KIND_OF[Step(step)], paper_id) for step, paper_id in rows]


def _in_time(begun: float) -> None:
    """Raises TimeoutError when it takes too long altogether."""
    if time.monotonic() - begun > 20 * PATIENCE:
        raise TimeoutError


async def _is_read(storage: Storage, place: World, day: dt.date) -> bool:
    """Whether all that is to be read of the day has been, and nobody reads it any more."""
    count = await _count(storage, place)
    return count == len(KINDS) * len(_ids(place)) and not await holder(
        storage, f"read {DAILY.on(day)}"
    )


async def _count(storage: Storage, place: World) -> int:
    """How many texts there are, whoever has written them."""
    ids = _ids(place)
    summaries = await storage.readings.summaries(ids, LANGUAGE)
    return len(summaries) + len(await storage.readings.reports(ids, LANGUAGE))


def _ids(place: World) -> list[str]:
    return list(place.arxiv.pages)


async def _written(storage: Storage, place: World) -> set[Text]:
    """The texts that a model has written."""
    ids = _ids(place)
    summaries = await storage.readings.summaries(ids, LANGUAGE)
    reports = await storage.readings.reports(ids, LANGUAGE)
    writers = {("summary", each): text.provenance.writer for each, text in summaries.items()}
    writers |= {("report", each): text.provenance.writer for each, text in reports.items()}
    return {text for text, writer in writers.items() if writer not in STOPGAPS}


def _calls(place: World) -> Counter[Text]:
    """How often the model was asked for each text."""
    return Counter(
        {(kind, each): place.calls(kind, each) for kind in KINDS for each in _ids(place)}
    )
