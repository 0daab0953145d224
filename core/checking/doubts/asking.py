"""What a model is asked of a report's doubts, and which of its quotes settle one. Pure.

`put` chooses the doubts and the places of the paper that may settle them; `cleared` looks the
model's quotes up in these places, and decides by `settling`, never by the model's word.
"""

# Tested in tests/core/checking/doubts/test_asking.py.

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from core.asking.quotes import located
from core.checking.doubts.settling import Settling
from core.checking.doubts.wording import Doubted, doubted
from core.checking.paper.evidence import Evidence
from core.checking.places.fitting import Reading, Reason
from core.checking.places.support import written
from core.checking.places.together import FULL_TEXT
from core.checking.verify import decided_by_rules
from core.checking.weighing import Decided, likely_wrong
from core.checking.words.names import squeezed
from core.models import Check, Claim, ClaimKind, Finding
from core.plain import plain

# What one call may hold: doubts, places for each of them, and characters of a place and of all.
MOST_DOUBTS, PLACES, LONGEST_PLACE, LONGEST = 12, 4, 600, 9_000
_LONGEST_HEAD = 300
_DOUBTS = (Finding.MISSING, Finding.OPEN)
# Doubts of how a statement relates its figures, each of which may stand in the paper as it is told.
_RELATED = (Reason.EXCHANGED, Reason.DIRECTION)
_NAME_PARTS = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or row of the paper, as it is shown to a model.

    `around` tells what a row cannot tell itself: the caption and the heads of its table.
    """

    place: int
    section: str
    around: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Doubts:
    """What a model is asked: claims, and the passages that may settle them."""

    claims: tuple[Claim, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a model says of one doubt.

    `number` counts the doubts from 1; `quote` is the paper's words or "", `about` what the model
    takes the figure there to be.
    """

    number: int
    quote: str
    about: str = ""


def doubts_of(found: Check) -> tuple[Claim, ...]:
    """The claims that are doubted or open."""
    return tuple(claim for claim in found.claims if claim.finding in _DOUBTS)


def put(found: Check, settling: Settling, longest: int = LONGEST) -> Doubts:
    """The doubts that places of the paper may settle, in at most so many characters."""
    claims: list[Claim] = []
    passages: dict[int, Passage] = {}
    room = longest
    for claim in doubts_of(found):
        if len(claims) == MOST_DOUBTS:
            break
        places = _places(claim, settling)
        new = {place: _passage(place, claim, settling) for place in places if place not in passages}
        cost = len(claim.sentence) + sum(_length(passage) for passage in new.values())
        if not places or cost > room:
            continue
        room -= cost
        passages |= new
        claims.append(claim)
    return Doubts(tuple(claims), tuple(passages.values()))


def cleared(found: Check, asked: Doubts, said: Iterable[Quoted], settling: Settling) -> Check:
    """The check with the doubts that a quote settles found where the quote stands."""
    settled: dict[Claim, Claim] = {}
    for each in said:
        if not 1 <= each.number <= len(asked.claims):
            continue
        claim = asked.claims[each.number - 1]
        place = _settling_place(claim, asked.passages, each, settling)
        if place is not None:
            settled.setdefault(claim, _found(claim, place, settling.evidence))
    return Check(tuple(settled.get(claim, claim) for claim in found.claims))


def carried(found: Check, original: Check) -> Check:
    """The check of a translation with the doubts found that were settled in the original."""
    known = {(claim.kind, claim.text): claim for claim in original.claims if claim.second_look}
    claims: list[Claim] = []
    for claim in found.claims:
        settled = known.get((claim.kind, claim.text))
        if settled is not None and claim.finding in _DOUBTS:
            claims.append(settled)
        else:
            claims.append(claim)
    return Check(tuple(claims))


def _found(claim: Claim, place: int, evidence: Evidence) -> Claim:
    section, anchor, text = evidence.places[place]
    return replace(
        claim,
        finding=Finding.FOUND,
        section=section,
        anchor=anchor,
        sentence=text,
        second_look=True,
    )


def _settling_place(
    claim: Claim, passages: Sequence[Passage], said: Quoted, settling: Settling
) -> int | None:
    """The place that the quote is of, if it settles the claim."""
    for passage in passages:
        text = settling.evidence.places[passage.place].text
        if located(said.quote, text) is None:
            continue
        if claim.kind is ClaimKind.NAME:
            if _named(claim.text, said.quote):
                return passage.place
            continue
        figure = read(claim, settling)
        if figure is None or settling.speaks_otherwise(figure, said.about):
            return None
        if not _holds(figure, said.quote, passage.place, settling):
            continue
        decided = decided_by_rules(claim.sentence, settling.evidence)
        wrong = _likely_wrong(decided, figure, settling.evidence)
        if settling.settles_at(figure, claim.finding, passage.place, wrong):
            return passage.place
    return None


