"""When a chat's hour comes, in its own zone. Pure.

A chat's hour on a local day is a *slot*.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from core.chats import Chat, ChatSettings, Hour
from core.editions.policies import Policy

# The next slot of a chat that wants no day at all: a moment that can be stored and compared.
NEVER = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)

_DAY = dt.timedelta(days=1)
# The next slot is among this many days, and so are the last three: each weekday comes back every
# week, unless a zone changes sides of the date line.
_SEARCHED = 30


def zone_of(settings: ChatSettings | Hour, zone: ZoneInfo) -> ZoneInfo:
    """The chat's zone; `zone` is the one of chats that chose none. Raises ZoneInfoNotFoundError
    when this machine does not know it."""
    if settings.zone:
        return ZoneInfo(settings.zone)
    return zone


def next_slot(settings: ChatSettings | Hour, zone: ZoneInfo, after: dt.datetime) -> dt.datetime:
    """The chat's next slot after that moment, in UTC; NEVER when it wants no weekday.

    `zone` is the zone of chats that chose none. When the clocks skip the hour, the slot is the
    first moment after the gap; when the hour comes twice, it is the first of the two.
    """
    for slot in _slots(settings, zone, after, _DAY):
        if slot > after:
            return slot
    return NEVER


def past_slots(
    settings: ChatSettings | Hour, zone: ZoneInfo, now: dt.datetime
) -> Iterator[dt.datetime]:
    """The chat's slots until now, the latest first."""
    return (slot for slot in _slots(settings, zone, now, -_DAY) if slot <= now)


def next_list(
    chat: Chat, policies: Iterable[Policy], zone: ZoneInfo, after: dt.datetime
) -> dt.datetime | None:
    """The chat's next slot after that moment at which it can be sent a list; None when there is
    none, as for a chat that wants no weekday.

    Days on which no list can appear bring none; whether one appears on the others is not known yet.
    """
    found = [_next_of(chat, policy, zone, after) for policy in policies]
    return min(filter(None, found), default=None)


def had_by(chat: Chat, policy: Policy, zone: ZoneInfo, slot: dt.datetime) -> dt.date:
    """The date up to which the subscribed chat has had that shelf's lists when the slot comes; none
    of before is for it.

    The first slot after a chat subscribed brings it the list that it brings to those who were there
    before: the newest that there can be since the slot before.
    """
    assert chat.subscribed_at
    known = chat.through.get(policy.shelf)
    if known is None and chat.through:
        # The shelf is new to a chat that gets others: it does not miss the lists of before.
        return policy.closed(slot) - _DAY
    if known is not None and known >= policy.closed(chat.subscribed_at):
        return known
    target = policy.closed(next_slot(chat.settings, zone, chat.subscribed_at))
    before = next(past_slots(chat.settings, zone, chat.subscribed_at), None)
    since = policy.closed(before) if before else target
    coming = (target - _DAY * back for back in range((target - since).days))
    return next(filter(policy.can_list, coming), target) - _DAY


def _next_of(chat: Chat, policy: Policy, zone: ZoneInfo, after: dt.datetime) -> dt.datetime | None:
    """The next slot that can bring a list of that shelf."""
    had: dt.date | None = None
    for slot in _slots(chat.settings, zone, after, _DAY):
        if slot <= after:
            continue
        if had is None:
            had = had_by(chat, policy, zone, slot)
        target = policy.closed(slot)
        coming = [target - _DAY * back for back in range((target - had).days)]
        if any(policy.can_list(day) for day in coming):
            return slot
        had = max(had, target)
    return None


def _slots(
    settings: ChatSettings | Hour, zone: ZoneInfo, around: dt.datetime, step: dt.timedelta
) -> Iterator[dt.datetime]:
    """The chat's slots day by day, from a day on the near side of that moment."""
    if not settings.weekdays:
        return
    zone = zone_of(settings, zone)
    date = around.astimezone(zone).date() - step
    for _ in range(_SEARCHED):
        if date.weekday() in settings.weekdays:
            slot = _moment(date, settings.time, zone)
            if slot is not None:
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
    # With the offset from after the gap (fold 1) the time is a moment before the gap, and the other
    # way round (PEP 495).
    before = local.replace(tzinfo=zone, fold=1).astimezone(dt.UTC)
    after = local.replace(tzinfo=zone, fold=0).astimezone(dt.UTC)
    offset = before.astimezone(zone).utcoffset()
    while after - before > dt.timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after
