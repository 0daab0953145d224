"""Lists that curators of a field made, and the days they chose from: what interests are measured
by.

A list stands for a chat. Days are walked in order; a paper counts on its first day only, and a
listed paper of an earlier day is a like. A day is ranked when it holds at least five papers, one of
them listed.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from core.editions.score import judge, load_labs
from core.models import Counts, Listing, Paper

FEWEST: Final = 5  # papers of a day that is ranked
AMONG_FIRST: Final = 10


@dataclass(frozen=True)
class Day:
    """The papers that are new on a day: from `begin` to before `end`."""

    date: str
    begin: int
    end: int

    @property
    def papers(self) -> range:
        return range(self.begin, self.end)


@dataclass(frozen=True)
class Shelf:
    """Papers in the order in which they came, with what was known of them on their day."""

    papers: Sequence[Paper]
    upvotes: np.ndarray
    scores: np.ndarray
    days: Sequence[Day]
    # By list: the papers that its curators listed, and its wordings by language.
    listed: Mapping[str, frozenset[int]]
    wordings: Mapping[str, Mapping[str, Sequence[Sequence[str]]]]

    def longest(self, count: int = 5) -> list[str]:
        """The names of the longest lists."""
        return sorted(self.listed, key=lambda name: (-len(self.listed[name]), name))[:count]


@dataclass(frozen=True)
class Way:
    """Which of the earlier likes count: the `first` or the `last` so many, or `all` of them."""

    name: str
    likes: int = 1

    def __str__(self) -> str:
        return self.name if self.name == "all" else f"{self.name} {self.likes}"

    def chosen(self, earlier: Sequence[int]) -> Sequence[int]:
        if self.name == "first":
            return earlier[: self.likes]
        if self.name == "last":
            return earlier[-self.likes :]
        return earlier


@dataclass(frozen=True)
class Question:
    """A day to be ranked for a list: the likes that count, and which of the day are listed."""

    day: Day
    likes: Sequence[int]
    relevant: np.ndarray


def read(folder: Path) -> Shelf:
    """What that folder holds; words.json may be missing. Raises OSError, and ValueError for a file
    of another kind."""
    rows = [json.loads(line) for line in _text(folder / "papers.jsonl.gz").splitlines()]
    by_id = {row["id"]: row for row in rows}
    by_date = json.loads(_text(folder / "days.json.gz"))
    labs = load_labs()
    papers: list[Paper] = []
    upvotes: list[float] = []
    scores: list[float] = []
    days: list[Day] = []
    numbers: dict[str, int] = {}
    for date in sorted(by_date):
        begin = len(papers)
        for name, *noise in by_date[date]:
            if name not in by_id or name in numbers:
                continue
            numbers[name] = len(papers)
            paper = _paper(by_id[name])
            papers.append(paper)
            counts = Counts(*noise)
            upvotes.append(float(np.log1p(counts.upvotes)))
            scores.append(judge(Listing(paper, counts), labs).score)
        days.append(Day(date, begin, len(papers)))
    lists = json.loads((folder / "lists.json").read_text("utf-8"))
    listed: dict[str, frozenset[int]] = {}
    for name, chosen in lists.items():
        listed[name] = frozenset(numbers[paper] for paper in chosen if paper in numbers)
    wordings = {}
    if (folder / "words.json").exists():
        wordings = json.loads((folder / "words.json").read_text("utf-8"))
    return Shelf(papers, np.array(upvotes), np.array(scores), days, listed, wordings)


def _text(path: Path) -> str:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return file.read()


def _paper(row: Mapping[str, object]) -> Paper:
    keywords = row.get("keywords") or ()
    organization = row.get("org")
    return Paper(
        id=str(row["id"]),
        title=str(row["title"]),
        abstract=str(row["abstract"]),
        organization=str(organization) if organization else None,
        ai_keywords=tuple(str(keyword) for keyword in keywords),  # type: ignore[attr-defined]
    )


def questions(shelf: Shelf, listed: frozenset[int], way: Way | None) -> Iterator[Question]:
    """The days to be ranked for a list, in their order; without a way none needs a like."""
    for day in shelf.days:
        relevant = np.array([number in listed for number in day.papers], float)
        if len(relevant) < FEWEST or not relevant.any():
            continue
        earlier = sorted(number for number in listed if number < day.begin)
        if way is None:
            yield Question(day, (), relevant)
        elif len(earlier) >= way.likes:
            yield Question(day, way.chosen(earlier), relevant)


def ndcg(scores: np.ndarray, relevant: np.ndarray) -> float:
    """How good the order by those scores is among the first ten, in per cent of the best order; of
    equals the earlier comes first."""
    order = np.argsort(-np.asarray(scores), kind="stable")[:AMONG_FIRST]
    discounts = 1 / np.log2(np.arange(2, len(order) + 2))
    best = np.sort(relevant)[::-1][: len(order)]
    return 100 * float(relevant[order] @ discounts) / float(best @ discounts)
