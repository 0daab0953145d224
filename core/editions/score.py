"""What a listing is worth, and why. Pure.

score = 5·ln(1+upvotes) + 6·ln(1+stars) + 1·ln(1+comments) + lab bonus, rounded to two decimals. The
weights, the bonuses, the lab names and the thresholds are data: core/labs.toml. There is no recency
term.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from core.labs import labs_data
from core.models import Counts, Listing, Reason, Tier, Verdict

TIER_TAGS = {Tier.SUPER: "Super Lab", Tier.FRONTIER: "Frontier Lab"}
VIRAL = "Viral"
MUST_READ = "Must Read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labs:
    """The rules of scoring and selection, as labs.toml states them."""

    names: dict[Tier, re.Pattern[str]]
    bonus: dict[Tier, float]
    weights: dict[str, float]
    viral_stars: int
    viral_upvotes: int
    keywords: tuple[str, ...]
    top: int

    def tier(self, organization: str | None) -> Tier:
        """How the organization counts; super wins over frontier."""
        if organization:
            for tier in (Tier.SUPER, Tier.FRONTIER):
                if self.names[tier].search(organization):
                    return tier
        return Tier.NONE


def load_labs(own: str | None = None) -> Labs:
    """The rules in core/labs.toml, and those of the operator's text over them. Raises
    LabsInvalid."""
    data = labs_data(own)
    return Labs(
        names={
            tier: whole_words(tuple(data[tier]["names"])) for tier in (Tier.SUPER, Tier.FRONTIER)
        },
        bonus={tier: float(data[tier]["bonus"]) for tier in (Tier.SUPER, Tier.FRONTIER)},
        weights={kind: float(weight) for kind, weight in data["weights"].items()},
        viral_stars=data["viral"]["stars"],
        viral_upvotes=data["viral"]["upvotes"],
        keywords=tuple(keyword.casefold() for keyword in data["must_read"]["keywords"]),
        top=data["selection"]["top"],
    )


def judge(listing: Listing, labs: Labs) -> Verdict:
    """Score, tier, tags, golden mark and the reasons for the score, largest rule first."""
    counts = listing.counts
    tier = labs.tier(listing.paper.organization)
    exact = {
        kind: weight * math.log1p(getattr(counts, kind)) for kind, weight in labs.weights.items()
    }
    if tier in labs.bonus:
        exact[tier.value] = labs.bonus[tier]
    tags = _tags(listing, tier, labs)
    return Verdict(
        score=round(sum(exact.values()), 2),
        tier=tier,
        tags=tags,
        golden=VIRAL in tags or MUST_READ in tags,
        reasons=_reasons(counts, exact),
    )


def _tags(listing: Listing, tier: Tier, labs: Labs) -> tuple[str, ...]:
    tags: list[str] = []
    if tier in TIER_TAGS:
        tags.append(TIER_TAGS[tier])
    if listing.counts.stars > labs.viral_stars or listing.counts.upvotes > labs.viral_upvotes:
        tags.append(VIRAL)
    title = listing.paper.title.casefold()
    if tier is Tier.SUPER and any(keyword in title for keyword in labs.keywords):
        tags.append(MUST_READ)
    return tuple(tags)


def _reasons(counts: Counts, exact: dict[str, float]) -> tuple[Reason, ...]:
    """The terms that add something: the lab first, then the counts in the order of the weights."""
    lab = [
        Reason(kind, points)
        for kind, points in exact.items()
        if kind in (Tier.SUPER, Tier.FRONTIER)
    ]
    noise = [
        Reason(kind, round(points, 2), getattr(counts, kind))
        for kind, points in exact.items()
        if kind not in (Tier.SUPER, Tier.FRONTIER) and points
    ]
    return (*lab, *noise)


@lru_cache(maxsize=1_000)
def whole_words(names: tuple[str, ...]) -> re.Pattern[str]:
    """Matches any of the names as whole words, in any case. Only ASCII letters and digits continue
    a word, so that Chinese names match. Without names nothing is matched."""
    if not names:
        return re.compile("(?!)")
    alternatives = "|".join(re.escape(name) for name in names)
    return re.compile(f"(?<![A-Za-z0-9])(?:{alternatives})(?![A-Za-z0-9])", re.IGNORECASE)
