"""What speaks for and against it that a paper answers a question, by its best sentences. Pure.

Signs are shares, counts and yes or no, none of which hangs on a single word. What they are worth
was fitted to questions whose answers are known (`core.asking.learned`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from core.asking import choosing, signs
from core.asking.asked import Asked
from core.asking.choosing import Ranked
from core.asking.evidence import evidence_for
from core.asking.fitting import near_numbers
from core.asking.kinds import STRICT, Kind, fits, numbers
from core.asking.passages import ABSTRACT

Signs = Mapping[str, float]

BEST = 4  # sentences that are looked at: as many as an answer has
MOST = 20  # of what is counted
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
# Measures of a sentence by which it is set beside all others that were found.
_BESIDE: Mapping[str, Callable[[Asked, Ranked], float]] = {
    "score": lambda _, each: each.score,
    "covered": lambda asked, each: choosing.covered(asked, each.spoken),
    "here": lambda asked, each: asked.share(each.spoken.here),
    "titled": lambda asked, each: asked.share(each.spoken.here | each.spoken.titles),
    "around": lambda asked, each: asked.share(
        each.spoken.here | each.spoken.titles | each.spoken.around
    ),
    "plain": lambda asked, each: asked.share(each.spoken.here & _plain(asked)),
}


def all_signs(asked: Asked, ranking: Sequence[Ranked]) -> Signs:
    """The signs of a question whose sentences are ranked: its own, those of the best sentence, and
    the most that any of the best four has ("most …"). None of a sentence where none may answer."""
    found = _of_question(asked)
    able = [each for each in ranking if not each.barred]
    found["none may answer"] = float(not able)
    found["answers"] = float(any(each.answers for each in able))
    measured = {name: [of(asked, each) for each in able] for name, of in _BESIDE.items()}
    for place, each in enumerate(able[:BEST]):
        told = _of_sentence(asked, each)
        for name, values in measured.items():
            own = values[place]
            told[name] = own
            told[f"{name} behind"] = max(values) - own
            told[f"{name} better"] = min(MOST, sum(value > own for value in values))
            told[f"{name} alike"] = min(MOST, sum(value >= own for value in values))
        for name, value in told.items():
            if not place:
                found[f"first {name}"] = value
            found[f"most {name}"] = max(value, found.get(f"most {name}", value))
    return found


def _plain(asked: Asked) -> frozenset[int]:
    """The numbers of the concepts that a paper can hardly put otherwise."""
    return frozenset(number for number, each in enumerate(asked.concepts) if not each.loose)


def _of_question(asked: Asked) -> dict[str, float]:
    counted = tuple(zip(asked.concepts, asked.counts, strict=True))
    absent = [number for number, (_, count) in enumerate(counted) if not count]
    plain = _plain(asked)
    foreign = {number for number, (each, _) in enumerate(counted) if each.foreign}
    loose = {number for number, (each, _) in enumerate(counted) if each.loose}
    unsaid = [number for number in absent if number in plain - foreign]
    present = [number for number, (_, count) in enumerate(counted) if count]
    found = {f"asks {name}": float(bool(asked.kinds & kinds)) for name, kinds in _KINDS.items()}
    return found | {
        "asks nothing": float(not asked.kinds),
        "kinds": len(asked.kinds),
        "concepts": len(asked.concepts),
        "plain concepts": len(plain),
        "unsaid": asked.share(unsaid),
        "unsaid ones": len(unsaid),
        "unsaid foreign": asked.share([each for each in absent if each in foreign]),
        "unsaid loose": asked.share([each for each in absent if each in loose]),
        "unsaid name": float(any(asked.concepts[each].proper for each in absent)),
        "names": float(any(each.proper for each in asked.concepts)),
        "translated": float(any(not each.name.isascii() for each in asked.concepts)),
        "heaviest": max(asked.weights, default=0.0),
        "weight": sum(asked.weights),
        "said": asked.share(present),
        "heaviest said": max((asked.weights[each] for each in present), default=0.0),
        "of a kind of things": float(any(evidence_for(each) for each in asked.concepts)),
        "in the paper's title": asked.share(asked.paper),
    }


def _of_sentence(asked: Asked, ranked: Ranked) -> dict[str, float]:
    drawn, spoken = ranked.drawn, ranked.spoken
    text, within = drawn.text, drawn.passage.within
    plain = _plain(asked)
    titled = spoken.here | spoken.titles
    around = titled | spoken.around
    anywhere = around | spoken.section | asked.paper
    every = frozenset(range(len(asked.concepts)))
    names = frozenset(number for number in every if asked.concepts[number].proper)
    found = {
        "answers": float(ranked.answers),
        "fitting": float(ranked.fitting),
        "titles": asked.share(spoken.titles),
        "section": asked.share(around | spoken.section),
        "plain said": _part(asked, plain & spoken.here, plain),
        "plain titled": _part(asked, plain & titled, plain),
        "plain around": _part(asked, plain & around, plain),
        "loose said": len(spoken.here - plain),
        "concepts said": len(spoken.here),
        "weight said": sum(asked.weights[each] for each in spoken.here),
        "heaviest said": max((asked.weights[each] for each in spoken.here), default=0.0),
        "heaviest missing": max((asked.weights[each] for each in every - titled), default=0.0),
        "heaviest nowhere": max((asked.weights[each] for each in every - anywhere), default=0.0),
        "key said": float(asked.key in spoken.here),
        "key titled": float(asked.key in titled),
        "names said": len(names & spoken.here) / len(names) if names else 1.0,
        "names anywhere": len(names & anywhere) / len(names) if names else 1.0,
        "of the kinds": choosing.fit(asked, drawn),
        "strictly": float(all(fits(text, drawn.titles, kind) for kind in asked.kinds & STRICT)),
        "near a number": near_numbers(asked, text, spoken),
        "outright": choosing.outright(asked, drawn),
        "of one title": float(choosing.titled(asked, drawn)),
        "joined": choosing.joined(asked, text, spoken),
        "exactly": choosing.exactly(asked, text, spoken),
        "a row": float(bool(drawn.above)),
        "length": len(text) / 100,
        "numbers": min(MOST, sum(1 for _ in numbers(text))),
        "abstract": float(drawn.passage.section == ABSTRACT),
        "elsewhere": float(bool(signs.ELSEWHERE.search(within))),
        "of limits": float(bool(signs.WEAK_TITLE.search(within))),
    }
    for name, pattern in _OF_TEXT.items():
        found[name] = float(bool(pattern.search(text)))
    return found


_OF_TEXT = {
    "ours": signs.OURS,
    "cited": signs.CITED,
    "reason": signs.REASON,
    "limits": signs.LIMITS,
    "comparison": signs.COMPARISON,
    "takes": signs.TAKES,
    "choice": signs.CHOICE,
    "by so much": signs.BY_SO_MUCH,
}


def _part(asked: Asked, numbers_of: frozenset[int], whole: frozenset[int]) -> float:
    """How much of these concepts those are; all of none."""
    weight = asked.share(whole)
    return asked.share(numbers_of) / weight if weight else 1.0
