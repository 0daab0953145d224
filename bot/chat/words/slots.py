"""What stands after "subscribe": an hour, a zone, weekdays, or several of them. Pure."""

# Chinese is read here: marks between an hour, a zone and weekdays.

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

from bot.chat.words.corrections import correction_in
from bot.chat.words.scanning import scan
from bot.chat.words.tidying import LONGEST, shortened, tidied
from bot.chat.words.times import (
    moves_hour,
    names_part_of_day,
    parse_time,
    read_time,
    says_of_hours_alone,
)
from bot.chat.words.weekdays import EVERY, parse_weekdays, week_words
from bot.chat.words.zones import parse_zone, read_zone
from core.errors import SettingInvalid, TimeInvalid


@dataclass(frozen=True, slots=True)
class Slot:
    """The hour, the zone and the weekdays that were named; None for what was not."""

    time: dt.time | None = None
    zone: str | None = None
    weekdays: tuple[int, ...] | None = None

    @property
    def words(self) -> str:
        """The slot as it can be typed in a chat of any language."""
        said = [f"{self.time:%H:%M}"] if self.time else []
        if self.zone:
            said.append(self.zone)
        if self.weekdays:
            said.append(",".join(_TYPED[day] for day in self.weekdays))
        return " ".join(said)


_SIGNED = re.compile(r"[+-][0-9]")
_DASH = re.compile(r"- ?(?=[0-9])")
_MARKS = " ,，、;；"
_TYPED = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def parse_slot(text: str, language: str = "") -> Slot:
    """The hour, the zone and the weekdays named in the text, in any order; any may be missing.

    Raises TimeInvalid or ZoneInvalid with the part that is wrong.
    """
    text = " ".join(text[:LONGEST].split())
    if not text:
        return Slot()
    slot = _read(text, language)
    if slot and slot.time and any(token.sign == "W" for token in scan(text, week_words())):
        return replace(slot, weekdays=EVERY)
    slot = slot or _with_weekdays(text, language) or _corrected(text, language)
    if slot is None:
        _refuse(text, language)
    return slot


def _read(text: str, language: str) -> Slot | None:
    """The hour, the zone or both that are named, where nothing is corrected or only one of them;
    None where the text is neither."""
    time = read_time(text)
    if time:
        return Slot(time)
    zone = read_zone(text, language)
    if zone:
        return Slot(zone=zone)
    found: list[tuple[Slot, str]] = []
    for one, other in _halves(text):
        if _is_span(text, one, other):
            continue
        for part, rest in ((one, other), (other, one)):
            time = read_time(part)
            zone = read_zone(rest, language) if time else None
            if time and zone:
                found.append((Slot(time, zone), rest))
    # Of "London, ON 8:30" the place is what it can be: "on 8:30" is an hour too.
    return max(found, key=lambda each: len(each[1]))[0] if found else None


def _is_span(text: str, one: str, other: str) -> bool:
    """Whether a dash stands between two hours, as in "8-9" and "8:30 - 9:30"; an offset has a blank
    before it and none after its sign: "8:30 -5"."""
    dash = _DASH.match(tidied(other))
    if dash is None:
        return False
    return text.startswith(one + other[0]) or dash[0].endswith(" ")


def _with_weekdays(text: str, language: str) -> Slot | None:
    """What "weekdays 8:30 Berlin" and "8:30 Mon-Fri" name; None where the rest is no slot."""
    days = _weekdays_in(text)
    if days:
        return Slot(weekdays=days)
    beside = _beside_weekdays(text, language)
    if beside:
        return beside
    for one, other in _halves(text):
        first = _read(one, language) if _clean(text, one) else None
        slot = _beside_weekdays(other, language) if first else None
        if first and slot and not (first.time and slot.time) and not (first.zone and slot.zone):
            # Between an hour and a zone.
            return Slot(first.time or slot.time, first.zone or slot.zone, slot.weekdays)
    return None


