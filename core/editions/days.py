"""What is known of a day's list, and what is left of that when the clock that closed it was wrong.
Pure."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from core.editions.policies import Policy
from core.models import Edition, EditionState

_FINAL = (EditionState.CLOSED, EditionState.EMPTY)


class KnownDay(NamedTuple):
    """What is known of a shelf's edition of one date; a date nobody fetched yet has none."""

    date: dt.date
    state: EditionState
    ready_at: dt.datetime | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to push."""
        return self.state is EditionState.EMPTY

    @property
    def ready(self) -> bool:
        """Whether it may be pushed."""
        return self.state is EditionState.CLOSED and self.ready_at is not None


def state_now(edition: Edition, policy: Policy, now: dt.datetime) -> EditionState:
    """The edition's state, as far as it can be believed at that moment; see `believed`."""
    fetched_at = None if edition.imported else edition.fetched_at
    return believed(edition.state, policy.close_of(edition.key.day), fetched_at, now)


def believed(
    state: EditionState, closes_at: dt.datetime, fetched_at: dt.datetime | None, now: dt.datetime
) -> EditionState:
    """`state`, unless a clock that was wrong closed the list: then it is open, and may have grown.

    The clock was wrong if the list was fetched before its day had ended, or in the future.
    `fetched_at` is None for a list that was not fetched, such as an imported one; its state is
    believed.
    """
    if state in _FINAL and fetched_at is not None and not closes_at <= fetched_at <= now:
        return EditionState.OPEN
    return state
