"""What an author or a lab that a chat asked for must add, so that their papers come among the first
ten: `python -m bench.interests_names [DIR]`.

DIR holds the folders `interests` (labs stand there since October 2025) and `arxiv_days` (authors).
A chat that has liked a list's last five papers asks for somebody who had a paper before: how many of
their papers of each later day come among its first ten, and what that costs what curators listed
else. Lists and names are halved before: weights are set by half A, and half B is told beside it.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import fmean

import numpy as np

from bench import announced
from bench.curated import AMONG_FIRST, Day, Shelf, ndcg, read
from bench.interested import World, all_features
from bench.place import bare_place
from core.interests.names import LabNames, load_lab_names, names_lab
from core.models import Paper

WEIGHTS = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0)
LIKES, SEED = 5, 0
# Of a day so many names are asked for; a name in more papers than can be among the first is none.
MOST_NAMES = 30
LABS_SINCE = "2025-10"
LEAST_LABS, LEAST_AUTHORS = 20, 50  # papers of a day
HALF_A = frozenset({"BradyFU", "Eclipsess", "atfortes", "leofan90"})


@dataclass
class Found:
    """Of the papers that were asked for, how many came among the first; and how good the order of
    what was listed else is."""

    papers: int = 0
    first: int = 0
    others: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Asked:
    """Names that a chat may ask for on a day, each with its papers' places there."""

    day: Day
    named: dict[str, list[int]]


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 2 where there is nothing to measure by."""
    parser = argparse.ArgumentParser(prog="python -m bench.interests_names")
    parser.add_argument("folder", nargs="?", type=Path)
    folder = parser.parse_args(arguments).folder
    with bare_place() as place:
        folder = folder or place.recorded
    if folder is None or not (folder / "arxiv_days").exists():
        print("no recorded lists: name a folder like shared/recorded")
        return 2
    shelf = read(folder / "interests")
    _tell("labs", shelf, list(_labs(shelf, load_lab_names())))
    shelf = _announced(folder / "arxiv_days")
    _tell("authors", shelf, list(_authors(shelf)))
    return 0


def _announced(folder: Path) -> Shelf:
    """Days of arXiv's announcements, with authors and without noise."""
    shelf = announced.read(folder)
    return replace(shelf, scores=np.zeros(len(shelf.papers)))


def _labs(shelf: Shelf, labs: LabNames) -> Iterator[Asked]:
    """A lab's papers are those of all labs that belong to it."""
    for day, names in _named_before(shelf, _lab_of):
        if day.date < LABS_SINCE or len(day.papers) < LEAST_LABS:
            continue
        named = {}
        for name in names:
            called = labs.of(name)
            papers = [shelf.papers[number] for number in day.papers]
            named[name] = [
                place for place, paper in enumerate(papers) if names_lab(paper.organization, called)
            ]
        yield Asked(day, named)


def _authors(shelf: Shelf) -> Iterator[Asked]:
    for day, names in _named_before(shelf, _authors_of):
        if len(day.papers) >= LEAST_AUTHORS:
            yield Asked(day, names)


def _lab_of(paper: Paper) -> set[str]:
    return {paper.organization} if paper.organization else set()


def _authors_of(paper: Paper) -> set[str]:
    return set(paper.authors)


def _named_before(
    shelf: Shelf, names_of: Callable[[Paper], set[str]]
) -> Iterator[tuple[Day, dict[str, list[int]]]]:
    """Each day, and the places of its papers by the names that a paper of an earlier day has."""
    seen: set[str] = set()
    for day in shelf.days:
        here: defaultdict[str, list[int]] = defaultdict(list)
        for place, number in enumerate(day.papers):
            for name in names_of(shelf.papers[number]):
                here[name].append(place)
        yield day, {name: places for name, places in here.items() if name in seen}
        seen |= here.keys()


def _tell(what: str, shelf: Shelf, asked: Sequence[Asked]) -> None:
    found: dict[tuple[str, float], Found] = defaultdict(Found)
    world = World(shelf, all_features(shelf), SEED)
    for name, listed in sorted(shelf.listed.items()):
        half = "A" if name.split("/")[0] in HALF_A else "B"
        for each in asked:
            likes = sorted(number for number in listed if number < each.day.begin)[-LIKES:]
            if len(likes) == LIKES:
                scores = world.ranking(each.day, world.taste(each.day, likes)).scores
                _count(found, half, scores, each, listed)
    for (half, weight), sums in sorted(found.items()):
        first = 100 * sums.first / sums.papers
        print(
            f"{what}, half {half}, adding {weight}: {first:.1f} % of {sums.papers:,} papers among "
            f"the first ten; nDCG@10 of what was listed else {fmean(sums.others):.1f}"
        )


def _count(
    found: dict[tuple[str, float], Found],
    half: str,
    scores: np.ndarray,
    asked: Asked,
    listed: frozenset[int],
) -> None:
    relevant = np.array([number in listed for number in asked.day.papers], float)
    for name in _drawn(asked, half):
        places = asked.named[name]
        others = relevant.copy()
        others[places] = 0
        for weight in WEIGHTS:
            raised = scores.copy()
            raised[places] += weight
            first = np.argsort(-raised, kind="stable")[:AMONG_FIRST]
            sums = found[half, weight]
            sums.papers += len(places)
            sums.first += int(np.isin(places, first).sum())
            if others.any():
                sums.others.append(ndcg(raised, others))


def _drawn(asked: Asked, half: str) -> list[str]:
    """Names of that half, drawn by chance where there are many."""
    side = 0 if half == "A" else 1
    names = sorted(
        name
        for name, places in asked.named.items()
        if len(places) <= AMONG_FIRST and zlib.crc32(name.casefold().encode()) % 2 == side
    )
    if len(names) <= MOST_NAMES:
        return names
    chance = np.random.default_rng((SEED, asked.day.begin))
    drawn = chance.choice(len(names), MOST_NAMES, replace=False)
    return [names[number] for number in sorted(drawn)]


if __name__ == "__main__":
    sys.exit(main())
