"""Questions about a paper as a whole, which name nothing in it: what it is about, who wrote it.

No word of theirs can be looked for, so they are answered by where a paper tells that. Pure.
"""

# Tested in tests/core/asking/test_ask.py.

from __future__ import annotations

from collections.abc import Sequence

from core.asking.asked import Drawn
from core.asking.choosing import sentences_of
from core.asking.inquiry import Inquiry
from core.asking.kinds import Kind
from core.asking.passages import ABSTRACT, AUTHORS
from core.reading import tells
from core.reading.tells import Tell

_ABOUT = frozenset((Kind.NAMES, Kind.MEANING))
_TOLD = (Tell.IDEA, Tell.RESULT, Tell.PROBLEM)


def of_whole(inquiry: Inquiry) -> list[Drawn]:
    """The authors to who wrote the paper, the abstract's best sentences to what it is about; none
    where the question names something, asks for something else, or follows another one."""
    if inquiry.concepts or inquiry.earlier or inquiry.parts:
        return []
    if inquiry.kinds == {Kind.PERSON}:
        return _under(inquiry, AUTHORS)
    if inquiry.kinds <= _ABOUT:
        return _telling(_under(inquiry, ABSTRACT))
    return []


def _under(inquiry: Inquiry, section: str) -> list[Drawn]:
    """The sentences of that section."""
    found: list[Drawn] = []
    for passage in inquiry.found.passages:
        if passage.section == section:
            found += sentences_of(passage)
    return found


def _telling(pool: Sequence[Drawn]) -> list[Drawn]:
    """Those that tell the idea, the result and the problem best, in the order of the paper."""
    weights = tells.told([each.text for each in pool])
    told: list[int] = []
    for tell in _TOLD:
        rest = [number for number in range(len(pool)) if number not in told]
        if rest:
            told.append(max(rest, key=lambda number: weights[number][tell]))
    return [pool[number] for number in sorted(told)]
