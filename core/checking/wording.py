"""What of a statement speaks of one of its figures. Pure."""

# Chinese is read here: words that compare, ends of clauses.
# Tested in tests/core/checking/test_settling.py.

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from core.checking.cells import Span, keys_of
from core.checking.names import names
from core.checking.quantities import Stated, figures
from core.plain import plain

# What somebody else is compared with: it says nothing of what the figure belongs to.
_COMPARED_WITH = re.compile(
    r"(?:\bthan|\bversus|\bvs\.?|\bagainst|\bover|\bcompared (?:with|to)|\babove|\bbelow|\bahead of"
    r"|\bbeats?|\boutperform\w*|\bsurpass\w*"
    r"|比|超过|超越|优于|高于|低于|领先于?|胜过|相比|对比|不及|落后于?)"
    r"[\s*（(]{0,3}[^，。；;,()（）]{1,30}",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[，。；;：:、（）()]|,\s|\.\s|\bwhile\b|\bwhereas\b|\bbut\b|\band\b|而|但|和(?!蔼)|并"
)
# The name that stands right before a number.
_NAMED_BEFORE = re.compile(r"([A-Za-z]*[A-Z][A-Za-z]*)[\s-][vV]?$")
_LONGEST_NAME = 30
# What a word of a clause with figures of its own tells of another clause's figure.
_ASIDE = 0.2


@dataclass(frozen=True, slots=True)
class Doubted:
    """A figure of a statement that is to be settled.

    `text` is the statement, made plain; `spoken` is the same with blanks in place of what belongs
    to others: what the figure is compared with, and clauses that state figures of their own.
    `keys` are what the statement names, and how much each tells of the figure.
    """

    text: str
    spoken: str
    stated: Stated
    others: tuple[Stated, ...]
    keys: dict[str, float]

    @property
    def span(self) -> Span:
        """Where the figure stands."""
        return self.stated.start, self.stated.end


def doubted(
    claim: str, sentence: str, is_name: Callable[[str], bool], pairs: bool = False
) -> Doubted | None:
    """The figure with that text in a sentence of a report; None where it is not read there.

    `is_name` says whether the paper knows something of that name, as "SQuAD1.1".
    """
    text = plain(sentence)
    wanted = _tight(plain(claim))
    found = [each for each in figures(text) if not _is_version(text, each, is_name)]
    for stated in found:
        if _tight(text[stated.start : stated.end]) != wanted:
            continue
        others = tuple(each for each in found if each is not stated)
        without = _without_compared(text, stated)
        spoken = _own_clauses(without, stated, others)
        but = (stated.start, stated.end)
        keys = dict.fromkeys(keys_of(without, pairs, but), _ASIDE)
        keys |= dict.fromkeys(keys_of(spoken, pairs, but), 1.0)
        return Doubted(text, spoken, stated, others, keys)
    return None


def _is_version(text: str, stated: Stated, is_name: Callable[[str], bool]) -> bool:
    """Whether a number is the version of a data set or model that the paper knows."""
    named = _NAMED_BEFORE.search(text, max(0, stated.start - _LONGEST_NAME), stated.start)
    return named is not None and is_name(named[1] + text[stated.start : stated.end])


def _tight(text: str) -> str:
    return "".join(text.split())


def _without_compared(text: str, stated: Stated) -> str:
    """The statement without what the figure is compared with.

    Of a figure that is itself what is compared with, as 49.7 in "50.2 against 49.7 for LLaMA", the
    names before it go.
    """
    kept = text
    for match in _COMPARED_WITH.finditer(text):
        if match.end() <= stated.start or match.start() >= stated.end:
            kept = _blanked(kept, *match.span())
            continue
        for name, start in names(text[: match.start()]):
            kept = _blanked(kept, start, start + len(name))
    return kept


def _own_clauses(text: str, stated: Stated, others: Sequence[Stated]) -> str:
    kept = text
    for start, end in _clauses(text):
        if start <= stated.start < end or stated.start <= start < stated.end:
            continue
        if any(start <= other.start < end for other in others):
            kept = _blanked(kept, start, end)
    return kept


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _clauses(text: str) -> Iterator[Span]:
    start = 0
    for match in _CLAUSE.finditer(text):
        yield start, match.end()
        start = match.end()
    yield start, len(text)
