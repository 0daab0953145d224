"""The venues whose submissions can be read: what they are called, and their years. Pure."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

_OTHERWISE: Final = "en"
_YEAR, _CYCLE = "{year}", "{cycle}"
_MONTHS: Final = 12
_MONTH_NAMES: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """What one year's submissions to a venue belong to: `id` is what OpenReview calls it, `cycle`
    is "" where a year has but one."""

    venue: str
    year: int
    id: str
    cycle: str = ""

    @property
    def label(self) -> str:
        """The venue and its year, as people write them."""
        return " ".join(filter(None, (self.venue, str(self.year), self.cycle)))


@dataclass(frozen=True, slots=True)
class _Venue:
    """A venue as the file tells of it."""

    key: str
    names: Mapping[str, str]
    groups: tuple[str, ...]
    cycles: tuple[str, ...]
    also: tuple[str, ...]
    asked_from: int
    asked_for: int


def venues() -> tuple[str, ...]:
    """What chats can choose, in the order in which they are offered."""
    return tuple(_venues())


def is_venue(topic: str) -> bool:
    """Whether that is a venue."""
    return topic in _venues()


def among(topics: Collection[str]) -> frozenset[str]:
    """Those of them that are venues."""
    return frozenset(topics) & frozenset(_venues())


def called() -> Mapping[str, str]:
    """The venues by what people call them, in small letters: names in any language too."""
    found: dict[str, str] = {}
    for venue in _venues().values():
        for name in (venue.key, *venue.names.values(), *venue.also):
            found[name.casefold()] = venue.key
    return found


def name(venue: str, language: str) -> str:
    """What the venue is called in the language, or in English where that has no name for it."""
    names = _venues()[venue].names
    return names.get(language) or names[_OTHERWISE]


def open_groups(wanted: Collection[str], day: dt.date) -> list[Group]:
    """The groups of these venues in which something may happen on that day."""
    found: list[Group] = []
    for key in sorted(among(wanted)):
        venue = _venues()[key]
        for year in (day.year - 1, day.year, day.year + 1):
            for group in _groups(venue, year):
                months = (day.year - year) * _MONTHS + day.month - _first_month(group)
                if -venue.asked_from <= months < venue.asked_for:
                    found.append(group)
    return found


def group_of(text: str) -> Group | None:
    """The group that OpenReview calls so; None where it is no known venue's."""
    for venue in _venues().values():
        for pattern in venue.groups:
            found = _pattern(pattern).fullmatch(text.strip())
            if found:
                told = found.groupdict()
                return Group(venue.key, int(told["year"]), text.strip(), told.get("cycle") or "")
    return None


def months_until(group: str) -> int:
    """From which month on, counted from the year 0, the group that OpenReview calls so is looked
    for: groups in that order follow each other in time. 0 where it is no known venue's."""
    found = group_of(group)
    if found is None:
        return 0
    return found.year * _MONTHS + _first_month(found) - _venues()[found.venue].asked_from


def _groups(venue: _Venue, year: int) -> list[Group]:
    found: list[Group] = []
    for pattern in venue.groups:
        for cycle in venue.cycles or ("",):
            id_ = pattern.replace(_YEAR, str(year)).replace(_CYCLE, cycle)
            found.append(Group(venue.key, year, id_, cycle))
    return found


def _first_month(group: Group) -> int:
    """The month by which the group's time is counted: that of its cycle, else January."""
    return _MONTH_NAMES.index(group.cycle) + 1 if group.cycle in _MONTH_NAMES else 1


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    text = re.escape(pattern)
    text = text.replace(re.escape(_YEAR), r"(?P<year>\d{4})")
    return re.compile(text.replace(re.escape(_CYCLE), r"(?P<cycle>[A-Za-z]{3,12})"), re.ASCII)


@cache
def _venues() -> Mapping[str, _Venue]:
    text = resources.files("core.announcements").joinpath("venues.toml").read_text("utf-8")
    return {key: _venue(key, told) for key, told in tomllib.loads(text).items()}


def _venue(key: str, told: Mapping[str, Any]) -> _Venue:
    names = {code: value for code, value in told.items() if isinstance(value, str)}
    return _Venue(
        key=key,
        names=names,
        groups=tuple(told["groups"]),
        cycles=tuple(told.get("cycles", ())),
        also=tuple(told.get("also", ())),
        asked_from=told["asked_from"],
        asked_for=told["asked_for"],
    )
