"""Texts that nobody waits for go through batches, whatever becomes of those; with the real SDK."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import replace

import pytest

from bot.app.batching import see_to_batches
from bot.app.status import status_lines
from bot.delivery.background import Background
from bot.delivery.batching import ARRIVED, LOST
from core.editions.putting_off import GRACE
from core.llm.prices import in_batch
from core.models import EditionState, Writer
from core.reading.questions_ahead import QuestionsAhead
from locales import Translator
from tests.bot.delivery.place import LIST, PAPERS, TEXTS, Place, placed
from tests.bot.delivery.room import TUESDAY, WEDNESDAY, room_in


async def test_a_list_that_nobody_wants_yet_is_read_by_a_batch(place):
    await place.look(2026, 2, 4, 0, 5)
    assert await place.waiting() == TEXTS
    assert await place.room.state(TUESDAY) == (EditionState.CLOSED, False)
    assert len(place.batches.lines) == TEXTS
    assert await place.writers() == []
    assert place.app.budget.aside > 0

    place.clock.pass_(minutes=10)
    await place.look()
    assert await place.writers() == [Writer.MODEL] * TEXTS
    assert place.live() == []
    place.clock.pass_(minutes=10)
    await place.look()
    assert await place.room.state(TUESDAY) == (EditionState.CLOSED, True)
    assert place.live() == []
    assert len(place.batches.lines) == TEXTS
    spent = await place.spent()
    assert spent[in_batch("test-model")] == place.batches.used
    assert place.app.budget.aside == 0
    assert place.batches.files == {}


async def test_what_is_known_of_such_a_text_is_what_is_known_of_any(place, tmp_path):
    await place.look(2026, 2, 4, 0, 5, times=2)
    readings = place.app.storage.readings
    by_batch = await readings.report(PAPERS[0], "en")
    (tmp_path / "live").mkdir()
    async with placed(tmp_path / "live", paperboy_batch="off") as other:
        other.room.again()
        other.app.pipeline.later = None
        await other.room.look(2026, 2, 4, 0, 5)
        live = await other.app.storage.readings.report(PAPERS[0], "en")
    assert by_batch == live


async def test_what_is_not_back_in_time_is_read_the_ordinary_way_and_booked_when_it_is(place):
    place.batches.fate = "in_progress"
    place.batches.deaf = True
    await place.room.subscribe(time=dt.time(18, 0))  # 10:00, UTC
    await place.look(2026, 2, 4, 0, 5)
    assert await place.waiting() == TEXTS
    await place.look(2026, 2, 4, 7, 59)
    assert await place.room.state(TUESDAY) == (EditionState.CLOSED, False)

    await place.look(2026, 2, 4, 8, 14)
    assert await place.room.state(TUESDAY) == (EditionState.CLOSED, False)
    await place.look(2026, 2, 4, 8, 15)
    assert await place.room.state(TUESDAY) == (EditionState.CLOSED, True)
    assert await place.writers() == [Writer.MODEL] * TEXTS
    asked = len(place.live())
    assert asked == TEXTS
    (batch,) = place.batches.made.values()
    assert batch["_cancelled"]

    batch["_fate"] = "completed"
    place.clock.pass_(minutes=30)
    await place.look(times=2)
    assert await place.waiting() == 0
    assert len(place.live()) == asked
    assert (await place.spent())[in_batch("test-model")] == place.batches.used > 0


async def test_a_chat_that_comes_meanwhile_is_not_kept_waiting(place):
    place.batches.fate = "in_progress"
    await place.look(2026, 2, 4, 0, 5)
    await place.room.subscribe(time=dt.time(10, 0))  # 02:00, UTC
    await place.look(2026, 2, 4, 1, 1)
    assert await place.room.state(TUESDAY) == (EditionState.CLOSED, True)
    assert await place.writers() == [Writer.MODEL] * TEXTS
    (batch,) = place.batches.made.values()
    assert batch["status"] == "cancelled"


async def test_what_was_answered_before_it_was_called_off_is_used(place):
    place.batches.fate = "in_progress"
    await place.look(2026, 2, 4, 0, 5)
    await place.room.subscribe(time=dt.time(11, 0))  # 03:00, UTC
    await place.look(2026, 2, 4, 1, 1)
    await place.look(2026, 2, 4, 1, 2)
    assert await place.writers() == [Writer.MODEL] * TEXTS
    assert len(place.live()) == TEXTS // 2
    await place.look(2026, 2, 4, 1, 3)
    assert await place.room.state(TUESDAY) == (EditionState.CLOSED, True)


async def sent(place, moments=300):
    """Waits until something was sent."""
    for _ in range(moments):
        if place.batches.lines:
            return
        await asyncio.sleep(0.1)


async def test_the_service_sees_to_batches(place):
    place.app.pipeline.later = None
    newsroom = place.room.again()
    async with Background() as background:
        await see_to_batches(place.app, newsroom, background)
        assert place.app.pipeline.later is not None
        await place.look(2026, 2, 4, 0, 5, times=0)
        await sent(place)
    assert len(place.batches.lines) == TEXTS


async def test_turned_off_again_it_sees_what_is_under_way_to_its_end(place):
    await place.look(2026, 2, 4, 0, 5)
    off = replace(place.app, settings=place.room.place.settings())
    off.pipeline.later = None
    async with Background() as background:
        await see_to_batches(off, place.room.again(), background)
        assert off.pipeline.later is None
        for _ in range(300):
            if not await place.waiting():
                break
            await asyncio.sleep(0.1)
    assert place.live() == []
    assert await place.writers() == [Writer.MODEL] * TEXTS


async def test_who_asks_for_a_paper_does_not_wait(place):
    place.batches.looks = 9
    await place.look(2026, 2, 4, 0, 5)
    paper = await place.app.storage.papers.get(PAPERS[0])
    report = await place.app.reader.report(paper, "en", urgent=True)
    assert report.provenance.writer is Writer.MODEL
    assert len(place.live()) == 1


@pytest.mark.parametrize(
    ("fate", "answered"), [("expired", 4), ("failed", 0), ("cancelled", 4), ("completed", 8)]
)
async def test_the_rest_of_a_batch_is_read_at_once(place, fate, answered):
    place.batches.fate = fate
    await place.look(2026, 2, 4, 0, 5, times=2)
    assert await place.writers() == [Writer.MODEL] * TEXTS
    assert len(place.live()) == TEXTS - answered
    assert await place.waiting() == 0


@pytest.mark.parametrize("way", [429, 400, "stranger", "blank", "length", "broken"])
async def test_a_bad_line_is_read_again(place, way):
    place.batches.spoilt = {3: way}
    await place.look(2026, 2, 4, 0, 5, times=2)
    assert await place.writers() == [Writer.MODEL] * TEXTS
    assert len(place.live()) == 1
    assert await place.app.storage.failures.of(LIST.day) == ()


async def test_an_output_that_is_gone_is_booked_by_what_was_set_aside(place):
    place.batches.forgets = True
    await place.look(2026, 2, 4, 0, 5)
    aside = place.app.budget.aside
    await place.look()
    assert await place.writers() == [Writer.MODEL] * TEXTS
    assert len(place.live()) == TEXTS
    assert (await place.spent())[in_batch("test-model")] == aside


@pytest.mark.parametrize("status", [404, 403, 405])
async def test_an_endpoint_without_batches_costs_nobody_anything_and_is_told_once(
    place, status, capsys
):
    place.batches.refuses = status
    await place.look(2026, 2, 4, 0, 5)
    assert await place.writers() == [Writer.MODEL] * TEXTS
    assert place.app.budget.aside == 0
    place.start()
    await place.look(2026, 2, 5, 0, 5, times=2)
    said = capsys.readouterr()
    assert (said.out + said.err).count("takes no batches") == 1
    assert await place.room.state(WEDNESDAY) == (EditionState.CLOSED, False)
    await place.look(2026, 2, 5, 0, 10)
    assert await place.room.state(WEDNESDAY) == (EditionState.CLOSED, True)


async def test_a_batch_that_nobody_was_told_of_is_found_after_a_restart(place):
    place.batches.hangs_up = place.batches.nameless = True
    await place.look(2026, 2, 4, 0, 5)
    (sent,) = await place.app.storage.batches.under_way()
    assert sent.remote is None
    place.start()
    place.clock.pass_(minutes=1)
    await place.look(times=3)
    assert await place.writers() == [Writer.MODEL] * TEXTS
    assert len(place.batches.lines) == TEXTS
    assert place.live() == []


async def test_a_bug_met_in_one_text_costs_no_other_its_batch(place, capsys):
    class Broken(QuestionsAhead):
        async def of(self, step, paper_id, language):
            if paper_id == PAPERS[0]:
                raise ValueError("a bug")
            return await super().of(step, paper_id, language)

    place.batching.ahead = Broken(place.app.reader, place.app.storage)
    await place.look(2026, 2, 4, 0, 5)
    place.clock.pass_(minutes=10)
    await place.look()
    assert await place.writers() == [Writer.MODEL] * TEXTS
    # Its summary and its report were written the ordinary way.
    assert len(place.batches.lines) == TEXTS - 2
    said = capsys.readouterr()
    assert "a text could not be put into a batch" in said.out + said.err


async def test_one_that_never_arrived_is_sent_again(place):
    place.batches.refuses = 503
    await place.look(2026, 2, 4, 0, 5)
    assert await place.app.storage.batches.under_way() == []  # nothing was made of it
    place.batches.refuses = None
    place.clock.pass_(minutes=11)
    await place.look(times=2)
    assert len(place.batches.lines) == TEXTS
    assert await place.writers() == [Writer.MODEL] * TEXTS


async def test_one_whose_sending_was_cut_off_is_dropped_when_it_cannot_be_found(place):
    place.batches.hangs_up = True
    await place.look(2026, 2, 4, 0, 5)
    place.batches.made.clear()
    place.batches.lines.clear()
    place.batches.hangs_up = False
    place.clock.time += ARRIVED / 2
    await place.look()
    assert len(await place.app.storage.batches.under_way()) == 1
    place.clock.time += ARRIVED * 3
    await place.look(times=2)
    assert len(place.batches.lines) == TEXTS
    assert await place.writers() == [Writer.MODEL] * TEXTS


async def test_a_batch_that_never_ends_is_given_up(place):
    place.batches.fate = "in_progress"
    place.batches.deaf = True
    await place.look(2026, 2, 4, 0, 5)
    await place.look(2026, 2, 4, 22, 0)
    assert await place.writers() == []
    place.clock.time += GRACE
    await place.look()
    assert await place.writers() == [Writer.MODEL] * TEXTS
    place.clock.time += LOST
    await place.batching.look()
    assert await place.app.storage.batches.under_way() == []
    assert place.app.budget.aside == 0


async def test_the_days_tokens_hold_for_batches_too(tmp_path):
    async with placed(tmp_path, paperboy_daily_tokens=30_000) as place:
        await place.look(2026, 2, 4, 0, 5)
        assert 0 < len(place.batches.lines) < TEXTS
        assert place.app.budget.aside <= 30_000
        before = await place.spent()
        assert before.get("test-model", 0) + place.app.budget.aside <= 30_000


async def test_an_answer_that_is_paid_for_is_used_though_nothing_is_left_of_the_day(tmp_path):
    async with placed(tmp_path, paperboy_daily_tokens=200_000) as place:
        await place.look(2026, 2, 4, 0, 5)
        assert len(place.batches.lines) == TEXTS
        place.app.budget.spend(200_000, place.clock.now().date())
        await place.look(times=2)
        assert await place.writers() == [Writer.MODEL] * TEXTS
        assert place.live() == []


async def test_how_an_endpoint_wants_to_be_asked_is_found_out_with_one_text(tmp_path):
    async with room_in(tmp_path, use_model=True, paperboy_batch="on") as room:
        place = Place(room)
        place.model.refuses = {"json_schema"}
        await place.look(2026, 2, 4, 0, 5)
        assert len({prompt for prompt in place.live() if "Task: a summary" in prompt}) == 1
        assert {line["body"]["response_format"]["type"] for line in place.batches.lines} == {
            "json_object"
        }


async def test_the_operator_is_told_what_waits(place):
    async def told():
        lines = await status_lines(
            place.app.storage, place.clock, Translator("en"), place.app.settings
        )
        return [line for line in lines if "Batch API" in line]

    assert await told() == []
    await place.look(2026, 2, 4, 0, 5)
    assert await told() == ["8 texts wait for the Batch API, 8 of them sent."]
    await place.look()
    (spent,) = await told()
    assert spent.startswith("  2026-02-04 · test-model by the Batch API · ")


async def test_a_text_is_put_off_once(place):
    await place.look(2026, 2, 4, 0, 5, times=2)
    assert await place.app.storage.batches.put([]) == set()
    await place.app.pipeline.put_off(
        await place.app.storage.editions.get(LIST), "en", place.clock.now()
    )
    assert await place.waiting() == 0
    assert (await place.app.storage.batches.of(LIST, PAPERS))[1] == TEXTS
