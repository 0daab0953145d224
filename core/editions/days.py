"""When a date's list closes, and what is left of it when the clock that closed it was wrong. Pure."""

from __future__ import annotations

import datetime as dt

from core.models import Edition, EditionState

_FINAL = (EditionState.CLOSED, EditionState.EMPTY)


def close_of(date: dt.date) -> dt.datetime:
    """The moment until which that date's list grows: 00:00 UTC of the next day."""
    return dt.datetime.combine(date + dt.timedelta(days=1), dt.time(), dt.UTC)


def state_now(edition: Edition, now: dt.datetime) -> EditionState:
    """The edition's state, as far as it can be believed at that moment; see `believed`."""
    fetched_at = None if edition.form else edition.fetched_at
    return believed(edition.state, edition.date, fetched_at, now)


def believed(state: EditionState, date: dt.date, fetched_at: dt.datetime | None, now: dt.datetime) -> EditionState:
    """`state`, unless a clock that was wrong closed the list: before its day had ended, or in what is still to come.

    Such a list is open, for it may have grown since. `fetched_at` is None for a list that was not fetched, such as an
    imported one, which is believed.
    """
    if state in _FINAL and fetched_at is not None and not close_of(date) <= fetched_at <= now:
        return EditionState.OPEN
    return state
