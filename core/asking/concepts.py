"""What a question asks about, in the words an English paper may use for it. Pure.

A concept is one thing the question speaks of. What merely makes it a question (which, how many, does the paper say) is
no concept. A Chinese word the glossary lacks stays a concept of its own, which no English paper speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from core.asking import glossary

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_PIECE = re.compile(rf"[{_HAN}]+|[A-Za-z0-9][\w.+-]*")
_LONGEST = 12  # Chinese characters of a term


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing a question speaks of: as the question has it, and the English words or phrases to look for."""

    name: str
    words: tuple[str, ...]


def concepts(question: str, alternatives: Mapping[str, Sequence[str]] | None = None) -> tuple[Concept, ...]:
    """The question's concepts in its order, each once.

    `alternatives` gives pieces of the question further English words, as a model found them: a Chinese piece becomes
    a concept, an English one lends its words to each of its own. What does not stand in the question counts nothing.
    """
    known = _by_piece(alternatives or {})
    found: dict[tuple[str, ...], Concept] = {}
    for piece in _PIECE.findall(question):
        for concept in _chinese(piece, known) if re.match(f"[{_HAN}]", piece) else _english(piece, known):
            found.setdefault(tuple(word.casefold() for word in concept.words), concept)
    return tuple(found.values())


def _by_piece(alternatives: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    known: dict[str, tuple[str, ...]] = {}
    for name, words in alternatives.items():
        for piece in _PIECE.findall(name.casefold()):
            known[piece] = (*known.get(piece, ()), *words)
    return known


def _english(piece: str, known: Mapping[str, tuple[str, ...]]) -> Iterator[Concept]:
    word = piece.strip(".+-_")
    if not word or word.casefold() in _asking():
        return
    joined = (word.replace("-", ""),) if "-" in word else ()
    alike = (other for group in _alike() if _same(word, group[0]) for other in group)
    yield Concept(word, tuple(dict.fromkeys((word, *joined, *alike, *known.get(word.casefold(), ())))))


def _same(word: str, head: str) -> bool:
    """Whether the word is that head of a group, in the singular or the plural."""
    word, head = word.casefold(), head.casefold()
    return word in (head, f"{head}s", f"{head}es", f"{head[:-1]}ies")


def _chinese(run: str, known: Mapping[str, tuple[str, ...]]) -> Iterator[Concept]:
    """The terms of a run, the longest first at each place; what is neither a term nor framing stays as it is."""
    at, unknown = 0, ""
    while at < len(run):
        word = next((run[at : at + n] for n in range(_LONGEST, 0, -1) if _has(run[at : at + n], n, known)), "")
        if not word:
            unknown += run[at]
            at += 1
            continue
        yield from _rest(unknown)
        unknown = ""
        if words := (*known.get(word, ()), *_english_of().get(word, ())):
            yield Concept(word, tuple(dict.fromkeys(words)))
        at += len(word)
    yield from _rest(unknown)


def _has(word: str, length: int, known: Mapping[str, tuple[str, ...]]) -> bool:
    return len(word) == length and (word in known or word in _english_of() or word in _framing())


def _rest(unknown: str) -> Iterator[Concept]:
    # A single character left over is as a rule a particle; two are a word.
    if len(unknown) > 1:
        yield Concept(unknown, (unknown,))


@cache
def _english_of() -> dict[str, tuple[str, ...]]:
    terms = (entry.split(maxsplit=1) for entry in _entries(glossary.ENGLISH))
    return {chinese: _list(english) for chinese, english in terms}


@cache
def _alike() -> tuple[tuple[str, ...], ...]:
    return tuple(map(_list, _entries(glossary.ALIKE)))


@cache
def _asking() -> frozenset[str]:
    return frozenset(glossary.ASKING.split())


@cache
def _framing() -> frozenset[str]:
    return frozenset(glossary.FRAMING.split())


def _entries(text: str) -> list[str]:
    return [entry.strip() for entry in text.split(";") if entry.strip()]


def _list(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(","))
