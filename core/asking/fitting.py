"""Whether a sentence may answer a question at all, however well it speaks of it. Pure."""

# Tested in tests/core/asking/test_choosing.py.

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from core.asking import signs
from core.asking.asked import AROUND, Asked, Drawn, Spoken
from core.asking.concepts import Concept
from core.asking.evidence import asked_whether_out, evidence_for, outs
from core.asking.kinds import STRICT, Kind, fits, numbers

NEARLY_ALL = 0.6
MOST = 0.8  # the same in it or above it, where the question is whether something is so
COMMON = 1.5  # the weight of a name that the paper speaks of nearly everywhere
MISSING = 0.25  # of the plain words of a question, in the passage of a number
MANY_WORDS = 3  # of the name of what is counted: a paper may have another for one of them
CELL = 60  # characters of a cell that holds a value
SHORT = 3  # letters of an abbreviation
NEAR_BY = 45  # characters between a number and the word for what it counts
OF_NUMBERS = frozenset({Kind.NUMBER, Kind.QUANTITY, Kind.SHARE, Kind.DURATION})
# What no row of a table tells, nor whether something is so.
OF_SENTENCES = frozenset({Kind.LIMITS, Kind.REASON, Kind.MANNER, Kind.PERSON})
# How a number is joined to what stands before it.
_LINKS = re.compile(
    r"(?:[=:]|\b(?:of|is|was|are|were|to|by|at|with|about|approximately|over|than|and))\W*$"
)


def barred(asked: Asked, drawn: Drawn, spoken: Spoken) -> bool:
    """Whether a sentence answers in no case: it lacks a name that is asked for, also around it and
    in its section; is a row where somebody asks why, how, who or whether something is so; tells of
    other work; or shows nothing of the kind of thing of which one is asked for."""
    near = spoken.here | spoken.titles | spoken.around | spoken.section | asked.paper
    weighed = zip(asked.concepts, asked.weights, strict=True)
    if any(
        concept.proper and weight > COMMON and number not in near
        for number, (concept, weight) in enumerate(weighed)
    ):
        return True
    if drawn.above and (not asked.kinds or asked.kinds & OF_SENTENCES):
        return True
    return not _shows(asked, drawn, spoken) or _of_others(asked, drawn)


def fitting(asked: Asked, drawn: Drawn, spoken: Spoken) -> bool:
    """Whether a sentence is of the kinds wanted and speaks of the names and things asked for.

    Names must stand in its section or above it; what is counted, at least in its passage.
    """
    above = spoken.here | spoken.titles | asked.paper
    if signs.GOES_ON.match(drawn.text):
        above |= spoken.around
    if asked.absent or barred(asked, drawn, spoken):
        return False
    if not _on_the_matter(asked, spoken, above):
        return False
    if asked.kinds & OF_NUMBERS and not _measured(asked, drawn, spoken):
        return False
    said = f"{drawn.titles}\n{drawn.passage.text}".casefold()
    if Kind.QUANTITY in asked.kinds:
        said = f"{drawn.titles}\n{drawn.text}".casefold()
    counted = [asked.concepts[number] for number in asked.counted]
    missing = [thing for thing in counted if not (thing.loose or _counts(thing, said))]
    if len(missing) > (len(counted) >= MANY_WORDS):
        return False
    return all(fits(drawn.text, drawn.titles, kind) for kind in asked.kinds & STRICT)


def _on_the_matter(asked: Asked, spoken: Spoken, above: Collection[int]) -> bool:
    """Whether a sentence speaks of what the kind of question is about above all.

    Whether something is so, only a sentence on nearly all of it tells; so which ones they are.
    """
    plain = [number for number, concept in enumerate(asked.concepts) if not concept.loose]
    if not asked.concepts:
        return True
    near = {*above, *spoken.around}
    here = spoken.here | spoken.titles
    if not asked.kinds and asked.share(here) + AROUND * asked.share(near - here) < MOST:
        return False
    known = asked.share(near.intersection(plain))
    return not (Kind.NAMES in asked.kinds and known < NEARLY_ALL * asked.share(plain))


def _measured(asked: Asked, drawn: Drawn, spoken: Spoken) -> bool:
    """Whether a number of the sentence may well be that of what is asked."""
    if not asked.concepts:
        return True
    if not asked.kinds & STRICT:
        return True
    near = {*spoken.here, *spoken.titles, *spoken.around, *spoken.section, *asked.paper}
    plain = {number for number, each in enumerate(asked.concepts) if not each.loose}
    missing = plain - near
    if len(missing) > len(plain) // 3 or asked.share(missing) > MISSING * asked.share(plain):
        return False
    if drawn.above:
        return any(_in_cell(drawn.text, start) for start, _ in _places(asked, drawn.text))
    if Kind.COMPARISON in asked.kinds and signs.BY_SO_MUCH.search(drawn.text):
        return True
    there = spoken.here
    if Kind.DURATION in asked.kinds:
        there |= spoken.titles
    if near_numbers(asked, drawn.text, spoken) > 0:
        return True
    return bool(plain) and plain <= there and any(_places(asked, drawn.text))


