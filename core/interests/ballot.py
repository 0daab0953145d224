"""What the votes in a chat say of each paper together, nobody's counting too much. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from core.interests.interest import Vote
from core.interests.ranking import bounded
from core.interests.taste import MOST_VOTES

# Interests move: after twenty likes of something new its papers lead.
_HALF_AFTER = 20


@dataclass(frozen=True, slots=True)
class Balance:
    """What all who voted on a paper say of it: above 0 they want more of its kind."""

    paper_id: str
    weight: float


def balances(votes: Sequence[Vote]) -> list[Balance]:
    """What was said of each of `MOST_VOTES` papers, the one voted on last coming last: of those
    that each person voted on last, as many for each. The votes are the oldest first.

    Interests move, so older votes count less (`faded`). Once five people voted on them, nobody's
    votes weigh more than a fifth of all. Those whose person is not known count as one person's. A
    paper of which as much was said for as against is left out.
    """
    newest = _newest(votes)
    counting = set(newest)
    counted = [vote for vote in votes if vote.paper_id in counting]
    voters = len({vote.person for vote in counted})
    fading = dict(zip(reversed(newest), faded(len(newest), voters), strict=True))
    weights = weight_of_each(counted, fading)
    said = dict.fromkeys(fading, 0.0)
    for vote in counted:
        weight = fading[vote.paper_id] * weights[vote.person]
        said[vote.paper_id] += weight if vote.up else -weight
    return [Balance(paper, weight) for paper, weight in said.items() if abs(weight) > 1e-9]


def _newest(votes: Sequence[Vote]) -> list[str]:
    """The papers that count, the one voted on last first. People take turns in naming them, so that
    nobody's many votes push out what others said."""
    last: dict[str, None] = {}
    by_person: dict[str, list[str]] = {}
    for vote in reversed(votes):
        last.setdefault(vote.paper_id)
        by_person.setdefault(vote.person, []).append(vote.paper_id)
    if len(last) <= MOST_VOTES:
        return list(last)
    counting: set[str] = set()
    for named in zip_longest(*by_person.values()):
        for paper_id in named:
            if paper_id is not None and len(counting) < MOST_VOTES:
                counting.add(paper_id)
    return [paper_id for paper_id in last if paper_id in counting]


def faded(papers: int, voters: int = 1) -> list[float]:
    """How much is left of the vote on each of so many papers, the one voted on last coming last:
    half after twenty more papers, and of several voters after twenty for each."""
    half = _HALF_AFTER * max(1, voters)
    return [0.5 ** (later / half) for later in range(papers - 1, -1, -1)]


def weight_of_each(
    votes: Sequence[Vote], fading: Mapping[str, float] | None = None
) -> dict[str, float]:
    """By person, what a vote of theirs weighs: 1, or less where their votes are too many. `fading`
    is how much is left of a vote, by paper; all of it where that is not known."""
    cast: defaultdict[str, float] = defaultdict(float)
    for vote in votes:
        cast[vote.person] += fading[vote.paper_id] if fading else 1.0
    may = bounded(cast)
    return {person: may[person] / weight for person, weight in cast.items()}
