"""The words of all languages, together: whoever writes may mix them. Pure."""

# Tested in tests/bot/chat/words/test_zones.py.

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

import locales
from core.language import Language, PeopleWords
from locales.folders import languages

BETWEEN = ";"
Made = TypeVar("Made")


def remembered(make: Callable[[], Made]) -> Callable[[], Made]:
    """The function, whose result is made once for the languages there are."""
    made: dict[tuple[str, ...], Made] = {}

    @functools.wraps(make)
    def once() -> Made:
        places = tuple(map(str, locales.__path__))
        if places not in made:
            made[places] = make()
        return made[places]

    return once


def spoken() -> tuple[Language, ...]:
    """The languages there are."""
    return tuple(languages().values())


def words_of(field: str) -> tuple[str, ...]:
    """What all languages have in that list of `PeopleWords`."""
    found: list[str] = []
    for words in _all():
        for text in getattr(words, field):
            found += split(text)
    return tuple(found)


def rows_of(field: str) -> tuple[tuple[str, ...], ...]:
    """The words of all languages in a list of `PeopleWords` where the place means something: those
    of each place."""
    rows: list[tuple[str, ...]] = []
    for words in _all():
        for place, text in enumerate(getattr(words, field)):
            if place == len(rows):
                rows.append(())
            rows[place] += split(text)
    return tuple(rows)


def interest_words(name: str) -> tuple[str, ...]:
    """What all languages have in that list of words about interests."""
    return tuple(word for language in spoken() for word in language.interests.get(name, ()))


def split(text: str) -> tuple[str, ...]:
    """The words of one text of a list."""
    parts = [" ".join(part.split()) for part in text.split(BETWEEN)]
    return tuple(part for part in parts if part)


def numerals() -> Mapping[str, int]:
    """Characters that are numbers by themselves and are written together."""
    return _merged(words.numerals for words in _all())


def number_words() -> Mapping[str, int]:
    """Words that are numbers."""
    return _merged(words.numbers for words in _all())


def ordinal_words() -> Mapping[str, int]:
    """Words that are places in a row."""
    return _merged(words.ordinals for words in _all())


@remembered
def variants() -> Mapping[int, str]:
    """What each character that is also written otherwise is translated to."""
    found: dict[int, str] = {}
    for words in _all():
        for pair in words.variants:
            found[ord(pair[0])] = pair[1]
    return MappingProxyType(found)


def _all() -> list[PeopleWords]:
    return [language.words for language in spoken()]


def _merged(tables: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for table in tables:
        found.update(table)
    return found
