"""What the languages call weekdays and months: their own words, and CLDR's. Pure."""

# Tested in tests/bot/chat/words/test_dates.py.

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from babel.core import Locale

from bot.chat.words.lexicon import rows_of, spoken, words_of
from bot.chat.words.scanning import numbered
from core.language import Language
from locales.folders import cldr

Entries = list[tuple[str, int]]


def weekday_entries() -> Entries:
    """The names of the weekdays, with 0 for Monday; Latin ones also in the plural."""
    entries = numbered(rows_of("weekday_names"))
    for week in words_of("weeks"):
        for day, row in enumerate(rows_of("week_days")):
            entries += [(week + each, day) for each in row]
    for language in spoken():
        for locale in locales_of(language):
            for names in _forms(locale.days):
                entries += [(_plain(name), int(day)) for day, name in names.items()]
    # "日" alone is a day's mark, not Sunday.
    entries = [(name, day) for name, day in entries if len(name) > 1]
    plurals = [(f"{name}s", day) for name, day in entries if len(name) > 2 and name.isascii()]
    return entries + plurals


def month_entries() -> Entries:
    """The names of the months, 1 for January."""
    entries = numbered(rows_of("month_names"), first=1)
    for language in spoken():
        for locale in locales_of(language):
            for names in _forms(locale.months):
                entries += [(_plain(name), int(month)) for month, name in names.items()]
    return [(name, month) for name, month in entries if not name[:1].isdigit()]


def locales_of(language: Language) -> list[Locale]:
    """How the language is written, in each place where chat apps know it."""
    found = [cldr(language.code)]
    for tag in language.locales:
        locale = Locale.negotiate([tag.replace("-", "_")], [tag.replace("-", "_")])
        if locale:
            found.append(locale)
    return found


def _forms(widths: Any) -> Iterator[Mapping[int, str]]:
    """The names in each context, written out and shortened; a single letter means nothing."""
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated", "short"):
            if width in widths[context]:
                yield widths[context][width]


def _plain(name: str) -> str:
    return name.casefold().rstrip(".")
