"""Which closing of a list can be believed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from core.editions.days import state_now
from core.editions.keys import DAILY
from core.editions.policies import POLICIES
from core.models import Edition, EditionState

DATE = dt.date(2026, 2, 5)
CLOSE = dt.datetime(2026, 2, 6, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
CLOSED, EMPTY, FAILED, OPEN = (
    EditionState.CLOSED,
    EditionState.EMPTY,
    EditionState.FAILED,
    EditionState.OPEN,
)


@pytest.mark.parametrize(
    ("state", "fetched_at", "now", "believed"),
    [
        (CLOSED, CLOSE, CLOSE, CLOSED),
        (EMPTY, CLOSE + HOUR, CLOSE + 9 * HOUR, EMPTY),
        (CLOSED, CLOSE - HOUR, CLOSE + HOUR, OPEN),
        (EMPTY, CLOSE - HOUR, CLOSE + HOUR, OPEN),
        (CLOSED, CLOSE + 2 * HOUR, CLOSE + HOUR, OPEN),
        (CLOSED, CLOSE + 2 * HOUR, CLOSE - 9 * HOUR, OPEN),
        (OPEN, CLOSE - HOUR, CLOSE + HOUR, OPEN),
        (FAILED, None, CLOSE + HOUR, FAILED),
        (CLOSED, None, CLOSE + HOUR, CLOSED),
    ],
)
def test_what_is_believed(
    state: EditionState, fetched_at: dt.datetime | None, now: dt.datetime, believed: EditionState
) -> None:
    edition = Edition(key=DAILY.on(DATE), state=state, fetched_at=fetched_at)

    assert state_now(edition, POLICIES[DAILY], now) is believed
    # An archive was closed by whoever made it.
    assert state_now(replace(edition, imported=True), POLICIES[DAILY], now) is state
