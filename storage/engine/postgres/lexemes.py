"""Texts and queries as PostgreSQL's full text takes them, made of the words that SQLite's index is
made of. Pure.

PostgreSQL's own parser takes a run of Chinese for one word, breaks names at their signs and drops
common words, each version in its own way. So it is given the words, with the place of each.
"""

# Tested in tests/storage/engine/test_lexemes.py.

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.bounds import normalized
from storage.engine import words
from storage.engine.base import Texts
from storage.engine.words import Phrase

# Marks stand within words; SQLite's tokenizer has the same.
_WORD = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f])*")
# What a tsvector holds at most: places, places of one word, bytes of a word (2,046), and bytes in
# all (1 MB).
_LAST_PLACE, _PLACES, _WORD_LENGTH, _LENGTH = 16_383, 255, 500, 800_000
# Between two texts of a paper, so that no phrase goes from one into the other.
_GAP = 2


@dataclass(frozen=True, slots=True)
class Indexed:
    """A paper's texts for the index: how many words they have, where each stands (as a tsvector is
    written), and the texts themselves."""

    length: int
    words: str
    text: str


def indexed(texts: Texts) -> Indexed:
    """The texts to put into the index. The letters tell in which of them a word stands: A is the
    title, B the organization, C the summaries, and none the abstract."""
    columns = {
        "A": words.indexed(texts.title),
        "": words.indexed(texts.abstract),
        "B": words.indexed(texts.organization),
        "C": words.indexed(texts.summaries),
    }
    places: dict[str, list[str]] = {}
    length, place = 0, 0
    for letter, text in columns.items():
        for word in split(text):
            length += 1
            place = min(place + 1, _LAST_PLACE)
            its = places.setdefault(word, [])
            if len(its) < _PLACES:
                its.append(f"{place}{letter}")
        place += _GAP
    return Indexed(length, _vector(places), " ".join(columns.values()))


def query(phrase: Phrase) -> str:
    """The phrase as a tsquery is written; "" when there is no word in it."""
    found = split(" ".join(phrase.words))
    if not found:
        return ""
    terms = [f"'{word}'" for word in found]
    if phrase.beginning:
        terms[-1] += ":*"
    return " <-> ".join(terms)


def queries(phrases: Iterable[Phrase]) -> Sequence[str]:
    """The phrases that have words, as tsqueries are written."""
    return [written for written in map(query, phrases) if written]


def split(text: str) -> list[str]:
    """The words of a text, which was made ready for the index; in Latin script without accents."""
    return [_bare(word)[:_WORD_LENGTH] for word in _WORD.findall(text)]


def without_nul(text: str) -> str:
    """The text without the one character that PostgreSQL has no place for."""
    return text.replace("\0", "\ufffd")


def _bare(word: str) -> str:
    """The word without the marks on its Latin letters."""
    if word.isascii():
        return word
    kept: list[str] = []
    latin = False
    for character in normalized("NFKD", word):
        if unicodedata.combining(character):
            if latin:
                continue
        else:
            latin = character.isascii()
        kept.append(character)
    return normalized("NFC", "".join(kept))


def _vector(places: dict[str, list[str]]) -> str:
    entries: list[str] = []
    room = _LENGTH
    for word, its in places.items():
        entry = f"'{word}':{','.join(its)}"
        room -= len(entry.encode())
        if room < 0:
            break
        entries.append(entry)
    return " ".join(entries)
