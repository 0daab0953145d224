"""Whether reasons are the reasons: what a pick's reason names is taken away, and the pick must
fall."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest

import numpy as np

from bench.curated import Question, Shelf, Way, questions
from bench.interested import Beside, Morning, World
from bench.interests_rows import Row
from core.interests.background import Placed
from core.interests.features import Counts, Field, features, paper_terms
from core.interests.likeness import Papers
from core.interests.ranking import profile, rank
from core.interests.reasons import Candidate, Held, LikesPaper, NamesWords, Whole, reason
from core.interests.taste import Example
from core.interests.words import Wish

PICKS, A_DAY, BESIDE = 500, 3, 100
LEAST = 90.0


@dataclass(frozen=True)
class Case:
    """Whether a pick fell without its reason, and whether the reason was a liked paper."""

    by_like: bool
    fell: bool


def measure(shelf: Shelf, world: World) -> Row:
    """In how many per cent of picks the pick falls, among its day's papers and some hundred past
    ones; every other day is ranked with words as well."""
    cases = list(islice(_cases(shelf, world), PICKS))
    likes = sum(case.by_like for case in cases)
    fell = 100 * float(np.mean([case.fell for case in cases]))
    return Row(f"reasons: % of {len(cases)} that fall ({likes} by a like)", {}, [fell], LEAST)


def _cases(shelf: Shelf, world: World) -> Iterator[Case]:
    """The lists take turns."""
    names = shelf.longest()
    turns = [questions(shelf, shelf.listed[name], Way("last", 5)) for name in names]
    for number, those in enumerate(zip_longest(*turns)):
        for name, question in zip(names, those, strict=True):
            if question is None:
                continue
            wordings = shelf.wordings.get(name, {}).get("en", ())
            wishes = [Wish(phrase) for wording in wordings[:1] for phrase in wording]
            yield from _of_day(world, question, wishes if number % 2 else [])


def _of_day(world: World, question: Question, wishes: list[Wish]) -> Iterator[Case]:
    day = question.day
    morning = world.mornings[day.begin]
    votes = [Example(paper, 1.0) for paper in world.placed(day, question.likes)]
    known = profile(votes, wishes, morning.background, morning.past)
    today = world.placed(day, day.papers)
    beside = list(morning.past.papers[-BESIDE:])
    prior = np.zeros(len(today) + len(beside), dtype=np.float32)
    laid_out = Papers.of(today + beside)
    ranked = Beside([*day.papers, *morning.numbers[-len(beside) :]], laid_out)
    weights = dict.fromkeys(map(str, question.likes), 1.0)
    ranking = world.nearer(rank(known, laid_out, prior), day, weights, ranked)
    whole = Whole.of(known, ranking, laid_out)
    picked = [number for number in ranking.order if number < len(today)][:A_DAY]
    for pick in picked:
        terms = paper_terms(world.shelf.papers[day.begin + pick])
        why = reason(Candidate(pick, Held.of(today[pick], terms, laid_out)), whole)
        before = ranking.order.index(pick)
        if isinstance(why, LikesPaper):
            others = [vote for number, vote in enumerate(votes) if number != why.example]
            without = profile(others, wishes, morning.background, morning.past)
            left = {name: 1.0 for name in weights if name != str(question.likes[why.example])}
            bare_ranking = rank(without, laid_out, prior)
            after = world.nearer(bare_ranking, day, left, ranked).order.index(pick)
        else:
            bare = Papers.of([today[pick], _without(terms, why, morning)])
            scores = ranking.scores.copy()
            for taste, counts in (
                (known.by_votes, ranking.votes_count),
                (known.by_words, ranking.words_count),
            ):
                as_it_is, without_them = taste.scores(bare)
                scores[pick] += counts * (without_them - as_it_is)
            after = int((scores > scores[pick]).sum())
        yield Case(isinstance(why, LikesPaper), after > before)


def _without(terms: Counts, why: NamesWords, morning: Morning) -> Placed:
    """The paper as if the named words had never stood in it, alone or in a pair."""
    gone = {part for word in why.words for part in word.replace("-", " ").split()}
    left: dict[Field, dict[str, float]] = {}
    for field, counted in terms.items():
        left[field] = {
            term: count
            for term, count in counted.items()
            if gone.isdisjoint(term.replace("-", " ").split())
        }
    return morning.background.place(features(left))
