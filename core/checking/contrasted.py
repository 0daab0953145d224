"""Whether the paper tells a figure of something else than the sentence, and another figure of what
the sentence names, side by side. Pure.

"Otter reaches 61%" for a paper that says "Heron reaches 61% and Otter 48%".
"""

# Chinese is read here: what parts clauses.
# Tested in tests/core/checking/test_contrasted.py.

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import combinations

from core.checking.comparing import has_decimals, same_scale
from core.checking.evidence import Evidence, Mention
from core.checking.names import stem
from core.checking.naming import alike
from core.checking.quantity import Quantity
from core.checking.reading import By, Reading, Reason
from core.models import Finding
from core.plain import plain

# A Latin word with a capital or a digit inside it, and the numbers that belong to it.
_NAME = re.compile(
    r"(?<![A-Za-z0-9.-])(?=[A-Za-z0-9.+@-]{0,30}[A-Z])[A-Za-z][A-Za-z0-9]*"
    r"(?:[-.+@][A-Za-z0-9]+){0,8}(?:\s\d{1,4}(?:\.\d)?(?:-?\d{0,3}[BMK])?(?![\w%×]|[.,]\d))?"
    r"(?:\s\d{1,3}(?:\.\d)?[BMK](?![\w%]))?"
)
_PARTS = re.compile(
    r"[,;:]\s|[，；：]|\.\s|\b(?:while|whereas|and|but|versus|vs\.?|than|against|rather)\b"
    r"|\bcompared (?:to|with)\b|而|但|和|与"
)
_ORDINARY = re.compile(r"[A-Z][a-z]*$")
_IN_TURN = re.compile(r"\brespectively\b|分别|依次")
_STOPPED = re.compile(r"\.\s|;\s|[。；]")
# How much more than enough two figures that are each the other's fit better exchanged.
_PLAINLY = 0.25
_LOOKED_AT = 6
_MARKS = re.compile(r"[^0-9a-z+]")
# From where on a place tells of what the sentence does.
_OF_IT, _NEARLY = 0.1, 0.5


def hold_against_contrasts(text: str, readings: Sequence[Reading], evidence: Evidence) -> None:
    """Doubt figures of a plain sentence that all their places give to something that the sentence
    does not name, beside another figure for what it names."""
    every = _names_of(text, readings)
    if not every:
        return
    stated = {each.quantity.value for each in readings}
    for one, other in combinations(readings, 2):
        _hold_exchanged(text, one, other, readings, evidence)
    for reading in readings:
        quantity = reading.quantity
        if reading.finding not in (Finding.FOUND, Finding.OPEN) or quantity.word:
            continue
        if not (quantity.unit or has_decimals(quantity)):
            continue  # a setting: "in base 420"
        best = max((reading.fit(at) for _, at in reading.best), default=0.0)
        least = max(_OF_IT, _NEARLY * best)
        places = [at for _, at in reading.best if reading.fit(at) >= least][:_LOOKED_AT]
        if not any(not at.in_table for at in places):
            continue
        own = _own_names(text, quantity, readings) or every
        if all(_is_of_another(at, own, every, stated, evidence) for at in places):
            reading.doubt(Reason.OTHER_PLACE, By.RIVAL)


def _is_of_another(
    place: Mention,
    own: Collection[str],
    every: Collection[str],
    stated: Collection[float],
    evidence: Evidence,
) -> bool:
    paper = plain(evidence.places[place.place].text)
    if place.in_table:
        row = _MARKS.sub("", paper.lower())
        return not any(name in row for name in own)
    if _IN_TURN.search(paper):
        return False  # commas part no clauses there
    found = evidence.mentions_of(place.place)
    there = _segment(paper, place.quantity, found)
    if not there or _shared(there, every) or any(stem(each) in evidence.own for each in there):
        return False
    for other in found:
        if other.quantity.value in (place.quantity.value, *stated):
            continue
        if other.quantity.aside or not alike(other.quantity, place.quantity):
            continue
        if _shared(_segment(paper, other.quantity, found), own):
            return True
    return False


