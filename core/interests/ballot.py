"""What the votes in a chat say of each paper together, nobody's counting too much. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from core.interests.interest import Vote
from core.interests.ranking import bounded
from core.interests.taste import MOST_VOTES


@dataclass(frozen=True, slots=True)
class Balance:
    """What all who voted on a paper say of it: above 0 they want more of its kind."""

    paper_id: str
    weight: float


def balances(votes: Sequence[Vote]) -> list[Balance]:
    """What was said of each of the `MOST_VOTES` papers voted on last, the one voted on last coming
    last. The votes are the oldest first.

    Once five people voted on them, nobody's votes weigh more than a fifth of all. Those whose
    person is not known count as one person's. A paper of which as much was said for as against is
    left out.
    """
    newest: dict[str, None] = {}
    for vote in reversed(votes):
        if len(newest) == MOST_VOTES:
            break
        newest.setdefault(vote.paper_id)
    counted = [vote for vote in votes if vote.paper_id in newest]
    weights = weight_of_each(counted)
    said = dict.fromkeys(reversed(newest), 0.0)
    for vote in counted:
        said[vote.paper_id] += weights[vote.person] if vote.up else -weights[vote.person]
    return [Balance(paper, weight) for paper, weight in said.items() if abs(weight) > 1e-9]


def weight_of_each(votes: Sequence[Vote]) -> dict[str, float]:
    """By person, what one vote of theirs weighs: 1, or less where their votes are too many."""
    cast = Counter(vote.person for vote in votes)
    may = bounded({person: float(count) for person, count in cast.items()})
    return {person: may[person] / count for person, count in cast.items()}
