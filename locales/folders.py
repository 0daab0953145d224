"""The languages there are: a folder each, with a catalog and what `language.toml` tells of the
language.

The folders stand in this package, or in any other place that is added to its path.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from babel.core import Locale, UnknownLocaleError

import locales
from core.errors import LanguageUnknown
from core.language import (
    DigestLabels,
    Language,
    Languages,
    PeopleWords,
    QuestionWords,
    ReadingWords,
    ReportLabels,
)
from core.script import Script

CATALOG, TOLD = "messages.po", "language.toml"


def folders() -> Mapping[str, Path]:
    """The folder of each language that has a catalog, by its code, sorted."""
    return _folders_in(tuple(locales.__path__))


@functools.cache
def _folders_in(places: tuple[str, ...]) -> Mapping[str, Path]:
    """The languages' folders in these places, by code. They are looked for once: each command asks
    a hundred times."""
    found = {
        path.parent.name: path.parent
        for place in places
        for path in Path(place).glob(f"*/{CATALOG}")
    }
    return MappingProxyType(dict(sorted(found.items())))


def known_languages() -> tuple[str, ...]:
    """The codes of the languages there are, sorted."""
    return tuple(folders())


def folder(language: str) -> Path:
    """The language's folder; raises LanguageUnknown."""
    known = folders()
    if language not in known:
        raise LanguageUnknown(text=language, languages=", ".join(known))
    return known[language]


def languages() -> Languages:
    """What is told of every language, by code: those first that say so with an `order`, the others
    by their codes.

    Each goes by what any of them calls it, too.
    """
    return _told_in(tuple(folders().items()))[0]


@functools.cache
def _told_in(found: tuple[tuple[str, Path], ...]) -> tuple[Languages, Mapping[str, str]]:
    """The languages in these folders, and the code by which CLDR knows each. The files are read
    once, for they do not change while the program runs, and what they say is not kept beside."""
    told = {code: _read(path) for code, path in found}
    ordered = sorted(told, key=lambda code: (told[code].get("order", len(told) + 1), code))
    made = {code: _language(code, told[code], _names(code, told)) for code in ordered}
    return MappingProxyType(made), {code: _cldr_code(code, told[code]) for code in told}


def cldr(language: str) -> Locale:
    """How the language writes dates and numbers: by its own code or, with `cldr`, as another
    does. Raises LanguageUnknown."""
    folder(language)
    return Locale.parse(_told_in(tuple(folders().items()))[1][language])


def _read(path: Path) -> dict[str, Any]:
    """What the folder tells."""
    file = path / TOLD
    if not file.exists():
        return {}
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _cldr_code(language: str, told: Mapping[str, Any]) -> str:
    return str(told.get("cldr", language)).replace("-", "_")


def _names(code: str, told: Mapping[str, Mapping[str, Any]]) -> Iterable[str]:
    """What the languages call that one, by their own files and by CLDR."""
    for speaker, its in told.items():
        yield its.get("calls", {}).get(code, "")
        try:
            yield Locale.parse(_cldr_code(speaker, its)).languages.get(code.replace("-", "_"), "")
        except UnknownLocaleError:
            continue  # making its Translator says so


def _language(code: str, told: Mapping[str, Any], names: Iterable[str]) -> Language:
    """The file's tables as one noun; raises TypeError for a key that no language has, or lacks."""
    not_plain = {"order", "cldr", "aliases", *_TABLES}
    plain = {key: _frozen(value) for key, value in told.items() if key not in not_plain}
    tables = {key: make(told[key]) for key, make in _TABLES.items() if key in told}
    aliases = frozenset(name.casefold() for name in (*told.get("aliases", ()), *names) if name)
    return Language(**{"code": code, "name": code, "aliases": aliases, **plain, **tables})


def _questions(told: Mapping[str, Any]) -> QuestionWords:
    return QuestionWords(
        signs=tuple(told.get("signs", ())),
        openings=tuple(told.get("openings", ())),
        framing=frozenset(told.get("framing", "").split()),
        terms={
            term: _list(english) for term, english in map(_parted, _entries(told.get("terms", "")))
        },
        alike=tuple(_list(entry) for entry in _entries(told.get("alike", ""))),
        compounds=_entries(told.get("compounds", "")),
        shortened=dict(map(_meant, _entries(told.get("shortened", "")))),
        names=frozenset(told.get("names", "").split()),
        courtesies=tuple(told.get("courtesies", ())),
        greetings=frozenset(told.get("greetings", ())),
        remarked=tuple(told.get("remarked", ())),
        kinds=_frozen(told.get("kinds", {})),
        loose=frozenset(map(_spaced, told.get("loose", "").split())),
        families=tuple(_list(entry) for entry in _entries(told.get("families", ""))),
        ordinary=frozenset(told.get("ordinary", "").split()),
        record=_frozen(told.get("record", {})),
        further=tuple(_questions(inner) for inner in told.get("further", {}).values()),
    )


def _reading_words(told: Mapping[str, Any]) -> ReadingWords:
    names = dict(map(_meant, _entries(told.get("names", ""))))
    return ReadingWords(**{**told, "names": MappingProxyType(names)})


def _entries(text: str) -> tuple[str, ...]:
    return tuple(entry.strip() for entry in text.split(";") if entry.strip())


def _parted(entry: str) -> tuple[str, str]:
    term, _, english = entry.partition(" ")
    return _spaced(term), english


def _spaced(words: str) -> str:
    return words.replace("_", " ")


def _meant(entry: str) -> tuple[str, str]:
    short, _, whole = entry.partition(" = ")
    return short, whole


def _list(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(","))


def _frozen(value: Any) -> Any:
    """Lists as tuples, at any depth."""
    if isinstance(value, dict):
        return MappingProxyType({key: _frozen(inner) for key, inner in value.items()})
    if isinstance(value, list):
        return tuple(_frozen(inner) for inner in value)
    return value


_TABLES = {
    "script": lambda told: Script(**told),
    "digest": lambda told: DigestLabels(**told),
    "report": lambda told: ReportLabels(**_frozen(told)),
    "questions": _questions,
    "words": lambda told: PeopleWords(**_frozen(told)),
    "reading": _reading_words,
}