def _hold_exchanged(
    text: str, one: Reading, other: Reading, readings: Sequence[Reading], evidence: Evidence
) -> None:
    """Doubt two figures each of which all places give to what the sentence names for the other."""
    if one.figure == other.figure or one.quantity.word or other.quantity.word:
        return
    if one.quantity.value == other.quantity.value or not (one.best and other.best):
        return
    if not (alike(one.quantity, other.quantity) and same_scale(one.quantity, other.quantity)):
        return
    if Finding.DERIVED in (one.finding, other.finding):
        return
    ours = _own_names(text, one.quantity, readings)
    theirs = _own_names(text, other.quantity, readings)
    counted = one.counted | other.counted
    both = _told_of(one, evidence) & _told_of(other, evidence)
    only_ours = [each for each in ours - counted - both if not _shared((each,), theirs)]
    only_theirs = [each for each in theirs - counted - both if not _shared((each,), ours)]
    if not (only_ours and only_theirs):
        return
    if _are_of(one, only_theirs, only_ours, evidence) and _are_of(
        other, only_ours, only_theirs, evidence
    ):
        for reading in (one, other):
            reading.doubt(Reason.EXCHANGED, By.EXCHANGE, _PLAINLY)


def _likely(reading: Reading) -> list[Mention]:
    """The places of a figure that fit it nearly as well as its best one."""
    best = max((reading.fit(at) for _, at in reading.best), default=0.0)
    found = [at for _, at in reading.best if reading.fit(at) >= _NEARLY * best]
    return found[:_LOOKED_AT]


def _told_of(reading: Reading, evidence: Evidence) -> frozenset[str]:
    """The names that places in prose that fit a figure have in its clause."""
    found = [
        _segment(plain(evidence.places[at.place].text), at.quantity, evidence.mentions_of(at.place))
        for at in _likely(reading)
        if not at.in_table
    ]
    return frozenset().union(*found)


def _are_of(
    reading: Reading, names: Collection[str], others: Collection[str], evidence: Evidence
) -> bool:
    """Whether all places of a figure that name one of these name the first alone, and one does."""
    found = False
    for at in _likely(reading):
        text = plain(evidence.places[at.place].text)
        if at.in_table:
            there = frozenset((_MARKS.sub("", text.lower()),))
        else:
            there = _sentence(text, at.quantity, evidence.mentions_of(at.place))
        if _shared_within(others, there):
            return False
        found = found or _shared_within(names, there)
    return found


def _piece(marks: re.Pattern[str], text: str, quantity: Quantity) -> tuple[int, int]:
    """Where the piece of a text begins and ends that a figure stands in, between such marks."""
    start, end = 0, len(text)
    for match in marks.finditer(text):
        if match.end() <= quantity.start:
            start = match.end()
        elif match.start() >= quantity.end:
            end = match.start()
            break
    return start, end


def _segment(paper: str, quantity: Quantity, found: Sequence[Mention]) -> frozenset[str]:
    """The names in the piece of a sentence that a figure stands in."""
    start, end = _piece(_PARTS, paper, quantity)
    within = [each.quantity for each in found]
    return _squeezed(paper, start, end, [(each.start, each.end) for each in within])


def _sentence(paper: str, quantity: Quantity, found: Sequence[Mention]) -> frozenset[str]:
    """The names in the sentence that a figure stands in, of a place that may have several, or in
    its clause where that has some."""
    clause = _segment(paper, quantity, found)
    if clause:
        return clause
    start, end = _piece(_STOPPED, paper, quantity)
    return _squeezed(paper, start, end, ())


def _own_names(text: str, quantity: Quantity, readings: Sequence[Reading]) -> frozenset[str]:
    start, end = _piece(_PARTS, text, quantity)
    return _names(text, start, end, readings)


def _names(text: str, start: int, end: int, readings: Sequence[Reading]) -> frozenset[str]:
    return _squeezed(text, start, end, [(at.quantity.start, at.quantity.end) for at in readings])


def _names_of(text: str, readings: Sequence[Reading]) -> frozenset[str]:
    """The names in a plain text, small and without marks."""
    return _names(text, 0, len(text), readings)


def _squeezed(
    text: str, start: int, end: int, figures: Sequence[tuple[int, int]]
) -> frozenset[str]:
    """The names between two places of a text, small and without marks; none that begin a figure or
    that any word at a sentence's head may be."""
    found: set[str] = set()
    for match in _NAME.finditer(text, start, end):
        if any(at <= match.start() < last for at, last in figures):
            continue
        if _ORDINARY.fullmatch(match[0]) and not text[: match.start()].strip():
            continue
        found.add(_MARKS.sub("", match[0].lower()))
    return frozenset(found)


def _shared(ours: Collection[str], theirs: Collection[str]) -> bool:
    """Whether two groups of names have one in common, be it told more fully in one of them."""
    return any(one in other or other in one for one in ours for other in theirs)


def _shared_within(names: Collection[str], there: Collection[str]) -> bool:
    """Whether one of these names stands in one of those, which may be whole rows of a table."""
    return any(name in each for name in names for each in there)
