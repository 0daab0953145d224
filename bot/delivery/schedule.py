"""When a chat's list is due, and what it gets.

Pure: moments are arguments, and what is decided is data.

One shelf at a time: its policy says when the edition of a day closes, which may be pushed once it
is ready. A chat's hour on a local day is its *slot*; the newest edition closed by then is the
slot's *target*. What a chat has coming are the dates after `through`, up to the target, of the last
seven days, since it subscribed:

- the newest of them that is not known to be empty is pushed in full, at the slot or as soon as it
  is ready;
- the older ones are `missed`: one line with their dates. A date that is still not ready then is
  named all the same, for `/date` shows it once it is;
- empty dates are passed over. When there is nothing else the chat is told so, unless it was told at
  the slot before, or nobody expected anything: a day that cannot have a list, such as a Sunday, is
  named only to chats that want that.

While the newest is not ready the chat waits. After two hours it is told why, and what is ready of
the older ones goes out; the newest still follows at any hour, until the next slot makes it an older
one. `through` only ever grows, so that no change of hour, zone or clock brings an edition twice.

A clock may have been wrong. A time to look at a chat that is later than the chat's next slot is no
such time (`too_late`), and what only a clock that was ahead can have written of a chat is put right
(`put_right`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.chat.hours import had_by, next_slot, past_slots
from core.chats import Chat, Hour
from core.editions.days import KnownDay
from core.editions.keys import Shelf
from core.editions.policies import Policies, Policy
from core.models import EditionState

PATIENCE = dt.timedelta(hours=2)
LOOK_AGAIN = dt.timedelta(minutes=1)
HORIZON = dt.timedelta(days=7)

_DAY = dt.timedelta(days=1)

# By shelf and date, what is known.
KnownDays = Mapping[Shelf, Mapping[dt.date, KnownDay]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a chat gets now of a shelf, the date up to which it then had it, and when to look again.

    `next_due` is None for a chat that gets nothing while it stays as it is.
    `full` is the date to push in full, `missed` older dates to name with it, `empty` the date to be
    told empty, `late` the date to be told late for `reason`. It is repeated at every look: the
    ledger, keyed by list, says it once. `unlisted` is the date that the chat would have got, where
    there is no list of it, or none yet, and no other list comes instead.
    """

    through: dt.date | None
    next_due: dt.datetime | None
    full: dt.date | None = None
    missed: tuple[dt.date, ...] = ()
    empty: dt.date | None = None
    late: dt.date | None = None
    reason: str | None = None
    unlisted: dt.date | None = None


def decide(
    chat: Chat,
    policy: Policy,
    zone: ZoneInfo,
    now: dt.datetime,
    days: Mapping[dt.date, KnownDay],
    trouble: str | None = None,
    *,
    running_since: dt.datetime | None = None,
) -> Decision:
    """What the chat gets now of the policy's shelf. `days` holds its known dates of the last two
    weeks.

    `trouble` is why a list may be late. The two hours of waiting begin at the slot, or at
    `running_since` when Paperboy was not running then: it may have had no chance yet to fetch
    anything.
    """
    through = chat.through.get(policy.shelf)
    if chat.subscribed_at is None or chat.paused is not None:
        return Decision(through=through, next_due=None)
    upcoming = next_slot(chat.settings, zone, now)
    slot = next(past_slots(chat.settings, zone, now), None)
    if slot is None:
        return Decision(through=through, next_due=upcoming)
    coming = _coming(chat, policy, zone, slot, now)
    if not coming:
        return Decision(through=through, next_due=upcoming)
    newest = next((date for date in coming if not _is_empty(days, date)), None)
    if newest is None:
        empty = next((date for date in coming if _is_news(chat, policy, date)), None)
        if empty and _told_empty(chat, policy, zone, slot, days):
            empty = None
        return Decision(through=coming[0], next_due=upcoming, empty=empty, unlisted=coming[0])
    if _is_ready(days, newest):
        missed = _missed(newest, coming, days)
        return Decision(through=coming[0], next_due=upcoming, full=newest, missed=missed)
    again = min(now + LOOK_AGAIN, upcoming)
    if through is None and chat.through:
        # While it waits, other shelves are settled for the chat; so it is noted where this one
        # begins.
        through = coming[-1] - _DAY
    if now < max(slot, running_since or slot) + PATIENCE:
        return Decision(through=through, next_due=again)
    older = next((date for date in coming if _is_ready(days, date)), None)
    late = _late(policy, coming, days, older)
    if older is None:
        return Decision(through=through, next_due=again, late=late, reason=trouble, unlisted=newest)
    return Decision(
        through=older,
        next_due=again,
        full=older,
        missed=_missed(older, coming, days),
        late=late,
        reason=trouble,
    )


def too_late(
    furthest: Mapping[Hour, dt.datetime], zone: ZoneInfo, now: dt.datetime
) -> dict[Hour, dt.datetime]:
    """By hour, the next slot, for hours with a chat that is to be looked at later than that.

    That cannot be right.
    `furthest` says by hour when the last chat of it is looked at. An hour in a zone that this
    machine does not know is left out.
    """
    found: dict[Hour, dt.datetime] = {}
    for hour, moment in furthest.items():
        with suppress(ZoneInfoNotFoundError):
            slot = next_slot(hour, zone, now)
            if moment > slot:
                found[hour] = slot
    return found


