"""When a list closes, and which closing can be believed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from core.editions.days import close_of, state_now
from core.models import ArchiveForm, Edition, EditionState

DATE = dt.date(2026, 2, 5)
CLOSE = dt.datetime(2026, 2, 6, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
CLOSED, EMPTY, FAILED, OPEN = EditionState.CLOSED, EditionState.EMPTY, EditionState.FAILED, EditionState.OPEN


def test_a_list_closes_when_its_day_ends() -> None:
    assert close_of(DATE) == CLOSE


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
    edition = Edition(date=DATE, state=state, fetched_at=fetched_at)

    assert state_now(edition, now) is believed
    # An archive was closed by whoever made it.
    assert state_now(replace(edition, form=ArchiveForm()), now) is state
