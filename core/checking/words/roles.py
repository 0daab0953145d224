"""What a figure is to its sentence, besides the words around it.

What it counts ("51 regions"), and whether something starts from it or comes to it ("from 60% to
75%"). Pure.
"""

# Chinese is read here: words beside figures.
# Tested in tests/core/checking/words/test_roles.py.

from __future__ import annotations

import re
from enum import Enum

from core.checking.words.names import Stems, words

_COUNTED = re.compile(
    r"[\s+-]{0,3}[多余]?\s?[个条种项张名篇位类组套款层件次份轮对道幅场只台块步折]?\s?"
    r"([\u4e00-\u9fffA-Za-z \u2011-]{1,40})"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Here a Chinese noun has ended.
_NOUN_ENDS = re.compile(
    r"的?[上中内里下时]|和|(?<!参)与|及|进行|达|实现|包含|涵盖|来自|覆盖|为|是|对|构建|评估|打分|以|并|均"
)
_LONGEST_NOUN = 12
# Here an English one has.
_SMALL_WORDS = (
    "of in on at for from with by to and or vs than across over while but is are was were per "
    "which that who whose as into under between respectively using via when where every each rather"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_NOUN_WORDS = 5

# Stems of what a model or its training is counted in, which are no examples of one another: a paper
# that counts tokens says nothing of characters. Images, questions or documents may all be samples.
_MEASURES = "token persona word epoch step layer head channel categor gpu paramet pixel frame"
_KINDS = frozenset(_MEASURES.split())

_FROM = re.compile(
    r"(?:从|由|自|对|\bfrom|\bvs\.?|\bversus|\bagainst)[\s*（(约]{0,4}(?:an?\s)?$", re.IGNORECASE
)
_TO = re.compile(r"(?:至|到|达|\bto|\breach(?:es|ed|ing))[\s*了约]{0,4}(?:an?\s)?$", re.IGNORECASE)
# Only what starts somewhere ends somewhere: "restored to 34.7%" says nothing of a start.
_STARTED = re.compile(r"从|由|自|\bfrom\b", re.IGNORECASE)
_CHANGE = 60


class Role(Enum):
    """Where a change starts, where it ends, or neither."""

    FROM = "from"
    TO = "to"
    NONE = "none"


def counted(text: str, end: int, known: Stems | None = None) -> frozenset[str]:
    """The stems of what the number that ends there in a plain text counts; often none."""
    found = _COUNTED.match(text, end)
    if found is None:
        return frozenset()
    phrase = found[1]
    if _CHINESE.search(phrase):
        phrase = _NOUN_ENDS.split(phrase, maxsplit=1)[0][:_LONGEST_NOUN]
    else:
        kept: list[str] = []
        for word in phrase.split()[:_NOUN_WORDS]:
            if word.lower() in _SMALL:
                break
            kept.append(word)
        phrase = " ".join(kept)
    stems, _ = words(phrase, known=known)
    return frozenset(word.stem for word in stems)


def counts_kind(things: frozenset[str]) -> bool:
    """Whether what is counted is one of the kinds that are never taken for one another."""
    return not _KINDS.isdisjoint(things)


def counts_otherwise(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two numbers count different kinds of things: tokens and characters, steps and
    epochs."""
    one, other = ours & _KINDS, theirs & _KINDS
    return bool(one and other) and one.isdisjoint(other)


def role(text: str, start: int) -> Role:
    """Whether the number that begins there is where a change starts or where it ends."""
    before = text[max(0, start - 10) : start]
    if _FROM.search(before):
        return Role.FROM
    if _TO.search(before) and _STARTED.search(text[max(0, start - _CHANGE) : start]):
        return Role.TO
    return Role.NONE
