"""Questions about a paper as a whole, which name nothing in it: what it is about, who wrote it.

No word of theirs can be looked for, or else it leads astray ("corresponding author"), so they are
answered by where a paper tells that. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from core.asking.asked import Drawn
from core.asking.choosing import sentences_of
from core.asking.inquiry import Inquiry
from core.asking.kinds import Kind
from core.asking.passages import ABSTRACT, AUTHORS
from core.asking.record import Topic
from core.reading import tells
from core.reading.tells import Tell

_ABOUT = frozenset((Kind.NAMES, Kind.MEANING))
_TOLD = (Tell.IDEA, Tell.RESULT, Tell.PROBLEM)
# Names stand beside equations that correspond to others.
_CORRESPONDING = re.compile(r"\bcorrespond(?:ing authors?|ence)\b", re.IGNORECASE)
# The code of the paper itself, and none that a model writes or reads.
_CODE = (
    r"\b(?:codes?|codebase|implementations?|repository)\b"
    r"(?! (?:generat|complet|snippet|reason|edit|review|search|understand|model|llm|task|data))"
)
_CODE_SHARED = re.compile(
    rf"{_CODE}[^.]{{0,60}}\b(?:is|are|be|been|made|can)\b[^.]{{0,25}}"
    r"\b(?:available|released?|open[- ]?sourced?|public|found|hosted|provided|accessed)\b"
    r"|\b(?:shar\w+|mak\w+) (?:our|the|all|its|full|complete|source) (?:[a-z-]+,? ){0,3}"
    rf"{_CODE}(?= (?:[a-z]+ )?(?:available|public|open|at|on|under|with))"
    r"|\b(?:releas\w+|open[- ]?sourc\w+|publish\w*) (?:[a-z-]+ ){0,2}?"
    rf"(?:(?:our|the|all|its|full|complete|source) (?:[a-z-]+,? ){{0,3}})?{_CODE}"
    rf"|{_CODE}[^.]{{0,20}}(?:: ?|\bat ?)https?://",
    re.IGNORECASE,
)
# How many sentences tell where the code is.
_ENOUGH = 2


def of_whole(inquiry: Inquiry) -> list[Drawn] | None:
    """What tells what the paper's record has: its idea, its authors, its code. None where the
    question names something, asks for something else, or follows another one of which it may speak;
    empty where the paper does not say what it asks for."""
    if inquiry.topics:
        found = [_of_topic(inquiry, topic) for topic in inquiry.topics]
        if any(each is None for each in found):
            return None
        return list(dict.fromkeys(chain.from_iterable(each or () for each in found)))
    if inquiry.concepts or inquiry.earlier or inquiry.parts:
        return None
    if inquiry.kinds == {Kind.PERSON}:
        return _under(inquiry, AUTHORS) or None
    if inquiry.kinds <= _ABOUT:
        return _telling(_under(inquiry, ABSTRACT)) or None
    return None


def _of_topic(inquiry: Inquiry, topic: Topic) -> list[Drawn] | None:
    """The sentences of that topic; None where a search may find it."""
    match topic:
        case Topic.IDEA:
            return _telling(_under(inquiry, ABSTRACT)) or None
        case Topic.AUTHORS | Topic.FIRST_AUTHOR | Topic.LAST_AUTHOR:
            return _under(inquiry, AUTHORS) or None
        case Topic.INSTITUTION:
            return _under(inquiry, AUTHORS) if _says_more_than_names(inquiry) else None
        case Topic.CORRESPONDING:
            return [each for each in _all(inquiry) if _CORRESPONDING.search(each.text)][:_ENOUGH]
        case Topic.CODE:
            return _of_code(inquiry) or None
        case Topic.PUBLISHED:
            return []
        case _:
            return None


def _of_code(inquiry: Inquiry) -> list[Drawn]:
    """The sentences that say where the code is, or else that it can be had."""
    found = [each for each in _all(inquiry) if _CODE_SHARED.search(each.text)]
    return ([each for each in found if "://" in each.text] or found)[:_ENOUGH]


def _says_more_than_names(inquiry: Inquiry) -> bool:
    """Whether the paper's head has more lines than its authors are."""
    names = {*inquiry.document.authors, *inquiry.paper.authors}
    return bool(set(inquiry.document.head) - names)


def _all(inquiry: Inquiry) -> list[Drawn]:
    """The sentences of the whole paper."""
    return [each for passage in inquiry.found.passages for each in sentences_of(passage)]


def _under(inquiry: Inquiry, section: str) -> list[Drawn]:
    """The sentences of that section."""
    return [each for each in _all(inquiry) if each.passage.section == section]


def _telling(pool: Sequence[Drawn]) -> list[Drawn]:
    """Those that tell the idea, the result and the problem best, in the order of the paper."""
    weights = tells.told([each.text for each in pool])
    told: list[int] = []
    for tell in _TOLD:
        rest = [number for number in range(len(pool)) if number not in told]
        if rest:
            told.append(max(rest, key=lambda number: weights[number][tell]))
    return [pool[number] for number in sorted(told)]
