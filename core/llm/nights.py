"""Hours at which an endpoint's tokens cost less, and whether reading can wait for them. Pure."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

# Accounts are kept by spans this long: hours begin and end with one, in every zone there is, for
# some are a quarter of an hour off (Kathmandu).
SLOT: Final = dt.timedelta(minutes=15)
# What a day's list takes to be read, with room: the hours must begin this long before it is wanted.
AHEAD: Final = dt.timedelta(hours=2)
# Nothing waits for longer: people may ask for the list.
LONGEST: Final = dt.timedelta(hours=6)

EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_DAY = dt.timedelta(days=1)
_HOURS = re.compile(r"([01]\d|2[0-3]):(00|30)-([01]\d|2[0-3]):(00|30)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Hours:
    """A span of each day by the clocks of a zone; it may go over midnight."""

    begin: dt.time
    end: dt.time
    zone: ZoneInfo

    def cover(self, moment: dt.datetime) -> bool:
        """Whether the moment is among them."""
        local = moment.astimezone(self.zone).time()
        if self.begin < self.end:
            return self.begin <= local < self.end
        return local >= self.begin or local < self.end

    def next(self, now: dt.datetime) -> dt.datetime:
        """When they begin next, in UTC."""
        today = now.astimezone(self.zone).date()
        for day in (today, today + _DAY, today + 2 * _DAY):
            begins = dt.datetime.combine(day, self.begin, self.zone).astimezone(dt.UTC)
            if begins > now:
                return begins
        raise AssertionError("every day has all times")


def read_hours(text: str, zone: ZoneInfo) -> Hours | None:
    """The hours that are written like `00:30-08:30`, on full and half hours; None for anything
    else."""
    found = _HOURS.fullmatch(text)
    if found is None:
        return None
    begin = dt.time(int(found[1]), int(found[2]))
    end = dt.time(int(found[3]), int(found[4]))
    return Hours(begin, end, zone) if begin != end else None


def slot_of(moment: dt.datetime) -> dt.datetime:
    """The beginning of the span in which the moment is accounted."""
    moment = moment.astimezone(dt.UTC)
    return moment - (moment - EPOCH) % SLOT


def waits_until(hours: Hours, now: dt.datetime, wanted: dt.datetime | None) -> dt.datetime | None:
    """When reading should begin instead of now, for whom it is wanted by then; None: now."""
    if hours.cover(now):
        return None
    begins = hours.next(now)
    if begins - now > LONGEST or (wanted is not None and begins + AHEAD > wanted):
        return None
    return begins
