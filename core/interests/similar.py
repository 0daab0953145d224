"""Which papers are nearest to one, and what they have in common. Pure.

The store finds papers by words, so a paper's weightiest words bring up those that may be near; how
alike they are then decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from core.interests.background import Background, Placed
from core.interests.features import Counts, Field, column, features, paper_terms
from core.interests.likeness import Papers
from core.interests.reasons import first_apart
from core.models import Paper

# This many papers are looked up by words, and this many of the nearest are told.
LOOKED_UP: Final = 200
MOST: Final = 50
# What is less like it has a common word by chance: docs/decisions/interests.md.
_LEAST_LIKE = 0.15
_LEAST_SHARED = 0.03
# This many terms are looked for at most, none of which more than a tenth of all papers holds unless
# there are few others; together they stand in a quarter at most. A pair of words tells most.
_MOST_TERMS = 32
_FEWEST_TERMS = 4
_COMMON = 0.1
_ALL_TOGETHER = 0.25
_PAIRS_COUNT = 3.0
_PAIRS_TELL = 3.0
# A paper's text is searched for the way it writes a term no further than that.
_MOST_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class Alike:
    """A paper, how like the other it is, and what both say, the weightiest first."""

    paper: Paper
    likeness: float
    shared: tuple[str, ...]


def sought(paper: Paper, background: Background) -> tuple[str, ...]:
    """The words and pairs of words by which papers like it are looked up, the weightiest first."""
    counts = paper_terms(paper)
    weights = _weights(counts, background.place(features(counts)))
    chosen: list[str] = []
    together = 0.0
    for term in sorted(weights, key=lambda each: (-weights[each], each)):
        field = Field.PAIRS if term in counts[Field.PAIRS] else Field.WORDS
        share = float(np.exp(1 - background.rarity[column(field, term)]))
        enough = len(chosen) >= _FEWEST_TERMS
        if enough and (share > _COMMON or together + share > _ALL_TOGETHER):
            continue
        chosen.append(term)
        together += share
        if len(chosen) == _MOST_TERMS:
            break
    return tuple(chosen)


def _weights(counts: Counts, placed: Placed) -> Mapping[str, float]:
    """What each of a paper's words adds to its length, and what each pair does that it says more
    than once or in its title."""
    values = dict(zip(placed.columns.tolist(), placed.values.tolist(), strict=True))

    def weight(field: Field, term: str) -> float:
        found: float = values[column(field, term)] ** 2
        if term in counts[Field.TITLE]:
            found += values[column(Field.TITLE, term)] ** 2
        return found

    weights: dict[str, float] = {}
    for word in counts[Field.WORDS]:
        # The index knows a word with a hyphen as two.
        if _tells(word) and "-" not in word:
            weights[word] = weight(Field.WORDS, word)
    for pair, count in counts[Field.PAIRS].items():
        if _tells(pair) and count > 1:
            weights[pair] = _PAIRS_COUNT * weight(Field.PAIRS, pair)
    return weights


def _tells(term: str) -> bool:
    """Whether the term is more than a figure or a letter."""
    return len(term) > 1 and any(each.isalpha() for each in term)


def nearest(paper: Paper, others: Sequence[Paper], background: Background) -> list[Alike]:
    """Those of the others that are like it, the likest first; of equals the earlier one.

    Takes half a millisecond for each, and belongs in a thread.
    """
    others = [each for each in others if each.id != paper.id]
    if not others:
        return []
    terms = paper_terms(paper)
    placed = background.place(features(terms))
    their_terms = [paper_terms(each) for each in others]
    theirs = [background.place(features(each)) for each in their_terms]
    laid_out = Papers.of(theirs)
    by_terms = laid_out.by_terms(placed.columns, placed.values)
    likeness = by_terms + laid_out.by_latent(placed.latent)
    # Of papers of which nothing is known, the latent space says that they are the same.
    likeness[by_terms < _LEAST_SHARED] = 0
    found: list[Alike] = []
    for number in np.argsort(-likeness, kind="stable")[:MOST]:
        if likeness[number] < _LEAST_LIKE:
            break
        common = _common(terms, placed, their_terms[number], theirs[number])
        order = sorted(common, key=lambda term: (-common[term], term))
        shared = tuple(_as_written(term, paper) for term in first_apart(order))
        found.append(Alike(others[number], float(likeness[number]), shared))
    return found


def _common(ours: Counts, here: Placed, theirs: Counts, there: Placed) -> Mapping[str, float]:
    """What each term that both hold tells of what they have in common; a pair tells more than its
    words."""
    at_home = dict(zip(here.columns.tolist(), here.values.tolist(), strict=True))
    abroad = dict(zip(there.columns.tolist(), there.values.tolist(), strict=True))
    shares: Counter[str] = Counter()
    for field in Field:
        for term in ours[field].keys() & theirs[field].keys():
            if _tells(term):
                at = column(field, term)
                share = at_home[at] * abroad[at]
                shares[term] += _PAIRS_TELL * share if " " in term else share
    return shares


def _as_written(term: str, paper: Paper) -> str:
    """The term as the paper writes it most often: a name keeps its capitals, a plural its "s"."""
    text = "\n".join((paper.title, paper.abstract, *paper.ai_keywords))[:_MOST_CHARACTERS]
    parts = [re.escape(part) for part in term.split()]
    pattern = r"(?<!\w)" + r"[\s-]".join(parts) + r"s?(?!\w)"
    found = Counter(" ".join(each.split()) for each in re.findall(pattern, text, re.IGNORECASE))
    if not found:
        return term
    # A capital may only begin a sentence or stand in a title.
    small = {written: count for written, count in found.items() if written.islower()}
    written = small or found
    return max(sorted(written), key=lambda each: written[each])
