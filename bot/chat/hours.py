"""When a chat's hour comes, in its own zone. Pure.

A chat's hour on a local day is a *slot*.
"""

# Tested in tests/bot/delivery/test_schedule.py.

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from core.chats import ChatSettings, Hour

# When a chat that wants no day at all has its next slot: a moment that can be stored and compared.
NEVER = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)

_DAY = dt.timedelta(days=1)
# Days among which the next slot is, or the last three: a weekday comes back weekly, but for a
# change of the date line.
_SEARCHED = 30


def next_slot(settings: ChatSettings | Hour, zone: ZoneInfo, after: dt.datetime) -> dt.datetime:
    """The chat's next hour after that moment, in UTC; NEVER when it wants no weekday. `zone` is for
    who chose none.

    An hour the clocks skip is the first moment after the gap; of an hour that comes twice, it is
    the first.
    """
    return next((slot for slot in _slots(settings, zone, after, _DAY) if slot > after), NEVER)


def past_slots(
    settings: ChatSettings | Hour, zone: ZoneInfo, now: dt.datetime
) -> Iterator[dt.datetime]:
    """The chat's slots until now, the latest first."""
    return (slot for slot in _slots(settings, zone, now, -_DAY) if slot <= now)


def _slots(
    settings: ChatSettings | Hour, zone: ZoneInfo, around: dt.datetime, step: dt.timedelta
) -> Iterator[dt.datetime]:
    """The chat's slots day by day, from a day on the near side of that moment."""
    if not settings.weekdays:
        return
    own = ZoneInfo(settings.zone) if settings.zone else zone
    date = around.astimezone(own).date() - step
    for _ in range(_SEARCHED):
        if date.weekday() in settings.weekdays and (slot := _moment(date, settings.time, own)):
            yield slot
        date += step


def _moment(date: dt.date, time: dt.time, zone: ZoneInfo) -> dt.datetime | None:
    """That local time in UTC; None when the zone leaves out the rest of that date."""
    local = dt.datetime.combine(date, time.replace(fold=0, tzinfo=None))
    moment = local.replace(tzinfo=zone).astimezone(dt.UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == local:
        return moment
    moment = _after_gap(local, zone)
    if moment.astimezone(zone).date() != date:
        return None
    return moment


def _after_gap(local: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The first moment after the gap that swallows a local time, in UTC."""
    # Read with the offset after the gap (fold 1) the time lies before it, and the other way round
    # (PEP 495).
    before, after = (local.replace(tzinfo=zone, fold=fold).astimezone(dt.UTC) for fold in (1, 0))
    offset = before.astimezone(zone).utcoffset()
    while after - before > dt.timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after
