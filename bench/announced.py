"""Recorded days of arXiv's announcements, and the lists that curators chose out of them: what picks
out of the pool are measured by.

A list stands for a chat. A paper counts on its first day only, and a listed paper of an earlier day
is a like. A day is ranked when at least fifty papers are new on it, one of them listed, and five
were liked before.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from bench.curated import Day, Question, Shelf, Way
from core.interests.ranking import hands
from core.models import Paper

FEWEST: Final = 50  # new papers of a day that is ranked
LIKES: Final = Way("last", 5)


def read(folder: Path) -> Shelf:
    """What that folder holds, without upvotes and wordings. Raises OSError, and ValueError for a file
    of another kind."""
    papers: list[Paper] = []
    days: list[Day] = []
    numbers: dict[str, int] = {}
    with gzip.open(folder / "days.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            day = json.loads(line)
            begin = len(papers)
            for row in day["papers"]:
                if row["id"] not in numbers:
                    numbers[row["id"]] = len(papers)
                    papers.append(_paper(row))
            days.append(Day(day["date"], begin, len(papers)))
    lists = json.loads((folder / "lists.json").read_text("utf-8"))
    listed: dict[str, frozenset[int]] = {}
    for name, chosen in lists.items():
        listed[name] = frozenset(numbers[paper] for paper in chosen if paper in numbers)
    nobodys = np.zeros(len(papers))
    prior = np.array([hands(paper) for paper in papers])
    return Shelf(papers, nobodys, prior, days, listed, {})


def _paper(row: dict[str, Any]) -> Paper:
    return Paper(
        id=str(row["id"]),
        title=str(row["title"]),
        abstract=str(row["abstract"]),
        authors=tuple(row.get("authors") or ()),
    )


def questions(shelf: Shelf, listed: frozenset[int]) -> Iterator[Question]:
    """The days to be ranked for a list, in their order."""
    for day in shelf.days:
        relevant = np.array([number in listed for number in day.papers], float)
        earlier = sorted(number for number in listed if number < day.begin)
        if len(relevant) >= FEWEST and relevant.any() and len(earlier) >= LIKES.likes:
            yield Question(day, LIKES.chosen(earlier), relevant)


def among_first(scores: np.ndarray, relevant: np.ndarray, count: int) -> int:
    """How many of the listed papers are among so many first ones; of equals the earlier comes
    first."""
    order = np.argsort(-np.asarray(scores), kind="stable")[:count]
    return int(relevant[order].sum())


def halves(shelf: Shelf) -> tuple[Sequence[str], Sequence[str]]:
    """The lists in two: those that a ranking may be tuned on, the longest, third longest and so on,
    and those between them, which are only measured."""
    names = shelf.longest(len(shelf.listed))
    return names[::2], names[1::2]
