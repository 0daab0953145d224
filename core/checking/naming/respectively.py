"""Which of several things each of several figures belongs to: 61% and 48% on A and B in turn.

Pure, and linear in the text.
"""

# Chinese is read here: 分别, and what parts a list.
# Tested in tests/core/checking/naming/test_respectively.py.

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from core.checking.figures.quantity import Quantity
from core.checking.naming.matching import Group, groups, measures, rivals
from core.checking.tables.grids import Label
from core.checking.tables.labels import Key

_SAYS_SO = re.compile(r"分别|依次|\brespectively\b", re.IGNORECASE)
# What stands between two figures of a list.
_BETWEEN = re.compile(
    r"(?:\s?[条个张份对篇句名位层轮步例块种项])?"
    r"\s?(?:[,、，;；/]|\band\b|\bor\b|和|与|及|以及)\s?(?:and\s)?[+~≈]?\s?"
    # "K_1=4 and K_2=6".
    r"(?:\\?[A-Za-z]{0,10}(?:_\{?\w{1,5}\}?)?\s?=\s?)?"
)
_PARTS = re.compile(r"[、]|,\s?and\b|,(?=\s)|\band\b|和|与|以及|及")
# Behind it stands what all things of the list have: Otter 和 Heron 的轮数.
_OF = "的"
_LAST = re.compile(r"and|和|与|及|、")
_CLAUSE = re.compile(r"[。；;：!?！？\n]|[.:]\s|，")
# What parts the clause of a list from that of its figures.
_PARTED = re.compile(r"，|,\s")
# What stands between two things of a list; a Chinese key ends behind its first character.
_THINGS = re.compile(
    r"[^，。；、,;/]{,8}?(?:[、,/]|\b(?:and|or|vs)\b\.?|和|与|以及|及|对)\s?(?:(?:and|the|on|for)\s|在\s?){,2}"
)
_BOUND = re.compile(r"[；;。！？]")
# The first thing of a list is as much of what stands before its "and", the last of what follows.
_LONGEST = 40
_MOST = 8


class Span(NamedTuple):
    """A piece of a text."""

    start: int
    end: int


class Belonging(NamedTuple):
    """The thing that a figure belongs to, and the whole list of things."""

    own: Span
    things: Span


def belongings(text: str, found: Sequence[Quantity]) -> dict[int, Belonging]:
    """What each figure belongs to, by the figure's start; empty where the text does not say so."""
    said = [(match.start(), match.end()) for match in _SAYS_SO.finditer(text)]
    result: dict[int, Belonging] = {}
    if not said:
        return result
    told: list[Span] = []
    several = runs(text, found)
    for run in several:
        things = _said(text, said, run[0].start, run[-1].end, len(run))
        reach = range(things[0].start, things[-1].end) if things else ()
        if any(each[0].start in reach for each in several):
            # "A and B have 1 and 2 layers, respectively, and 3 and 4 heads": figures are no things.
            things = told if len(told) == len(run) else []
        told = things
        for quantity, thing in zip(run, things, strict=False):
            result[quantity.start] = Belonging(thing, Span(things[0].start, things[-1].end))
    return result


def _said(
    text: str, said: Sequence[tuple[int, int]], first: int, last: int, wanted: int
) -> list[Span]:
    """The things that a list of figures is told of, where the text says "respectively"."""
    before = [start for start, end in said if end <= first]
    behind = [start for start, _ in said if start >= last]
    things: list[Span] = []
    if before:
        things = _last_of(text, before[-1], wanted)
    if not things and behind and _CLAUSE.search(text, last, behind[0]) is None:
        pieces = _pieces(text, last, behind[0])
        things = pieces if len(pieces) == wanted else []
    if not things:
        things = _last_of(text, first, wanted)
    return things or of_clause_before(text, first, wanted)


def runs(text: str, found: Sequence[Quantity]) -> list[list[Quantity]]:
    """The figures that stand side by side, two to eight together."""
    kept: list[list[Quantity]] = []
    for quantity in found:
        if quantity.aside:
            continue
        if kept and _BETWEEN.fullmatch(text, kept[-1][-1].end, quantity.start):
            kept[-1].append(quantity)
        else:
            kept.append([quantity])
    return [run for run in kept if 1 < len(run) <= _MOST]


def listed(
    labels: Sequence[Label],
    text: str,
    run: Sequence[Quantity],
    keys: Sequence[Key],
    figures: Sequence[Quantity],
) -> list[Group]:
    """The things of a list of labels before figures that stand side by side, or behind, if they are
    as many; else none."""
    called = {key.start for key in keys}
    if not run or any(each.start in called for each in run):
        return []
    bounds = [match.span() for match in _BOUND.finditer(text)]
    bounds += [
        (each.start, each.end) for each in figures if measures(each) and each.start not in called
    ]
    first, last = run[0].start, run[-1].end
    start = max((end for _, end in bounds if end <= first), default=0)
    end = min((begin for begin, _ in bounds if begin >= last), default=len(text))
    for one, other in ((start, first), (last, end)):
        within = [key for key in keys if one <= key.start < other]
        found = rivals(groups(labels, within, text))
        if len(found) == len(run) and _are_listed(found, text):
            return found
    return []


def _are_listed(things: Sequence[Group], text: str) -> bool:
    """Whether nothing but what parts the things of a list stands between them."""
    for thing, following in pairwise(things):
        end = max(key.end for key in thing.keys)
        if not _THINGS.fullmatch(text, end, following.keys[0].start):
            return False
    return True


def _pieces(text: str, start: int, end: int) -> list[Span]:
    pieces: list[Span] = []
    for match in _PARTS.finditer(text, start, end):
        pieces.append(Span(start, match.start()))
        start = match.end()
    pieces.append(Span(start, end))
    return [piece for piece in pieces if text[piece.start : piece.end].strip()]


def _last_of(text: str, end: int, wanted: int) -> list[Span]:
    """The last so many things of the clause that ends there."""
    start = max(0, end - wanted * 2 * _LONGEST)
    for match in _CLAUSE.finditer(text, start, end):
        start = match.end()
    pieces = _pieces(text, start, end)[-wanted:]
    if len(pieces) < wanted or not _LAST.search(text, pieces[-2].end, pieces[-1].start):
        return []
    if any(piece.end - piece.start > _LONGEST for piece in pieces[1:-1]):
        return []
    of = text.find(_OF, pieces[-1].start, end)
    if of > pieces[-1].start and text.rfind(_OF, start, pieces[-1].start) < 0:
        pieces[-1] = pieces[-1]._replace(end=of)
    first, last = pieces[0], pieces[-1]
    pieces[0] = first._replace(start=max(first.start, first.end - _LONGEST))
    pieces[-1] = last._replace(end=min(last.end, last.start + _LONGEST))
    return pieces


def of_clause_before(text: str, end: int, wanted: int) -> list[Span]:
    """The last so many things of the clause before the one that ends there: "For A and B, the rate
    is 1 and 2"."""
    clauses = list(_PARTED.finditer(text, max(0, end - wanted * 4 * _LONGEST), end))
    return _last_of(text, clauses[-1].start(), wanted) if clauses else []
