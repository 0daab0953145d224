"""The figure check: each figure and name of a report, looked up in the text it was read from.

`check` decides and does nothing else; rules and measures: docs/decisions/figure-check.md.
"""

# Chinese is read here: words that compare.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, partial
from itertools import chain, islice
from typing import NamedTuple

from core.checking.cells.anchored_gaps import hold_against_anchors
from core.checking.cells.computed import leave_given_open
from core.checking.cells.differences import hold_against_differences
from core.checking.cells.gains import hold_against_gains
from core.checking.cells.multiples import hold_against_multiples
from core.checking.cells.named import hold_against_cells
from core.checking.cells.rough import hold_rough_against_cells
from core.checking.figures import units
from core.checking.figures.figures import Stated, figures
from core.checking.figures.quantity import Quantity
from core.checking.figures.relations import has_decimals, is_size
from core.checking.naming.respectively import belongings
from core.checking.naming.targets import Spoken
from core.checking.paper.evidence import Evidence
from core.checking.paper.mentions import nearby, standing
from core.checking.paper.pieces import Place
from core.checking.places import explaining, support
from core.checking.places.arithmetic import leave_limits_open, leave_reckoned_open
from core.checking.places.deciding import decide
from core.checking.places.derived import compares, derive, is_turned_round
from core.checking.places.fitting import By, Reading, Reason, likeliest
from core.checking.places.rankings import hold_against_ranks
from core.checking.places.together import FULL_TEXT, hold_against_places, share_scale, versions
from core.checking.places.trends import (
    hold_against_changes,
    hold_against_percentages,
    hold_against_subtraction,
)
from core.checking.tables.labels import OURS
from core.checking.weighing import Decided, weigh
from core.checking.words import roles
from core.checking.words.direction import (
    Agreement,
    agreement,
)
from core.checking.words.names import Stems, names, words
from core.checking.words.roles import Role
from core.models import Check, Claim, ClaimKind, Finding, Labelled, Report, Summary
from core.plain import Origins, plain
from core.sentences import sentences

__all__ = ["Evidence", "check", "statements"]

# A line of a list begins with its number, whose sentence begins there too.
_ITEM = re.compile(
    r"\n(?=[ \t>#*•-]*(?:\d{1,2}[.)、．）](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]))"
    r"|(?<=[；;。：:])\s?(?=\d{1,2}[.、．]\s?[^\d\s])"
)
# How many figures of a sentence, and claims in all, are looked up; reports have some ten and some
# thirty.
_FIGURES, _CLAIMS = 40, 600
_TOLD, _TOLD_OF_GAP = 0.5, 0.3
_BADNESS = {Finding.FOUND: 0, Finding.DERIVED: 1, Finding.OPEN: 2, Finding.MISSING: 3}


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
            unsettled = before is not None and before.finding in (Finding.MISSING, Finding.OPEN)
            may_change = before is None or (unsettled and not settled)
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
    decided = _decided(sentence, evidence)
    if decided is None:
        return
    if len(evidence.mentions) >= FULL_TEXT:
        weigh(decided, evidence)
    for each in decided.readings:
        if _is_quoted(sentence.plain, each):
            each.finding, each.reason = Finding.FOUND, None
    for number, figure in enumerate(decided.stated):
        ends = [each for each in decided.readings if each.figure == number]
        claim = _claim(sentence, figure, ends, evidence)
        held = all(each.best for each in ends)
        refused = any(each.finding is Finding.MISSING for each in ends)
        yield _Placed(figure.start, claim, contradicted=held and refused)


def _is_quoted(text: str, reading: Reading) -> bool:
    """Whether the sentence, but for a label before it, is one of the paper with that figure in it:
    what the paper says in these words is in it, whatever its tables give."""
    for _, mention in reading.best:
        label = text[: len(text) - len(mention.context)].rstrip()
        if mention.in_table or not text.lower().endswith(mention.context):
            continue
        at = reading.quantity.start - mention.quantity.start
        if label[-1:] in ("", ":", "：") and at == len(text) - len(mention.context):
            return True
    return False


