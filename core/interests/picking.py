"""What of a day's list is chosen for one chat: its picks, what each was chosen for, and which of
the list's own entries are marked. Pure: the same for the same inputs.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.editions.select import mentions
from core.interests.background import Placed
from core.interests.ballot import balances
from core.interests.features import Values
from core.interests.glossary import Glossary, in_english
from core.interests.interest import (
    MOST_LETTERS,
    ChatInterests,
    Interest,
    Kind,
    Pick,
    Picks,
    PickSettings,
)
from core.interests.morning import MOST_ENTRIES, Day
from core.interests.names import LabNames, by_author, names_lab
from core.interests.nearness import nearness
from core.interests.ranking import Profile, Ranking, noise_counts, profile, rank
from core.interests.reasons import Whole
from core.interests.shares import Named, Seeds, Sum, shares_of
from core.interests.taste import MOST_VOTES, Example, Taste
from core.interests.words import Wish
from core.models import Entry

# One of this many letters explores.
_EXPLORES_EACH = 5
# It is the least known of this many best ones, in the better half.
_BEST = 30
# A paper fits when it is this many spreads better than the past is: docs/decisions/interests.md.
_FITS = 1.5
# What an author and a lab add, where a spread of the day's scores is 1: see there, too.
AUTHOR_COUNTS: Final = 4.0
LAB_COUNTS: Final = 1.5


@dataclass(frozen=True, slots=True)
class NamesOfAll:
    """What does not depend on the chat: how labs and Chinese words are called."""

    labs: LabNames
    glossary: Glossary


@dataclass(frozen=True, slots=True)
class ChatDay:
    """A chat on one day: what decides where everything else is equal, and whose turn it is to
    explore."""

    chat: str
    day: dt.date

    def chance(self, what: str) -> int:
        """A number that is always the same for that chat, day and thing."""
        return zlib.crc32(f"{self.chat} {self.day} {what}".encode())

    def explorers(self, letters: int) -> int:
        """How many of so many letters explore: over the days one in five."""
        turn = self.day.toordinal() + zlib.crc32(self.chat.encode()) % _EXPLORES_EACH
        until = (turn + 1) * letters // _EXPLORES_EACH
        return until - turn * letters // _EXPLORES_EACH


@dataclass(frozen=True, slots=True)
class _Fitted:
    """A day's entries for one chat. `scores` has what names add, too, and `noise` is everybody's
    part of it; `fits` says which fit."""

    known: Profile
    ranking: Ranking
    scores: Values
    noise: Values
    fits: NDArray[np.bool_]
    named: Mapping[int, Sequence[Named]]


def choose(
    day: Day,
    entries: Sequence[Entry],
    asked: ChatInterests,
    papers: Mapping[str, Placed],
    choice: PickSettings,
    turn: ChatDay,
    known: NamesOfAll,
    *,
    seen: Collection[str] = (),
) -> Picks:
    """What stands beside that day's list in the chat.

    `entries` are those of the list, selected as the chat's settings select, and of what else was
    announced in its categories; those that were not laid out are left alone. `papers` are those
    that were voted or asked for, by id; what is missing there does not count. What was `seen` as a
    pick before is none again.
    """
    seeds, examples = _examples(asked, papers)
    wishes = list(_wishes(asked.interests, known.glossary))
    spoken = profile(examples, wishes, day.morning.background, day.morning.past)
    near = _near(day, seeds, examples)
    fitted = _fitted(day, spoken, near, asked.interests, known.labs)
    places = day.places
    not_again = {*asked.papers, *seen}
    marked: list[str] = []
    may_be_picked: list[int] = []
    for entry in entries:
        place = places.get(entry.paper.id)
        if place is None or (choice.mute and mentions(entry, choice.mute)):
            continue
        if entry.selected and fitted.fits[place]:
            marked.append(entry.paper.id)
        elif not entry.selected and entry.paper.id not in not_again:
            may_be_picked.append(place)
    chosen = _chosen(day, fitted, may_be_picked, choice, turn)
    whole = Whole.of(spoken, fitted.ranking, day.papers)
    total = Sum(spoken, whole, day, seeds, fitted.noise, near)
    picks = tuple(
        Pick(
            paper_id=day.entries[place].paper.id,
            shares=shares_of(total, place, fitted.named.get(place, ())),
            explores=explores,
            announced=place >= day.listed,
        )
        for place, explores in chosen
    )
    return Picks(picks=picks, marked=tuple(marked))


def _examples(asked: ChatInterests, papers: Mapping[str, Placed]) -> tuple[Seeds, list[Example]]:
    """The papers voted and asked for, the latter last, as examples; each paper is one."""
    weights = {each.paper_id: each.weight for each in balances(asked.votes)}
    seeded: set[str] = set()
    for interest in asked.interests:
        if interest.kind is Kind.PAPER and interest.weight:
            # Taken out first, so that it comes last: the last ones count where there are many.
            weight = weights.pop(interest.value, 0.0) + interest.weight
            weights[interest.value] = weight
            seeded.add(interest.value)
    kept = [name for name, weight in weights.items() if weight and name in papers][-MOST_VOTES:]
    examples = [Example(papers[name], weights[name]) for name in kept]
    return Seeds(tuple(kept), frozenset(seeded)), examples


def _wishes(interests: Sequence[Interest], glossary: Glossary) -> Iterator[Wish]:
    """What was said in words, in English: as the chat knows it, or else as the glossary does."""
    for interest in interests:
        if interest.kind is Kind.WORDS:
            phrases = interest.english or in_english(interest.value, glossary).phrases
            for phrase in phrases:
                yield Wish(phrase, interest.weight)


def _near(day: Day, seeds: Seeds, examples: Sequence[Example]) -> Values:
    """What vectors add to each of the day's papers."""
    if day.near is None:
        return np.zeros(day.papers.count, np.float32)
    weights = {name: each.weight for name, each in zip(seeds.ids, examples, strict=True)}
    return nearness(day.near, weights)


