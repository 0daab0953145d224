"""Time zones as people name them: by an offset, a city, a country, an abbreviation. Pure."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator
from itertools import product
from zoneinfo import ZoneInfo

from bot.chat.words import lexicon
from bot.chat.words.corrections import correction_in
from bot.chat.words.lexicon import remembered, words_of
from bot.chat.words.places import (
    alike,
    is_country,
    is_region,
    zone_called,
    zones_called,
    zones_of_country,
    zones_of_state,
)
from bot.chat.words.tidying import shortened, tidied
from core.errors import ZoneInvalid, ZoneUnclear
from locales.zones import REGIONS, offset_zone, zones_of_its_country

# Behind UTC in hours, and ahead of it.
FARTHEST_WEST, FARTHEST_EAST = -12, 14
LONGEST_NAME = 40  # of a country and its city
# Offsets with parts of an hour that a place keeps all year; no other zone has them.
_PARTS = {
    (3, 30): "Asia/Tehran",
    (4, 30): "Asia/Kabul",
    (5, 30): "Asia/Kolkata",
    (5, 45): "Asia/Kathmandu",
    (6, 30): "Asia/Yangon",
    (8, 45): "Australia/Eucla",
    (9, 30): "Australia/Darwin",
    (-9, 30): "Pacific/Marquesas",
}
# What clocks with a summer time show in winter and in summer, so that no zone is one of these.
_WITH_SUMMER = {
    (-3, 30): "America/St_Johns",
    (-2, 30): "America/St_Johns",
    (10, 30): "Australia/Adelaide",
    (12, 45): "Pacific/Chatham",
    (13, 45): "Pacific/Chatham",
}
_OFFSET = re.compile(
    r"(?P<name>utc|gmt)?(?P<sign>[+-])(?P<hours>\d{1,2})"
    r"(?:(?P<mark>[:.]?)(?P<minutes>\d{2})|(?P<half>\.5))?|"
    r"(?P<bare>utc|gmt)(?P<ahead>\d{1,2})"
)
# A state as it stands behind a town: "b: c" is none, though its letters are BC.
_STATE = re.compile(r"[^\W\d_][\w. ]{1,40}")
# "London ON" is in Ontario: small letters would be a word.
_CAPITALS = re.compile(r"(?<=[a-z]) ([A-Z]{2})\s*$")
_NAMED = re.compile(r"utc|gmt")
_DOTTED = re.compile(r"u\.t\.c\.?|g\.m\.t\.?")
# These count westwards, and nobody means that.
_BACKWARDS = re.compile(r"etc/gmt([+-])(\d{1,2})")


def parse_zone(text: str, language: str = "") -> str:
    """The IANA name of the zone meant by `GMT+8`, `东八区`, `北京时间`, `Tokyo`, `asia/shanghai`.

    An offset's is Etc/GMT-8 for UTC+8. `language` is the chat's: it tells what an abbreviation
    means. Raises ZoneInvalid, with what may be meant, and ZoneUnclear where a place has several.
    """
    zone = read_zone(text, language)
    if zone is not None:
        return zone
    plain = _with_comma(text)
    several = _zones_of_its_state(plain)
    for name in _readings(plain):
        several = several or zones_called(name)
    if several:
        raise ZoneUnclear(shortened(text), several)
    raise ZoneInvalid(shortened(text), _likely(plain))


@functools.lru_cache(maxsize=512)
def read_zone(text: str, language: str) -> str | None:
    """The zone that the text means; None where it means none, or several could be meant."""
    plain = _with_comma(text)
    state = _in_state(plain)
    # "London, ON" is not London; of longer names "Paris, Texas" the clocks there are found below.
    if state and (state[1] or len(state[0]) == 2):
        return state[1]
    for name in _readings(plain):
        if _BACKWARDS.fullmatch(name) or zones_called(name, language):
            return None
        zone = _offset(name) or _by_direction(name) or zone_called(name, language)
        if zone:
            return zone
    return _beside_letters(plain) or _said_twice(plain, language) or _corrected(text, language)


def _with_comma(text: str) -> str:
    """The text made plain, with a comma before two capitals behind a place: "London ON"."""
    capitals = _CAPITALS.search(text)
    if capitals:
        town = tidied(text[: capitals.start()])
        if any(map(_is_place, _without_fillers(town))):
            return f"{town}, {capitals[1].casefold()}"
    return tidied(text)


def _in_state(plain: str) -> tuple[str, str | None] | None:
    """The state of `Austin, TX` with the zone: the town's where the state has it, or the country of
    those letters as in "Berlin, DE"; of another town the state's one; none where it has several.
    None for anything else."""
    for name in reversed(_without_fillers(plain)):
        town, comma, rest = name.rpartition(",")
        if not comma or any(map(str.isdigit, name)):
            continue  # of "8:30 London, ON" the hour is not to be lost
        state = rest.strip(AROUND)
        zones = zones_of_state(state) if _STATE.fullmatch(state) else ()
        called, country = zone_called(town, ""), zones_of_country(state)
        if called in country:
            return state, called
        if not zones:
            continue
        if called and _hours_of(called) in map(_hours_of, zones):
            return state, called
        if len(zones) == 1 and (called or not country):
            return state, zones[0]
        return state, None
    return None


def _zones_of_its_state(plain: str) -> tuple[str, ...]:
    """The zones of the state behind a town that is not known there: "Melbourne, FL"; () where no
    state stands behind a town, or nobody knows such a town."""
    state = _in_state(plain)
    town = plain.rpartition(",")[0]
    return zones_of_state(state[0]) if state and zone_called(town, "") else ()


def _beside_letters(plain: str) -> str | None:
    """The zone of "seattle wa": a town that is in the state of those two letters; None for anything
    else."""
    for name in reversed(_without_fillers(plain)):
        town, _, letters = name.rpartition(" ")
        zones = zones_of_state(letters) if len(letters) == 2 else ()
        called = zone_called(town, "") if zones else None
        if called and _hours_of(called) in map(_hours_of, zones):
            return called
    return None


def _corrected(text: str, language: str) -> str | None:
    """The zone of "Tokyo, no sorry, Seoul"; None where either part is not understood."""
    correction = correction_in(text)
    if correction is None:
        return None
    if correction.said and read_zone(correction.said, language) is None:
        return None
    return read_zone(correction.meant, language)


def _said_twice(plain: str, language: str) -> str | None:
    """The place of `北京时间 (UTC+8)`: a place and an offset that its clocks keep at some time of
    the year; None for anything else."""
    for cut in (at for at, letter in enumerate(plain) if letter == " "):
        for place, offset in ((plain[:cut], plain[cut + 1 :]), (plain[cut + 1 :], plain[:cut])):
            fixed = _offset(offset) or _by_direction(offset)
            if fixed is None or any(map(str.isdigit, place)):
                continue  # of "8:30, London +0" the hour is not to be lost
            names = _without_fillers(place.strip(AROUND))
            # "Beijing, Chongqing, Hong Kong": systems name several towns of one zone.
            names += [name for name in place.split(",") if "," in place]
            zones = [zone_called(name, language) for name in names]
            for zone in zones:
                if zone and _hours_of(fixed) & _hours_of(zone):
                    return zone
    return None


# The zones of a large country are some thirty files.
@functools.cache
def _hours_of(zone: str) -> frozenset[dt.timedelta | None]:
    """What the zone's clocks show against UTC in winter and in summer."""
    moments = [dt.datetime(2026, month, 15, tzinfo=ZoneInfo(zone)) for month in (1, 7)]
    return frozenset(moment.utcoffset() for moment in moments)


