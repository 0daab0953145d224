"""What changes a chat's settings: the exact values of buttons. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from zoneinfo import available_timezones

from bot.chat.panel import (
    ALWAYS,
    NEVER,
    OFF,
    ON,
    ON_WORKDAYS,
    SWITCHES,
    Features,
)
from bot.chat.words.categories import MOST_CATEGORIES
from bot.chat.words.keywords import changed_keywords, parse_keywords
from bot.chat.words.times import parse_time
from core.announcements.topics import topic_of
from core.chats import EVERY_DAY, ChatSettings
from core.errors import (
    CategoriesTooMany,
    CategoryUnknown,
    LanguageUnknown,
    NoWeekdayLeft,
    RoleNotMentionable,
    SettingImpossible,
    SettingInvalid,
    TimeInvalid,
    ZoneInvalid,
)

CLEAR = "-"  # in place of a value: none of it
# Several switches at once, each as "silent on".
TOGETHER = "switches"
# An hour with a zone, weekdays or both, as "08:30 Europe/Paris 0,1,2,"; "-" stands for no zone.
SLOT = "slot"
MOST, LEAST, PICKS = 50, 1000, 10  # the largest numbers that can be set
REPEATED = 40  # characters of what was typed that an error repeats

_Changed = dict[str, Any]


def apply(
    settings: ChatSettings,
    field: str,
    value: str,
    languages: Iterable[str],
    place: Features,
) -> ChatSettings:
    """The settings after one change, whose value is a button's, or what was typed as one.

    Raises RequestError for a setting that the place lacks, and for a value that the setting cannot
    have.
    """
    if field == TOGETHER:
        for part in filter(None, value.split(",")):
            name, _, state = part.strip().partition(" ")
            if name not in SWITCHES:
                raise SettingInvalid(name[:REPEATED])
            settings = apply(settings, name, state, languages, place)
        return settings
    if field == SLOT:
        time, zone, days, *_ = *value.split(" "), "", ""
        for name, part in (("time", time), ("zone", zone), ("day", days)):
            if part not in ("", CLEAR):
                settings = apply(settings, name, part, languages, place)
        return settings
    change = _CHANGES.get(field)
    if change is None:
        raise SettingInvalid(field[:REPEATED])
    if not place.has(field):
        raise SettingImpossible(field, field)
    if field == "lang" and value not in languages:
        raise LanguageUnknown(value[:REPEATED], ", ".join(languages))
    if field == "mention" and value != CLEAR and value not in (place.roles or ()):
        raise RoleNotMentionable
    return dataclasses.replace(settings, **change(settings, value))


def _up_to(highest: int, value: str, setting: str) -> int:
    """The number of that setting; raises SettingInvalid for a larger one, and for other words."""
    if not (value.isascii() and value.isdigit() and int(value[:9]) <= highest):
        raise SettingInvalid(value[:REPEATED], (), setting)
    return int(value)


def _switch(name: str) -> Callable[[ChatSettings, str], _Changed]:
    def change(settings: ChatSettings, value: str) -> _Changed:
        """On or off; turned over by the buttons of older messages, which say neither."""
        if value == "":
            return {name: not getattr(settings, name)}
        if value not in (ON, OFF):
            raise SettingInvalid(value[:REPEATED], (), "switch")
        return {name: value == ON}

    return change


def _words(name: str) -> Callable[[ChatSettings, str], _Changed]:
    def change(settings: ChatSettings, value: str) -> _Changed:
        """Words, a line each, or as they are typed; a lone - clears them."""
        if value == CLEAR:
            return {name: ()}
        lines = tuple(value.split("\n")[:-1]) if value.endswith("\n") else parse_keywords(value)
        return {name: changed_keywords(getattr(settings, name), lines)}

    return change


def _time(settings: ChatSettings, value: str) -> _Changed:
    try:
        return {"time": parse_time(value)}
    except TimeInvalid as error:
        raise SettingInvalid(error.text, error.likely, "time") from None


def _zone(settings: ChatSettings, value: str) -> _Changed:
    if value not in available_timezones():
        raise ZoneInvalid(value[:REPEATED])
    return {"zone": value}


def _day(settings: ChatSettings, value: str) -> _Changed:
    """One day turned over, all days that are wanted, or some added and taken away by a sign; some
    day must be left."""
    sign = value[0] if value.endswith(",") and value[0] in "+-" else ""
    named = [day for day in value.removeprefix(sign).split(",") if day]
    if not set(named) <= {str(each) for each in EVERY_DAY}:
        raise SettingInvalid(value[:REPEATED], (), "day")
    days = {int(day) for day in named}
    if sign == "+":
        days |= set(settings.weekdays)
    elif sign == "-":
        days = set(settings.weekdays) - days
    elif "," not in value:
        days ^= set(settings.weekdays)
    if not days:
        raise NoWeekdayLeft
    return {"weekdays": tuple(sorted(days))}


def _sources(settings: ChatSettings, value: str) -> _Changed:
    """One category turned over, all that are wanted, or some added and taken away by signs."""
    chosen = dict.fromkeys(settings.categories)
    if value in ("", CLEAR):
        return {"categories": ()}
    if "," in value:
        chosen = {}
    for part in value.replace(",", " ").split():
        bare = part.lstrip("+-")
        category = topic_of(bare)
        if category is None:
            raise CategoryUnknown(bare[:REPEATED])
        turned_off = bare == value and category in chosen
        if part.startswith("-") or turned_off:
            chosen.pop(category, None)
        else:
            chosen[category] = None
    if len(chosen) > MOST_CATEGORIES:
        raise CategoriesTooMany(len(chosen), MOST_CATEGORIES)
    return {"categories": tuple(chosen)}


def _empty_days(settings: ChatSettings, value: str) -> _Changed:
    """Of which days without papers the chat is told; turned over by the buttons of older messages,
    which knew none and some."""
    if value == "":
        value = NEVER if settings.empty_days else ON_WORKDAYS
    if value not in (NEVER, ON_WORKDAYS, ALWAYS):
        raise SettingInvalid(value[:REPEATED], (), "empty")
    return {"empty_days": value != NEVER, "empty_weekends": value == ALWAYS}


_CHANGES: Mapping[str, Callable[[ChatSettings, str], _Changed]] = {
    "lang": lambda settings, value: {"language": value},
    "time": _time,
    "zone": _zone,
    "day": _day,
    "most": lambda settings, value: {"most": _up_to(MOST, value, "most") or None},
    "least": lambda settings, value: {"least_score": _up_to(LEAST, value, "least") or None},
    "picks": lambda settings, value: {"picks": _up_to(PICKS, value, "picks")},
    "include": _words("include"),
    "mute": _words("mute"),
    "sources": _sources,
    "empty": _empty_days,
    "mention": lambda settings, value: {"mention": None if value == CLEAR else value},
    **{name: _switch(held) for name, held in SWITCHES.items()},
}
# The names of the settings, as buttons and commands have them.
FIELDS = tuple(_CHANGES)
