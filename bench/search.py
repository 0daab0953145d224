"""Search among 50,000 papers: from the typed line to the terminal's text."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable, Iterator, Sequence

from bench.answers import timed
from bench.figures import Figure, percentile
from bench.place import Place
from bench.shelf import Shelf
from bench.texts import Texts
from bench.visitor import visit

SEARCHES, NAIVELY, WORST = 500, 25, 50
LIMIT = 30.0  # ms, for the 99th of a hundred; nothing is promised for words that stand in every paper


def measure(place: Place) -> Iterable[Figure]:
    """p99 over words of every kind, and over as many of the commonest words as a search takes."""
    shelf = place.shelf
    mixed = list(_mixed(shelf, SEARCHES))
    worst = list(_worst(shelf.texts, WORST))
    for what, searches, limit in (("rare and common words", mixed, LIMIT), ("eight very common words", worst, None)):
        ours = asyncio.run(_asked(shelf, searches, naive=False))
        naive = asyncio.run(_asked(shelf, searches[:NAIVELY], naive=True))
        yield Figure(
            what=f"/search {what}, among {shelf.papers:,} papers, p99 of {len(searches)}",
            ours=percentile(ours, 0.99),
            unit="ms",
            limit=limit,
            naive=percentile(naive, 0.99),
            naively="LIKE over every text",
        )


def _mixed(shelf: Shelf, count: int) -> Iterator[str]:
    """One to three words, English and Chinese, from the commonest to those of a single paper."""
    chance, texts = random.Random(count), shelf.texts
    kinds: Sequence[Sequence[Sequence[str]]] = [
        [_common(texts.english)],
        [texts.english[100:1000]],
        [shelf.names],
        [_common(texts.chinese)],
        [texts.chinese[100:1000]],
        [_common(texts.english), _common(texts.english)],
        [texts.english[30:90], _common(texts.chinese)],
        [_common(texts.chinese)] * 3,
    ]
    for number in range(count):
        yield " ".join(chance.choice(words) for words in kinds[number % len(kinds)])


def _worst(texts: Texts, count: int) -> Iterator[str]:
    chance = random.Random(count)
    for _ in range(count):
        yield " ".join(chance.sample([*_common(texts.english)[:12], *_common(texts.chinese)[:12]], 8))


def _common(words: Sequence[str]) -> list[str]:
    """The commonest that may be searched for: not a letter alone."""
    return [word for word in words[:30] if len(word) > 1]


async def _asked(shelf: Shelf, searches: Iterable[str], *, naive: bool) -> list[float]:
    """Milliseconds of each search."""
    async with visit(shelf, naive=naive) as visitor:
        return [await timed(visitor, f"/search {words}") for words in searches]
