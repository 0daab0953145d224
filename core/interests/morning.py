"""What all chats share on a day: what the past tells, and the day's papers laid out. Pure.

It is made once and takes seconds, so it belongs in a thread.
"""

# Tested in tests/core/interests/test_picking.py.

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from core.interests.background import Background, Halves, Placed, learn
from core.interests.features import Features, Values, features, paper_terms, together
from core.interests.interest import as_entry
from core.interests.likeness import FEW, MOST_KNOWN, Papers
from core.interests.nearness import Near
from core.interests.ranking import hands
from core.interests.reasons import Held
from core.interests.words import Past
from core.models import Edition, Entry, Paper

# By this many of the past papers it is told what is more than usual.
_SAMPLE: Final = 200
# A list's entries beyond these are not looked at.
MOST_ENTRIES: Final = 200
# Nor are announcements beyond these: five times as many as arXiv has on a busy day in five fields.
MOST_ANNOUNCED: Final = 5_000


@dataclass(frozen=True, slots=True)
class PastPaper:
    """A stored paper as numbers."""

    paper_id: str
    features: Features


@dataclass(frozen=True, slots=True)
class Sample:
    """Each so many past papers. How like they are to other past papers is found once."""

    past: Past
    step: int
    _known: dict[int, tuple[Placed, Halves]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.past.papers[:: self.step])

    def like(self, paper: Placed) -> Values:
        """How like each of them that paper is."""
        known = self._known.get(id(paper))
        if known:
            return known[1].astype(np.float32)
        alike = self.past.like(paper)[:: self.step]
        if len(paper.columns) >= FEW and len(self._known) < MOST_KNOWN:
            self._known[id(paper)] = (paper, alike.astype(np.float16))
        return alike


@dataclass(frozen=True, slots=True)
class Morning:
    """What the papers known before a day tell, and these papers themselves.

    `sample` are some of them, by which it is told what is more than usual.
    """

    background: Background
    past: Past
    sample: Sample
    placed: Mapping[str, Placed]

    def place(self, paper: Paper) -> Placed:
        """The paper as this morning sees it."""
        known = self.placed.get(paper.id)
        return known or self.background.place(features(paper_terms(paper)))


@dataclass(frozen=True, slots=True)
class Day:
    """A list's first entries, laid out that morning, and behind the `listed` ones what else was
    announced that day.

    `prior` is everybody's score of each, `near` what vectors tell, where there are such. What words
    an entry holds is found when it is asked for first, and kept.
    """

    morning: Morning
    entries: tuple[Entry, ...]
    papers: Papers
    placed: tuple[Placed, ...]
    prior: Values
    listed: int
    # By paper its place among the entries.
    places: Mapping[str, int]
    near: Near | None = None
    _held: dict[int, Held] = field(default_factory=dict)

    def held(self, place: int) -> Held:
        """The words of the entry at that place."""
        if place not in self._held:
            terms = paper_terms(self.entries[place].paper)
            self._held[place] = Held.of(self.placed[place], terms, self.papers)
        return self._held[place]


def as_numbers(papers: Sequence[Paper]) -> list[PastPaper]:
    """The papers as what is learned from needs them."""
    rows = together([features(paper_terms(paper)) for paper in papers])
    return [PastPaper(paper.id, row) for paper, row in zip(papers, rows, strict=True)]


def learned(papers: list[PastPaper]) -> Morning:
    """What those papers tell, the oldest first. They are taken out of the list, so that what is no
    longer needed of them is in nobody's memory."""
    background = learn([paper.features for paper in papers])
    ids: list[str] = []
    papers.reverse()

    def placed() -> Iterator[Placed]:
        while papers:
            paper = papers.pop()
            if len(paper.features.columns):
                ids.append(paper.paper_id)
                yield background.place(paper.features)

    past = Past.of(placed())
    sample = Sample(past, max(1, past.count // _SAMPLE))
    return Morning(background, past, sample, dict(zip(ids, past.papers, strict=True)))


def laid_out(edition: Edition, morning: Morning, announced: Sequence[Paper] = ()) -> Day:
    """The edition's first entries as that morning sees them, and what else was announced."""
    listed = edition.entries[:MOST_ENTRIES]
    entries = listed + tuple(as_entry(paper) for paper in announced[:MOST_ANNOUNCED])
    rows = as_numbers([entry.paper for entry in entries])
    placed = tuple(morning.background.place(row.features) for row in rows)
    prior = np.array([entry.verdict.score for entry in listed], np.float32)
    if announced:
        crews = np.array([hands(entry.paper) for entry in entries[len(listed) :]], np.float32)
        prior = np.concatenate([prior, _in_place_of(prior, crews)])
    places = {entry.paper.id: place for place, entry in enumerate(entries)}
    return Day(morning, entries, Papers.of(placed), placed, prior, len(listed), places)


def _in_place_of(scores: Values, others: Values) -> Values:
    """The other values with the mean and the spread of the scores: papers of either kind have the
    same chances."""
    mean, spread = 0.0, 1.0
    if len(scores):
        mean, spread = float(scores.mean()), float(scores.std())
    own = float(others.std()) or 1.0
    moved: Values = mean + spread * (others - others.mean()) / own
    return moved.astype(np.float32)
