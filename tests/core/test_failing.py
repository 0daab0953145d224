"""What failed is written down with when it is tried again, and stays the operator's and the paper's
alone."""

from __future__ import annotations

import datetime as dt
import errno
from pathlib import Path

import pytest

from core import errors
from core.failing import AGAIN, Failing
from core.records import REPEATED, Failure, Step
from storage import Storage, open_storage
from tests.bot.talk import StandingClock
from tests.storage.engine.test_sqlite import held

DAY, ID = dt.date(2026, 2, 3), "2602.00001"
SPENT = errors.ModelUnpaid("api.example", "Insufficient Balance")


class Place:
    """Failing on a store, and a clock to turn."""

    def __init__(self, storage: Storage) -> None:
        self.clock = StandingClock(2026, 2, 3, 12)
        self.storage = storage
        self.failing = Failing(storage.failures, self.clock)

    async def fails(self, error: Exception = SPENT, step: Step = Step.DEEP_READ) -> Failure | None:
        await self.failing.note(error, DAY, ID, step, "zh")
        return await self.storage.failures.get(DAY, ID, step, "zh")


@pytest.fixture
async def place(tmp_path: Path):
    async with open_storage(f"sqlite:///{tmp_path}/paperboy.db", patience=0.0) as storage:
        yield Place(storage)


async def test_an_error_is_written_down_with_all_that_the_operator_may_know(place):
    failure = await place.fails()

    assert (failure.key, failure.data) == (
        "error.model_unpaid",
        {"host": "api.example", "said": "Insufficient Balance"},
    )
    assert (failure.tries, failure.at) == (1, place.clock.now())
    assert failure.again_at == place.clock.now() + AGAIN[0]


async def test_a_bug_is_written_down_by_its_kind_alone(place):
    failure = await place.fails(KeyError("what a paper said"))

    assert (failure.key, failure.data) == ("error.unexpected", {"reason": "KeyError"})


async def test_a_machine_that_gives_no_more_is_no_bug(place):
    failure = await place.fails(OSError(errno.EMFILE, "Too many open files"))

    assert failure.key == "error.machine_exhausted"
    assert failure.data == {"reason": "Too many open files"}


async def test_it_is_tried_ever_more_seldom_and_then_no_more(place):
    waits = []
    for tries in range(1, len(AGAIN) + 3):
        failure = await place.fails()
        assert failure.tries == tries
        waits.append(failure.again_at and failure.again_at - place.clock.now())
        place.clock.time += dt.timedelta(days=1)

    assert waits == [*AGAIN, None, None]
    assert list(AGAIN) == sorted(AGAIN)


@pytest.mark.parametrize("step", sorted(set(Step) - REPEATED))
async def test_what_only_people_ask_for_waits_until_they_ask_again(place, step):
    failure = await place.fails(step=step)

    assert (failure.tries, failure.again_at) == (1, None)
    assert await place.failing.due(place.clock.now() + dt.timedelta(days=9), 9) == ()


async def test_success_forgets_how_often_it_failed(place):
    await place.fails()
    await place.fails()
    await place.failing.clear(DAY, ID, Step.DEEP_READ, "zh")

    assert (await place.fails()).tries == 1


async def test_steps_and_languages_fail_apart(place):
    await place.fails()
    assert (await place.fails(step=Step.SUMMARIZE)).tries == 1
    await place.failing.note(SPENT, DAY, ID, Step.DEEP_READ, "en")

    assert [each.tries for each in await place.storage.failures.of(DAY)] == [1, 1, 1]


async def test_it_is_due_when_its_time_has_come(place):
    failure = await place.fails()

    assert await place.failing.due(failure.again_at - dt.timedelta(seconds=1), 9) == ()
    assert await place.failing.due(failure.again_at, 9) == (failure,)
    # Noted by a clock that was ahead, it is due at once.
    assert await place.failing.due(failure.at - dt.timedelta(days=300), 9) == (failure,)


@pytest.mark.parametrize("error", [errors.PaperUnknown(ID), errors.NumberUnknown(7, DAY, 3)])
async def test_what_cannot_be_had_is_no_failure(place, error):
    assert await place.fails(error) is None


async def test_trouble_with_the_store_is_not_the_papers(place):
    trouble = errors.StoreUnavailable(
        "/srv/paperboy.db", "database is locked", errors.StoreTrouble.LOCKED
    )

    with pytest.raises(errors.StoreUnavailable):
        await place.fails(trouble)
    assert await place.storage.failures.recent(9) == ()


async def test_a_store_that_cannot_be_written_is_told(place, tmp_path):
    with held(tmp_path / "paperboy.db", "IMMEDIATE"), pytest.raises(errors.StoreUnavailable):
        await place.fails()
