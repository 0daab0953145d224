"""A chat's view of recorded days: what was learned before each, and rankings by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from bench.curated import Day, Question, Shelf
from bench.interests_vectors import NO_VECTORS, Known
from core.interests.background import MOST_PAPERS, Background, Placed, learn
from core.interests.ballot import faded
from core.interests.features import Features, features, paper_terms
from core.interests.likeness import Papers
from core.interests.nearness import Near, Space, There, nearness, space
from core.interests.ranking import Profile, Ranking, rank
from core.interests.taste import Example, Taste, learn_taste
from core.interests.words import Past, Wish

# The past is looked at anew when so many papers have come, or a quarter of those there were: in
# service it is each day, which can only be better.
_AT_MOST_AFTER = 400
_NEWEST = 1_650  # of these, one in eleven is left out by chance
_SAMPLE = 200  # past papers that vectors are compared with
NO_WORDS = learn_taste(())


@dataclass(frozen=True, slots=True)
class Voted(Taste):
    """A taste, and what it was learned from: what is thought of each paper, by its number."""

    weights: Mapping[str, float] = field(default_factory=dict)


@dataclass
class Morning:
    """What is shared by all chats on a day."""

    background: Background
    past: Past
    numbers: Sequence[int]
    placed: dict[int, Placed] = field(default_factory=dict)
    known_words: dict[object, Taste] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Beside:
    """Papers that are ranked together, by their numbers and laid out."""

    numbers: Sequence[int]
    papers: Papers


class World:
    """Recorded days as service would have met them, with a seed for what is left to chance."""

    def __init__(
        self, shelf: Shelf, rows: Sequence[Features], seed: int, vectors: Known = NO_VECTORS
    ) -> None:
        """`vectors` are those of the papers, where such are to be fused in."""
        self.shelf, self._rows, self._seed = shelf, rows, seed
        self._vectors = vectors

    @cached_property
    def mornings(self) -> dict[int, Morning]:
        """What was known before each day, by the day's first paper."""
        found: dict[int, Morning] = {}
        morning: Morning | None = None
        learned_at = 0
        for day in self.shelf.days:
            grown = day.begin - learned_at
            if morning is None or grown > max(50, min(_AT_MOST_AFTER, learned_at // 4)):
                morning = self._learned(day.begin)
                learned_at = day.begin
            found[day.begin] = morning
        return found

    def _learned(self, end: int) -> Morning:
        newest = np.arange(max(0, end - _NEWEST), end)
        drawn = newest
        if len(newest) > MOST_PAPERS:
            chance = np.random.default_rng((self._seed, end))
            drawn = np.sort(chance.choice(newest, MOST_PAPERS, replace=False))
        rows = [self._rows[int(number)] for number in drawn]
        background = learn(rows)
        past = Past.of(background.place(row) for row in rows)
        return Morning(background, past, tuple(int(number) for number in drawn))

    def placed(self, day: Day, numbers: Sequence[int]) -> list[Placed]:
        """Those papers as that morning sees them."""
        morning = self.mornings[day.begin]
        for number in numbers:
            if number not in morning.placed:
                morning.placed[number] = morning.background.place(self._rows[number])
        return [morning.placed[number] for number in numbers]

    def papers(self, day: Day) -> Papers:
        """The day's papers, laid out."""
        if day.begin not in self._laid_out:
            self._laid_out[day.begin] = Papers.of(self.placed(day, day.papers))
        return self._laid_out[day.begin]

    @cached_property
    def _laid_out(self) -> dict[int, Papers]:
        return {}

    def taste(self, day: Day, likes: Sequence[int], dislikes: Sequence[int] = ()) -> Taste:
        """What those votes say that morning."""
        said = {number: 1.0 for number in likes} | {number: -1.0 for number in dislikes}
        order = sorted(said)
        left = faded(len(order))
        papers = self.placed(day, order)
        votes = [
            Example(paper, said[number] * weight)
            for number, paper, weight in zip(order, papers, left, strict=True)
        ]
        taste = learn_taste(votes)
        weights = {str(number): vote.weight for number, vote in zip(order, votes, strict=True)}
        return Voted(taste.papers, taste.pulls, taste.apart, weights=weights)

    def words(self, day: Day, phrases: Sequence[str]) -> Taste:
        """What those words say that morning."""
        from core.interests.ranking import profile

        morning = self.mornings[day.begin]
        key = tuple(phrases)
        if key not in morning.known_words:
            wishes = [Wish(phrase) for phrase in phrases]
            known = profile((), wishes, morning.background, morning.past)
            morning.known_words[key] = known.by_words
        return morning.known_words[key]

    def ranking(self, day: Day, by_votes: Taste, by_words: Taste = NO_WORDS) -> Ranking:
        """The day's papers by those tastes."""
        prior = self.shelf.scores[day.begin : day.end]
        ranking = rank(Profile(by_votes, by_words), self.papers(day), prior)
        if not isinstance(by_votes, Voted):
            return ranking
        return self.nearer(ranking, day, by_votes.weights)

    def nearer(
        self, ranking: Ranking, day: Day, weights: Mapping[str, float], beside: Beside | None = None
    ) -> Ranking:
        """The ranking with what vectors add, where such are fused in; `beside` are the papers that
        are ranked, where they are others than the day's."""
        vectors = self._vectors.before(day.begin)
        if not vectors:
            return ranking
        key = (day.begin, beside is None)
        if key not in self._spaces:
            self._spaces[key] = self._space(day, beside or Beside(day.papers, self.papers(day)))
        here = self._spaces[key]
        if here is None:
            return ranking
        liked: dict[str, There] = {}
        for name in weights:
            vector = vectors[int(name)]
            if vector is not None:
                liked[name] = here.place(vector)
        near = nearness(Near(here, liked), weights)
        return replace(ranking, scores=ranking.scores + near)

    def _space(self, day: Day, ranked: Beside) -> Space | None:
        vectors = self._vectors.before(day.begin)
        numbers = self.mornings[day.begin].numbers
        sample = numbers[:: max(1, len(numbers) // _SAMPLE)]
        past = {str(number): vectors[number] for number in sample}
        known = {name: vector for name, vector in past.items() if vector is not None}
        return space([vectors[number] for number in ranked.numbers], ranked.papers, known)

    @cached_property
    def _spaces(self) -> dict[tuple[int, bool], Space | None]:
        return {}

    def mean_likeness(self, question: Question) -> np.ndarray:
        """What the most used peer does: how alike each is to the likes, in words alone."""
        day = self.papers(question.day)
        likes = self.placed(question.day, question.likes)
        likeness: np.ndarray = np.mean(
            [day.by_terms(like.columns, like.values) for like in likes], axis=0
        )
        return likeness


def all_features(shelf: Shelf) -> list[Features]:
    """The features of all papers of a shelf."""
    return [features(paper_terms(paper)) for paper in shelf.papers]
