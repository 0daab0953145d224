"""A store as it is after four years: 1,430 days of 35 invented papers, the selected ones summarized
and reported on.

It is written through the store's own functions, many days to a transaction. Every paper has an
abstract; every selected one a Chinese summary and report, every third of them an English summary
too. Every tenth day is one that nobody has looked at yet: the first who does waits until its
numbers are fixed.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import random
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.texts import Texts
from core.editions.keys import DAILY
from core.editions.score import Labs, load_labs
from core.editions.select import ranked
from core.models import (
    Counts,
    Edition,
    EditionState,
    Labelled,
    Listing,
    Paper,
    Provenance,
    Report,
    Results,
    Source,
    Summary,
    Usage,
    Writer,
)
from storage import editions, index, open_storage, papers, readings, tables
from storage.engine import sqlite
from storage.engine.base import Connection

DAYS, A_DAY = 1430, 35
NEWEST = dt.date(2026, 2, 5)
AT_ONCE = 65  # days to a transaction
LABS = (
    "Qwen",
    "ByteDance Seed",
    "Microsoft Research",
    "NVIDIA",
    "Tsinghua University",
    "Tencent Hunyuan",
)
OTHERS = ("Somewhere University", "Institute of Examples", None, None)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The built store: its file, how many entries of each date are selected, and what stands in its
    papers.

    `names` has one word for each paper, which stands in that paper alone; the words of `texts`
    stand in many.
    """

    path: Path
    selected: dict[dt.date, int]
    texts: Texts
    names: list[str]

    @property
    def url(self) -> str:
        """Its address, as settings name it."""
        return f"sqlite:///{self.path}"

    @property
    def papers(self) -> int:
        """How many papers it holds."""
        return DAYS * A_DAY


def build(path: Path) -> Shelf:
    """The store in that file, which must not exist yet."""
    writer = _Writer(Texts(seed=2602), load_labs())
    selected = asyncio.run(writer.fill(path))
    return Shelf(path, selected, writer.texts, writer.names)


class _Writer:
    """Invents days and writes them down."""

    def __init__(self, texts: Texts, labs: Labs) -> None:
        self.texts, self._labs = texts, labs
        self.names: list[str] = []
        self._chance = random.Random(35)

    async def fill(self, path: Path) -> dict[dt.date, int]:
        """Write every day; the number of selected entries by date."""
        async with open_storage(f"sqlite:///{path}"):
            pass  # opening creates the tables
        database = sqlite.connect(path, 5.0)
        invented = [
            self.edition(NEWEST - dt.timedelta(days=back), back) for back in range(DAYS - 1, -1, -1)
        ]
        try:
            for start in range(0, DAYS, AT_ONCE):
                await database.write(partial(self._days, days=invented[start : start + AT_ONCE]))
        finally:
            await database.close()
        return {edition.key.day: len(edition.selected) for edition in invented}

    def edition(self, date: dt.date, back: int) -> Edition:
        """A closed day, scored and cut as the pipeline does it."""
        listings = [self._listing(date, number) for number in range(A_DAY)]
        closed = dt.datetime.combine(date, dt.time(), dt.UTC) + dt.timedelta(days=1)
        return Edition(
            key=DAILY.on(date),
            state=EditionState.CLOSED,
            entries=ranked(listings, self._labs),
            listed=A_DAY,
            fetched_at=closed,
            frozen_at=closed if back % 10 else None,
            ready_at=closed,
        )

    async def _days(self, connection: Connection, days: list[Edition]) -> None:
        entries = [entry for day in days for entry in day.entries]
        # With the papers already there, an edition leaves the index alone: each paper is indexed
        # once, not twice.
        rows = [{name: getattr(entry.paper, name) for name in papers.FIELDS} for entry in entries]
        await connection.execute(tables.papers.insert(), rows)
        await index.refresh(connection, [entry.paper.id for entry in entries if not entry.selected])
        for day in days:
            await editions.write(connection, day)
        ids = [entry.paper.id for entry in entries if entry.selected]
        summaries = [self._summary(paper_id, "zh") for paper_id in ids]
        summaries += [self._summary(paper_id, "en") for paper_id in ids[::3]]
        await readings.write_summaries(connection, summaries, readings.WRITTEN)
        await readings.write_reports(
            connection, [self._report(paper_id) for paper_id in ids], readings.WRITTEN
        )

    def _listing(self, date: dt.date, number: int) -> Listing:
        chance, name = self._chance, self.texts.name()
        self.names.append(name)
        paper = Paper(
            # Ids as arXiv gives them, but counted by day: 31 days of 35 papers fit a month's five
            # figures.
            id=f"{date:%y%m}.{date.day:02}{number:03}",
            title=f"{name}: {self.texts.title()}",
            abstract=f"We present {name}. {self.texts.abstract()}",
            authors=tuple(f"Author {letter} Example" for letter in "ABCDEFGH"),
            organization=chance.choice(LABS if chance.random() < 0.2 else OTHERS),
            published_at=dt.datetime.combine(date, dt.time(8), dt.UTC),
            repository=f"https://github.com/example/{number}" if number % 2 else None,
        )
        return Listing(
            paper,
            Counts(
                int(chance.paretovariate(0.8)) % 300,
                chance.randrange(500) * (number % 2),
                number % 4,
            ),
        )

    def _summary(self, paper_id: str, language: str) -> Summary:
        texts = self.texts
        if language == "en":
            title, text = texts.title(), texts.abstract()
            highlights = tuple(texts.title() for _ in range(3))
        else:
            title, text = texts.paragraph(1), texts.paragraph(7)
            highlights = tuple(texts.paragraph(2) for _ in range(3))
        return Summary(
            paper_id=paper_id,
            language=language,
            title=title,
            text=text,
            highlights=highlights,
            provenance=_provenance(Source.ABSTRACT),
        )

    def _report(self, paper_id: str) -> Report:
        say = self.texts.paragraph
        return Report(
            paper_id=paper_id,
            language="zh",
            field=say(1),
            contribution=say(2),
            usage=Usage(
                input=say(2),
                output=say(2),
                steps=tuple(say(1) for _ in range(5)),
                requirements=say(2),
            ),
            innovations=tuple(Labelled(say(1)[:8], say(5)) for _ in range(4)),
            results=Results(
                datasets=tuple(say(1) for _ in range(4)),
                comparisons=tuple(say(2) for _ in range(3)),
                figures=tuple(f"{number}7.5% {say(1)}" for number in range(1, 6)),
            ),
            provenance=_provenance(Source.HTML),
        )


def _provenance(source: Source) -> Provenance:
    at = dt.datetime.combine(NEWEST, dt.time(1), dt.UTC)
    return Provenance(
        source=source, writer=Writer.MODEL, created_at=at, model="example", version="v1"
    )
