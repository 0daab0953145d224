"""A whole day in the loopback world: its makespan, and what one paper that always fails costs the others.

The world's servers run in the same loop, so their work counts as ours.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from bench.figures import Figure
from bench.place import Place
from bot.app import App
from bot.console.day import NoProgress
from core.errors import PaperboyError
from core.models import Entry
from core.records import Step
from tests.world import DATE, World, busy_day, full_texts, world

DAY = dt.date.fromisoformat(DATE)
PAPERS, NAIVE_PAPERS = 35, 3  # one by one, a day takes as many times longer as it has more papers
LATENCY, AT_ONCE = 1.0, 8
WORDS = 6_000  # as tests.world counts them; about 9,000 in each full text
CURSED = "2602.00001"  # the best paper of the day, whose calls come first
LATER = 0.5  # seconds that the others may end later for its sake

Run = Callable[[App, "Passage"], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """How a day went: seconds until everything and until everything of the other papers was through, and calls."""

    seconds: float
    others: float
    calls: int
    worst: int  # calls of the text that took most


class Passage(NoProgress):
    """Hears when a paper other than the cursed one is through a step."""

    def __init__(self) -> None:
        self.begun = time.monotonic()
        self.others = 0.0

    def done(self, step: Step, paper_id: str) -> None:
        """Note the moment."""
        if paper_id != CURSED:
            self.others = time.monotonic() - self.begun


def measure(place: Place) -> Iterable[Figure]:
    """The makespan of 35 papers against the lower bound, and the others' delay and the calls when one fails."""
    folders = (place.folder / f"day{number}" for number in count())
    healthy, cursed = (_day(next(folders), PAPERS, _as_the_pipeline_does, curse) for curse in (False, True))
    plain, stuck = (_day(next(folders), NAIVE_PAPERS, _one_by_one, curse) for curse in (False, True))
    bound = healthy.calls * LATENCY / AT_ONCE
    yield Figure(
        what=f"a day of {PAPERS} papers, {healthy.calls} calls of {LATENCY:g} s, {AT_ONCE} at once (bound {bound:g} s)",
        ours=healthy.seconds,
        unit="s",
        limit=1.15 * bound,
        naive=plain.seconds * PAPERS / NAIVE_PAPERS,
        naively=f"one by one ({plain.seconds:.1f} s for {NAIVE_PAPERS})",
    )
    yield Figure(
        what="the same with a paper that always fails: how much later the others end",
        ours=max(cursed.others - healthy.others, 0.0),
        unit="s",
        limit=LATER,
        naive=stuck.others - plain.others,
        naively="one by one",
    )
    yield Figure(what="the most calls a text of that paper took", ours=cursed.worst, unit="calls", limit=3)


def _day(folder: Path, papers: int, run: Run, curse: bool) -> Day:
    folder.mkdir()
    return asyncio.run(_lived(folder, papers, run, curse))


async def _lived(folder: Path, papers: int, run: Run, curse: bool) -> Day:
    day = busy_day(papers)
    for item in day:
        inner = item["paper"]
        assert isinstance(inner, dict)
        inner["organization"] = item["organization"] = {"fullname": "Qwen"}  # so that every paper is selected
    async with world(folder, {DATE: day}, full_texts(day, words=WORDS), latency=LATENCY) as place:
        if curse:
            place.model.always(f"arXiv: {CURSED}\n", "malformed")
        async with place.app(paperboy_concurrency=AT_ONCE) as app:
            passage = Passage()
            await run(app, passage)
            seconds = time.monotonic() - passage.begun
    _check(place, papers, curse)
    worst = max(place.calls(task, CURSED) for task in ("summary", "report"))
    return Day(seconds=seconds, others=passage.others, calls=len(place.model.prompts), worst=worst)


async def _as_the_pipeline_does(app: App, passage: Passage) -> None:
    await app.pipeline.ingest(DAY, passage)


async def _one_by_one(app: App, passage: Passage) -> None:
    """Each paper is summarized and reported on before the next is begun."""
    edition = await app.pipeline.fetch(DAY)
    for entry in edition.selected:
        await _through(entry, app.reader.summary(entry.paper, "zh", DAY), Step.SUMMARIZE, passage)
        await _through(entry, app.reader.report(entry.paper, "zh"), Step.DEEP_READ, passage)


async def _through(entry: Entry, work: Awaitable[object], step: Step, passage: Passage) -> None:
    with suppress(PaperboyError):  # the cursed one's
        await work
    passage.done(step, entry.paper.id)


def _check(place: World, papers: int, curse: bool) -> None:
    """Raises RuntimeError when the day was not the one to measure: two calls a paper, more for the cursed one alone."""
    ids = [f"2602.{number:05}" for number in range(1, papers + 1)]  # as busy_day counts
    odd = [each for each in ids if place.calls("summary", each) != 1 or place.calls("report", each) != 1]
    if odd != [CURSED] * curse:
        raise RuntimeError(f"calls went wrong for {odd}")
