"""The order of the sentences that may answer a question, by what was learned. Pure.

The rules of `choosing` rank all that was found. The best of them are looked at once more, by their
signs (`core.asking.telling`) and what these were worth in questions whose answers are known: the
odds that a sentence answers are added to the rules' score.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from core.asking.asked import Asked
from core.asking.choosing import Ranked
from core.asking.learned import Learned, sum_of
from core.asking.telling import of_sentence

ABLE, BARRED = 40, 20  # sentences that are looked at once more, and of those that rules bar
SHARE = 0.2  # what the odds count beside the rules' score
NEAR = 400  # characters between sentences that stand beside each other


def in_order(asked: Asked, ranking: Sequence[Ranked], known: Learned) -> list[Ranked]:
    """The sentences, the likeliest answer first, with their odds."""
    return ordered(tuple(looked_at(asked, ranking)), ranking, known)


def ordered(
    looked: Sequence[tuple[Ranked, Mapping[str, float]]], ranking: Sequence[Ranked], known: Learned
) -> list[Ranked]:
    """The same of those that were looked at; the others stand behind, in their order."""
    told = [replace(each, odds=sum_of(found, known)) for each, found in looked]
    least = min((each.odds for each in told), default=0.0)
    seen = {id(each.drawn) for each in told}
    others = [replace(each, odds=least) for each in ranking if id(each.drawn) not in seen]
    scored = [replace(each, score=each.score + SHARE * each.odds) for each in (*told, *others)]
    return sorted(scored, key=lambda each: -each.score)


def looked_at(
    asked: Asked, ranking: Sequence[Ranked]
) -> Iterator[tuple[Ranked, Mapping[str, float]]]:
    """The sentences that are looked at, with their signs."""
    passages: dict[int, list[Ranked]] = {}
    for each in ranking:
        passages.setdefault(id(each.drawn.passage), []).append(each)
    looked = chosen(ranking)
    nearness = [each.near for each in looked if each.near is not None]
    relevance = [each.relevance for each in looked if each.relevance is not None]
    for each in looked:
        told = replace(each, beside=_beside(each, passages[id(each.drawn.passage)]))
        meant = _beside_others("meant", each.near, nearness)
        relevant = _beside_others("relevance", each.relevance, relevance)
        yield told, of_sentence(asked, told) | meant | relevant


def chosen(ranking: Sequence[Ranked]) -> list[Ranked]:
    """The best of the sentences: those that may answer by the rules, and fewer of those that may
    not."""
    able = [each for each in ranking if not each.barred][:ABLE]
    barred = [each for each in ranking if each.barred][:BARRED]
    return [*able, *barred]


def _beside_others(name: str, value: float | None, values: Sequence[float]) -> dict[str, float]:
    """What a model tells of a sentence, alone and beside all of them."""
    if value is None:
        return {}
    spread = statistics.pstdev(values) + 1e-6
    return {name: value, f"{name} beside others": (value - statistics.fmean(values)) / spread}


def _beside(ranked: Ranked, of_passage: Sequence[Ranked]) -> frozenset[int]:
    """What the sentences near it speak of; rows of a table are beside nothing."""
    text = ranked.drawn.passage.text
    at = text.find(ranked.drawn.text)
    found: set[int] = set()
    for each in of_passage:
        if not each.drawn.above and abs(text.find(each.drawn.text) - at) < NEAR:
            found |= each.spoken.here
    return frozenset(found)
