"""What is old is forgotten, counted from the newest list rather than from the clock."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.retention import forget_old
from core.models import EditionState
from storage import Storage, open_storage
from tests.storage import build
from tests.storage.build import DAY, days, edition, entry, hours, paper

KEEP = dt.timedelta(days=180)


async def left(store: Storage) -> list[int]:
    """Of which papers, by age in days, the full texts are still there."""
    return [age for age in (1, 179, 182, 400) if await store.documents.get(paper(age).id)]


@pytest.mark.parametrize(
    ("now", "keep", "kept"),
    [
        (hours(24), KEEP, [1, 179]),
        (hours(24), None, [1, 179, 182, 400]),
        (hours(24 * 365), KEEP, [1, 179]),  # a clock that is a year ahead
        (hours(-24 * 365), KEEP, [1, 179, 182, 400]),  # and one that is behind
        (hours(24), dt.timedelta(days=300), [1, 179, 182]),
    ],
)
async def test_what_is_kept(tmp_path: Path, now: dt.datetime, keep: dt.timedelta | None, kept: list[int]) -> None:
    async with open_storage(f"sqlite:///{tmp_path}/paperboy.db") as store:
        await store.editions.save(edition(entry(1), listed=1))
        for age in (1, 179, 182, 400):
            await store.documents.save(build.document(age), hours(-24 * age))
        await forget_old(store, now, keep)

        assert await left(store) == kept


async def test_without_a_list_nothing_is_forgotten_but_days_that_never_were(tmp_path: Path) -> None:
    async with open_storage(f"sqlite:///{tmp_path}/paperboy.db") as store:
        await store.documents.save(build.document(400), hours(-24 * 400))
        await store.editions.save(edition(date=days(365), state=EditionState.EMPTY))
        await forget_old(store, hours(0), KEEP)

        assert await left(store) == [400]
        assert await store.editions.days(DAY, hours(0)) == []