def _likely(plain: str) -> tuple[str, ...]:
    """What may have been meant by a text that names no zone."""
    backwards = _BACKWARDS.fullmatch(plain)
    if backwards:
        sign, hours = backwards.groups()
        other = "-"
        if sign == "-":
            other = "+"
        return (f"UTC{sign}{hours}", f"UTC{other}{hours}")
    offset = _OFFSET.fullmatch(_in_signs(plain))
    if offset:
        return _likely_offset(offset)
    return alike(_without_fillers(plain)[-1].rpartition("/")[2])


def _likely_offset(offset: re.Match[str]) -> tuple[str, ...]:
    """What may have been meant by an offset that is none: full hours in three digits, and the
    clocks of a place that has a summer time."""
    if _is_in_hundreds(offset) and _fixed(int(offset["sign"] + offset["hours"]), 0):
        return (f"UTC{offset['sign']}{offset['hours']}",)
    if offset["minutes"]:
        hours = int(offset["sign"] + offset["hours"])
        place = _WITH_SUMMER.get((hours, int(offset["minutes"])))
        return (place,) if place else ()
    return ()


def _is_in_hundreds(offset: re.Match[str]) -> bool:
    """Whether it is "-100": nobody can tell one hour from a hundred."""
    return len(offset["hours"] or "") == 1 and offset["mark"] == "" and offset["minutes"] == "00"


