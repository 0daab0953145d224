"""A whole day in the loopback world: its makespan, and what one paper that always fails costs the
others.

The world's servers run in the same loop, so their work counts as ours.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from openai import AsyncOpenAI

from bench.figures import Figure, Times
from bench.place import Place
from bot.app.root import App
from core.editions.keys import DAILY
from core.editions.progress import NoProgress
from core.errors import PaperboyError
from core.models import Entry
from core.records import Step
from tests.fakes.model import FakeModel
from tests.world import DATE, World, busy_day, full_texts, world

DAY = dt.date.fromisoformat(DATE)
EVE = DAY - dt.timedelta(days=1)
PAPERS, NAIVE_PAPERS = 35, 3  # one by one, a day takes as many times longer as it has more papers
LATENCY, AT_ONCE = 1.0, 8
WORDS = 6_000  # as tests.world counts them; about 9,000 in each full text
CURSED = "2602.00001"  # the best paper of the day, whose calls come first
MAKESPAN = 1.15  # times the day's calls alone, on this machine
LATER = 1.1  # times the others' own day: what they may end at when one paper always fails

Run = Callable[[App, "Passage"], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """How a day went: seconds until everything and until everything of the other papers was
    through, and calls."""

    seconds: float
    others: float
    worst: int  # calls of the text that took most
    prompts: tuple[str, ...]


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
    """The makespan of 35 papers against that of their calls alone, and what one that fails costs
    the others."""
    folders = (place.folder / f"day{number}" for number in count())
    known = _day(next(folders), PAPERS, _as_the_pipeline_does, known=True)
    first = _day(next(folders), PAPERS, _as_the_pipeline_does)
    cursed = _day(next(folders), PAPERS, _as_the_pipeline_does, known=True, curse=True)
    plain = _day(next(folders), NAIVE_PAPERS, _one_by_one)
    stuck = _day(next(folders), NAIVE_PAPERS, _one_by_one, curse=True)
    calls = asyncio.run(_calls_alone(known.prompts))
    naive = plain.seconds * PAPERS / NAIVE_PAPERS
    yield Figure(
        what=f"a day of {PAPERS} papers, {len(known.prompts)} calls of {LATENCY:g} s, {AT_ONCE} at once",
        ours=known.seconds,
        unit="s",
        limit=Times(MAKESPAN, calls, "the calls alone"),
        naive=naive,
        naively=f"one by one ({plain.seconds:.1f} s for {NAIVE_PAPERS})",
    )
    # Nothing is promised for the first day at an endpoint: while one call finds out what it takes,
    # the others wait.
    yield Figure(
        what="the same with an endpoint that is not known yet", ours=first.seconds, unit="s"
    )
    yield Figure(
        what="the same with a paper that always fails: when the others end",
        ours=cursed.others,
        unit="s",
        limit=Times(LATER, known.others, "without it"),
        naive=naive + stuck.others - plain.others,
        naively="one by one",
    )
    yield Figure(
        what="the most calls a text of that paper took", ours=cursed.worst, unit="calls", limit=3
    )


def _day(folder: Path, papers: int, run: Run, *, known: bool = False, curse: bool = False) -> Day:
    folder.mkdir()
    return asyncio.run(_lived(folder, papers, run, known, curse))


async def _lived(folder: Path, papers: int, run: Run, known: bool, curse: bool) -> Day:
    """With `known`, the store has learned of the endpoint from a day with one paper before."""
    *day, other = busy_day(papers + 1)
    for item in (*day, other):
        inner = item["paper"]
        assert isinstance(inner, dict)
        inner["organization"] = item["organization"] = {
            "fullname": "Qwen"
        }  # so that every paper is selected
    days = {DATE: day, EVE.isoformat(): [other]}
    async with world(
        folder, days, full_texts([*day, other], words=WORDS), latency=LATENCY
    ) as place:
        if curse:
            place.model.always(f"arXiv: {CURSED}\n", "malformed")
        async with place.app(paperboy_concurrency=AT_ONCE) as app:
            if known:
                await app.pipeline.ingest(DAILY.on(EVE), NoProgress())
            before = len(place.model.prompts)
            passage = Passage()
            await run(app, passage)
            seconds = time.monotonic() - passage.begun
    _check(place, papers, curse)
    worst = max(place.calls(task, CURSED) for task in ("summary", "report"))
    return Day(
        seconds=seconds,
        others=passage.others,
        worst=worst,
        prompts=tuple(place.model.prompts[before:]),
    )


async def _calls_alone(prompts: Sequence[str]) -> float:
    """Seconds that a day's calls take by themselves, as many at once: nothing is fetched, read,
    checked or stored."""
    slots = asyncio.Semaphore(AT_ONCE)

    async def call(client: AsyncOpenAI, model: FakeModel, prompt: str) -> None:
        async with slots:
            await client.chat.completions.create(
                model=model.models[0], messages=[{"role": "user", "content": prompt}]
            )

    async with (
        FakeModel(latency=LATENCY) as model,
        AsyncOpenAI(base_url=model.base_url, api_key=model.key) as client,
    ):
        begun = time.monotonic()
        await asyncio.gather(*(call(client, model, prompt) for prompt in prompts))
        return time.monotonic() - begun


async def _as_the_pipeline_does(app: App, passage: Passage) -> None:
    await app.pipeline.ingest(DAILY.on(DAY), passage)


async def _one_by_one(app: App, passage: Passage) -> None:
    """Each paper is summarized and reported on before the next is begun."""
    edition = await app.pipeline.fetch(DAILY.on(DAY))
    for entry in edition.selected:
        await _through(
            entry, app.reader.summary(entry.paper, "zh", DAILY.on(DAY)), Step.SUMMARIZE, passage
        )
        await _through(entry, app.reader.report(entry.paper, "zh"), Step.DEEP_READ, passage)


async def _through(entry: Entry, work: Awaitable[object], step: Step, passage: Passage) -> None:
    with suppress(PaperboyError):  # the cursed one's
        await work
    passage.done(step, entry.paper.id)


def _check(place: World, papers: int, curse: bool) -> None:
    """Raises RuntimeError when the day was not the one to measure: two calls a paper, more for the
    cursed one alone."""
    ids = [f"2602.{number:05}" for number in range(1, papers + 1)]  # as busy_day counts
    odd = [
        each
        for each in ids
        if place.calls("summary", each) != 1 or place.calls("report", each) != 1
    ]
    if odd != [CURSED] * curse:
        raise RuntimeError(f"calls went wrong for {odd}")
