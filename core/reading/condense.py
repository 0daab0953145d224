"""A document as one text, whole or condensed to what a model's context holds. Pure."""

# Chinese is read here: titles of sections.

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import IntEnum

from core.document import Document
from core.reading.wording import anycase
from core.sentences import lead

_APPENDIX = anycase(r"^(?:appendi|supplement)")
_ASIDE = anycase(
    r"related work|prior work|background|previous work|literature|acknowledg|contributions?$|"
    r"ethic|impact statement|funding|disclosure|reproducib|data availability|executive summary"
)
_INTRODUCTION = anycase(r"introduction|overview|motivation|引言|概述")
_RESULTS = anycase(
    r"experiment|result|evaluat|benchmark|ablation|analys|finding|performance|实验|结果"
)
_CONCLUSION = anycase(r"conclu|discussion|limitation|future|summary|结论|总结")


class Kind(IntEnum):
    """What a section is for, the most needed first."""

    INTRODUCTION = 1
    METHOD = 2
    RESULTS = 3
    CONCLUSION = 4
    ASIDE = 5
    APPENDIX = 6


# How much of the space after the abstract each kind may take before the rest is shared out.
_SHARES = {Kind.INTRODUCTION: 0.2, Kind.METHOD: 0.35, Kind.RESULTS: 0.35, Kind.CONCLUSION: 0.1}

Place = tuple[int, int]
"""A paragraph: the number of its section and its number there."""


def plain_text(document: Document) -> str:
    """Title, abstract and sections, with a blank line between all of them and after each title."""
    return _joined(document, [place for place, _ in _paragraphs(document)])


def condense(document: Document, limit_chars: int) -> str:
    """The document in at most `limit_chars` characters, in document order and by whole paragraphs.

    The abstract always comes along; then introduction, method, results and conclusion; related work
    and appendices where there is space. Only an abstract longer than the limit is shortened, at the
    end of a sentence.
    """
    whole = plain_text(document)
    if len(whole) <= limit_chars:
        return whole
    opening = _joined(document, [])
    if len(opening) > limit_chars:
        return lead(document.abstract, limit_chars)
    return _joined(document, _chosen(document, limit_chars - len(opening)))


def kinds(document: Document) -> tuple[Kind, ...]:
    """What each section is for, told from its title and from the section it belongs to."""
    found: list[Kind] = []
    above = Kind.INTRODUCTION
    for section in document.sections:
        name = section.title
        if above is Kind.APPENDIX or _APPENDIX.match(name):
            above = Kind.APPENDIX
            found.append(above)
        elif section.level == 1:
            above = _kind(name) if name else Kind.INTRODUCTION
            found.append(above)
        elif _ASIDE.search(name):
            found.append(Kind.ASIDE)
        else:
            found.append(above)
    return tuple(found)


def _kind(title: str) -> Kind:
    rules = (
        (_ASIDE, Kind.ASIDE),
        (_INTRODUCTION, Kind.INTRODUCTION),
        (_CONCLUSION, Kind.CONCLUSION),
        (_RESULTS, Kind.RESULTS),
    )
    return next((kind for rule, kind in rules if rule.search(title)), Kind.METHOD)


def _paragraphs(document: Document) -> Iterator[tuple[Place, str]]:
    for number, section in enumerate(document.sections):
        for index, paragraph in enumerate(section.text.split("\n\n")):
            yield (number, index), paragraph


def _chosen(document: Document, space: int) -> list[Place]:
    """The paragraphs that fit, first within each kind's share, then in what is left."""
    kind_of = kinds(document)

    def most_needed_first(item: tuple[Place, str]) -> tuple[Kind, Place]:
        (number, index), _ = item
        return kind_of[number], (number, index)

    queue = sorted(_paragraphs(document), key=most_needed_first)
    left = {kind: int(space * share) for kind, share in _SHARES.items()}
    chosen: set[Place] = set()
    opened: set[int] = set()
    for shared in (False, True):
        for place, paragraph in queue:
            number, _ = place
            kind = kind_of[number]
            cost = len(paragraph) + 2
            if number not in opened:
                cost += len(document.sections[number].title) + 2
            if place in chosen or cost > space:
                continue
            if not shared and cost > left.get(kind, 0):
                continue
            space -= cost
            left[kind] = left.get(kind, 0) - cost
            chosen.add(place)
            opened.add(number)
    return sorted(chosen)


def _joined(document: Document, places: Collection[Place]) -> str:
    """Title, abstract and those paragraphs, each section's under its title."""
    parts = [document.title, document.abstract]
    paragraphs = dict(_paragraphs(document))
    last = -1  # the section that the last part belongs to
    for number, index in places:
        if number != last:
            parts.append(document.sections[number].title)
            last = number
        parts.append(paragraphs[number, index])
    return "\n\n".join(part for part in parts if part)
