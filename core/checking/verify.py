"""The figure check: each figure and name of a report, looked up in the text it was read from.

`check` decides and does nothing else; docs/decisions/figure-check.md has its rules and what it was
measured to catch.
"""

# Chinese is read here: words that compare.

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import islice, permutations
from operator import itemgetter

from core.checking import support, units
from core.checking.evidence import Evidence, nearby, standing
from core.checking.names import Stems, Word, names, words
from core.checking.quantities import Quantity, Stated, figures
from core.models import Check, Claim, ClaimKind, Finding, Labelled, Report, Summary
from core.plain import Origins, plain
from core.sentences import sentences

__all__ = ["Evidence", "check", "statements"]

_COMPARING = re.compile(
    r"improv|gain|increas|reduc|drop|decreas|outperform|surpass|exceed|faster|slower|lead|margin|higher|lower|better|differ|"
    r"total|sum|combin|than|\bvs\b|versus|against|above|below|behind|ahead|\bbeat|\blos[est]|\bf[ae]ll|\bris[ei]|\brose|\bwin|"
    r"\bgoes\b|\bfrom\b|\bby\b|对|比|从|由|高|低|升|降|提升|提高|增加|增长|降低|减少|下降|高出|高于|低于|超过|超出|优于|领先|差距|相差|快|慢|倍|节省|缩短|共|合计|总",
    re.IGNORECASE,
)
# A line of a list begins with its number, whose sentence begins there too.
_ITEM = re.compile(r"\n(?=[ \t>#*•-]*(?:\d{1,2}[.)、．）](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]))")
_PAIR = re.compile(
    r"\W*+(?:vs\.?|versus|against|compared (?:to|with)|to|and|[对比和]|[提上]?[升高]?[到至]|下?[降低]?[到至])\W*+",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:.)(，；：。）（]")
_SHARING = re.compile(
    r"of (?:which|them|these|the)\b|share|proportion|account|makes? up|占|比例|其中", re.IGNORECASE
)
# How many figures of a sentence are held against one of them.
_NEIGHBOURS = 16
# How many figures of a sentence, and claims in all, are looked up; reports have some ten and some
# thirty.
_FIGURES, _CLAIMS = 40, 600


@dataclass(slots=True)
class _Reading:
    """One quantity of a sentence on its way to a finding."""

    quantity: Quantity
    around: support.Around
    own: support.Around
    best: list[support.Explained]
    contrary: list[support.Explained]
    finding: Finding = Finding.MISSING
    basis: tuple[str, ...] = ()
    swapped: bool = False


def check(texts: Iterable[str], evidence: Evidence) -> Check:
    """The claims of the texts in their order, each once.

    What is found or derived once is not missing for a sentence that only does not say from what;
    but one that the paper contradicts anywhere is missing, with that sentence.
    """
    claims: dict[tuple[ClaimKind, str], tuple[Claim, bool]] = {}
    known: Stems = {}
    for text, sentence in _stated(texts):
        if len(claims) >= _CLAIMS:
            break
        for claim, contradicted in _claims(_Original(text, sentence, known), evidence):
            before, settled = claims.get((claim.kind, claim.text), (None, False))
            if (
                before is None
                or contradicted
                or (before.finding is Finding.MISSING and not settled)
            ):
                claims[claim.kind, claim.text] = claim, settled or contradicted
    return Check(tuple(claim for claim, _ in claims.values()))