def _beside_weekdays(text: str, language: str) -> Slot | None:
    """Hour or zone with the weekdays that the text begins or ends with; None where there are none,
    or the rest is no slot."""
    for one, other in _halves(text):
        if set(one[-1] + other[0]) & set(":：."):  # within "25:00"
            continue
        for part, rest in ((one, other), (other, one)):
            days = _weekdays_in(part)
            slot = _read(rest, language) if days else None
            if slot:
                return replace(slot, weekdays=days)
    return None


def _weekdays_in(text: str) -> tuple[int, ...] | None:
    """The weekdays of a text that is nothing else. Numbers alone may be an hour's."""
    text = text.strip(_MARKS)
    if len(text) < 2 or not any(map(str.isalpha, text)) or set(text) & set(":："):
        return None
    try:
        return parse_weekdays(text)
    except SettingInvalid:
        return None


def _corrected(text: str, language: str) -> Slot | None:
    """What "8am London, no sorry, 9am Paris" ends with, and of what was said before all that it
    leaves out; None where either part is not understood."""
    correction = correction_in(text)
    if correction is None or not correction.said:
        return None
    said, meant = (
        _read(part, language) or _with_weekdays(part, language)
        for part in (correction.said, correction.meant)
    )
    if said is None or meant is None:
        return None
    same_part = names_part_of_day(correction.said) and not names_part_of_day(correction.meant)
    if said.time and meant.time and same_part:
        return None  # "8pm London, no, 9 Paris" may mean the morning
    return Slot(meant.time or said.time, meant.zone or said.zone, meant.weekdays or said.weekdays)


def _halves(text: str) -> Iterator[tuple[str, str]]:
    """The text in two, at blanks first and then wherever a word may end."""
    blanks = [at for at, letter in enumerate(text) if letter in _MARKS]
    others = [at for at in range(1, len(text)) if at not in blanks and _ends(text, at)]
    for at in (*blanks, *others):
        one, other = text[:at].strip(), text[at:].strip(_MARKS)
        if one and other:
            yield one, other


def _ends(text: str, at: int) -> bool:
    """Whether a word may end there: neither within a number nor within a word."""
    before, after = text[at - 1], text[at]
    if before.isdigit() and after.isdigit():
        return False
    latin = before.isascii() and before.isalpha() and after.isascii() and after.isalpha()
    return not latin


def _refuse(text: str, language: str) -> NoReturn:
    """Raise for what is to blame: beside a zone that is known the hour, beside an hour the zone;
    else the hour where the text has a number, or the zone."""
    halves = [(one, other) for one, other in _halves(text) if _clean(text, one)]
    apart = [(one, other) for one, other in halves if text[len(one)] in _MARKS]
    for time, rest in _either_way(apart):
        if read_time(time) and not any(map(str.isdigit, rest)) and not _says_when(rest):
            parse_zone(rest, language)
    for zone, rest in _either_way(halves):
        if read_zone(zone, language) and not read_zone(rest, language):
            parse_time(rest)
    for time, rest in _either_way(halves):
        is_offset = _SIGNED.match(tidied(rest)) and not _is_span(text, time, rest)
        if read_time(time) and (is_offset or not _says_when(rest)):
            parse_zone(rest, language)
    has_number = any(map(str.isdigit, text))
    if says_of_hours_alone(text) or moves_hour(text) or (has_number and _names_weekdays(text)):
        raise TimeInvalid(shortened(text))
    begins_as_offset = text.casefold().startswith(("+", "-", "utc", "gmt", "etc/", "＋"))
    if has_number and not begins_as_offset:
        parse_time(text)
    parse_zone(text, language)
    raise TimeInvalid(text)


def _either_way(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs as they stand, then each the other way round."""
    return [*pairs, *((other, one) for one, other in pairs)]


def _says_when(text: str) -> bool:
    """Whether the text is about hours or weekdays, and no place."""
    return says_of_hours_alone(text) or _names_weekdays(text)


def _names_weekdays(text: str) -> bool:
    """Whether the text, or what it begins or ends with, is weekdays."""
    return any(_weekdays_in(part) for pair in ((text,), *_halves(text)) for part in pair)


def _clean(text: str, one: str) -> bool:
    """Whether the cut after `one` stands between words, or between scripts."""
    before, after = one[-1], text[len(one)]
    return after in _MARKS or before.isascii() != after.isascii()