def read(claim: Claim, settling: Settling) -> Doubted | None:
    """The claim's figure in its sentence; None where it is not read there."""
    return doubted(claim.text, claim.sentence, settling.evidence)


def _holds(figure: Doubted, quote: str, place: int, settling: Settling) -> bool:
    """Whether the figure's value stands in the quote itself, not only in its sentence."""
    said = plain(quote).replace(",", "")
    for end in figure.stated.ends:
        values = settling.holding(end, place)
        if not any(each.quantity.word or written(each.quantity) in said for each in values):
            return False
    return True


def _named(name: str, quote: str) -> bool:
    """Whether the quote has every part of a name, in whatever order and with whatever between."""
    parts = _NAME_PARTS.findall(name.lower())
    there = _NAME_PARTS.findall(plain(quote).lower())
    return bool(parts) and all(part in there for part in parts)


def _places(claim: Claim, settling: Settling) -> list[int]:
    """The places that would settle a claim if somebody vouched for them, the likeliest first.

    What nothing can settle is not asked, nor what is doubted for more than its place; and of places
    that hold the value for something else none is shown, for a model may take it.
    """
    if claim.kind is ClaimKind.NAME:
        return _places_of_name(claim.text, settling.evidence)
    figure = read(claim, settling)
    decided = decided_by_rules(claim.sentence, settling.evidence)
    if figure is None or _is_doubt_of_relation(claim, figure, decided):
        return []
    wrong = _likely_wrong(decided, figure, settling.evidence)
    return settling.settles(figure, claim.finding, wrong)[:PLACES]


def _is_doubt_of_relation(claim: Claim, figure: Doubted, decided: Decided | None) -> bool:
    """Whether a figure is doubted since it changed places with another or its direction is turned:
    "A (58.9) beats B (70.6)". That its value stands there says nothing against such a doubt."""
    if claim.finding is not Finding.MISSING or decided is None:
        return False
    return any(each.reason in _RELATED for each in _ends(decided, figure))


def _likely_wrong(decided: Decided | None, figure: Doubted, evidence: Evidence) -> float | None:
    """How likely a figure is wrong, from 0 to 1; None of a text that is too short to be weighed."""
    if decided is None or len(evidence.mentions) < FULL_TEXT:
        return None
    weighed = dict(zip(map(id, decided.readings), likely_wrong(decided, evidence), strict=True))
    return max((weighed[id(each)] for each in _ends(decided, figure)), default=1.0)


def _ends(decided: Decided, figure: Doubted) -> list[Reading]:
    """What the rules make of a figure: of both its ends, if it has two."""
    start = figure.stated.start
    return [each for each in decided.readings if decided.stated[each.figure].start == start]


def _places_of_name(name: str, evidence: Evidence) -> list[int]:
    """The places that have all parts of a name."""
    longest = max(_NAME_PARTS.findall(name), key=len, default="")
    if len(longest) < 3:
        return []
    found: list[int] = []
    for number, place in enumerate(evidence.places):
        if longest.lower() in squeezed(place.text) and _named(name, place.text):
            found.append(number)
            if len(found) == PLACES:
                break
    return found


def _passage(place: int, claim: Claim, settling: Settling) -> Passage:
    section, _, text = settling.evidence.places[place]
    around: tuple[str, ...] = ()
    row = settling.evidence.rows.get(place)
    if row is not None:
        told = (row.caption, " | ".join(row.heads))
        around = tuple(each[:_LONGEST_HEAD] for each in told if each.strip(" |"))
    return Passage(place, section, around, _window(text, claim.text))


def _window(text: str, claim: str) -> str:
    """As much of a long place as is shown: around the figure's digits where they stand."""
    if len(text) <= LONGEST_PLACE:
        return text
    digits = re.search(r"\d[\d.]*", claim)
    at = max(0, text.find(digits[0])) if digits else 0
    start = max(0, at - LONGEST_PLACE // 2)
    return text[start : start + LONGEST_PLACE]


def _length(passage: Passage) -> int:
    return len(passage.section) + sum(map(len, passage.around)) + len(passage.text)
