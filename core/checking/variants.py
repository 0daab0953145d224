"""Whether a figure is told of one of several things numbered alike, or of one row or column of a
table, and the paper tells it of another: "on split B2" for "on split B1". Pure.

Also whether it counts something else: 15 iterations are not 15 epochs.
"""

# Chinese is read here: what is counted.
# Tested in tests/core/checking/test_variants.py.

from __future__ import annotations

import re
from collections.abc import Sequence

from core.checking.comparing import has_decimals, is_size
from core.checking.evidence import Evidence, Mention
from core.checking.names import words
from core.checking.quantity import Quantity
from core.checking.reading import By, Reading, Reason
from core.models import Finding
from core.plain import plain

# A name and the number that tells it from its like; "D_1", "D1", "stage 2".
_NUMBERED = re.compile(
    r"(?<![A-Za-z0-9_.-])([A-Z][A-Za-z]{0,11}|zoo|stage|phase|task|track|level|tier|group|split|fold"
    r"|version|setting|round)[ _-]{0,2}\{?(\d{1,2}(?:\.\d)?)\}?(?![A-Za-z0-9_%]|\.\d|-[A-Za-z0-9])"
)
# Behind these a number counts or measures.
_NO_NAME_WORDS = (
    "At In On Of By To For From With And Or The Top Over About Only Just Under Table Figure Fig "
    "Section Eq Equation Appendix Algorithm Page Than All Its As Nearly Around After Using"
)
_NO_NAMES = frozenset(_NO_NAME_WORDS.split())
# What a figure counts: what is of one kind is not of another.
_KINDS = (
    re.compile(r"[\s-]{0,2}(?:个\s?)?(?:training\s)?(?:epochs?\b)", re.IGNORECASE),
    re.compile(
        r"[\s-]{0,2}(?:(?:training|gradient|optimi[sz]er|update)\s)?(?:iterations?|steps?)\b"
        r"|\s?(?:次|轮)?迭代|\s?步",
        re.IGNORECASE,
    ),
)
_TOKEN_KINDS = (
    re.compile(r"[\s-]{0,2}(?:个\s?)?(?:\w{1,10}\s)?tokens?\b|\s?个?词元", re.IGNORECASE),
    re.compile(
        r"[\s-]{0,2}(?:\w{1,10}\s)?words?\b|\s?个?(?:单词|词(?!元|[表汇典条]))", re.IGNORECASE
    ),
    re.compile(r"[\s-]{0,2}(?:\w{1,10}\s)?characters?\b|\s?个?字符", re.IGNORECASE),
    re.compile(r"[\s-]{0,2}(?:\w{1,10}\s)?sentences?\b|\s?个?句", re.IGNORECASE),
)
_CLAUSES = re.compile(r"[,;:]\s|[，；：。]|\.\s|\b(?:while|whereas|and|but)\b|而|但")
_NAME = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z0-9.+-]{1,30}")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_ORDINARY = re.compile(r"[A-Z][a-z]*")
_GRIDS = 60
# From where on a place tells of the same thing.
_OF_IT, _PLAINLY = 0.4, 0.6


def hold_against_variants(text: str, readings: Sequence[Reading], evidence: Evidence) -> None:
    """Doubt figures that every place that plainly tells of them gives for another thing of the
    same name, or counts otherwise."""
    named = _numbered(text)
    for reading in readings:
        if reading.finding not in (Finding.FOUND, Finding.OPEN) or reading.quantity.word:
            continue
        places = [at for _, at in reading.best if reading.fit(at) >= _OF_IT]
        if not places or any(at.in_table for at in places):
            continue
        plainly = all(reading.fit(at) >= _PLAINLY for at in places) and len(reading.best) == 1
        of_another = plainly and all(_is_of_another(named, at, evidence) for at in places)
        if of_another or all(_is_of_a_sibling(text, reading, at, evidence) for at in places):
            reading.doubt(Reason.OTHER_PLACE, By.VARIANT)
        elif all(_counts_otherwise(text, reading, at, evidence) for at in places):
            reading.doubt(Reason.OTHER_UNIT, By.UNIT)


def _numbered(text: str) -> dict[str, set[str]]:
    """The numbers that tell things of one name apart, by the name."""
    found: dict[str, set[str]] = {}
    for match in _NUMBERED.finditer(text):
        if match[1] not in _NO_NAMES:
            found.setdefault(match[1].lower(), set()).add(match[2])
    return found


def _is_of_another(named: dict[str, set[str]], place: Mention, evidence: Evidence) -> bool:
    """Whether a place has one of the names with other numbers alone."""
    there = _numbered(plain(evidence.places[place.place].text))
    return any(
        name in there and not numbers & there[name] and len(numbers) == len(there[name]) == 1
        for name, numbers in named.items()
    )


def _counts_otherwise(text: str, reading: Reading, place: Mention, evidence: Evidence) -> bool:
    if reading.quantity.unit or place.quantity.unit:
        return False
    if _counts_another(reading, place, evidence):
        return True
    end = reading.quantity.end
    for kinds in (_KINDS, _TOKEN_KINDS):
        ours = {at for at, kind in enumerate(kinds) if kind.match(text, end)}
        if not ours:
            continue
        there = plain(evidence.places[place.place].text)
        theirs = {at for at, kind in enumerate(kinds) if kind.match(there, place.quantity.end)}
        if theirs and not ours & theirs:
            return True
    return False


def _counts_another(reading: Reading, place: Mention, evidence: Evidence) -> bool:
    """Whether a place counts so many of what the sentence lacks, and another number of what the
    sentence counts: "8 sentences" for "8 stories, each of five sentences"."""
    ours, theirs = reading.counted, place.counted
    if not (ours and theirs) or ours & theirs or is_size(reading.quantity):
        return False
    if has_decimals(reading.quantity) or any(each in reading.around for each in theirs):
        return False
    return any(
        ours & other.counted and other.quantity.value != reading.quantity.value
        for other in evidence.mentions_of(place.place)
    )


def _is_of_a_sibling(text: str, reading: Reading, place: Mention, evidence: Evidence) -> bool:
    """Whether the clause of a place names another row or column of a table than the sentence's
    does: "the 26 Sports users" for "26 users of Toys"."""
    if is_size(reading.quantity):
        return False
    paper = plain(evidence.places[place.place].text)
    ours, ours_all = _clause_stems(text, reading.quantity)
    theirs, theirs_all = _clause_stems(paper, place.quantity)
    for grid in evidence.grids[:_GRIDS]:
        for axis in (grid.rows, grid.columns):
            keys = axis.telling.keys()
            own, its = (ours - theirs_all) & keys, (theirs - ours_all) & keys
            if not own or not its or ours & theirs & keys:
                continue
            if not any(own & label and its & label for label in axis.labels):
                return True
    return False


def _clause_stems(text: str, quantity: Quantity) -> tuple[set[str], set[str]]:
    """The stems of the names in a figure's clause, and those of all words of its text."""
    start, end = 0, len(text)
    for match in _CLAUSES.finditer(text):
        if match.end() <= quantity.start:
            start = match.end()
        elif match.start() >= quantity.end:
            end = match.start()
            break
    found, _ = words(text)
    chinese = _CHINESE.search(text) is not None
    named = {
        match.start()
        for match in _NAME.finditer(text)
        if text[: match.start()].strip() or chinese or not _ORDINARY.fullmatch(match[0])
    }
    clause = {each.stem for each in found if each.start in named and start <= each.start < end}
    return clause, {each.stem for each in found}
