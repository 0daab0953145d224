"""What speaks for and against it that a paper answers a question, by its best sentences. Pure.

Signs are shares, counts and yes or no, none of which hangs on a single word. What they are worth
was fitted to questions whose answers are known (`core.asking.learned`). They are few: with all
signs of each sentence besides, which its odds sum up, papers left out were told less well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from core.asking.asked import Asked
from core.asking.choosing import Ranked
from core.asking.evidence import evidence_for
from core.asking.kinds import Kind
from core.asking.telling import plain

Signs = Mapping[str, float]

BEST, SHOWN = 4, 6  # sentences that are looked at, and as many as an answer has
_KINDS = {
    "number": frozenset({Kind.NUMBER, Kind.QUANTITY, Kind.SHARE, Kind.TOTAL}),
    "time": frozenset({Kind.DURATION, Kind.TIME, Kind.OFTEN}),
    "size": frozenset({Kind.SIZE, Kind.LENGTH}),
    "reason": frozenset({Kind.REASON}),
    "limits": frozenset({Kind.LIMITS}),
    "names": frozenset({Kind.NAMES, Kind.INSTANCE}),
    "place": frozenset({Kind.PLACE}),
    "person": frozenset({Kind.PERSON, Kind.SUPPORT}),
    "manner": frozenset({Kind.MANNER, Kind.ORIGIN}),
    "meaning": frozenset({Kind.MEANING}),
    "comparison": frozenset({Kind.COMPARISON}),
    "extreme": frozenset({Kind.EXTREME}),
}


def all_signs(asked: Asked, ranking: Sequence[Ranked]) -> Signs:
    """The signs of a question whose sentences are ranked: its own, and a few of its best
    sentences together. Of these little more tells than how likely each answers."""
    found = _of_question(asked)
    best = ranking[:BEST]
    if best:
        found["odds at best"] = max(each.odds for each in best)
        found["odds"] = _mean(each.odds for each in best)
        found["barred"] = _mean(each.barred for each in best)
        found["answers"] = float(any(each.answers for each in best))
        found["fitting"] = float(any(each.fitting for each in best))
        found["fitting ones"] = _mean(each.fitting for each in best)
        found["said"] = _mean(asked.share(each.spoken.here) for each in best)
        found["said around"] = _mean(
            asked.share(each.spoken.here | each.spoken.titles | each.spoken.around) for each in best
        )
        found["rows"] = _mean(bool(each.drawn.above) for each in best)
        found |= _by_model("meant", [each.near for each in ranking])
        found |= _by_model("relevance", [each.relevance for each in ranking])
    found["of one section"] = _of_one_section(ranking[:SHOWN])
    found["none may answer"] = float(all(each.barred for each in ranking))
    return found | _together(asked, ranking, found["in the paper"])


def _by_model(name: str, values: Sequence[float | None]) -> dict[str, float]:
    """What a model tells of some sentence of a ranking, of a few, and of the best."""
    told = sorted((each for each in values if each is not None), reverse=True)
    if not told:
        return {}
    of_best = [told[-1] if each is None else each for each in values[:BEST]]
    return {
        f"{name} by one": told[0],
        f"{name} by few": _mean(told[:BEST]),
        f"{name} by one beside all": told[0] - sum(told) / len(told),
        f"{name} by the best": _mean(of_best),
        f"{name} by one of the best": max(of_best),
    }


def _of_one_section(shown: Sequence[Ranked]) -> float:
    """How many of what is shown stand in one section, of as many as are: an answer that goes on."""
    sections = Counter(each.drawn.passage.within for each in shown)
    return max(sections.values(), default=0) / SHOWN


def _together(asked: Asked, ranking: Sequence[Ranked], in_the_paper: float) -> dict[str, float]:
    """How much of the question one passage and one section speak of, of all and of what the paper
    does: words that it has may stand scattered over it."""
    around = {each.spoken.around for each in ranking}
    sections = {each.spoken.around | each.spoken.section for each in ranking}
    passage = max((asked.share(each) for each in around), default=0.0)
    section = max((asked.share(each) for each in sections), default=0.0)
    return {
        "in one passage": passage,
        "in one section": section,
        "in one passage, of what is said": passage / in_the_paper if in_the_paper else 0.0,
        "in one section, of what is said": section / in_the_paper if in_the_paper else 0.0,
    }


def _mean(values: Iterable[float]) -> float:
    """Of as many as are looked at, if there are fewer."""
    return sum(values) / BEST


def _of_question(asked: Asked) -> dict[str, float]:
    counted = tuple(zip(asked.concepts, asked.counts, strict=True))
    absent = [number for number, (_, count) in enumerate(counted) if not count]
    plainly = plain(asked)
    foreign = {number for number, (each, _) in enumerate(counted) if each.foreign}
    loose = {number for number, (each, _) in enumerate(counted) if each.loose}
    unsaid = [number for number in absent if number in plainly - foreign]
    present = [number for number, (_, count) in enumerate(counted) if count]
    found = {f"asks {name}": float(bool(asked.kinds & kinds)) for name, kinds in _KINDS.items()}
    return found | {
        "asks nothing": float(not asked.kinds),
        "asks what is not": float(asked.denies),
        "kinds": len(asked.kinds),
        "concepts": len(asked.concepts),
        "plain concepts": len(plainly),
        "unsaid": asked.share(unsaid),
        "unsaid ones": len(unsaid),
        "unsaid foreign": asked.share([each for each in absent if each in foreign]),
        "unsaid loose": asked.share([each for each in absent if each in loose]),
        "unsaid name": float(any(asked.concepts[each].proper for each in absent)),
        "names": float(any(each.proper for each in asked.concepts)),
        "translated": float(any(not each.name.isascii() for each in asked.concepts)),
        "heaviest": max(asked.weights, default=0.0),
        "weight": sum(asked.weights),
        "in the paper": asked.share(present),
        "heaviest in it": max((asked.weights[each] for each in present), default=0.0),
        "of a kind of things": float(any(evidence_for(each) for each in asked.concepts)),
        "in the paper's title": asked.share(asked.paper),
    }
