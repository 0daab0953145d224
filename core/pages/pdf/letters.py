"""Whether letters are what a PDF says they are. Pure.

A PDF says for each letter that it draws what is to be read in its place. That may be anything: a
page that shows one sentence may be read as another. Two witnesses are asked. Fonts know their
letters by name, often; and letters have their heights: p goes below the line, b above its
neighbours, a neither.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from core.pages.pdf.wording import grammar_words

_ABOVE = frozenset("bdfhkl")
_BELOW = frozenset("gpqy")
_BETWEEN = frozenset("acemnorsuvwxz")
_DEEP = -0.1  # of the size, below the line
_SHALLOW = -0.07
_HIGHER = 1.2  # times the height of an x
_FEWEST = 10  # letters of a font, and
_KINDS = 5  # different ones, below which nothing can be said
_HONEST = 0.7  # of a font's letters stand as they should, where it says the truth
_NAMED = (
    0.6  # of a font's letters have the name that the PDF gives them, where names can be trusted
)
_SHARED = 0.3  # of a page's words are the same by names, where fonts have names
# The letters that may be drawn as one, whose names differ.
_JOINING = re.compile(r"[^a-eghjkmnopqrsu-zA-Z0-9]")
_LETTER = re.compile(r"[A-Za-z0-9]")


class ToldLetter(NamedTuple):
    """A letter as it is to be read, and its foot and head over the line, in parts of its size."""

    letter: str
    foot: float
    head: float


def untrue(claims: Mapping[int, Sequence[ToldLetter]]) -> set[int]:
    """The fonts whose letters do not stand as letters of those names do."""
    return {font for font, told in claims.items() if not _plausible(told)}


def _plausible(claims: Sequence[ToldLetter]) -> bool:
    heights = [each.head for each in claims if each.letter in _BETWEEN]
    small = [each for each in claims if each.letter in _ABOVE | _BELOW | _BETWEEN]
    if len(small) < _FEWEST or len({each.letter for each in small}) < _KINDS or not heights:
        return True
    heads = [each.head for each in small]
    if max(heads) - min(heads) < 0.12 * max(heads) and min(each.foot for each in small) > _DEEP:
        return True  # Small capitals, or a font that does not tell its letters' heights.
    # Letters of one name may be few: each counts as often as it stands there, up to a few times.
    middle = statistics.median(heights)
    right = sum(_stands_right(each, middle) for each in small)
    return right >= _HONEST * len(small)


def _stands_right(claim: ToldLetter, middle: float) -> bool:
    """Whether the letter stands as its name wants it; `middle` is the height of an x."""
    if claim.letter in _BELOW:
        return claim.foot < _DEEP
    if claim.letter in _ABOVE:
        return claim.head > _HIGHER * middle  # An italic f may go below the line.
    return claim.foot > _SHALLOW * 1.5 and claim.head < _HIGHER * middle


def worth_comparing(told: str, named: str) -> bool:
    """Whether a page's text and the one by its fonts' names differ, and the names are such that
    the difference means something."""
    if _JOINING.sub("", told) == _JOINING.sub("", named):
        return False
    words = set(told.split())
    if len(words & set(named.split())) >= _SHARED * len(words):
        return True
    return grammar_words(named) > grammar_words(told)


def misnamed(pairs: Iterable[tuple[int, int, str, str]]) -> dict[int, str]:
    """What is shown at each place where a font whose names can be trusted has another name for the
    letter. Pairs are (place, font, letter, name)."""
    agreed: Counter[int] = Counter()
    differing: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for place, font, letter, name in pairs:
        if letter == name:
            agreed[font] += 1
        elif _LETTER.fullmatch(letter) and _LETTER.fullmatch(name):
            differing[font].append((place, name))
    shown: dict[int, str] = {}
    for font, places in differing.items():
        if agreed[font] >= _NAMED * (agreed[font] + len(places)):
            shown.update(places)
    return shown
