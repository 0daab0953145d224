"""The signs of one sentence that may answer a question: what speaks for and against it. Pure.

They are shares, counts and yes or no, none of which hangs on a single word. What they are worth is
learned: for the order of the sentences (`core.asking.ordering`), and for whether a question is
answered at all (`core.asking.weighing`).
"""

# Tested in tests/core/asking/test_weighing.py.

from __future__ import annotations

from core.asking import choosing, signs
from core.asking.asked import Asked
from core.asking.choosing import Ranked
from core.asking.fitting import near_numbers
from core.asking.kinds import STRICT, fits, numbers
from core.asking.passages import ABSTRACT

MOST = 20  # of what is counted


def plain(asked: Asked) -> frozenset[int]:
    """The numbers of the concepts that a paper can hardly put otherwise."""
    return frozenset(number for number, each in enumerate(asked.concepts) if not each.loose)


def of_sentence(asked: Asked, ranked: Ranked) -> dict[str, float]:
    """The signs of a sentence by what it says and where it stands."""
    drawn, spoken = ranked.drawn, ranked.spoken
    text, within = drawn.text, drawn.passage.within
    plainly = plain(asked)
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
        "plain said": _part(asked, plainly & spoken.here, plainly),
        "plain titled": _part(asked, plainly & titled, plainly),
        "plain around": _part(asked, plainly & around, plainly),
        "loose said": len(spoken.here - plainly),
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
        "barred": float(ranked.barred),
        "covered": choosing.covered(asked, spoken),
        "here": asked.share(spoken.here),
        "titled": asked.share(titled),
        "around": asked.share(around),
        "beside": asked.share(spoken.here | ranked.beside),
        "own row": float(bool(drawn.above) and choosing.is_own_row(asked, text)),
        "a question": float(text.endswith("?")),
        "denies too": float(asked.denies and bool(signs.DENIES.search(text))),
    }
    for name, pattern in _OF_TEXT.items():
        found[name] = float(bool(pattern.search(text)))
    for name, pattern in _OF_TITLES.items():
        found[name] = float(bool(pattern.search(within)))
    for kind in asked.kinds:
        found[f"fits {kind.value}"] = 1.0 if fits(text, drawn.titles, kind) else -1.0
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
    "denies": signs.DENIES,
    "goes on": signs.GOES_ON,
    "a caption": signs.CAPTION,
    "an address": signs.ADDRESS,
}
_OF_TITLES = {
    "concluding": signs.CONCLUDING,
    "of trials": signs.OF_TRIALS,
    "introducing": signs.INTRODUCING,
    "of others": signs.OTHERS,
}


def _part(asked: Asked, numbers_of: frozenset[int], whole: frozenset[int]) -> float:
    """How much of these concepts those are; all of none."""
    weight = asked.share(whole)
    return asked.share(numbers_of) / weight if weight else 1.0