def decided_by_rules(sentence: str, evidence: Evidence) -> Decided | None:
    """What the rules alone make of a sentence's figures; None where it has none."""
    return _decided(_Original(sentence, sentence, {}), evidence)


def _decided(sentence: _Original, evidence: Evidence) -> Decided | None:
    text = sentence.plain
    stated = list(islice(figures(text), _FIGURES))
    if not stated:
        return None
    readings, about = _read(sentence, stated, evidence)
    of_full_text = len(evidence.mentions) >= FULL_TEXT
    named = versions(text, readings, evidence)
    measured = [each for each in readings if each not in named]
    spoken = Spoken(text, tuple(each.quantity for each in measured), evidence.own, sentence.known)
    for each in measured:
        each.gap = each.quantity.unit != units.TIMES and spoken.is_gain(each.quantity)
    decide(sentence.plain, readings, about, evidence.unread, evidence.before_units)
    for each in named:
        each.finding, each.reason = Finding.FOUND, None
    hold_against_cells(spoken, measured, evidence)
    hold_against_places(readings, evidence)
    hold_against_changes(text, readings)
    for index, each in enumerate(readings):
        if each.finding is Finding.FOUND or _is_told(index, readings):
            _compare_direction(sentence, index, readings, evidence)
    for each in readings:
        if each.finding is Finding.MISSING and each.reason in (
            Reason.NOT_THERE,
            Reason.OTHER_UNIT,
            Reason.OTHER_PLACE,
        ):
            derive(each, readings, text, sentence.cut, about, evidence)
        elif each.finding is Finding.OPEN and each.reason is Reason.NOT_THERE:
            derive(each, readings, text, sentence.cut, about, evidence)  # "about 80 times"
        is_nowhere = each.finding is Finding.MISSING and each.reason is Reason.NOT_THERE
        if is_nowhere and is_turned_round(each, text, about):
            each.finding = Finding.OPEN
    if of_full_text:
        leave_reckoned_open(text, readings)
    if compares(text):
        hold_against_differences(spoken, measured, evidence, about)
    hold_against_gains(spoken, measured, evidence)
    hold_against_anchors(spoken, measured, evidence)
    hold_against_multiples(spoken, measured, evidence)
    hold_rough_against_cells(spoken, measured, evidence)
    hold_against_ranks(text, readings)
    hold_against_percentages(text, readings)
    hold_against_subtraction(text, readings)
    leave_limits_open(text, readings, evidence)
    if of_full_text:
        leave_given_open(spoken, measured, evidence, about)
    return Decided(spoken, stated, readings, about)


def _read(
    sentence: _Original, stated: list[Stated], evidence: Evidence
) -> tuple[list[Reading], support.About]:
    """The figures of a sentence, and what it seems to be about."""
    text = sentence.plain
    found, marks = words(text, evidence.pairs, sentence.known)
    if evidence.own:
        # "Otter" is "ours" in the paper's tables.
        called = [word._replace(stem=OURS) for word in found if word.stem in evidence.own]
        found += called
    about = cache(partial(evidence.home, dict.fromkeys(word.stem for word in found)))
    ends = [_ends(figure, evidence) for figure in stated]
    in_turn = belongings(text, list(chain.from_iterable(ends)))
    of_points = {units.POINTS, units.SCORE}
    are_points = any(end.unit in of_points for end in chain.from_iterable(ends))
    readings: list[Reading] = []
    for number, figure in enumerate(stated):
        for which, end in enumerate(ends[number]):
            about_it = found
            if end.unit and end.unit not in (*units.COMPARED, "bit"):
                # What it measures is told by other words than its unit's.
                about_it = [each for each in found if not end.start <= each.start < end.end]
            near = nearby(about_it, standing(marks, end.start), in_turn.get(end.start))
            around = explaining.known(near, evidence)
            best, contrary = support.supports(end, around, evidence, about)
            things: frozenset[str] = frozenset()
            if not end.unit:
                things = roles.counted(text, end.end, sentence.known)
                others = [at for at in best if roles.counts_otherwise(things, at[1].counted)]
                contrary += others
                best = [at for at in best if not roles.counts_otherwise(things, at[1].counted)]
                if are_points and has_decimals(end):
                    # "26.0 points on ESO, compared with 12.3 on ACL"
                    best += [at for at in contrary if at[1].quantity.unit in of_points]
                    contrary = [at for at in contrary if at[1].quantity.unit not in of_points]
            reading = Reading(
                quantity=end,
                figure=number,
                end=which if len(figure.ends) > 1 else None,
                around=around,
                counted=things,
                role=roles.role(text, end.start),
                best=best,
                contrary=contrary,
            )
            readings.append(reading)
    share_scale(readings, evidence)
    return readings, about


