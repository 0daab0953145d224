"""What stands after "subscribe": an hour, a zone, or both. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.chat.words.tidying import HALF_WIDTH
from bot.chat.words.times import parse_time
from bot.chat.words.zones import parse_zone


@dataclass(frozen=True, slots=True)
class Slot:
    """The hour and the zone that were named; None for what was not."""

    time: dt.time | None = None
    zone: str | None = None


def parse_slot(text: str, language: str = "") -> Slot:
    """The hour and the zone named in the text, either of which may be missing. Raises TimeInvalid,
    ZoneInvalid."""
    first, _, rest = text.strip().partition(" ")
    if not first:
        return Slot()
    if not first[0].translate(HALF_WIDTH).isdigit():
        return Slot(zone=parse_zone(text, language))
    zone: str | None = None
    if rest.strip():
        zone = parse_zone(rest, language)
    return Slot(parse_time(first), zone)
