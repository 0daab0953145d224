"""Chinese words as English papers have them, by tables of our own. Pure.

Interests are read by the terms of the field (terms.toml); questions and reports also by the words
of everyday (everyday.toml).

At each place the longest known term counts; terms that stand side by side stay one phrase. What the
table lacks is told, so that whoever asked can be told too.
"""

# Chinese is read here: the range of Chinese characters, and what joins words.

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_PIECE = re.compile(rf"[{_HAN}]+|[^{_HAN}]+")
_IS_HAN = re.compile(f"[{_HAN}]")
_JOINING = frozenset("的和与及之在中对用于里上为等或")
_AND = re.compile(r"以及|和|与|及|跟|\s(?:and|&)\s")
_LONGEST = 12  # characters of a term

Glossary = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class InEnglish:
    """A phrase in English, in one or several ways, and its pieces that no English is known of."""

    phrases: tuple[str, ...]
    unknown: tuple[str, ...]


def load_glossary(text: str | None = None) -> Glossary:
    """The terms of that TOML text, or of the table that ships.

    Raises tomllib.TOMLDecodeError, and ValueError for an entry without English.
    """
    if text is None:
        return ours()
    known: dict[str, tuple[str, ...]] = {}
    for group in tomllib.loads(text).values():
        for entry in group.split(";"):
            term, _, english = entry.strip().partition(" ")
            words = tuple(word.strip() for word in english.split(",") if word.strip())
            if not term:
                continue
            if not words:
                raise ValueError(f"{term} has no English")
            known[term] = words
    return known


@cache
def ours() -> Glossary:
    """The terms of the field that ship."""
    return load_glossary(_shipped("terms.toml"))


@cache
def everyday() -> Glossary:
    """The words of everyday that ship, which are no interests."""
    return load_glossary(_shipped("everyday.toml"))


def _shipped(name: str) -> str:
    return resources.files("core.interests").joinpath(name).read_text("utf-8")


def has_chinese(text: str) -> bool:
    """Whether any of the text is written in Chinese characters."""
    return _IS_HAN.search(text) is not None


def in_english(phrase: str, glossary: Glossary) -> InEnglish:
    """The phrase in English; itself, where it holds no Chinese."""
    usual: list[str] = []
    others: list[str] = []
    unknown: list[str] = []
    for piece in _PIECE.findall(phrase):
        if not _IS_HAN.match(piece):
            usual.append(piece.strip())
            continue
        for part in _parts(piece, glossary):
            words = glossary.get(part)
            if words:
                usual.append(words[0])
                others += words[1:]
            elif len(part) > 1:
                unknown.append(part)
    together = " ".join(word for word in usual if word)
    phrases = [phrase for phrase in (together, *others) if phrase]
    return InEnglish(tuple(dict.fromkeys(phrases)), tuple(unknown))


def in_papers(words: str, glossary: Glossary) -> tuple[str, ...]:
    """Other words under which papers in English hold what these Chinese ones mean, the usual ones
    first; none where they hold no Chinese, or some that no English is known of."""
    whole = glossary.get(words.strip())
    if whole:
        return whole
    read = in_english(words, glossary)
    if not has_chinese(words) or read.unknown:
        return ()
    # The others are each of one part alone.
    return read.phrases[:1]


def parted(phrase: str, glossary: Glossary) -> tuple[str, ...]:
    """Several topics that "and" joins, apart; the phrase alone where that is not sure: where the
    table lacks some of them, or knows the whole."""
    pieces = [piece.strip() for piece in _AND.split(phrase)]
    if len(pieces) == 1 or is_term(phrase, glossary):
        return (phrase,)
    if all(_is_known(piece, glossary) for piece in pieces):
        return tuple(pieces)
    return (phrase,)


def _is_known(piece: str, glossary: Glossary) -> bool:
    if not has_chinese(piece):
        return is_term(piece, glossary)
    read = in_english(piece, glossary)
    return bool(read.phrases) and not read.unknown


def is_term(phrase: str, glossary: Glossary) -> bool:
    """Whether the table has the phrase, in Chinese or in English: of one thing or of many."""
    if has_chinese(phrase):
        return phrase.strip() in glossary
    wanted = _singular(phrase)
    return any(_singular(word) == wanted for words in glossary.values() for word in words)


def _singular(phrase: str) -> str:
    return phrase.strip().casefold().removesuffix("s")


def _parts(run: str, glossary: Glossary) -> Iterator[str]:
    """The run's terms and, between them, what is none."""
    unknown = ""
    at = 0
    while at < len(run):
        length = _longest(run, at, glossary)
        joins = not length and run[at] in _JOINING
        if length or joins:
            if unknown:
                yield unknown
            unknown = ""
        if length:
            yield run[at : at + length]
        elif not joins:
            unknown += run[at]
        at += max(length, 1)
    if unknown:
        yield unknown


def _longest(run: str, at: int, glossary: Glossary) -> int:
    for length in range(min(_LONGEST, len(run) - at), 0, -1):
        if run[at : at + length] in glossary:
            return length
    return 0