def _ends(figure: Stated, evidence: Evidence) -> tuple[Quantity, ...]:
    """What is looked up of a figure: a fraction as a share where the paper has it so.

    Of a range whose second end alone has a scale, the first has it too where the paper says so.
    """
    share = figure.share
    if share is not None and evidence.between(*support.span(share)):
        # A row's 6/10 is a value of its table, and not another way to say one.
        return (share._replace(aside=False, word=False),)
    if figure.scaled and evidence.between(*support.span(figure.scaled[0])):
        return figure.scaled
    return figure.ends


def _compare_direction(
    sentence: _Original, index: int, readings: list[Reading], evidence: Evidence
) -> None:
    """Doubt a figure of which the paper says the contrary; leave it open where it is not told.

    What only counts or names a size goes nowhere itself; but its sentence may be turned round.
    """
    reading = readings[index]
    agrees = _direction(sentence, index, readings, evidence)
    if agrees is Agreement.CONTRARY and _may_turn(reading):
        reading.doubt(Reason.DIRECTION, By.DIRECTION)
        return
    compared = reading.quantity.unit in units.COMPARED
    if agrees is Agreement.CONTRARY or (agrees is Agreement.UNTOLD and compared):
        reading.leave_open(Reason.DIRECTION)


def _is_told(index: int, readings: list[Reading]) -> bool:
    """Whether a sentence of the paper plainly speaks of a figure that is left open."""
    reading = readings[index]
    if reading.finding is not Finding.OPEN or not reading.best:
        return False
    place = likeliest(index, readings)
    least = _TOLD
    if reading.gap and reading.quantity.unit in units.COMPARED:
        least = _TOLD_OF_GAP
    return not place.in_table and reading.fit(place) >= least


def _direction(
    sentence: _Original, index: int, readings: list[Reading], evidence: Evidence
) -> Agreement:
    """Whether the sentence says of a figure what the paper says at its likeliest place."""
    reading = readings[index]
    place = likeliest(index, readings)
    if {reading.quantity.stance, place.quantity.stance} == {"<", ">"}:
        return Agreement.CONTRARY
    if (
        place.in_table
        or is_size(reading.quantity)
        or (reading.role is not Role.NONE and reading.role is place.role)
    ):
        return Agreement.SAME  # where a change starts and ends is held against its numbers
    at = (reading.quantity.start, reading.quantity.end)
    paper = plain(evidence.places[place.place].text)
    there = (place.quantity.start, place.quantity.end)
    return agreement(sentence.plain, at, paper, there)


def _may_turn(reading: Reading) -> bool:
    """Whether a figure can go up or down: no mere count or size does, nor where a range begins."""
    quantity = reading.quantity
    if reading.end == 0:
        return False
    return bool(quantity.unit) or has_decimals(quantity) or reading.gap


def _claim(sentence: _Original, figure: Stated, ends: list[Reading], evidence: Evidence) -> Claim:
    """The claim of a figure: as it is found, or as the worse of its two ends is."""
    worst = max(ends, key=lambda each: _BADNESS[each.finding])
    text = sentence.cut(figure.start, figure.end)
    claim = Claim(text=text, kind=ClaimKind.FIGURE, finding=worst.finding, basis=worst.basis)
    if worst.finding in (Finding.MISSING, Finding.OPEN):
        return replace(claim, sentence=sentence.whole)
    if worst.finding is not Finding.FOUND or not worst.best:
        return claim
    _, mention = worst.best[0]
    return _at(evidence.places[mention.place], claim)
