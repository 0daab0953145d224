"""What people call the world's zones and cities, in all languages. Pure."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from zoneinfo import available_timezones

from babel.core import Locale, get_global

from bot.chat.words.calendars import locales_of
from bot.chat.words.lexicon import remembered, split, spoken, words_of
from bot.chat.words.tidying import tidied
from core.bounds import normalized
from locales.zones import REGIONS, canonical, city, city_names

# Names in the list of zones that are a machine's, not a place's.
NO_PLACES = frozenset(("localtime", "Factory", "posixrules"))

# Letters that are no letter with an accent to Unicode: Łódź, Tromsø.
_STROKED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True, slots=True)
class Places:
    """Zones by the keys of their names: of IANA, of cities and countries, of each language's own
    words; and names that mean several zones. `shown` is how each name is written."""

    iana: Mapping[str, str]
    known: Mapping[str, str]
    own: Mapping[str, Mapping[str, str]]
    unclear: Mapping[str, tuple[str, ...]]
    shown: Mapping[str, str]


@functools.lru_cache(maxsize=512)
def key_of(text: str) -> str:
    """The letters and digits of a name without accents, blanks and case: "saopaulo"."""
    plain = normalized("NFKD", tidied(text)).translate(_STROKED)
    return "".join(each for each in plain if each.isalnum())


@remembered
def places() -> Places:
    """All of them."""
    shown: dict[str, str] = {}
    own: dict[str, dict[str, str]] = {}
    unclear: dict[str, tuple[str, ...]] = {}
    for language in spoken():
        named = own.setdefault(language.code, {})
        for zone, names in language.words.zones.items():
            for name in split(names):
                named[key_of(name)] = zone
                shown.setdefault(key_of(name), _written(name))
        for name, zones in language.words.unclear_zones.items():
            unclear[key_of(name)] = tuple(zones.split())
    known: dict[str, str] = {}
    for name, zone in _cities():
        known.setdefault(key_of(name), zone)
        shown[key_of(name)] = name
    iana = {_path(zone): zone for zone in _zones()}
    return Places(iana, known, own, unclear, shown)


def zone_called(name: str, language: str) -> str | None:
    """The zone of that IANA name, city, country or abbreviation, as somebody who writes in that
    language means it; None for none."""
    world, key = places(), key_of(name)
    mine = world.own.get(language, {})
    if key in mine:
        return mine[key]
    for words in world.own.values():
        if key in words:
            return words[key]
    return world.known.get(key) or world.iana.get(_path(name))


@remembered
def _countries() -> frozenset[str]:
    """The keys of all countries' names."""
    found: set[str] = set()
    for language in spoken():
        for locale in locales_of(language):
            found |= {key_of(name) for name in locale.territories.values()}
    return frozenset(found)


def is_country(name: str) -> bool:
    """Whether that is the name of a country, or of a continent."""
    return key_of(name) in _countries() or bool(zones_called(name))


def zones_of_country(letters: str) -> frozenset[str]:
    """The zones of the country of those two letters; none where no country has them."""
    zones = get_global("territory_zones").get(letters.strip().upper(), ())
    return frozenset(map(canonical, zones))


@remembered
def _regions() -> frozenset[str]:
    """The keys of all names of parts of countries."""
    return frozenset(map(key_of, words_of("regions")))


def is_region(name: str) -> bool:
    """Whether that is the name of a part of a country."""
    return key_of(name) in _regions()


@remembered
def _states() -> Mapping[str, tuple[str, ...]]:
    """The zones of each state, by the keys of its names."""
    found: dict[str, tuple[str, ...]] = {}
    for language in spoken():
        for zone, names in language.words.states.items():
            for name in split(names):
                found[key_of(name)] = (*found.get(key_of(name), ()), zone)
    return found


def zones_of_state(name: str) -> tuple[str, ...]:
    """The zones of a state as it stands behind a town: "TX", "Texas"; () for anything else."""
    return _states().get(key_of(name), ())


def zones_called(name: str, language: str = "") -> tuple[str, ...]:
    """The zones that a name may mean; () where it means one to who writes in that language."""
    world, key = places(), key_of(name)
    if key in world.own.get(language, {}):
        return ()
    return world.unclear.get(key, ())


def alike(name: str) -> tuple[str, ...]:
    """Names that differ little from that one, the nearest first, each of another zone."""
    world, key = places(), key_of(name)
    found: dict[str, str] = {}
    if len(key) < 2:
        return ()
    cutoff = 0.8
    if not key.isascii():
        cutoff = 0.6
    for close in get_close_matches(key, world.shown, n=3, cutoff=cutoff):
        zone = zone_called(world.shown[close], "")
        if zone:
            found.setdefault(canonical(zone), world.shown[close])
    return tuple(found.values())


def _written(name: str) -> str:
    """A name in small letters as it is written: abbreviations in capitals."""
    if len(name) <= 3:
        return name.upper()
    return name.title()


def _path(name: str) -> str:
    """An IANA name as people type it: in any case, with blanks or underscores."""
    return re.sub(r"[ _]+", "_", name.strip().casefold())


def _zones() -> list[str]:
    return sorted(available_timezones() - NO_PLACES)


def _cities() -> Iterable[tuple[str, str]]:
    """The names of the zones' cities in all languages, then of countries that have one zone."""
    written: list[Locale] = []
    for language in spoken():
        written += locales_of(language)
    for zone in _zones():
        if zone != canonical(zone) or zone.partition("/")[0] not in REGIONS:
            continue
        for locale in written:
            name = city(zone, locale)
            if name:
                yield name, zone
        for name in city_names(zone):
            yield name, zone
    for territory, zones in get_global("territory_zones").items():
        its = {canonical(zone) for zone in zones}
        if len(its) == 1:
            (zone,) = its
            for locale in written:
                yield str(locale.territories.get(territory, zone)), zone


def names_like(typed: str) -> list[str]:
    """The zones one of whose names begins with what is being typed, then those in whose own name
    it stands; each once."""
    world, key = places(), key_of(typed)
    if not key:
        return []
    named = (world.known, *world.own.values())
    begun: dict[str, str] = {}
    for names in named:
        begun |= {name: zone for name, zone in names.items() if name.startswith(key)}
    # The shortest is the nearest to what stands there.
    found = [begun[name] for name in sorted(begun, key=len)]
    found += [zone for zone in world.iana.values() if _path(typed) in zone.casefold()]
    once: dict[str, str] = {}
    for zone in found:
        if not zone.startswith("Etc/") and ("/" in zone or zone == "UTC"):  # no "CST6CDT"
            once.setdefault(canonical(zone), zone)
    return list(once.values())