def _stated(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every sentence, behind the text that it stands in."""
    for text in texts:
        for item in _ITEM.split(text):
            for sentence in sentences(item):
                yield text, sentence


def statements(reading: Summary | Report) -> list[str]:
    """Every text of a summary or report that may state something, in reading order."""
    if isinstance(reading, Summary):
        return [
            text
            for text in (reading.title or "", reading.text, *reading.highlights)
            if text.strip()
        ]
    usage, results = reading.usage, reading.results
    texts = [
        reading.field, reading.contribution, usage.input, usage.output, *usage.steps, usage.requirements,
        *map(_labelled, (*usage.notes, *reading.innovations)),
        *results.datasets, *results.comparisons, *results.figures, *map(_labelled, results.notes),
    ]  # fmt: skip
    return [text for text in texts if text.strip()]


def _labelled(piece: Labelled) -> str:
    return f"{piece.name}: {piece.text}" if piece.name else piece.text


class _Original:
    """A sentence made plain, how its text has it, and the stems known from sentences before it."""

    def __init__(self, text: str, sentence: str, known: Stems) -> None:
        self._text, self.whole, self.known = text, sentence, known
        self.plain = plain(sentence)
        self._origins: Origins | None = None

    def cut(self, start: int, end: int) -> str:
        """What stands in the text, letter for letter, for a piece of the plain sentence."""
        if self.plain == self.whole:
            piece = self.plain[start:end]
        else:
            self._origins = self._origins or Origins(self.whole)
            piece = self._origins.cut(start, end)
        if piece in self._text:
            return piece
        found = re.search(r"\s+".join(map(re.escape, piece.split())), self._text)
        return found[0] if found else piece


def _claims(sentence: _Original, evidence: Evidence) -> list[tuple[Claim, bool]]:
    """The claims of one sentence, in its order, and whether the paper holds the figure but
    contradicts the sentence."""
    placed = list(_figures(sentence, evidence))
    for name, start in islice(names(sentence.plain), _FIGURES):
        place, name = evidence.named(name), sentence.cut(start, start + len(name))
        if place is None:
            claim = Claim(
                text=name, kind=ClaimKind.NAME, finding=Finding.MISSING, sentence=sentence.whole
            )
        else:
            claim = Claim(
                text=name, kind=ClaimKind.NAME, finding=Finding.FOUND,
                section=place.section, anchor=place.anchor, sentence=place.text,
            )  # fmt: skip
        placed.append((start, claim, False))
    return [(claim, contradicted) for _, claim, contradicted in sorted(placed, key=itemgetter(0))]


def _figures(sentence: _Original, evidence: Evidence) -> Iterator[tuple[int, Claim, bool]]:
    text = sentence.plain
    stated = list(islice(figures(text), _FIGURES))
    if not stated:
        return
    readings, about = _read(sentence, stated, evidence)
    values = {each.quantity.value for each in readings}
    for each in readings:
        _decide(each, about, values)
    _unswap(readings, text, evidence)
    for each in readings:
        if each.finding is Finding.MISSING and not each.swapped:
            _derive(each, readings, sentence, about)
    index = 0
    for figure in stated:
        ends = readings[index : index + len(figure.ends)]
        index += len(figure.ends)
        claim = _claim(sentence, figure, ends, evidence)
        held, refused = (
            all(each.best for each in ends),
            any(each.finding is Finding.MISSING for each in ends),
        )
        yield figure.start, claim, held and refused


def _read(
    sentence: _Original, stated: list[Stated], evidence: Evidence
) -> tuple[list[_Reading], support.About]:
    """The figures of a sentence, and what it seems to be about."""
    found, marks = words(sentence.plain, evidence.pairs, sentence.known)
    about = cache(partial(evidence.home, dict.fromkeys(word.stem for word in found)))
    ends = [end for figure in stated for end in figure.ends]
    at = [standing(marks, end.start) for end in ends]
    firsts = _paired(sentence.plain, ends, evidence)
    kept = _own(found, at, firsts) if any(firsts) else []
    readings: list[_Reading] = []
    for index, end in enumerate(ends):
        around = support.known(nearby(found, at[index]), evidence)
        own = {stem: around[stem] for stem in kept[index] if stem in around} if kept else around
        readings.append(_Reading(end, around, own, *support.supports(end, around, evidence, about)))
    return readings, about


def _paired(text: str, ends: list[Quantity], evidence: Evidence) -> list[int]:
    """For each figure the first of those it stands side by side with."""
    firsts: list[int] = []
    for index, end in enumerate(ends):
        beside = index > 0 and _side_by_side(text, ends[index - 1], end, evidence)
        firsts.append(firsts[-1] if beside else index)
    return firsts


def _own(found: list[Word], at: list[float], firsts: list[int]) -> list[set[str]]:
    """For each of several figures the stems that speak of it: those that none stands nearer to, but
    its pair."""
    own: list[set[str]] = [set() for _ in at]
    for word in found:
        apart = [abs(word.at - each) for each in at]
        least = min(apart)
        nearest = {first for first, each in zip(firsts, apart, strict=True) if each == least}
        for stems, first in zip(own, firsts, strict=True):
            if first in nearest:
                stems.add(word.stem)
    return own


def _decide(reading: _Reading, about: support.About, stated: set[float]) -> None:
    """Found, unless another reading of the figure is explained plainly better by the paper.

    `about` gives what the paper states where it speaks of the same as the sentence, `stated` what
    the sentence states.
    """
    if not reading.best:
        return
    reading.finding = Finding.FOUND
    ours = reading.best[0]
    if support.BETTER * ours[0] >= support.weight(reading.around):
        return  # nothing explains more than the whole
    at_home = [
        (support.explained(reading.around, each), each)
        for each in about()[0]
        if not support.other_kind(reading.quantity, each.quantity)
    ]
    if support.refuted(
        reading.quantity, reading.around, reading.own, ours, reading.contrary, at_home, stated
    ):
        reading.finding = Finding.MISSING


def _unswap(readings: list[_Reading], text: str, evidence: Evidence) -> None:
    """Two figures each of which the other's place explains better have changed places."""
    for index, one in enumerate(readings):
        for other in readings[index + 1 : index + 1 + _NEIGHBOURS]:
            if not (one.best and other.best and _comparable(one.quantity, other.quantity)):
                continue
            if _exchanged(one, other, text, evidence):
                one.swapped = other.swapped = True
    for each in readings:
        if each.swapped:
            each.finding = Finding.MISSING


def _comparable(one: Quantity, other: Quantity) -> bool:
    """Whether two figures could stand in each other's place: other values of one unit, scale and
    kind of number."""
    if one.unit != other.unit or one.value == other.value:
        return False
    return one.word == other.word and math.isclose(
        one.value * other.number, other.value * one.number, rel_tol=1e-6
    )


def _counts(one: Quantity, other: Quantity) -> bool:
    """Whether both are small counts, which stand the other way round in Chinese: "six of seven"."""
    return not one.unit and max(one.value, other.value) < 10 and min(one.step, other.step) >= 1


def _exchanged(one: _Reading, other: _Reading, text: str, evidence: Evidence) -> bool:
    """Whether the mentions that explain the two figures best, together, stand the other way
    round."""
    pairs = [
        (ours + theirs, here, there) for ours, here in one.best for theirs, there in other.best
    ]
    enough = support.TOGETHER * max(score for score, _, _ in pairs)
    likely = [(here, there) for score, here, there in pairs if score >= enough]
    together = [pair for pair in likely if pair[0].place == pair[1].place]
    alike = not (
        support.other_kind(one.quantity, other.quantity) or _counts(one.quantity, other.quantity)
    )
    alike = alike and not _side_by_side(text, one.quantity, other.quantity, evidence)
    told = [
        -1.0
        if support.transposed(text, one.quantity, other.quantity, here, there, evidence)
        else support.apart(one.around, other.around, here, there)
        if alike and here.quantity.sign == there.quantity.sign
        else 0.0
        for here, there in together or likely
    ]
    if together:
        told = [
            each for each in told if each
        ]  # a row or sentence that says nothing of it is no excuse for another
    return bool(told) and max(told) < -support.APART


def _side_by_side(text: str, one: Quantity, other: Quantity, evidence: Evidence) -> bool:
    """Whether two figures stand side by side, as in "(2.71 vs 2.30)": words before both cannot tell
    them apart."""
    first, last = sorted((one, other))
    if not _PAIR.fullmatch(text, first.end, last.start):
        return False
    behind = _CLAUSE.split(text[last.end :], maxsplit=1)[0]
    return not any(word.stem in evidence.rarity for word in words(behind, evidence.pairs)[0])


def _derive(
    reading: _Reading, readings: list[_Reading], sentence: _Original, about: support.About
) -> None:
    """From two figures found in the same sentence, where it compares; or one, and one of a table
    that it names."""
    shared = bool(_SHARING.search(sentence.plain))
    if not (shared or _COMPARING.search(sentence.plain)):
        return
    given = [each for each in readings if each.finding is Finding.FOUND and each is not reading][
        :_NEIGHBOURS
    ]
    for one, other in permutations((each.quantity for each in given), 2):
        if _follows(reading.quantity, one, other, shared):
            reading.finding = Finding.DERIVED
            reading.basis = (sentence.cut(one.start, one.end), sentence.cut(other.start, other.end))
            return
    if reading.quantity.unit not in (units.POINTS, units.SCORE):
        return
    for each in given:
        for beside in support.beside(each.best, each.around, about):
            if _follows(reading.quantity, each.quantity, beside.quantity, False):
                reading.finding = Finding.DERIVED
                reading.basis = (
                    sentence.cut(each.quantity.start, each.quantity.end),
                    support.written(beside.quantity),
                )
                return


def _follows(quantity: Quantity, one: Quantity, other: Quantity, shared: bool) -> bool:
    """Whether a figure is the difference, ratio, percentage change or sum of two, rounded to the
    digits it shows.

    Where the sentence speaks of shares, also the percentage that one is of the other.
    """
    slack = 0.5 * quantity.step * (1 + 1e-6)
    if one.unit != other.unit or not other.value:
        return False

    def near(value: float) -> bool:
        return math.isclose(quantity.value, abs(value), rel_tol=1e-9, abs_tol=slack)

    if quantity.unit == units.TIMES:
        return near(one.value / other.value)
    if quantity.unit == units.PERCENT and near(100 * (one.value - other.value) / other.value):
        return True
    if (
        shared
        and quantity.unit == units.PERCENT
        and one.value < other.value
        and near(100 * one.value / other.value)
    ):
        return True
    if quantity.value < 10 and quantity.step >= 1 and not quantity.unit:
        return False
    whole = one.unit == quantity.unit and one.unit != units.PERCENT
    if whole or (
        quantity.unit in (units.POINTS, units.SCORE)
        and one.unit in ("", units.PERCENT, units.SCORE)
    ):
        return near(one.value - other.value) or (whole and near(one.value + other.value))
    return False


def _claim(sentence: _Original, figure: Stated, ends: list[_Reading], evidence: Evidence) -> Claim:
    worst = next((each for each in ends if each.finding is Finding.MISSING), None)
    worst = worst or next((each for each in ends if each.finding is Finding.DERIVED), ends[0])
    text = sentence.cut(figure.start, figure.end)
    claim = Claim(text=text, kind=ClaimKind.FIGURE, finding=worst.finding, basis=worst.basis)
    if worst.finding is Finding.MISSING:
        return replace(claim, sentence=sentence.whole)
    if worst.finding is not Finding.FOUND or not worst.best:
        return claim
    place = evidence.places[worst.best[0][1].place]
    return replace(claim, section=place.section, anchor=place.anchor, sentence=place.text)
