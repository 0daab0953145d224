"""What a printed score is made of. A digest prints no comments; the formula gives them back.

The constants are those the archived digests were scored with, checked on 1,922 rows of 141 files:
facts about the format. core/labs.toml, which says how days are scored from now on, may differ.
"""

from __future__ import annotations

import math

from core.models import Counts, Reason, Tier

WEIGHTS = {"upvotes": 5.0, "stars": 6.0, "comments": 1.0}
BONUS = {Tier.SUPER: 50.0, Tier.FRONTIER: 20.0, Tier.NONE: 0.0}
MOST_COMMENTS = 100_000


def explain(
    score: float, tier: Tier, upvotes: int, stars: int
) -> tuple[Counts, tuple[Reason, ...]]:
    """The counts with the comments that make up the score, and its terms.

    Comments are 0 and the terms () where no number of comments up to 100,000 gives the score to two
    decimals.
    """
    known = (
        WEIGHTS["upvotes"] * math.log1p(upvotes)
        + WEIGHTS["stars"] * math.log1p(stars)
        + BONUS[tier]
    )
    rest = (score - known) / WEIGHTS["comments"]
    comments = 0
    if rest <= math.log1p(MOST_COMMENTS):
        comments = max(0, round(math.expm1(rest)))
    counts = Counts(upvotes, stars, comments)
    if round(known + WEIGHTS["comments"] * math.log1p(comments), 2) != score:
        return Counts(upvotes, stars), ()
    return counts, _terms(tier, counts)


def _terms(tier: Tier, counts: Counts) -> tuple[Reason, ...]:
    """The terms that add something: the lab first, then the counts."""
    terms: list[Reason] = []
    if BONUS[tier]:
        terms.append(Reason(tier.value, BONUS[tier]))
    for kind, weight in WEIGHTS.items():
        amount = getattr(counts, kind)
        if amount:
            terms.append(Reason(kind, round(weight * math.log1p(amount), 2), amount))
    return tuple(terms)
