"""What a model answered for a text that was not written then: read, and not paid for again."""

from __future__ import annotations

import asyncio
import dataclasses
import sqlite3
from contextlib import closing

import pytest

from core.errors import ModelAnswerInvalid
from core.llm.kept import KeptQuestion
from core.models import Writer
from core.reading import summarize
from core.records import Spending, Step
from tests.core.reading.test_reader import PAPER, reading
from tests.fakes.model import answer_from_message
from tests.world import DATABASE

TEXT = (Step.SUMMARIZE, PAPER.id, "zh")


def prompt_of(app):
    """The summary's question."""
    return summarize.prompt_of(PAPER, app.reader.told("zh"))


def noted(place):
    """How many questions are noted."""
    with closing(sqlite3.connect(place.folder / DATABASE)) as database:
        return database.execute("SELECT count(*) FROM replies").fetchone()[0]


async def test_an_answer_that_outlived_its_process_is_read(tmp_path):
    async with reading(tmp_path) as (place, app):
        prompt = prompt_of(app)
        await app.models.summaries.ask(prompt)
        assert await app.models.summaries.has_answer(prompt)
        spent = await app.storage.spending.spent(app.clock.now().date())
        # It is paid for: no tokens are needed.
        async with place.app(paperboy_daily_tokens=1) as other:
            summary = await other.reader.summary(PAPER, "zh")
            assert not await other.models.summaries.has_answer(prompt)
            assert await other.storage.spending.spent(app.clock.now().date()) == spent

        assert summary.provenance.writer is Writer.MODEL
        assert len(place.model.prompts) == 1
        assert noted(place) == 0


async def test_a_second_try_is_kept_as_the_first(tmp_path):
    async with reading(tmp_path) as (place, app):
        for _ in range(2):
            await app.models.main.ask(prompt_of(app), lambda _: "Write less.")
        assert len(place.model.prompts) == 2
        await app.models.main.ask(prompt_of(app), lambda _: "Write more.")
        assert len(place.model.prompts) == 3


async def test_answers_of_no_use_are_not_read_again(tmp_path):
    async with reading(tmp_path) as (place, app):
        place.model.always("Task: a summary", "malformed")
        with pytest.raises(ModelAnswerInvalid):
            await app.models.summaries.ask(prompt_of(app))
        asked = len(place.model.prompts)
        assert noted(place) == 0
        place.model.heal()
        assert (await app.reader.summary(PAPER, "zh")).provenance.writer is Writer.MODEL
        assert len(place.model.prompts) == asked + 1


@pytest.mark.parametrize("kind", ["truncated", "drop", "500"])
async def test_what_did_not_come_whole_is_asked_again(tmp_path, kind):
    async with reading(tmp_path) as (place, app):
        place.model.next(kind)
        await app.models.summaries.ask(dataclasses.replace(prompt_of(app), calls=2))
        assert len(place.model.prompts) == 2
        await app.reader.summary(PAPER, "zh")
        assert noted(place) == 0


async def test_a_call_that_was_cut_off_is_booked(tmp_path):
    async with reading(tmp_path, paperboy_daily_tokens=100_000) as (place, app):
        today = app.clock.now().date()
        most = Spending(calls=1, prompt=95_000, cached=0, completion=4_000)
        asked = KeptQuestion(mark="m", text=TEXT, model="test-model", most=most, on_demand=False)
        await app.storage.replies.asked(asked, app.clock.now())
        summary = await app.reader.summary(PAPER, "zh")

        assert await app.storage.spending.spent(today) == most
        assert summary.provenance.writer is not Writer.MODEL  # the day's tokens are used up
        assert place.model.prompts == []
        assert not app.budget.fits(4_000, today)


async def test_what_is_under_way_in_another_language_is_not_lost(tmp_path):
    async with reading(tmp_path) as (place, app):
        place.model.latency = 0.5
        async with asyncio.TaskGroup() as group:
            group.create_task(app.reader.summary(PAPER, "zh"))
            while not place.model.prompts:  # noqa: ASYNC110 (the model tells nobody)
                await asyncio.sleep(0.01)
            group.create_task(app.reader.summary(PAPER, "en"))
        spent = await app.storage.spending.spent(app.clock.now().date())
        assert (spent.calls, spent.tokens) == (2, place.model.used)


async def test_what_people_type_is_never_kept(tmp_path):
    async with reading(tmp_path) as (place, app):
        seen = []

        def answer(body):
            seen.append(noted(place))
            return answer_from_message(body)

        place.model.answer = answer
        prompt = prompt_of(app)
        await app.models.main.ask(dataclasses.replace(prompt, text=None))
        assert noted(place) == 0
        await app.models.main.ask(prompt)
        assert seen == [0, 1]
