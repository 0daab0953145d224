"""The order of a day's papers for one chat: its votes, its words and how much noise a paper makes.
Pure.

Votes and words are two opinions. Each is brought to the same spread over the day before they are
added, so that thirty votes do not drown three words.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from core.interests.background import Background
from core.interests.features import Values
from core.interests.likeness import Papers
from core.interests.taste import Example, Taste, learn_taste
from core.interests.words import Past, Wish, brought_up, query
from core.models import Paper

# What the score of everybody's list counts beside a chat's own interests: curators of every field
# list papers that make some noise a little more often.
PRIOR_COUNTS: Final = 0.2
# How many people can each have no more than a fifth of all.
_FEWEST = 5


@dataclass(frozen=True, slots=True)
class Profile:
    """What a chat's votes say and what its words say, each as a taste."""

    by_votes: Taste
    by_words: Taste

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known of the chat, so that nothing can be ranked for it."""
        return not self.by_votes.papers and not self.by_words.papers


@dataclass(frozen=True, slots=True)
class Ranking:
    """How well each of a day's papers fits, and what one unit of either opinion counts there."""

    scores: Values
    votes_count: float
    words_count: float

    @property
    def order(self) -> tuple[int, ...]:
        """The papers' places in the day, the best first; of equals the earlier one."""
        return tuple(int(number) for number in np.argsort(-self.scores, kind="stable"))


def hands(paper: Paper) -> float:
    """What stands in place of everybody's score where a paper has none yet: the more hands it took,
    the more often curators of every field list it."""
    return math.log1p(len(paper.authors))


def profile(
    votes: Sequence[Example], wishes: Sequence[Wish], background: Background, past: Past
) -> Profile:
    """What those votes and wishes say. Wishes of one weight are looked up together."""
    wanted: dict[float, list[str]] = {}
    for wish in wishes:
        if wish.weight:
            wanted.setdefault(wish.weight, []).append(wish.phrase)
    spoken: list[Example] = []
    for weight, phrases in sorted(wanted.items()):
        asked = query(phrases, background)
        if asked is None:
            continue
        if weight > 0:
            spoken += brought_up(asked, past, weight)
        else:
            # What is not wanted is meant as it is said, and not as what lies near it.
            spoken.append(Example(asked, weight))
    return Profile(learn_taste(votes), learn_taste(spoken))


def rank(known: Profile, day: Papers, prior: Values) -> Ranking:
    """The day's papers by how well they fit; `prior` is everybody's score of each, which grows as
    the logarithm of the noise that it makes."""
    by_votes = known.by_votes.scores(day)
    by_words = known.by_words.scores(day)
    votes_count = _one_over_spread(by_votes)
    words_count = _one_over_spread(by_words)
    scores = (
        votes_count * _centred(by_votes) + words_count * _centred(by_words) + noise_counts(prior)
    )
    return Ranking(scores.astype(np.float32), votes_count, words_count)


def noise_counts(prior: Values) -> Values:
    """What everybody's score adds to each paper of a day, or takes from it."""
    noise = np.nan_to_num(np.asarray(prior, np.float32))
    counts: Values = PRIOR_COUNTS * _one_over_spread(noise) * _centred(noise)
    return counts


def _centred(values: Values) -> Values:
    if not len(values):
        return values
    centred: Values = values - values.mean()
    return centred


def _one_over_spread(values: Values) -> float:
    """0 where all are alike, so that a difference of rounding never decides."""
    if not len(values):
        return 0.0
    spread = float(values.std())
    return 1 / spread if spread > 1e-6 else 0.0


def bounded(weights: Mapping[str, float]) -> dict[str, float]:
    """The weight of each person in a group, none above a fifth of all of them together.

    Fewer than five people keep what they have.
    """
    kept = {person: weight for person, weight in weights.items() if weight > 0}
    if len(kept) < _FEWEST:
        return kept
    heaviest = sorted(kept.values(), reverse=True)
    for above in range(_FEWEST):
        cap = sum(heaviest[above:]) / (_FEWEST - above)
        if heaviest[above] <= cap:
            return {person: min(weight, cap) for person, weight in kept.items()}
    return kept
