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
    """One thing a question speaks of: its own word for it, and the English words to look for."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is known of the words of questions: see `core.language.QuestionWords`."""

    framing: frozenset[str]
    terms: _Words
    alike: tuple[tuple[str, ...], ...]


def known_words(languages: Languages, code: str) -> Vocabulary:
    """The words that somebody who asks in that language may use.

    They are the language's own, English ones, and those of all languages with letters of their own.
    Other languages in Latin letters are left out: a word that means nothing in one of them may be a
    term in another.
    """
    framing: set[str] = set()
    terms: dict[str, tuple[str, ...]] = {}
    alike: list[tuple[str, ...]] = []
    for language in languages.values():
        has_own_letters = language.script and language.script.letters
        if language.code not in (code, _PAPERS) and not has_own_letters:
            continue
        framing |= language.questions.framing
        terms |= language.questions.terms
        alike += language.questions.alike
    return Vocabulary(framing=frozenset(framing), terms=terms, alike=tuple(alike))


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
        for concept in _named(piece, vocabulary, known):
            found.setdefault(tuple(word.casefold() for word in concept.words), concept)
    return tuple(found.values())


def _by_piece(alternatives: Mapping[str, Sequence[str]]) -> _Words:
    known: dict[str, tuple[str, ...]] = {}
    for name, words in alternatives.items():
        for piece in _PIECE.findall(name.casefold()):
            known[piece] = (*known.get(piece, ()), *words)
    return known


def _named(piece: str, vocabulary: Vocabulary, known: _Words) -> Iterator[Concept]:
    """The concepts of a word, or of a run of Chinese characters."""
    if re.match(f"[{_HAN}]", piece):
        return _chinese(piece, vocabulary, known)
    return _spaced(piece, vocabulary, known)


def _spaced(piece: str, vocabulary: Vocabulary, known: _Words) -> Iterator[Concept]:
    """The concept of a word of a language that parts its words, if it is more than framing."""
    word = piece.strip(".+-_")
    small = word.casefold()
    if not word or small in vocabulary.framing:
        return
    words = [word]
    if "-" in word:
        words.append(word.replace("-", ""))
    for group in vocabulary.alike:
        if _same(word, group[0]):
            words += group
    words += vocabulary.terms.get(small, ())
    words += known.get(small, ())
    yield Concept(word, tuple(dict.fromkeys(words)))


def _same(word: str, head: str) -> bool:
    """Whether the word is that head of a group, in the singular or the plural."""
    word, head = word.casefold(), head.casefold()
    return word in (head, f"{head}s", f"{head}es", f"{head[:-1]}ies")


def _chinese(run: str, vocabulary: Vocabulary, known: _Words) -> Iterator[Concept]:
    """The concepts of a run of Chinese characters.

    At each place the longest known term counts; what is neither a term nor framing stays as it is.
    """
    at = 0
    unknown = ""
    while at < len(run):
        word = _longest_known(run, at, vocabulary, known)
        if not word:
            unknown += run[at]
            at += 1
            continue
        yield from _rest(unknown)
        unknown = ""
        words = (*known.get(word, ()), *vocabulary.terms.get(word, ()))
        if words:
            yield Concept(word, tuple(dict.fromkeys(words)))
        at += len(word)
    yield from _rest(unknown)


def _longest_known(run: str, at: int, vocabulary: Vocabulary, known: _Words) -> str:
    """The longest word beginning there that is a term or framing; "" for none."""
    for length in range(min(_LONGEST, len(run) - at), 0, -1):
        word = run[at : at + length]
        if word in known or word in vocabulary.terms or word in vocabulary.framing:
            return word
    return ""


def _rest(unknown: str) -> Iterator[Concept]:
    # A single character left over is as a rule a particle; two are a word.
    if len(unknown) > 1:
        yield Concept(unknown, (unknown,))
