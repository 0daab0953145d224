from __future__ import annotations

from dataclasses import replace

from core.records import Step
from storage import Storage
from tests.storage.build import DAY, days, failure, hours, paper


async def test_failures_of_a_date_by_paper_and_step(store: Storage) -> None:
    for each in (
        failure(2),
        failure(1, Step.SUMMARIZE),
        failure(1, Step.DEEP_READ),
        failure(1, date=days(1)),
    ):
        await store.failures.save(each)

    assert await store.failures.of(DAY) == (
        failure(1, Step.DEEP_READ),
        failure(1, Step.SUMMARIZE),
        failure(2),
    )
    assert await store.failures.of(days(5)) == ()


async def test_a_newer_failure_replaces_the_older_one(store: Storage) -> None:
    await store.failures.save(failure())
    await store.failures.save(failure(at=hours(2)))

    assert await store.failures.of(DAY) == (failure(at=hours(2)),)


async def test_success_clears_it(store: Storage) -> None:
    await store.failures.save(failure(1))
    await store.failures.save(failure(2))
    await store.failures.clear(DAY, paper(1).id, Step.DEEP_READ, "zh")
    await store.failures.clear(DAY, paper(2).id, Step.SUMMARIZE, "zh")
    await store.failures.clear(DAY, paper(2).id, Step.DEEP_READ, "en")

    assert await store.failures.of(DAY) == (failure(2),)


async def test_recent_ones_newest_first(store: Storage) -> None:
    for number in (1, 3, 2):
        await store.failures.save(failure(number, at=hours(number)))

    assert await store.failures.recent(2) == (failure(3, at=hours(3)), failure(2, at=hours(2)))


async def test_what_a_clock_noted_that_was_ahead_is_due_at_once(store: Storage) -> None:
    waiting = replace(failure(1), again_at=hours(1))
    ahead = replace(failure(2, at=hours(9000)), again_at=hours(9001))
    given_up = replace(failure(3, at=hours(9000)), again_at=None)
    for each in (waiting, ahead, given_up):
        await store.failures.save(each)

    assert await store.failures.due(hours(0), 9) == (ahead,)
    assert await store.failures.due(hours(1), 9) == (waiting, ahead)