def retry_at(chat: Chat, zone: ZoneInfo, now: dt.datetime, pause: dt.timedelta) -> dt.datetime:
    """When a chat whose list could not be made is looked at again: no later than its next slot."""
    try:
        return min(now + pause, next_slot(chat.settings, zone, now))
    except ZoneInfoNotFoundError:
        return now + pause


def is_behind(now: dt.datetime, listed: dt.date | None) -> bool:
    """Whether the clock is certainly behind: the source has already `listed` papers for a date long
    after that day."""
    return listed is not None and listed - now.date() > HORIZON


def sure_moment(now: dt.datetime, closes_at: dt.datetime | None) -> dt.datetime:
    """The latest moment that has come for sure: now, or, where the newest list closed long before,
    when it closed, for the clock may be ahead."""
    if closes_at is None or now - closes_at <= HORIZON:
        return now
    return closes_at


def settled_until(
    policies: Policies, now: dt.datetime, listed: Mapping[Shelf, dt.date]
) -> dict[Shelf, dt.date]:
    """By shelf, the newest date that can be settled for a chat: the newest closed one, or the
    newest that is listed.

    `listed` is, by shelf, the newest date that the source has listed papers for.
    """
    return {
        shelf: max(policy.closed(now), listed.get(shelf, dt.date.min))
        for shelf, policy in policies.items()
    }


def is_wrong(chat: Chat, now: dt.datetime, until: Mapping[Shelf, dt.date]) -> bool:
    """Whether a clock that was ahead wrote when the chat subscribed, or what is settled for it.

    `until` is by shelf what `settled_until` says.
    """
    future = chat.subscribed_at is not None and chat.subscribed_at > now
    return future or bool(_unheard_of(chat, until))


def put_right(
    chat: Chat, now: dt.datetime, until: Mapping[Shelf, dt.date], had: Mapping[Shelf, dt.date]
) -> Chat:
    """The chat put right: subscribed no later than now, and settled as far as the ledger knows.

    `had` is, by shelf, the newest date that the ledger knows of.
    """
    subscribed_at = chat.subscribed_at
    if subscribed_at:
        subscribed_at = min(subscribed_at, now)
    through = dict(chat.through)
    for shelf in _unheard_of(chat, until):
        del through[shelf]
        if shelf in had:
            through[shelf] = had[shelf]
    return replace(chat, subscribed_at=subscribed_at, through=through)


def _unheard_of(chat: Chat, until: Mapping[Shelf, dt.date]) -> list[Shelf]:
    """The shelves of which more is settled for the chat than can be."""
    return [
        shelf
        for shelf, through in chat.through.items()
        if shelf in until and through > until[shelf]
    ]


def _coming(
    chat: Chat, policy: Policy, zone: ZoneInfo, slot: dt.datetime, now: dt.datetime
) -> list[dt.date]:
    """The dates up to the slot's target that the chat has not had, the newest first."""
    target = policy.closed(slot)
    known = had_by(chat, policy, zone, slot)
    oldest = max(known + _DAY, policy.closed(now) - HORIZON)
    return [target - _DAY * back for back in range((target - oldest).days + 1)]


def _missed(
    date: dt.date, coming: Sequence[dt.date], days: Mapping[dt.date, KnownDay]
) -> tuple[dt.date, ...]:
    """The dates before that one which are not empty, the oldest first."""
    return tuple(each for each in reversed(coming) if each < date and not _is_empty(days, each))


def _told_empty(
    chat: Chat, policy: Policy, zone: ZoneInfo, slot: dt.datetime, days: Mapping[dt.date, KnownDay]
) -> bool:
    """Whether all that came at the slot before was empty too, so that the chat was told already."""
    targets = [policy.closed(each) for each in islice(past_slots(chat.settings, zone, slot), 3)]
    through = chat.through.get(policy.shelf)
    if len(targets) < 3 or through is None or through < targets[1]:
        return False
    _, last, before = targets
    dates = [last - _DAY * back for back in range((last - before).days)]
    told = any(_is_news(chat, policy, date) for date in dates)
    return told and all(_is_empty(days, date) for date in dates)


def _is_news(chat: Chat, policy: Policy, date: dt.date) -> bool:
    """Whether the chat wants to be told that this date is empty."""
    wanted = chat.settings.empty_days
    if not policy.can_list(date):
        wanted = wanted and chat.settings.empty_weekends
    return wanted


def _late(
    policy: Policy,
    coming: Sequence[dt.date],
    days: Mapping[dt.date, KnownDay],
    pushed: dt.date | None,
) -> dt.date | None:
    """The newest of these dates that is late; None where none is. Of a day that can have no list,
    as one of a weekend, none is late, unless there is one all the same."""
    for date in coming:
        if date == pushed:
            return None
        if _has_list(days, date) or (policy.can_list(date) and not _is_empty(days, date)):
            return date
    return None


def _has_list(days: Mapping[dt.date, KnownDay], date: dt.date) -> bool:
    return date in days and days[date].state is EditionState.CLOSED


def _is_empty(days: Mapping[dt.date, KnownDay], date: dt.date) -> bool:
    return date in days and days[date].empty


def _is_ready(days: Mapping[dt.date, KnownDay], date: dt.date) -> bool:
    return date in days and days[date].ready
