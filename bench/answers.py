"""A stored day and a stored paper, asked for among 50,000: from the typed line to the terminal's text."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterable

from bench.figures import Figure, percentile
from bench.place import Place
from bench.shelf import Shelf
from bench.visitor import Visitor, visit

REQUESTS, NAIVELY = 600, 120
LIMIT = 30.0  # ms, for the 99th of a hundred


def measure(place: Place) -> Iterable[Figure]:
    """p99 of `/date D` and of the `/paper N` that follows it, over random days."""
    shelf = place.shelf
    ours = asyncio.run(_asked(shelf, REQUESTS, naive=False))
    naive = asyncio.run(_asked(shelf, NAIVELY, naive=True))
    for command, times, others in zip(("/date D", "/paper N"), ours, naive, strict=True):
        yield Figure(
            what=f"{command} among {shelf.papers:,} papers, p99 of {REQUESTS}",
            ours=percentile(times, 0.99),
            unit="ms",
            limit=LIMIT,
            naive=percentile(others, 0.99),
            naively="a query for each entry",
        )


async def _asked(shelf: Shelf, count: int, *, naive: bool) -> tuple[list[float], list[float]]:
    """Milliseconds of so many `/date` and `/paper` each."""
    chance = random.Random(count)
    days: list[float] = []
    papers: list[float] = []
    async with visit(shelf, naive=naive) as visitor:
        for date in chance.sample(list(shelf.selected), count):
            days.append(await timed(visitor, f"/date {date}"))
            papers.append(await timed(visitor, f"/paper {chance.randint(1, shelf.selected[date])}"))
    return days, papers


async def timed(visitor: Visitor, typed: str) -> float:
    """Milliseconds until the answer."""
    begun = time.perf_counter()
    await visitor.ask(typed)
    return 1000 * (time.perf_counter() - begun)