def _readings(plain: str) -> Iterator[str]:
    """The text, and what is left of it without words that say nothing, a continent, and what a
    town is in."""
    if not plain:
        return
    fewer = _without_fillers(plain)
    yield from fewer
    stripped = fewer[-1]
    continent, slash, rest = stripped.partition("/")
    if slash and continent in _CONTINENTS:
        yield rest
    if len(stripped) > LONGEST_NAME:
        return
    for cut in range(1, len(stripped)):
        one, other = stripped[:cut].strip(AROUND), stripped[cut:].strip(AROUND)
        if one and not one.isascii():
            one = _without_fillers(one)[-1]  # "广东省深圳"
        if _apart(stripped, cut) and _is_place(one) and _is_place(other):
            yield from _of_two(one, other)


AROUND = " ,.()"
_CONTINENTS = frozenset(region.casefold() for region in REGIONS)


def _apart(text: str, cut: int) -> bool:
    """Whether two words may meet there."""
    return text[cut] in " ," or not (text[cut - 1].isascii() and text[cut].isascii())


def _of_two(one: str, other: str) -> Iterator[str]:
    """Whose clocks count of two places: the town's in "Tokyo Japan" and "中国北京", the region's in
    "Paris, Texas" and "San Jose, Costa Rica", nobody's in "London, Canada" and "London Paris"."""
    town, within = one, other
    if _breadth(one) > _breadth(other):
        town, within = other, one
    zone, clocks = zone_called(town, ""), _clocks_of(within)
    if zone and _hours_of(zone) in clocks:
        yield town
    elif _breadth(within) and len(clocks) == 1:
        yield within


def _breadth(place: str) -> int:
    """A country is broader than a part of one, and that than a town."""
    if is_country(place):
        return 2
    return int(is_region(place))


def _clocks_of(place: str) -> set[frozenset[dt.timedelta | None]]:
    """What the clocks of the place show; of a country those of all its parts."""
    zone = zone_called(place, "")
    zones = list(zones_called(place))
    if zone and not zones:
        zones.append(zone)
    if is_country(place):
        for each in tuple(zones):
            zones += zones_of_its_country(each)
    return set(map(_hours_of, zones))


def _is_place(name: str) -> bool:
    """Whether that is a place at all."""
    return bool(zone_called(name, "") or zones_called(name))


