"""Search among 50,000 papers: from the typed line to the terminal's text."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from statistics import fmean

from bench.answers import timed
from bench.figures import Figure, Times, percentile
from bench.place import Place
from bench.shelf import Shelf
from bench.texts import Texts
from bench.visitor import visit

SEARCHES, WORST = 500, 50
SIMILAR = 30
NAIVELY = 7  # of so many searches one is made the naive way too: each kind of words has its turn
AHEAD = 2.5  # times, of looking into every text; nothing is promised for words that stand in every paper


def measure(place: Place) -> Iterable[Figure]:
    """Means over words of every kind, and over as many of the commonest words as a search takes;
    p99 is told."""
    shelf = place.shelf
    mixed = list(_mixed(shelf, SEARCHES))
    worst = list(_worst(shelf.texts, WORST))
    for what, searches, promised in (
        ("rare and common words", mixed, True),
        ("eight very common words", worst, False),
    ):
        ours, others = asyncio.run(_asked(shelf, searches))
        limit = Times(1 / AHEAD, fmean(others), "the naive way")
        yield Figure(
            what=f"/search {what}, among {shelf.papers:,} papers, mean of {len(searches)}",
            ours=fmean(ours),
            unit="ms",
            limit=limit if promised else None,
            naive=fmean(others),
            naively="LIKE over every text",
        )
        yield Figure(what="the same: p99", ours=percentile(ours, 0.99), unit="ms")
    yield from asyncio.run(_similar(shelf))


async def _similar(shelf: Shelf) -> Sequence[Figure]:
    """`/similar` of papers drawn by chance, beside a search for the paper by its title's words. What
    is learned once a day, with the first, is told apart."""
    ids, titles = _drawn(shelf, SIMILAR + 1)
    async with visit(shelf) as visitor:
        first, *ours = [await timed(visitor, f"/similar {paper_id}") for paper_id in ids]
        searches = [await timed(visitor, f"/search {title}") for title in titles]
    return (
        Figure(
            what=f"/similar among {shelf.papers:,} papers, mean of {len(ours)}",
            ours=fmean(ours),
            unit="ms",
            naive=fmean(searches),
            naively="/search for its title",
        ),
        Figure(what="the same: the first of a day", ours=first, unit="ms"),
    )


def _drawn(shelf: Shelf, count: int) -> tuple[Sequence[str], Sequence[str]]:
    """The ids and titles of so many stored papers."""
    with closing(sqlite3.connect(shelf.path)) as connection:
        rows = connection.execute("SELECT id, title FROM papers ORDER BY number").fetchall()
    drawn = random.Random(count).sample(rows, count)
    return [paper_id for paper_id, _ in drawn], [title for _, title in drawn]


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
        yield " ".join(
            chance.sample([*_common(texts.english)[:12], *_common(texts.chinese)[:12]], 8)
        )


def _common(words: Sequence[str]) -> list[str]:
    """The commonest that may be searched for: not a letter alone."""
    return [word for word in words[:30] if len(word) > 1]


async def _asked(shelf: Shelf, searches: Sequence[str]) -> tuple[list[float], list[float]]:
    """Milliseconds of each search, and of every so many of them the naive way."""
    ours: list[float] = []
    others: list[float] = []
    async with visit(shelf) as visitor, visit(shelf, naive=True) as naive:
        for turn, words in enumerate(searches):
            ours.append(await timed(visitor, f"/search {words}"))
            if turn % NAIVELY == 0:
                others.append(await timed(naive, f"/search {words}"))
    return ours, others
