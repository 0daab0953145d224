"""What is left of a closed list when the clock that closed it was wrong. Pure."""

from __future__ import annotations

import datetime as dt

from core.editions.policies import Policy
from core.models import Edition, EditionState

_FINAL = (EditionState.CLOSED, EditionState.EMPTY)


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
