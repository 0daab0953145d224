"""Texts that are put off, when something goes wrong or changes meanwhile; with the real SDK."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from bot.delivery.batching import LOST
from core.editions.putting_off import GRACE
from core.llm.prices import in_batch
from core.models import EditionState, Shortfall, Writer
from tests.bot.delivery.place import LIST, MONDAY, PAPERS, TEXTS, placed
from tests.bot.delivery.room import TUESDAY, WEDNESDAY
from tests.world import busy_day

CAP = 200_000


async def test_a_batch_takes_nothing_from_the_next_days(tmp_path):
    others = busy_day(20)[6:]
    days = {TUESDAY: busy_day(6), WEDNESDAY: others[:4]}
    async with placed(tmp_path, days, paperboy_daily_tokens=80_000) as place:
        place.batches.fate, place.batches.deaf = "in_progress", True
        await place.look(2026, 2, 4, 0, 5)
        assert place.app.budget.aside > 40_000
        await place.room.subscribe(time=dt.time(8, 30))  # 00:30, UTC
        await place.look(2026, 2, 4, 22, 30)
        await place.look(2026, 2, 5, 0, 5)
        await place.look(2026, 2, 5, 0, 6)
        assert await place.room.state(WEDNESDAY) == (EditionState.CLOSED, True)
        ids = [paper["paper"]["id"] for paper in others[:4]]
        readings = place.app.storage.readings
        reports = await readings.reports(ids, "en")
        assert {report.provenance.writer for report in reports.values()} == {Writer.MODEL}
        assert place.app.budget.aside == 0

        (batch,) = place.batches.made.values()
        batch["_fate"] = "completed"
        await place.look(2026, 2, 5, 0, 7, times=2)
        (booked,) = [
            account
            for account in await place.app.storage.spending.recent(9)
            if account.model == in_batch("test-model")
        ]
        assert booked.day == dt.date(2026, 2, 4)
        assert booked.spending.tokens == place.batches.used


async def test_a_clock_far_ahead_gives_up_no_batch(place):
    place.batches.looks = 3
    await place.look(2026, 2, 4, 0, 5)
    asked = len(place.model.prompts)
    for _ in range(3):
        await place.look(2027, 2, 4, 0, 5)
    assert len(place.model.prompts) == asked
    (batch,) = place.batches.made.values()
    assert batch["status"] == "validating"  # not called off

    await place.look(2026, 2, 4, 0, 6, times=4)
    assert await place.writers() == [Writer.MODEL] * TEXTS
    assert len(place.model.prompts) == asked


@pytest.mark.parametrize("way", ["blank", "length"])
async def test_an_answer_of_no_use_is_asked_for_again_within_the_days_tokens(tmp_path, way):
    async with placed(tmp_path, paperboy_daily_tokens=CAP) as place:
        place.batches.spoilt = dict.fromkeys(range(TEXTS), way)
        await place.look(2026, 2, 4, 0, 5)
        place.app.budget.spend(CAP, place.clock.now().date())
        await place.look(times=2)
        assert place.live() == []
        reports = await place.app.storage.readings.reports(PAPERS, "en")
        assert {each.provenance.shortfall for each in reports.values()} == {Shortfall.OVER_BUDGET}


async def test_a_second_try_is_asked_for_within_the_days_tokens(tmp_path):
    async with placed(tmp_path, paperboy_daily_tokens=CAP) as place:
        answer = place.model.answer
        place.model.answer = lambda body: re.sub(r"\d\d\.\d%", "77.7%", answer(body))
        await place.look(2026, 2, 4, 0, 5)
        answered = [place.model.completed(line["body"])[1] for line in place.batches.lines]
        used = sum(each["usage"]["total_tokens"] for each in answered)
        used += sum((await place.spent()).values())
        left = 1_000  # once the batch has been booked; no text takes so little
        place.app.budget.spend(CAP - used - left, place.clock.now().date())
        place.model.prompts.clear()
        await place.look(times=2)
        assert await place.writers() == [Writer.MODEL] * TEXTS
        assert place.model.prompts == []


async def test_what_nobody_is_shown_waits_on_when_the_list_is_tried_again(tmp_path):
    many = {TUESDAY: busy_day(30)}
    async with placed(tmp_path, many, paperboy_deep_read="all") as place:
        await place.room.subscribe(time=dt.time(8, 30))  # 00:30, UTC
        place.batches.looks = 99
        place.model.always("Task: a summary", "malformed")
        await place.look(2026, 2, 4, 0, 5)
        assert place.batches.lines
        assert await place.room.state(TUESDAY) == (EditionState.CLOSED, False)
        place.model.heal()
        place.start()  # after a restart nothing is known of the trouble
        await place.look(2026, 2, 4, 0, 20)
        assert await place.room.state(TUESDAY) == (EditionState.CLOSED, True)
        await place.look(2026, 2, 4, 0, 40, times=2)
        (batch,) = place.batches.made.values()
        assert batch["status"] == "in_progress"
        waiting = await place.app.storage.batches.waiting()
        assert len(waiting) == len(place.batches.lines)
        assert {each.until.hour for each in waiting} == {22}


async def test_what_nobody_is_shown_waits_longer_than_its_list(tmp_path):
    many = {TUESDAY: busy_day(30)}
    async with placed(tmp_path, many, paperboy_deep_read="all") as place:
        await place.room.subscribe(time=dt.time(18, 0))  # 10:00, UTC
        place.batches.fate = "in_progress"
        await place.look(2026, 2, 4, 0, 5)
        await place.look(2026, 2, 4, 8, 20, times=2)
        assert await place.room.state(TUESDAY) == (EditionState.CLOSED, True)
        assert await place.app.storage.batches.waiting() != []
        edition = await place.app.storage.editions.get(LIST)
        others = [entry.paper.id for entry in edition.entries if not entry.selected]
        assert await place.app.storage.readings.reports(others, "en") == {}


async def test_a_past_day_does_not_wait_for_a_list_that_does_not_come(tmp_path):
    days = {MONDAY: busy_day(20)[6:10], TUESDAY: busy_day(6)}
    async with placed(tmp_path, days, at=(2026, 2, 2, 20)) as place:
        await place.room.subscribe(time=dt.time(8, 30))
        await place.look(2026, 2, 3, 0, 5)
        for minute in (5, 6, 16, 26):
            await place.look(2026, 2, 5, 0, minute)
        assert await place.room.state(WEDNESDAY) != (EditionState.CLOSED, True)
        assert await place.room.state(TUESDAY) == (EditionState.CLOSED, True)
        assert await place.writers() == [Writer.MODEL] * TEXTS


async def test_answers_are_waited_for_when_it_wakes_without_a_network(place):
    place.batches.looks = 3
    await place.look(2026, 2, 4, 0, 5)
    place.batches.refuses = 503
    place.clock.time = dt.datetime(2026, 2, 8, 0, 5, tzinfo=dt.UTC)
    assert place.clock.now() - LOST > dt.datetime(2026, 2, 4, 0, 5, tzinfo=dt.UTC)
    await place.batching.look()
    assert place.live() == []
    place.batches.refuses = None
    place.batches.made["batch-2"]["_looks"] = 0
    await place.batching.look()
    assert place.live() == []
    assert await place.writers() == [Writer.MODEL] * TEXTS
    assert (await place.spent())[in_batch("test-model")] == place.batches.used


async def test_who_gives_no_word_of_batches_is_not_waited_for(place):
    place.batches.looks = 3
    await place.look(2026, 2, 4, 0, 5)
    place.batches.refuses = 503
    await place.look(2026, 2, 4, 22, 5)
    assert await place.writers() == []
    place.clock.time += GRACE
    await place.batching.look()
    assert await place.writers() == [Writer.MODEL] * TEXTS


async def test_another_model_at_the_endpoint_calls_off_and_books_the_batch(place):
    place.batches.fate = "in_progress"
    await place.look(2026, 2, 4, 0, 5)
    for endpoint in place.app.models.endpoints:
        endpoint.model = "other-model"
    place.start()
    await place.batching.look()
    (batch,) = place.batches.made.values()
    assert batch["status"] == "cancelled"
    await place.batching.look()
    assert (await place.spent())[in_batch("test-model")] == place.batches.used > 0


async def test_no_file_is_left_behind(place):
    place.batches.fate, place.batches.spoilt = "expired", {0: 429}
    await place.look(2026, 2, 4, 0, 5, times=2)
    assert place.batches.files == {}


async def test_what_cannot_be_put_into_a_batch_holds_nothing_up(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.delivery.batching.AT_ONCE", 2)
    async with placed(tmp_path) as place:
        await place.look(2026, 2, 4, 0, 5, times=0)
        for text in (await place.app.storage.batches.waiting())[:2]:
            paper = await place.app.storage.papers.get(text.paper_id)
            await place.app.reader.summary(paper, "en")
        await place.batching.look()
        assert len(place.batches.lines) == TEXTS - 2


async def test_batches_leave_what_people_may_ask_for(tmp_path):
    async with placed(tmp_path, paperboy_daily_tokens=60_000) as place:
        place.batches.looks = 99
        await place.look(2026, 2, 4, 0, 5)
        assert 0 < len(place.batches.lines) < TEXTS
        paper = await place.app.storage.papers.get(PAPERS[0])
        report = await place.app.reader.report(paper, "en", urgent=True)
        assert report.provenance.writer is Writer.MODEL


async def test_a_list_that_is_asked_for_meanwhile_is_read_at_once(place):
    place.batches.looks = 9
    await place.look(2026, 2, 4, 0, 5)
    edition = await place.app.storage.editions.get(LIST)
    summaries = await place.app.pipeline.summaries(edition, "en", urgent=True)
    assert len(summaries) == len(edition.selected) == len(place.live())
    place.batches.made["batch-2"]["_looks"] = 0
    await place.look(times=2)
    assert await place.writers() == [Writer.MODEL] * TEXTS
    assert len(place.live()) == len(edition.selected)
