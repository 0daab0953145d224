"""What a question asks about, in the words an English paper may use for it. Pure.

A concept is one thing the question speaks of. What merely makes it a question (which, how many,
does the paper say) is no concept. A Chinese word the glossary lacks stays a concept of its own,
which no English paper speaks of.
"""

# Chinese is read here: the range of Chinese characters.

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.language import Languages

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_PIECE = re.compile(rf"[{_HAN}]+|[A-Za-z0-9\u00c0-\u024f][\w.+-]*")
_Words = Mapping[str, tuple[str, ...]]
_LONGEST = 12  # Chinese characters of a term
# The language of papers, in which their readers ask as well.
_PAPERS = "en"


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing a question speaks of: as the question has it, and the English words or phrases to
    look for."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is known of the words of questions: see `core.language.QuestionWords`."""

    framing: frozenset[str]
    terms: _Words
    alike: tuple[tuple[str, ...], ...]


def known_words(languages: Languages, code: str) -> Vocabulary:
    """The words of who asks in that language: its own, English ones, and those of languages with
    letters of their own.

    The words of another language in Latin letters are left out: what is nothing in one may be a
    term in the next.
    """
    spoken = [
        language.questions
        for language in languages.values()
        if language.code in (code, _PAPERS) or (language.script and language.script.letters)
    ]
    return Vocabulary(
        framing=frozenset().union(*(words.framing for words in spoken)),
        terms={term: english for words in spoken for term, english in words.terms.items()},
        alike=tuple(group for words in spoken for group in words.alike),
    )


def concepts(
    question: str, vocabulary: Vocabulary, alternatives: Mapping[str, Sequence[str]] | None = None
) -> tuple[Concept, ...]:
    """The question's concepts in its order, each once.

    `alternatives` gives pieces of the question further English words, as a model found them: a
    Chinese piece becomes a concept, an English one lends its words to each of its own. What does
    not stand in the question counts nothing.
    """
    known = _by_piece(alternatives or {})
    found: dict[tuple[str, ...], Concept] = {}
    for piece in _PIECE.findall(question):
        named = _chinese if re.match(f"[{_HAN}]", piece) else _spaced
        for concept in named(piece, vocabulary, known):
            found.setdefault(tuple(word.casefold() for word in concept.words), concept)
    return tuple(found.values())


def _by_piece(alternatives: Mapping[str, Sequence[str]]) -> _Words:
    known: dict[str, tuple[str, ...]] = {}
    for name, words in alternatives.items():
        for piece in _PIECE.findall(name.casefold()):
            known[piece] = (*known.get(piece, ()), *words)
    return known


def _spaced(piece: str, vocabulary: Vocabulary, known: _Words) -> Iterator[Concept]:
    """The concept of a word of a language that parts its words, if it is more than framing."""
    word = piece.strip(".+-_")
    small = word.casefold()
    if not word or small in vocabulary.framing:
        return
    joined = (word.replace("-", ""),) if "-" in word else ()
    english = (*vocabulary.terms.get(small, ()), *known.get(small, ()))
    alike = (other for group in vocabulary.alike if _same(word, group[0]) for other in group)
    yield Concept(word, tuple(dict.fromkeys((word, *joined, *alike, *english))))


def _same(word: str, head: str) -> bool:
    """Whether the word is that head of a group, in the singular or the plural."""
    word, head = word.casefold(), head.casefold()
    return word in (head, f"{head}s", f"{head}es", f"{head[:-1]}ies")


def _chinese(run: str, vocabulary: Vocabulary, known: _Words) -> Iterator[Concept]:
    """The terms of a run, the longest first at each place; what is neither a term nor framing stays
    as it is."""
    at, unknown = 0, ""
    while at < len(run):
        longest_first = (
            run[at : at + length] for length in range(min(_LONGEST, len(run) - at), 0, -1)
        )
        word = next((piece for piece in longest_first if _has(piece, vocabulary, known)), "")
        if not word:
            unknown += run[at]
            at += 1
            continue
        yield from _rest(unknown)
        unknown = ""
        if words := (*known.get(word, ()), *vocabulary.terms.get(word, ())):
            yield Concept(word, tuple(dict.fromkeys(words)))
        at += len(word)
    yield from _rest(unknown)


def _has(word: str, vocabulary: Vocabulary, known: _Words) -> bool:
    return word in known or word in vocabulary.terms or word in vocabulary.framing


def _rest(unknown: str) -> Iterator[Concept]:
    # A single character left over is as a rule a particle; two are a word.
    if len(unknown) > 1:
        yield Concept(unknown, (unknown,))