@remembered
def _around() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for one word that says nothing, at the beginning and at the end."""
    words = sorted(
        {*words_of("zone_fillers"), *words_of("fillers")}, key=lambda word: (-len(word), word)
    )
    before = [re.escape(word) + _edge(word, "(?![a-z])") for word in words]
    after = [_edge(word, "(?<![a-z])") + re.escape(word) for word in words]
    return re.compile(f"(?:{'|'.join(before)}) ?"), re.compile(f" ?(?:{'|'.join(after)})$")


def _edge(word: str, boundary: str) -> str:
    """A word of Latin letters stands alone."""
    if word.isascii():
        return boundary
    return ""


def _without_fillers(plain: str) -> list[str]:
    """The text with ever fewer words that say nothing, at its beginning and at its end. A name may
    look as if it began or ended with one, so that each is to be tried; the shortest is the last."""
    before, after = _around()
    found = [plain]
    ended = plain
    while ended:
        begun = ended
        while begun:
            if begun not in found:
                found.append(begun)
            filler = before.match(begun)
            begun = begun[filler.end() :].strip(AROUND) if filler else ""
        filler = after.search(ended)
        ended = ended[: filler.start()].strip(AROUND) if filler else ""
    return sorted(found, key=len, reverse=True)


def _offset(name: str) -> str | None:
    """The zone of `UTC+8`, `+08:00`, `GMT-5`, `UTC8`, `UTC+5:30`; None for no offset there is."""
    found = _OFFSET.fullmatch(_in_signs(name))
    if found is None or _is_in_hundreds(found):
        return None
    if found["ahead"]:
        return _fixed(int(found["ahead"]), 0)
    hours, minutes = int(found["hours"]), int(found["minutes"] or 0)
    if found["half"]:
        minutes = 30
    if found["sign"] == "-":
        hours = -hours
    return _fixed(hours, minutes)


def _in_signs(name: str) -> str:
    """An offset said in words in signs: `utc+8` for `u.t.c. plus 八`."""
    dotted = _DOTTED.match(name)
    if dotted:
        name = dotted[0].replace(".", "") + name[dotted.end() :]
    plain = name.replace(" ", "").replace("±", "+")
    begun = _NAMED.match(plain)
    rest = plain[begun.end() :] if begun else plain
    for sign, field in (("+", "ahead"), ("-", "behind")):
        for word in words_of(field):
            if rest.startswith(word):
                rest = sign + rest.removeprefix(word)
    if rest[:1] in ("+", "-") and rest[1:] in _numbers():
        rest = rest[0] + str(_numbers()[rest[1:]])
    return (begun[0] if begun else "") + rest


def _fixed(hours: int, minutes: int) -> str | None:
    """The zone of that offset; the minutes go the same way from UTC as the hours."""
    if minutes:
        return _PARTS.get((hours, minutes))
    if FARTHEST_WEST <= hours <= FARTHEST_EAST:
        return offset_zone(hours)
    return None


@remembered
def _numbers() -> dict[str, int]:
    """The hours of an offset as they are written, 1 to 12."""
    numbers = {str(value): value for value in range(1, 13)}
    for tens, ten in (("", 0), *((each, 10) for each, n in lexicon.numerals().items() if n == 10)):
        for numeral, value in (("", 0), *lexicon.numerals().items()):
            if 1 <= ten + value <= 12 and value < 10:
                numbers[tens + numeral] = ten + value
    words = lexicon.number_words().items()
    return numbers | {word: value for word, value in words if 1 <= value <= 12}


@remembered
def _directions() -> dict[str, int]:
    """`东八区`, `西5时区`, `东八`: all there are, with their hours."""
    numbers = _numbers()
    found: dict[str, int] = {}
    sides = [(east, 1) for east in words_of("east")] + [(west, -1) for west in words_of("west")]
    for (side, sign), number, mark in product(sides, numbers, ("", *words_of("zone_marks"))):
        found[side + number + mark] = sign * numbers[number]
    return found


def _by_direction(name: str) -> str | None:
    hours = _directions().get(name.replace(" ", ""))
    if hours is None:
        return None
    return offset_zone(hours)