def _fitted(
    day: Day, spoken: Profile, near: Values, interests: Sequence[Interest], labs: LabNames
) -> _Fitted:
    ranking = rank(spoken, day.papers, day.prior)
    ranking = replace(ranking, scores=ranking.scores + near)
    noise = noise_counts(day.prior)
    named = _named(day.entries, interests, labs)
    added = np.zeros(len(day.entries), np.float32)
    for place, names in named.items():
        added[place] = sum(each.adds for each in names)
    fits = _fits(spoken.by_votes, day) | _fits(spoken.by_words, day)
    fits = (fits | (added > 0)) & ~(added < 0)
    return _Fitted(spoken, ranking, ranking.scores + added, noise, fits, named)


def _named(
    entries: Sequence[Entry], interests: Sequence[Interest], labs: LabNames
) -> dict[int, list[Named]]:
    """By the places of those entries that fulfil interests in names, these interests."""
    found: dict[int, list[Named]] = {}
    for interest in interests:
        if not interest.weight or interest.kind not in (Kind.AUTHOR, Kind.LAB):
            continue
        written = (interest.value, *interest.english)
        called = tuple(name for each in written for name in labs.of(each))
        for place, entry in enumerate(entries):
            adds = 0.0
            if interest.kind is Kind.AUTHOR and by_author(written, entry.paper.authors):
                adds = AUTHOR_COUNTS * interest.weight
            if interest.kind is Kind.LAB and names_lab(entry.paper.organization, called):
                adds = LAB_COUNTS * interest.weight
            if adds:
                found.setdefault(place, []).append(Named(interest, adds))
    return found


def _fits(taste: Taste, day: Day) -> NDArray[np.bool_]:
    """Which of the day's papers that taste finds much better than what there usually is."""
    nothing: NDArray[np.bool_] = np.zeros(day.papers.count, bool)
    if not taste.papers or not day.papers.count:
        return nothing
    usual = taste.summed(day.morning.sample)
    if not len(usual) or usual.std() < 1e-6:
        return nothing
    better: NDArray[np.bool_] = taste.summed(day.papers) > usual.mean() + _FITS * usual.std()
    return better


def _chosen(
    day: Day, fitted: _Fitted, places: Sequence[int], choice: PickSettings, turn: ChatDay
) -> list[tuple[int, bool]]:
    """Of those places the picks' in the order of their letters, and whether each explores."""

    def order(place: int) -> tuple[float, int]:
        return -float(fitted.scores[place]), turn.chance(day.entries[place].paper.id)

    letters = min(choice.letters, MOST_LETTERS)
    ordered = sorted(_best_of(fitted, places), key=order)
    wanted = fitted.scores - fitted.noise
    # Where all of a few papers fit alike, none of them is better than the others.
    good = [place for place in ordered if wanted[place] > 1e-6 or fitted.fits[place]]
    if choice.only_fitting:
        good = [place for place in good if fitted.fits[place]]
    explorers = turn.explorers(letters) if choice.explores else 0
    best = good[: letters - explorers]
    looked_at = ordered[: min(_BEST, max(len(ordered) // 2, len(best) + explorers))]
    left = [place for place in looked_at if place not in best]
    explored = _least_known_first(day, fitted.known, left, turn)[:explorers]
    # Where nothing is left to explore, what fits has the letter.
    others = [place for place in good if place not in best and place not in explored]
    best += others[: letters - len(best) - len(explored)]
    return [(place, False) for place in best] + [(place, True) for place in explored]


def _best_of(fitted: _Fitted, places: Sequence[int]) -> Sequence[int]:
    """The best few hundred of the places: of thousands no others can have a letter."""
    if len(places) <= MOST_ENTRIES:
        return places
    among = np.array(places)
    scores = fitted.scores[among]
    least = np.partition(scores, -MOST_ENTRIES)[-MOST_ENTRIES]
    return [int(place) for place in among[scores >= least]]


def _least_known_first(day: Day, known: Profile, places: Sequence[int], turn: ChatDay) -> list[int]:
    """Those whose chance of being liked is nearest to one half come first: the chance is the
    logistic of what votes and words say."""
    said = np.abs(known.by_votes.summed(day.papers) + known.by_words.summed(day.papers))

    def certain(place: int) -> tuple[float, int]:
        return float(said[place]), turn.chance(day.entries[place].paper.id)

    return sorted(places, key=certain)
