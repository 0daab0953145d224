"""The figure check: each figure and name of a report, looked up in the text it was read from.

`check` decides and does nothing else; rules and measures: docs/decisions/figure-check.md.
"""

# Chinese is read here: words that compare.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import islice, permutations
from typing import NamedTuple

from core.checking import explaining, support, units
from core.checking.comparing import follows, other_kind, same_scale
from core.checking.evidence import Evidence, Mention, Place, nearby, standing
from core.checking.names import Stems, Word, names, words
from core.checking.quantities import Stated, figures
from core.checking.quantity import Quantity
from core.models import Check, Claim, ClaimKind, Finding, Labelled, Report, Summary
from core.plain import Origins, plain
from core.sentences import sentences

__all__ = ["Evidence", "check", "statements"]

_COMPARING = re.compile(
    r"improv|gain|increas|reduc|drop|decreas|outperform|surpass|exceed|faster|slower|lead|margin|"
    r"higher|lower|better|differ|total|sum|combin|than|\bvs\b|versus|against|above|below|behind|"
    r"ahead|\bbeat|\blos[est]|\bf[ae]ll|\bris[ei]|\brose|\bwin|\bgoes\b|\bfrom\b|\bby\b|对|比|从|"
    r"由|高|低|升|降|提升|提高|增加|增长|降低|减少|下降|高出|高于|低于|超过|超出|优于|领先|差距|"
    r"相差|快|慢|倍|节省|缩短|共|合计|总",
    re.IGNORECASE,
)
# A line of a list begins with its number, whose sentence begins there too.
_ITEM = re.compile(r"\n(?=[ \t>#*•-]*(?:\d{1,2}[.)、．）](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]))")
_PAIR = re.compile(
    r"\W*+(?:vs\.?|versus|against|compared (?:to|with)|to|and|[对比和]|[提上]?[升高]?[到至]|"
    r"下?[降低]?[到至])\W*+",
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
_BADNESS = {Finding.FOUND: 0, Finding.DERIVED: 1, Finding.MISSING: 2}


@dataclass(slots=True)
class _Reading:
    """One quantity of a sentence on its way to a finding."""

    quantity: Quantity
    around: explaining.Around
    own: explaining.Around
    best: list[support.Explained]
    contrary: list[support.Explained]
    finding: Finding = Finding.MISSING
    basis: tuple[str, ...] = ()
    swapped: bool = False


class _Placed(NamedTuple):
    """A claim, where it begins in its sentence, and whether the paper contradicts it."""

    start: int
    claim: Claim
    contradicted: bool


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
            may_change = before is None or (before.finding is Finding.MISSING and not settled)
            if may_change or contradicted:
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
        texts = [reading.title or "", reading.text, *reading.highlights]
        return [text for text in texts if text.strip()]
    usage = reading.usage
    results = reading.results
    texts = [reading.field, reading.contribution]
    texts += [usage.input, usage.output, *usage.steps, usage.requirements]
    texts += [_labelled(piece) for piece in (*usage.notes, *reading.innovations)]
    texts += [*results.datasets, *results.comparisons, *results.figures]
    texts += [_labelled(piece) for piece in results.notes]
    return [text for text in texts if text.strip()]


def _labelled(piece: Labelled) -> str:
    if not piece.name:
        return piece.text
    return f"{piece.name}: {piece.text}"


class _Original:
    """A sentence made plain, how its text has it, and the stems known from sentences before it."""

    def __init__(self, text: str, sentence: str, known: Stems) -> None:
        self._text = text
        self.whole = sentence
        self.known = known
        self.plain = plain(sentence)
        self._origins: Origins | None = None

    def cut(self, start: int, end: int) -> str:
        """What stands in the text, letter for letter, for a piece of the plain sentence."""
        if self.plain == self.whole:
            piece = self.plain[start:end]
        else:
            if self._origins is None:
                self._origins = Origins(self.whole)
            piece = self._origins.cut(start, end)
        if piece in self._text:
            return piece
        # A sentence has its white space collapsed; the text may have line breaks there.
        found = re.search(r"\s+".join(map(re.escape, piece.split())), self._text)
        return found[0] if found else piece


def _claims(sentence: _Original, evidence: Evidence) -> list[tuple[Claim, bool]]:
    """The claims of one sentence, in its order.

    With each comes whether the paper holds the figure but contradicts the sentence.
    """
    placed = list(_figures(sentence, evidence))
    for name, start in islice(names(sentence.plain), _FIGURES):
        text = sentence.cut(start, start + len(name))
        place = evidence.named(name)
        if place is not None:
            claim = _at(place, Claim(text=text, kind=ClaimKind.NAME, finding=Finding.FOUND))
        else:
            claim = Claim(
                text=text,
                kind=ClaimKind.NAME,
                finding=Finding.MISSING,
                sentence=sentence.whole,
            )
        placed.append(_Placed(start, claim, contradicted=False))
    placed.sort(key=lambda each: each.start)
    return [(each.claim, each.contradicted) for each in placed]


def _at(place: Place, claim: Claim) -> Claim:
    """The claim with the place where it was found."""
    return replace(claim, section=place.section, anchor=place.anchor, sentence=place.text)


def _figures(sentence: _Original, evidence: Evidence) -> Iterator[_Placed]:
    """The claims of a sentence's figures."""
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
        held = all(each.best for each in ends)
        refused = any(each.finding is Finding.MISSING for each in ends)
        yield _Placed(figure.start, claim, contradicted=held and refused)


def _read(
    sentence: _Original, stated: list[Stated], evidence: Evidence
) -> tuple[list[_Reading], support.About]:
    """The figures of a sentence, and what it seems to be about."""
    found, marks = words(sentence.plain, evidence.pairs, sentence.known)
    about = cache(partial(evidence.home, dict.fromkeys(word.stem for word in found)))
    ends = [end for figure in stated for end in figure.ends]
    at = [standing(marks, end.start) for end in ends]
    firsts = _paired(sentence.plain, ends, evidence)
    kept = _own_stems(found, at, firsts) if any(firsts) else []
    readings: list[_Reading] = []
    for index, end in enumerate(ends):
        around = explaining.known(nearby(found, at[index]), evidence)
        own = around
        if kept:
            own = {stem: around[stem] for stem in kept[index] if stem in around}
        best, contrary = support.supports(end, around, evidence, about)
        readings.append(_Reading(end, around, own, best, contrary))
    return readings, about


def _paired(text: str, ends: list[Quantity], evidence: Evidence) -> list[int]:
    """For each figure the first of those it stands side by side with."""
    firsts: list[int] = []
    for index, end in enumerate(ends):
        if index > 0 and _side_by_side(text, ends[index - 1], end, evidence):
            firsts.append(firsts[-1])
        else:
            firsts.append(index)
    return firsts


def _own_stems(found: list[Word], at: list[float], firsts: list[int]) -> list[set[str]]:
    """For each figure the stems that speak of it: no figure but its pair stands nearer to them.

    `at` is where each figure stands, `firsts` the number of its pair's first figure.
    """
    stems: list[set[str]] = [set() for _ in at]
    for word in found:
        distances = [abs(word.at - place) for place in at]
        least = min(distances)
        nearest_pairs: set[int] = set()
        for first, distance in zip(firsts, distances, strict=True):
            if distance == least:
                nearest_pairs.add(first)
        for number, first in enumerate(firsts):
            if first in nearest_pairs:
                stems[number].add(word.stem)
    return stems


def _decide(reading: _Reading, about: support.About, stated: set[float]) -> None:
    """Found, unless another reading of the figure is explained plainly better by the paper.

    `about` gives what the paper states where it speaks of the same as the sentence, `stated` what
    the sentence states.
    """
    if not reading.best:
        return
    reading.finding = Finding.FOUND
    ours = reading.best[0]
    if support.BETTER * ours[0] >= explaining.weight(reading.around):
        return  # nothing explains more than the whole
    mentions, _ = about()
    at_home = [
        (explaining.explained(reading.around, each), each)
        for each in mentions
        if not other_kind(reading.quantity, each.quantity)
    ]
    if support.refuted(
        reading.quantity, reading.around, reading.own, ours, reading.contrary, at_home, stated
    ):
        reading.finding = Finding.MISSING


def _unswap(readings: list[_Reading], text: str, evidence: Evidence) -> None:
    """Mark as missing two figures that have changed places.

    That is so where each is explained better by the other's place.
    """
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
    """Whether two figures could change places: of one unit, scale and kind, with other values."""
    if one.unit != other.unit or one.value == other.value:
        return False
    return one.word == other.word and same_scale(one, other)


def _exchanged(one: _Reading, other: _Reading, text: str, evidence: Evidence) -> bool:
    """Whether the pairs of mentions that explain the two figures best stand the other way round."""
    pairs = _likely_pairs(one, other)
    together = [(here, there) for here, there in pairs if here.place == there.place]
    if together:
        pairs = together
    words_tell = _told_apart_by_words(one.quantity, other.quantity, text, evidence)
    # Above 0 for the text's order, below 0 for the other; 0 says nothing.
    for_order: list[float] = []
    for here, there in pairs:
        if explaining.transposed(text, one.quantity, other.quantity, here, there, evidence):
            for_order.append(-1.0)
        elif words_tell and here.quantity.sign == there.quantity.sign:
            for_order.append(explaining.apart(one.around, other.around, here, there))
        else:
            for_order.append(0.0)
    if together:
        # A row or sentence that says nothing of the order does not speak for it either.
        for_order = [each for each in for_order if each != 0]
    return bool(for_order) and all(each < -support.APART for each in for_order)


def _likely_pairs(one: _Reading, other: _Reading) -> list[tuple[Mention, Mention]]:
    """The pairs of mentions that explain the two figures about as well as any pair."""
    scores: list[float] = []
    pairs: list[tuple[Mention, Mention]] = []
    for ours, here in one.best:
        for theirs, there in other.best:
            scores.append(ours + theirs)
            pairs.append((here, there))
    enough = support.TOGETHER * max(scores)
    return [pair for score, pair in zip(scores, pairs, strict=True) if score >= enough]


def _told_apart_by_words(one: Quantity, other: Quantity, text: str, evidence: Evidence) -> bool:
    """Whether the words around two figures can tell which is which."""
    if other_kind(one, other):
        return False
    # Small counts stand the other way round in Chinese: "six of seven".
    small = max(one.value, other.value) < 10 and min(one.step, other.step) >= 1
    if small and not one.unit:
        return False
    return not _side_by_side(text, one, other, evidence)


def _side_by_side(text: str, one: Quantity, other: Quantity, evidence: Evidence) -> bool:
    """Whether two figures stand side by side, as in "(2.71 vs 2.30)".

    Words before both cannot tell them apart, and none stand behind them in their clause.
    """
    first, last = sorted((one, other))
    if not _PAIR.fullmatch(text, first.end, last.start):
        return False
    behind = _CLAUSE.split(text[last.end :], maxsplit=1)[0]
    found, _ = words(behind, evidence.pairs)
    return not any(word.stem in evidence.rarity for word in found)


def _derive(
    reading: _Reading, readings: list[_Reading], sentence: _Original, about: support.About
) -> None:
    """Mark a figure as derived where the sentence compares and two other figures give it.

    Both stand in the sentence, or one does and the other in a table that the sentence names.
    """
    of_shares = bool(_SHARING.search(sentence.plain))
    if not of_shares and not _COMPARING.search(sentence.plain):
        return
    found = [each for each in readings if each.finding is Finding.FOUND and each is not reading]
    given = found[:_NEIGHBOURS]
    for one, other in permutations((each.quantity for each in given), 2):
        if follows(reading.quantity, one, other, of_shares=of_shares):
            reading.finding = Finding.DERIVED
            reading.basis = (sentence.cut(one.start, one.end), sentence.cut(other.start, other.end))
            return
    if reading.quantity.unit not in (units.POINTS, units.SCORE):
        return
    for each in given:
        one = each.quantity
        for beside in support.beside(each.best, each.around, about):
            if follows(reading.quantity, one, beside.quantity):
                reading.finding = Finding.DERIVED
                reading.basis = (
                    sentence.cut(one.start, one.end),
                    support.written(beside.quantity),
                )
                return


def _claim(sentence: _Original, figure: Stated, ends: list[_Reading], evidence: Evidence) -> Claim:
    """The claim of a figure: as it is found, or as the worse of its two ends is."""
    worst = max(ends, key=lambda each: _BADNESS[each.finding])
    text = sentence.cut(figure.start, figure.end)
    claim = Claim(text=text, kind=ClaimKind.FIGURE, finding=worst.finding, basis=worst.basis)
    if worst.finding is Finding.MISSING:
        return replace(claim, sentence=sentence.whole)
    if worst.finding is not Finding.FOUND or not worst.best:
        return claim
    _, mention = worst.best[0]
    return _at(evidence.places[mention.place], claim)
