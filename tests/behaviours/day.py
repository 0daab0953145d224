"""Twelve papers read at an endpoint that behaves in some way towards the first, one in the middle,
or all of them."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.app.root import App, open_app
from bot.app.settings import Settings
from bot.chat.problems import failure_text
from core.editions.keys import DAILY
from core.editions.progress import NoProgress
from core.models import Report, Summary, Writer
from core.records import Failure
from locales import Translator
from tests.behaviours.endpoint import Behaving, Behaviour
from tests.world import DATE, busy_day, full_texts, world

COUNT, CONCURRENCY = 12, 8  # papers; questions at once
DAY = dt.date.fromisoformat(DATE)
# The behaviours meet the papers by their place in the list, best first: those of so many.
SCOPES: Mapping[str, Callable[[int], slice]] = {
    "first": lambda count: slice(0, 1),
    "middle": lambda count: slice((count - 1) // 2, (count + 1) // 2),
    "all": lambda count: slice(0, count),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a day. Of the papers that met the behaviour and of the others: how many there
    are, how many have summary and report by the model, how many have both by whatever hand. `told`
    is what the operator is told, each sentence once; `calls` is how many requests the endpoint
    had."""

    met: int
    met_by_model: int
    met_readable: int
    others: int
    others_by_model: int
    told: tuple[str, ...]
    calls: int


async def prepared(folder: Path, count: int = COUNT) -> Path:
    """A database with a closed day of so many papers and their full texts, in which nothing is
    written yet."""
    day = busy_day(count)
    for item in day:
        item["paper"]["organization"] = {
            "fullname": "ByteDance Seed"
        }  # so that all of them are selected
    async with (
        world(folder, {DATE: day}, full_texts(day)) as place,
        place.app(use_model=False) as app,
    ):
        await app.pipeline.ingest(DAILY.on(DAY), NoProgress())
    path = folder / "paperboy.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM readings")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


async def run(behaviour: Behaviour, scope: str, base: Path, folder: Path) -> Outcome:
    """The day read at that endpoint, in a copy of the database."""
    path = folder / "paperboy.db"
    shutil.copyfile(base, path)
    ids = ids_of(base)
    meeting = ids[SCOPES[scope](len(ids))]
    async with Behaving(behaviour, frozenset(meeting)) as endpoint:
        # As many papers wait for one that is read as on a day of twelve.
        together = CONCURRENCY * len(ids) // COUNT
        settings = settings_for(path, endpoint, paperboy_concurrency=together)
        async with open_app(settings) as app:
            await app.pipeline.ingest(DAILY.on(DAY), NoProgress())
            written = await _written(app, ids)
            failures = await app.storage.failures.of(DAY)
            told = _told(app, failures)
    others = [each for each in ids if each not in meeting]
    return Outcome(
        met=len(meeting),
        met_by_model=sum(_by_model(written[each]) for each in meeting),
        met_readable=sum(len(written[each]) == 2 for each in meeting),
        others=len(others),
        others_by_model=sum(_by_model(written[each]) for each in others),
        told=told,
        calls=len(endpoint.calls),
    )


def settings_for(path: Path, endpoint: Behaving, **more: Any) -> Settings:
    """Those of a Paperboy that reads there, and reaches nothing else."""
    return Settings(
        database_url=f"sqlite:///{path}",
        openai_api_key="test-key",
        openai_base_url=endpoint.base_url,
        openai_model="test-model",
        paperboy_hub_url="http://127.0.0.1:9",
        paperboy_arxiv_url="http://127.0.0.1:9",
        paperboy_contact="tests@example.org",
        paperboy_languages="zh",
        **more,
    )


@cache
def ids_of(path: Path) -> Sequence[str]:
    """The selected papers, best first; which they are does not change."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT paper_id FROM entries WHERE selected ORDER BY rank"
        ).fetchall()
    return [row[0] for row in rows]


async def _written(app: App, ids: Sequence[str]) -> dict[str, list[Summary | Report]]:
    summaries = await app.storage.readings.summaries(ids, "zh", DAILY.on(DAY))
    reports = await app.storage.readings.reports(ids, "zh")
    return {
        each: [text for text in (summaries.get(each), reports.get(each)) if text] for each in ids
    }


def _by_model(texts: Sequence[Summary | Report]) -> bool:
    """Whether both are the model's, and say what it said: every character of it, and nothing of its
    envelope."""
    if len(texts) < 2 or any(text.provenance.writer is not Writer.MODEL for text in texts):
        return False
    return not re.search("[\ufffd\u0080-\u009f]|&quot;|\\\\u[0-9a-f]{4}|<[|/]|```", str(texts))


def _told(app: App, failures: Sequence[Failure]) -> tuple[str, ...]:
    sentences = (failure_text(Translator("en"), failure) for failure in failures)
    return tuple(sorted({re.sub(r"127\.0\.0\.1:\d+", "HOST", sentence) for sentence in sentences}))
