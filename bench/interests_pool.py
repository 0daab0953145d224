"""Whether what curators listed comes first among all that arXiv announced on a day: `python -m
bench.interests --pool [DIR]`.

Of the listed papers of a day, the share among the first ten and twenty of that day's new ones: the
mean over a list's days, then over the lists; and the share of all papers. Beside it, what of them
stood in Hugging Face's daily lists at all (DIR/../interests).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np
from rich.table import Table

from bench.announced import among_first, halves, questions, read
from bench.curated import Question, Shelf
from bench.interested import World, all_features

FIRST = (10, 20)
LEAST = {10: 90.0, 20: 96.0}
LEAST_OF_A_LIST = 65.0

Ranked = Callable[[Question], np.ndarray]


@dataclass(frozen=True)
class Shares:
    """Of a list's papers, in per cent, how many come among so many first: the mean over its days,
    and of all `papers` of its `days`."""

    by_day: Mapping[int, float]
    by_paper: Mapping[int, float]
    days: int
    papers: int


@dataclass(frozen=True)
class Measured:
    """The shares of each list, by name, in one order of the papers."""

    what: str
    lists: Mapping[str, Shares]

    def mean(self, first: int, names: Sequence[str] = ()) -> float:
        """The mean over those of the lists that had a day to be ranked; over all by default."""
        chosen = names or list(self.lists)
        return fmean(self.lists[name].by_day[first] for name in chosen if name in self.lists)

    def by_paper(self, first: int) -> float:
        """Of all papers of all lists."""
        weights = [each.papers for each in self.lists.values()]
        return fmean((each.by_paper[first] for each in self.lists.values()), weights)


def measured(folder: Path, seeds: int) -> tuple[Shelf, list[Measured]]:
    """Ours, by seed; what plain likeness gives; and the daily list alone, where it is recorded."""
    shelf = read(folder)
    features = all_features(shelf)
    rows: list[Measured] = []
    for seed in range(seeds):
        world = World(shelf, features, seed)

        def ranked(question: Question, world: World = world) -> np.ndarray:
            taste = world.taste(question.day, question.likes)
            return world.ranking(question.day, taste).scores

        rows.append(_of_all(shelf, f"ours, seed {seed}", ranked))
        if seed == 0:
            rows.append(_of_all(shelf, "mean likeness", world.mean_likeness))
    daily = folder.parent / "interests" / "days.json.gz"
    if daily.exists():
        rows.append(_daily_alone(shelf, daily))
    return shelf, rows


def misses(rows: Sequence[Measured]) -> list[str]:
    """What is less than it must be, of our own rows, as sentences."""
    ours = [row for row in rows if row.what.startswith("ours")]
    found: list[str] = []
    for first, least in LEAST.items():
        mean = fmean(row.mean(first) for row in ours)
        if round(mean, 1) < least:
            found.append(f"among the first {first}: {mean:.1f} and not {least}")
    for name in ours[0].lists:
        share = fmean(row.lists[name].by_day[FIRST[0]] for row in ours)
        if round(share, 1) < LEAST_OF_A_LIST:
            found.append(f"{name}: {share:.1f} and not {LEAST_OF_A_LIST}")
    return found


def as_table(shelf: Shelf, rows: Sequence[Measured]) -> Table:
    """A column for each list, the means last; by day, and by paper below."""
    names = [name for name in shelf.longest(len(shelf.listed)) if name in rows[0].lists]
    tuned, untouched = halves(shelf)
    table = Table("% of first 10/20", box=None, pad_edge=False)
    for name in names:
        mark = "" if name in tuned else " *"
        table.add_column(_short(name) + mark, justify="right", no_wrap=True)
    for heading in ("mean", "tuned", "untouched *"):
        table.add_column(heading, justify="right", no_wrap=True)
    for row in rows:
        by_day = [_both(row.lists[name].by_day) for name in names]
        means: list[str] = []
        for some in ((), tuned, untouched):
            means.append(_both({n: row.mean(n, some) for n in FIRST}))
        table.add_row(row.what, *by_day, *means)
        by_paper = [_both(row.lists[name].by_paper) for name in names]
        table.add_row("  by paper", *by_paper, _both({n: row.by_paper(n) for n in FIRST}))
    counts = (f"{rows[0].lists[name].papers} in {rows[0].lists[name].days}" for name in names)
    table.add_row("papers in days", *counts)
    return table


def _of_all(shelf: Shelf, what: str, ranked: Ranked) -> Measured:
    lists: dict[str, Shares] = {}
    for name, listed in shelf.listed.items():
        asked = list(questions(shelf, listed))
        if asked:
            lists[name] = _shares(asked, ranked)
    return Measured(what, lists)


def _shares(asked: Sequence[Question], ranked: Ranked) -> Shares:
    totals = [int(question.relevant.sum()) for question in asked]
    scores = [ranked(question) for question in asked]
    by_day: dict[int, float] = {}
    by_paper: dict[int, float] = {}
    for first in FIRST:
        found = [
            among_first(row, question.relevant, first)
            for row, question in zip(scores, asked, strict=True)
        ]
        by_day[first] = 100 * fmean(n / total for n, total in zip(found, totals, strict=True))
        by_paper[first] = 100 * sum(found) / sum(totals)
    return Shares(by_day, by_paper, len(asked), sum(totals))


def _daily_alone(shelf: Shelf, daily: Path) -> Measured:
    """What could be shown of them at most by whoever has the daily lists alone: all that Hugging
    Face ever listed, however far down."""
    with gzip.open(daily, "rt", encoding="utf-8") as file:
        days = json.load(file)
    listed = {row[0] for rows in days.values() for row in rows}
    is_listed = np.array([paper.id in listed for paper in shelf.papers])
    lists: dict[str, Shares] = {}
    for name, chosen in shelf.listed.items():
        shares: list[float] = []
        found = papers = 0
        for question in questions(shelf, chosen):
            day = question.day
            here = question.relevant * is_listed[day.begin : day.end]
            shares.append(100 * float(here.sum() / question.relevant.sum()))
            found += int(here.sum())
            papers += int(question.relevant.sum())
        if shares:
            by_day = dict.fromkeys(FIRST, fmean(shares))
            by_paper = dict.fromkeys(FIRST, 100 * found / papers)
            lists[name] = Shares(by_day, by_paper, len(shares), papers)
    return Measured("daily lists", lists)


def _both(shares: Mapping[int, float]) -> str:
    return "/".join(f"{shares[first]:.1f}" for first in FIRST)


def _short(name: str) -> str:
    return name.split("/")[-1].lower().removeprefix("awesome-")[:9]
