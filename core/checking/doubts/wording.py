"""What of a statement speaks of one of its figures. Pure."""

# Chinese is read here: words that compare, ends of clauses.
# Tested in tests/core/checking/doubts/test_settling.py.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from core.checking.doubts.naming import Span, another_variant, is_size
from core.checking.figures.figures import Stated, figures
from core.checking.naming.targets import Spoken
from core.checking.paper.evidence import Evidence
from core.checking.words.names import names
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
_OPENED = "（("
# The name that stands right before a number.
_NAMED_BEFORE = re.compile(r"(?<![A-Za-z])(?=[a-z]{0,20}[A-Z])([A-Za-z]{1,20})[\s-][vV]?$")
_LONGEST_NAME = 30
# What parts the figures of a list.
_LISTED = re.compile(r"\s?(?:[,，、/]|,?\s?\band\b|和|与|及)\s?")


@dataclass(frozen=True, slots=True)
class Doubted:
    """A figure of a statement that is to be settled.

    `text` is the statement, made plain; `spoken` is the same with blanks in place of what belongs
    to others: what the figure is compared with, and clauses that state figures of their own.
    `naming` is the statement as it names the rows and columns of tables.
    """

    text: str
    spoken: str
    stated: Stated
    others: tuple[Stated, ...]
    naming: Spoken

    @property
    def listed(self) -> bool:
        """Whether the figure stands in a list with others: "80.5% and 60.5%"."""
        spans = sorted((each.start, each.end) for each in (self.stated, *self.others))
        return any(
            self.span in (one, other) and _LISTED.fullmatch(self.text, one[1], other[0])
            for one, other in pairwise(spans)
        )

    def names_another_variant(self, there: str) -> bool:
        """Whether a place names another variant than the statement: GPT-4 for GPT-3.5."""
        return another_variant(self.spoken, self.span, there)

    @property
    def span(self) -> Span:
        """Where the figure stands."""
        return self.stated.start, self.stated.end


def doubted(claim: str, sentence: str, evidence: Evidence) -> Doubted | None:
    """The figure with that text in a sentence of a report; None where it is not read there."""
    text = plain(sentence)
    wanted = _tight(plain(claim))
    found = [each for each in figures(text) if not _is_version(text, each, evidence)]
    for stated in found:
        if _tight(text[stated.start : stated.end]) != wanted:
            continue
        others = tuple(each for each in found if each is not stated)
        if not _is_size(stated):
            # The sizes of others say who they are.
            others = tuple(each for each in others if not _is_size(each))
        spoken = _own_clauses(_without_compared(text, stated), stated, others)
        values = tuple(chain.from_iterable(each.ends for each in found))
        return Doubted(text, spoken, stated, others, Spoken(text, values, evidence.own, {}))
    return None


def _is_size(stated: Stated) -> bool:
    return all(is_size(end) for end in stated.ends)


def _is_version(text: str, stated: Stated, evidence: Evidence) -> bool:
    """Whether a number is the version of a data set or model that the paper knows: "SQuAD 1.1"."""
    named = _NAMED_BEFORE.search(text, max(0, stated.start - _LONGEST_NAME), stated.start)
    if named is None:
        return False
    return evidence.named(named[1] + text[stated.start : stated.end]) is not None


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
    behind_others = False
    spans = sorted((each.start, each.end) for each in (stated, *others))
    clauses = list(_clauses(text, spans))
    for number, (start, end) in enumerate(clauses):
        if start <= stated.start < end or stated.start <= start < stated.end:
            continue
        behind_is_own = number + 1 < len(clauses) and (
            clauses[number + 1][0] <= stated.start < clauses[number + 1][1]
        )
        if behind_is_own and text[end - 1] in _OPENED:
            continue  # what stands in brackets is about what stands before them
        of_others = any(start <= other.start < end for other in others)
        if start > stated.start:
            behind_others = behind_others or of_others
        if of_others or behind_others:
            kept = _blanked(kept, start, end)
    return kept


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _clauses(text: str, figures_at: Sequence[Span]) -> Iterator[Span]:
    """The clauses of a text; a list of figures, "7%, 11% and 6%", is not parted."""
    listed: list[Span] = []
    for (_, end), (start, _) in pairwise(figures_at):
        if _LISTED.fullmatch(text, end, start):
            listed.append((end, start))
    begin = 0
    for match in _CLAUSE.finditer(text):
        if any(start <= match.start() < end for start, end in listed):
            continue
        yield begin, match.end()
        begin = match.end()
    yield begin, len(text)
