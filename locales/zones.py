"""What the languages call the world's time zones and their cities, as CLDR tells."""

# Tested in tests/locales/test_translator.py.

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from babel.core import Locale, get_global

# What the names of places begin with; others are a country's or a machine's.
REGIONS = frozenset(
    (
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    )
)
_FIXED = re.compile(r"Etc/GMT([+-])(\d{1,2})")
_UTC = frozenset(("UTC", "UCT", "Zulu", "Universal", "GMT", "GMT0", "GMT+0", "GMT-0", "Greenwich"))


def canonical(zone: str) -> str:
    """The zone's name of today: "Asia/Kolkata" for "Asia/Calcutta", "Asia/Shanghai" for "PRC"."""
    return _aliases().get(zone, zone)


def offset_name(zone: str) -> str | None:
    """How a zone of a fixed offset is written, as "UTC+8" for Etc/GMT-8, whose sign is the other
    way round; None for a zone that is a place's."""
    if zone.removeprefix("Etc/") in _UTC:
        return "UTC"
    found = _FIXED.fullmatch(zone)
    if found is None:
        return None
    sign = "-"
    if found[1] == "-":
        sign = "+"
    hours = int(found[2])
    if not hours:
        return "UTC"
    return f"UTC{sign}{hours}"


def city(zone: str, locale: Locale) -> str | None:
    """What the language calls the city by which the zone is known; None where it has no name for
    it."""
    today = canonical(zone)
    for name in (today, *_older().get(today, ())):
        told = locale.time_zones.get(name, {}).get("city")
        if told:
            return str(told)
    return None


def city_in_name(zone: str) -> str | None:
    """The city in the zone's own name, as Latin letters write it; None for a name without one."""
    today = canonical(zone)
    if "/" not in today or today.startswith("Etc/"):
        return None
    return today.rpartition("/")[2].replace("_", " ")


def offset_zone(hours: int) -> str:
    """The zone that is so many hours ahead of UTC all year; behind it when negative."""
    if not hours:
        return "UTC"
    return f"Etc/GMT{-hours:+d}"


def _aliases() -> Mapping[str, str]:
    return get_global("zone_aliases")


def zones_of_its_country(zone: str) -> tuple[str, ...]:
    """All zones of the country that the zone is in; the zone alone where it is in none."""
    return _of_countries().get(canonical(zone), (zone,))


@functools.cache
def _of_countries() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for zones in get_global("territory_zones").values():
        its = tuple(canonical(zone) for zone in zones)
        found |= dict.fromkeys(its, its)
    return found


@functools.cache
def _older() -> Mapping[str, tuple[str, ...]]:
    """The names that each zone had before, some of which CLDR goes on using."""
    found: dict[str, tuple[str, ...]] = {}
    for older, today in _aliases().items():
        found[today] = (*found.get(today, ()), older)
    return found


def city_names(zone: str) -> tuple[str, ...]:
    """The cities in the zone's own name and in those it had before: "Kolkata", "Calcutta"."""
    names = [zone, *_older().get(canonical(zone), ())]
    places = [name for name in names if name.partition("/")[0] in REGIONS]
    return tuple(name.rpartition("/")[2].replace("_", " ") for name in places)
