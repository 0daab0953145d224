"""A stored day and a stored paper, asked for among 50,000: from the typed line to the terminal's
text."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median

from bench.bare_store import Bare, BareStore
from bench.figures import Figure, Times, ahead, percentile
from bench.place import Place
from bench.shelf import Shelf
from bench.visitor import Visitor, visit

REQUESTS, NAIVELY = 600, 5  # of so many requests one is answered the naive way too
AHEAD = 1.2  # times, of a query for each entry
# Times what plain SQLite takes in one thread: all of the answer with its view and text, and the
# store's part alone.
MOST_WHOLE, MOST_STORE = 3.0, 4.0


@dataclass
class Asked:
    """Milliseconds of each answer to one command, of the store's part of it, of the least and of
    the naive way."""

    whole: list[float] = field(default_factory=list)
    store: list[float] = field(default_factory=list)
    naive: list[float] = field(default_factory=list)
    bare: list[Bare] = field(default_factory=list)


def measure(place: Place) -> Iterable[Figure]:
    """`/date D` and `/paper N` after it, on random days, beside the naive way and beside the least
    there can be.

    Medians are held to ratios. What one answer in a hundred takes is told: other work on the
    machine decides it.
    """
    for command, asked in asyncio.run(_asked(place.shelf)).items():
        yield from _figures(f"{command} among {place.shelf.papers:,} papers", asked)


def _figures(what: str, asked: Asked) -> Iterator[Figure]:
    yield ahead(
        what=f"{what}, median of {REQUESTS}",
        ours=median(asked.whole),
        unit="ms",
        least=AHEAD,
        naive=median(asked.naive),
        naively="a query for each entry",
    )
    least = median(each.whole for each in asked.bare)
    limit = Times(MOST_WHOLE, least, "plain SQLite, view and text")
    yield Figure(what="the same", ours=median(asked.whole), unit="ms", limit=limit)
    limit = Times(MOST_STORE, median(each.reads for each in asked.bare), "plain SQLite")
    yield Figure(
        what="the same: the store's part", ours=median(asked.store), unit="ms", limit=limit
    )
    yield Figure(what="the same: p99", ours=percentile(asked.whole, 0.99), unit="ms")


async def _asked(shelf: Shelf) -> dict[str, Asked]:
    """So many `/date` and `/paper` each, in turn with the others, so that all meet the same
    machine."""
    chance = random.Random(REQUESTS)
    days, papers = Asked(), Asked()
    async with visit(shelf) as visitor, visit(shelf, naive=True) as naive:
        bare = BareStore(shelf.path, visitor.desk, visitor.translator)
        for turn, date in enumerate(chance.sample(list(shelf.selected), REQUESTS)):
            number = chance.randint(1, shelf.selected[date])
            for typed, asked in ((f"/date {date}", days), (f"/paper {number}", papers)):
                before = visitor.in_store
                asked.whole.append(await timed(visitor, typed))
                asked.store.append(1000 * (visitor.in_store - before))
                if turn % NAIVELY == 0:
                    asked.naive.append(await timed(naive, typed))
            days.bare.append(bare.date(date))
            papers.bare.append(bare.paper(date, number))
        bare.close()
    return {"/date D": days, "/paper N": papers}


async def timed(visitor: Visitor, typed: str) -> float:
    """Milliseconds until the answer."""
    begun = time.perf_counter()
    await visitor.ask(typed)
    return 1000 * (time.perf_counter() - begun)
