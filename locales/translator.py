"""One language's words, dates and numbers, read from a gettext catalog without a build step."""

from __future__ import annotations

import datetime as dt
import functools
import gettext
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from babel.core import Locale
from babel.dates import format_date, format_datetime
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from core.errors import Sayable
from locales.folders import CATALOG, cldr, folder, languages
from locales.zones import canonical, city, city_in_name, offset_name


def read_catalog(language: str) -> Catalog:
    """The language's catalog as its file says; raises LanguageUnknown."""
    return _read(folder(language) / CATALOG, cldr(language))


def translators(wanted: Iterable[str]) -> Mapping[str, Translator]:
    """A translator for each language, in the order given; raises LanguageUnknown."""
    return MappingProxyType({language: Translator(language) for language in wanted})


class Translator:
    """Speaks one language, and knows what is told `about` it.

    Keys are symbolic (`list.header`); a key the catalog lacks raises KeyError. Placeholders follow
    `str.format`. A `datetime.date` among the data may carry a format: `{date}` is with its weekday,
    `{date:short}` without, `{date:iso}` as commands take it.
    """

    def __init__(self, language: str) -> None:
        self._locale = cldr(language)
        words = _words(folder(language) / CATALOG, self._locale)
        self.language = language
        self.about = languages()[language]
        self._messages = words.messages
        self._keys = words.keys

    def has(self, key: str) -> bool:
        """Whether the catalog has the key: for sentences that have a variant for some cases
        only."""
        return key in self._keys

    def t(self, key: str, **data: Sayable) -> str:
        """The key's text with the data in its placeholders; raises KeyError for an unknown key."""
        self._require(key)
        return self._filled(self._messages.gettext(key), data)

    def plural(self, key: str, n: int, **data: Sayable) -> str:
        """The form of the key's text that fits `n`, which fills `{n}`; raises KeyError for an
        unknown key."""
        self._require(key)
        return self._filled(self._messages.ngettext(key, key, n), {"n": n, **data})

    def named(self, language: str) -> str:
        """What this language calls that one; its code where nobody has a name for it."""
        return (
            self.about.calls.get(language)
            or self._locale.languages.get(language.replace("-", "_"))
            or language
        )

    def date(self, date: dt.date, *, weekday: bool = True, year: bool = False) -> str:
        """The date as the language writes it, with or without weekday and year."""
        if weekday and year:
            key = "date.day_year"
        elif weekday:
            key = "date.day"
        elif year:
            key = "date.short_year"
        else:
            key = "date.short"
        return format_date(date, self.t(key), locale=self._locale)

    def day(self, date: dt.date) -> str:
        """The date with its weekday, as briefly as a button says it."""
        return format_date(date, self.t("date.button"), locale=self._locale)

    def weekday(self, day: int) -> str:
        """The short name of a weekday; 0 is Monday."""
        return str(self._locale.days["stand-alone"]["abbreviated"][day])

    def time(self, moment: dt.datetime, zone: dt.tzinfo) -> str:
        """An aware moment as day and minute in that zone."""
        return format_datetime(moment, self.t("date.time"), tzinfo=zone, locale=self._locale)

    def zone(self, name: str) -> str:
        """An IANA zone as people call it: "Beijing time", "UTC+8"; its own name where it has no
        other."""
        fixed = offset_name(name)
        if fixed:
            return fixed
        key = f"zone.{canonical(name)}"
        if self.has(key):
            return self.t("zone.time", place=self.t(key))
        place = city(name, self._locale)
        script = self.about.script
        if place is None and script and not script.letters:
            place = city_in_name(name)
        if place is None:
            return name
        return self.t("zone.time", place=place)

    def number(self, n: int) -> str:
        """A count as people read it, in about three digits: 84, 2.4k, 24k, 1.2M."""
        if n < 1_000:
            return str(n)
        if n < 999_500:
            shown, unit = n / 1_000, "k"
        else:
            shown, unit = n / 1_000_000, "M"
        pattern = "0"
        if shown < 9.95:
            pattern = "0.#"
        return format_decimal(shown, pattern, locale=self._locale) + unit

    def count(self, n: int) -> str:
        """A count in full, as the language groups its digits: 1,970."""
        return format_decimal(n, locale=self._locale)

    def score(self, score: float) -> str:
        """A score with one decimal, as lists show it."""
        return format_decimal(score, "0.0", locale=self._locale)

    def _require(self, key: str) -> None:
        if key not in self._keys:
            raise KeyError(f"no {key!r} in the catalog of {self.language!r}")

    def _filled(self, template: str, data: Mapping[str, Sayable]) -> str:
        spoken: dict[str, object] = {}
        for name, value in data.items():
            if isinstance(value, dt.date):
                spoken[name] = _SpokenDate(value, self)
            else:
                spoken[name] = value
        return template.format(**spoken)


def catalog_keys(catalog: Catalog) -> list[str]:
    """The catalog's keys in file order; a plural's key stands once."""
    keys: list[str] = []
    for message in catalog:
        if isinstance(message.id, str):
            keys.append(message.id)
        elif message.id:
            keys.append(message.id[0])
    return [key for key in keys if key]


@dataclass(frozen=True, slots=True)
class _Words:
    """A catalog, compiled."""

    messages: gettext.GNUTranslations
    keys: frozenset[str]


def _read(path: Path, locale: Locale) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)


@functools.cache
def _words(path: Path, locale: Locale) -> _Words:
    """The words in that file, which is read once: it does not change while the program runs."""
    catalog = _read(path, locale)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return _Words(gettext.GNUTranslations(compiled), frozenset(catalog_keys(catalog)))


class _SpokenDate:
    """A date inside a sentence, written as its format asks."""

    def __init__(self, date: dt.date, translator: Translator) -> None:
        self._date = date
        self._translator = translator

    def __format__(self, spec: str) -> str:
        if spec == "iso":
            return self._date.isoformat()
        short = spec in ("short", "year")
        return self._translator.date(self._date, weekday=not short, year=spec == "year")