def _of_others(asked: Asked, drawn: Drawn) -> bool:
    """Whether the sentence tells of other work: it cites some, or tells what is wrong where that is
    asked for, and says nothing of its own, in a section that introduces or looks around, and nobody
    asked for others."""
    words = (word for concept in asked.concepts for word in concept.words)
    if any(signs.ASKS_OF_OTHERS.match(word.casefold()) for word in words):
        return False
    elsewhere = signs.ELSEWHERE.search(drawn.passage.within)
    cites = Kind.LIMITS in asked.kinds or signs.CITED.search(drawn.text)
    return bool(elsewhere and cites) and not signs.OURS.search(drawn.text)


def _shows(asked: Asked, drawn: Drawn, spoken: Spoken) -> bool:
    """Whether the sentence shows something of each kind of thing of which one is asked for.

    Money, a licence and the like are somebody's: what it is of must be spoken of around it.
    """
    plain = {number for number, each in enumerate(asked.concepts) if not each.loose}
    near = {*spoken.here, *spoken.titles, *spoken.around, *asked.paper}
    out = asked_whether_out(asked.concepts)
    if out is not None and not any(named(out, each.casefold()) for each in outs(drawn.text)):
        return False
    for number, concept in enumerate(asked.concepts):
        evidence = evidence_for(concept)
        if not evidence or (evidence.kinds is not None and not evidence.kinds & asked.kinds):
            continue
        if not evidence.speaks(drawn.text, drawn.titles):
            return False
        others = plain - {number}
        if evidence.kinds is None and others and others.isdisjoint(near):
            return False
        elsewhere = signs.ELSEWHERE.search(drawn.passage.section)
        if evidence.kinds is None and (elsewhere or signs.OTHERS.search(drawn.passage.within)):
            return bool(signs.OWN.search(drawn.text))
    return True


def near_numbers(asked: Asked, text: str, spoken: Spoken) -> float:
    """How much of the question stands beside one number of the sentence, at most."""
    places = list(_places(asked, text))
    if " | " in text:
        first = text.index(" | ")
        if any(start > first and _in_cell(text, start) for start, _ in places):
            return asked.share(spoken.here)
        return 0.0
    most = 0.0
    for start, end in places[:20]:
        behind = text[end : end + NEAR_BY].casefold()
        before = text[max(0, start - NEAR_BY) : start].casefold()
        near = {number for number in spoken.here if named(asked.concepts[number], behind)}
        most = max(most, asked.share(near))
        near |= {number for number in spoken.here if named(asked.concepts[number], before)}
        linked = 1.0
        if not _LINKS.search(before):
            linked = 0.7
        most = max(most, linked * asked.share(near))
    return most


def _in_cell(row: str, place: int) -> bool:
    """Whether what stands there in a row is a cell's value, and no part of a text."""
    begins = row.rfind(" | ", 0, place) + 3
    ends = row.find(" | ", place)
    return (ends if ends >= 0 else len(row)) - begins <= CELL


def _places(asked: Asked, text: str) -> Iterator[tuple[int, int]]:
    """Where numbers stand that may be the one that is wanted: with a unit of time where that is
    asked for; none that only numbers what is counted, as in "head 5", or that the question states
    itself."""
    if Kind.DURATION in asked.kinds:
        yield from (found.span() for found in signs.DURATION.finditer(text))
        return
    counted = [asked.concepts[number] for number in asked.counted]
    stated = {concept.name for concept in asked.concepts}
    for start, end in numbers(text):
        if text[start:end].strip("~$%\\").replace(",", "") in stated:
            continue
        before = text[max(0, start - NEAR_BY) : start].casefold()
        last = before.rstrip(" ").rpartition(" ")[2]
        numbered = before.endswith(" ") and any(named(thing, last) for thing in counted)
        if Kind.QUANTITY in asked.kinds or not numbered:
            yield start, end


def _counts(thing: Concept, text: str) -> bool:
    """Whether the text has a word for the thing that is counted: its own, or a translation."""
    words = thing.words
    if thing.name.isascii():
        words = words[:1]
    return any(_singular(word) in text for word in words)


def _singular(word: str) -> str:
    return re.sub(r"(?:ies|s)$", "", word.casefold())


def named(concept: Concept, text: str) -> bool:
    """Whether the text, of small letters, has a word for the concept."""
    return any(stands(word, text) for word in concept.words)


def stands(word: str, text: str) -> bool:
    """Whether the text, of small letters, has a form of the word; one of a few letters must be all
    of a word."""
    begun = stem(word)
    if len(begun) > SHORT:
        return begun in text
    return begun in text and bool(re.search(rf"(?<!\w){re.escape(begun)}(?!\w)", text))


def stem(word: str) -> str:
    """The word's beginning, in small letters, which its other forms have too."""
    return word.casefold()[: max(4, len(word) - 3)]
